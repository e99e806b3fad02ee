"""A folder belongs to one run at a time."""

import subprocess
import sys

import pytest

from engine.errors import TrainingError
from engine.training.only_run import only_run

HELD = """
import sys
from pathlib import Path
from engine.training.only_run import only_run
with only_run(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_is_refused_until_the_first_ends(tmp_path):
    out = tmp_path / "deep" / "run"
    with only_run(out), pytest.raises(TrainingError, match="another run is at work"), only_run(out):
        pass
    with only_run(out):
        pass


def test_a_killed_run_holds_nothing(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HELD, str(tmp_path)], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "held\n"
        with pytest.raises(TrainingError, match="another run is at work"), only_run(tmp_path):
            pass
        child.kill()
        child.wait()
    with only_run(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_or_written_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(TrainingError, match="cannot be made"), only_run(tmp_path / "file" / "run"):
        pass
    (tmp_path / "run.lock").mkdir()
    with pytest.raises(TrainingError, match="cannot be written"), only_run(tmp_path):
        pass
