"""The oracle itself, against the reference that needs no bits."""

import numpy as np
import pytest

from engine.backend import popcount
from tests.engine.backend import reference

SHAPES = [(1, 1), (1, 7), (6, 1), (2, 2), (3, 3), (9, 13)]


@pytest.mark.parametrize("channels", [1, 5, 8, 16, 21, 32, 33, 64, 70, 130])
def test_equals_the_reference(channels):
    program = reference.program(channels, level_map=channels % 2 == 0, head_relu=channels % 3 > 0)
    run = popcount.BACKEND.make_runner(program)
    for height, width in SHAPES:
        pixels = reference.pixels(program, height, width)
        assert np.array_equal(run(pixels), reference.run(program, pixels)), (height, width)


@pytest.mark.parametrize("channels", [1, 5, 16, 33, 64])
def test_two_signs_of_a_channel_equal_the_reference(channels):
    program = reference.laid_out(channels, "1d2")
    run = popcount.BACKEND.make_runner(program)
    for height, width in SHAPES:
        pixels = reference.pixels(program, height, width)
        assert np.array_equal(run(pixels), reference.run(program, pixels)), (height, width)


@pytest.mark.parametrize("shape", [*SHAPES, (2, 1), (1, 2), (3, 1), (1, 3)])
def test_sums_on_every_edge_and_corner(shape):
    unit = reference.program(6).units[0]
    random = np.random.default_rng(3)
    for sign in (unit.sign, np.ones_like(unit.sign), np.zeros_like(unit.sign)):
        stream = random.integers(-400, 400, (6, *shape)).astype(np.int16)
        changed = type(unit)(sign, unit.threshold, unit.cut, unit.gain, unit.offset, unit.shift)
        assert np.array_equal(popcount.binary_convolution(stream, changed), reference.unit_sums(stream, changed))


def test_each_outside_tap_alone():
    """With one +1 tap among taps that cancel in pairs, the border's correction of just that tap is seen."""
    unit = reference.program(2).units[0]
    for tap in np.ndindex(3, 3):
        sign = np.zeros((2, 2, 3, 3), bool)
        sign[:, 0] = True  # two inputs of opposite signs: every tap sums to 0
        sign[(slice(None), 1, *tap)] = True  # but this one to 2
        changed = type(unit)(sign, unit.threshold, unit.cut, unit.gain, unit.offset, unit.shift)
        stream = np.full((2, 3, 3), -32768, np.int16)
        assert np.array_equal(popcount.binary_convolution(stream, changed), reference.unit_sums(stream, changed))


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_blocks_of_rows_leave_no_seam(rows, monkeypatch):
    program = reference.program(9)
    pixels = reference.pixels(program, 11, 8)
    monkeypatch.setattr(popcount, "BLOCK_PIXELS", 8 * rows)
    assert np.array_equal(popcount.BACKEND.make_runner(program)(pixels), reference.run(program, pixels))


def test_the_stream_saturates():
    gain = np.full((3, 2, 5), 32767, np.int16)
    offset = np.full((3, 2, 5), 32000, np.int16)
    program = reference.program(tensors={"body.gain": gain, "body.offset": offset})
    pixels = reference.pixels(program, 5, 5)
    assert np.array_equal(popcount.BACKEND.make_runner(program)(pixels), reference.run(program, pixels))


@pytest.mark.parametrize("shift", [0, 1, 12])
def test_the_head_rounds_halves_up(shift):
    program = reference.program(tensors={"head.shift": np.array([shift], np.int16)})
    pixels = reference.pixels(program, 5, 5) >> 8
    assert np.array_equal(popcount.BACKEND.make_runner(program)(pixels), reference.run(program, pixels))
