"""Head and tail: 3 x 3 convolutions of 16-bit numbers with exact 32-bit sums, on one block of 8 x 64 pixels.

Both multiply pairs of 16-bit numbers and add the two products to a 32-bit sum, which is one instruction on x86.
The head pairs taps: its sums cannot overflow, the model file's check sees to that. The tail pairs channels and first
computes nine sums per pixel and output, one for each tap, with no regard to where they belong; they are moved and
added afterwards, in float64, which holds them exactly. Weights too large for 32-bit sums are split in two by the
caller, and the tail runs twice.
"""

from __future__ import annotations

import numpy as np

from engine.backend.bitsliced.compiling import inlined
from engine.backend.bitsliced.numbers import (
    add_products32,
    broadcast16,
    broadcast32,
    even_eighths,
    largest16,
    narrow_saturated,
    odd_eighths,
    pair_high16,
    pair_low16,
    round_shift32,
    same16,
    where_above16,
)
from engine.backend.bitsliced.shapes import CHANNEL_BYTES, COLUMNS, PLANE, QUAD, ROWS, SUM_ROW
from engine.backend.bitsliced.vector import (
    address_of,
    bit_and,
    bit_or,
    halves_high,
    halves_low,
    load,
    load_anywhere,
    low_bytes,
    quarters_high,
    quarters_low,
    store,
    zeros,
)


@inlined
def put_pairs(out, first_low, first_high, second_low, second_high):
    """Pair two rows of 64 numbers, each in the stream's order: four vectors at `out`."""
    store(out, pair_low16(first_low, second_low))
    store(out + PLANE, pair_high16(first_low, second_low))
    store(out + 2 * PLANE, pair_low16(first_high, second_high))
    store(out + 3 * PLANE, pair_high16(first_high, second_high))


@inlined
def pair_taps(pixels, taps, out):
    """Pair the taps of one row of a block.

    Parameters
    ----------
    pixels : int
        Address of the block's row in the padded pixels, one pixel to the left of it and one above.
    taps : ndarray of int64, shape (taps,)
        Byte offset of each tap from there.
    out : int
        Address of the pairs, four vectors each; an odd last tap is paired with zeros.
    """
    for first in range(0, len(taps), 2):
        at = pixels + taps[first]
        a, b = load_anywhere(at), load_anywhere(at + PLANE)
        c = d = zeros()
        if first + 1 < len(taps):
            at = pixels + taps[first + 1]
            c, d = load_anywhere(at), load_anywhere(at + PLANE)
        put_pairs(out, even_eighths(a, b), odd_eighths(a, b), even_eighths(c, d), odd_eighths(c, d))
        out += QUAD


@inlined
def head_row(pairs, count, weight, bias, shift):
    """One output on one row of a block: two vectors of the stream.

    Parameters
    ----------
    pairs, count : int
        Address of the row's pairs, and how many.
    weight, bias : int
        Address of the output's weights, paired likewise; of its bias, int32.
    shift : int
        Right shift, rounding half up.
    """
    s0 = s1 = s2 = s3 = broadcast32(bias)
    for pair in range(count):
        at = pairs + pair * QUAD
        w = broadcast32(weight + 4 * pair)
        s0 = add_products32(s0, load(at), w)
        s1 = add_products32(s1, load(at + PLANE), w)
        s2 = add_products32(s2, load(at + 2 * PLANE), w)
        s3 = add_products32(s3, load(at + 3 * PLANE), w)
    last = min(shift, 1)
    first = shift - last
    s0, s1 = round_shift32(s0, first, last), round_shift32(s1, first, last)
    s2, s3 = round_shift32(s2, first, last), round_shift32(s3, first, last)
    return narrow_saturated(s0, s1), narrow_saturated(s2, s3)


@inlined
def head_block(head, pairs, stream, valid, planes):
    """All outputs of the head on one block, and the first unit's bits.

    Parameters
    ----------
    head : Head
    pairs : int
        Address of eight rows of paired taps.
    stream, planes : int
        Addresses of the block in the stream and in the first unit's planes.
    valid : int
        Address of the plane of pixels that lie in the picture.
    """
    outputs, count = head.weight.shape[:2]
    floor = same16(head.floor)
    for output in range(outputs):
        threshold = broadcast16(address_of(head.threshold) + 2 * output)
        weight, bias = address_of(head.weight) + 4 * output * count, address_of(head.bias) + 4 * output
        first = second = zeros()
        for row in range(ROWS):
            a, b = head_row(pairs + row * count * QUAD, count, weight, bias, head.shift)
            a, b = largest16(a, floor), largest16(b, floor)
            at = stream + output * CHANNEL_BYTES + row * 2 * PLANE
            store(at, a)
            store(at + PLANE, b)
            bit = same16(1 << row)
            first = bit_or(first, where_above16(a, threshold, bit, zeros()))
            second = bit_or(second, where_above16(b, threshold, bit, zeros()))
        store(planes + output * PLANE, bit_and(low_bytes(first, second), load(valid)))


@inlined
def pair_channels(stream, count, out):
    """Pair the channels of one row of a block: channels 0 and 1, 2 and 3, ..."""
    for _ in range(count):
        other = stream + CHANNEL_BYTES
        put_pairs(out, load(stream), load(stream + PLANE), load(other), load(other + PLANE))
        stream += 2 * CHANNEL_BYTES
        out += QUAD


@inlined
def put_sums(out, a, b, c, d):
    """Store 64 32-bit sums in the order of their columns: every vector holds four of each sixteen."""
    ab, cd = quarters_low(a, b), quarters_low(c, d)
    store(out, halves_low(ab, cd))
    store(out + PLANE, halves_high(ab, cd))
    ab, cd = quarters_high(a, b), quarters_high(c, d)
    store(out + 2 * PLANE, halves_low(ab, cd))
    store(out + 3 * PLANE, halves_high(ab, cd))


@inlined
def three_taps(pairs, count, weight, out, step):
    """Sums over the channels for three taps, on one row of a block.

    Parameters
    ----------
    pairs, count : int
        Address of the row's paired channels, and how many pairs.
    weight : int
        Address of the weights, paired likewise: (3, count).
    out, step : int
        Where the first tap's 64 sums go, and how far from there the next one's.
    """
    a0 = a1 = a2 = a3 = b0 = b1 = b2 = b3 = c0 = c1 = c2 = c3 = zeros()
    for pair in range(count):
        at, w = pairs + pair * QUAD, weight + 4 * pair
        x0, x1, x2, x3 = load(at), load(at + PLANE), load(at + 2 * PLANE), load(at + 3 * PLANE)
        a, b, c = broadcast32(w), broadcast32(w + 4 * count), broadcast32(w + 8 * count)
        a0, a1 = add_products32(a0, x0, a), add_products32(a1, x1, a)
        a2, a3 = add_products32(a2, x2, a), add_products32(a3, x3, a)
        b0, b1 = add_products32(b0, x0, b), add_products32(b1, x1, b)
        b2, b3 = add_products32(b2, x2, b), add_products32(b3, x3, b)
        c0, c1 = add_products32(c0, x0, c), add_products32(c1, x1, c)
        c2, c3 = add_products32(c2, x2, c), add_products32(c3, x3, c)
    put_sums(out, a0, a1, a2, a3)
    put_sums(out + step, b0, b1, b2, b3)
    put_sums(out + 2 * step, c0, c1, c2, c3)


@inlined
def tail_block(weight, stream, pairs, sums):
    """Per pixel of a block, output and tap, the sum over the channels.

    Parameters
    ----------
    weight : ndarray of int16, shape (outputs, 9, pairs, 2)
    stream : int
        Address of the block.
    pairs : int
        Address of room for one row's paired channels.
    sums : int
        Address of int32 (outputs, 9, 8, 96); the middle 64 of every row are written.
    """
    outputs, count = weight.shape[0], weight.shape[2]
    step = ROWS * SUM_ROW
    for row in range(ROWS):
        pair_channels(stream + row * 2 * PLANE, count, pairs)
        for third in range(3 * outputs):
            at = sums + 3 * third * step + row * SUM_ROW + PLANE
            three_taps(pairs, count, address_of(weight) + 12 * third * count, at, step)


@inlined
def spread(sums, top, left, factor, out):
    """Move a block's sums to where their taps belong, and add them there.

    Parameters
    ----------
    sums : ndarray of int32, shape (outputs, 9, 8, 96)
        Columns 16..79 are the block's, the others 0.
    top, left : int
        The block's place in the picture.
    factor : float
        What one unit of the sums is worth.
    out : ndarray of float64, shape (outputs, h, w)
    """
    outputs, height, width = out.shape
    first, last = max(left - 1, 0), min(left + COLUMNS + 1, width)
    offset = first - left + 16
    if width - left < COLUMNS:  # what lies behind the picture's last column is none of the tail's business
        sums[:, :, :, 16 + width - left :] = 0
    for output in range(outputs):
        for row in range(min(ROWS, height - top)):
            for ky in range(3):
                y = top + row + 1 - ky
                if 0 <= y < height:
                    target = out[output, y, first:last]
                    behind = sums[output, 3 * ky, row, offset - 1 :]
                    here = sums[output, 3 * ky + 1, row, offset:]
                    ahead = sums[output, 3 * ky + 2, row, offset + 1 :]
                    for i in range(last - first):
                        target[i] += factor * (np.float64(behind[i]) + np.float64(here[i]) + np.float64(ahead[i]))
