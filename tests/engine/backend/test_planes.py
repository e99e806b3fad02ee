"""Geometry of planes, held to what it means pixel by pixel."""

import numpy as np
import pytest

from engine.backend.planes import contiguous, doubled, enlarged, halved, repeat_places, shuffled


def numbers(*shape, seed=0):
    return np.random.default_rng(seed).integers(-32768, 32768, shape).astype(np.int16)


@pytest.mark.parametrize("size", [(1, 1), (1, 4), (3, 5), (6, 8)])
def test_halved_is_the_rounded_mean_of_each_square(size):
    stream = numbers(2, *size)
    found = halved(stream)
    assert found.shape == (2, -(-size[0] // 2), -(-size[1] // 2))
    for channel, row, column in np.ndindex(found.shape):
        ys = [min(2 * row + step, size[0] - 1) for step in (0, 1)]
        xs = [min(2 * column + step, size[1] - 1) for step in (0, 1)]
        total = sum(int(stream[channel, y, x]) for y in ys for x in xs)
        assert found[channel, row, column] == int(np.floor(total / 4 + 0.5))


def test_doubled_gives_each_number_to_its_square():
    small = numbers(1, 2, 2)
    (a, b), (c, d) = small[0]
    assert doubled(small, 3, 4).tolist() == [[[a, a, b, b], [a, a, b, b], [c, c, d, d]]]


@pytest.mark.parametrize("factor", [1, 2, 3])
def test_shuffled_puts_planes_where_their_phase_is(factor):
    planes = numbers(2 * factor**2, 3, 4)
    found = shuffled(planes, factor)
    for channel, y, x in np.ndindex(found.shape):
        plane = (channel * factor + y % factor) * factor + x % factor
        assert found[channel, y, x] == planes[plane, y // factor, x // factor]


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_enlarged_keeps_what_is_flat_and_the_mean_of_a_slope(scale):
    assert np.array_equal(enlarged(np.full((3, 4, 1), 0.3, np.float32), scale),
                          np.full((3 * scale, 4 * scale, 1), 0.3, np.float32))
    slope = np.tile(np.arange(6, dtype=np.float32)[None, :, None], (2, 1, 1))
    found = enlarged(slope, scale)[0, :, 0]
    assert found.mean() == pytest.approx(slope.mean(), rel=1e-6)
    assert (np.diff(found) >= 0).all() and np.diff(found)[scale:-scale] == pytest.approx(1 / scale, rel=1e-5)


def test_channels_are_repeated_in_a_row_and_the_rest_is_the_first():
    assert repeat_places(2, 5).tolist() == [0, 0, 1, 1, 0]
    assert repeat_places(4, 4).tolist() == [0, 1, 2, 3]


def test_contiguous_copies_only_what_it_must():
    whole = numbers(2, 3, 4)
    assert contiguous(whole) is whole
    view = contiguous(whole[:, ::-1])
    assert view.flags["C_CONTIGUOUS"] and np.array_equal(view, whole[:, ::-1])
    whole.flags.writeable = False
    assert contiguous(whole).flags.writeable
