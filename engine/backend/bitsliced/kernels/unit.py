"""One unit on one block of 8 x 64 pixels: window, counts, activation, stream, next bits.

A block's pixels lie in a bit-plane as byte = column, bit = row: 64 bytes, one vector. A step to the side is then
a move of whole bytes, a step up or down a shift inside bytes, and transposing eight planes of a count (8 x 8 bits in
every byte) yields eight vectors of bytes, one per row, with the columns in their natural order.

In the int16 stream a block is 1 KB per channel: eight rows of two vectors. The first holds the columns 0..7, 16..23,
32..39 and 48..55, the second the others, because that is what interleaving low and high bytes gives.
"""

from __future__ import annotations

import numpy as np

from engine.backend.bitsliced.compiling import inlined
from engine.backend.bitsliced.kernels.count import whole_groups
from engine.backend.bitsliced.numbers import (
    add32,
    add_products32,
    add_saturated16,
    broadcast16,
    broadcast32,
    mark_above16,
    multiply_rounded16,
    narrow_saturated,
    pair_high16,
    pair_low16,
    round_shift32,
    same16,
    shift_left16,
    subtract16,
    where_above16,
)
from engine.backend.bitsliced.shapes import (
    CENTRE,
    CHANNEL_BYTES,
    COLUMNS,
    CONSTANTS,
    CUT,
    GAIN,
    LEVELS,
    NEXT,
    OFFSET,
    PLANE,
    ROWS,
)
from engine.backend.bitsliced.sign_classes import GROUP, PASS
from engine.backend.bitsliced.vector import (
    address_of,
    bit_and,
    choose_bits,
    from_left,
    from_right,
    interleave_high,
    interleave_low,
    load,
    low_bytes,
    same_words,
    shift_left,
    shift_right,
    store,
    zeros,
)
from engine.backend.integers import SLOPE_BITS

EVERY_1, EVERY_2, EVERY_4 = 0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F
NOT_FIRST_ROW, NOT_LAST_ROW = -0x0101010101010102, 0x7F7F7F7F7F7F7F7F


@inlined
def gather_window(above, middle, below, channels, stride, window):
    """Collect the planes of the nine taps of every channel.

    Parameters
    ----------
    above, middle, below : int
        Addresses of the planes of the block over this one, this one and the block under it; `stride` bytes before
        and behind each lie those of the neighbours to the left and to the right.
    channels, stride : int
    window : int
        Address of 9 * channels planes; plane 9 * channel + 3 * ky + kx is written.
    """
    first, last = same_words(NOT_FIRST_ROW), same_words(NOT_LAST_ROW)
    for channel in range(channels):
        at = channel * PLANE
        out = window + 9 * at
        for side in range(3):  # left block, this one, right block; what they lack is shifted in from above and below
            here = middle + at + (side - 1) * stride
            up, plane, down = load(here - middle + above), load(here), load(here - middle + below)
            upper = choose_bits(first, shift_left(plane, 1), shift_right(up, 7))
            lower = choose_bits(last, shift_right(plane, 1), shift_left(down, 7))
            if side == 0:
                left0, left1, left2 = upper, plane, lower
            elif side == 1:
                mid0, mid1, mid2 = upper, plane, lower
            else:
                right0, right1, right2 = upper, plane, lower
        store(out, from_left(mid0, left0))
        store(out + PLANE, mid0)
        store(out + 2 * PLANE, from_right(mid0, right0))
        store(out + 3 * PLANE, from_left(mid1, left1))
        store(out + 4 * PLANE, mid1)
        store(out + 5 * PLANE, from_right(mid1, right1))
        store(out + 6 * PLANE, from_left(mid2, left2))
        store(out + 7 * PLANE, mid2)
        store(out + 8 * PLANE, from_right(mid2, right2))


@inlined
def planes_between(channels):
    """Bytes from the planes of a unit's first signs to those of its second ones."""
    return whole_groups(channels) * PLANE


@inlined
def gather_pass(part, inputs, channels, blocks, stride, window):
    """The window of those inputs of a unit that one pass counts: a unit's first signs of all channels, then its second.

    Parameters
    ----------
    part, inputs, channels : int
        Number of the pass; the unit's inputs and channels.
    blocks : tuple of three int
        Addresses of planes, as of :func:`gather_window`.
    stride, window : int
    """
    first, behind = part * PASS, min((part + 1) * PASS, inputs)
    for sign in range(first // channels, (behind - 1) // channels + 1):
        here, end = max(first, sign * channels), min(behind, (sign + 1) * channels)
        at = sign * planes_between(channels) + (here - sign * channels) * PLANE
        gather_window(blocks[0] + at, blocks[1] + at, blocks[2] + at, end - here, stride,
                      window + 9 * (here - first) * PLANE)


@inlined
def swap(mask, a, b, places):
    """Exchange the upper fields of `a` with the lower fields of `b`: one step of transposing bits."""
    return (choose_bits(mask, a, shift_left(b, places)), choose_bits(mask, shift_right(a, places), b))


@inlined
def transpose_eight(planes):
    """Eight bit-planes at an address -> eight vectors of bytes, one per row: bit k of a byte from plane k."""
    a, b, c, d = load(planes), load(planes + PLANE), load(planes + 2 * PLANE), load(planes + 3 * PLANE)
    planes += 4 * PLANE
    e, f, g, h = load(planes), load(planes + PLANE), load(planes + 2 * PLANE), load(planes + 3 * PLANE)
    mask = same_words(EVERY_1)
    (a, b), (c, d), (e, f), (g, h) = swap(mask, a, b, 1), swap(mask, c, d, 1), swap(mask, e, f, 1), swap(mask, g, h, 1)
    mask = same_words(EVERY_2)
    (a, c), (b, d), (e, g), (f, h) = swap(mask, a, c, 2), swap(mask, b, d, 2), swap(mask, e, g, 2), swap(mask, f, h, 2)
    mask = same_words(EVERY_4)
    (a, e), (b, f), (c, g), (d, h) = swap(mask, a, e, 4), swap(mask, b, f, 4), swap(mask, c, g, 4), swap(mask, d, h, 4)
    return a, b, c, d, e, f, g, h


@inlined
def transpose_two(planes):
    """As :func:`transpose_eight` for two planes; the upper six bits of every byte are clear."""
    mask = same_words(EVERY_1)
    a, b = swap(mask, load(planes), load(planes + PLANE), 1)
    mask = same_words(EVERY_2)
    a, b, c, d = bit_and(mask, a), bit_and(mask, b), bit_and(mask, shift_right(a, 2)), bit_and(mask, shift_right(b, 2))
    mask = same_words(EVERY_4)
    e, f, g, h = shift_right(a, 4), shift_right(b, 4), shift_right(c, 4), shift_right(d, 4)
    return (bit_and(mask, a), bit_and(mask, b), bit_and(mask, c), bit_and(mask, d),
            bit_and(mask, e), bit_and(mask, f), bit_and(mask, g), bit_and(mask, h))


@inlined
def put_row(out, low, high, places, less, centre):
    """Store one row of sums: 16-bit numbers from low and high bytes, times 2**places, less two others."""
    number = shift_left16(interleave_low(low, high), places)
    store(out, subtract16(subtract16(number, load(less)), centre))
    number = shift_left16(interleave_high(low, high), places)
    store(out + PLANE, subtract16(subtract16(number, load(less + PLANE)), centre))


@inlined
def expand(planes, levels, places, less, constants, out):
    """A count's bit-planes -> the unit's sums, int16 in the stream's order.

    Of a group of four, the last output's count t gives its sum as 2 t - K; the count s of another, which leaves out
    the classes where the two disagree, gives 4 s less the last one's sum and a constant of the weights.

    Parameters
    ----------
    planes, levels : int
        Address of the bit-planes, and how many count.
    places : int
        The count is multiplied by 2**places.
    less : int
        Address of 512 numbers that are subtracted: the last output's sums, or zeros.
    constants : int
        Address of the output's constants, for the one that is subtracted.
    out : int
        Address of the sums.
    """
    centre = broadcast16(constants + 2 * CENTRE)
    l0, l1, l2, l3, l4, l5, l6, l7 = transpose_eight(planes)
    if levels <= 8:
        h0 = h1 = h2 = h3 = h4 = h5 = h6 = h7 = zeros()
    elif levels <= 10:
        h0, h1, h2, h3, h4, h5, h6, h7 = transpose_two(planes + 8 * PLANE)
    else:
        h0, h1, h2, h3, h4, h5, h6, h7 = transpose_eight(planes + 8 * PLANE)
    put_row(out, l0, h0, places, less, centre)
    put_row(out + 2 * PLANE, l1, h1, places, less + 2 * PLANE, centre)
    put_row(out + 4 * PLANE, l2, h2, places, less + 4 * PLANE, centre)
    put_row(out + 6 * PLANE, l3, h3, places, less + 6 * PLANE, centre)
    put_row(out + 8 * PLANE, l4, h4, places, less + 8 * PLANE, centre)
    put_row(out + 10 * PLANE, l5, h5, places, less + 10 * PLANE, centre)
    put_row(out + 12 * PLANE, l6, h6, places, less + 12 * PLANE, centre)
    put_row(out + 14 * PLANE, l7, h7, places, less + 14 * PLANE, centre)


@inlined
def expand_group(body, first, levels, shift, room):
    """Counts of a group's outputs -> their sums, in the totals and sums of a room for one tile; `first` is the row of
    its first output's constants."""
    totals, sums = address_of(room.totals), address_of(room.sums)
    zeros, of_last = sums + GROUP * CHANNEL_BYTES, sums + (GROUP - 1) * CHANNEL_BYTES
    for back in range(GROUP):
        member = GROUP - 1 - back  # the last one first: the others need its sums
        places, less = (shift + 1, zeros) if member == GROUP - 1 else (shift + 2, of_last)
        constants = address_of(body.constants) + 2 * CONSTANTS * (first + member)
        expand(totals + member * LEVELS * PLANE, levels, places, less, constants, sums + member * CHANNEL_BYTES)


@inlined
def activate(sums, constants, rectifier, stream, valid, plane):
    """RPReLU of scaled sums, added to the stream; the next unit's bits.

    Parameters
    ----------
    sums : int
        Address of the sums times 2**(15 - shift), int16 in the stream's order.
    constants : int
        Address of the output's constants.
    rectifier : int
        Address of the pair of slopes of a rectifier behind the residual and of what it adds, int32 (V1, V2, V3); 0
        where there is none.
    stream : int
        Address of the output's channel of the stream; updated in place.
    valid : int
        Address of the plane of pixels that lie in the picture.
    plane : int
        Where the next unit's bits go: set where stream > threshold and the pixel is in the picture.
    """
    cut = broadcast16(constants + 2 * CUT)
    low_gain, high_gain = broadcast16(constants + 2 * GAIN), broadcast16(constants + 2 * GAIN + 2)
    low_offset, high_offset = broadcast16(constants + 2 * OFFSET), broadcast16(constants + 2 * OFFSET + 2)
    threshold = broadcast16(constants + 2 * NEXT)
    first = second = zeros()
    for row in range(ROWS):
        at = row * 2 * PLANE
        bit = same16(1 << row)
        value = activated(load(sums + at), cut, low_gain, high_gain, low_offset, high_offset)
        value = joined(load(stream + at), value, rectifier)
        store(stream + at, value)
        first = mark_above16(first, value, threshold, bit)
        at += PLANE
        value = activated(load(sums + at), cut, low_gain, high_gain, low_offset, high_offset)
        value = joined(load(stream + at), value, rectifier)
        store(stream + at, value)
        second = mark_above16(second, value, threshold, bit)
    store(plane, bit_and(low_bytes(first, second), load(valid)))


@inlined
def signs_above(stream, threshold, valid, plane):
    """Bits of one channel of a block for a unit that takes a second sign of it; addresses as of :func:`activate`."""
    limit = broadcast16(threshold)
    first = second = zeros()
    for row in range(ROWS):
        bit, at = same16(1 << row), stream + row * 2 * PLANE
        first = mark_above16(first, load(at), limit, bit)
        second = mark_above16(second, load(at + PLANE), limit, bit)
    store(plane, bit_and(low_bytes(first, second), load(valid)))


@inlined
def joined(kept, change, rectifier):
    """The residual: both added and clipped to 16 bits; with a rectifier, bent and lifted before they are clipped."""
    total = add_saturated16(kept, change)
    if rectifier == 0:
        return total
    slope, lift = broadcast32(rectifier), broadcast32(rectifier + 4)
    low, high = pair_low16(kept, change), pair_high16(kept, change)
    ones = same16(1)
    straight = narrow_saturated(add_products32(lift, low, ones), add_products32(lift, high, ones))
    first, last = SLOPE_BITS - 1, 1
    below = narrow_saturated(add32(lift, round_shift32(add_products32(zeros(), low, slope), first, last)),
                             add32(lift, round_shift32(add_products32(zeros(), high, slope), first, last)))
    return where_above16(total, zeros(), straight, below)


@inlined
def activated(sums, cut, low_gain, high_gain, low_offset, high_offset):
    """round(sum * gain) + offset, by the piece that the sum falls into."""
    gain = where_above16(sums, cut, high_gain, low_gain)
    offset = where_above16(sums, cut, high_offset, low_offset)
    return add_saturated16(multiply_rounded16(sums, gain), offset)


@inlined
def correct_border(sums, taps, edges):
    """Add what the taps outside the picture took away.

    Such a tap has no sign and must count 0, but its clear bit counted as -1 times the weight, so every pixel on an
    edge gets back the weights of its outside taps. The first or last row misses one row of taps and the first or
    last column one column; a corner misses both, and the corner tap, which belongs to both, is taken off again. In
    a picture one pixel wide or high both opposite sides are missing at the same place, and simply add up.

    Parameters
    ----------
    sums : ndarray of int16, shape (512,)
        One output's scaled sums, in the stream's order.
    taps : ndarray of int16, shape (9,)
        Scaled sums over the inputs of the output's weights.
    edges : ndarray of int64, shape (4,)
        The picture's first and last row, first and last column, counted from this block's first; those that are
        not in the block are outside 0..7 and 0..63.
    """
    for side in range(2):
        row, column = edges[side], edges[2 + side]
        if 0 <= row < ROWS:
            missing = taps[6 * side] + taps[6 * side + 1] + taps[6 * side + 2]
            for place in range(row * COLUMNS, (row + 1) * COLUMNS):
                sums[place] += missing
        if 0 <= column < COLUMNS:
            missing = taps[2 * side] + taps[2 * side + 3] + taps[2 * side + 6]
            for row in range(ROWS):
                sums[place_in_block(row, column)] += missing
    for below in range(2):
        for right in range(2):
            row, column = edges[below], edges[2 + right]
            if 0 <= row < ROWS and 0 <= column < COLUMNS:
                sums[place_in_block(row, column)] -= taps[6 * below + 2 * right]


@inlined
def place_in_block(row, column):
    """Index of a pixel among the 512 of its channel's block in the stream."""
    return row * COLUMNS + (column & 8) * 4 + (column >> 4) * 8 + (column & 7)


@inlined
def edges_of(row, column, size):
    """The picture's first and last row, first and last column, counted from a block's first."""
    edges = np.empty(4, np.int64)
    edges[0], edges[1] = -row * ROWS, size[0] - 1 - row * ROWS
    edges[2], edges[3] = -column * COLUMNS, size[1] - 1 - column * COLUMNS
    return edges
