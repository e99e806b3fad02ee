"""The 512-bit vector: every operation against NumPy."""

import importlib

import numpy as np
import pytest


def words(values):
    """512 bits seen as 16-bit numbers."""
    return values.view(np.int16).astype(np.int64)


def wrapped(values):
    return (np.asarray(values) & 0xFFFF).astype(np.uint16).view(np.uint8)


def choice(value, limit, then, other):
    return np.where(words(value) > words(limit), then.view(np.int16), other.view(np.int16)).view(np.uint8)


def products(total, a, b):
    x = (words(a) * words(b)).reshape(16, 2).sum(axis=1) + total.view(np.int32)
    return (x & 0xFFFFFFFF).astype(np.uint32).view(np.uint8)


def by_quarter(count, pick):
    return np.concatenate([pick(quarter) for quarter in range(count)])


MEANING = {
    "xor3(a, b, c)": lambda a, b, c: a ^ b ^ c,
    "majority(a, b, c)": lambda a, b, c: (a & b) | (a & c) | (b & c),
    "majority_of_clear(a, b, c)": lambda a, b, c: (a & ~b) | (a & ~c) | (~b & ~c),
    "minority(a, b, c)": lambda a, b, c: (~a & ~b) | (~a & ~c) | (~b & ~c),
    "choose_bits(a, b, c)": lambda a, b, c: (a & b) | (~a & c),
    "from_left(a, b)": lambda a, b, c: np.concatenate([b[-1:], a[:-1]]),
    "from_right(a, b)": lambda a, b, c: np.concatenate([a[1:], b[:1]]),
    "shift_left(a, 3)": lambda a, b, c: (a.view(np.uint64) << np.uint64(3)).view(np.uint8),
    "shift_right(a, 3)": lambda a, b, c: (a.view(np.uint64) >> np.uint64(3)).view(np.uint8),
    "add_saturated16(a, b)": lambda a, b, c: wrapped(np.clip(words(a) + words(b), -32768, 32767)),
    "subtract16(a, b)": lambda a, b, c: wrapped(words(a) - words(b)),
    "shift_left16(a, 3)": lambda a, b, c: wrapped(words(a) << 3),
    "largest16(a, b)": lambda a, b, c: wrapped(np.maximum(words(a), words(b))),
    "multiply_rounded16(a, b)": lambda a, b, c: wrapped((words(a) * words(b) + (1 << 14)) >> 15),
    "where_above16(a, b, c, a)": lambda a, b, c: choice(a, b, c, a),
    "mark_above16(zeros(), a, b, same16(4))": lambda a, b, c: wrapped(4 * (words(a) > words(b))),
    "mark_above16(same16(3), a, b, same16(4))": lambda a, b, c: wrapped(3 + 4 * (words(a) > words(b))),
    "add_products32(c, a, b)": lambda a, b, c: products(c, a, b),
    "interleave_low(a, b)": lambda a, b, c: by_quarter(
        4, lambda q: np.stack([a[16 * q : 16 * q + 8], b[16 * q : 16 * q + 8]], axis=1).ravel()),
    "interleave_high(a, b)": lambda a, b, c: by_quarter(
        4, lambda q: np.stack([a[16 * q + 8 : 16 * q + 16], b[16 * q + 8 : 16 * q + 16]], axis=1).ravel()),
    "low_bytes(interleave_low(a, b), interleave_high(a, b))": lambda a, b, c: a,
    "halves_low(a, b)": lambda a, b, c: np.concatenate([a[:32], b[:32]]),
    "halves_high(a, b)": lambda a, b, c: np.concatenate([a[32:], b[32:]]),
    "add32(a, b)": lambda a, b, c: (a.view(np.uint32) + b.view(np.uint32)).view(np.uint8),
    "round_shift32(a, 4, 1)": lambda a, b, c: ((a.view(np.int32).astype(np.int64) + 16) >> 5)
        .astype(np.int32).view(np.uint8),
    "narrow_saturated(round_shift32(pair_low16(a, b), 7, 1), round_shift32(pair_high16(a, b), 7, 1))":
        lambda a, b, c: wrapped(np.clip(
            (((words(b) << 16) + (words(a) & 0xFFFF)) + 128) >> 8, -32768, 32767)),
}


@pytest.fixture(scope="module")
def operate(bitsliced):
    """Run all operations in one kernel: (a, b, c) -> name -> 64 bytes."""
    numba = importlib.import_module("numba")
    parts = [importlib.import_module(f"engine.backend.bitsliced.{name}") for name in ("vector", "numbers")]
    lines = ["def kernel(inputs, outputs):",
             "    start, out = address_of(inputs), address_of(outputs)",
             "    a, b, c = load(start), load(start + 64), load(start + 128)"]
    lines += [f"    store(out + {64 * place}, {name})" for place, name in enumerate(MEANING)]
    scope = vars(parts[0]) | vars(parts[1])
    exec("\n".join(lines), scope)  # one kernel for all: compiling each by itself would take a minute
    kernel = numba.njit(scope["kernel"])

    def run(*inputs):
        given, found = bitsliced.aligned((3, 64), np.uint8), bitsliced.aligned((len(MEANING), 64), np.uint8)
        given[:] = inputs
        kernel(given, found)
        return dict(zip(MEANING, found, strict=True))

    return run


def test_four_planes_are_read_at_once(bitsliced):
    numba = importlib.import_module("numba")
    vector = importlib.import_module("engine.backend.bitsliced.vector")
    scope = vars(vector).copy()
    exec("def kernel(planes, index, out):\n"
         "    read = load_four(address_of(planes), address_of(index))\n"
         "    for place in range(4):\n"
         "        store(address_of(out) + 64 * place, read[place])", scope)
    planes, out = bitsliced.aligned((9000, 64), np.uint8), bitsliced.aligned((4, 64), np.uint8)
    planes[:, 0], planes[:, 63] = np.arange(9000) % 251, 7
    wanted = np.array([8191, 0, 5000, 1], np.uint16)
    numba.njit(scope["kernel"])(planes, wanted * 8, out)
    assert np.array_equal(out, planes[wanted]), "the largest place takes all sixteen bits"


@pytest.mark.parametrize("seed", range(4))
def test_every_operation(operate, seed):
    random = np.random.default_rng(seed)
    inputs = random.integers(0, 256, (3, 64)).astype(np.uint8)
    if seed == 3:  # the ends of the ranges; -32768 * -32768 is outside what multiply_rounded16 promises
        ends = np.array([-32767, -1, 0, 1, 32767, 32766, 16384, -16384], np.int16)
        inputs = random.choice(ends, (3, 32)).view(np.uint8)
    found = operate(*inputs)
    for name, meaning in MEANING.items():
        assert np.array_equal(found[name], meaning(*inputs)), name
