"""Turning samples upright, by Pillow's own transposition."""

import numpy as np
import pytest
from PIL import Image, ImageOps

from engine.picture.read.arrays import as_in_file, from_bgr, upright
from tests.engine.picture.pictures import random_pixels


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_upright(count, orientation):
    stored = random_pixels((5, 7, count))
    pixels, alpha = upright(stored, orientation)
    planes = []
    for channel in range(count):
        image = Image.fromarray(stored[..., channel])
        image.getexif()[0x0112] = orientation
        planes.append(np.asarray(ImageOps.exif_transpose(image)))
    assert np.array_equal(pixels, np.dstack(planes[: 3 if count > 2 else 1]))
    assert (alpha is None) == (count in (1, 3))
    if alpha is not None:
        assert np.array_equal(alpha, planes[-1])
    assert np.array_equal(as_in_file(pixels, orientation), stored[..., : pixels.shape[2]])


def test_from_bgr():
    samples = random_pixels((4, 5, 4), np.uint16)
    assert np.array_equal(from_bgr(samples[..., 0], True)[..., 0], samples[..., 0])
    assert np.array_equal(from_bgr(samples[..., :3], False), samples[..., 2::-1])
    assert np.array_equal(from_bgr(samples, True), samples[..., [0, 3]])
    assert np.array_equal(from_bgr(samples.copy(), False), samples[..., [2, 1, 0, 3]])
