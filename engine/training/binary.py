"""Signs and the gradients that are made up for them: what every binary unit is built from.

The conventions are those that the packed network uses: ``sign(x) = +1 if x > 0 else -1``, also for weights.
Comparisons and ``where`` are slow in torch on a processor (4 to 9 ms where an addition takes 0.2 ms), so signs are
taken with ``copysign``, on operands arranged such that a zero always carries the sign that the convention wants.
"""

from __future__ import annotations

import torch
from torch import Tensor

SMALLEST_SCALE = 1e-12
"""Keeps a unit whose latent weights are all zero finite."""


def sign(values: Tensor) -> Tensor:
    """+1 where `values` > 0, else -1, in the dtype of `values`; no gradient.

    ``0 - values`` is never a negative zero, so ``copysign`` sees zero as not positive, as the convention says.
    """
    return torch.copysign(torch.ones((), dtype=values.dtype, device=values.device), 0.0 - values).neg_()


def sign_above(x: Tensor, shift: Tensor) -> Tensor:
    """sign(x + shift) in one subtraction: minus shift minus x is never a negative zero (see :func:`sign`)."""
    return torch.copysign(torch.ones((), device=x.device), (0.0 - shift) - x).neg_()


def window(values: Tensor, width: float = 1.0) -> Tensor:
    """Slope of the surrogate: 2 + 2x on [-1, 0), 2 - 2x on [0, 1), 0 elsewhere; stretched to `width`, of equal area."""
    return values.abs().mul_(-2.0 / width**2).add_(2.0 / width).clamp_(min=0.0)


class SurrogateSign(torch.autograd.Function):
    """sign(x) with the gradient of Bi-Real's piecewise quadratic: max(0, 2 - 2|x|) (docs/paper.md, The unit)."""

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


class BinaryWeight(torch.autograd.Function):
    """scale * sign(W), the scale one number for each output channel; the gradient of W is that of clamp(W, -1, 1)."""

    @staticmethod
    def forward(ctx, weight: Tensor, scale: Tensor) -> Tensor:
        """Latent weights (C_out, C_in, 3, 3) and (C_out,) to scaled signs of the weights' shape."""
        ctx.save_for_backward(weight)
        return sign(weight) * scale.view(-1, 1, 1, 1)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, Tensor | None]:
        """Pass where |W| <= 1; the scale's gradient only if it learns."""
        (weight,) = ctx.saved_tensors
        to_scale = (gradient * sign(weight)).sum(dim=(1, 2, 3)) if ctx.needs_input_grad[1] else None
        return gradient * (weight.abs() <= 1.0), to_scale


def weight_scale(weight: Tensor) -> Tensor:
    """mean|W| over everything but the output channel, a constant to the gradient: (C_out,), never zero."""
    return weight.detach().abs().mean(dim=(1, 2, 3)).clamp_(min=SMALLEST_SCALE)


def as_planes(vector: Tensor) -> Tensor:
    """(C,) as (1, C, 1, 1)."""
    return vector.view(1, -1, 1, 1)


def repeated(x: Tensor, channels: int) -> Tensor:
    """All channels, then all of them again, until there are so many: (n, C, h, w) to (n, channels, h, w)."""
    return x if channels == x.shape[1] else x.repeat(1, channels // x.shape[1], 1, 1)


def per_channel(values: Tensor) -> Tensor:
    """Sum of (n, C, h, w) over everything but the channel, walking channels-last memory in order."""
    return values.permute(0, 2, 3, 1).reshape(-1, values.shape[1]).sum(dim=0)
