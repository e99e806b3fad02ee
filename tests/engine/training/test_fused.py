"""The fused unit, compiled and in torch, against plain autograd of its formula."""

import logging

import numpy as np
import pytest
import torch
from torch.nn import functional

from engine.training import fused
from engine.training.binary import BinaryWeight, SurrogateSign, as_planes, window
from engine.training.fused import CompiledUnit, Manner, TorchUnit, fused_unit

NAMES = ("stream", "weight", "threshold shift", "scale", "shift in", "slope", "shift out")
UNITS = {"compiled": CompiledUnit, "torch": TorchUnit}
SHAPES = [(2, 3, 5, 6), (1, 8, 1, 1), (3, 1, 1, 7), (2, 8, 6, 1), (2, 32, 9, 11), (1, 48, 4, 13), (2, 64, 7, 8)]


def formula(x, weight, vectors):
    """The unit as it is written; the scale's own gradient leaves out that it also scales the weights'."""
    shift, scale, shift_in, slope, shift_out = map(as_planes, vectors)
    signs = SurrogateSign.apply(torch.cat([x] * (shift.shape[1] // x.shape[1]), dim=1) + shift)
    sums = functional.conv2d(signs, BinaryWeight.apply(weight, scale.detach()), padding=1)
    scaled = sums * (scale / scale.detach())
    return functional.prelu(scaled + shift_in, slope.flatten()) + shift_out + x


def operands(shape, seed=0, thresholds=1):
    """A stream that crosses the thresholds often, latents on both sides of 1."""
    draw = torch.Generator().manual_seed(seed)
    channels = shape[1]
    x = torch.randn(shape, generator=draw)
    weight = torch.randn(channels, thresholds * channels, 3, 3, generator=draw) * 0.7
    vectors = [torch.randn((thresholds if place == 0 else 1) * channels, generator=draw) * 0.3 for place in range(5)]
    vectors[1] = 0.05 + torch.rand(channels, generator=draw) * 0.2
    return [value.requires_grad_() for value in (x, weight, *vectors)]


def gradients(run, parts, gradient):
    out = run(parts[0], parts[1], parts[2:])
    return [out, *torch.autograd.grad(out, parts, gradient)]


def by(unit, manner=Manner()):  # noqa: B008 (a frozen tuple)
    return lambda x, weight, vectors: unit.apply(x, weight, manner, *vectors)


@pytest.mark.parametrize("thresholds", [1, 2])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("unit", UNITS)
def test_every_gradient_is_that_of_plain_autograd(unit, shape, thresholds):
    parts = operands(shape, thresholds=thresholds)
    gradient = torch.randn(shape, generator=torch.Generator().manual_seed(4))
    found = gradients(by(UNITS[unit]), parts, gradient)
    # In double precision: the reference may be wrong by nothing but what the guesses at signs' gradients leave.
    exact = [part.detach().double().requires_grad_() for part in parts]
    expected = gradients(formula, exact, gradient.double())
    for name, ours, theirs in zip(("result", *NAMES), found, expected, strict=True):
        torch.testing.assert_close(ours.double(), theirs, rtol=2e-4, atol=2e-4,
                                   msg=lambda text, name=name: f"{name}: {text}")


@pytest.mark.parametrize("unit", UNITS)
def test_bfloat16_changes_no_sum_and_gradients_hardly(unit):
    parts = operands((2, 8, 6, 7), thresholds=2)
    gradient = torch.randn(2, 8, 6, 7, generator=torch.Generator().manual_seed(4))
    rounded, exact = (gradients(by(UNITS[unit], Manner(dtype)), parts, gradient)
                      for dtype in (torch.bfloat16, torch.float32))
    assert torch.equal(rounded[0], exact[0])
    for name, a, b in zip(NAMES, rounded[1:], exact[1:], strict=True):
        assert functional.cosine_similarity(a.flatten(), b.flatten(), dim=0) > 0.9995, name


@pytest.mark.parametrize("width", [1.0, 2.5])
@pytest.mark.parametrize("unit", UNITS)
def test_the_window_may_be_stretched(unit, width):
    x, weight, *vectors = operands((1, 4, 5, 5))
    gradient = torch.ones(1, 4, 5, 5)
    narrow, found = (gradients(by(UNITS[unit], Manner(width=each)), [x, weight, *vectors], gradient)[1] - 1.0
                     for each in (1.0, width))
    at = x.detach() + as_planes(vectors[0].detach())
    inside = window(at) > 1e-3
    torch.testing.assert_close((found / narrow)[inside], (window(at, width) / window(at))[inside], rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("unit", UNITS)
def test_a_zero_before_the_rprelu_counts_as_below(unit):
    """A sum of zero is common for a fresh unit (all shifts are zero); its slope is the one below zero."""
    x = torch.zeros(1, 1, 3, 3)
    x[..., 0] = 1.0
    weight = torch.ones(1, 1, 3, 3)
    weight[0, 0, :, 0] = -1.0
    vectors = [torch.tensor([value]) for value in (0.0, 1.0, 0.0, 0.25, 0.0)]
    parts = [value.requires_grad_() for value in (x, weight, *vectors)]
    assert (functional.conv2d(SurrogateSign.apply(x), weight, padding=1) == 0).any()
    found, expected = (gradients(run, parts, torch.ones(1, 1, 3, 3)) for run in (by(UNITS[unit]), formula))
    torch.testing.assert_close(found, expected)


@pytest.mark.parametrize("unit", UNITS)
def test_a_value_equal_to_the_threshold_is_minus_one(unit):
    edge = np.float32(1.5)
    x = torch.tensor([-edge, np.nextafter(-edge, np.float32(np.inf))]).view(2, 1, 1, 1)
    vectors = [torch.tensor([value]) for value in (float(edge), 1.0, 0.0, 1.0, 0.0)]
    out = UNITS[unit].apply(x, torch.ones(1, 1, 3, 3), Manner(), *vectors)
    assert (out - x).flatten().tolist() == [-1.0, 1.0]


def test_threads_change_nothing():
    parts = operands((5, 8, 6, 7), thresholds=2)
    gradient = torch.randn(5, 8, 6, 7, generator=torch.Generator().manual_seed(4))
    one = gradients(by(CompiledUnit), parts, gradient)
    torch.set_num_threads(3)  # the fixture sets it back
    several = gradients(by(CompiledUnit), parts, gradient)
    for name, a, b in zip(("result", *NAMES), one, several, strict=True):
        if name == "weight":  # torch sums it up in another order
            torch.testing.assert_close(a, b, rtol=1e-4, atol=1e-5)
        else:
            assert torch.equal(a, b), name


def test_memory_in_another_order_gives_the_same():
    parts = operands((2, 8, 6, 7))
    gradient = torch.randn(2, 8, 6, 7, generator=torch.Generator().manual_seed(4))
    ordered = [part.detach().contiguous(memory_format=torch.channels_last).requires_grad_() for part in parts[:2]]
    crossed = gradient.transpose(2, 3).contiguous().transpose(2, 3)
    found = gradients(by(CompiledUnit), parts, gradient)
    again = gradients(by(CompiledUnit), [*ordered, *parts[2:]], crossed)
    assert all(torch.equal(a, b) for a, b in zip(found, again, strict=True))


def test_a_number_that_is_none_is_not_hidden():
    x, weight, *vectors = operands((1, 4, 3, 3))
    with torch.no_grad():
        x[0, 2, 1, 1] = float("nan")
        assert fused_unit(x, weight, tuple(vectors), Manner()).isnan().any()


def test_torch_steps_in_where_the_kernels_fail(monkeypatch, caplog):
    def broken(*_args, **_options):
        raise RuntimeError("no compiler here")

    x, weight, *vectors = operands((1, 4, 3, 3))
    expected = fused_unit(x, weight, tuple(vectors), Manner())
    fused.kernels_work.cache_clear()
    monkeypatch.setattr(fused, "shared", broken)
    with caplog.at_level(logging.WARNING):
        found = fused_unit(x, weight, tuple(vectors), Manner())
    fused.kernels_work.cache_clear()
    assert "no compiler here" in caplog.text
    torch.testing.assert_close(found, expected)
