"""The surrogate gradients against their formulas, and the fused unit against plain autograd."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from engine.errors import SpecError
from engine.training import units
from engine.training.units import BinaryWeight, FusedUnit, Manner, RPReLU, SurrogateSign, Unit, weight_scale


def test_sign_is_minus_one_at_the_threshold():
    values = torch.tensor([-2.0, -1e-30, -0.0, 0.0, 1e-30, 3.0])
    assert units.sign(values).tolist() == [-1, -1, -1, -1, 1, 1]
    assert units.sign(values.bfloat16()).tolist() == [-1, -1, -1, -1, 1, 1]


@pytest.mark.parametrize("shift", [0.0, -0.0, 1.5, -2.25])
def test_sign_above_takes_a_value_equal_to_the_threshold_as_minus_one(shift):
    x = torch.tensor([-shift, np.nextafter(np.float32(-shift), np.float32(np.inf)), -shift - 1.0])
    found = units.sign_above(x.view(1, 3, 1, 1), torch.full((1, 3, 1, 1), shift))
    assert found.flatten().tolist() == [-1, 1, -1]


def test_surrogate_gradient_follows_the_formula_on_a_grid():
    grid = np.linspace(-1.5, 1.5, 301).astype(np.float32)
    values = torch.from_numpy(grid).requires_grad_(True)
    SurrogateSign.apply(values).backward(torch.full_like(values, 3.0))
    slope = np.where((grid >= -1) & (grid < 0), 2 + 2 * grid, np.where((grid >= 0) & (grid < 1), 2 - 2 * grid, 0))
    np.testing.assert_allclose(values.grad.numpy(), 3.0 * slope, atol=1e-6)


def test_surrogate_slope_is_the_derivative_of_the_piecewise_quadratic():
    def quadratic(v):  # Bi-Real's approximation of the sign
        return np.where(v < -1, -1, np.where(v < 0, 2 * v + v * v, np.where(v < 1, 2 * v - v * v, 1)))

    grid = np.linspace(-1.4, 1.4, 57) + 0.003
    numeric = (quadratic(grid + 1e-5) - quadratic(grid - 1e-5)) / 2e-5
    np.testing.assert_allclose(units.window(torch.from_numpy(grid)).numpy(), numeric, atol=1e-4)


def test_a_stretched_window_keeps_its_area():
    grid = torch.linspace(-6, 6, 120001, dtype=torch.float64)
    for width in (1.0, 2.5, 5.0):
        slope = units.window(grid, width)
        assert float(torch.trapezoid(slope, grid)) == pytest.approx(2.0, rel=1e-4)
        assert slope[grid.abs() > width].max() == 0 < slope[grid.abs() < width].min()


def test_binary_weight_has_the_mean_scale_and_the_clamps_gradient():
    torch.manual_seed(0)
    weight = torch.randn(3, 4, 3, 3).requires_grad_(True)
    gradient = torch.randn(3, 4, 3, 3)
    binary = BinaryWeight.apply(weight)
    for row, latent in zip(binary.detach(), weight.detach(), strict=True):
        scale = latent.abs().mean()
        torch.testing.assert_close(row, torch.where(latent > 0, scale, -scale))
    binary.backward(gradient)
    clamped = weight.detach().clone().requires_grad_(True)
    clamped.clamp(-1, 1).backward(gradient)
    torch.testing.assert_close(weight.grad, clamped.grad)
    assert (weight.grad == 0).any(), "some latents must lie outside [-1, 1] for this test to say anything"


def test_rprelu_is_a_shifted_prelu():
    act = RPReLU(2)
    with torch.no_grad():
        act.shift_in.copy_(torch.tensor([1.0, -2.0]))
        act.shift_out.copy_(torch.tensor([10.0, 20.0]))
    assert act(torch.full((1, 2, 1, 1), -3.0)).flatten().tolist() == [-2 * 0.25 + 10, -5 * 0.25 + 20]


def plain_unit(x, weight, vectors):
    """The unit V4 of plain autograd pieces."""
    shift, shift_in, slope, shift_out = (v.view(1, -1, 1, 1) for v in vectors)
    sums = functional.conv2d(SurrogateSign.apply(x + shift), BinaryWeight.apply(weight), padding=1)
    return functional.prelu(sums + shift_in, slope.flatten()) + shift_out + x


def fused_unit(parts, dtype=torch.float32):
    """The same in one function, with the mean as scale."""
    x, weight, vectors = parts
    return FusedUnit.apply(x, weight, vectors, weight_scale(weight).view(-1), Manner(dtype))


@pytest.fixture
def parts():
    """A stream that crosses the thresholds often, latents on both sides of 1, and unequal vectors."""
    generator = torch.Generator().manual_seed(3)
    x = torch.randn(2, 4, 5, 6, generator=generator)
    weight = torch.randn(4, 4, 3, 3, generator=generator)
    vectors = torch.randn(4, 4, generator=generator)
    return [value.requires_grad_(True) for value in (x, weight, vectors)]


def test_fused_unit_equals_plain_autograd(parts):
    gradient = torch.randn(2, 4, 5, 6, generator=torch.Generator().manual_seed(4))
    fused = fused_unit(parts)
    plain = plain_unit(*parts)
    torch.testing.assert_close(fused, plain)
    ours = torch.autograd.grad(fused, parts, gradient)
    theirs = torch.autograd.grad(plain, parts, gradient)
    for name, a, b in zip(("stream", "weight", "vectors"), ours, theirs, strict=True):
        torch.testing.assert_close(a, b, msg=lambda text, name=name: f"{name}: {text}", rtol=1e-4, atol=1e-5)


def test_fused_unit_treats_a_zero_before_the_rprelu_like_prelu():
    """A sum of zero is common for a fresh unit (all shifts are zero); its slope is the one below zero."""
    x = torch.zeros(1, 1, 3, 3)
    x[..., 0] = 1.0
    weight = torch.ones(1, 1, 3, 3)
    weight[0, 0, :, 0] = -1.0
    parts = [value.requires_grad_(True) for value in (x, weight, torch.tensor([[0.0], [0.0], [0.25], [0.0]]))]
    ours, theirs = (torch.autograd.grad(out.sum(), parts)
                    for out in (fused_unit(parts), plain_unit(*parts)))
    torch.testing.assert_close(ours, theirs)
    sums = functional.conv2d(SurrogateSign.apply(x), weight, padding=1)
    assert (sums == 0).any()


def test_bfloat16_convolution_changes_no_sum(parts):
    torch.testing.assert_close(
        fused_unit(parts, torch.bfloat16), fused_unit(parts), rtol=0, atol=0)


def test_bfloat16_gradients_stay_close(parts):
    ours, theirs = (torch.autograd.grad(fused_unit(parts, dtype).square().sum(), parts)
                    for dtype in (torch.bfloat16, torch.float32))
    for a, b in zip(ours, theirs, strict=True):
        assert functional.cosine_similarity(a.flatten(), b.flatten(), dim=0) > 0.9995


def test_taps_outside_the_picture_count_nothing():
    unit = Unit(1).eval()
    with torch.no_grad():
        unit.weight.fill_(1.0)
        out = unit(torch.full((1, 1, 3, 3), 5.0)) - 5.0
    assert out[0, 0].tolist() == [[4, 6, 4], [6, 9, 6], [4, 6, 4]]


@pytest.mark.parametrize("version", ["bbcu-v1", "bbcu-v2", "bbcu-v3", "bbcu-v4"])
def test_every_version_trains_all_its_parameters(version):
    torch.manual_seed(0)
    unit = Unit(4, version).train()
    unit(torch.randn(2, 4, 6, 6)).square().mean().backward()
    for name, parameter in unit.named_parameters():
        assert parameter.grad is not None and parameter.grad.abs().sum() > 0, name


def test_versions_put_the_residual_where_the_paper_does():
    x = torch.full((1, 1, 1, 1), -8.0)
    for version, expected in (("bbcu-v2", 0.25 * (-0.5 - 8.0)), ("bbcu-v4", 0.25 * -0.5 - 8.0)):
        unit = Unit(1, version).eval()
        with torch.no_grad():
            unit.weight.fill_(0.5)
            assert unit(x).item() == pytest.approx(expected)


def test_an_unknown_version_is_refused():
    with pytest.raises(SpecError, match="bbcu-v9"):
        Unit(4, "bbcu-v9")


def test_the_fused_unit_is_the_plain_one():
    """A residual from elsewhere takes the plain path; with equal values both give the same, gradients included."""
    torch.manual_seed(0)
    unit = Unit(6, bias=True)
    with torch.no_grad():
        for vector in (unit.threshold_shift, unit.rprelu.shift_in, unit.rprelu.shift_out, unit.bias):
            vector.uniform_(-0.3, 0.3)
    found = []
    for own in (True, False):
        x = torch.linspace(-1.5, 1.5, 6 * 49).view(1, 6, 7, 7).requires_grad_()
        unit.zero_grad()
        out = unit.combine(x, x if own else x * 1.0)
        out.square().sum().backward()
        found.append([out, x.grad, *(value.grad for value in unit.parameters())])
    for fused, plain in zip(*found, strict=True):
        torch.testing.assert_close(fused, plain, rtol=1e-4, atol=1e-4)


def test_a_unit_without_a_residual_gives_what_it_finds():
    unit, x = Unit(4), torch.randn(1, 4, 5, 5)
    with torch.no_grad():
        torch.testing.assert_close(unit.combine(x, None) + x, unit(x))


def test_a_learned_scale_has_the_gradient_of_a_plain_factor(parts):
    x, weight, vectors = parts
    scale = torch.tensor([0.1, 0.2, 0.3, 0.4], requires_grad=True)
    shift, shift_in, slope, shift_out = (v.view(1, -1, 1, 1) for v in vectors)
    sums = functional.conv2d(SurrogateSign.apply(x + shift), units.sign(weight), padding=1) * scale.view(1, -1, 1, 1)
    plain = functional.prelu(sums + shift_in, slope.flatten()) + shift_out + x
    fused = FusedUnit.apply(x, weight, vectors, scale, Manner())
    torch.testing.assert_close(fused, plain)
    gradient = torch.randn(2, 4, 5, 6, generator=torch.Generator().manual_seed(4))
    ours, theirs = (torch.autograd.grad(out, (x, vectors, scale), gradient) for out in (fused, plain))
    torch.testing.assert_close(ours, theirs, rtol=1e-4, atol=1e-5)


def test_a_learned_scale_learns_and_stays_above_zero():
    torch.manual_seed(0)
    unit = Unit(4, learned_scale=True).train()
    unit(torch.randn(2, 4, 6, 6)).square().mean().backward()
    assert (unit.free_scale.grad != 0).all()
    with torch.no_grad():
        unit.free_scale[0] = -0.5
        unit.free_scale[1] = 0.0
    assert unit.scale().min() > 0 and unit.scale()[0] == 0.5
