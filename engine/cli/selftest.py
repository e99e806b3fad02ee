"""``bbcu --self-test``: whether everything that the program brings works here, one line each."""

from __future__ import annotations

from engine.cli.console import out


def run(_args: object = None) -> int:
    """Try everything; 1 if anything does not work."""
    from engine.about import machine
    from engine.run.selftest import checks

    out(machine())
    failed = False
    for check in checks():
        out(str(check))
        failed |= bool(check.problem)
    return int(failed)
