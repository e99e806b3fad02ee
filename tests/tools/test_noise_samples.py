"""White noise of the meter's samples: no pixel shares it with the next, and all strengths are there, mild ones most.
Pictures that were sent on: files or not, noisy or not, and never of what they are called clean after."""

import numpy as np
import pytest
from PIL import Image

from engine.measure.metrics import psnr
from tests import scenes
from tools import noise_samples
from tools.noise_samples import KINDS, correlation, draw, with_white

GREY = np.full((96, 96, 3), 90, np.uint8)


def noise_in(clean, seed):
    return with_white(clean, np.random.default_rng(seed)) - clean.astype(float)


def test_it_is_white_in_place_and_colour():
    for seed in range(20):
        noise = noise_in(GREY, seed)
        assert abs(correlation(noise, np.zeros_like(noise))) < 0.05
        assert abs(np.corrcoef(noise.reshape(-1, 3).T)[0, 1]) < 0.05


def test_mild_noise_is_drawn_more_often_than_strong():
    strengths = np.array([noise_in(GREY, seed).std() for seed in range(300)])
    assert (strengths < 8).mean() > 0.25 > (strengths > 25).mean() > 0.1


def test_some_of_it_grows_with_the_light_and_some_does_not():
    dark, bright = np.full_like(GREY, 20), np.full_like(GREY, 120)
    ratios = np.array([noise_in(bright, seed).std() / noise_in(dark, seed).std() for seed in range(60)])
    assert (abs(ratios - 1) < 0.05).mean() > 0.3
    assert (abs(ratios - 1) > 0.15).mean() > 0.2


@pytest.fixture
def sent_on(tmp_path, monkeypatch):
    """Forty of them, of one photograph."""
    monkeypatch.setattr(noise_samples, "SHARES", tuple(float(kind == "sent on") for kind in KINDS))
    Image.fromarray(scenes.photo(400, 500)).save(tmp_path / "photo.png")
    return [draw([tmp_path / "photo.png"], seed) for seed in range(40)]


def test_what_was_sent_on_is_a_jpeg_or_not_and_noisy_or_not(sent_on):
    files, noisy = (np.array([bool(get(sample)) for sample in sent_on])
                    for get in (lambda each: each.picture.jpeg_quality, lambda each: each.luma))
    assert 0.2 < files.mean() < 0.6 and 0.5 < noisy.mean() < 0.9
    assert (files & noisy).any() and (files & ~noisy).any() and (~files & noisy).any() and (~files & ~noisy).any()
    for sample in sent_on:
        assert sample.picture.pixels.shape == sample.clean.shape
        assert np.isnan(sample.correlation) == (sample.luma == 0)
        assert not np.array_equal(sample.picture.pixels, sample.clean), "it was a JPEG, at least once"
        assert 15 < psnr(sample.picture.pixels, sample.clean) < 60
