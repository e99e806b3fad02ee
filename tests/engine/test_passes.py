"""Averaging over flips and turns."""

from dataclasses import replace

import numpy as np
import pytest

from engine import backend as backends
from engine.backend.program import Program
from engine.passes import COUNTS, averaged, turned, turned_back
from engine.run.chain import Chain, Link, whole_array
from engine.tasks import Task
from tests import tiny

NETWORKS = {
    "plain": {},
    "half resolution, luma, level": {"layout": "1<g2>", "image_channels": 1, "level_map": True},
    "x2 direct": {"backbone": "srresnet", "task": Task.UPSCALE, "scale": 2, "upsampler": "direct", "head_relu": False},
    "x3": {"backbone": "srresnet", "task": Task.UPSCALE, "scale": 3},
}


@pytest.mark.parametrize("turn", range(8))
def test_every_turn_is_another_and_can_be_undone(turn):
    image = np.arange(2 * 3 * 2).reshape(2, 3, 2)
    assert np.array_equal(turned_back(turned(image, turn), turn), image)
    others = [turned(image, other) for other in range(8) if other != turn]
    assert not any(np.array_equal(turned(image, turn), other) for other in others)


@pytest.mark.parametrize("count", COUNTS)
def test_a_function_that_turns_with_its_picture_gains_nothing(count):
    image = np.random.default_rng(0).random((5, 7, 3), np.float32)
    np.testing.assert_allclose(averaged(lambda seen: seen * 2 + 1, image, count), image * 2 + 1, rtol=1e-6)


def test_the_passes_are_those_of_their_number():
    image, seen = np.arange(6, dtype=np.float32).reshape(2, 3, 1), []
    averaged(lambda view: seen.append(view[..., 0].tolist()) or view, image, 2)
    assert seen == [[[0, 1, 2], [3, 4, 5]], [[2, 1, 0], [5, 4, 3]]]


def chain_of(name, passes, backend="popcount"):
    program = Program.of(tiny.network(tiny.spec(units=3, channels=4, **NETWORKS[name])))
    runner = backends.choose(backend).make_runner(program)
    return Chain((Link("tiny", program, runner, program.spec.shown(20)),), passes)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("backend", ["popcount", "bitsliced"])
def test_tiles_equal_the_whole_and_backends_each_other(name, backend):
    """Squares of two pixels lie in a mirrored tile as in the mirrored picture, odd sides or not."""
    one = chain_of(name, 8)
    shape = (31, 42, one.links[0].program.spec.image_channels)
    values = np.random.default_rng(1).random(shape, np.float32)
    whole = one.run(values)
    assert whole.shape == (31 * one.scale, 42 * one.scale, shape[2])
    assert not np.array_equal(whole, replace(one, passes=1).run(values))
    for side in (13, 20):
        assert np.array_equal(whole_array(chain_of(name, 8, backend), values, 2, side), whole)
