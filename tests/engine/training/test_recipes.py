"""Recipes train the networks that they say, and measure them by what they say."""

import pytest

from engine.errors import TrainingError
from engine.tasks import Task
from engine.training.losses import LOSSES
from engine.training.recipes import RECIPES, recipe_named


def test_every_recipe_has_a_loss_of_a_known_name():
    assert {recipe.loss for recipe in RECIPES.values()} <= set(LOSSES)


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
