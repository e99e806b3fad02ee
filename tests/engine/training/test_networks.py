"""The torch networks that descriptions turn into."""

import dataclasses

import numpy as np
import pytest
import torch

from engine.errors import SpecError
from engine.network.cost import ARCHITECTURES
from engine.network.spec import FLOAT_UNITS, UNITS, NetworkSpec
from engine.tasks import Task
from engine.training.networks import Body, build

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


UPSCALE = {"backbone": "srresnet", "task": Task.UPSCALE, "scale": 2, "level_map": False}
SHAPES = {
    "residual over two": {"convolutions_per_residual": 2},
    "half resolution": {"units": 2, "layout": "1<1>"},
    "two signs": {"units": 3, "layout": "1d[1d]1"},
    "gated groups, told": {"units": 4, "layout": "1[g1<g1>]1", "level_map": False, "level_bias": ("luma", "quality")},
    "learned scale": {"learned_scale": True},
    "removed residual": {"without_residual": (0,)},
    "binary head": {"binary": ("head", "body")},
    "binary tail": {"binary": ("body", "tail")},
    "float body": {"binary": ("tail",), "convolutions_per_residual": 2},
    "DnCNN": {"unit": "float-bn", "binary": (), "convolutions_per_residual": 0, "level_map": False},
    "x2": UPSCALE,
    "x3 M": UPSCALE | {"scale": 3, "binary": ("body", "upsampler"), "bias": True},
    "x4, all binary": UPSCALE | {"scale": 4, "binary": ("head", "body", "upsampler", "tail")},
    "direct x2": UPSCALE | {"upsampler": "direct"},
    **{unit: {"unit": unit, "binary": () if unit in FLOAT_UNITS else ("body",)} for unit in UNITS},
}


@pytest.mark.parametrize("name", SHAPES)
def test_every_network_gives_a_picture_and_trains_a_step(name):
    """Every parameter that learns is reached by a finite gradient, and most of them move."""
    spec = dataclasses.replace(SPEC, **SHAPES[name])
    torch.manual_seed(0)
    network = build(spec).train()
    picture, level = torch.rand(2, 3, 8, 8), torch.tensor([0.1, 0.2])
    level = torch.stack([level, level / 2], 1) if spec.level_bias else level
    wanted = torch.rand(2, 3, 8 * spec.scale, 8 * spec.scale)
    learning = [value for value in network.parameters() if value.requires_grad]
    optimizer = torch.optim.Adam(learning, 1e-3)
    before = [value.detach().clone() for value in learning]
    loss = (network(picture, level) - wanted).abs().mean()
    loss.backward()
    assert torch.isfinite(loss)
    assert all(value.grad is not None and torch.isfinite(value.grad).all() for value in learning)
    optimizer.step()
    moved = [not torch.equal(a, b) for a, b in zip(before, learning, strict=True)]
    assert np.mean(moved) > 0.6


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_a_silent_tail_returns_the_enlarged_picture(scale):
    network = build(dataclasses.replace(SPEC, **UPSCALE | {"scale": scale})).eval()
    with torch.no_grad():
        network.tail.weight.zero_()
        picture = torch.rand(1, 3, 5, 6)
        base = torch.nn.functional.interpolate(picture, scale_factor=scale, mode="bilinear", align_corners=False)
        torch.testing.assert_close(network(picture), base)


def test_the_paper_s_networks_are_built_with_the_papers_parameters():
    """Counts of docs/paper.md: weights of 1515 K at x4, of which the lite network has 54 K."""
    for name, thousands in (("srresnet-x4", 1515), ("srresnet-lite-x4", 54), ("srresnet-x2", 1367), ("dncnn", 667),
                            ("dncnn-3-lite", 24)):
        network = build(ARCHITECTURES[name])
        weights = sum(value.numel() for value in network.parameters() if value.ndim == 4)
        assert weights / 1e3 == pytest.approx(thousands, abs=0.6), name


@pytest.mark.parametrize("size", [(6, 8), (5, 7), (1, 1), (2, 3)])
def test_a_run_at_half_resolution_sees_means_and_gives_to_all_four(size):
    torch.manual_seed(0)
    spec = dataclasses.replace(SPEC, channels=3, units=3, layout="1<2>")
    body, x = Body(spec).eval(), torch.randn(2, 3, *size)
    rows, columns = -(-size[0] // 2), -(-size[1] // 2)
    seen = body[0](x)
    means = torch.stack([torch.stack([seen[:, :, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2].mean((2, 3))
                                      for column in range(columns)], 2) for row in range(rows)], 2)
    found = body[2](body[1](means)) - means
    expected = seen + found.repeat_interleave(2, 2).repeat_interleave(2, 3)[:, :, : size[0], : size[1]]
    torch.testing.assert_close(body(x), expected)
