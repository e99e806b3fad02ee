"""Layers as straight lines for the export, held against the layers themselves."""

import numpy as np
import pytest
import torch
from torch import nn

from engine.training.folding import affine, bent, convolution, linear, numbers
from engine.training.units import RPReLU


def normalized(channels=3):
    torch.manual_seed(0)
    norm = nn.BatchNorm2d(channels)
    with torch.no_grad():
        for value in (norm.weight, norm.bias, norm.running_mean):
            value.uniform_(-1, 1)
        norm.running_var.uniform_(0.5, 2)
    return norm.eval()


def test_batch_norm_is_a_factor_and_a_summand():
    norm, x = normalized(), torch.randn(1, 3, 2, 2)
    factor, summand = (value[:, None, None] for value in affine(norm, 3))
    np.testing.assert_allclose(numbers(x[0]) * factor + summand, numbers(norm(x)[0]), atol=1e-6)
    assert [value.tolist() for value in affine(None, 2)] == [[1, 1], [0, 0]]


@pytest.mark.parametrize("biased", [False, True])
def test_a_convolution_takes_the_batch_norm_behind_it_in(biased):
    norm, layer, x = normalized(), nn.Conv2d(2, 3, 3, padding=1, bias=biased), torch.randn(1, 2, 4, 5)
    weight, bias = (torch.from_numpy(value).float() for value in convolution(layer, norm))
    torch.testing.assert_close(nn.functional.conv2d(x, weight, bias, padding=1), norm(layer(x)), atol=1e-5, rtol=1e-5)


def test_an_rprelu_is_two_straight_pieces():
    act = RPReLU(4)
    with torch.no_grad():
        for value in (act.shift_in, act.slope, act.shift_out):
            value.uniform_(-1, 1)
    scale, bias = np.array([0.1, 0.5, 1.0, 2.0]), np.array([0.3, 0.0, -0.2, 1.0])
    found = bent(np.ones((4, 1, 3, 3), bool), np.zeros(1), scale, act, bias)
    for total in range(-9, 10):
        piece = (total > found.cut).astype(int)
        ours = found.gain[piece, range(4)] * total + found.offset[piece, range(4)]
        theirs = act(torch.from_numpy(scale * total + bias).float().view(1, 4, 1, 1))
        np.testing.assert_allclose(ours, numbers(theirs).reshape(-1), atol=1e-5)


def test_a_unit_without_a_bend_has_the_same_line_twice():
    found = linear(np.ones((2, 1, 3, 3), bool), np.zeros(1), np.array([0.5, 2.0]), np.array([1.0, -1.0]))
    assert found.gain.tolist() == [[0.5, 2.0]] * 2 and found.offset.tolist() == [[1.0, -1.0]] * 2
    assert found.slope is None and found.lift is None
