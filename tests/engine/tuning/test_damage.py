"""Measured in spoiled pictures and done to others, damage is the same: strength, brightness, spectrum, colour, JPEG."""

import cv2
import numpy as np
import pytest

from engine.tuning.damage import BINS, CENTRES, SIDE, Damage, Noise, adjusted, measured_noise
from tests.teaching import photo


def large(seed):
    return photo(seed, 320, 360)


def spoiled(pixels, seed):
    """Grainy noise that grows with brightness, stronger in red."""
    grain = cv2.GaussianBlur(np.random.default_rng(seed).standard_normal(pixels.shape).astype(np.float32), (0, 0), 0.7)
    strength = (4 + pixels / 16) * np.array([1.5, 1.0, 1.0])
    return np.rint(np.clip(pixels + grain / grain.std() * strength, 0, 255)).astype(np.uint8)


@pytest.fixture(scope="module")
def noise():
    return measured_noise([spoiled(large(seed), seed) for seed in range(6)])


def statistics(pairs):
    left = [one.astype(float) - other for one, other in pairs]
    return (np.mean([each.std(axis=(0, 1)) for each in left], axis=0),
            np.mean([(each[:, 1:] * each[:, :-1]).mean() / (each**2).mean() for each in left]),
            np.mean([(each[:, 2:] * each[:, :-2]).mean() / (each**2).mean() for each in left]))


def test_what_is_made_is_as_what_was_measured(noise):
    others = [large(seed) for seed in range(10, 16)]
    draws = np.random.default_rng(0)
    made = statistics([(noise.added(pixels, draws), pixels) for pixels in others])
    true = statistics([(spoiled(pixels, 50 + seed), pixels) for seed, pixels in enumerate(others)])
    np.testing.assert_allclose(made[0], true[0], rtol=0.2)
    assert made[1] == pytest.approx(true[1], abs=0.06) and made[2] == pytest.approx(true[2], abs=0.06)


def test_it_grows_with_brightness_and_is_strongest_in_red(noise):
    dark, bright = (np.interp(level, CENTRES, noise.curve[:, 1]) for level in (60, 190))
    assert bright > 1.5 * dark
    assert (noise.curve[:, 0] > 1.2 * noise.curve[:, 1]).mean() > 0.7


def test_colours_that_go_together_are_made_so():
    def grey(pixels, seed):
        return np.rint(np.clip(pixels + np.random.default_rng(seed).normal(0, 12, (*pixels.shape[:2], 1)), 0, 255))

    found = measured_noise([grey(large(seed), seed).astype(np.uint8) for seed in range(6)])
    field = found.field(128, 128, np.random.default_rng(0)).reshape(-1, 3)
    assert np.corrcoef(field.T)[0, 1] > 0.9
    assert field.std() == pytest.approx(1, abs=0.1)


def test_fields_of_any_size_have_unit_variance_and_are_drawn_anew(noise):
    draws = np.random.default_rng(0)
    for shape in ((24, 24), (33, 80), (200, 64)):
        fields = [noise.field(*shape, draws) for _ in range(4)]
        assert fields[0].shape == (*shape, 3) and np.std(fields) == pytest.approx(1, abs=0.15)
        assert not np.allclose(fields[0], fields[1])


def test_busy_or_tiny_pictures_tell_nothing():
    assert measured_noise([]) is None
    assert measured_noise([large(0)[:40, :40]]) is None
    assert measured_noise([np.zeros((200, 200, 3), np.uint8)]) is None


def test_noise_is_as_it_was_measured_behind_jpeg():
    clean = [large(seed) for seed in range(20, 24)]
    aim = measured_noise([spoiled(pixels, seed) for seed, pixels in enumerate(clean)])
    plain = Damage(aim, (60,))
    def left(damage):
        found = measured_noise([damage.spoiled(pixels, np.random.default_rng(9)) for pixels in clean])
        return abs(found.sigma / aim.sigma - 1)

    assert left(adjusted(plain, clean)) < left(plain)
    assert adjusted(Damage(aim), clean).noise is aim and adjusted(Damage(None, (50,)), clean).noise is None


def test_jpeg_is_one_of_the_qualities():
    pixels = large(1)
    made = Damage(None, (10,)).spoiled(pixels, np.random.default_rng(0))
    assert made.shape == pixels.shape and 2 < np.abs(made.astype(int) - pixels).mean() < 20
    np.testing.assert_array_equal(Damage(None).spoiled(pixels, np.random.default_rng(0)), pixels)


def test_sigma_is_of_all_colours():
    curve = np.tile(np.float32([3, 4, 5]), (BINS, 1))
    noise = Noise(curve, np.eye(3, dtype=np.float32), np.ones((3, SIDE, SIDE), np.float32))
    assert noise.sigma == pytest.approx(np.sqrt(50 / 3))
