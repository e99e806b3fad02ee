import re
import subprocess
import sys
from pathlib import Path

import pytest

from engine import about


def test_the_machine_is_described_line_by_line_and_without_folders():
    lines = about.machine().splitlines()
    assert re.match(r"BBCU Restore \S+ \(installed\), Python 3", lines[0])
    assert "cores" in lines[1]
    assert any(re.fullmatch(r"numpy \d\S+", line) for line in lines)
    assert not any(str(folder) in about.machine() for folder in (Path.home(), sys.prefix, Path.cwd()))


def test_what_is_not_installed_is_said(monkeypatch):
    monkeypatch.setattr(about, "LIBRARIES", ("no-such-library",))
    assert about.machine().endswith("no-such-library is not there")


def test_the_command_starts_this_program_again():
    done = subprocess.run([*about.command(), "--version"], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == f"BBCU Restore {about.program()}\n"


@pytest.mark.parametrize("name", ["bbcu-restore", "bbcu-restore.exe"])
def test_a_packaged_program_has_the_command_beside_itself(name, tmp_path, monkeypatch):
    monkeypatch.setattr(about, "PACKAGED", True)
    monkeypatch.setattr(sys, "executable", str(tmp_path / name))
    assert about.command() == [str(tmp_path / f"bbcu{Path(name).suffix}")]
