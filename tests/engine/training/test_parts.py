"""Parts around the units: what they compute, and that they fold to it."""

import numpy as np
import pytest
import torch

from engine.training.parts import BinaryConvolution, FloatUnit, Widening


def test_a_binary_convolution_counts_signs_and_scales_them():
    part = BinaryConvolution(2, 3)
    with torch.no_grad():
        part.weight.fill_(0.5)
        part.weight[1] = -2.0
        out = part(torch.full((1, 2, 3, 3), 7.0))
    assert out[0, :, 1, 1].tolist() == pytest.approx([9.0, 0.25 * -36.0, 9.0])
    folded = part.folded()
    assert folded.signs.shape == (3, 2, 3, 3) and folded.signs[0].all() and not folded.signs[1].any()
    assert folded.gain[1].tolist() == pytest.approx([0.5, 2.0, 0.5])


def test_a_widening_adds_each_channel_as_often_as_it_fits():
    part, x = Widening(2, 4), torch.randn(1, 2, 3, 3)
    with torch.no_grad():
        found = part(x) - super(Widening, part).forward(x)
    torch.testing.assert_close(found, x[:, [0, 0, 1, 1]])


@pytest.mark.parametrize("relu", [True, False])
def test_a_float_unit_rectifies_in_front_of_its_residual(relu):
    unit, x = FloatUnit(3, relu, norm=False, bias=True), torch.randn(1, 3, 4, 4)
    with torch.no_grad():
        plain = unit.convolution(x)
        expected = torch.relu(plain) if relu else plain
        torch.testing.assert_close(unit(x), expected + x)
        torch.testing.assert_close(unit.combine(x, None), expected)
    weight, bias = unit.folded()
    assert weight.shape == (3, 3, 3, 3) and np.allclose(bias, unit.convolution.bias.detach().numpy())
