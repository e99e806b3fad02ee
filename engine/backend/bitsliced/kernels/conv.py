"""3 x 3 convolutions of many channels: 16-bit numbers, exact sums, for the upsampler, float units and their tails.

Channels are paired, so that one instruction multiplies two of them and adds both products to a 32-bit sum. Four outputs
times 64 pixels are summed at once, in sixteen registers. Weights too large for that are split into parts of seven bits
(:func:`engine.backend.bitsliced.float_layers.make_weights`), whose sums are put together in 64 bits.
"""

from __future__ import annotations

import numpy as np

from engine.backend.bitsliced.compiling import inlined, kernel
from engine.backend.bitsliced.numbers import add_products32, broadcast32
from engine.backend.bitsliced.shapes import LEAKY, OUTPUTS, PIXELS, PLANE, RELU
from engine.backend.bitsliced.vector import address_of, load_anywhere, store, zeros
from engine.backend.integers import FRACTION_BITS, HIGHEST, LEAK, LOWEST, SLOPE_BITS, round_shift

rounded = inlined(round_shift)


@kernel
def pair_channels(x, pairs):
    """Put channels side by side: int16 (channels, h, w) into (pairs, h + 2, stride, 2), whose margins stay 0."""
    channels, height, width = x.shape
    for channel in range(channels):
        for y in range(height):
            for column in range(width):
                pairs[channel // 2, y + 1, column + 1, channel % 2] = x[channel, y, column]


@inlined
def sum_block(pairs, weight, y, x, sums):
    """Sums of one part of four outputs on 64 pixels of a row.

    Parameters
    ----------
    pairs : ndarray of int16, shape (pairs, h + 2, stride, 2)
    weight : int
        Address of the part's int16 weights (pairs, 9, 4, 2).
    y, x : int
    sums : int
        Address of int32 (4, 64), aligned.
    """
    count, rows, stride, _ = pairs.shape
    a0 = a1 = a2 = a3 = b0 = b1 = b2 = b3 = c0 = c1 = c2 = c3 = d0 = d1 = d2 = d3 = zeros()
    for pair in range(count):
        for tap in range(9):
            at = address_of(pairs) + 4 * ((pair * rows + y + tap // 3) * stride + x + tap % 3)
            p0, p1 = load_anywhere(at), load_anywhere(at + PLANE)
            p2, p3 = load_anywhere(at + 2 * PLANE), load_anywhere(at + 3 * PLANE)
            w = broadcast32(weight)
            a0, a1 = add_products32(a0, p0, w), add_products32(a1, p1, w)
            a2, a3 = add_products32(a2, p2, w), add_products32(a3, p3, w)
            w = broadcast32(weight + 4)
            b0, b1 = add_products32(b0, p0, w), add_products32(b1, p1, w)
            b2, b3 = add_products32(b2, p2, w), add_products32(b3, p3, w)
            w = broadcast32(weight + 8)
            c0, c1 = add_products32(c0, p0, w), add_products32(c1, p1, w)
            c2, c3 = add_products32(c2, p2, w), add_products32(c3, p3, w)
            w = broadcast32(weight + 12)
            d0, d1 = add_products32(d0, p0, w), add_products32(d1, p1, w)
            d2, d3 = add_products32(d2, p2, w), add_products32(d3, p3, w)
            weight += 16
    put_four(sums, a0, a1, a2, a3)
    put_four(sums + 4 * PLANE, b0, b1, b2, b3)
    put_four(sums + 8 * PLANE, c0, c1, c2, c3)
    put_four(sums + 12 * PLANE, d0, d1, d2, d3)


@inlined
def put_four(out, a, b, c, d):
    """Store four vectors in a row."""
    store(out, a)
    store(out + PLANE, b)
    store(out + 2 * PLANE, c)
    store(out + 3 * PLANE, d)


@inlined
def total_block(pairs, weights, quad, place, room):
    """All parts of four outputs on 64 pixels, put together: int64 (4, 64) in `room`'s second array."""
    parts, quads, count = weights.weight.shape[:3]
    sums, total = room
    for output in range(OUTPUTS):
        for pixel in range(PIXELS):
            total[output, pixel] = weights.bias[quad, output, 0]
    for part in range(parts):
        at = address_of(weights.weight) + (part * quads + quad) * count * 9 * OUTPUTS * 4
        sum_block(pairs, at, place[0], place[1], address_of(sums))
        for output in range(OUTPUTS):
            for pixel in range(PIXELS):
                total[output, pixel] += sums[output, pixel] * weights.factor[part]


@kernel
def convolve_to_sums(pairs, weights, room, out):
    """A tail: exact sums, float64 (outputs, h, w)."""
    outputs, height, width = out.shape
    for y in range(height):
        for x in range(0, width, PIXELS):
            wide = min(PIXELS, width - x)
            for quad in range(weights.weight.shape[1]):
                total_block(pairs, weights, quad, (y, x), room)
                for output in range(min(OUTPUTS, outputs - quad * OUTPUTS)):
                    for pixel in range(wide):
                        out[quad * OUTPUTS + output, y, x + pixel] = room[1][output, pixel]


@kernel
def convolve_to_stream(pairs, weights, room, how, out):
    """A layer from the stream to the stream, its pixels shuffled.

    Parameters
    ----------
    pairs : ndarray of int16
        See :func:`pair_channels`.
    weights : Weights
    room : tuple of ndarray
        int32 and int64 (4, 64).
    how : tuple of three int
        Right shift; `NONE`, `RELU` or `LEAKY` of :mod:`engine.backend.bitsliced.shapes`; enlargement per side.
    out : ndarray of int16, shape (outputs / factor**2, h * factor, w * factor)
    """
    shift, kind, factor = how
    channels, height, width = out.shape
    outputs, height, width = channels * factor**2, height // factor, width // factor
    for y in range(height):
        for x in range(0, width, PIXELS):
            wide = min(PIXELS, width - x)
            for quad in range(weights.weight.shape[1]):
                total_block(pairs, weights, quad, (y, x), room)
                total = room[1]
                for member in range(min(OUTPUTS, outputs - quad * OUTPUTS)):
                    output = quad * OUTPUTS + member
                    for pixel in range(PIXELS):
                        value = min(max(rounded(total[member, pixel], shift), LOWEST), HIGHEST)
                        if kind == RELU:
                            value = max(value, 0)
                        elif kind == LEAKY:
                            value = value if value >= 0 else rounded(value * LEAK, FRACTION_BITS)
                        total[member, pixel] = value
                    channel, place = output // factor**2, output % factor**2
                    row, first = y * factor + place // factor, x * factor + place % factor
                    for pixel in range(wide):
                        out[channel, row, first + pixel * factor] = total[member, pixel]


@kernel
def join(kept, change, adds, slopes, lifts, out):
    """What a unit found and its residual, rectified if it is so; see ``after_residual`` of the popcount backend.

    Parameters
    ----------
    kept, change : ndarray of int16, shape (channels, h, w)
    adds : bool
        Whether `kept` is added.
    slopes, lifts : ndarray of int16, shape (channels,) or (0,)
        Of the RPReLU behind the residual; empty for none.
    out : ndarray of int16, shape (channels, h, w)
        May be `change`.
    """
    channels, height, width = change.shape
    for channel in range(channels):
        slope = np.int64(slopes[channel]) if len(slopes) else np.int64(0)
        lift = np.int64(lifts[channel]) if len(slopes) else np.int64(0)
        for y in range(height):
            for x in range(width):
                value = np.int64(change[channel, y, x])
                if adds:
                    value += np.int64(kept[channel, y, x])
                if len(slopes):
                    value = (value if value > 0 else rounded(value * slope, SLOPE_BITS)) + lift
                out[channel, y, x] = min(max(value, LOWEST), HIGHEST)


@kernel
def widen(stream, change, places, factor, out):
    """A BBCU-U behind its unit: the repeated channels added, pixels shuffled.

    Parameters
    ----------
    stream : ndarray of int16, shape (channels, h, w)
    change : ndarray of int16, shape (outputs, h, w)
    places : ndarray of int64, shape (outputs,)
        Which channel is repeated for each output.
    factor : int
    out : ndarray of int16, shape (outputs / factor**2, h * factor, w * factor)
    """
    outputs, height, width = change.shape
    for output in range(outputs):
        channel, place = output // factor**2, output % factor**2
        for y in range(height):
            row = y * factor + place // factor
            for x in range(width):
                value = np.int32(change[output, y, x]) + np.int32(stream[places[output], y, x])
                out[channel, row, x * factor + place % factor] = min(max(value, LOWEST), HIGHEST)
