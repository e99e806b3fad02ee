"""A compression is found wherever it shows, with its quality, and nowhere else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.measure.degrade import jpeg
from engine.run.jpeg_meter import BEST_FOUND, history
from tests import scenes

PHOTO = scenes.photo()


def cropped(pixels, top=3, left=5):
    return np.ascontiguousarray(pixels[top:, left:])


@pytest.mark.parametrize("subsampling", ["4:2:0", "4:4:4"])
@pytest.mark.parametrize("quality", [10, 20, 40, 60, 80, 90])
def test_a_jpeg_saved_as_something_else(quality, subsampling):
    found = history([jpeg(PHOTO, quality, subsampling)])
    assert (found.quality, found.corner) == (pytest.approx(quality, abs=1), (0, 0))
    assert found.sure > 0.1


def test_one_in_grey():
    assert history([jpeg(PHOTO[..., 1:2], 35)]).quality == 35


@pytest.mark.parametrize("corner", [(0, 4), (5, 3), (7, 7)])
def test_one_that_was_cropped(corner):
    found = history([cropped(jpeg(PHOTO, 30), *corner)])
    assert (found.quality, found.corner) == (30, tuple(-side % 8 for side in corner))


@pytest.mark.parametrize(("first", "second"), [(20, 75), (30, 92), (50, 75), (60, 92), (80, 92)])
@pytest.mark.parametrize("crop", [False, True])
@pytest.mark.parametrize("known", [False, True])
def test_the_worse_of_two(first, second, crop, known):
    before = jpeg(PHOTO, first)
    twice = jpeg(cropped(before) if crop else before, second)
    found = history([twice], second if known else None)
    assert (found.quality, found.corner) == (pytest.approx(first, abs=2), (5, 3) if crop else (0, 0))


def test_q30_saved_again_at_92_even_in_small_crops():
    pixels = jpeg(jpeg(PHOTO, 30), 92)
    crops = [pixels[top : top + 112, left : left + 112] for top in (0, 112) for left in (0, 112, 224)]
    assert history(crops, 92).quality == 30


def test_noise_before_it_does_not_hide_it():
    assert history([jpeg(scenes.noisy(PHOTO, 10), 50)]).quality == 50


@pytest.mark.parametrize("quality", [10, 40, 75, 92])
@pytest.mark.parametrize("sigma", [0, 10])
def test_a_file_has_no_history_but_its_own(quality, sigma):
    assert history([jpeg(scenes.noisy(PHOTO, sigma), quality)], quality) is None


@pytest.mark.parametrize("pixels", [
    PHOTO, scenes.photo(seed=3), scenes.noisy(PHOTO, 3), scenes.noisy(PHOTO, 40), scenes.drawing(),
    scenes.drawing(seed=1) // 51 * 51, np.tile(scenes.drawing(8, 8), (40, 40, 1)), PHOTO[::2, ::2],
], ids=["photo", "another", "little noise", "noise", "drawing", "few colours", "pattern of 8", "shrunk"])
def test_pictures_that_never_were_a_jpeg(pixels):
    assert history([pixels]) is None


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 24), st.integers(1, 24), st.sampled_from([1, 3]), st.none() | st.integers(1, 100),
       st.sampled_from([0, 128, 255, None]))
def test_whatever_the_picture_there_is_an_answer(height, width, channels, last, level):
    draws = np.random.default_rng(height)
    pixels = np.full((height, width, channels), level or 0, np.uint8)
    if level is None:
        pixels = draws.integers(0, 256, pixels.shape).astype(np.uint8)
    found = history([pixels], last)
    assert found is None or 1 <= found.quality <= BEST_FOUND


def test_no_crop_at_all():
    assert history([]) is None
