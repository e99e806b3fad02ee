"""Rounding against fractions, and the limits against the widest numbers."""

from fractions import Fraction
from math import floor

import numpy as np
import pytest

from engine.backend.integers import (
    FRACTION_BITS,
    HIGHEST,
    LEAK,
    LOWEST,
    WEIGHT_LIMIT,
    add_saturating,
    leaky_relu,
    round_shift,
    saturate,
)


@pytest.mark.parametrize("shift", [0, 1, 2, 15])
def test_halves_are_rounded_up(shift):
    values = np.arange(-70000, 70000, 997)
    wanted = [floor(Fraction(int(value), 1 << shift) + Fraction(1, 2)) for value in values]
    assert round_shift(values, shift).tolist() == wanted
    assert [round_shift(int(value), shift) for value in values] == wanted


def test_the_leak_is_a_tenth():
    stream = np.arange(LOWEST, HIGHEST + 1, 7).astype(np.int16)[None]
    wanted = [floor(Fraction(int(x) * LEAK, 1 << FRACTION_BITS) + Fraction(1, 2)) if x < 0 else x for x in stream[0]]
    found = leaky_relu(stream.copy())[0]
    assert found.tolist() == wanted
    assert found[0] == pytest.approx(LOWEST / 10, abs=3)


@pytest.mark.parametrize("extremes", [(-5, 5), (-40000, 40000)])
def test_sums_saturate_whichever_way_is_taken(extremes):
    random = np.random.default_rng(0)
    here = random.integers(LOWEST, HIGHEST + 1, (3, 4, 5)).astype(np.int16)
    change = random.integers(max(extremes[0], LOWEST), min(extremes[1], HIGHEST) + 1, here.shape).astype(np.int16)
    wanted = np.clip(here.astype(int) + change, LOWEST, HIGHEST)
    add_saturating(here, change, extremes)
    assert np.array_equal(here, wanted)


def test_saturate_gives_16_bits():
    assert saturate(np.array([-(1 << 40), -1, 1 << 40])).tolist() == [LOWEST, -1, HIGHEST]
    assert saturate(np.array([0])).dtype == np.int16


def test_the_weight_limit_is_the_largest_that_fits_32_bits():
    assert (WEIGHT_LIMIT - 1) * -LOWEST < 1 << 31 <= WEIGHT_LIMIT * -LOWEST
