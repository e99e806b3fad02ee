"""What a tile takes in memory."""

import tracemalloc

import numpy as np
import pytest

from engine.backend import popcount
from engine.backend.contract import run_tile
from engine.backend.footprint import bytes_per_pixel
from engine.backend.program import Program
from engine.tasks import Task
from tests import tiny

LARGE = {"channels": 24, "units": 1}
ENLARGER = {"backbone": "srresnet", "task": Task.UPSCALE, "scale": 4}


@pytest.mark.parametrize("changes", [{}, ENLARGER, ENLARGER | {"binary": ("body", "upsampler")},
                                     {"binary": ("head",), "convolutions_per_residual": 0}])
def test_the_stated_bytes_are_about_what_a_tile_takes(changes):
    """Blocks of constant size come on top; beyond them the statement is at least half and at most four times it."""
    program = Program.of(tiny.network(tiny.spec(**LARGE | changes)))
    runner = popcount.BACKEND.make_runner(program)
    peaks = []
    for side in (64, 128):
        values = np.random.default_rng(0).random((side, side, 3), np.float32)
        tracemalloc.start()
        run_tile(program, runner, values, 20)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    measured = (peaks[1] - peaks[0]) / (128**2 - 64**2)
    stated = bytes_per_pixel(program) + 48 * 3 * program.spec.scale**2 + 200
    assert measured / 2 < stated < measured * 4
