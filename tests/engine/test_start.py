"""What starts must start quickly: no torch, and nothing of the window in the engine."""

import os
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
    ("engine.cli", ["torch", "numpy", "PySide6", "numba", "engine.training"]),
    ("engine.cli.parsing", ["torch", "PySide6", "numba", "engine.training"]),
    ("bbcu_app.__main__", ["torch", "engine.training", "PySide6"]),
    ("bbcu_app.app", ["torch", "engine.training"]),
])
def test_importing_loads_nothing_heavy(module, forbidden):
    code = PROGRAM.format(module=module, forbidden=forbidden)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", ["engine.cli.parsing", "engine.run.restore", "bbcu_app.app"])
def test_matrix_products_keep_to_one_thread(module):
    """Tiles are what runs in parallel; a value that was set stays."""
    code = (f"import {module}; from threadpoolctl import ThreadpoolController; "
            "print(*{blas['num_threads'] for blas in ThreadpoolController().select(internal_api='openblas').info()})")
    for given, expected in ((None, "1"), ("2", str(min(2, os.cpu_count())))):
        environment = {key: value for key, value in os.environ.items() if key != "OPENBLAS_NUM_THREADS"}
        environment |= {"OPENBLAS_NUM_THREADS": given} if given else {}
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == expected
