"""What learns: rates of its parts, the way back from a checkpoint, teachers and what it begins with."""

import copy
import dataclasses

import pytest
import torch

from engine.errors import TrainingError
from engine.training.batches import Batches
from engine.training.dataset import load
from engine.training.learner import Learner

CPU = torch.device("cpu")


@pytest.fixture
def pairs(folder, recipe):
    return Batches(recipe, load(folder, recipe.patch), CPU).at(0)


@pytest.fixture
def trained(recipe, pairs):
    learner = Learner(recipe, CPU)
    for _ in range(3):
        learner.advance(pairs, 1e-3)
    return learner


def test_head_and_tail_learn_at_their_share_of_the_rate(recipe, pairs):
    """Adam's first step moves every weight by the rate."""
    learner = Learner(dataclasses.replace(recipe, ends_rate=0.25), CPU)
    before = {name: value.detach().clone() for name, value in learner.network.named_parameters()}
    learner.advance(pairs, rate=1e-3)
    after = dict(learner.network.named_parameters())
    for name, share in (("head.weight", 0.25), ("tail.weight", 0.25), ("body.0.weight", 1.0)):
        assert (after[name] - before[name]).abs().max().item() == pytest.approx(1e-3 * share, rel=0.02), name


def test_the_tail_starts_as_small_as_the_recipe_says(recipe):
    tails = [Learner(dataclasses.replace(recipe, tail_start=start), CPU).network.tail.weight for start in (1.0, 0.1)]
    torch.testing.assert_close(tails[0] * 0.1, tails[1])


def test_a_learner_goes_on_from_its_checkpoint(recipe, trained, pairs):
    again = Learner(recipe, CPU)
    again.restore(copy.deepcopy(trained.checkpoint()))
    assert again.step == 3
    for learner in (trained, again):
        learner.advance(pairs, 1e-3)
    for a, b in ((trained.network.parameters(), again.network.parameters()), (trained.average, again.average)):
        assert all(torch.equal(x, y) for x, y in zip(a, b, strict=True))


def test_steps_are_forgotten(trained):
    """An average that remembers how it came about grows with every step."""
    assert not any(value.requires_grad for value in trained.average)


def test_a_checkpoint_of_another_network_is_refused(recipe, trained):
    other = Learner(dataclasses.replace(recipe, spec=dataclasses.replace(recipe.spec, units=2)), CPU)
    with pytest.raises(TrainingError, match="another network"):
        other.restore(trained.checkpoint())


def moments(state, **changes):
    """Adam's state with something of its first parameter changed."""
    first = state.optimizer["state"][0] | changes
    return state.optimizer | {"state": state.optimizer["state"] | {0: first}}


@pytest.mark.parametrize("broken", [
    lambda state: {"optimizer": {}},
    lambda state: {"optimizer": {"state": [], "param_groups": 3}},
    lambda state: {"optimizer": state.optimizer | {"param_groups": state.optimizer["param_groups"][:1]}},
    lambda state: {"optimizer": moments(state, exp_avg=torch.zeros(1))},
    lambda state: {"optimizer": moments(state, exp_avg=None)},
    lambda state: {"network": {}},
    lambda state: {"network": state.network | {"head.weight": torch.zeros(1)}},
    lambda state: {"average": {"head.weight": torch.zeros(1)}},
    lambda state: {"average": state.average | {"head.weight": torch.zeros(1)}},
])
def test_a_checkpoint_whose_parts_do_not_fit_is_refused(recipe, trained, broken):
    state = trained.checkpoint()
    with pytest.raises(TrainingError, match="does not fit"):
        Learner(recipe, CPU).restore(dataclasses.replace(state, **broken(state)))


def test_a_teacher_is_followed(recipe, trained, pairs):
    """With the whole target from a teacher, and a student that begins as its copy, there is nothing to learn."""
    losses = {}
    for share in (0.0, 1.0):
        student = Learner(dataclasses.replace(recipe, teacher_share=share), CPU)
        student.begin_with(trained.checkpoint().shipped)
        student.follow(trained.checkpoint().shipped)
        losses[share] = float(student.advance(pairs, 0.0))
    assert losses[1.0] < 1e-3 < losses[0.0]
    other = Learner(dataclasses.replace(recipe, spec=dataclasses.replace(recipe.spec, task="deblock")), CPU)
    with pytest.raises(TrainingError, match="cannot teach"):
        other.follow(trained.checkpoint().shipped)


def test_the_teacher_moves_to_the_learners_device(recipe, trained):
    learner = Learner(recipe, CPU)
    learner.device = torch.device("meta")  # a device that every machine has
    learner.follow(trained.checkpoint().shipped)
    assert {value.device.type for value in learner.teacher.parameters()} == {"meta"}


def test_the_average_begins_with_what_was_taken_over(recipe, trained):
    learner = Learner(recipe, CPU)
    latents = trained.checkpoint().shipped
    learner.begin_with(latents)
    names = [name for name, _ in learner.network.named_parameters()]
    assert all(torch.equal(value, latents.parameters[name]) for name, value in zip(names, learner.average, strict=True))
    assert learner.step == 0 and not learner.optimizer.state
