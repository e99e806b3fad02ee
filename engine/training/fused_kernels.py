"""Compiled loops of the fused training step: everything of a unit V4 but its convolution, each in one pass.

A step is bound by memory, not by arithmetic, so each kernel reads and writes every number once. Arrays are
channels-last, pixels of a row behind each other: ``(n, h, w * C)``. The numbers of a convolution (signs, sums and
their gradients) are float32, or bfloat16 as the int16 that holds its bits. `vectors` has a row for each parameter of
the unit, in the order of :data:`ROWS`. Images share nothing, so that threads may take some each: what a parameter
learns is summed up for each image by itself, and is the same however many threads there are.
"""

from __future__ import annotations

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from engine.backend.bitsliced.compiling import inlined, kernel

ROWS = ("threshold_shift", "scale", "shift_in", "slope", "shift_out")
"""What the rows of `vectors` hold."""
SHIFT, SCALE, SHIFT_IN, SLOPE, SHIFT_OUT = range(len(ROWS))
LANES = 256
"""About how many neighbouring numbers an inner loop takes: enough to be compiled to vectors whatever the width."""
ZERO, ONE = np.float32(0), np.float32(1)

I32, FLOAT = ir.IntType(32), ir.FloatType()


@intrinsic
def widened(typingctx, number):
    """Take a float32, or the bits of a bfloat16, as float32."""
    def build(context, builder, signature, arguments):
        if isinstance(signature.args[0], types.Float):
            return arguments[0]
        return builder.bitcast(builder.shl(builder.zext(arguments[0], I32), I32(16)), FLOAT)
    return types.float32(number), build


@intrinsic
def narrowed(typingctx, value, like):
    """Give a float32 in the form of `like`: as it is, or as the bits of the nearest bfloat16 (ties to even)."""
    def build(context, builder, signature, arguments):
        if isinstance(like, types.Float):
            return arguments[0]
        bits = builder.bitcast(arguments[0], I32)
        odd = builder.and_(builder.lshr(bits, I32(16)), I32(1))
        return builder.trunc(builder.lshr(builder.add(bits, builder.add(odd, I32(0x7FFF))), I32(16)), ir.IntType(16))
    return like(types.float32, like), build


@inlined
def tiled(vectors):
    """Repeat the channels until a row has about :data:`LANES` numbers."""
    rows, channels = vectors.shape
    copies = max(1, LANES // channels)
    out = np.empty((rows, channels * copies), np.float32)
    for row in range(rows):
        for place in range(channels * copies):
            out[row, place] = vectors[row, place % channels]
    return out


@inlined
def folded(sums, found):
    """Add the copies of :func:`tiled` to found (rows, C), and begin anew: sums (rows, lanes)."""
    channels = found.shape[1]
    for row in range(len(sums)):
        for place in range(sums.shape[1]):
            found[row, place % channels] += sums[row, place]
            sums[row, place] = 0


@kernel
def weight_signs(weight, out):
    """sign(weight): float32 (outputs, 3, 3 * inputs) to +1 and -1 in `out`'s form."""
    for o in range(len(weight)):
        for y in range(weight.shape[1]):
            here, there = weight[o, y], out[o, y]
            for i in range(len(here)):
                there[i] = narrowed(ONE if here[i] > ZERO else -ONE, there[i])


@kernel
def weight_gradient(gradient, weight, out, vectors):
    """From the gradient of weight signs, times scale, to that of latent weights: without it, and where |W| <= 1."""
    for o in range(len(weight)):
        share = ONE / vectors[SCALE, o]
        for y in range(weight.shape[1]):
            given, here, there = gradient[o, y], weight[o, y], out[o, y]
            for i in range(len(here)):
                there[i] = widened(given[i]) * share if abs(here[i]) <= ONE else ZERO


@kernel
def signs(x, out, vectors):
    """sign(x + threshold shift): float32 (n, h, w * C) to +1 and -1 in `out`'s form."""
    shift = tiled(vectors[SHIFT:SHIFT + 1])[0]
    length, lanes = x.shape[2], len(shift)
    for n in range(x.shape[0]):
        for y in range(x.shape[1]):
            for start in range(0, length, lanes):
                here, there = x[n, y, start:start + lanes], out[n, y, start:start + lanes]
                for i in range(len(here)):
                    there[i] = narrowed(ONE if here[i] + shift[i] > ZERO else -ONE, there[i])


@kernel
def unit(x, sums, out, vectors):
    """RPReLU(scale * sums) + x."""
    held = tiled(vectors)
    scale, shift_in, slope, shift_out = held[SCALE], held[SHIFT_IN], held[SLOPE], held[SHIFT_OUT]
    length, lanes = x.shape[2], len(scale)
    for n in range(x.shape[0]):
        for y in range(x.shape[1]):
            for start in range(0, length, lanes):
                here, total = x[n, y, start:start + lanes], sums[n, y, start:start + lanes]
                there = out[n, y, start:start + lanes]
                for i in range(len(here)):
                    value = widened(total[i]) * scale[i] + shift_in[i]
                    there[i] = value * (ONE if value > ZERO else slope[i]) + (shift_out[i] + here[i])


@kernel
def sums_gradient(sums, gradient, out, found, vectors):
    """From the gradient of the unit's result to that of its sums, times scale, in `out`; found (n, rows, C)."""
    held = tiled(vectors)
    scale, shift_in, slope = held[SCALE], held[SHIFT_IN], held[SLOPE]
    length, lanes = gradient.shape[2], len(scale)
    learned = np.zeros(held.shape, np.float32)
    to_scale, to_in, to_slope, to_out = learned[SCALE], learned[SHIFT_IN], learned[SLOPE], learned[SHIFT_OUT]
    for n in range(len(gradient)):
        for y in range(gradient.shape[1]):
            for start in range(0, length, lanes):
                total, given = sums[n, y, start:start + lanes], gradient[n, y, start:start + lanes]
                there = out[n, y, start:start + lanes]
                for i in range(len(given)):
                    raw = widened(total[i])
                    value = raw * scale[i] + shift_in[i]
                    above = value > ZERO
                    inner = given[i] * (ONE if above else slope[i])
                    to_slope[i] += ZERO if above else given[i] * value
                    to_in[i] += inner
                    to_scale[i] += inner * raw
                    to_out[i] += given[i]
                    there[i] = narrowed(inner * scale[i], there[i])
        folded(learned, found[n])


@inlined
def window(distance, width):
    """Slope of the surrogate of the sign: see :func:`engine.training.units.window`."""
    height = (ONE - abs(distance) / width) * (np.float32(2) / width)
    return height if height > ZERO else ZERO


@kernel
def stream_gradient(x, sign_gradient, gradient, out, found, vectors, width):  # noqa: PLR0913, PLR0917
    """Gradient of the stream: what came through the signs, and `gradient` past the unit; found (n, rows, C)."""
    shift = tiled(vectors[SHIFT:SHIFT + 1])[0]
    length, lanes = x.shape[2], len(shift)
    learned = np.zeros((1, lanes), np.float32)
    to_shift = learned[0]
    for n in range(len(x)):
        for y in range(x.shape[1]):
            for start in range(0, length, lanes):
                here, through = x[n, y, start:start + lanes], sign_gradient[n, y, start:start + lanes]
                given, there = gradient[n, y, start:start + lanes], out[n, y, start:start + lanes]
                for i in range(len(here)):
                    found_here = window(here[i] + shift[i], width) * widened(through[i])
                    to_shift[i] += found_here
                    there[i] = given[i] + found_here
        folded(learned, found[n, SHIFT:SHIFT + 1])
