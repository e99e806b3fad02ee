"""Bit-sliced units, layer by layer (:mod:`engine.backend.layers`): what the fused kernels do not cover.

Upsamplers and the tails behind them run here, behind the wave; and whole networks with residuals over several units or
none, float bodies, BBCU-H or -T, or units of rivals. Binary convolutions are counted by the bit-sliced kernels, float
ones and what surrounds them (residual, rectifier, pixel shuffle) are compiled too. The stream is a plain array in
between, so this is slower than the fused wave, but several times faster than NumPy.
"""

from __future__ import annotations

import threading
from typing import NamedTuple

import numpy as np

from engine.backend.bitsliced.blocks import aligned, block_masks, make_counts, make_window
from engine.backend.bitsliced.entries import add_found, binarize, find, join, subtract_found, widen
from engine.backend.bitsliced.float_layers import CompiledConvolution
from engine.backend.bitsliced.shapes import COLUMNS, PLANE, ROWS
from engine.backend.bitsliced.sign_classes import GROUP, padded_outputs
from engine.backend.bitsliced.tables import Body, countable, make_units
from engine.backend.integers import add_saturating
from engine.backend.layers import BinaryLayer, Pieces
from engine.backend.planes import contiguous, repeat_places, shuffled
from engine.backend.popcount import PackedUnit
from engine.backend.program import FloatUnit, Program, Unit


class Sheets(NamedTuple):
    """Room for one unit on a whole tile, all of it aligned to 64 bytes.

    Attributes
    ----------
    seen : ndarray of int16, shape (inputs, 8 * block rows, 64 * block columns)
    found : ndarray of int16, shape (4 * groups, 8 * block rows, 64 * block columns)
    planes : ndarray of uint8, shape (block rows + 2, block columns + 2, inputs, 64)
        With a clear frame around.
    window, counts, totals, sums, valid : ndarray
        As in :class:`engine.backend.bitsliced.blocks.Buffers`.
    """

    seen: np.ndarray
    found: np.ndarray
    planes: np.ndarray
    window: np.ndarray
    counts: np.ndarray
    totals: np.ndarray
    sums: np.ndarray
    valid: np.ndarray


def make_sheets(inputs: int, outputs: int, height: int, width: int) -> Sheets:
    """Allocate for one size of unit and tile."""
    rows, columns = -(-height // ROWS), -(-width // COLUMNS)
    return Sheets(
        aligned((inputs, ROWS * rows, COLUMNS * columns), np.int16),
        aligned((padded_outputs(outputs), ROWS * rows, COLUMNS * columns), np.int16),
        aligned((rows + 2, columns + 2, inputs, PLANE), np.uint8),
        make_window(),
        *make_counts(outputs),
        aligned((GROUP + 1, ROWS * COLUMNS), np.int16),
        block_masks(height, width),
    )


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
