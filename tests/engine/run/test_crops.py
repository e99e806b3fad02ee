"""Crops lie within the picture, where JPEG's squares begin, and are few however large it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.picture.pixels import Picture
from engine.run.crops import MOST, SIDE, crop_boxes, from_corner, sample


@given(st.integers(1, 60000), st.integers(1, 60000))
def test_crops_of_any_size(width, height):
    boxes = crop_boxes(width, height)
    assert 1 <= len(boxes) <= MOST
    for box in boxes:
        assert box.x >= 0 and box.y >= 0 and box.right <= width and box.bottom <= height
        assert box.x % 16 == 0 and box.y % 16 == 0
    assert sum(box.area for box in boxes) <= MOST * SIDE**2


@pytest.mark.parametrize(("width", "height"), [(6000, 4000), (4000, 6000), (20000, 300), (1200, 700)])
def test_they_come_from_all_over_a_large_picture(width, height):
    boxes = crop_boxes(width, height)
    assert sum(box.area for box in boxes) > MOST * SIDE**2 / 3
    assert min(box.x for box in boxes) < width / 6 and max(box.right for box in boxes) > width * 5 / 6
    assert len({(box.x, box.y) for box in boxes}) == len(boxes)


def test_what_is_transparent_is_not_looked_at():
    pixels = np.zeros((1000, 1000, 3), np.uint8)
    alpha = np.zeros((1000, 1000), np.uint8)
    half = alpha.copy()
    half[:500] = 1
    assert sample(Picture(pixels, alpha)) == []
    assert 0 < len(sample(Picture(pixels, half))) < len(sample(Picture(pixels)))


def test_sixteen_bits_are_looked_at_as_eight():
    crop, = sample(Picture(np.full((20, 30, 1), 257 * 90, np.uint16)))
    assert crop.shape == (20, 30, 1) and crop.dtype == np.uint8 and (crop == 90).all()


def test_they_begin_where_blocks_do_unless_little_is_left():
    crops = np.arange(2 * 64 * 80 * 3).reshape(2, 64, 80, 3)
    assert np.array_equal(from_corner(crops, (5, 13)), crops[:, 5:, 13:])
    assert from_corner(crops[:, :20], (5, 13)).shape == (2, 20, 80, 3)
