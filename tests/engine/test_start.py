"""What starts must start quickly: no torch, and nothing of the window in the engine."""

import subprocess
import sys

import pytest

PROGRAM = """
import sys
import {module}
heavy = [name for name in {forbidden} if name in sys.modules]
sys.exit(", ".join(heavy) or 0)
"""


@pytest.mark.parametrize(("module", "forbidden"), [
    ("engine.cli", ["torch", "PySide6", "numba", "engine.training"]),
    ("bbcu_app.__main__", ["torch", "engine.training", "PySide6"]),
    ("bbcu_app.app", ["torch", "engine.training"]),
])
def test_importing_loads_nothing_heavy(module, forbidden):
    code = PROGRAM.format(module=module, forbidden=forbidden)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
