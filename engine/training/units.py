"""The one-bit units of the BBCU paper as torch modules; what they compute is in :mod:`engine.training.fused`."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.errors import SpecError
from engine.training.binary import SMALLEST_SCALE, BinaryWeight, SurrogateSign, as_planes, repeated, weight_scale
from engine.training.folding import Folded, affine, bent, linear, numbers
from engine.training.fused import Manner, fused_unit

SLOPE = 0.25
"""Initial slope of an RPReLU below zero (docs/paper.md, The unit)."""
APART = 1.6
"""How far from the middle two thresholds of a channel begin, in an amplified stream: a quarter of what lies between the
stream and its threshold in the mean, in trained networks of 32 channels. Where both are equal they would stay so."""
FIRST_SCALE = 0.1
"""Where a learned scale begins: between mean|W| of fresh weights (0.03 at 32 channels) and of trained ones (0.3)."""


class RPReLU(nn.Module):
    """PReLU with learned shifts before and after: PReLU(v + p0) + p1, each per channel (docs/paper.md, The unit)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.shift_in = nn.Parameter(torch.zeros(channels))
        self.slope = nn.Parameter(torch.full((channels,), SLOPE))
        self.shift_out = nn.Parameter(torch.zeros(channels))

    def forward(self, values: Tensor) -> Tensor:
        """(n, C, h, w) to the same shape."""
        shifted = functional.prelu(values + as_planes(self.shift_in), self.slope)
        return shifted + as_planes(self.shift_out)


class Unit(nn.Module):
    """One binary convolution unit with its residual, versions V1 to V4 of the paper (docs/paper.md, Versions).

    V1 ``RPReLU(BN(bconv(sign(x - a))) + x)``; V2 and V3 without BN (V3 lives in an amplified stream, which the
    network sees to); V4 ``RPReLU(bconv(sign(x - a))) + x``. Zero padding comes after the sign: taps outside the
    picture count nothing.

    Parameters
    ----------
    channels : int
    version : str
        ``"bbcu-v1"`` to ``"bbcu-v4"``.
    bias : bool
        Whether the convolution has a bias, which moves the RPReLU's input as its own shift does.
    learned_scale : bool
        See :class:`engine.network.spec.NetworkSpec`; for V4.
    thresholds : int
        How many signs are taken of each channel, see :mod:`engine.network.layout`; more than 1 for V4.

    Attributes
    ----------
    weight : Parameter, shape (C, thresholds * C, 3, 3)
        Latent weights; PyTorch's default initialization.
    threshold_shift : Parameter, shape (thresholds * C,)
        b; the threshold is alpha = -b. Of all channels, then of all of them again.
    rprelu : RPReLU
    free_scale : Parameter, shape (C,), or None
        The scale, but for its sign, if it is learned. Its logarithm would be positive by itself, but learns too
        slowly: 0.15 dB less after 1,000 steps.
    dtype : torch.dtype
        Of the convolution while training; evaluation is always float32, in which the sums are exact.
    width : float
        Half width of the surrogate's window, of V4; see :func:`set_window`.
    """

    def __init__(self, channels: int, version: str = "bbcu-v4", bias: bool = False,
                 learned_scale: bool = False, thresholds: int = 1) -> None:
        super().__init__()
        if version not in ("bbcu-v1", "bbcu-v2", "bbcu-v3", "bbcu-v4"):
            raise SpecError(f"there is no unit {version!r} to train", hint="Choose bbcu-v1 to bbcu-v4.")
        if version != "bbcu-v4" and learned_scale:
            raise SpecError(f"a unit {version!r} has no learned scale", hint="Choose bbcu-v4.")
        self.version = version
        self.dtype, self.width = torch.float32, 1.0
        bound = 1.0 / (9 * channels) ** 0.5
        self.weight = nn.Parameter(torch.empty(channels, thresholds * channels, 3, 3).uniform_(-bound, bound))
        self.threshold_shift = nn.Parameter(first_shifts(channels, thresholds))
        self.bias = nn.Parameter(torch.empty(channels).uniform_(-bound, bound)) if bias else None
        self.rprelu = RPReLU(channels)
        self.free_scale = nn.Parameter(torch.full((channels,), FIRST_SCALE)) if learned_scale else None
        self.norm = nn.BatchNorm2d(channels) if version == "bbcu-v1" else None

    def forward(self, x: Tensor) -> Tensor:
        """With the input as its residual, as in the paper: (n, C, h, w) to the same shape."""
        return self.combine(x, x)

    def combine(self, x: Tensor, residual: Tensor | None) -> Tensor:
        """The unit behind a stream, with what is to be added to it: (n, C, h, w) to the same shape."""
        before = self.version == "bbcu-v4"
        if before and residual is x:
            return self._fused(x)
        signs = SurrogateSign.apply(repeated(x, len(self.threshold_shift)) + as_planes(self.threshold_shift))
        value = functional.conv2d(signs, BinaryWeight.apply(self.weight, self.scale()), padding=1)
        value = value if self.bias is None else value + as_planes(self.bias)
        value = value if self.norm is None else self.norm(value)
        if not before:
            return self.rprelu(value if residual is None else value + residual)
        value = self.rprelu(value)
        return value if residual is None else value + residual

    def _fused(self, x: Tensor) -> Tensor:
        """The unit V4 with its input as its residual."""
        act = self.rprelu
        shift_in = act.shift_in if self.bias is None else act.shift_in + self.bias
        vectors = (self.threshold_shift, self.scale(), shift_in, act.slope, act.shift_out)
        return fused_unit(x, self.weight, vectors, Manner(self.dtype if self.training else torch.float32, self.width))

    def scale(self) -> Tensor:
        """What the sums are multiplied by, (C,): mean|W|, a constant to the gradient; or learned."""
        if self.free_scale is None:
            return weight_scale(self.weight)
        return self.free_scale.abs().clamp(min=SMALLEST_SCALE)

    def folded(self) -> Folded:
        """For the export, BatchNorm and bias folded in."""
        signs, threshold = numbers(self.weight) > 0, -numbers(self.threshold_shift)
        scale = numbers(self.scale())
        bias = np.zeros(len(scale)) if self.bias is None else numbers(self.bias)
        if self.version == "bbcu-v4":
            return bent(signs, threshold, scale, self.rprelu, bias)
        factor, summand = affine(self.norm, len(scale))
        found = linear(signs, threshold, factor * scale, factor * bias + summand + numbers(self.rprelu.shift_in))
        return found._replace(slope=numbers(self.rprelu.slope), lift=numbers(self.rprelu.shift_out))


def first_shifts(channels: int, thresholds: int) -> Tensor:
    """Where the thresholds of fresh units begin: one at 0, two at either side of it, :data:`APART` away."""
    return torch.linspace(APART, -APART, thresholds).repeat_interleave(channels) if thresholds > 1 \
        else torch.zeros(channels)


def set_training_dtype(network: nn.Module, dtype: torch.dtype) -> None:
    """Let every part of a network that can convolve in this dtype while training: units and float peers."""
    for module in network.modules():
        if isinstance(getattr(module, "dtype", None), torch.dtype):
            module.dtype = dtype


def set_window(network: nn.Module, width: float) -> None:
    """Stretch the surrogate's window of every unit."""
    for module in network.modules():
        if isinstance(module, Unit):
            module.width = width


def fastest_dtype(device: torch.device) -> torch.dtype:
    """bfloat16 where the hardware multiplies it, else float32.

    Measured on one core of an EPYC with AVX512-BF16, channels-last 8 x 32 x 64 x 64: 3.1 ms forward and 6.8 ms
    backward against 6.1 and 13.7 ms in float32.
    """
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    supported = getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)()
    return torch.bfloat16 if supported else torch.float32
