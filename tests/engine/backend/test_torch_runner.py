"""The torch backend gives the popcount backend's numbers."""

import numpy as np
import pytest

from engine import backend
from engine.backend import popcount, torch_runner
from engine.backend.program import PIXEL_LIMIT, Program
from engine.tasks import Task
from tests import tiny


@pytest.mark.parametrize("channels", [1, 5, 33, 64])
@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 9), (7, 1), (12, 19)])
@pytest.mark.parametrize("head_relu", [False, True])
def test_bit_for_bit(channels, height, width, head_relu):
    network = tiny.network(tiny.spec(channels=channels, level_map=True, head_relu=head_relu), seed=channels)
    program = Program.of(network)
    pixels = np.random.default_rng(1).integers(-PIXEL_LIMIT, PIXEL_LIMIT, (4, height, width)).astype(np.int16)
    ours, oracle = (module.BACKEND.make_runner(program) for module in (torch_runner, popcount))
    assert np.array_equal(ours(pixels), oracle(pixels))


@pytest.mark.parametrize("size", [(1, 1), (7, 9), (12, 18)])
def test_half_resolution(size):
    program = Program.of(tiny.network(tiny.spec(channels=4, units=5, layout="1d<g1[1d]>1[g1]")))
    pixels = np.random.default_rng(1).integers(-PIXEL_LIMIT, PIXEL_LIMIT, (3, *size)).astype(np.int16)
    ours, oracle = (module.BACKEND.make_runner(program) for module in (torch_runner, popcount))
    assert np.array_equal(ours(pixels), oracle(pixels))


def test_the_chooser_gives_it_when_asked():
    chosen = backend.choose("torch")
    assert chosen.name == "torch"
    assert chosen.tile_bytes(Program.of(tiny.network()), 10, 10) > 0


def test_what_it_does_not_know_runs_on_popcount():
    spec = tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=2)
    program = Program.of(tiny.network(spec))
    chosen = backend.choose("torch")
    assert "popcount where" in chosen.explained([program])
    pixels = np.random.default_rng(1).integers(0, 4000, (3, 6, 8)).astype(np.int16)
    assert np.array_equal(chosen.make_runner(program)(pixels), popcount.BACKEND.make_runner(program)(pixels))
