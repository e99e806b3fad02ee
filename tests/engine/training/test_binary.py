"""Signs, and the surrogate gradients against their formulas."""

import numpy as np
import pytest
import torch

from engine.training import binary
from engine.training.binary import BinaryWeight, SurrogateSign, weight_scale


def test_sign_is_minus_one_at_the_threshold():
    values = torch.tensor([-2.0, -1e-30, -0.0, 0.0, 1e-30, 3.0])
    assert binary.sign(values).tolist() == [-1, -1, -1, -1, 1, 1]
    assert binary.sign(values.bfloat16()).tolist() == [-1, -1, -1, -1, 1, 1]


@pytest.mark.parametrize("shift", [0.0, -0.0, 1.5, -2.25])
def test_sign_above_takes_a_value_equal_to_the_threshold_as_minus_one(shift):
    x = torch.tensor([-shift, np.nextafter(np.float32(-shift), np.float32(np.inf)), -shift - 1.0])
    found = binary.sign_above(x.view(1, 3, 1, 1), torch.full((1, 3, 1, 1), shift))
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
    np.testing.assert_allclose(binary.window(torch.from_numpy(grid)).numpy(), numeric, atol=1e-4)


def test_a_stretched_window_keeps_its_area():
    grid = torch.linspace(-6, 6, 120001, dtype=torch.float64)
    for width in (1.0, 2.5, 5.0):
        slope = binary.window(grid, width)
        assert float(torch.trapezoid(slope, grid)) == pytest.approx(2.0, rel=1e-4)
        assert slope[grid.abs() > width].max() == 0 < slope[grid.abs() < width].min()


def test_binary_weight_has_the_mean_scale_and_the_clamps_gradient():
    torch.manual_seed(0)
    weight = torch.randn(3, 4, 3, 3).requires_grad_(True)
    gradient = torch.randn(3, 4, 3, 3)
    scaled = BinaryWeight.apply(weight, weight_scale(weight))
    for row, latent in zip(scaled.detach(), weight.detach(), strict=True):
        scale = latent.abs().mean()
        torch.testing.assert_close(row, torch.where(latent > 0, scale, -scale))
    scaled.backward(gradient)
    clamped = weight.detach().clone().requires_grad_(True)
    clamped.clamp(-1, 1).backward(gradient)
    torch.testing.assert_close(weight.grad, clamped.grad)
    assert (weight.grad == 0).any(), "some latents must lie outside [-1, 1] for this test to say anything"


def test_a_learned_scale_of_weights_has_the_gradient_of_a_plain_factor():
    generator = torch.Generator().manual_seed(0)
    weight, gradient = torch.randn(2, 3, 4, 3, 3, generator=generator)
    scale = torch.tensor([0.1, 0.2, 0.3], requires_grad=True)
    (found,) = torch.autograd.grad(BinaryWeight.apply(weight, scale), scale, gradient)
    (expected,) = torch.autograd.grad(binary.sign(weight) * scale.view(-1, 1, 1, 1), scale, gradient)
    torch.testing.assert_close(found, expected)
