"""Errors over levels: least where networks are told what there is, and none for a clean picture that is left alone."""

import numpy as np
import pytest

from engine.picture.pixels import Picture
from tests import scenes
from tools.noise_curves import LEAST_ERROR, TOLD, curve
from tools.noise_samples import Sample, rms

CLEAN = scenes.photo()[:128, :128]


def sample(pixels, **more):
    luma, colour = rms(pixels, CLEAN)
    return Sample(Picture(pixels, **more), CLEAN, luma, colour, 0.0, None, "white")


def test_of_white_noise_its_own_level_is_best():
    noisy = scenes.noisy(CLEAN, 20)
    found = curve(sample(noisy))
    assert TOLD[int(found.luma.argmin())] in (17.0, 24.0) and TOLD[int(found.colour.argmin())] in (17.0, 24.0, 33.0)
    error = np.exp([found.luma[0], found.colour[0]]).sum() - LEAST_ERROR
    whole = np.square(np.subtract(noisy, CLEAN, dtype=float)).mean()
    assert error == pytest.approx(1.2 * whole, rel=0.1)


def test_a_clean_picture_is_best_left_alone():
    found = curve(sample(CLEAN))
    assert found.luma.argmin() == found.colour.argmin() == 0
    assert np.isfinite(found).all() and (np.diff(found.luma[3:]) > 0).all()
