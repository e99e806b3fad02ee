"""The rivals' surrogate gradients, weights and scales, by their papers' formulas."""

import math

import pytest
import torch

from engine.training.rivals import Bam, BiReal, Bnn, Btm, ClippedSign, DecayingSign, IrNet, set_progress


def slope(function, values, *more):
    x = values.clone().requires_grad_()
    function.apply(x, *more).sum().backward()
    return x.grad


def test_the_hard_tanh_s_window():
    x = torch.tensor([-1.5, -1.0, -0.2, 0.0, 0.7, 1.0, 1.01])
    assert torch.equal(slope(ClippedSign, x), torch.tensor([0.0, 1, 1, 1, 1, 1, 0]))
    assert torch.equal(ClippedSign.apply(x), torch.tensor([-1.0, -1, -1, -1, 1, 1, 1]))


def test_the_error_decay_estimator_is_the_slope_of_its_tanh():
    x = torch.linspace(-2, 2, 9)
    for t in (0.1, 1.0, 10.0):
        smooth = x.clone().requires_grad_()
        (max(1 / t, 1.0) * torch.tanh(t * smooth)).sum().backward()
        torch.testing.assert_close(slope(DecayingSign, x, t), smooth.grad)


def test_progress_makes_ir_net_steeper_from_a_tenth_to_ten():
    unit = IrNet(3)
    found = []
    for fraction in (0.0, 0.5, 1.0):
        set_progress(torch.nn.Sequential(unit), fraction)
        found.append(unit.steepness)
    assert found == pytest.approx([0.1, 1.0, 10.0])


def test_ir_net_s_weights_are_balanced_and_scaled_by_a_power_of_two():
    unit = IrNet(8)
    with torch.no_grad():
        unit.weight.add_(5.0)  # a mean far off is taken away
        weights = unit.weights()
    assert 0.3 < (weights > 0).float().mean() < 0.7
    for row in weights:
        (size,) = row.abs().unique().tolist()
        assert math.log2(size).is_integer()


def test_scales():
    for make, size in ((BiReal, None), (Bnn, 1.0), (Btm, None)):
        unit = make(4)
        with torch.no_grad():
            weights = unit.weights()
        expected = unit.weight.abs().mean(dim=(1, 2, 3), keepdim=True) if size is None else torch.tensor(size)
        torch.testing.assert_close(weights.abs(), expected.expand_as(weights))
        assert torch.equal(weights > 0, unit.weight > 0)


def test_btm_has_no_batchnorm_and_a_plain_prelu():
    unit = Btm(4)
    names = {name for name, value in unit.named_parameters() if value.requires_grad}
    assert names == {"weight", "rprelu.slope"}


def test_bam_s_signs_see_what_earlier_signs_saw():
    unit = Bam(2).eval()
    x = torch.full((1, 2, 3, 3), -0.05)
    first, memory = unit.accumulate(x, None, None)
    assert torch.equal(memory, torch.full_like(x, -1.0))
    second, memory = unit.accumulate(x, x, torch.ones_like(x))
    assert torch.equal(memory, torch.full_like(x, 2.0))
    torch.testing.assert_close(second - x, -first)
