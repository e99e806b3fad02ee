"""A packed network says what its torch network says."""

import dataclasses

import numpy as np
import pytest
import torch

from engine.errors import ModelError, SpecError, TrainingError
from engine.network.packed import Card
from engine.network.spec import NetworkSpec
from engine.training.export import agreement, pack
from engine.training.networks import build
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
    network.train()
    for _ in range(20):  # running statistics of BatchNorm
        network(torch.rand(2, spec.image_channels, 8, 8), torch.tensor([0.1]))
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
    {"unit": "float", "body_bias": True, "bias": True, "k": 1.0, "convolutions_per_residual": 2},
])
def test_biases_and_unamplified_streams_are_folded_in(changes):
    spec = dataclasses.replace(SPEC, **changes)
    network = trained(spec)
    found = agreement(network, pack(network, spec, Card("a")), picture(spec.image_channels), 25.0)
    assert found.sums_equal and found.worst_step <= 3.0, found


def test_what_accumulates_bits_cannot_be_packed():
    spec = dataclasses.replace(SPEC, unit="bam")
    with pytest.raises((SpecError, ModelError), match="accumulates"):
        pack(build(spec), spec, Card("a"))


@pytest.mark.parametrize(("value", "said"), [(float("nan"), "not finite"), (1e6, "too large")])
def test_parameters_that_do_not_fit_are_refused(value, said):
    network = build(SPEC)
    with torch.no_grad():
        network.head.weight.fill_(value)
    with pytest.raises(TrainingError, match=said):
        pack(network, SPEC, Card("a"))


@pytest.mark.parametrize(("scale", "bits"), [(1.0, 6), (9.0, 5), (17.0, 4)])
def test_a_large_scale_takes_bits_from_the_stream(scale, bits):
    network = trained(SPEC)
    with torch.no_grad():
        weight = network.body[0].weight
        weight.mul_(scale / weight[3].abs().mean())
        weight[:3].mul_(0.1)
        weight[4:].mul_(0.1)
    packed = pack(network, SPEC, Card("a"))
    assert int(packed.tensors["stream.bits"][0]) == bits
    assert agreement(network, packed, picture(SPEC.image_channels), 25.0).sums_equal


def test_a_scale_for_which_there_are_no_bits_is_refused():
    network = trained(SPEC)
    with torch.no_grad():
        network.body[0].weight.mul_(1e4)
    with pytest.raises(TrainingError, match="scale is too large"):
        pack(network, SPEC, Card("a"))
