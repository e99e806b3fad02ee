"""What of a trained network finds a place in another one."""

import dataclasses

import pytest
import torch

from engine.errors import TrainingError
from engine.training.learner import Learner
from engine.training.networks import build
from engine.training.warm_start import QUIET_SCALE, fitting_parameters, take_over


@pytest.fixture
def latents(recipe):
    return Learner(recipe, torch.device("cpu")).checkpoint().shipped


def test_a_network_takes_up_what_fits_of_another(recipe, latents):
    """The body and the head of another scale's or task's network."""
    network = build(dataclasses.replace(recipe.spec, task="deblock", k=3.0))
    take_over(network, latents)
    for name, value in network.state_dict().items():
        assert torch.equal(value, latents.parameters[name]), name


def test_a_body_of_another_width_is_refused(recipe, latents):
    wider = build(dataclasses.replace(recipe.spec, channels=recipe.spec.channels + 1))
    with pytest.raises(TrainingError, match="nothing of the"):
        take_over(wider, latents)


def test_a_body_grows_by_units_at_half_resolution(recipe, latents):
    """Trained units keep their order among themselves; a learned scale begins with the mean of the weights."""
    count = recipe.spec.units
    grown = build(dataclasses.replace(recipe.spec, units=2 * count, layout="1<1>" * count,
                                      learned_scale=True))
    take_over(grown, latents)
    for unit in range(count):
        weight = latents.parameters[f"body.{unit}.weight"]
        there = grown.body[2 * unit]
        assert torch.equal(there.weight, weight)
        torch.testing.assert_close(there.free_scale.detach(), weight.abs().mean((1, 2, 3)))
    assert not torch.equal(grown.body[1].weight, grown.body[0].weight)
    assert grown.body[1].scale().max() <= QUIET_SCALE, "a new unit begins nearly silent"


@pytest.mark.parametrize("learned", [False, True])
def test_a_unit_of_two_signs_begins_with_the_weights_of_one(recipe, latents, learned):
    """With both thresholds put where the one was, it would be that unit."""
    spec = dataclasses.replace(recipe.spec, learned_scale=True, layout=f"{recipe.spec.units}d")
    if learned:
        other = dataclasses.replace(recipe, spec=dataclasses.replace(spec, layout=""))
        latents = Learner(other, torch.device("cpu")).checkpoint().shipped
    one, two = build(latents.spec), build(spec)
    take_over(one, latents)
    take_over(two, latents)
    channels = recipe.spec.channels
    x = torch.randn(1, channels, 7, 9) * 4
    for before, after in zip(one.body, two.body, strict=True):
        assert (after.threshold_shift[:channels] > after.threshold_shift[channels:]).all()
        with torch.no_grad():
            after.threshold_shift.copy_(before.threshold_shift.repeat(2))
        torch.testing.assert_close(after(x), before(x))


def test_a_part_of_another_shape_stays_as_it_was(recipe, latents):
    luma = build(dataclasses.replace(recipe.spec, image_channels=1))
    fitting = fitting_parameters(latents, luma)
    assert "body.0.weight" in fitting and "head.weight" not in fitting and "tail.weight" not in fitting
