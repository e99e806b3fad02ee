"""The command line: the same verbs as the window, the same plans, the same errors. One file a verb.

Exit codes: 0 all done, 1 something failed (the rest was done), 2 the command itself is wrong, 130 stopped.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from engine.cli import app, bench, cost, detect, evaluate, models, restore, study
from engine.cli.console import say
from engine.errors import RestoreError

VERBS = (restore, detect, models, evaluate, cost, study, bench, app)
"""In the order of the help. Each has ``add(verbs)``, which describes it to the parser, and ``run(args)``."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    args = _parser().parse_args(argv)
    try:
        return args.run(args)
    except RestoreError as err:
        say(f"bbcu: {err}")
        return 1
    except KeyboardInterrupt:
        say("bbcu: stopped")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("bbcu", description="Restore photos with one-bit networks.")
    verbs = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for verb in VERBS:
        verb.add(verbs)
    return parser
