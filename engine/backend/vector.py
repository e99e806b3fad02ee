"""A 512-bit vector for Numba, lowered by LLVM to whatever the processor has.

Numba has no vector type. This module gives it one: a value that LLVM knows as ``<8 x i64>``, and the dozen
operations that the bit-sliced backend needs, as ``@intrinsic`` functions that emit LLVM IR. LLVM turns the same IR
into AVX-512, into pairs of AVX2 instructions or into NEON, and every one of them computes the same integers. A few
operations are single instructions on x86 that LLVM does not find from their plain form (:func:`_native`,
:func:`_of_three_bits`); they are named where the target has them, and the plain form serves everywhere else.

A vector has no fixed meaning; each operation says how it looks at the 512 bits:

* as bits (``xor3``, ``majority``, ``choose_bits``);
* as 64-bit words (``shift_left``, ``shift_right``; callers mask what crosses a byte);
* as 64 bytes (``interleave_low``, ``from_left``);
* as 32 numbers of 16 bits (names ending in ``16``) or 16 numbers of 32 bits (names ending in ``32``).

Addresses are plain integers. :func:`load` and :func:`store` want multiples of 64: on the machines measured, a
vector that straddles two cache lines costs 1.4 times the time of the whole loop.
"""

from __future__ import annotations

from collections.abc import Callable

from llvmlite import ir
from numba import types
from numba.extending import intrinsic, models, register_model

LANES = 8
BYTES = 64
_I16, _I32, _I64, _I1 = (ir.IntType(bits) for bits in (16, 32, 64, 1))
_BITS = ir.VectorType(_I64, LANES)
_OCTETS = ir.VectorType(ir.IntType(8), 64)
_WORDS = ir.VectorType(_I16, 32)
_DOUBLES = ir.VectorType(_I32, 16)

_PMULHRSW = (
    ("+avx512bw", "llvm.x86.avx512.pmul.hr.sw.512", 1),
    ("+avx2", "llvm.x86.avx2.pmul.hr.sw", 2),
    ("+ssse3", "llvm.x86.ssse3.pmul.hr.sw.128", 4),
)
_PMADDWD = (
    ("+avx512bw", "llvm.x86.avx512.pmaddw.d.512", 1),
    ("+avx2", "llvm.x86.avx2.pmadd.wd", 2),
    ("+sse2", "llvm.x86.sse2.pmadd.wd", 4),
)


class Vector(types.Type):
    """Numba's name for 512 bits in a register."""

    def __init__(self) -> None:
        super().__init__(name="Vector512")


vector = Vector()


@register_model(Vector)
class _VectorModel(models.PrimitiveModel):
    def __init__(self, manager, kind) -> None:
        super().__init__(manager, kind, _BITS)


def _constant(kind: ir.VectorType, value: int) -> ir.Constant:
    return ir.Constant(kind, [value] * kind.count)


def _splat(builder: ir.IRBuilder, scalar: ir.Value, kind: ir.VectorType) -> ir.Value:
    """All elements equal to `scalar`, cut or extended to the element's width."""
    width, wanted = scalar.type.width, kind.element.width
    if width > wanted:
        scalar = builder.trunc(scalar, kind.element)
    elif width < wanted:
        scalar = builder.sext(scalar, kind.element)
    first = builder.insert_element(ir.Constant(kind, ir.Undefined), scalar, _I32(0))
    order = ir.Constant(ir.VectorType(_I32, kind.count), [0] * kind.count)
    return builder.shuffle_vector(first, ir.Constant(kind, ir.Undefined), order)


def _shuffle(builder: ir.IRBuilder, a: ir.Value, b: ir.Value, order: list[int]) -> ir.Value:
    return builder.shuffle_vector(a, b, ir.Constant(ir.VectorType(_I32, len(order)), order))


def _pointer(builder: ir.IRBuilder, address: ir.Value, kind: ir.Type) -> ir.Value:
    return builder.inttoptr(address, kind.as_pointer())


def _call(builder: ir.IRBuilder, name: str, kind: ir.Type, arguments: list[ir.Value]) -> ir.Value:
    function_type = ir.FunctionType(kind, [argument.type for argument in arguments])
    module = builder.module
    function = module.globals.get(name) or ir.Function(module, function_type, name)
    return builder.call(function, arguments)


def _native(context, builder: ir.IRBuilder, forms: tuple, kind: ir.VectorType, operands: list):
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
        if feature not in _features(context):
            continue
        results = []
        part = ir.VectorType(kind.element, kind.count // pieces)
        for piece in range(pieces):
            cut = []
            for operand in operands:
                count = operand.type.count // pieces
                order = list(range(piece * count, (piece + 1) * count))
                cut.append(_shuffle(builder, operand, operand, order) if pieces > 1 else operand)
            results.append(_call(builder, intrinsic_name, part, cut))
        while len(results) > 1:
            results = [_shuffle(builder, a, b, list(range(2 * a.type.count)))
                       for a, b in zip(results[::2], results[1::2], strict=True)]
        return results[0]
    return None


def _features(context) -> list[str]:
    """What the target of this compilation has, forced by ``NUMBA_CPU_FEATURES`` or not."""
    return context.codegen().magic_tuple()[2].split(",")


def _of_three_bits(table: int, plain: Callable):
    """An operation on three bits: AVX-512 does any by its truth table; LLVM misses it where terms are shared."""
    def build(context, builder, signature, arguments):
        if "+avx512f" in _features(context):
            return _call(builder, "llvm.x86.avx512.pternlog.q.512", _BITS, [*arguments, _I32(table)])
        return plain(builder, *arguments)
    return vector(vector, vector, vector), build


@intrinsic
def address_of(typingctx, array):
    """Address of an array's first element, as a signed integer."""
    def build(context, builder, signature, arguments):
        data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        return builder.ptrtoint(data, _I64)
    return types.intp(array), build


@intrinsic
def load(typingctx, address):
    """Read 64 bytes from a multiple of 64."""
    def build(context, builder, signature, arguments):
        return builder.load(_pointer(builder, arguments[0], _BITS), align=BYTES)
    return vector(types.intp), build


@intrinsic
def load_anywhere(typingctx, address):
    """Read 64 bytes from an even address."""
    def build(context, builder, signature, arguments):
        return builder.load(_pointer(builder, arguments[0], _BITS), align=2)
    return vector(types.intp), build


@intrinsic
def load_indexed(typingctx, base, index):
    """Read the vector that lies at `base` plus the 32-bit byte offset stored at the address `index`."""
    def build(context, builder, signature, arguments):
        offset = builder.load(_pointer(builder, arguments[1], _I32), align=4)
        address = builder.add(arguments[0], builder.zext(offset, _I64))
        return builder.load(_pointer(builder, address, _BITS), align=BYTES)
    return vector(types.intp, types.intp), build


@intrinsic
def store(typingctx, address, value):
    """Write 64 bytes to a multiple of 64."""
    def build(context, builder, signature, arguments):
        builder.store(arguments[1], _pointer(builder, arguments[0], _BITS), align=BYTES)
        return context.get_dummy_value()
    return types.void(types.intp, vector), build


@intrinsic
def prefetch(typingctx, address):
    """Ask for the cache line at an address, which will be read and written soon."""
    def build(context, builder, signature, arguments):
        pointer = _pointer(builder, arguments[0], ir.IntType(8))
        kind = ir.FunctionType(ir.VoidType(), [pointer.type, _I32, _I32, _I32])
        module = builder.module
        function = module.globals.get("llvm.prefetch.p0") or ir.Function(module, kind, "llvm.prefetch.p0")
        builder.call(function, [pointer, _I32(1), _I32(3), _I32(1)])
        return context.get_dummy_value()
    return types.void(types.intp), build


@intrinsic
def zeros(typingctx):
    """All bits clear."""
    def build(context, builder, signature, arguments):
        return _constant(_BITS, 0)
    return vector(), build


@intrinsic
def same_words(typingctx, scalar):
    """One 64-bit pattern in every word."""
    def build(context, builder, signature, arguments):
        return _splat(builder, arguments[0], _BITS)
    return vector(types.int64), build


@intrinsic
def bit_and(typingctx, a, b):
    """a & b."""
    def build(context, builder, signature, arguments):
        return builder.and_(*arguments)
    return vector(vector, vector), build


@intrinsic
def bit_or(typingctx, a, b):
    """a | b."""
    def build(context, builder, signature, arguments):
        return builder.or_(*arguments)
    return vector(vector, vector), build


@intrinsic
def bit_xor(typingctx, a, b):
    """a ^ b: the sum bit of two."""
    def build(context, builder, signature, arguments):
        return builder.xor(*arguments)
    return vector(vector, vector), build


@intrinsic
def xor3(typingctx, a, b, c):
    """a ^ b ^ c: the sum bit of three."""
    def plain(builder, a, b, c):
        return builder.xor(a, builder.xor(b, c))
    return _of_three_bits(0x96, plain)


@intrinsic
def majority(typingctx, a, b, c):
    """Bits set in at least two of three: the carry of three."""
    def plain(builder, a, b, c):
        return builder.or_(builder.and_(b, c), builder.and_(a, builder.xor(b, c)))
    return _of_three_bits(0xE8, plain)


@intrinsic
def majority_of_clear(typingctx, a, b, c):
    """The carry of `a`, not `b` and not `c` (whose sum bit is still a ^ b ^ c)."""
    def plain(builder, a, b, c):
        neither = builder.not_(builder.or_(b, c))
        return builder.or_(neither, builder.and_(a, builder.xor(b, c)))
    return _of_three_bits(0x71, plain)


@intrinsic
def choose_bits(typingctx, mask, a, b):
    """Bits of `a` where `mask` is set, of `b` elsewhere."""
    def plain(builder, mask, a, b):
        return builder.or_(builder.and_(mask, a), builder.and_(builder.not_(mask), b))
    return _of_three_bits(0xCA, plain)


@intrinsic
def shift_left(typingctx, a, places):
    """Every 64-bit word shifted to the left."""
    def build(context, builder, signature, arguments):
        return builder.shl(arguments[0], _splat(builder, arguments[1], _BITS))
    return vector(vector, types.int64), build


@intrinsic
def shift_right(typingctx, a, places):
    """Every 64-bit word shifted to the right; zeros come in."""
    def build(context, builder, signature, arguments):
        return builder.lshr(arguments[0], _splat(builder, arguments[1], _BITS))
    return vector(vector, types.int64), build


def _bytes_of_two(order: list[int]):
    """An operation that picks 64 bytes from two vectors; numbers from 64 on mean the second."""
    def build(context, builder, signature, arguments):
        a, b = (builder.bitcast(argument, _OCTETS) for argument in arguments)
        return builder.bitcast(_shuffle(builder, a, b, order), _BITS)
    return vector(vector, vector), build


@intrinsic
def from_left(typingctx, a, left):
    """Bytes moved up by one place; the last byte of `left` comes in first."""
    return _bytes_of_two([127, *range(63)])


@intrinsic
def from_right(typingctx, a, right):
    """Bytes moved down by one place; the first byte of `right` comes in last."""
    return _bytes_of_two([*range(1, 64), 64])


@intrinsic
def interleave_low(typingctx, low, high):
    """16-bit numbers from low and high bytes 0..7 of every 16."""
    return _bytes_of_two([16 * q + i + 64 * s for q in range(4) for i in range(8) for s in (0, 1)])


@intrinsic
def interleave_high(typingctx, low, high):
    """16-bit numbers from low and high bytes 8..15 of every 16."""
    return _bytes_of_two([16 * q + 8 + i + 64 * s for q in range(4) for i in range(8) for s in (0, 1)])


@intrinsic
def low_bytes(typingctx, a, b):
    """Undo :func:`interleave_low` and :func:`interleave_high`: the low bytes of their numbers, in order."""
    return _bytes_of_two([16 * q + 2 * i + 64 * s for q in range(4) for s in (0, 1) for i in range(8)])


@intrinsic
def pair_low16(typingctx, a, b):
    """Pairs (a, b) of the numbers 0..3 of every 8."""
    return _bytes_of_two([16 * q + 2 * i + o + 64 * s
                          for q in range(4) for i in range(4) for s in (0, 1) for o in (0, 1)])


@intrinsic
def pair_high16(typingctx, a, b):
    """Pairs (a, b) of the numbers 4..7 of every 8."""
    return _bytes_of_two([16 * q + 8 + 2 * i + o + 64 * s
                          for q in range(4) for i in range(4) for s in (0, 1) for o in (0, 1)])


@intrinsic
def even_eighths(typingctx, a, b):
    """Of 64 numbers in two vectors, those in the runs of eight 0, 2, 4 and 6."""
    return _bytes_of_two([32 * q + i for q in range(4) for i in range(16)])


@intrinsic
def odd_eighths(typingctx, a, b):
    """Of 64 numbers in two vectors, those in the runs of eight 1, 3, 5 and 7."""
    return _bytes_of_two([32 * q + 16 + i for q in range(4) for i in range(16)])


@intrinsic
def quarters_low(typingctx, a, b):
    """Quarters 0 of a, 0 of b, 1 of a, 1 of b: half a step of transposing four vectors' quarters."""
    return _bytes_of_two([16 * q + i + 64 * s for q in (0, 1) for s in (0, 1) for i in range(16)])


@intrinsic
def quarters_high(typingctx, a, b):
    """Quarters 2 of a, 2 of b, 3 of a, 3 of b."""
    return _bytes_of_two([16 * q + i + 64 * s for q in (2, 3) for s in (0, 1) for i in range(16)])


@intrinsic
def halves_low(typingctx, a, b):
    """First half of a, first half of b."""
    return _bytes_of_two([*range(32), *range(64, 96)])


@intrinsic
def halves_high(typingctx, a, b):
    """Second half of a, second half of b."""
    return _bytes_of_two([*range(32, 64), *range(96, 128)])


def _numbers(builder: ir.IRBuilder, kind: ir.VectorType, values) -> list[ir.Value]:
    return [builder.bitcast(value, kind) for value in values]


@intrinsic
def same16(typingctx, scalar):
    """One number in all 32 places."""
    def build(context, builder, signature, arguments):
        return builder.bitcast(_splat(builder, arguments[0], _WORDS), _BITS)
    return vector(types.int64), build


@intrinsic
def broadcast16(typingctx, address):
    """The number stored at an even address, in all 32 places."""
    def build(context, builder, signature, arguments):
        scalar = builder.load(_pointer(builder, arguments[0], _I16), align=2)
        return builder.bitcast(_splat(builder, scalar, _WORDS), _BITS)
    return vector(types.intp), build


@intrinsic
def add16(typingctx, a, b):
    """a + b, wrapping."""
    def build(context, builder, signature, arguments):
        return builder.bitcast(builder.add(*_numbers(builder, _WORDS, arguments)), _BITS)
    return vector(vector, vector), build


@intrinsic
def subtract16(typingctx, a, b):
    """a - b, wrapping."""
    def build(context, builder, signature, arguments):
        return builder.bitcast(builder.sub(*_numbers(builder, _WORDS, arguments)), _BITS)
    return vector(vector, vector), build


@intrinsic
def shift_left16(typingctx, a, places):
    """a * 2**places, wrapping."""
    def build(context, builder, signature, arguments):
        number = builder.bitcast(arguments[0], _WORDS)
        return builder.bitcast(builder.shl(number, _splat(builder, arguments[1], _WORDS)), _BITS)
    return vector(vector, types.int64), build


@intrinsic
def add_saturated16(typingctx, a, b):
    """a + b, clipped to the range of 16 bits."""
    def build(context, builder, signature, arguments):
        numbers = _numbers(builder, _WORDS, arguments)
        return builder.bitcast(_call(builder, "llvm.sadd.sat.v32i16", _WORDS, numbers), _BITS)
    return vector(vector, vector), build


@intrinsic
def largest16(typingctx, a, b):
    """The larger of two."""
    def build(context, builder, signature, arguments):
        numbers = _numbers(builder, _WORDS, arguments)
        return builder.bitcast(_call(builder, "llvm.smax.v32i16", _WORDS, numbers), _BITS)
    return vector(vector, vector), build


@intrinsic
def multiply_rounded16(typingctx, a, b):
    """(a * b + 2**14) >> 15, the product of two fractions rounded half up; a * b must stay below 2**30."""
    def build(context, builder, signature, arguments):
        wide = ir.VectorType(_I32, 32)
        a, b = _numbers(builder, _WORDS, arguments)
        found = _native(context, builder, _PMULHRSW, _WORDS, [a, b])
        if found is not None:
            return builder.bitcast(found, _BITS)
        a, b = builder.sext(a, wide), builder.sext(b, wide)
        high = builder.lshr(builder.mul(a, b), _constant(wide, 14))
        rounded = builder.lshr(builder.add(high, _constant(wide, 1)), _constant(wide, 1))
        return builder.bitcast(builder.trunc(rounded, _WORDS), _BITS)
    return vector(vector, vector), build


@intrinsic
def where_above16(typingctx, value, limit, then, other):
    """`then` where value > limit, else `other`."""
    def build(context, builder, signature, arguments):
        value, limit, then, other = _numbers(builder, _WORDS, arguments)
        above = builder.icmp_signed(">", value, limit)
        return builder.bitcast(builder.select(above, then, other), _BITS)
    return vector(vector, vector, vector, vector), build


@intrinsic
def broadcast32(typingctx, address):
    """The four bytes stored at a multiple of four, in all 16 places."""
    def build(context, builder, signature, arguments):
        scalar = builder.load(_pointer(builder, arguments[0], _I32), align=4)
        return builder.bitcast(_splat(builder, scalar, _DOUBLES), _BITS)
    return vector(types.intp), build


@intrinsic
def add_products32(typingctx, total, a, b):
    """total + a.even * b.even + a.odd * b.odd, the pairs being neighbouring 16-bit numbers; wraps at 32 bits."""
    def build(context, builder, signature, arguments):
        a, b = _numbers(builder, _WORDS, arguments[1:])
        total = builder.bitcast(arguments[0], _DOUBLES)
        found = _native(context, builder, _PMADDWD, _DOUBLES, [a, b])
        if found is not None:
            return builder.bitcast(builder.add(total, found), _BITS)
        products = []
        for parity in (0, 1):
            order = list(range(parity, 32, 2))
            left, right = (builder.sext(_shuffle(builder, x, x, order), _DOUBLES) for x in (a, b))
            products.append(builder.mul(left, right))
        return builder.bitcast(builder.add(total, builder.add(*products)), _BITS)
    return vector(vector, vector, vector), build


@intrinsic
def round_shift32(typingctx, a, first, last):
    """((a >> first) + last) >> last: with last = 1 a right shift by first + 1 that rounds half up."""
    def build(context, builder, signature, arguments):
        value = builder.bitcast(arguments[0], _DOUBLES)
        first, last = (_splat(builder, x, _DOUBLES) for x in arguments[1:])
        value = builder.ashr(builder.add(builder.ashr(value, first), last), last)
        return builder.bitcast(value, _BITS)
    return vector(vector, types.int64, types.int64), build


@intrinsic
def narrow_saturated(typingctx, a, b):
    """Undo the pairing of 32-bit numbers: clip both to 16 bits; 4 of a, 4 of b, alternating."""
    def build(context, builder, signature, arguments):
        clipped = []
        for value in _numbers(builder, _DOUBLES, arguments):
            capped = _call(builder, "llvm.smin.v16i32", _DOUBLES, [value, _constant(_DOUBLES, 32767)])
            capped = _call(builder, "llvm.smax.v16i32", _DOUBLES, [capped, _constant(_DOUBLES, -32768)])
            clipped.append(builder.bitcast(capped, _WORDS))
        order = [8 * q + 2 * i + 32 * s for q in range(4) for s in (0, 1) for i in range(4)]
        return builder.bitcast(_shuffle(builder, *clipped, order), _BITS)
    return vector(vector, vector), build
