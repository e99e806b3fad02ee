"""A step that is recorded does what it does otherwise."""

import dataclasses

import pytest
import torch

from engine.training.batches import Batches
from engine.training.dataset import load
from engine.training.learner import Learner


@pytest.mark.skipif(not torch.cuda.is_available(), reason="only a GPU records")
def test_a_recorded_run_learns_like_one_that_is_not(recipe, folder):
    batches = Batches(recipe, load(folder, recipe.patch), torch.device("cpu"))
    cuda = torch.device("cuda")
    recorded = Learner(recipe, cuda)
    plain = Learner(dataclasses.replace(recipe, window=1.0 + 1e-9), cuda)  # which is not recorded
    losses = []
    for learner in (recorded, plain):
        pairs = [type(each)(*(part.to(cuda) for part in each)) for each in map(batches.at, range(12))]
        losses.append([float(learner.advance(each, 1e-3)) for each in pairs])
    assert losses[0] == pytest.approx(losses[1], rel=0.05)
