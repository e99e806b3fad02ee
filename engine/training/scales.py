"""Between resolutions: the stream's means of squares for units at half resolution, and the way back.

Compiled loops on a processor, torch elsewhere, compiled by itself for a GPU. All go on from channels-last memory and
give it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from engine.training.binary import as_planes
from engine.training.fused import CHANNELS_LAST, on_gpu, on_processor, rows, shared


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
    return (compiled(_halved) if on_gpu(stream) else _halved)(stream, copies)


def _halved(stream: Tensor, copies: int) -> Tensor:
    small = functional.avg_pool2d(stream, 2, ceil_mode=True)
    return (small if copies == 1 else small.repeat(1, copies, 1, 1)).contiguous(memory_format=CHANNELS_LAST)


def returned(stream: Tensor, changed: Tensor, small: Tensor, gate: tuple[Tensor, Tensor] | None = None) -> Tensor:
    """Add to the stream what units at half resolution have changed, and draw squares towards their means.

    Parameters
    ----------
    stream : Tensor of float32, shape (n, C, h, w)
    changed, small : Tensor of float32, shape (n, copies * C, ceil(h / 2), ceil(w / 2))
        What :func:`halved` gave, behind those units and in front of them. The changes of all copies of a channel are
        added, and given to all pixels of the square.
    gate : tuple of two Tensor of float32, shape (C,), or None
        Slope and shift. The last copy's change, along that line and kept in 0..1, says how much of the way each pixel
        of the square goes to what the square's mean was.

    Returns
    -------
    Tensor of float32, shape (n, C, h, w)
    """
    if on_processor(stream):
        return Returned.apply(stream, changed, small) if gate is None else GatedReturned.apply(
            stream, changed, small, *gate)
    return (compiled(_returned) if on_gpu(stream) else _returned)(stream, changed, small, gate)


def _returned(stream: Tensor, changed: Tensor, small: Tensor, gate: tuple[Tensor, Tensor] | None) -> Tensor:
    channels = stream.shape[1]
    changes = (changed - small).unflatten(1, (-1, channels))
    given = stream + doubled(changes.sum(dim=1), stream)
    if gate is None:
        return given
    opening = (as_planes(gate[0]) * changes[:, -1] + as_planes(gate[1])).clamp(0.0, 1.0)
    return given - doubled(opening, stream) * (stream - doubled(small[:, :channels], stream))


@cache
def compiled(function: Callable[..., Tensor]) -> Callable[..., Tensor]:
    """The same in one kernel each way; where that fails, torch says so and runs it as it is."""
    torch._dynamo.config.suppress_errors = True
    return torch.compile(function, dynamic=False)


def doubled(squares: Tensor, like: Tensor) -> Tensor:
    """Give a square's number to all four of its pixels, as many as `like` has: (n, C, h', w') to (n, C, h, w)."""
    return functional.interpolate(squares, scale_factor=2.0)[..., : like.shape[2], : like.shape[3]]


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


class GatedReturned(torch.autograd.Function):
    """:func:`returned` with a gate, by compiled loops."""

    @staticmethod
    def forward(ctx, stream: Tensor, changed: Tensor, small: Tensor, slope: Tensor, shift: Tensor) -> Tensor:
        """See :func:`returned`."""
        from engine.training import scale_kernels as kernels

        stream, changed, small = (each.contiguous(memory_format=CHANNELS_LAST) for each in (stream, changed, small))
        gate = torch.stack([slope, shift]).detach()
        out = torch.empty_like(stream)
        shared(kernels.gated_returned, rows(stream), rows(changed), rows(small), rows(out),
               rest=(gate.numpy(), stream.shape[1]))
        ctx.save_for_backward(stream, changed, small, gate)
        return out

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, ...]:
        """Gradients of all five."""
        from engine.training import scale_kernels as kernels

        stream, changed, small, gate = ctx.saved_tensors
        gradient = gradient.contiguous(memory_format=CHANNELS_LAST)
        given = tuple(map(torch.empty_like, (stream, changed, small)))
        found = np.zeros((len(stream), 2, stream.shape[1]), np.float32)
        shared(kernels.gated_returned_gradient, *map(rows, (stream, changed, small, gradient, *given)), found,
               rest=(gate.numpy(), stream.shape[1]))
        return *given, *torch.from_numpy(found.sum(axis=0))


def _squares(kernel, x: Tensor, copies: int) -> Tensor:
    """Run a kernel that gives one pixel for each square."""
    x = x.contiguous(memory_format=CHANNELS_LAST)
    count, channels, height, width = x.shape
    out = x.new_empty((count, (height + 1) // 2, (width + 1) // 2, copies * channels)).permute(0, 3, 1, 2)
    shared(kernel, rows(x), rows(out), rest=(channels,))
    return out
