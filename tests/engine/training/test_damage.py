"""Noise, JPEG and shrinking as training draws them."""

import numpy as np
import pytest
import torch

from engine.measure.degrade import bicubic, jpeg
from engine.training.damage import JpegRange, NoiseRange, Shrinking, add_random_noise


def draw(noise, count=64, seed=0, side=48):
    clean = torch.full((count, 3, side, side), 0.5)
    clean[:, 0] = 0.9
    return add_random_noise(clean, noise, torch.Generator().manual_seed(seed))


def test_the_noise_has_the_level_it_says():
    noisy, clean, level = draw(NoiseRange())
    measured = (noisy - clean).flatten(1).std(dim=1)
    torch.testing.assert_close(measured, level, rtol=0.05, atol=1e-4)
    assert level.max() <= 75 / 255 and level.max() > 60 / 255 and level.min() < 15 / 255


def test_noise_is_not_clipped():
    noisy, _, _ = draw(NoiseRange())
    assert noisy.max() > 1.2 and noisy.min() < -0.2


def test_the_focus_draws_more_from_the_lower_range():
    level = draw(NoiseRange(75, focus=10, focus_share=0.8), count=500, side=1)[2] * 255
    assert 0.75 < (level <= 10).float().mean() < 0.92
    assert level.max() > 60


def test_grey_patches_have_one_noise_in_three_channels():
    noisy, clean, _ = draw(NoiseRange(grey_share=0.5))
    grey = (noisy[:, 0] == noisy[:, 1]).flatten(1).all(dim=1)
    assert 16 <= grey.sum() <= 48
    assert (clean[grey][:, 0] == clean[grey][:, 2]).all()
    assert (clean[~grey][:, 0] != clean[~grey][:, 2]).all()
    luma = 0.299 * 0.9 + 0.701 * 0.5
    torch.testing.assert_close(clean[grey], torch.full_like(clean[grey], luma))


def test_the_seed_decides_everything():
    a, b, c = (draw(NoiseRange(grey_share=0.1), count=4, seed=seed) for seed in (5, 5, 6))
    assert all(torch.equal(x, y) for x, y in zip(a, b, strict=True))
    assert not torch.equal(a[0], c[0])


def squares(count, side):
    """Smooth random pictures, uint8 (count, side, side, 3)."""
    coarse = np.random.default_rng(1).integers(0, 256, (count, 4, 4, 3), dtype=np.uint8)
    return np.stack([bicubic(square, side / 4) for square in coarse])


def spoil(degradation, patch=24, count=12, seed=0):
    pixels = squares(count, degradation.source_side(patch))
    return pixels, degradation.pairs(pixels, np.random.default_rng(seed), torch.Generator().manual_seed(seed))


def as_pixels(values):
    return (values * 255).round().byte().permute(0, 2, 3, 1).numpy()


def test_jpeg_is_the_one_that_measures():
    """Aligned, one quality, one subsampling: nothing is left to chance, so the encoder's own result must come."""
    degradation = JpegRange(20, 20, aligned_share=1.0, full_colour_share=1.0)
    pixels, (spoiled, clean, level) = spoil(degradation)
    expected = np.stack([jpeg(square, 20, "4:4:4")[:24, :24] for square in pixels])
    assert np.array_equal(as_pixels(spoiled), expected)
    assert np.array_equal(as_pixels(clean), pixels[:, :24, :24])
    torch.testing.assert_close(level, torch.full((12,), 0.8))


def test_jpeg_grids_lie_anywhere_and_qualities_span_the_range():
    degradation = JpegRange(5, 95)
    pixels, (_, clean, level) = spoil(degradation, count=200)
    corners = set()
    for square, patch in zip(pixels, as_pixels(clean), strict=True):
        corners |= {(y, x) for y in range(8) for x in range(8)
                    if np.array_equal(square[y : y + 24, x : x + 24], patch)}
    assert len(corners) > 40
    assert level.min() < 0.1 and level.max() > 0.9 and level.min() >= 0.05 and level.max() <= 0.95


def test_half_of_the_patches_are_aligned_if_asked():
    pixels, (_, clean, _) = spoil(JpegRange(aligned_share=0.5), count=200)
    aligned = [np.array_equal(a[:24, :24], b) for a, b in zip(pixels, as_pixels(clean), strict=True)]
    assert 0.35 < np.mean(aligned) < 0.65


def test_grey_files_have_three_equal_channels():
    _, (spoiled, clean, _) = spoil(JpegRange(grey_share=1.0))
    assert (spoiled[:, 0] == spoiled[:, 2]).all() and (clean[:, 0] == clean[:, 1]).all()
    assert spoiled.shape == (12, 3, 24, 24) and not torch.equal(spoiled, clean)


def test_luma_is_matlabs():
    _, (spoiled, clean, _) = spoil(JpegRange(luma=True))
    assert spoiled.shape == clean.shape == (12, 1, 24, 24)
    assert clean.min() >= 16 / 255 - 1e-6 and clean.max() <= 235 / 255 + 1e-6


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_shrinking_is_matlabs_patch_by_patch(scale):
    pixels, (small, clean, _) = spoil(Shrinking(scale), patch=6, count=3)
    expected = np.stack([bicubic(square, 1 / scale)[2:-2, 2:-2] for square in pixels])
    assert np.array_equal(as_pixels(small), expected)
    assert np.array_equal(as_pixels(clean), pixels[:, 2 * scale : -2 * scale, 2 * scale : -2 * scale])
    assert small.shape[2:] == (6, 6) and clean.shape[2:] == (6 * scale, 6 * scale)


@pytest.mark.parametrize("degradation", [JpegRange(), Shrinking(2)])
def test_the_seed_decides_jpeg_and_shrinking_too(degradation):
    first, second = spoil(degradation)[1], spoil(degradation)[1]
    assert all(torch.equal(a, b) for a, b in zip(first, second, strict=True))


def test_jpeg_may_focus_on_what_has_most_to_repair():
    clean = np.zeros((200, 16, 16, 3), np.uint8)
    kind = JpegRange(low=10, high=90, focus=20, focus_share=0.5)
    pairs = kind.pairs(clean, np.random.default_rng(0), torch.Generator())
    qualities = 100 - 100 * pairs.level.numpy()
    assert qualities.min() >= 9.9 and qualities.max() > 80
    assert 0.4 < (qualities < 20.1).mean() < 0.75


def test_a_share_of_patches_is_cut_and_saved_again():
    """The level stays that of the worse quality, and the second time changes what the first has left."""
    squares = np.random.default_rng(0).integers(0, 256, (24, 8, 8, 3)).repeat(8, 1).repeat(8, 2).astype(np.uint8)
    generator = torch.Generator()
    found = {}
    for share in (0.0, 1.0):
        damage = JpegRange(low=10, high=30, twice_share=share or 1e-9)
        assert damage.source_side(48) == 64
        found[share] = damage.pairs(squares, np.random.default_rng(3), generator)
    assert found[1.0].spoiled.shape == (24, 3, 48, 48)
    for pairs in found.values():
        assert ((pairs.level >= 0.7 - 1e-6) & (pairs.level <= 0.9 + 1e-6)).all()
        assert (pairs.spoiled - pairs.clean).square().mean() > 1e-4
    assert not torch.equal(found[0.0].spoiled, found[1.0].spoiled)
