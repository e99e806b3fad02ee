"""Frequencies are those of the discrete cosine transform, wherever blocks begin, and are counted once."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.measure.degrade import jpeg
from engine.run.jpeg_blocks import (
    BIN,
    BINS,
    CORNERS,
    LOWEST,
    STEPS,
    USED,
    colour_corner,
    corner_histograms,
    histograms,
    luma_of,
)
from tests import scenes


def counted(plane, corner):
    """The same, block by block, by OpenCV's transform."""
    counts = np.zeros((len(USED), BINS))
    for top in range(corner[0], plane.shape[0] - 7, 8):
        for left in range(corner[1], plane.shape[1] - 7, 8):
            values = np.abs(cv2.dct(plane[top : top + 8, left : left + 8])).ravel()[USED]
            for row, value in enumerate(values):
                if value < BIN * BINS:
                    counts[row, int(value / BIN)] += 1
    return counts


@pytest.mark.parametrize("corner", [(0, 0), (3, 5)])
def test_frequencies_are_those_of_each_block(corner):
    plane = luma_of(scenes.photo(61, 80))
    found = histograms([plane], corner)
    assert found.sum() > 0
    assert np.abs(found - counted(plane, corner)).sum() < 0.01 * found.sum(), "but for what lies between two bins"


def test_every_corner_at_once():
    plane = luma_of(scenes.photo(90, 72))
    every = corner_histograms([plane])
    for corner in ((0, 0), (7, 2)):
        one = counted(plane, corner)[LOWEST]
        assert np.abs(every[CORNERS.index(corner)] - one).sum() < 0.01 * one.sum()


def test_blocks_that_are_alike_count_once():
    block = np.random.default_rng(0).uniform(50, 200, (8, 8)).astype(np.float32)
    assert histograms([np.tile(block, (9, 9))], (0, 0)).sum() == histograms([block], (0, 0)).sum() == len(USED)


def test_blocks_that_black_or_white_cut_off_are_left_out_where_there_are_others():
    plane = luma_of(scenes.photo(64, 320))
    plane[:, :40] = 0
    plane[::2, :40] = 255
    assert np.array_equal(histograms([plane], (0, 0)), histograms([plane[:, 40:]], (0, 0)))


@given(st.integers(1, 20), st.integers(1, 20), st.sampled_from([1, 3]))
def test_any_size(height, width, channels):
    plane = luma_of(np.full((height, width, channels), 80, np.uint8))
    assert histograms([plane], (5, 5)).shape == (len(USED), BINS)
    assert corner_histograms([plane]).shape == (64, len(LOWEST), BINS)
    assert plane == pytest.approx(80, abs=1e-3)


def test_steps_are_those_of_the_tables():
    assert STEPS.shape == (100, len(USED))
    assert STEPS[49, 0] == 11 and (STEPS[99] == 1).all(), "quality 50 is the table of the standard, 100 has ones"


@pytest.mark.parametrize("top, left", [(0, 0), (3, 5), (8, 0), (13, 11), (7, 9)])
def test_squares_of_colour_are_found_between_blocks(top, left):
    cropped = jpeg(scenes.photo(180, 200), 50)[top:, left:]
    assert colour_corner(cropped[None], (-top % 8, -left % 8)) == (-top % 16, -left % 16)


@pytest.mark.parametrize("shape", [(1, 90, 90, 1), (2, 20, 300, 3), (1, 1, 1, 3)])
def test_what_cannot_tell_begins_where_its_blocks_do(shape):
    assert colour_corner(np.zeros(shape, np.uint8), (3, 5)) == (3, 5)
