"""Arithmetic on 512-bit vectors seen as 32 numbers of 16 bits or as 16 numbers of 32 bits.

The second half of :mod:`engine.backend.bitsliced.vector`, with the same rules. Names say the width of the numbers.
"""

from __future__ import annotations

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from engine.backend.bitsliced.vector import (
    BITS,
    DOUBLES,
    I16,
    I32,
    WORDS,
    bytes_of_two,
    call,
    constant,
    features_of,
    pointer,
    shuffle,
    splat,
    vector,
)
from engine.backend.integers import HIGHEST, LOWEST

_PMULHRSW = (
    ("+avx512bw", "llvm.x86.avx512.pmul.hr.sw.512", 1),
    ("+avx2", "llvm.x86.avx2.pmul.hr.sw", 2),
    ("+ssse3", "llvm.x86.ssse3.pmul.hr.sw.128", 4),
)
_PACKSSDW = (
    ("+avx512bw", "llvm.x86.avx512.packssdw.512", 1),
    ("+avx2", "llvm.x86.avx2.packssdw", 2),
    ("+sse2", "llvm.x86.sse2.packssdw.128", 4),
)
_PMADDWD = (
    ("+avx512bw", "llvm.x86.avx512.pmaddw.d.512", 1),
    ("+avx2", "llvm.x86.avx2.pmadd.wd", 2),
    ("+sse2", "llvm.x86.sse2.pmadd.wd", 4),
)


def native(context, builder: ir.IRBuilder, forms: tuple, kind: ir.VectorType, operands: list):
    """Emit one of x86's own instructions, on as many pieces as the target's registers ask for.

    Parameters
    ----------
    forms : tuple of (feature, LLVM intrinsic, pieces)
        Widest first.
    kind : ir.VectorType
        What one whole result is.
    operands : list of ir.Value
        Whole vectors.

    Returns
    -------
    ir.Value or None
        None where the target has none of the forms.
    """
    for feature, intrinsic_name, pieces in forms:
        if feature not in features_of(context):
            continue
        results = []
        part = ir.VectorType(kind.element, kind.count // pieces)
        for piece in range(pieces):
            cut = []
            for operand in operands:
                count = operand.type.count // pieces
                order = list(range(piece * count, (piece + 1) * count))
                cut.append(shuffle(builder, operand, operand, order) if pieces > 1 else operand)
            results.append(call(builder, intrinsic_name, part, cut))
        while len(results) > 1:
            results = [shuffle(builder, a, b, list(range(2 * a.type.count)))
                       for a, b in zip(results[::2], results[1::2], strict=True)]
        return results[0]
    return None


@intrinsic
def pair_low16(typingctx, a, b):
    """Pairs (a, b) of the numbers 0..3 of every 8."""
    return bytes_of_two([16 * q + 2 * i + o + 64 * s
                          for q in range(4) for i in range(4) for s in (0, 1) for o in (0, 1)])


@intrinsic
def pair_high16(typingctx, a, b):
    """Pairs (a, b) of the numbers 4..7 of every 8."""
    return bytes_of_two([16 * q + 8 + 2 * i + o + 64 * s
                          for q in range(4) for i in range(4) for s in (0, 1) for o in (0, 1)])


@intrinsic
def even_eighths(typingctx, a, b):
    """Of 64 numbers in two vectors, those in the runs of eight 0, 2, 4 and 6."""
    return bytes_of_two([32 * q + i for q in range(4) for i in range(16)])


@intrinsic
def odd_eighths(typingctx, a, b):
    """Of 64 numbers in two vectors, those in the runs of eight 1, 3, 5 and 7."""
    return bytes_of_two([32 * q + 16 + i for q in range(4) for i in range(16)])


def _numbers(builder: ir.IRBuilder, kind: ir.VectorType, values) -> list[ir.Value]:
    return [builder.bitcast(value, kind) for value in values]


@intrinsic
def same16(typingctx, scalar):
    """One number in all 32 places."""
    def build(context, builder, signature, arguments):
        return builder.bitcast(splat(builder, arguments[0], WORDS), BITS)
    return vector(types.int64), build


@intrinsic
def broadcast16(typingctx, address):
    """The number stored at an even address, in all 32 places."""
    def build(context, builder, signature, arguments):
        scalar = builder.load(pointer(builder, arguments[0], I16), align=2)
        return builder.bitcast(splat(builder, scalar, WORDS), BITS)
    return vector(types.intp), build


@intrinsic
def subtract16(typingctx, a, b):
    """a - b, wrapping."""
    def build(context, builder, signature, arguments):
        return builder.bitcast(builder.sub(*_numbers(builder, WORDS, arguments)), BITS)
    return vector(vector, vector), build


@intrinsic
def shift_left16(typingctx, a, places):
    """a * 2**places, wrapping."""
    def build(context, builder, signature, arguments):
        number = builder.bitcast(arguments[0], WORDS)
        return builder.bitcast(builder.shl(number, splat(builder, arguments[1], WORDS)), BITS)
    return vector(vector, types.int64), build


@intrinsic
def add_saturated16(typingctx, a, b):
    """a + b, clipped to the range of 16 bits."""
    def build(context, builder, signature, arguments):
        numbers = _numbers(builder, WORDS, arguments)
        return builder.bitcast(call(builder, "llvm.sadd.sat.v32i16", WORDS, numbers), BITS)
    return vector(vector, vector), build


@intrinsic
def subtract_saturated16(typingctx, a, b):
    """a - b, clipped to the range of 16 bits."""
    def build(context, builder, signature, arguments):
        numbers = _numbers(builder, WORDS, arguments)
        return builder.bitcast(call(builder, "llvm.ssub.sat.v32i16", WORDS, numbers), BITS)
    return vector(vector, vector), build


@intrinsic
def largest16(typingctx, a, b):
    """The larger of two."""
    def build(context, builder, signature, arguments):
        numbers = _numbers(builder, WORDS, arguments)
        return builder.bitcast(call(builder, "llvm.smax.v32i16", WORDS, numbers), BITS)
    return vector(vector, vector), build


@intrinsic
def smallest16(typingctx, a, b):
    """The smaller of two."""
    def build(context, builder, signature, arguments):
        numbers = _numbers(builder, WORDS, arguments)
        return builder.bitcast(call(builder, "llvm.smin.v32i16", WORDS, numbers), BITS)
    return vector(vector, vector), build


@intrinsic
def multiply_rounded16(typingctx, a, b):
    """(a * b + 2**14) >> 15, the product of two fractions rounded half up; a * b must stay below 2**30."""
    def build(context, builder, signature, arguments):
        wide = ir.VectorType(I32, 32)
        a, b = _numbers(builder, WORDS, arguments)
        found = native(context, builder, _PMULHRSW, WORDS, [a, b])
        if found is not None:
            return builder.bitcast(found, BITS)
        a, b = builder.sext(a, wide), builder.sext(b, wide)
        high = builder.lshr(builder.mul(a, b), constant(wide, 14))
        rounded = builder.lshr(builder.add(high, constant(wide, 1)), constant(wide, 1))
        return builder.bitcast(builder.trunc(rounded, WORDS), BITS)
    return vector(vector, vector), build


@intrinsic
def where_above16(typingctx, value, limit, then, other):
    """`then` where value > limit, else `other`."""
    def build(context, builder, signature, arguments):
        value, limit, then, other = _numbers(builder, WORDS, arguments)
        above = builder.icmp_signed(">", value, limit)
        return builder.bitcast(builder.select(above, then, other), BITS)
    return vector(vector, vector, vector, vector), build


@intrinsic
def mark_above16(typingctx, marks, value, limit, bit):
    """`marks`, in which `bit` is clear, with it set where value > limit. An addition: AVX-512 has it under a mask."""
    def build(context, builder, signature, arguments):
        marks, value, limit, bit = _numbers(builder, WORDS, arguments)
        above = builder.icmp_signed(">", value, limit)
        return builder.bitcast(builder.select(above, builder.add(marks, bit), marks), BITS)
    return vector(vector, vector, vector, vector), build


@intrinsic
def broadcast32(typingctx, address):
    """The four bytes stored at a multiple of four, in all 16 places."""
    def build(context, builder, signature, arguments):
        scalar = builder.load(pointer(builder, arguments[0], I32), align=4)
        return builder.bitcast(splat(builder, scalar, DOUBLES), BITS)
    return vector(types.intp), build


@intrinsic
def add_products32(typingctx, total, a, b):
    """total + a.even * b.even + a.odd * b.odd, the pairs being neighbouring 16-bit numbers; wraps at 32 bits."""
    def build(context, builder, signature, arguments):
        a, b = _numbers(builder, WORDS, arguments[1:])
        total = builder.bitcast(arguments[0], DOUBLES)
        found = native(context, builder, _PMADDWD, DOUBLES, [a, b])
        if found is not None:
            return builder.bitcast(builder.add(total, found), BITS)
        products = []
        for parity in (0, 1):
            order = list(range(parity, 32, 2))
            left, right = (builder.sext(shuffle(builder, x, x, order), DOUBLES) for x in (a, b))
            products.append(builder.mul(left, right))
        return builder.bitcast(builder.add(total, builder.add(*products)), BITS)
    return vector(vector, vector, vector), build


@intrinsic
def add32(typingctx, a, b):
    """a + b, wrapping."""
    def build(context, builder, signature, arguments):
        return builder.bitcast(builder.add(*_numbers(builder, DOUBLES, arguments)), BITS)
    return vector(vector, vector), build


@intrinsic
def round_shift32(typingctx, a, first, last):
    """((a >> first) + last) >> last: with last = 1 a right shift by first + 1 that rounds half up."""
    def build(context, builder, signature, arguments):
        value = builder.bitcast(arguments[0], DOUBLES)
        first, last = (splat(builder, x, DOUBLES) for x in arguments[1:])
        value = builder.ashr(builder.add(builder.ashr(value, first), last), last)
        return builder.bitcast(value, BITS)
    return vector(vector, types.int64, types.int64), build


@intrinsic
def narrow_saturated(typingctx, a, b):
    """Undo the pairing of 32-bit numbers: clip both to 16 bits; 4 of a, 4 of b, alternating."""
    def build(context, builder, signature, arguments):
        clipped, numbers = [], _numbers(builder, DOUBLES, arguments)
        found = native(context, builder, _PACKSSDW, WORDS, numbers)
        if found is not None:
            return builder.bitcast(found, BITS)
        for value in numbers:
            capped = call(builder, "llvm.smin.v16i32", DOUBLES, [value, constant(DOUBLES, HIGHEST)])
            capped = call(builder, "llvm.smax.v16i32", DOUBLES, [capped, constant(DOUBLES, LOWEST)])
            clipped.append(builder.bitcast(capped, WORDS))
        order = [8 * q + 2 * i + 32 * s for q in range(4) for s in (0, 1) for i in range(4)]
        return builder.bitcast(shuffle(builder, *clipped, order), BITS)
    return vector(vector, vector), build
