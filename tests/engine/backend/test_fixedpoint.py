"""Head and tail convolutions in NumPy: exact integers, whatever the size."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backend import fixedpoint
from engine.backend.program import Convolution
from tests.engine.backend import reference


def random_case(inputs, outputs, height, width, seed=0):
    random = np.random.default_rng(seed)
    x = random.integers(-32768, 32768, (inputs, height, width)).astype(np.int16)
    weight = random.integers(-32768, 32768, (outputs, inputs, 3, 3)).astype(np.int16)
    return x, Convolution(weight, random.integers(-1000, 1000, outputs))


def plain(x, convolution):
    return reference.convolve(x, convolution.weight) + convolution.bias[:, None, None]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 7), st.integers(1, 7), st.integers(1, 9), st.integers(1, 9))
def test_equals_the_plain_sum(inputs, outputs, height, width):
    x, convolution = random_case(inputs, outputs, height, width)
    assert np.array_equal(fixedpoint.convolve(x, convolution), plain(x, convolution))


@pytest.mark.parametrize(("inputs", "outputs"), [(3, 8), (8, 3)])
def test_blocks_of_rows_leave_no_seam(inputs, outputs, monkeypatch):
    x, convolution = random_case(inputs, outputs, 11, 6)
    for size in (1, 3000, 1 << 20):
        monkeypatch.setattr(fixedpoint, "BLOCK_BYTES", size)
        assert np.array_equal(fixedpoint.convolve(x, convolution), plain(x, convolution))


def test_the_largest_numbers_stay_exact():
    x = np.full((64, 4, 4), -32768, np.int16)
    convolution = Convolution(np.full((1, 64, 3, 3), -32768, np.int16), np.array([(1 << 30) - 1]))
    found = fixedpoint.convolve(x, convolution)
    assert found[0, 1, 1] == 576 * 2**30 + 2**30 - 1
