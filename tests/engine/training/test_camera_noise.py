"""Batches of a simulated camera's patches, white noise, strong JPEG and clean ones."""

import numpy as np
import pytest
import torch

from engine.measure.camera import levels_between, levels_of_white
from engine.measure.degrade import bicubic
from engine.training import camera_noise
from engine.training.camera_noise import MAPS, CameraNoise
from engine.training.damage import NoiseRange

ONLY = {"camera": {"camera_share": 1.0, "jpeg_share": 0.0, "clean_share": 0.0},
        "jpeg": {"camera_share": 0.0, "jpeg_share": 1.0, "clean_share": 0.0},
        "clean": {"camera_share": 0.0, "jpeg_share": 0.0, "clean_share": 1.0},
        "white": {"camera_share": 0.0, "jpeg_share": 0.0, "clean_share": 0.0}}


def batch(noise, count=12, patch=32, seed=0):
    side = noise.source_side(patch)
    coarse = np.random.default_rng(1).integers(30, 220, (count, 4, 4, 3), dtype=np.uint8)
    pixels = np.stack([bicubic(square, side / 4) for square in coarse])
    return noise.pairs(pixels, np.random.default_rng(seed), torch.Generator())


def grey_levels(images):
    return images.permute(0, 2, 3, 1).numpy() * 255


@pytest.mark.parametrize("maps", [("luma", "colour"), MAPS])
def test_shapes_and_types(maps):
    spoiled, clean, level = batch(CameraNoise(maps=maps))
    assert spoiled.shape == clean.shape == (12, 3, 32, 32) and level.shape == (12, len(maps))
    assert {tensor.dtype for tensor in (spoiled, clean, level)} == {torch.float32}
    assert clean.min() >= 0 and clean.max() <= 1 and level.min() >= 0


def test_one_map_is_told_as_networks_with_one_level_want_it():
    assert batch(CameraNoise(maps=("rgb",)))[2].shape == (12,)


def test_the_seed_decides_everything():
    a, b, c = (batch(CameraNoise(), seed=seed) for seed in (3, 3, 4))
    assert all(torch.equal(x, y) for x, y in zip(a, b, strict=True))
    assert not torch.equal(a.spoiled, c.spoiled)


def test_each_batch_keeps_the_shares():
    told = batch(CameraNoise(camera_share=0.5, jpeg_share=0.0, clean_share=0.25), count=8).level
    assert (told == 0).all(dim=1).sum() == 2
    for seed in range(5):
        quality = batch(CameraNoise(camera_share=0.0, jpeg_share=0.5, maps=("quality",)), count=8, seed=seed).level
        assert (quality > 0).sum() == 4


def test_measured_levels_are_told_when_nothing_jitters(monkeypatch):
    monkeypatch.setattr(camera_noise, "compressed", lambda pixels, _jpegs: pixels)
    spoiled, clean, level = batch(CameraNoise(**ONLY["camera"], jitter=0.0, maps=MAPS))
    for a, b, told in zip(grey_levels(spoiled), grey_levels(clean), level.numpy(), strict=True):
        assert levels_between(a, b) == pytest.approx(255 * told[:3], abs=1e-3)
    assert np.abs(grey_levels(spoiled) - np.rint(grey_levels(spoiled))).max() < 1e-3, "files hold whole grey levels"


def test_jpeg_s_own_damage_is_no_noise():
    spoiled, clean, level = batch(CameraNoise(**ONLY["jpeg"], jpeg_sigma=0.0, qualities=(30, 40)), count=40, patch=16)
    without = (level == 0).all(dim=1)  # no camera's, and white noise of sigma 0
    assert 10 <= without.sum() <= 30
    assert (spoiled - clean)[without].flatten(1).std(dim=1).min() > 0.2 / 255


def test_jitter_is_on_both_sides():
    exact, told = (batch(CameraNoise(**ONLY["camera"], jitter=jitter), count=60, patch=8).level
                   for jitter in (0.0, 0.12))
    wrong = torch.log(told / exact)[exact.min(dim=1).values > 0]
    assert abs(wrong.mean()) < 0.04 and 0.09 < wrong.std() < 0.15


def test_strong_jpeg_is_of_the_qualities_named_and_partly_grey():
    noise = CameraNoise(**ONLY["jpeg"], qualities=(30, 60), grey_share=0.5, maps=("quality", "colour"))
    spoiled, clean, level = batch(noise, count=40, patch=16)
    assert level[:, 0].min() >= 0.4 - 1e-6 and level[:, 0].max() <= 0.7 + 1e-6
    grey = (clean[:, 0] == clean[:, 1]).flatten(1).all(dim=1)
    assert 10 <= grey.sum() <= 30
    assert (spoiled[grey][:, 0] == spoiled[grey][:, 2]).all() and level[grey][:, 1].max() < 1e-4
    assert level[~grey][:, 1].mean() > 1 / 255


def test_clean_patches_are_left_alone():
    spoiled, clean, level = batch(CameraNoise(**ONLY["clean"]))
    assert torch.equal(spoiled, clean) and (level == 0).all()


def test_white_noise_is_as_it_was_drawn():
    noise = CameraNoise(**ONLY["white"], white=NoiseRange(75.0, 55.0, 0.5, 0.25), maps=("rgb", "luma", "colour"))
    spoiled, clean, level = batch(noise, count=60, patch=48)
    level = level.numpy() * 255
    grey = (clean[:, 0] == clean[:, 1]).flatten(1).all(dim=1).numpy()
    assert 6 <= grey.sum() <= 26
    measured = (spoiled - clean).flatten(1).std(dim=1).numpy() * 255
    assert measured[~grey] == pytest.approx(level[~grey, 0], rel=0.06)
    assert measured[grey] == pytest.approx(level[grey, 0], rel=0.1)
    for told, without_colour in zip(level, grey, strict=True):
        assert told == pytest.approx(levels_of_white(told[0], bool(without_colour)), rel=1e-3)
    assert spoiled.min() < -0.05, "not clipped"
    assert (level[:, 0] < 55).mean() > 0.7 and level[:, 0].max() > 60


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="maps"):
        CameraNoise(maps=("loudness",))
    with pytest.raises(ValueError, match="kinds"):
        CameraNoise(kinds=(("pinhole", 1.0),))
    with pytest.raises(ValueError, match="shares"):
        CameraNoise(camera_share=0.9, jpeg_share=0.2)
