"""The finest differences tell how strong noise is, at every scale, whatever lies between them."""

import numpy as np
import pytest

from engine.run.noise_features import BANDS, COUNT, SCALES, SMALLEST, features
from tests import scenes

MEDIAN = slice(2 * BANDS, 3 * BANDS)


def white(sigma, shape=(4, 112, 112, 3)):
    return np.float32(128) + np.float32(sigma) * np.random.default_rng(0).standard_normal(shape, np.float32)


def strengths(crops):
    """In the middle of the regions: by plane, scale, and kind of difference."""
    return np.exp(features(crops)[MEDIAN]).reshape(3, len(SCALES), 2)


def test_white_noise_is_halved_from_scale_to_scale():
    found = strengths(white(10))
    assert found[0, :, 0] == pytest.approx(6.68 / np.array(SCALES), rel=0.15)
    assert found[1, :, 0] == pytest.approx(5.9 / np.array(SCALES), rel=0.15)


def test_grain_is_stronger_at_coarse_scales_than_at_fine_ones():
    coarse = white(10).repeat(4, axis=1).repeat(4, axis=2)
    found = strengths(coarse)[0, :, 1]
    assert found[0] < found[2] / 2


def test_light_is_told_from_dark():
    crops = white(2)
    crops[2:] += white(12)[2:] - 206
    by_level = np.exp(features(crops)[4 * BANDS : 12 * BANDS]).reshape(4, 2, 3, len(SCALES), 2)[:, 0, 0, 0, 0]
    assert by_level[0] > 4 * by_level[3]


def test_edges_hide_noise_in_few_regions_only():
    crops = white(5)
    crops[:, 40:42] += 90
    crops[:, :, 70:72] -= 90
    assert strengths(crops)[0, 0] == pytest.approx(strengths(white(5))[0, 0], rel=0.1)


def test_it_does_not_matter_in_how_many_crops_a_picture_is_seen():
    whole = white(8, (1, 224, 224, 3))
    parts = whole.reshape(2, 112, 2, 112, 3).swapaxes(1, 2).reshape(4, 112, 112, 3)
    assert features(parts)[MEDIAN] == pytest.approx(features(whole)[MEDIAN], abs=0.1)


def test_grey_has_no_colour():
    found = features(white(10, (1, 112, 112, 1)))
    assert found[-1] == 1 and features(white(10))[-1] == 0
    assert (np.exp(found[MEDIAN]).reshape(3, -1)[1:] < 0.11).all()


@pytest.mark.parametrize("shape", [(1, SMALLEST, SMALLEST, 3), (1, 9, 2000, 1), (48, 112, 112, 3), (2, 63, 65, 3)])
@pytest.mark.parametrize("level", [None, 0, 128, 255])
def test_every_shape_and_level_gives_numbers(shape, level):
    crops = white(30, shape).clip(0, 255) if level is None else np.full(shape, level, np.float32)
    found = features(crops)
    assert found.shape == (COUNT,) and found.dtype == np.float32 and np.isfinite(found).all()


def test_texture_is_less_even_than_noise():
    evenness = [features(crops)[-8] for crops in (white(5), scenes.photo(224, 224).astype(np.float32)[None])]
    assert evenness[1] < evenness[0] - 0.03
