"""Recipes train the networks that they say, and measure them by what they say."""

import pytest
import torch

from engine.errors import TrainingError
from engine.tasks import Task
from engine.training.recipes import LOSSES, RECIPES, recipe_named


def test_every_recipe_has_a_loss_of_a_known_name():
    assert {recipe.loss for recipe in RECIPES.values()} <= set(LOSSES)


@pytest.mark.parametrize(("error", "luma", "mean"), [((1.0, 1.0, 1.0), 1.0, 1.0), ((1.0, 0.0, 0.0), 0.299, 1 / 3),
                                                    ((0.114, 0.0, -0.299), 0.0, 0.413 / 3)])
def test_luma_counts_more_than_colour(error, luma, mean):
    wanted = torch.rand(2, 3, 4, 5)
    restored = wanted + torch.tensor(error)[:, None, None]
    assert LOSSES["luma"](restored, wanted).item() == pytest.approx(luma + 0.25 * mean, abs=1e-6)


def test_the_denoisers_are_the_networks_they_say():
    fast, paper = recipe_named("denoise-fast").spec, recipe_named("denoise-paper").spec
    assert (fast.channels, fast.units, fast.k, fast.level_map) == (32, 12, 65.0, True)
    assert (paper.channels, paper.units, paper.k, paper.level_map) == (64, 18, 130.0, False)
    assert paper.head_relu and not paper.bias
    assert all(name == recipe.name for name, recipe in RECIPES.items())
    with pytest.raises(TrainingError, match="denoise-fast"):
        recipe_named("denoise-slow")


def test_the_deblockers_are_the_networks_they_say():
    fast, paper = recipe_named("deblock-fast").spec, recipe_named("deblock-paper").spec
    assert (fast.task, fast.channels, fast.units, fast.k, fast.level_map) == (Task.DEBLOCK, 32, 12, 65.0, True)
    assert (paper.image_channels, paper.channels, paper.units, paper.k) == (1, 64, 18, 130.0)
    assert paper.bias and paper.body_bias and not paper.level_map


def test_the_enlargers_are_the_papers():
    """Names, parts and parameters of docs/paper.md, Enlargers."""
    for scale in (2, 3, 4):
        large, medium = (recipe_named(f"upscale-{size}-x{scale}").spec for size in "lm")
        assert large.binary == ("body",) and medium.binary == ("body", "upsampler")
        assert (large.scale, large.units, large.channels, large.k, large.head_relu) == (scale, 32, 64, 130.0, True)
        assert large.bias and not large.body_bias
    fast = recipe_named("upscale-fast-x2").spec
    assert (fast.scale, fast.upsampler, fast.tail_channels, fast.channels, fast.units) == (2, "direct", 12, 32, 12)


def test_the_loss_of_colours_weighs_them_more_than_luma():
    wanted = torch.zeros(1, 3, 4, 4)
    grey, blue = torch.full_like(wanted, 0.1), torch.zeros_like(wanted)
    blue[:, 2] = 0.1 * 3**0.5  # the same squared error
    assert LOSSES["l2"](grey, wanted) == pytest.approx(LOSSES["l2"](blue, wanted).item())
    assert LOSSES["colour"](grey, wanted) == pytest.approx(LOSSES["psnr"](grey, wanted).item()), "grey has no colour"
    assert LOSSES["colour"](blue, wanted) > 0.4 + LOSSES["colour"](grey, wanted)


def test_a_decibel_is_a_decibel_of_whatever_patch():
    """A patch that is spoiled little counts as much as one that is spoiled much; one without error stays finite."""
    wanted = torch.rand(2, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    error = torch.tensor([0.03, 0.2]).view(-1, 1, 1, 1)
    whole = LOSSES["psnr"](wanted + error, wanted)
    better = [LOSSES["psnr"](wanted + error * torch.tensor(factors).view(-1, 1, 1, 1), wanted) - whole
              for factors in ((0.5, 1.0), (1.0, 0.5))]
    assert better[0] == pytest.approx(better[1].item(), rel=0.05)
    assert torch.isfinite(LOSSES["psnr"](wanted, wanted))
