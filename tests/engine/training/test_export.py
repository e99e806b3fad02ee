"""A packed network says what its torch network says."""

import dataclasses

import numpy as np
import pytest
import torch

from engine.errors import TrainingError
from engine.network.packed import Card
from engine.network.spec import NetworkSpec
from engine.training import export
from engine.training.export import Agreement, agreement, exported
from engine.training.latents import Latents
from engine.training.networks import build
from engine.training.packing import pack
from tests.engine.training.test_networks import SHAPES

SPEC = NetworkSpec(level_map=True, channels=6, units=4, head_relu=False, k=130.0)


def trained(spec, seed=0):
    """A network whose vectors and statistics are those of no fresh one."""
    torch.manual_seed(seed)
    network = build(spec)
    with torch.no_grad():
        for name, value in network.named_parameters():
            if name.endswith(("threshold_shift", "shift_in", "shift_out", "bias")):
                value.uniform_(-0.3, 0.3)
            elif name.endswith("slope"):
                value.uniform_(-0.2, 0.8)
            elif name.startswith("tail") and value.ndim == 4:
                value.mul_(3.0)
            elif name.startswith("gates"):
                value.uniform_(-0.2, 0.6)
    network.train()
    for _ in range(20):  # running statistics of BatchNorm
        network(torch.rand(2, spec.image_channels, 8, 8), torch.full((1, len(spec.level_bias)), 0.1) if spec.level_bias
                else torch.tensor([0.1]))
    return network.eval()


def picture(channels=3, height=18, width=20):
    """Smooth, with noise."""
    y, x = np.mgrid[:height, :width]
    base = np.stack([x / width, y / height, (x + y) / (width + height)][:channels], axis=-1)
    return np.clip(base + np.random.default_rng(0).normal(0, 0.05, base.shape), 0, 1).astype(np.float32)


@pytest.mark.parametrize("name", [name for name in SHAPES if name != "bam"])
def test_packed_and_torch_agree(name):
    spec = dataclasses.replace(SPEC, **SHAPES[name])
    network = trained(spec)
    found = agreement(network, pack(network, spec, Card("a")), picture(), 25.0)
    assert found.sums_equal and found.worst_step <= 2.0, found
    assert found.peak < 32767
    assert found.psnr > 45, found


@pytest.mark.parametrize("changes", [
    {"image_channels": 1, "bias": True, "body_bias": True, "head_relu": True},
    {"unit": "bbcu-v2", "body_bias": True, "convolutions_per_residual": 2},
    {"unit": "bbcu-v1", "body_bias": True, "k": 1.0},
    {"unit": "float", "binary": (), "body_bias": True, "bias": True, "k": 1.0, "convolutions_per_residual": 2},
])
def test_biases_and_unamplified_streams_are_folded_in(changes):
    spec = dataclasses.replace(SPEC, **changes)
    network = trained(spec)
    found = agreement(network, pack(network, spec, Card("a")), picture(spec.image_channels), 25.0)
    assert found.sums_equal and found.worst_step <= 3.0, found


def latents_of(network, spec=SPEC):
    return Latents("a", spec, 7, network.state_dict())


def photograph():
    return (picture(3, 120, 110) * 255).astype(np.uint8)


def test_what_is_exported_was_held_against_torch_and_says_where_it_is_from():
    network = trained(SPEC)
    packed, found = exported(latents_of(network), photograph())
    assert found.sums_equal and found.psnr > 45
    assert (packed.card.name, packed.card.iterations) == ("a", 7) and packed.card.date
    expected = pack(network, SPEC, Card("a"))
    assert all(np.array_equal(value, packed.tensors[name]) for name, value in expected.tensors.items())


@pytest.mark.parametrize(("found", "said"), [
    (Agreement(False, 0.0, 60.0, 100), "does not compute"), (Agreement(True, 0.0, 60.0, 32767), "does not fit"),
])
def test_what_does_not_agree_is_not_given_away(monkeypatch, found, said):
    monkeypatch.setattr(export, "agreement", lambda *_arguments: found)
    with pytest.raises(TrainingError, match=said):
        exported(latents_of(trained(SPEC)), photograph())


def test_a_stream_that_saturates_is_found():
    network = trained(SPEC)
    with torch.no_grad():
        network.head.weight.mul_(40.0)
    with pytest.raises(TrainingError, match="does not fit"):
        exported(latents_of(network), photograph())
