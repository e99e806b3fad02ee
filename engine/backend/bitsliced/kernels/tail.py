"""The tail: a 3 x 3 convolution of the stream with exact sums of any size, row of blocks by row of blocks.

Channels are paired, two 16-bit numbers side by side, so that one instruction multiplies both and adds the products to a
32-bit sum. A row of pixels is kept with its columns in order and zeros on either side: the three taps of a row are then
three places to read from, and the rows above and below two more. Three outputs times 64 pixels are summed at once.

Sums of 32 bits do not hold everything. Before one could overflow, which the weights alone tell (``make_tail`` of
:mod:`engine.backend.bitsliced.tables`), what lies above its lower 16 bits is carried to a second number. In float64
both together are exact.
"""

from __future__ import annotations

from engine.backend.bitsliced.compiling import inlined
from engine.backend.bitsliced.numbers import (
    add32,
    add_products32,
    broadcast32,
    pair_high16,
    pair_low16,
    round_shift32,
)
from engine.backend.bitsliced.shapes import (
    CARRY,
    CHANNEL_BYTES,
    COLUMNS,
    COUNT,
    FIRST,
    KEPT_ROWS,
    MARGIN,
    PLANE,
    TAP_COLUMN,
    TAP_ROW,
    THREE,
)
from engine.backend.bitsliced.vector import (
    address_of,
    bit_and,
    halves_high,
    halves_low,
    load,
    load_anywhere,
    quarters_high,
    quarters_low,
    same_words,
    store,
    zeros,
)

LOWER_BITS = 16
"""Of a sum, what is left when the rest is carried."""


@inlined
def put_in_order(out, a, b, c, d):
    """Store 64 numbers of 32 bits in the order of their columns: every vector holds four of each sixteen."""
    ab, cd = quarters_low(a, b), quarters_low(c, d)
    store(out, halves_low(ab, cd))
    store(out + PLANE, halves_high(ab, cd))
    ab, cd = quarters_high(a, b), quarters_high(c, d)
    store(out + 2 * PLANE, halves_low(ab, cd))
    store(out + 3 * PLANE, halves_high(ab, cd))


@inlined
def pair_channels(stream, count, out, step):
    """Pair the channels of one row of a block, 0 and 1, 2 and 3, ..., columns in order; `step` bytes between pairs."""
    for _ in range(count):
        low, high = load(stream), load(stream + PLANE)
        other_low, other_high = load(stream + CHANNEL_BYTES), load(stream + CHANNEL_BYTES + PLANE)
        put_in_order(out, pair_low16(low, other_low), pair_high16(low, other_low),
                     pair_low16(high, other_high), pair_high16(high, other_high))
        stream += 2 * CHANNEL_BYTES
        out += step


@inlined
def multiplied(sums, x, weight):
    """Add the products of 64 pairs with one pair of weights, at an address, to 64 sums."""
    w = broadcast32(weight)
    return (add_products32(sums[0], x[0], w), add_products32(sums[1], x[1], w),
            add_products32(sums[2], x[2], w), add_products32(sums[3], x[3], w))


@inlined
def carried(sums, higher):
    """What lies above the lower bits of 64 sums goes to others."""
    mask = same_words(0x0000FFFF0000FFFF)
    return ((bit_and(sums[0], mask), bit_and(sums[1], mask), bit_and(sums[2], mask), bit_and(sums[3], mask)),
            (add32(higher[0], round_shift32(sums[0], LOWER_BITS, 0)),
             add32(higher[1], round_shift32(sums[1], LOWER_BITS, 0)),
             add32(higher[2], round_shift32(sums[2], LOWER_BITS, 0)),
             add32(higher[3], round_shift32(sums[3], LOWER_BITS, 0))))


@inlined
def put_four(out, numbers):
    """Store four vectors."""
    for place in range(4):
        store(out + place * PLANE, numbers[place])


@inlined
def sum_three(rows, step, weight, runs, found):
    """Three outputs of 64 pixels of one row.

    Parameters
    ----------
    rows : tuple of three int
        Addresses of the pixels in the row above, in their own and in the one below, of the first pair.
    step : int
        Bytes from one pair to the next.
    weight : int
        Address of the weights in the order of the runs: three outputs', paired, for each pair.
    runs : ndarray of int64, shape (runs, 5)
        See :data:`engine.backend.bitsliced.shapes.TAP_ROW`.
    found : int
        Address of int32 (2, 3, 64): the lower 16 bits of the sums, and what lies above them.
    """
    a = b = c = more_a = more_b = more_c = (zeros(), zeros(), zeros(), zeros())
    for run in range(len(runs)):
        at = rows[runs[run, TAP_ROW]] + 4 * runs[run, TAP_COLUMN] - 4 + step * runs[run, FIRST]
        for _ in range(runs[run, COUNT]):
            x = (load_anywhere(at), load_anywhere(at + PLANE), load_anywhere(at + 2 * PLANE),
                 load_anywhere(at + 3 * PLANE))
            a, b, c = multiplied(a, x, weight), multiplied(b, x, weight + 4), multiplied(c, x, weight + 8)
            at += step
            weight += 4 * THREE
        if runs[run, CARRY]:
            a, more_a = carried(a, more_a)
            b, more_b = carried(b, more_b)
            c, more_c = carried(c, more_c)
    put_four(found, a)
    put_four(found + 4 * PLANE, b)
    put_four(found + 8 * PLANE, c)
    put_four(found + 12 * PLANE, more_a)
    put_four(found + 16 * PLANE, more_b)
    put_four(found + 20 * PLANE, more_c)


@inlined
def keep_block(stream, column, rows, kept):
    """Pair the channels of a block's rows of pixels, in their places among those that are kept.

    Parameters
    ----------
    stream : int
        Address of the block.
    column : int
        The block's place in its row.
    rows : tuple of two int
        The first row of pixels in the picture, and the one behind the last.
    kept : ndarray of int16, shape (11, pairs, pixels, 2)
    """
    _, count, pixels, _ = kept.shape
    for line in range(rows[1] - rows[0]):
        here = address_of(kept) + 4 * ((rows[0] + line) % KEPT_ROWS * count * pixels + MARGIN + column * COLUMNS)
        pair_channels(stream + line * 2 * PLANE, count, here, 4 * pixels)


@inlined
def sum_block(tail, kept, found, place, out):
    """All outputs of 64 pixels of one row.

    Parameters
    ----------
    tail : Tail
    kept : ndarray of int16, shape (11, pairs, pixels, 2)
    found : ndarray of int32, shape (2, 3, 64)
    place : tuple of two int
        Row and first column in the picture.
    out : ndarray of float64, shape (outputs, h, w)
    """
    _, count, pixels, _ = kept.shape
    row, left = place
    first = address_of(kept) + 4 * (MARGIN + left)
    line = 4 * count * pixels
    rows = (first + (row - 1) % KEPT_ROWS * line, first + row % KEPT_ROWS * line, first + (row + 1) % KEPT_ROWS * line)
    width = min(COLUMNS, out.shape[2] - left)
    for three in range(len(tail.weight)):
        sum_three(rows, 4 * pixels, address_of(tail.weight) + three * 4 * THREE * tail.weight.shape[1], tail.runs,
                  address_of(found))
        for output in range(min(THREE, len(out) - three * THREE)):
            bias = tail.bias[three * THREE + output]
            for at in range(width):
                whole = 65536.0 * found[1, output, at] + found[0, output, at]
                out[three * THREE + output, row, left + at] = whole + bias
