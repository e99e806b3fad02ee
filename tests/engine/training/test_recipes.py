"""What recipes measure their networks by."""

import pytest
import torch

from engine.training.recipes import LOSSES, RECIPES


def test_every_recipe_has_a_loss_of_a_known_name():
    assert {recipe.loss for recipe in RECIPES.values()} <= set(LOSSES)


@pytest.mark.parametrize(("error", "luma", "mean"), [((1.0, 1.0, 1.0), 1.0, 1.0), ((1.0, 0.0, 0.0), 0.299, 1 / 3),
                                                    ((0.114, 0.0, -0.299), 0.0, 0.413 / 3)])
def test_luma_counts_more_than_colour(error, luma, mean):
    wanted = torch.rand(2, 3, 4, 5)
    restored = wanted + torch.tensor(error)[:, None, None]
    assert LOSSES["luma"](restored, wanted).item() == pytest.approx(luma + 0.25 * mean, abs=1e-6)
