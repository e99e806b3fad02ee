"""Weights as lists of planes: the lists give back the sums they stand for."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backend.bitsliced.sign_classes import CLASSES, GROUP, make_lists

BLOCK = 8


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 9), st.integers(1, 80), st.integers(0, 999))
def test_the_lists_give_the_sums(outputs, planes, seed):
    random = np.random.default_rng(seed)
    sign = random.random((outputs, planes)) < random.random()
    lists = make_lists(sign, BLOCK)
    bits = np.append(random.integers(0, 2, planes), [0, 1])  # the clear and the set plane behind the others
    for group, spans in enumerate(lists.spans):
        counts = []
        for at, clear, plain in spans:
            assert (clear + plain) % 2 == 0
            parts = np.split(lists.index[at : at + BLOCK * (clear + plain)], [BLOCK * clear])
            counts.append(int((1 - bits[parts[0]]).sum() + bits[parts[1]].sum()))
        assert max(counts) <= lists.largest
        last = 2 * sum(counts) - lists.centre[GROUP * group + 3]
        for member in range(GROUP):
            output = GROUP * group + member
            if output < outputs:
                agreeing = sum(count for which, count in enumerate(counts) if which >> member & 1)
                found = last if member == 3 else 4 * agreeing - last - lists.centre[output]
                assert found == np.where(sign[output], 1, -1) @ (2 * bits[:planes] - 1)


def test_every_plane_is_added_once_per_group():
    sign = np.random.default_rng(0).integers(0, 2, (8, 45)).astype(bool)
    lists = make_lists(sign, BLOCK)
    assert lists.spans.shape == (2, CLASSES, 3)
    index = lists.index
    assert np.array_equal(np.sort(index[index < 45]), np.repeat(np.arange(45), 2))
