"""The torch networks that descriptions turn into."""

import dataclasses

import pytest
import torch

from engine.errors import SpecError
from engine.network.spec import NetworkSpec
from engine.plan import Task
from engine.training.networks import build

SPEC = NetworkSpec(level_map=True, channels=4, units=2, head_relu=False, k=8.0)


def test_parameters_have_the_names_and_shapes_that_the_export_reads():
    shapes = {name: tuple(value.shape) for name, value in build(SPEC).state_dict().items()}
    unit = {"weight": (4, 4, 3, 3), "threshold_shift": (4,), "rprelu.shift_in": (4,), "rprelu.slope": (4,),
            "rprelu.shift_out": (4,)}
    expected = {"head.weight": (4, 4, 3, 3), "tail.weight": (3, 4, 3, 3)}
    expected |= {f"body.{i}.{name}": shape for i in range(2) for name, shape in unit.items()}
    assert shapes == expected
    assert set(build(dataclasses.replace(SPEC, bias=True)).state_dict()) - set(expected) == {"head.bias", "tail.bias"}


def test_a_silent_tail_returns_the_picture():
    network = build(SPEC).eval()
    with torch.no_grad():
        network.tail.weight.zero_()
        picture = torch.rand(2, 3, 7, 9)
        torch.testing.assert_close(network(picture, torch.tensor([0.1, 0.2])), picture)


def test_the_level_is_amplified_like_the_picture():
    """A head that reads only the level map must see k times the level."""
    network = build(dataclasses.replace(SPEC, units=1)).eval()
    seen = []
    network.body.register_forward_hook(lambda _, inputs, __: seen.append(inputs[0]))
    with torch.no_grad():
        network.head.weight.zero_()
        network.head.weight[:, 3, 1, 1] = 1.0
        network(torch.rand(2, 3, 5, 5), torch.tensor([0.25, 0.5]))
    assert seen[0][:, 0, 2, 2].tolist() == [2.0, 4.0]


def test_no_output_depends_on_pixels_beyond_the_halo():
    torch.manual_seed(1)
    network = build(SPEC).eval()
    reach = SPEC.halo
    a = torch.rand(1, 3, 2 * reach + 3, 2 * reach + 3)
    b = a.clone()
    b[..., 0, :] = 0.0
    with torch.no_grad():
        difference = (network(a, torch.tensor([0.1])) - network(b, torch.tensor([0.1]))).abs().amax(dim=(0, 1, 3))
    assert difference[: reach + 1].max() > 0
    assert difference[reach + 1:].max() == 0


def test_a_missing_level_is_refused():
    with pytest.raises(SpecError, match="level"):
        build(SPEC)(torch.rand(1, 3, 4, 4))


@pytest.mark.parametrize("spec", [
    dataclasses.replace(SPEC, backbone="srresnet", task=Task.UPSCALE, scale=2, level_map=False),
    dataclasses.replace(SPEC, binary=("head", "body")),
    dataclasses.replace(SPEC, unit="float"),
])
def test_what_cannot_be_trained_yet_is_refused(spec):
    with pytest.raises(SpecError):
        build(spec)
