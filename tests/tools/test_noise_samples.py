"""White noise of the meter's samples: no pixel shares it with the next, and all strengths are there, mild ones most."""

import numpy as np

from tools.noise_samples import correlation, with_white

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
