"""A 512-bit vector for Numba, lowered by LLVM to whatever the processor has.

Numba has no vector type. This module gives it one: a value that LLVM knows as ``<8 x i64>``, and the dozen
operations that the bit-sliced backend needs, as ``@intrinsic`` functions that emit LLVM IR. LLVM turns the same IR
into AVX-512, into pairs of AVX2 instructions or into NEON, and every one of them computes the same integers. A few
operations are single instructions on x86 that LLVM does not find from their plain form (:func:`_of_three_bits`,
:func:`engine.backend.bitsliced.numbers.native`); they are named where the target has them, and the plain form serves
everywhere else. Arithmetic on numbers is in :mod:`engine.backend.bitsliced.numbers`.

A vector has no fixed meaning; each operation says how it looks at the 512 bits:

* as bits (``xor3``, ``majority``, ``choose_bits``);
* as 64-bit words (``shift_left``, ``shift_right``; callers mask what crosses a byte);
* as 64 bytes (``interleave_low``, ``from_left``);
* as 32 numbers of 16 bits (names ending in ``16``) or 16 numbers of 32 bits (names ending in ``32``);
* as four quarters of 16 bytes (``quarters_low``), as two halves.

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
I16, I32, I64 = (ir.IntType(bits) for bits in (16, 32, 64))
BITS = ir.VectorType(I64, LANES)
OCTETS = ir.VectorType(ir.IntType(8), 64)
WORDS = ir.VectorType(I16, 32)
DOUBLES = ir.VectorType(I32, 16)


class Vector(types.Type):
    """Numba's name for 512 bits in a register."""

    def __init__(self) -> None:
        super().__init__(name="Vector512")


vector = Vector()


@register_model(Vector)
class _VectorModel(models.PrimitiveModel):
    def __init__(self, manager, kind) -> None:
        super().__init__(manager, kind, BITS)


def constant(kind: ir.VectorType, value: int) -> ir.Constant:
    """All elements equal to a number known now."""
    return ir.Constant(kind, [value] * kind.count)


def splat(builder: ir.IRBuilder, scalar: ir.Value, kind: ir.VectorType) -> ir.Value:
    """All elements equal to `scalar`, cut or extended to the element's width."""
    width, wanted = scalar.type.width, kind.element.width
    if width > wanted:
        scalar = builder.trunc(scalar, kind.element)
    elif width < wanted:
        scalar = builder.sext(scalar, kind.element)
    first = builder.insert_element(ir.Constant(kind, ir.Undefined), scalar, I32(0))
    order = ir.Constant(ir.VectorType(I32, kind.count), [0] * kind.count)
    return builder.shuffle_vector(first, ir.Constant(kind, ir.Undefined), order)


def shuffle(builder: ir.IRBuilder, a: ir.Value, b: ir.Value, order: list[int]) -> ir.Value:
    """Pick elements from two vectors; numbers from the first one's length on mean the second."""
    return builder.shuffle_vector(a, b, ir.Constant(ir.VectorType(I32, len(order)), order))


def pointer(builder: ir.IRBuilder, address: ir.Value, kind: ir.Type) -> ir.Value:
    """An address as LLVM's pointer."""
    return builder.inttoptr(address, kind.as_pointer())


def call(builder: ir.IRBuilder, name: str, kind: ir.Type, arguments: list[ir.Value]) -> ir.Value:
    """Call one of LLVM's intrinsics."""
    function_type = ir.FunctionType(kind, [argument.type for argument in arguments])
    module = builder.module
    function = module.globals.get(name) or ir.Function(module, function_type, name)
    return builder.call(function, arguments)


def features_of(context) -> list[str]:
    """What the target of this compilation has, forced by ``NUMBA_CPU_FEATURES`` or not."""
    return context.codegen().magic_tuple()[2].split(",")


def _of_three_bits(table: int, plain: Callable):
    """An operation on three bits: AVX-512 does any by its truth table; LLVM misses it where terms are shared."""
    def build(context, builder, signature, arguments):
        if "+avx512f" in features_of(context):
            return call(builder, "llvm.x86.avx512.pternlog.q.512", BITS, [*arguments, I32(table)])
        return plain(builder, *arguments)
    return vector(vector, vector, vector), build


@intrinsic
def address_of(typingctx, array):
    """Address of an array's first element, as a signed integer."""
    def build(context, builder, signature, arguments):
        data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        return builder.ptrtoint(data, I64)
    return types.intp(array), build


@intrinsic
def load(typingctx, address):
    """Read 64 bytes from a multiple of 64."""
    def build(context, builder, signature, arguments):
        return builder.load(pointer(builder, arguments[0], BITS), align=BYTES)
    return vector(types.intp), build


@intrinsic
def load_anywhere(typingctx, address):
    """Read 64 bytes from an even address."""
    def build(context, builder, signature, arguments):
        return builder.load(pointer(builder, arguments[0], BITS), align=2)
    return vector(types.intp), build


@intrinsic
def load_four(typingctx, base, index):
    """Read four vectors: each lies at `base` plus eight times one of four 16-bit numbers, without a sign, at `index`.

    One read gives all four numbers, for the reads are what there are most of where planes are counted.
    """
    def build(context, builder, signature, arguments):
        base, index = arguments
        numbers = builder.load(pointer(builder, index, I64), align=2)
        read = []
        for place in range(4):
            number = builder.trunc(builder.lshr(numbers, I64(16 * place)), I16)
            address = builder.add(base, builder.mul(builder.zext(number, I64), I64(8)))
            read.append(builder.load(pointer(builder, address, BITS), align=BYTES))
        return context.make_tuple(builder, signature.return_type, read)
    return types.UniTuple(vector, 4)(types.intp, types.intp), build


@intrinsic
def store(typingctx, address, value):
    """Write 64 bytes to a multiple of 64."""
    def build(context, builder, signature, arguments):
        builder.store(arguments[1], pointer(builder, arguments[0], BITS), align=BYTES)
        return context.get_dummy_value()
    return types.void(types.intp, vector), build


@intrinsic
def prefetch(typingctx, address):
    """Ask for the cache line at an address, which will be read and written soon."""
    def build(context, builder, signature, arguments):
        place = pointer(builder, arguments[0], ir.IntType(8))
        kind = ir.FunctionType(ir.VoidType(), [place.type, I32, I32, I32])
        module = builder.module
        function = module.globals.get("llvm.prefetch.p0") or ir.Function(module, kind, "llvm.prefetch.p0")
        builder.call(function, [place, I32(1), I32(3), I32(1)])
        return context.get_dummy_value()
    return types.void(types.intp), build


@intrinsic
def keep_rolled(typingctx):
    """Nothing: an empty line of assembly, which keeps LLVM from unrolling the loop around it.

    In a chain of ``vpdpwssd`` LLVM takes every second one apart, to shorten a wait that no loop of ours has.
    """
    def build(context, builder, signature, arguments):
        nothing = ir.InlineAsm(ir.FunctionType(ir.VoidType(), []), "", "", side_effect=True)
        builder.call(nothing, [], attrs=("nounwind",))
        return context.get_dummy_value()
    return types.void(), build


@intrinsic
def zeros(typingctx):
    """All bits clear."""
    def build(context, builder, signature, arguments):
        return constant(BITS, 0)
    return vector(), build


@intrinsic
def same_words(typingctx, scalar):
    """One 64-bit pattern in every word."""
    def build(context, builder, signature, arguments):
        return splat(builder, arguments[0], BITS)
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
def minority(typingctx, a, b, c):
    """The carry of not `a`, not `b` and not `c`, whose sum bit is not a ^ b ^ c."""
    def plain(builder, a, b, c):
        return builder.not_(builder.or_(builder.and_(b, c), builder.and_(a, builder.xor(b, c))))
    return _of_three_bits(0x17, plain)


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
        return builder.shl(arguments[0], splat(builder, arguments[1], BITS))
    return vector(vector, types.int64), build


@intrinsic
def shift_right(typingctx, a, places):
    """Every 64-bit word shifted to the right; zeros come in."""
    def build(context, builder, signature, arguments):
        return builder.lshr(arguments[0], splat(builder, arguments[1], BITS))
    return vector(vector, types.int64), build


def bytes_of_two(order: list[int]):
    """An operation that picks 64 bytes from two vectors; numbers from 64 on mean the second."""
    def build(context, builder, signature, arguments):
        a, b = (builder.bitcast(argument, OCTETS) for argument in arguments)
        return builder.bitcast(shuffle(builder, a, b, order), BITS)
    return vector(vector, vector), build


@intrinsic
def from_left(typingctx, a, left):
    """Bytes moved up by one place; the last byte of `left` comes in first."""
    return bytes_of_two([127, *range(63)])


@intrinsic
def from_right(typingctx, a, right):
    """Bytes moved down by one place; the first byte of `right` comes in last."""
    return bytes_of_two([*range(1, 64), 64])


@intrinsic
def interleave_low(typingctx, low, high):
    """16-bit numbers from low and high bytes 0..7 of every 16."""
    return bytes_of_two([16 * q + i + 64 * s for q in range(4) for i in range(8) for s in (0, 1)])


@intrinsic
def interleave_high(typingctx, low, high):
    """16-bit numbers from low and high bytes 8..15 of every 16."""
    return bytes_of_two([16 * q + 8 + i + 64 * s for q in range(4) for i in range(8) for s in (0, 1)])


@intrinsic
def low_bytes(typingctx, a, b):
    """Undo :func:`interleave_low` and :func:`interleave_high`: the low bytes of their numbers, in order."""
    return bytes_of_two([16 * q + 2 * i + 64 * s for q in range(4) for s in (0, 1) for i in range(8)])


@intrinsic
def quarters_low(typingctx, a, b):
    """Quarters 0 of a, 0 of b, 1 of a, 1 of b: half a step of transposing four vectors' quarters."""
    return bytes_of_two([16 * q + i + 64 * s for q in (0, 1) for s in (0, 1) for i in range(16)])


@intrinsic
def quarters_high(typingctx, a, b):
    """Quarters 2 of a, 2 of b, 3 of a, 3 of b."""
    return bytes_of_two([16 * q + i + 64 * s for q in (2, 3) for s in (0, 1) for i in range(16)])


@intrinsic
def halves_low(typingctx, a, b):
    """First half of a, first half of b."""
    return bytes_of_two([*range(32), *range(64, 96)])


@intrinsic
def halves_high(typingctx, a, b):
    """Second half of a, second half of b."""
    return bytes_of_two([*range(32, 64), *range(96, 128)])
