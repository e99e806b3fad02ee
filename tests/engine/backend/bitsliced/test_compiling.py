"""The fingerprint: whatever goes into kernels is in it."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

from engine import backend

FOLDER = Path(backend.__file__).parent
SOURCES = sorted(FOLDER.rglob("*.py"))
KERNELS = [path for path in SOURCES if "compiling import" in path.read_text() or path.parent.name == "kernels"]


def test_every_file_counts(bitsliced, tmp_path):
    fingerprint = bitsliced.entries.compiling.fingerprint
    folder = tmp_path / "backend"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    before = fingerprint(folder)
    assert before == fingerprint()
    for path in sorted(folder.rglob("*.py")):
        text = path.read_bytes()
        path.write_bytes(text + b"# another line\n")
        assert fingerprint(folder) != before, path
        path.write_bytes(text)
    assert fingerprint(folder) == before


def imported(path):
    """The files of this program that a file imports from at its start."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ImportFrom) and node.module.startswith("engine."):
            for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                if name in sys.modules:
                    yield Path(sys.modules[name].__file__)


def test_what_kernels_are_made_of_lies_there(bitsliced):
    """Functions and numbers from elsewhere would be compiled in unseen."""
    names = {path.stem for path in KERNELS}
    assert {"unit", "count", "half", "head", "tail", "conv", "finish", "wave", "sheets", "stages"} <= names
    for path in KERNELS:
        assert set(imported(path)) <= set(SOURCES), path


def folder_of(**environment):
    """Where a process with this environment keeps its kernels."""
    code = "from engine.backend.bitsliced.compiling import CACHE; print(CACHE and CACHE.folder)"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True,
                          check=True, timeout=60)
    return done.stdout.strip()


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert folder_of(NUMBA_CACHE_DIR=str(tmp_path / "file")) == "None"


def test_another_processor_has_another_cache(tmp_path):
    here = folder_of(NUMBA_CACHE_DIR=str(tmp_path))
    there = folder_of(NUMBA_CACHE_DIR=str(tmp_path), NUMBA_CPU_NAME="haswell", NUMBA_CPU_FEATURES="+avx2")
    assert here.startswith(str(tmp_path))
    assert there.startswith(str(tmp_path))
    assert here != there
