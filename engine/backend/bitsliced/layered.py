"""Bit-sliced units, layer by layer (:mod:`engine.backend.layers`): for networks that the fused kernels do not cover.

Units V1 to V3, the rivals' units, residuals over several units, BBCU-U and -T and everything behind an upsampler run
here, one layer after the other: binary convolutions are counted by the bit-sliced kernels, float ones and what
surrounds them (residual, rectifier, pixel shuffle) are compiled too. The stream is a plain array in between, so this
is slower than the fused wave, but several times faster than NumPy.
"""

from __future__ import annotations

import threading
from typing import NamedTuple

import numpy as np

from engine.backend.bitsliced.blocks import aligned, block_masks, edges_of
from engine.backend.bitsliced.compiling import inlined, kernel
from engine.backend.bitsliced.float_layers import CompiledConvolution
from engine.backend.bitsliced.kernels.conv import join, widen
from engine.backend.bitsliced.kernels.count import LEVELS, PLANE, count_four
from engine.backend.bitsliced.kernels.finish import add_found, subtract_found
from engine.backend.bitsliced.kernels.unit import (
    CHANNEL_BYTES,
    COLUMNS,
    CONSTANTS,
    CUT,
    GAIN,
    OFFSET,
    ROWS,
    activated,
    correct_border,
    expand,
    gather_window,
)
from engine.backend.bitsliced.numbers import broadcast16, even_eighths, odd_eighths, same16, where_above16
from engine.backend.bitsliced.sign_classes import GROUP, padded_outputs
from engine.backend.bitsliced.tables import Body, countable, make_units
from engine.backend.bitsliced.vector import (
    address_of,
    bit_and,
    bit_or,
    load,
    low_bytes,
    quarters_high,
    quarters_low,
    store,
    zeros,
)
from engine.backend.integers import add_saturating
from engine.backend.layers import BinaryLayer, Pieces
from engine.backend.planes import contiguous, repeat_places, shuffled
from engine.backend.popcount import PackedUnit
from engine.backend.program import FloatUnit, Program, Unit

whole_groups = inlined(padded_outputs)


class Sheets(NamedTuple):
    """Room for one unit on a whole tile, all of it aligned to 64 bytes.

    Attributes
    ----------
    seen : ndarray of int16, shape (inputs, 8 * block rows, 64 * block columns)
    found : ndarray of int16, shape (4 * groups, 8 * block rows, 64 * block columns)
    planes : ndarray of uint8, shape (block rows + 2, block columns + 2, inputs, 64)
        With a clear frame around.
    window, counts, sums, valid : ndarray
        As in :class:`engine.backend.bitsliced.wave.Buffers`.
    """

    seen: np.ndarray
    found: np.ndarray
    planes: np.ndarray
    window: np.ndarray
    counts: np.ndarray
    sums: np.ndarray
    valid: np.ndarray


def make_sheets(inputs: int, outputs: int, height: int, width: int) -> Sheets:
    """Allocate for one size of unit and tile."""
    rows, columns = -(-height // ROWS), -(-width // COLUMNS)
    window = aligned((9 * inputs + 2, PLANE), np.uint8)
    window[-1] = 255
    return Sheets(
        aligned((inputs, ROWS * rows, COLUMNS * columns), np.int16),
        aligned((padded_outputs(outputs), ROWS * rows, COLUMNS * columns), np.int16),
        aligned((rows + 2, columns + 2, inputs, PLANE), np.uint8),
        window,
        aligned((12, LEVELS, PLANE), np.uint8),
        aligned((GROUP + 1, ROWS * COLUMNS), np.int16),
        block_masks(height, width),
    )


@kernel
def binarize(sheets, threshold):
    """Fill the planes of a whole tile: bit = seen > threshold, clear outside the picture."""
    inputs, height, width = sheets.seen.shape
    rows, columns = height // ROWS, width // COLUMNS
    for row in range(rows):
        for column in range(columns):
            valid = load(address_of(sheets.valid) + PLANE * (2 * (row == rows - 1) + (column == columns - 1)))
            for channel in range(inputs):
                limit = broadcast16(address_of(threshold) + 2 * channel)
                at = address_of(sheets.seen) + 2 * ((channel * height + row * ROWS) * width + column * COLUMNS)
                first = second = zeros()
                for line in range(ROWS):
                    a, b = load(at), load(at + PLANE)
                    bit = same16(1 << line)
                    first = bit_or(first, where_above16(even_eighths(a, b), limit, bit, zeros()))
                    second = bit_or(second, where_above16(odd_eighths(a, b), limit, bit, zeros()))
                    at += 2 * width
                block = ((row + 1) * (columns + 2) + column + 1) * inputs + channel
                store(address_of(sheets.planes) + block * PLANE, bit_and(low_bytes(first, second), valid))


@kernel
def find(body, sheets, size, outputs):
    """What a unit finds on a whole tile, before any residual."""
    inputs, height, width = sheets.seen.shape
    rows, columns = height // ROWS, width // COLUMNS
    stride, line = inputs * PLANE, (columns + 2) * inputs * PLANE
    counts, sums, window = address_of(sheets.counts), address_of(sheets.sums), address_of(sheets.window)
    last, shift = sums + (GROUP - 1) * CHANNEL_BYTES, body.shift[0]
    for row in range(rows):
        for column in range(columns):
            middle = address_of(sheets.planes) + (row + 1) * line + (column + 1) * stride
            gather_window(middle - line, middle, middle + line, inputs, stride, window)
            edges = edges_of(row, column, size)
            for output in range(whole_groups(outputs)):
                group, member = output // GROUP, GROUP - 1 - output % GROUP  # the last first: the others need it
                if member == GROUP - 1:
                    count_four(window, address_of(body.index), body.spans[0, group], body.class_levels[0],
                               body.levels[0], counts)
                constants = address_of(body.constants) + 2 * CONSTANTS * (group * GROUP + member)
                places, less = (shift + 1, last + CHANNEL_BYTES) if member == GROUP - 1 else (shift + 2, last)
                expand(counts + (8 + member) * LEVELS * PLANE, body.levels[0], places, less, constants,
                       sums + member * CHANNEL_BYTES)
                if member > 0:
                    continue
                for which in range(group * GROUP, min(outputs, (group + 1) * GROUP)):
                    correct_border(sheets.sums[which % GROUP], body.taps[0, which], edges)
                    out = address_of(sheets.found) + 2 * ((which * height + row * ROWS) * width + column * COLUMNS)
                    write_found(sums + (which % GROUP) * CHANNEL_BYTES,
                                address_of(body.constants) + 2 * CONSTANTS * which, out, 2 * width)


@kernel
def write_found(sums, constants, out, stride):
    """Scaled sums through scale and RPReLU into eight rows of an array, 64 columns each."""
    cut = broadcast16(constants + 2 * CUT)
    low_gain, high_gain = broadcast16(constants + 2 * GAIN), broadcast16(constants + 2 * GAIN + 2)
    low_offset, high_offset = broadcast16(constants + 2 * OFFSET), broadcast16(constants + 2 * OFFSET + 2)
    for _ in range(ROWS):
        a = activated(load(sums), cut, low_gain, high_gain, low_offset, high_offset)
        b = activated(load(sums + PLANE), cut, low_gain, high_gain, low_offset, high_offset)
        store(out, quarters_low(a, b))
        store(out + PLANE, quarters_high(a, b))
        sums += 2 * PLANE
        out += stride


NONE = np.zeros(0, np.int16)
"""No rectifier behind the residual."""


def joined(unit: Unit | FloatUnit, kept: np.ndarray, change: np.ndarray) -> np.ndarray:
    """See :func:`engine.backend.popcount.after_residual`."""
    after = unit.rectifier
    slopes, lifts = (NONE, NONE) if after is None else (contiguous(after.slope), contiguous(after.lift))
    change = contiguous(change)
    out = np.empty(change.shape, np.int16)
    join(contiguous(kept), change, unit.adds, slopes, lifts, out)
    return out


def widened(stream: np.ndarray, change: np.ndarray, factor: int) -> np.ndarray:
    """See :func:`engine.backend.popcount.widened`."""
    outputs, height, width = change.shape
    out = np.empty((outputs // factor**2, height * factor, width * factor), np.int16)
    places = repeat_places(len(stream), outputs).astype(np.int64)
    widen(contiguous(stream), contiguous(change), places, factor, out)
    return out


class Room(threading.local):
    """One thread's sheets, of the last size it worked on."""

    def __init__(self) -> None:
        self.size, self.sheets = (0, 0), None

    def fit(self, inputs: int, outputs: int, size: tuple[int, int]) -> Sheets:
        """Sheets for a tile of this height and width."""
        if self.size != size:
            self.sheets = None  # let go of the old ones first
            self.sheets = make_sheets(inputs, outputs, *size)
            self.size = size
        return self.sheets


class SlicedUnit(BinaryLayer):
    """A unit that counts with the bit-sliced kernels."""

    def __init__(self, unit: Unit) -> None:
        self._outputs, self._inputs = unit.sign.shape[:2]
        self._body: Body = make_units([unit], [np.zeros(self._outputs, np.int16)])
        self._threshold = np.ascontiguousarray(unit.threshold)
        self._own = Room()

    def change(self, stream: np.ndarray) -> np.ndarray:
        """See :class:`engine.backend.layers.BinaryLayer`: a view of memory that this thread's next call overwrites."""
        height, width = stream.shape[1:]
        sheets = self._own.fit(self._inputs, self._outputs, (height, width))
        sheets.seen[:, :height, :width] = stream
        binarize(sheets, self._threshold)
        find(self._body, sheets, (height, width), self._outputs)
        return sheets.found[: self._outputs, :height, :width]

    def apply(self, stream: np.ndarray) -> None:
        """See :class:`engine.backend.layers.BinaryLayer`."""
        for here, change in zip(stream, self.change(stream), strict=True):
            add_saturating(here, change, (int(change.min()), int(change.max())))


def make_unit(unit: Unit) -> BinaryLayer:
    """A unit made ready: in NumPy where its sums need more than the kernels' 16 bits, which no export asks for."""
    return SlicedUnit(unit) if countable(unit) else PackedUnit(unit)


def finish(program: Program, values: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """See :func:`engine.backend.program.finished`."""
    height, width, channels = values.shape
    scale = program.spec.scale
    values = np.require(values, np.float32, ("C", "W"))  # one layout, so that kernels are compiled once
    out = np.empty((height * scale, width * scale, channels), np.float32)
    if scale == 1:
        subtract_found(values, sums, program.tail_scale, out)
    else:
        add_found(values, sums, program.tail_scale, scale, out)
    return out


def compiled() -> bool:
    """Compile what no self-check calls: what lies behind a residual, and an upsampler's unit. True if it is right."""
    stream = np.arange(-4, 4, dtype=np.int16).reshape(2, 2, 2)
    return np.array_equal(widened(stream, stream.repeat(4, axis=0), 2), shuffled(stream.repeat(4, axis=0) * 2, 2)) \
        and np.array_equal(joined(Unit(*[None] * 5, 1), stream, stream), stream * 2)


PIECES = Pieces(make_unit, CompiledConvolution, joined, widened, finish)
"""For :class:`engine.backend.layers.LayeredRunner`."""
