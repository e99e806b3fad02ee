"""The popcount backend: NumPy only, readable, and the truth that every other path is tested against.

One pixel's channels are packed into 64-bit words. Two words agree in ``64 - popcount(a ^ w)`` places, so the sum of
+-1 products over a window of K bits is ``K - 2 * popcount(a ^ w)``: an exclusive or, a count and an addition for 64
products. NumPy costs about a microsecond a call, so rows are taken in blocks large enough to hide that and small
enough to stay in the cache.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.backend import bits
from engine.backend.contract import Backend
from engine.backend.fixedpoint import convolve
from engine.backend.footprint import layered_bytes
from engine.backend.integers import HIGHEST, LOWEST, SLOPE_BITS, add_saturating, leaky_relu, round_shift, saturate
from engine.backend.layers import BinaryLayer, FloatLayer, LayeredRunner, Pieces, Rounding
from engine.backend.planes import copied, repeat_places, shuffled
from engine.backend.program import Convolution, FloatUnit, Program, Unit, activation_table, finished

SUMS_BYTES = 16 << 20
"""Exact sums are kept for as many rows at a time as fit in this."""
FEWEST_ROWS = 16
"""Fewer would spend much of their time on the row above and the row below."""
BLOCK_PIXELS = 16384
"""Pixels per block: large enough to amortize NumPy's calls, small enough for the second-level cache."""


class PopcountBackend(Backend):
    """Runs everywhere, and everything."""

    name = "popcount"

    def problem(self) -> str | None:
        """None: it needs nothing but NumPy."""
        return None

    def make_runner(self, program: Program) -> LayeredRunner:
        """Prepare a program."""
        return LayeredRunner(program, PIECES)

    def fastest_tile(self, _program: Program) -> int:
        """Its first pixels are on the screen in a fraction of a second, the halo costs a quarter."""
        return 256

    def tile_bytes(self, program: Program, height: int, width: int) -> int:
        """What grows with a tile, and blocks of constant size."""
        return layered_bytes(program, height, width)


class PlainConvolution(FloatLayer):
    """A float convolution as matrix products."""

    def __init__(self, convolution: Convolution) -> None:
        self.convolution = convolution

    def sums(self, x: np.ndarray) -> np.ndarray:
        """Exact sums."""
        return convolve(x, self.convolution)

    def stream(self, x: np.ndarray, how: Rounding) -> np.ndarray:
        """Sums onto the stream's grid."""
        stream = shuffled(float_convolution(x, self.convolution, how.shift, how.relu), how.factor)
        return leaky_relu(stream) if how.leaky else stream


def widened(stream: np.ndarray, change: np.ndarray, factor: int) -> np.ndarray:
    """Add the repeated channels of a stream to what a unit found, and shuffle: int16, `change` is overwritten."""
    for plane, place in zip(change, repeat_places(len(stream), len(change)), strict=True):
        plane[:] = saturate(np.add(stream[place], plane, dtype=np.int32))
    return shuffled(change, factor)


def float_convolution(x: np.ndarray, convolution: Convolution, shift: int, relu: bool) -> np.ndarray:
    """A convolution brought onto the stream's grid: int16 (inputs, h, w) to int16 (outputs, h, w)."""
    height, width = x.shape[1:]
    outputs = len(convolution.weight)
    stream = np.empty((outputs, height, width), np.int16)
    lowest = 0 if relu else LOWEST
    half = 0.5 if shift else 0.0
    rows = max(FEWEST_ROWS, SUMS_BYTES // (outputs * width * 8))
    for top in range(0, height, rows):  # sums take four times the stream's memory, so a few rows at a time
        bottom, first = min(top + rows, height), max(top - 1, 0)
        sums = convolve(x[:, first : bottom + 1], convolution)[:, top - first : bottom - first]
        for row, out in zip(sums, stream, strict=True):  # round_shift and saturate; float64 holds every step exactly
            np.multiply(row, 2.0**-shift, out=row)
            np.add(row, half, out=row)
            np.floor(row, out=row)
            np.clip(row, lowest, HIGHEST, out=row)
            out[top:bottom] = row
    return stream


def after_residual(unit: Unit | FloatUnit, kept: np.ndarray, change: np.ndarray) -> np.ndarray:
    """A unit's sum with its residual, if it adds one: rectified if it is so, then int16 (channels, h, w)."""
    total = np.add(kept, change, dtype=np.int32) if unit.adds else change
    if unit.rectifier is None:
        return saturate(total)
    out = np.empty(total.shape, np.int16)
    for channel, row in enumerate(total):  # one channel at a time stays in the cache
        below = round_shift(row * np.int64(unit.rectifier.slope[channel]), SLOPE_BITS)
        out[channel] = saturate(np.where(row > 0, row, below) + np.int64(unit.rectifier.lift[channel]))
    return out


def border_correction(sign: np.ndarray, height: int, width: int) -> list[tuple[tuple, np.ndarray]]:
    """What must be added to the sums along the picture's border.

    The convolution pads with zeros *after* the sign, so a tap outside the picture counts 0. Packed bits know only
    +1 and -1; padding with clear bits makes such a tap count as -1 times its weight. Each output on the border
    therefore lacks the sum of its weights on those taps. The outermost row or column misses one row or column of
    taps; a corner misses both, and the corner tap, which belongs to both, must be counted once. In a picture one
    pixel high or wide both opposite sides are missing at the same place, and the corrections simply add up.

    Parameters
    ----------
    sign : ndarray of bool, shape (outputs, inputs, 3, 3)
    height, width : int

    Returns
    -------
    list of (index, ndarray of int16)
        ``sums[:, index[0], index[1]] += array``, in turn; arrays have shape (outputs, 1) or (outputs,).
    """
    taps = (2 * sign.sum(axis=1, dtype=np.int16) - np.int16(sign.shape[1])).astype(np.int16)
    sides = []
    for y, ky in ((0, 0), (height - 1, 2)):
        sides.append(((y, slice(None)), taps[:, ky].sum(axis=1, dtype=np.int16)[:, None]))
    for x, kx in ((0, 0), (width - 1, 2)):
        sides.append(((slice(None), x), taps[:, :, kx].sum(axis=1, dtype=np.int16)[:, None]))
    for y, ky in ((0, 0), (height - 1, 2)):
        for x, kx in ((0, 0), (width - 1, 2)):
            sides.append(((y, x), -taps[:, ky, kx]))
    return sides


def binary_convolution(stream: np.ndarray, unit: Unit) -> np.ndarray:
    """The sums of +-1 products of one unit, without what follows: for tests and for checking an export.

    Parameters
    ----------
    stream : ndarray of int16, shape (channels, h, w)
    unit : Unit

    Returns
    -------
    ndarray of int16, shape (outputs, h, w)
    """
    packed, stream = PackedUnit(unit), copied(stream, len(unit.threshold) // len(stream))
    height, width = stream.shape[1:]
    words = packed.windows(stream)
    counts = np.empty((len(unit.sign), height, width), np.uint16)
    packed.count(words, counts.reshape(counts.shape[0], -1))
    sums = np.int16(unit.reach) - 2 * counts.astype(np.int16)
    for index, missing in border_correction(unit.sign, height, width):
        sums[(slice(None), *index)] += missing
    return sums


class PackedUnit(BinaryLayer):
    """A unit with its weights as words and its activation as a table."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        channels = unit.sign.shape[1]
        self.taps_per_word = max(1, bits.WORD_BITS // channels)
        self.reach = unit.reach
        by_tap = np.moveaxis(unit.sign, 1, -1).reshape(len(unit.sign), 9, channels)
        self.weight = self._merge([bits.pack(by_tap[:, tap]) for tap in range(9)])  # (words, outputs)
        table = activation_table(unit)
        # Index by j = reach - sum, which the counts give directly: sum = K - 2 count, so j = 2 count.
        self.table = np.ascontiguousarray(table[:, ::-1])
        self.extremes = int(table.min()), int(table.max())

    def _merge(self, taps: list[np.ndarray]) -> np.ndarray:
        """Put the words of several narrow taps into one: (..., words) nine times -> (all words, ...)."""
        channels = self.unit.sign.shape[1]
        group, merged = self.taps_per_word, []
        for first in range(0, 9, group):
            words = taps[first]
            for place, tap in enumerate(taps[first + 1 : first + group], start=1):
                words = words | (tap << np.uint64(place * channels))
            merged.append(np.moveaxis(words, -1, 0))
        return np.ascontiguousarray(np.concatenate(merged))

    def windows(self, stream: np.ndarray) -> np.ndarray:
        """Binarize, pack and unfold: uint64 (words of a window, h * w)."""
        channels, height, width = stream.shape
        words = np.zeros((height + 2, width + 2, bits.words_for(channels)), bits.WORD)
        words[1:-1, 1:-1] = bits.channel_words(stream, self.unit.threshold)
        taps = [words[ky : ky + height, kx : kx + width] for ky in range(3) for kx in range(3)]
        return self._merge(taps).reshape(-1, height * width)

    def count(self, words: np.ndarray, out: np.ndarray) -> None:
        """Differing bits of every window and every output: uint64 (words, n) -> uint16 (outputs, n)."""
        differing = np.empty_like(words)
        ones = np.empty(words.shape, np.uint8)
        for output, row in enumerate(out):
            np.bitwise_xor(words, self.weight[:, output, None], out=differing)
            np.bitwise_count(differing, out=ones)
            np.add.reduce(ones, axis=0, dtype=np.uint16, out=row)

    def apply(self, stream: np.ndarray) -> None:
        """Run a plain unit on a stream, int16 (channels, h, w), in place."""
        for rows, change in self._changes(stream):
            add_saturating(stream[:, rows], change, self.extremes)

    def change(self, stream: np.ndarray) -> np.ndarray:
        """What the unit finds, before any residual."""
        out = np.empty((len(self.table), *stream.shape[1:]), np.int16)
        for rows, change in self._changes(stream):
            out[:, rows] = change
        return out

    def _changes(self, stream: np.ndarray) -> Iterator[tuple[slice, np.ndarray]]:
        """What the unit finds, for one block of rows after the other; the signs of all of them are taken first."""
        height, width = stream.shape[1:]
        words = self.windows(stream).reshape(-1, height, width)
        corrections = border_correction(self.unit.sign, height, width)
        rows = max(1, BLOCK_PIXELS // width)
        for top in range(0, height, rows):
            bottom = min(top + rows, height)
            counts = np.empty((len(self.table), bottom - top, width), np.uint16)
            block = np.ascontiguousarray(words[:, top:bottom]).reshape(len(words), -1)
            self.count(block, counts.reshape(len(counts), -1))
            places = np.add(counts, counts, out=counts).view(np.int16)
            for (y, x), missing in corrections:
                if isinstance(y, slice):
                    places[:, :, x] -= missing
                elif top <= y < bottom:
                    places[:, y - top, x] -= missing
            change = np.empty_like(places)
            for table, row, out in zip(self.table, places, change, strict=True):
                table.take(row, mode="clip", out=out)
            yield slice(top, bottom), change


PIECES = Pieces(PackedUnit, PlainConvolution, after_residual, widened, finished)
BACKEND = PopcountBackend()
