"""Compiled float convolutions against the plain ones: every number the same."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backend.popcount import PlainConvolution, Rounding
from engine.backend.program import Convolution

SHAPES = [(1, 1), (1, 65), (3, 63), (9, 64), (5, 130)]


@pytest.fixture(scope="module")
def layers(bitsliced):
    from engine.backend.bitsliced import float_layers
    return float_layers


def convolution(inputs, outputs, size=900, seed=0):
    random = np.random.default_rng(seed)
    weight = random.integers(-size, size + 1, (outputs, inputs, 3, 3))
    return Convolution(np.clip(weight, -32768, 32767).astype(np.int16), random.integers(-(1 << 20), 1 << 20, outputs))


def stream(inputs, height, width, seed=1):
    return np.random.default_rng(seed).integers(-32768, 32768, (inputs, height, width)).astype(np.int16)


def same(layers, made, shape, how=None):
    x = stream(made.weight.shape[1], *shape)
    ours, plain = layers.CompiledConvolution(made), PlainConvolution(made)
    assert np.array_equal(ours.sums(x), plain.sums(x))
    for each in [how] if how else (Rounding(12), Rounding(15, relu=True), Rounding(0, leaky=True)):
        assert np.array_equal(ours.stream(x, each), plain.stream(x, each)), each


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("inputs", "outputs"), [(1, 1), (3, 5), (4, 4), (7, 12), (64, 3)])
def test_every_shape(layers, inputs, outputs, shape):
    same(layers, convolution(inputs, outputs), shape)


@pytest.mark.parametrize("size", [1, 5, 100, 32767])
@pytest.mark.parametrize("inputs", [2, 33, 112])
def test_weights_of_every_size_are_split_as_they_must_be(layers, inputs, size):
    made = convolution(inputs, 4, size)
    extreme = Convolution(np.where(made.weight > 0, size, -size).astype(np.int16), made.bias)
    same(layers, extreme, (3, 66))


def test_what_three_parts_do_not_hold_is_left_to_the_plain_way(layers):
    made = Convolution(np.full((2, 300, 3, 3), -64, np.int16), np.zeros(2, np.int64))
    assert layers.make_weights(made) is None
    same(layers, made, (3, 5))


@pytest.mark.parametrize("factor", [2, 3])
@pytest.mark.parametrize("shape", SHAPES)
def test_pixels_are_shuffled(layers, factor, shape):
    same(layers, convolution(5, 3 * factor**2), shape, Rounding(13, leaky=True, factor=factor))


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 20), st.integers(1, 20), st.integers(1, 12), st.integers(1, 140), st.integers(0, 20))
def test_anything(layers, inputs, outputs, height, width, shift):
    same(layers, convolution(inputs, outputs, seed=shift), (height, width), Rounding(shift, relu=shift % 2 == 0))


def test_views_and_threads(layers):
    made = convolution(6, 8)
    ours, plain = layers.CompiledConvolution(made), PlainConvolution(made)
    whole = stream(6, 30, 90)
    whole.flags.writeable = False
    views = [whole[:, start:, ::-1] for start in range(12)]
    with ThreadPoolExecutor(3) as pool:
        for view, found in zip(views, pool.map(ours.sums, views), strict=True):
            assert np.array_equal(found, plain.sums(view))
