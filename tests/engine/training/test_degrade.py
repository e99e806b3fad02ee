"""Noise as training draws it."""

import torch

from engine.training.degrade import NoiseRange, add_random_noise


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
