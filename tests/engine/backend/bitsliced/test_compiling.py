"""The fingerprint: whatever goes into kernels is in it."""

import ast
import shutil
import sys
from pathlib import Path

from engine.backend.bitsliced import compiling

SOURCES = sorted(compiling.SOURCES.rglob("*.py"))
KERNELS = [path for path in SOURCES if "compiling import" in path.read_text() or path.parent.name == "kernels"]


def test_every_file_counts(tmp_path):
    folder = tmp_path / "backend"
    shutil.copytree(compiling.SOURCES, folder, ignore=shutil.ignore_patterns("__pycache__"))
    before = compiling.fingerprint(folder)
    assert before == compiling.fingerprint()
    for path in sorted(folder.rglob("*.py")):
        text = path.read_bytes()
        path.write_bytes(text + b"# another line\n")
        assert compiling.fingerprint(folder) != before, path
        path.write_bytes(text)
    assert compiling.fingerprint(folder) == before


def imported(path):
    """The files of this program that a file imports from at its start."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ImportFrom) and node.module.startswith("engine."):
            for name in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                if name in sys.modules:
                    yield Path(sys.modules[name].__file__)


def test_what_kernels_are_made_of_lies_there(bitsliced):
    """Functions and numbers from elsewhere would be compiled in unseen."""
    assert {"unit", "count", "ends", "half", "conv", "finish", "wave", "layered"} <= {path.stem for path in KERNELS}
    for path in KERNELS:
        assert set(imported(path)) <= set(SOURCES), path
