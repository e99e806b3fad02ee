"""Weights as lists of planes: the lists give back the sums they stand for."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backend.bitsliced.shapes import PLANE_STEPS
from engine.backend.bitsliced.sign_classes import CLASSES, GROUP, PASS, make_lists, passes

BLOCK = 8


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 9), st.integers(1, 80), st.integers(1, 90), st.integers(0, 999))
def test_the_lists_give_the_sums(outputs, planes, most, seed):
    random = np.random.default_rng(seed)
    sign = random.random((outputs, planes)) < random.random()
    lists = make_lists(sign, BLOCK, most)
    bits = random.integers(0, 2, planes)
    counts = np.zeros(lists.spans.shape[1:3], int)
    for part, groups in enumerate(lists.spans):
        # What one pass has of the window, the clear and the set plane behind it.
        here = np.append(np.pad(bits[part * most :][:most], (0, most))[:most], [0, 1])
        for group, which in np.ndindex(counts.shape):
            at, clear, plain = groups[group, which]
            assert (clear + plain) % 2 == 0
            parts = np.split(lists.index[at : at + BLOCK * (clear + plain)], [BLOCK * clear])
            counts[group, which] += (1 - here[parts[0]]).sum() + here[parts[1]].sum()
    assert counts.max() <= lists.largest
    for group, of_each in enumerate(counts):
        last = 2 * of_each.sum() - lists.centre[GROUP * group + 3]
        for output in range(GROUP * group, min(outputs, GROUP * group + GROUP)):
            member = output % GROUP
            agreeing = sum(count for which, count in enumerate(of_each) if which >> member & 1)
            found = last if member == 3 else 4 * agreeing - last - lists.centre[output]
            assert found == np.where(sign[output], 1, -1) @ (2 * bits - 1)


def test_every_plane_is_added_once_per_group():
    sign = np.random.default_rng(0).integers(0, 2, (8, 45)).astype(bool)
    lists = make_lists(sign, BLOCK, 20)
    assert lists.spans.shape == (3, 2, CLASSES, 3)
    index = lists.index
    expected = np.concatenate([np.arange(20), np.arange(20), np.arange(5)])
    assert np.array_equal(np.sort(index[index < 20]), np.sort(np.repeat(expected, 2)))


def test_sixteen_bits_hold_a_place_in_the_window():
    assert passes(PASS) == 1 and passes(PASS + 1) == 2
    assert (9 * PASS + 2) * PLANE_STEPS < 1 << 16
