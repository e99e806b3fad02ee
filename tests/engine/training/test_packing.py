"""From float parameters to integers: what fits, what takes bits from the stream, what is refused."""

import dataclasses

import pytest
import torch

from engine.errors import ModelError, SpecError, TrainingError
from engine.network.packed import Card
from engine.training.export import agreement
from engine.training.networks import build
from engine.training.packing import pack
from tests.engine.training.test_export import SPEC, picture, trained


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
