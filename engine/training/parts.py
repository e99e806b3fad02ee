"""The parts of a network around its binary units: BBCU-H, -U and -T, and float units (paper Sec. 3.2)."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.backend.planes import repeat_places
from engine.training.binary import BinaryWeight, SurrogateSign, as_planes, weight_scale
from engine.training.folding import Folded, bent, convolution, numbers
from engine.training.units import RPReLU


class BinaryConvolution(nn.Module):
    """``RPReLU(bconv(sign(x + b)))`` with any numbers of channels and no residual: the core of BBCU-H, -U and -T.

    Parameters
    ----------
    inputs, outputs : int

    Attributes
    ----------
    weight, threshold_shift, rprelu
        As in :class:`engine.training.units.Unit`.
    """

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        bound = 1.0 / (9 * inputs) ** 0.5
        self.weight = nn.Parameter(torch.empty(outputs, inputs, 3, 3).uniform_(-bound, bound))
        self.threshold_shift = nn.Parameter(torch.zeros(inputs))
        self.rprelu = RPReLU(outputs)

    def forward(self, x: Tensor) -> Tensor:
        """(n, inputs, h, w) to (n, outputs, h, w)."""
        signs = SurrogateSign.apply(x + as_planes(self.threshold_shift))
        weight = BinaryWeight.apply(self.weight, weight_scale(self.weight))
        return self.rprelu(functional.conv2d(signs, weight, padding=1))

    def folded(self) -> Folded:
        """For the export."""
        scale = numbers(weight_scale(self.weight))
        return bent(numbers(self.weight) > 0, -numbers(self.threshold_shift), scale, self.rprelu, np.zeros(len(scale)))


class Widening(BinaryConvolution):
    """A binary convolution to more channels whose residual is the input, each channel repeated: BBCU-H.

    With the pixel shuffle behind it (see :class:`engine.training.networks.SRResNet`) it is BBCU-U.
    """

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(inputs, outputs)
        self.places = torch.from_numpy(repeat_places(inputs, outputs))

    def forward(self, x: Tensor) -> Tensor:
        """(n, inputs, h, w) to (n, outputs, h, w)."""
        return super().forward(x) + x[:, self.places.to(x.device)]


class FloatUnit(nn.Module):
    """A full-precision convolution of the body: (BatchNorm,) (ReLU,) residual.

    Parameters
    ----------
    channels : int
    relu : bool
    norm, bias : bool
        Whether there is a BatchNorm (DnCNN: Zhang et al., TIP 2017) and a bias.
    """

    def __init__(self, channels: int, relu: bool, norm: bool, bias: bool) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(channels, channels, 3, padding=1, bias=bias)
        self.norm = nn.BatchNorm2d(channels) if norm else None
        self.relu = relu

    def combine(self, x: Tensor, residual: Tensor | None) -> Tensor:
        """The unit behind a stream, with what is to be added to it: (n, C, h, w) to the same shape."""
        value = self.convolution(x)
        value = value if self.norm is None else self.norm(value)
        value = torch.relu(value) if self.relu else value
        return value if residual is None else value + residual

    def forward(self, x: Tensor) -> Tensor:
        """With the input as its residual."""
        return self.combine(x, x)

    def folded(self) -> tuple[np.ndarray, np.ndarray]:
        """Weight and bias for the export."""
        return convolution(self.convolution, self.norm)

