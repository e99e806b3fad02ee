"""What export needs of a layer: its signs and vectors in float64, BatchNorm folded in."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from torch import Tensor, nn


class Folded(NamedTuple):
    """A binary unit as ``y = gain[piece] * sum + offset[piece]``, piece = sum > cut; sums are of +-1 products.

    Attributes
    ----------
    signs : ndarray of bool, shape (outputs, inputs, 3, 3)
    threshold : ndarray, shape (inputs,)
        A bit is set above it.
    cut : ndarray, shape (outputs,)
    gain, offset : ndarray, shape (2, outputs)
    slope, lift : ndarray, shape (outputs,), or None
        Of an RPReLU behind the residual, whose shift in front is part of the offset.
    """

    signs: np.ndarray
    threshold: np.ndarray
    cut: np.ndarray
    gain: np.ndarray
    offset: np.ndarray
    slope: np.ndarray | None = None
    lift: np.ndarray | None = None


def numbers(tensor: Tensor) -> np.ndarray:
    """A tensor as float64."""
    return tensor.detach().double().cpu().numpy()


def affine(norm: nn.BatchNorm2d | None, channels: int) -> tuple[np.ndarray, np.ndarray]:
    """BatchNorm in evaluation as factor and summand, each (channels,); 1 and 0 without one."""
    if norm is None:
        return np.ones(channels), np.zeros(channels)
    factor = numbers(norm.weight) / np.sqrt(numbers(norm.running_var) + norm.eps)
    return factor, numbers(norm.bias) - numbers(norm.running_mean) * factor


def linear(signs: np.ndarray, threshold: np.ndarray, factor: np.ndarray, summand: np.ndarray) -> Folded:
    """A unit without a bend of its own: both pieces are ``factor * sum + summand``."""
    return Folded(signs, threshold, np.zeros(len(factor)), np.stack([factor, factor]), np.stack([summand, summand]))


def bent(signs: np.ndarray, threshold: np.ndarray, scale: np.ndarray, rprelu: nn.Module, bias: np.ndarray) -> Folded:
    """A unit whose RPReLU is in front of the residual: ``RPReLU(scale * sum + bias)``."""
    shift_in, slope, shift_out = (numbers(part) for part in (rprelu.shift_in, rprelu.slope, rprelu.shift_out))
    shift_in = shift_in + bias
    return Folded(
        signs, threshold, -shift_in / scale, np.stack([slope * scale, scale]),
        np.stack([slope * shift_in + shift_out, shift_in + shift_out]),
    )


def convolution(layer: nn.Conv2d, norm: nn.BatchNorm2d | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Weight (outputs, inputs, 3, 3) and bias (outputs,) of a convolution and the BatchNorm behind it."""
    factor, summand = affine(norm, layer.out_channels)
    bias = np.zeros(layer.out_channels) if layer.bias is None else numbers(layer.bias)
    return numbers(layer.weight) * factor[:, None, None, None], bias * factor + summand
