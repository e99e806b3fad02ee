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
    mark_above16,
    multiply_rounded16,
    narrow_saturated,
    odd_eighths,
    pair_high16,
    pair_low16,
    round_shift32,
    same16,
)
from engine.backend.bitsliced.shapes import CHANNEL_BYTES, PLANE, QUAD, ROWS
from engine.backend.bitsliced.vector import (
    address_of,
    bit_and,
    keep_rolled,
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
def two_rows(pairs, count, weight, bias, shift):
    """Two outputs on one row of a block: two vectors of the stream for each. Together they read the pairs once.

    Parameters
    ----------
    pairs, count : int
        Address of the row's pairs, and how many.
    weight, bias : int
        Address of the two outputs' weights, paired likewise; of their biases, int32.
    shift : int
        Right shift, rounding half up.
    """
    a0 = a1 = a2 = a3 = broadcast32(bias)
    b0 = b1 = b2 = b3 = broadcast32(bias + 4)
    for pair in range(count):
        keep_rolled()
        x0, x1, x2, x3 = load(pairs), load(pairs + PLANE), load(pairs + 2 * PLANE), load(pairs + 3 * PLANE)
        a, b = broadcast32(weight + 4 * pair), broadcast32(weight + 4 * (count + pair))
        a0, a1 = add_products32(a0, x0, a), add_products32(a1, x1, a)
        a2, a3 = add_products32(a2, x2, a), add_products32(a3, x3, a)
        b0, b1 = add_products32(b0, x0, b), add_products32(b1, x1, b)
        b2, b3 = add_products32(b2, x2, b), add_products32(b3, x3, b)
        pairs += QUAD
    return (*shifted(a0, a1, a2, a3, shift), *shifted(b0, b1, b2, b3, shift))


@inlined
def shifted(a, b, c, d, shift):
    """Sums of one row, rounded and clipped to 16 bits."""
    last = min(shift, 1)
    first = shift - last
    return (narrow_saturated(round_shift32(a, first, last), round_shift32(b, first, last)),
            narrow_saturated(round_shift32(c, first, last), round_shift32(d, first, last)))


@inlined
def rectified(value, head):
    """Behind a ReLU, a leaky one or none."""
    if head.leak:
        return largest16(value, multiply_rounded16(value, same16(head.leak)))
    return largest16(value, same16(head.floor))


@inlined
def put_row(at, low, high, limit, row, marks):
    """Store a row of the stream; the marks of its low and its high vector with those of this row."""
    store(at, low)
    store(at + PLANE, high)
    bit = same16(1 << row)
    return mark_above16(marks[0], low, limit, bit), mark_above16(marks[1], high, limit, bit)


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
    mask = load(valid)
    for output in range(0, outputs, 2):
        limits = address_of(head.threshold) + 2 * output
        limit, other_limit = broadcast16(limits), broadcast16(limits + 2)
        weight, bias = address_of(head.weight) + 4 * output * count, address_of(head.bias) + 4 * output
        marks = others = (zeros(), zeros())
        for row in range(ROWS):
            a, b, c, d = two_rows(pairs + row * count * QUAD, count, weight, bias, head.shift)
            at = stream + output * CHANNEL_BYTES + row * 2 * PLANE
            marks = put_row(at, rectified(a, head), rectified(b, head), limit, row, marks)
            others = put_row(at + CHANNEL_BYTES, rectified(c, head), rectified(d, head), other_limit, row, others)
        here = planes + output * PLANE
        store(here, bit_and(low_bytes(marks[0], marks[1]), mask))
        store(here + PLANE, bit_and(low_bytes(others[0], others[1]), mask))
