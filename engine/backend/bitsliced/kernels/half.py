"""Between the resolutions: a block of means of squares, and what was changed given back to the squares' pixels.

A block at half resolution lies over two by two blocks at full resolution. The definitions are ``halved`` and
``doubled`` of :mod:`engine.backend.planes`. In the stream's order (see :mod:`engine.backend.bitsliced.kernels.unit`)
the two columns of a square are neighbours in one vector, so a multiplication of pairs by ones adds them, exactly in 32
bits.
"""

from __future__ import annotations

from engine.backend.bitsliced.compiling import inlined
from engine.backend.bitsliced.kernels.unit import place_in_block
from engine.backend.bitsliced.numbers import (
    add_products32,
    add_saturated16,
    broadcast16,
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
    shift_left16,
    smallest16,
    subtract_saturated16,
)
from engine.backend.bitsliced.shapes import COLUMNS, PLANE, ROWS
from engine.backend.bitsliced.vector import bit_and, load, low_bytes, quarters_high, quarters_low, store, zeros

HALF_ROWS = ROWS // 2


@inlined
def means_of_two_rows(at):
    """Means of the 32 squares of two rows of one block, int16, their columns in order."""
    ones, below = same16(1), at + 2 * PLANE
    a = add_products32(add_products32(zeros(), load(at), ones), load(below), ones)
    b = add_products32(add_products32(zeros(), load(at + PLANE), ones), load(below + PLANE), ones)
    return narrow_saturated(round_shift32(a, 1, 1), round_shift32(b, 1, 1))


@inlined
def halve(blocks, thresholds, smalls, valid, planes):
    """One channel of four blocks at full resolution to one block at half, or to two copies: stream, and next bits.

    Parameters
    ----------
    blocks : tuple of three int
        Addresses of the channel in the upper two blocks, and bytes from a block to the one below it.
    thresholds, smalls, planes : tuple of two int
        Addresses of the next unit's thresholds, int16, of the channel of the block at half resolution, and of its bits:
        of the first copy and of the second. Without a second its stream's is 0, and the others are not used.
    valid : int
        Address of the plane of pixels that lie in the picture.
    """
    left, right, lower = blocks
    small, second = smalls
    limit, other_limit = broadcast16(thresholds[0]), broadcast16(thresholds[1])
    low = high = other_low = other_high = zeros()
    for row in range(ROWS):
        at = row // HALF_ROWS * lower + row % HALF_ROWS * 4 * PLANE
        a, b = means_of_two_rows(left + at), means_of_two_rows(right + at)
        even, odd = even_eighths(a, b), odd_eighths(a, b)
        bit, at = same16(1 << row), row * 2 * PLANE
        store(small + at, even)
        store(small + at + PLANE, odd)
        low, high = mark_above16(low, even, limit, bit), mark_above16(high, odd, limit, bit)
        if second:
            store(second + at, even)
            store(second + at + PLANE, odd)
            other_low = mark_above16(other_low, even, other_limit, bit)
            other_high = mark_above16(other_high, odd, other_limit, bit)
    store(planes[0], bit_and(low_bytes(low, high), load(valid)))
    if second:
        store(planes[1], bit_and(low_bytes(other_low, other_high), load(valid)))


@inlined
def change_at(small, second, even, odd):
    """What a group changed in 64 squares, of a second copy too if there is one.

    Parameters
    ----------
    small : int
        Address of a row of the group's stream.
    second : int
        Bytes from there to the second copy of the channel; 0 if there is none.
    even, odd : vectors
        The squares' means, in the order of that row.

    Returns
    -------
    four vectors
        The change of both copies together, and that of the last one.
    """
    first_even, first_odd = subtract_saturated16(load(small), even), subtract_saturated16(load(small + PLANE), odd)
    last_even, last_odd = first_even, first_odd
    if second:
        last_even = subtract_saturated16(load(small + second), even)
        last_odd = subtract_saturated16(load(small + second + PLANE), odd)
        first_even, first_odd = add_saturated16(first_even, last_even), add_saturated16(first_odd, last_odd)
    return first_even, first_odd, last_even, last_odd


@inlined
def give_back(blocks, small, threshold, valid, planes):
    """Add what a group has changed to one channel of two neighbouring blocks around it; the next unit's bits.

    Parameters
    ----------
    blocks : tuple of two int
        Addresses of the channel in the two blocks, which still hold what was halved.
    small : tuple of two int
        Address of the four rows of the group's stream that lie over them, and bytes to the second copy or 0.
    threshold : int
        Address of the next unit's, int16.
    valid, planes : tuple of two int
        Addresses of each block's plane of pixels that lie in the picture, and of its bits.
    """
    limit = broadcast16(threshold)
    (left, right), (at, second) = blocks, small
    left_first = left_second = right_first = right_second = zeros()
    for row in range(HALF_ROWS):
        a, b = means_of_two_rows(left), means_of_two_rows(right)
        even, odd, _, _ = change_at(at, second, even_eighths(a, b), odd_eighths(a, b))
        a, b = quarters_low(even, odd), quarters_high(even, odd)
        for line in range(2):
            bit = same16(1 << (2 * row + line))
            left_first = mark_above16(left_first, added(left, pair_low16(a, a)), limit, bit)
            left_second = mark_above16(left_second, added(left + PLANE, pair_high16(a, a)), limit, bit)
            right_first = mark_above16(right_first, added(right, pair_low16(b, b)), limit, bit)
            right_second = mark_above16(right_second, added(right + PLANE, pair_high16(b, b)), limit, bit)
            left += 2 * PLANE
            right += 2 * PLANE
        at += 2 * PLANE
    store(planes[0], bit_and(low_bytes(left_first, left_second), load(valid[0])))
    store(planes[1], bit_and(low_bytes(right_first, right_second), load(valid[1])))


@inlined
def opened(change, gain, offset, bits):
    """A gate as a 16-bit fraction (:class:`engine.backend.program.Gate`)."""
    moved = add_saturated16(multiply_rounded16(change, gain), offset)
    top = same16((1 << bits) - 1)
    return shift_left16(smallest16(largest16(moved, zeros()), top), 15 - bits)


@inlined
def drawn(at, mean, change, gate):
    """Add to 32 numbers of the stream in place and draw them towards their squares' means."""
    here = load(at)
    detail = multiply_rounded16(subtract_saturated16(here, mean), gate)
    value = subtract_saturated16(add_saturated16(here, change), detail)
    store(at, value)
    return value


@inlined
def give_back_gated(blocks, small, threshold, gate, valid, planes):
    """As :func:`give_back`, of a gated group; `gate` holds the address of its gain and offset, and its bits."""
    limit = broadcast16(threshold)
    gain, offset = broadcast16(gate[0]), broadcast16(gate[0] + 2)
    (left, right), (at, second) = blocks, small
    left_first = left_second = right_first = right_second = zeros()
    for row in range(HALF_ROWS):
        left_mean, right_mean = means_of_two_rows(left), means_of_two_rows(right)
        even, odd, last_even, last_odd = change_at(at, second, even_eighths(left_mean, right_mean),
                                                   odd_eighths(left_mean, right_mean))
        a, b = quarters_low(even, odd), quarters_high(even, odd)
        even, odd = opened(last_even, gain, offset, gate[1]), opened(last_odd, gain, offset, gate[1])
        gate_a, gate_b = quarters_low(even, odd), quarters_high(even, odd)
        for line in range(2):
            bit = same16(1 << (2 * row + line))
            value = drawn(left, pair_low16(left_mean, left_mean), pair_low16(a, a), pair_low16(gate_a, gate_a))
            left_first = mark_above16(left_first, value, limit, bit)
            value = drawn(left + PLANE, pair_high16(left_mean, left_mean), pair_high16(a, a),
                          pair_high16(gate_a, gate_a))
            left_second = mark_above16(left_second, value, limit, bit)
            value = drawn(right, pair_low16(right_mean, right_mean), pair_low16(b, b), pair_low16(gate_b, gate_b))
            right_first = mark_above16(right_first, value, limit, bit)
            value = drawn(right + PLANE, pair_high16(right_mean, right_mean), pair_high16(b, b),
                          pair_high16(gate_b, gate_b))
            right_second = mark_above16(right_second, value, limit, bit)
            left += 2 * PLANE
            right += 2 * PLANE
        at += 2 * PLANE
    store(planes[0], bit_and(low_bytes(left_first, left_second), load(valid[0])))
    store(planes[1], bit_and(low_bytes(right_first, right_second), load(valid[1])))


@inlined
def added(at, change):
    """Add to 32 numbers of the stream in place."""
    value = add_saturated16(load(at), change)
    store(at, value)
    return value


@inlined
def repeat_edges(block, rows, columns):
    """Where the picture ends within a block after an odd row or column, repeat that: squares then are whole.

    Parameters
    ----------
    block : ndarray of int16, shape (channels, 512)
    rows, columns : int
        How many of the block's lie in the picture.
    """
    for channel in range(len(block)):
        if rows % 2:
            for place in range(rows * COLUMNS, (rows + 1) * COLUMNS):
                block[channel, place] = block[channel, place - COLUMNS]
        if columns % 2:
            for row in range(ROWS):
                block[channel, place_in_block(row, columns)] = block[channel, place_in_block(row, columns - 1)]
