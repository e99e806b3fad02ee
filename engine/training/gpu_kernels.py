"""The passes of a fused unit on a GPU: everything but its convolution, each number read and written once.

They are what :mod:`engine.training.fused_kernels` is on a processor. Streams are channels-last memory, seen as rows of
one pixel's channels each; the number of channels is a power of two.
"""

from __future__ import annotations

import torch
import triton
import triton.language as tl
from torch import Tensor

ELEMENTS = 2048
"""That one program of the GPU works on."""


@triton.jit
def _signs(x, vectors, signs, pixels, C: tl.constexpr, ROWS: tl.constexpr):
    row = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    channel = tl.arange(0, C)
    at, inside = row[:, None] * C + channel[None, :], row[:, None] < pixels
    value = tl.load(x + at, mask=inside, other=0.0) + tl.load(vectors + channel)[None, :]
    tl.store(signs + at, tl.where(value > 0, 1.0, -1.0).to(signs.dtype.element_ty), mask=inside)


@triton.jit
def _unit(x, sums, vectors, out, pixels, C: tl.constexpr, ROWS: tl.constexpr):  # noqa: PLR0913, PLR0917 (pointers)
    row = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    channel = tl.arange(0, C)
    at, inside = row[:, None] * C + channel[None, :], row[:, None] < pixels
    scale, shift_in = tl.load(vectors + C + channel)[None, :], tl.load(vectors + 2 * C + channel)[None, :]
    slope, shift_out = tl.load(vectors + 3 * C + channel)[None, :], tl.load(vectors + 4 * C + channel)[None, :]
    value = tl.load(sums + at, mask=inside, other=0.0).to(tl.float32) * scale + shift_in
    value = tl.where(value > 0, value, value * slope) + shift_out
    tl.store(out + at, value + tl.load(x + at, mask=inside, other=0.0), mask=inside)


@triton.jit
def _sums_gradient(  # noqa: PLR0913, PLR0917 (pointers)
        sums, gradient, vectors, to_sums, found, pixels, C: tl.constexpr, ROWS: tl.constexpr):
    row = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    channel = tl.arange(0, C)
    at, inside = row[:, None] * C + channel[None, :], row[:, None] < pixels
    scale, shift_in = tl.load(vectors + C + channel)[None, :], tl.load(vectors + 2 * C + channel)[None, :]
    slope = tl.load(vectors + 3 * C + channel)[None, :]
    total = tl.load(sums + at, mask=inside, other=0.0).to(tl.float32)
    given = tl.load(gradient + at, mask=inside, other=0.0)
    value = total * scale + shift_in
    inner = tl.where(value > 0, given, given * slope)
    tl.store(to_sums + at, (inner * scale).to(to_sums.dtype.element_ty), mask=inside)
    tl.atomic_add(found + C + channel, tl.sum(total * inner, axis=0))
    tl.atomic_add(found + 2 * C + channel, tl.sum(inner, axis=0))
    tl.atomic_add(found + 3 * C + channel, tl.sum(tl.where(value > 0, 0.0, value) * given, axis=0))
    tl.atomic_add(found + 4 * C + channel, tl.sum(given, axis=0))


@triton.jit
def _stream_gradient(  # noqa: PLR0913, PLR0917 (pointers)
        x, to_signs, gradient, vectors, to_stream, found, width, pixels, C: tl.constexpr, ROWS: tl.constexpr):
    row = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    channel = tl.arange(0, C)
    at, inside = row[:, None] * C + channel[None, :], row[:, None] < pixels
    value = tl.load(x + at, mask=inside, other=0.0) + tl.load(vectors + channel)[None, :]
    window = tl.maximum(2.0 / width - 2.0 * tl.abs(value) / (width * width), 0.0)
    through = window * tl.load(to_signs + at, mask=inside, other=0.0).to(tl.float32)
    tl.store(to_stream + at, through + tl.load(gradient + at, mask=inside, other=0.0), mask=inside)
    tl.atomic_add(found + channel, tl.sum(through, axis=0))


def run(kernel, like: Tensor, *arguments: object) -> None:
    """Start a pass over all pixels of a stream (n, C, h, w); channels-last, as all tensors among the arguments."""
    channels = like.shape[1]
    pixels, rows = like.numel() // channels, max(1, ELEMENTS // channels)
    kernel[(triton.cdiv(pixels, rows),)](*arguments, pixels, C=channels, ROWS=rows)


def signs(x: Tensor, vectors: Tensor, dtype: torch.dtype) -> Tensor:
    """sign(x + b) in a dtype; vectors: (5, C) as :func:`engine.training.fused.fused_unit` has them."""
    out = torch.empty_like(x, dtype=dtype)
    run(_signs, x, x, vectors, out)
    return out


def unit(x: Tensor, sums: Tensor, vectors: Tensor) -> Tensor:
    """RPReLU(s sums) + x."""
    out = torch.empty_like(x)
    run(_unit, x, x, sums, vectors, out)
    return out


def sums_gradient(sums: Tensor, gradient: Tensor, vectors: Tensor, found: Tensor) -> Tensor:
    """Gradient of the sums, in their dtype; those of s, p0, slope and p1 are added to `found`, (5, C)."""
    out = torch.empty_like(sums)
    run(_sums_gradient, sums, sums, gradient, vectors, out, found)
    return out


def stream_gradient(x: Tensor, to_signs: Tensor, gradient: Tensor, held: tuple[Tensor, Tensor], width: float) -> Tensor:
    """Gradient of the stream; that of b is added to the second of `held`, which is (vectors, found)."""
    vectors, found = held
    out = torch.empty_like(x)
    run(_stream_gradient, x, x, to_signs, gradient, vectors, out, found, width)
    return out
