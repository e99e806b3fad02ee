"""Known noise is measured, and what cannot be measured is said to be so."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.run import noise_meter
from engine.run.noise_features import COUNT
from engine.run.noise_meter import NOTHING, inputs, noise_in, outputs, read
from engine.tasks import Sureness
from tests import scenes

PHOTO = scenes.photo().astype(np.float32)[None]


def white(sigma, channels=3):
    noise = np.random.default_rng(0).normal(0, sigma, (*PHOTO.shape[:3], channels)).astype(np.float32)
    return (PHOTO[..., :channels] + noise).clip(0, 255)


@pytest.mark.parametrize("sigma", [4, 10, 30])
def test_white_noise(sigma):
    found = noise_in(white(sigma))
    assert found.luma == pytest.approx(0.668 * sigma, rel=0.25)
    assert found.colour == pytest.approx(0.64 * sigma, rel=0.25)
    assert found.correlation < 0.25 and found.sure is Sureness.FULL


def test_coarse_grain_is_seen_to_be_coarse():
    grain = np.random.default_rng(0).normal(0, 12, (1, PHOTO.shape[1] // 2, PHOTO.shape[2] // 2, 1))
    coarse = grain.repeat(2, axis=1).repeat(2, axis=2)
    assert noise_in((PHOTO + coarse).astype(np.float32)).correlation > 0.3


@pytest.mark.parametrize("sigma", [10, 30])
def test_of_white_noise_networks_are_told_what_there_is(sigma):
    found = noise_in(white(sigma))
    assert (found.told, found.told_colour) == pytest.approx((sigma, sigma), rel=0.35)


def test_more_noise_measures_more():
    found = [noise_in(white(sigma)).luma for sigma in (0, 3, 6, 12, 24, 48)]
    assert found == sorted(found) and found[0] < 1


@pytest.mark.parametrize("crops", [
    np.zeros((0, 1, 1, 3)), np.zeros((1, 200, 200, 3)), np.full((2, 112, 112, 1), 255.0), np.ones((1, 7, 300, 3)),
])
def test_where_there_is_nothing_to_measure(crops):
    assert noise_in(crops.astype(np.float32)) == NOTHING
    assert NOTHING.sure is Sureness.NONE


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 90), st.integers(1, 90), st.sampled_from([1, 3]), st.none() | st.integers(1, 100),
       st.none() | st.integers(1, 100))
def test_whatever_the_picture_there_are_levels(height, width, channels, quality, earlier):
    crops = np.random.default_rng(height).uniform(0, 255, (1, height, width, channels)).astype(np.float32)
    found = noise_in(crops, quality, earlier)
    levels = found.luma, found.colour, found.correlation, found.told, found.told_colour
    assert np.isfinite(levels).all() and min(levels) >= 0 and found.correlation <= 1
    assert found.colour == found.told_colour == 0 or channels == 3


def test_what_disagrees_is_not_sure(monkeypatch):
    numbers = inputs(np.zeros(COUNT, np.float32), None, None)
    fitted = {"mean": np.zeros(len(numbers)), "spread": np.ones(len(numbers)),
              "weight0": np.zeros((2, len(numbers), 7)), "bias0": np.array([[1.0, 1, 0, -2, -2, 1, 1]] * 2)}
    monkeypatch.setattr(noise_meter, "_fitted", lambda: fitted)
    assert read(numbers, grey=False).sure is Sureness.FULL
    fitted["bias0"] = np.array([[0.0, 0, 0, -2, -2, 0, 0], [2, 2, 0, -2, -2, 0, 0]])
    assert outputs(numbers)[0] == 1.0
    assert read(numbers, grey=False).sure is Sureness.NONE


def test_jpeg_is_told_by_the_file_and_by_what_was_found():
    nothing = np.zeros(COUNT, np.float32)
    assert inputs(nothing, None, None)[COUNT:] == pytest.approx([-0.3, -0.3])
    assert inputs(nothing, 90, None)[COUNT:] == pytest.approx([0.1, 0.1])
    assert inputs(nothing, 90, 40)[COUNT:] == pytest.approx([0.1, 0.6])
    assert inputs(nothing, None, 40)[COUNT:] == pytest.approx([-0.3, 0.6])
