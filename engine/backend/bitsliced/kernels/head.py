"""The head: a 3 x 3 convolution of 16-bit numbers with exact 32-bit sums, on one block of 8 x 64 pixels.

Taps are paired, so that one instruction multiplies two 16-bit numbers and adds both products to a 32-bit sum. These
cannot overflow; the model file's check sees to that.
"""

from __future__ import annotations

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
from engine.backend.bitsliced.shapes import CHANNEL_BYTES, PLANE, QUAD, ROWS
from engine.backend.bitsliced.vector import (
    address_of,
    bit_and,
    bit_or,
    load,
    load_anywhere,
    low_bytes,
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
