"""The unit V4 as one step of autograd, with a hand-written backward pass: by compiled loops, or by torch.

The unit is ``RPReLU(s bconv(sign(x + b))) + x``. Where b has several numbers for each channel, as many signs of it are
taken.

The operands of the convolution are exactly +1 and -1, which bfloat16 holds without loss, so it may run in bfloat16 and
be scaled afterwards; its sums are exact up to 256 and even numbers beyond (at 32 channels the largest is 288). Only
the gradients are rounded.

On a processor everything but the convolution is done by :mod:`engine.training.fused_kernels`, on a GPU by
:mod:`engine.training.gpu_kernels`, in passes that read and write each number once. Elsewhere, and where Numba or Triton
do not work, torch does the same in more passes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from engine.backend.bitsliced import compiling
from engine.training.binary import as_planes, per_channel, repeated, sign, sign_above, window

_log = logging.getLogger(__name__)

CHANNELS_LAST = torch.channels_last
VECTORS = 5
"""How many of them a unit has: :func:`fused_unit`."""


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


def fused_unit(x: Tensor, weight: Tensor, vectors: tuple[Tensor, ...], manner: Manner) -> Tensor:
    """Run a unit V4 whose residual is its input.

    Parameters
    ----------
    x : Tensor of float32, shape (n, C, h, w)
        The residual stream.
    weight : Tensor of float32, shape (C, T * C, 3, 3)
        Latent weights. Their gradient is that of the scaled signs, with the scale a constant.
    vectors : tuple of Tensor of float32, each of shape (C,)
        b, which is (T * C,): of all channels, then of all of them again; the scale s, above zero; p0, slope and p1 of
        the RPReLU.
    manner : Manner

    Returns
    -------
    Tensor of float32, shape (n, C, h, w)
    """
    kind = CompiledUnit if on_processor(x) else GpuUnit if on_gpu(x) else TorchUnit
    return kind.apply(x, weight, manner, *vectors)


def on_processor(x: Tensor) -> bool:
    """Whether compiled loops can take this stream."""
    return x.device.type == "cpu" and x.dtype == torch.float32 and x.numel() > 0 and kernels_work()


@cache
def kernels_work() -> bool:
    """Whether loops can be compiled here; tried once, on a pixel."""
    try:
        CompiledUnit.apply(torch.ones(1, 1, 1, 1), torch.ones(1, 1, 3, 3), Manner(), *torch.ones(VECTORS, 1))
        compiling.keep()
    except Exception as err:  # whatever a broken compiler may raise, torch can do the work
        _log.warning("the fused training step runs without compiled kernels: %s", err)
        return False
    return True


def on_gpu(x: Tensor) -> bool:
    """Whether a GPU's kernels can take this stream, which is to be learned from."""
    channels = x.shape[1]
    return x.is_cuda and torch.is_grad_enabled() and channels & (channels - 1) == 0 and gpu_kernels_work()


@cache
def gpu_kernels_work() -> bool:
    """Whether Triton works here; tried once, against torch."""
    try:
        x = torch.linspace(-2, 2, 32 * 9, device="cuda").view(1, 32, 3, 3).contiguous(memory_format=CHANNELS_LAST)
        weight = torch.linspace(-1, 1, 32 * 32 * 9, device="cuda").view(32, 32, 3, 3)
        found = [kind.apply(x, weight, Manner(), *torch.ones(VECTORS, 32, device="cuda")) for kind in
                 (GpuUnit, TorchUnit)]
        if not torch.allclose(*found, atol=1e-3):
            raise ValueError("its results differ from torch's")
    except Exception as err:  # whatever a broken compiler may raise, torch can do the work
        _log.warning("the fused training step runs without Triton: %s", err)
        return False
    return True


class TorchUnit(torch.autograd.Function):
    """A fused unit in torch, on any device."""

    @staticmethod
    def forward(ctx, x: Tensor, weight: Tensor, manner: Manner, *vectors: Tensor) -> Tensor:
        """See :func:`fused_unit`."""
        x = x.contiguous(memory_format=CHANNELS_LAST)
        shift, scale, shift_in, slope, shift_out = map(as_planes, vectors)
        signs = sign_above(repeated(x, shift.shape[1]), shift).to(manner.dtype)
        weight_signs = sign(weight).to(manner.dtype, memory_format=CHANNELS_LAST)
        sums = functional.conv2d(signs, weight_signs, padding=1)
        value = torch.addcmul(shift_in, sums.float(), scale)
        out = functional.prelu(value, slope.reshape(-1)).add_(shift_out).add_(x)
        ctx.save_for_backward(x, weight, weight_signs, signs, sums, *vectors)
        ctx.width = manner.width
        return out

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor | None, ...]:
        """Gradients of the stream, the latent weights and the vectors."""
        x, weight, weight_signs, signs, sums, *vectors = ctx.saved_tensors
        shift, scale, shift_in, slope, _ = map(as_planes, vectors)
        gradient = gradient.contiguous(memory_format=CHANNELS_LAST)

        # Minus the RPReLU's argument; adding +0 to minus p0 keeps a zero argument from becoming a negative zero,
        # so that copysign reads it as "not above zero" like PReLU does.
        negated = torch.addcmul(0.0 - shift_in, sums.float(), -scale)
        side = torch.copysign(torch.ones((), device=x.device), negated)
        to_slope = per_channel(negated.clamp_(min=0.0).mul_(gradient)).neg_()
        inner = torch.addcmul((1.0 + slope) / 2, side, (slope - 1.0) / 2).mul_(gradient)
        to_shift_in = per_channel(inner)
        to_scale = per_channel(sums.float().mul_(inner))

        to_signs, to_weight, _ = convolution_backward((inner * scale).to(signs.dtype), signs, weight_signs)
        to_stream = window(repeated(x, shift.shape[1]) + shift, ctx.width).mul_(to_signs.float())
        to_shift = per_channel(to_stream)
        to_stream = to_stream.unflatten(1, (-1, x.shape[1])).sum(dim=1)
        # The convolution's gradient was taken behind the scale, which for the weights is a constant.
        to_weight = to_weight.float().div_(scale.view(-1, 1, 1, 1)).mul_(weight.abs() <= 1.0)
        return (to_stream.add_(gradient), to_weight, None,
                to_shift, to_scale, to_shift_in, to_slope, per_channel(gradient))


class GpuUnit(torch.autograd.Function):
    """A fused unit on a GPU, whose channels are a power of two; saved is what :class:`CompiledUnit` saves."""

    @staticmethod
    def forward(ctx, x: Tensor, weight: Tensor, manner: Manner, *vectors: Tensor) -> Tensor:
        """See :func:`fused_unit`."""
        from engine.training import gpu_kernels as kernels

        x, stacked = x.contiguous(memory_format=CHANNELS_LAST), by_threshold(vectors, x.shape[1])
        signs = together([kernels.signs(x, one, manner.dtype) for one in stacked])
        weight_signs = sign(weight).to(manner.dtype, memory_format=CHANNELS_LAST)
        sums = functional.conv2d(signs, weight_signs, padding=1).contiguous(memory_format=CHANNELS_LAST)
        ctx.save_for_backward(x, weight, weight_signs, stacked, signs, sums)
        ctx.width = manner.width
        return kernels.unit(x, sums, stacked[0])

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor | None, ...]:
        """Gradients of the stream, the latent weights and the vectors."""
        from engine.training import gpu_kernels as kernels

        x, weight, weight_signs, stacked, signs, sums = ctx.saved_tensors
        gradient, found = gradient.contiguous(memory_format=CHANNELS_LAST), torch.zeros_like(stacked)
        to_sums = kernels.sums_gradient(sums, gradient, stacked[0], found[0])
        to_signs, to_weight, _ = convolution_backward(to_sums, signs, weight_signs)
        to_stream = gradient
        for through, one, learned in zip(to_signs.split(x.shape[1], dim=1), stacked, found, strict=True):
            to_stream = kernels.stream_gradient(x, through.contiguous(memory_format=CHANNELS_LAST), to_stream,
                                                (one, learned), ctx.width)
        # The convolution's gradient was taken behind the scale, which for the weights is a constant.
        to_weight = to_weight.float().div_(stacked[0, 1].view(-1, 1, 1, 1)).mul_(weight.abs() <= 1.0)
        return to_stream, to_weight, None, found[:, 0].flatten(), *found[0, 1:]


def by_threshold(vectors: tuple[Tensor, ...], channels: int) -> Tensor:
    """A unit's vectors as the passes take them, once for each sign of a channel: (T, 5, C); the first b differs."""
    shifts, *others = vectors
    return torch.stack([torch.stack([shift, *others]) for shift in shifts.split(channels)]).detach()


def together(signs: list[Tensor]) -> Tensor:
    """All first signs, then all second ones: T times (n, C, h, w) to (n, T * C, h, w), channels-last."""
    return signs[0] if len(signs) == 1 else torch.cat(signs, dim=1).contiguous(memory_format=CHANNELS_LAST)


def convolution_backward(gradient: Tensor, x: Tensor, weight: Tensor) -> tuple[Tensor, Tensor, None]:
    """Gradients of input and weight of a 3 x 3 convolution with a zero border of one pixel."""
    return torch.ops.aten.convolution_backward(
        gradient, x, weight, None, [1, 1], [1, 1], [1, 1], False, [0, 0], 1, [True, True, False])


class CompiledUnit(torch.autograd.Function):
    """A fused unit by compiled loops, on a processor.

    Saved for backward: the stream (which the neighbouring units hold anyway), and the signs and the sums of the
    convolution in its own dtype.
    """

    @staticmethod
    def forward(ctx, x: Tensor, weight: Tensor, manner: Manner, *vectors: Tensor) -> Tensor:
        """See :func:`fused_unit`."""
        from engine.training import fused_kernels as kernels

        x, stacked = x.contiguous(memory_format=CHANNELS_LAST), by_threshold(vectors, x.shape[1])
        stream, held = rows(x), stacked.numpy()
        weight_signs, weight_rows = memory(weight, manner.dtype)
        kernels.weight_signs(rows(weight), weight_rows)
        taken = [memory(x, manner.dtype) for _ in held]
        for one, (_, sign_rows) in zip(held, taken, strict=True):
            shared(kernels.signs, stream, sign_rows, rest=(one,))
        signs = together([one for one, _ in taken])
        sums = functional.conv2d(signs, weight_signs, padding=1).contiguous(memory_format=CHANNELS_LAST)
        out, out_rows = memory(x, x.dtype)
        shared(kernels.unit, stream, rows(sums), out_rows, rest=(held[0],))
        ctx.save_for_backward(x, weight, weight_signs, stacked, signs, sums)
        ctx.width = manner.width
        return out

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor | None, ...]:
        """Gradients of the stream, the latent weights and the vectors."""
        from engine.training import fused_kernels as kernels

        x, weight, weight_signs, stacked, signs, sums = ctx.saved_tensors
        stream, total, held = rows(x), rows(sums), stacked.numpy()
        given = rows(gradient.contiguous(memory_format=CHANNELS_LAST))
        found = np.zeros((len(held), len(x), *held.shape[1:]), np.float32)
        to_sums, to_sums_rows = memory(x, sums.dtype)
        shared(kernels.sums_gradient, total, given, to_sums_rows, found[0], rest=(held[0],))
        to_signs, to_weight, _ = convolution_backward(to_sums, signs, weight_signs)
        for one, through, learned in zip(held, to_signs.split(x.shape[1], dim=1), found, strict=True):
            to_stream, to_stream_rows = memory(x, x.dtype)
            shared(kernels.stream_gradient, stream, rows(through.contiguous(memory_format=CHANNELS_LAST)), given,
                   to_stream_rows, learned, rest=(one, np.float32(ctx.width)))
            given = to_stream_rows
        latent_gradient, latent_rows = memory(weight, weight.dtype)
        to_weight = rows(to_weight.contiguous(memory_format=CHANNELS_LAST))
        kernels.weight_gradient(to_weight, rows(weight), latent_rows, held[0])
        learned = torch.from_numpy(found.sum(axis=1))
        return to_stream, latent_gradient, None, learned[:, 0].flatten(), *learned[0, 1:]


def rows(values: Tensor) -> np.ndarray:
    """The memory of a channels-last tensor (n, C, h, w) as (n, h, w * C); bfloat16 as int16.

    It is copied only where it is not channels-last.
    """
    values = values.detach().permute(0, 2, 3, 1)
    values = values.view(torch.int16) if values.dtype == torch.bfloat16 else values
    return values.reshape(*values.shape[:2], -1).numpy()


def memory(like: Tensor, dtype: torch.dtype) -> tuple[Tensor, np.ndarray]:
    """Fresh memory of a tensor's shape, channels-last, and the same as :func:`rows`."""
    count, channels, height, width = like.shape
    made = torch.empty((count, height, width * channels), dtype=dtype)
    seen = made.view(torch.int16) if dtype == torch.bfloat16 else made
    return made.view(count, height, width, channels).permute(0, 3, 1, 2), seen.numpy()


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, "fused")


def shared(kernel: Callable, *arrays: np.ndarray, rest: tuple = ()) -> None:
    """Run a kernel, some images in each of torch's threads.

    Parameters
    ----------
    kernel : callable
        Takes `arrays`, then `rest`.
    arrays : ndarray
        Images along the first axis.
    rest : tuple
        What all of them need.
    """
    count = len(arrays[0])
    threads = min(count, torch.get_num_threads())
    if threads == 1:
        kernel(*arrays, *rest)
        return
    cuts = [count * part // threads for part in range(threads + 1)]
    parts = [[array[first:last] for array in arrays] for first, last in pairwise(cuts)]
    for _ in _pool(threads).map(lambda part: kernel(*part, *rest), parts):
        pass
