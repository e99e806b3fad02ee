"""The one-bit units of the BBCU paper and the surrogate gradients they learn with.

Everything a training step does most often is a hand-written ``autograd.Function``. Two things make it several times
faster than plain autograd on a processor:

* the operands of a body convolution are exactly +1 and -1, which bfloat16 holds without loss, so the convolution may
  run in bfloat16 and be scaled afterwards; its sums are exact up to 256 and even numbers beyond (at 32 channels the
  largest is 288). Only the gradients are rounded;
* comparisons and ``where`` are slow there (4 to 9 ms where an addition takes 0.2 ms), so signs are taken with
  ``copysign``, on operands arranged such that a zero always carries the sign that the convention wants.

The conventions are those that the packed network uses: ``sign(x) = +1 if x > 0 else -1``, also for weights.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.errors import SpecError
from engine.training.folding import Folded, affine, bent, linear, numbers

SLOPE = 0.25
"""Initial slope of an RPReLU below zero (PAPER.md 1.1)."""
FIRST_SCALE = 0.1
"""Where a learned scale begins: between mean|W| of fresh weights (0.03 at 32 channels) and of trained ones (0.3)."""
SMALLEST_SCALE = 1e-12
"""Keeps a unit whose latent weights are all zero finite."""


def sign(values: Tensor) -> Tensor:
    """+1 where `values` > 0, else -1, in the dtype of `values`; no gradient.

    ``0 - values`` is never a negative zero, so ``copysign`` sees zero as not positive, as the convention says.
    """
    return torch.copysign(torch.ones((), dtype=values.dtype, device=values.device), 0.0 - values).neg_()


class SurrogateSign(torch.autograd.Function):
    """sign(x) with the gradient of Bi-Real's piecewise quadratic: max(0, 2 - 2|x|) (PAPER.md 1.1)."""

    @staticmethod
    def forward(ctx, values: Tensor) -> Tensor:
        """`values` of any shape to +1 and -1."""
        ctx.save_for_backward(values)
        return sign(values)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        """Multiply by the surrogate's slope, which is zero from |x| = 1 on."""
        (values,) = ctx.saved_tensors
        return window(values).mul_(gradient)


def window(values: Tensor, width: float = 1.0) -> Tensor:
    """Slope of the surrogate: 2 + 2x on [-1, 0), 2 - 2x on [0, 1), 0 elsewhere; stretched to `width`, of equal area."""
    return values.abs().mul_(-2.0 / width**2).add_(2.0 / width).clamp_(min=0.0)


class BinaryWeight(torch.autograd.Function):
    """mean|W| per output channel times sign(W); the gradient is that of clamp(W, -1, 1), the scale is a constant."""

    @staticmethod
    def forward(ctx, weight: Tensor) -> Tensor:
        """Latent weights (C_out, C_in, 3, 3) to scaled signs of the same shape."""
        ctx.save_for_backward(weight)
        return sign(weight) * weight_scale(weight)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        """Pass where |W| <= 1."""
        (weight,) = ctx.saved_tensors
        return gradient * (weight.abs() <= 1.0)


def weight_scale(weight: Tensor) -> Tensor:
    """mean|W| over everything but the output channel: (C_out, 1, 1, 1), never zero."""
    return weight.detach().abs().mean(dim=(1, 2, 3), keepdim=True).clamp_(min=SMALLEST_SCALE)


class RPReLU(nn.Module):
    """PReLU with learned shifts before and after: PReLU(v + p0) + p1, each per channel (ReActNet, PAPER.md 1.1)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.shift_in = nn.Parameter(torch.zeros(channels))
        self.slope = nn.Parameter(torch.full((channels,), SLOPE))
        self.shift_out = nn.Parameter(torch.zeros(channels))

    def forward(self, values: Tensor) -> Tensor:
        """(n, C, h, w) to the same shape."""
        shifted = functional.prelu(values + as_planes(self.shift_in), self.slope)
        return shifted + as_planes(self.shift_out)


class Manner(NamedTuple):
    """How a unit computes.

    Attributes
    ----------
    dtype : torch.dtype
        Of the convolution: float32, or bfloat16 where that is faster.
    width : float
        Half width of the surrogate's window: 1 in the paper.
    """

    dtype: torch.dtype = torch.float32
    width: float = 1.0


class FusedUnit(torch.autograd.Function):
    """The unit V4, RPReLU(s bconv(sign(x + b))) + x, with one hand-written backward pass for all of it.

    Saved for backward: the stream (which the neighbouring units hold anyway), and the signs and the sums of the
    convolution in the convolution's dtype.
    """

    @staticmethod
    def forward(ctx, x: Tensor, weight: Tensor, vectors: Tensor, scale: Tensor, manner: Manner) -> Tensor:
        """Run the unit.

        Parameters
        ----------
        x : Tensor of float32, shape (n, C, h, w)
            The residual stream.
        weight : Tensor of float32, shape (C, C, 3, 3)
            Latent weights.
        vectors : Tensor of float32, shape (4, C)
            b, p0, slope and p1.
        scale : Tensor of float32, shape (C,)
            s, above zero.
        manner : Manner
        """
        x = x.contiguous(memory_format=torch.channels_last)
        shift, shift_in, slope, shift_out = vectors[:, None, :, None, None]
        signs = sign_above(x, shift).to(manner.dtype)
        weight_signs = sign(weight).to(manner.dtype, memory_format=torch.channels_last)
        sums = functional.conv2d(signs, weight_signs, padding=1)
        value = torch.addcmul(shift_in, sums.float(), as_planes(scale))
        out = functional.prelu(value, slope.reshape(-1)).add_(shift_out).add_(x)
        ctx.save_for_backward(x, weight, vectors, scale, signs, sums)
        ctx.width = manner.width
        return out

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor | None, None]:
        """Gradients of the stream, the latent weights, the four vectors and, where it learns, the scale."""
        x, weight, vectors, scale, signs, sums = ctx.saved_tensors
        shift, shift_in, slope, _ = vectors[:, None, :, None, None]
        scale = as_planes(scale)
        gradient = gradient.contiguous(memory_format=torch.channels_last)

        # Minus the RPReLU's argument; adding +0 to minus p0 keeps a zero argument from becoming a negative zero,
        # so that copysign reads it as "not above zero" like PReLU does.
        negated = torch.addcmul(0.0 - shift_in, sums.float(), -scale)
        side = torch.copysign(torch.ones((), device=x.device), negated)
        grad_slope = per_channel(negated.clamp_(min=0.0).mul_(gradient)).neg_()
        grad_value = torch.addcmul((1.0 + slope) / 2, side, (slope - 1.0) / 2).mul_(gradient)
        grad_shift_in = per_channel(grad_value)
        grad_scale = per_channel(sums.float().mul_(grad_value)) if ctx.needs_input_grad[3] else None

        weight_signs = sign(weight).to(signs.dtype, memory_format=torch.channels_last)
        grad_signs, grad_weight, _ = torch.ops.aten.convolution_backward(
            (grad_value * scale).to(signs.dtype), signs, weight_signs, None,
            [1, 1], [1, 1], [1, 1], False, [0, 0], 1, [True, True, False],
        )
        grad_stream = window(x + shift, ctx.width).mul_(grad_signs.float())
        grad_shift = per_channel(grad_stream)
        # The convolution's gradient was taken behind the scale, which for the weights is a constant.
        grad_weight = grad_weight.float().div_(scale.view(-1, 1, 1, 1)).mul_(weight.abs() <= 1.0)
        grad_vectors = torch.stack([grad_shift, grad_shift_in, grad_slope, per_channel(gradient)])
        return grad_stream.add_(gradient), grad_weight, grad_vectors, grad_scale, None


def sign_above(x: Tensor, shift: Tensor) -> Tensor:
    """sign(x + shift) in one subtraction: minus shift minus x is never a negative zero (see :func:`sign`)."""
    return torch.copysign(torch.ones((), device=x.device), (0.0 - shift) - x).neg_()


def per_channel(values: Tensor) -> Tensor:
    """Sum of (n, C, h, w) over everything but the channel, walking channels-last memory in order."""
    return values.permute(0, 2, 3, 1).reshape(-1, values.shape[1]).sum(dim=0)


def as_planes(vector: Tensor) -> Tensor:
    """(C,) as (1, C, 1, 1)."""
    return vector.view(1, -1, 1, 1)


class Unit(nn.Module):
    """One binary convolution unit with its residual, versions V1 to V4 of the paper (PAPER.md 1.2).

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

    Attributes
    ----------
    weight : Parameter, shape (C, C, 3, 3)
        Latent weights; PyTorch's default initialization.
    threshold_shift : Parameter, shape (C,)
        b; the threshold is alpha = -b.
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
                 learned_scale: bool = False) -> None:
        super().__init__()
        if version not in ("bbcu-v1", "bbcu-v2", "bbcu-v3", "bbcu-v4"):
            raise SpecError(f"there is no unit {version!r} to train", hint="Choose bbcu-v1 to bbcu-v4.")
        self.version = version
        self.dtype, self.width = torch.float32, 1.0
        bound = 1.0 / (9 * channels) ** 0.5
        self.weight = nn.Parameter(torch.empty(channels, channels, 3, 3).uniform_(-bound, bound))
        self.threshold_shift = nn.Parameter(torch.zeros(channels))
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
        signs = SurrogateSign.apply(x + as_planes(self.threshold_shift))
        value = functional.conv2d(signs, BinaryWeight.apply(self.weight), self.bias, padding=1)
        value = value if self.norm is None else self.norm(value)
        if before:
            value = self.rprelu(value)
            return value if residual is None else value + residual
        return self.rprelu(value if residual is None else value + residual)

    def _fused(self, x: Tensor) -> Tensor:
        """The unit V4 with its input as its residual."""
        act = self.rprelu
        shift_in = act.shift_in if self.bias is None else act.shift_in + self.bias
        vectors = torch.stack([self.threshold_shift, shift_in, act.slope, act.shift_out])
        manner = Manner(self.dtype if self.training else torch.float32, self.width)
        return FusedUnit.apply(x, self.weight, vectors, self.scale(), manner)

    def scale(self) -> Tensor:
        """What the sums are multiplied by, (C,): mean|W|, a constant to the gradient; or learned."""
        if self.free_scale is None:
            return weight_scale(self.weight).view(-1)
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


def set_training_dtype(network: nn.Module, dtype: torch.dtype) -> None:
    """Let every unit of a network convolve in this dtype while training."""
    for module in network.modules():
        if isinstance(module, Unit):
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
