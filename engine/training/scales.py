"""Between resolutions: the stream's means of squares for units at half resolution, and the way back.

Compiled loops on a processor, torch elsewhere. Both go on from channels-last memory and give it.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from engine.training.fused import CHANNELS_LAST, on_processor, rows, shared


def halved(stream: Tensor, copies: int = 1) -> Tensor:
    """Mean of each square of 2 x 2 pixels, of what there is of it at odd edges.

    Parameters
    ----------
    stream : Tensor of float32, shape (n, C, h, w)
    copies : int
        How often the result has each channel: all of them, then all of them again, ...

    Returns
    -------
    Tensor of float32, shape (n, copies * C, ceil(h / 2), ceil(w / 2))
    """
    if on_processor(stream):
        return Halved.apply(stream, copies)
    small = functional.avg_pool2d(stream, 2, ceil_mode=True)
    return (small if copies == 1 else small.repeat(1, copies, 1, 1)).contiguous(memory_format=CHANNELS_LAST)


def returned(stream: Tensor, changed: Tensor, small: Tensor) -> Tensor:
    """Add to the stream what units at half resolution have changed.

    Parameters
    ----------
    stream : Tensor of float32, shape (n, C, h, w)
    changed, small : Tensor of float32, shape (n, copies * C, ceil(h / 2), ceil(w / 2))
        What :func:`halved` gave, behind those units and in front of them. The changes of all copies of a channel are
        added, and given to all pixels of the square.

    Returns
    -------
    Tensor of float32, shape (n, C, h, w)
    """
    if on_processor(stream):
        return Returned.apply(stream, changed, small)
    change = changed - small
    if change.shape[1] > stream.shape[1]:
        change = change.unflatten(1, (-1, stream.shape[1])).sum(dim=1)
    return stream + functional.interpolate(change, scale_factor=2.0)[..., : stream.shape[2], : stream.shape[3]]


class Halved(torch.autograd.Function):
    """:func:`halved` by compiled loops."""

    @staticmethod
    def forward(ctx, stream: Tensor, copies: int) -> Tensor:
        """See :func:`halved`."""
        from engine.training import scale_kernels as kernels

        ctx.shape = stream.shape
        return _squares(kernels.halved, stream, copies)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, None]:
        """Every pixel's share."""
        from engine.training import scale_kernels as kernels

        count, channels, height, width = ctx.shape
        gradient = gradient.contiguous(memory_format=CHANNELS_LAST)
        out = gradient.new_empty((count, height, width, channels)).permute(0, 3, 1, 2)
        shared(kernels.halved_gradient, rows(gradient), rows(out), rest=(channels,))
        return out, None


class Returned(torch.autograd.Function):
    """:func:`returned` by compiled loops."""

    @staticmethod
    def forward(ctx, stream: Tensor, changed: Tensor, small: Tensor) -> Tensor:
        """See :func:`returned`."""
        from engine.training import scale_kernels as kernels

        stream, changed, small = (each.contiguous(memory_format=CHANNELS_LAST) for each in (stream, changed, small))
        ctx.copies = changed.shape[1] // stream.shape[1]
        out = torch.empty_like(stream)
        shared(kernels.returned, rows(stream), rows(changed), rows(small), rows(out), rest=(stream.shape[1],))
        return out

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The stream's gradient as it comes; of what changed, the sums over squares; of what was there, minus that."""
        from engine.training import scale_kernels as kernels

        to_changed = _squares(kernels.returned_gradient, gradient, ctx.copies)
        return gradient, to_changed, to_changed.neg()


def _squares(kernel, x: Tensor, copies: int) -> Tensor:
    """Run a kernel that gives one pixel for each square."""
    x = x.contiguous(memory_format=CHANNELS_LAST)
    count, channels, height, width = x.shape
    out = x.new_empty((count, (height + 1) // 2, (width + 1) // 2, copies * channels)).permute(0, 3, 1, 2)
    shared(kernel, rows(x), rows(out), rest=(channels,))
    return out
