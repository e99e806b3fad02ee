import subprocess
import sys
from pathlib import Path

from bbcu_app.reports import headline, hint, machine, report, self_test_command, shortened
from bbcu_app.workers.task import Failure
from engine.errors import SaveError


def test_a_headline_names_the_file_and_begins_with_a_capital_otherwise():
    assert headline(SaveError("the disk is full", file="/a/b.png")) == "b.png: the disk is full."
    assert headline(SaveError("the disk is full")) == "The disk is full."
    assert "should not have" in headline(ZeroDivisionError())
    assert hint(SaveError("x", hint="Do y.")) == "Do y." and "report" in hint(ZeroDivisionError())


def test_a_report_has_versions_and_traces_and_no_folders():
    try:
        raise SaveError("no", file=Path.home() / "secret" / "b.png")
    except SaveError as err:
        text = report([Failure.of(err)])
    assert "Python" in text and "PySide6" in text and "SaveError" in text
    assert str(Path.home()) not in text and sys.prefix not in text


def test_the_machine_is_described_and_paths_are_cut():
    assert "cores" in machine()
    assert shortened(f"{Path.home()}/a") == "~/a"


def test_the_self_test_is_that_of_the_command_line():
    *program, option = self_test_command()
    done = subprocess.run([*program, "--version"], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.startswith("BBCU Restore") and option == "--self-test"
