"""Counting with carry-save adders: which of a window's bits agree with the weights, for four outputs at once.

One vector holds one bit of 512 pixels, so one carry-save adder (two instructions) adds a bit-plane for 512 pixels.
What is left to save is the number of planes. Four outputs see the same planes, each with a sign of its own, and by
those signs the planes fall into sixteen classes; a plane and its complement make eight of them. Every plane is
added once, into its class, and the four sums are put together from the eight class counts (see
:mod:`engine.backend.bitsliced.sign_classes`). That is about 165 additions per output where adding each output's planes
of the rarer sign would take 288.
"""

from __future__ import annotations

from engine.backend.bitsliced.compiling import inlined
from engine.backend.bitsliced.shapes import LEVELS, PLANE
from engine.backend.bitsliced.sign_classes import CLASSES, padded_outputs, passes
from engine.backend.bitsliced.vector import (
    bit_and,
    bit_xor,
    load,
    load_four,
    majority,
    majority_of_clear,
    minority,
    store,
    xor3,
    zeros,
)

whole_groups, whole_passes = inlined(padded_outputs), inlined(passes)
COUNTED = 7
"""Planes of a class's count that are always written."""


@inlined
def add_block(clear, ones, twos, window, index):
    """Add four planes to a count in bits, or their complements: sum bits are the same for both, carries are not.

    The count comes in last, for what waits for it is what the next block waits for.

    Returns
    -------
    ones, twos, carry : vectors
        The carry has the weight four.
    """
    a, b, c, d = load_four(window, index)
    between = xor3(a, b, c)
    if clear:
        two_a, two_b = minority(a, b, c), majority_of_clear(ones, between, d)
    else:
        two_a, two_b = majority(a, b, c), majority(ones, between, d)
    return xor3(ones, between, d), xor3(twos, two_a, two_b), majority(twos, two_a, two_b)


@inlined
def carry_on(counts, levels, carry):
    """Add a carry of weight 128 to the planes of a count in memory: only large classes come here."""
    for level in range(7, levels):
        here = counts + level * PLANE
        old = load(here)
        store(here, bit_xor(old, carry))
        carry = bit_and(old, carry)


@inlined
def count_class(window, index, blocks_of, levels, counts, more):
    """Count one class of planes.

    Parameters
    ----------
    window : int
        Address of the window's planes.
    index : int
        Address of where the planes lie in it, in steps of eight bytes, uint16: first those whose clear bits count,
        then the others.
    blocks_of : tuple of two int
        Blocks of four of either kind, together an even number.
    levels : int
        Bits of the largest count.
    counts : int
        Address of the count's bit-planes, lowest first; at least seven are written.
    more : bool
        Whether what is there is counted on.
    """
    clear_blocks, set_blocks = blocks_of
    one = two = four = eight = b16 = b32 = b64 = zeros()
    if more:
        one, two, four = load(counts), load(counts + PLANE), load(counts + 2 * PLANE)
        eight, b16 = load(counts + 3 * PLANE), load(counts + 4 * PLANE)
        b32, b64 = load(counts + 5 * PLANE), load(counts + 6 * PLANE)
    else:
        for level in range(7, levels):
            store(counts + level * PLANE, zeros())
    blocks = clear_blocks + set_blocks
    for block in range(0, blocks, 4):
        one, two, four_a = add_block(block < clear_blocks, one, two, window, index)
        one, two, four_b = add_block(block + 1 < clear_blocks, one, two, window, index + 8)
        carry, four = majority(four, four_a, four_b), xor3(four, four_a, four_b)
        if block + 2 < blocks:  # sixteen planes; else the last eight
            one, two, four_a = add_block(block + 2 < clear_blocks, one, two, window, index + 16)
            one, two, four_b = add_block(block + 3 < clear_blocks, one, two, window, index + 24)
            other, four = majority(four, four_a, four_b), xor3(four, four_a, four_b)
            carry, eight = majority(eight, carry, other), xor3(eight, carry, other)
        else:
            carry, eight = bit_and(eight, carry), bit_xor(eight, carry)
        index += 32
        carry, b16 = bit_and(b16, carry), bit_xor(b16, carry)
        carry, b32 = bit_and(b32, carry), bit_xor(b32, carry)
        if levels > 7:
            carry_on(counts, levels, bit_and(b64, carry))
        b64 = bit_xor(b64, carry)
    store(counts, one)
    store(counts + PLANE, two)
    store(counts + 2 * PLANE, four)
    store(counts + 3 * PLANE, eight)
    store(counts + 4 * PLANE, b16)
    store(counts + 5 * PLANE, b32)
    store(counts + 6 * PLANE, b64)


@inlined
def carries(levels):
    """Planes of a sum that are read behind it: see :func:`engine.backend.bitsliced.kernels.unit.expand`."""
    return 8 if levels <= 8 else 10 if levels <= 10 else LEVELS


@inlined
def merge_classes(counts, counted, levels, sums):
    """Add class counts into four sums, bit by bit from the lowest, all eleven adders' carries in registers.

    With m0..m7 the counts of the classes: sum 0 is m1 + m3 + m5 + m7, sum 1 is m2 + m3 + m6 + m7, sum 2 is
    m4 + m5 + m6 + m7 and sum 3 is all of them.

    Parameters
    ----------
    counts : int
        Address of eight counts, `counted` planes each.
    counted : int
        See :func:`planes_counted`; what would lie above is clear.
    levels : int
        Bits of the largest sum.
    sums : int
        Address of four sums of :data:`LEVELS` planes each. All that are read behind it are written.
    """
    apart, step = counted * PLANE, LEVELS * PLANE
    c01 = c23 = c45 = c67 = c13 = c57 = c0 = c1 = c2 = c03 = c3 = zeros()
    for level in range(min(counted, levels)):
        here = counts + level * PLANE
        m0, m1 = load(here), load(here + apart)
        s01, c01 = xor3(c01, m0, m1), majority(c01, m0, m1)
        m2, m3 = load(here + 2 * apart), load(here + 3 * apart)
        s23, c23 = xor3(c23, m2, m3), majority(c23, m2, m3)
        s13, c13 = xor3(c13, m1, m3), majority(c13, m1, m3)
        m4, m5 = load(here + 4 * apart), load(here + 5 * apart)
        s45, c45 = xor3(c45, m4, m5), majority(c45, m4, m5)
        m6, m7 = load(here + 6 * apart), load(here + 7 * apart)
        s67, c67 = xor3(c67, m6, m7), majority(c67, m6, m7)
        s57, c57 = xor3(c57, m5, m7), majority(c57, m5, m7)
        out = sums + level * PLANE
        store(out, xor3(c0, s13, s57))
        c0 = majority(c0, s13, s57)
        store(out + step, xor3(c1, s23, s67))
        c1 = majority(c1, s23, s67)
        s2, c2 = xor3(c2, s45, s67), majority(c2, s45, s67)
        store(out + 2 * step, s2)
        s03, c03 = xor3(c03, s01, s23), majority(c03, s01, s23)
        store(out + 3 * step, xor3(c3, s03, s2))
        c3 = majority(c3, s03, s2)
    for level in range(counted, levels):  # nothing but carries is left
        out = sums + level * PLANE
        store(out, xor3(c0, c13, c57))
        c0 = majority(c0, c13, c57)
        store(out + step, xor3(c1, c23, c67))
        c1 = majority(c1, c23, c67)
        s2, c2 = xor3(c2, c45, c67), majority(c2, c45, c67)
        store(out + 2 * step, s2)
        s03, c03 = xor3(c03, c01, c23), majority(c03, c01, c23)
        store(out + 3 * step, xor3(c3, s03, s2))
        c3 = majority(c3, s03, s2)
        c01 = c23 = c45 = c67 = c13 = c57 = zeros()
    for level in range(levels, carries(levels)):
        for member in range(4):
            store(sums + member * step + level * PLANE, zeros())


@inlined
def planes_counted(class_levels):
    """Planes of each of a unit's class counts."""
    return max(COUNTED, class_levels)


@inlined
def counts_apart(passes, counted):
    """Bytes from one group's class counts to the next one's; 0 where no other pass goes on with them."""
    return CLASSES * counted * PLANE if passes > 1 else 0


@inlined
def count_classes(window, index_base, spans, class_levels, counts, more):
    """Class counts of one group of four outputs.

    Parameters
    ----------
    window : int
        Address of the window's planes.
    index_base : int
        Address of the network's index lists.
    spans : ndarray of int32, shape (8, 3)
        Per class: position of its list, blocks of complemented planes, blocks of plain planes.
    class_levels : int
        Bits of the unit's largest class count.
    counts : int
        Address of eight counts of :func:`planes_counted` planes each.
    more : bool
        Whether what is there is counted on.
    """
    for which in range(8):
        index = index_base + 2 * spans[which, 0]
        count_class(window, index, (spans[which, 1], spans[which, 2]), class_levels,
                    counts + which * planes_counted(class_levels) * PLANE, more)
