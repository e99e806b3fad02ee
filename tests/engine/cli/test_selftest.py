"""``bbcu --self-test`` and ``--version``: lines and exit codes."""

import pytest

from engine import about
from engine.cli import main
from engine.run import selftest
from engine.run.selftest import Check


def ended(*arguments):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    return stop.value.code


@pytest.mark.parametrize(("problem", "code"), [("", 0), ("it is broken", 1)])
def test_a_line_each_and_the_exit_code(problem, code, monkeypatch, capsys):
    tried = (Check("one", "", "fine", 0.1), Check("other", problem, "fine", 0.1))
    monkeypatch.setattr(selftest, "checks", lambda: iter(tried))
    assert ended("--self-test") == code
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("BBCU Restore")
    assert lines[-2:] == [str(check) for check in tried]


def test_the_version(capsys):
    assert ended("--version") == 0
    assert capsys.readouterr().out == f"BBCU Restore {about.program()}\n"
