"""Kernels are found again wherever the program and its user are."""

import os
import shutil
import subprocess
import sys

import pytest

MODULE = """
from engine.backend.bitsliced.compiling import kernel

@kernel
def twice(x):
    return 2 * x
"""
FROZEN = """
import sys, types
from pathlib import Path
from engine.backend.bitsliced import compiling
source = Path(sys.argv[1])
module = types.ModuleType("frozen")
module.__file__ = str(source)
sys.modules["frozen"] = module
exec(compile(source.read_text(), "frozen.py", "exec"), module.__dict__)  # a relative name, as in a packaged program
assert module.twice(4) == 8
compiling.keep()
print(*compiling.counts())
"""


@pytest.fixture
def run(tmp_path):
    """Run the kernel of a program in a folder, from another folder; says what was loaded and what compiled."""
    def run(program, where):
        for folder in (program, where):
            folder.mkdir(exist_ok=True)
        environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / "kept"), "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run([sys.executable, "-c", FROZEN, str(program / "frozen.py")], env=environment, cwd=where,
                              capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        return tuple(map(int, done.stdout.split()))

    return run


def test_neither_the_working_directory_nor_the_programs_place_matters_and_its_source_does(run, tmp_path):
    program = tmp_path / "program"
    program.mkdir()
    (program / "frozen.py").write_text(MODULE)
    assert run(program, tmp_path / "here") == (0, 1)
    assert run(program, tmp_path / "there") == (1, 0)
    moved = tmp_path / "m\u00f6ved to"
    shutil.move(program, moved)
    assert run(moved, tmp_path / "here") == (1, 0)
    (moved / "frozen.py").write_text(MODULE.replace("2 * x", "x + x"))
    assert run(moved, tmp_path / "here") == (0, 1)
