"""Colours brought to sRGB."""

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.picture.colour import in_srgb, srgb_profile, to_srgb
from tests.engine.picture.pictures import random_pixels


def test_the_profile_is_one_and_the_same():
    assert srgb_profile() == srgb_profile()
    assert "sRGB" in ImageCms.getProfileName(io.BytesIO(srgb_profile()))


@pytest.mark.parametrize("icc", [srgb_profile(), b"rubbish" * 40])
def test_srgb_stays_and_what_cannot_be_read_changes_nothing(icc):
    pixels = random_pixels((9, 8, 3))
    assert np.abs(in_srgb(pixels, icc).astype(int) - pixels).max() <= 1
    assert in_srgb(pixels[..., :1], b"rubbish" * 40).shape == (9, 8, 1)


@pytest.mark.parametrize("mode", ["CMYK", "LAB", "YCbCr", "HSV"])
def test_other_kinds_of_colour(mode):
    image = Image.new("RGB", (4, 4), (128, 128, 128))
    image = Image.new("LAB", (4, 4), (137, 128, 128)) if mode == "LAB" else image.convert(mode)
    convert, target = to_srgb(image, None)
    grey = np.asarray(convert(image)).astype(int)
    assert target == "RGB" and np.abs(grey - 128).max() <= 3
