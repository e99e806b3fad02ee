"""The bit-sliced backend: one bit-plane per channel, pixels along the word, compiled by Numba.

A tile is cut into blocks of 8 x 64 pixels. The network runs over it like a wave: in each step the head makes one
row of blocks, and unit u works on the row that lies u + 1 above it, so that every row of the stream is updated by all
units soon after it was made, and only as many rows as there are units need room. All numbers equal the popcount
backend's, bit for bit. ``docs/engine.md`` tells why it is built like this and what else was tried.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import numpy as np

from engine.backend import popcount
from engine.backend.blocks import aligned, block_masks, edges_of
from engine.backend.compiling import kernel
from engine.backend.kernels_count import LEVELS, PLANE, count_four
from engine.backend.kernels_ends import QUAD, SUM_ROW, head_block, pair_taps, spread, tail_block
from engine.backend.kernels_unit import (
    CHANNEL_BYTES,
    COLUMNS,
    CONSTANTS,
    ROWS,
    activate,
    correct_border,
    expand,
    gather_window,
)
from engine.backend.layered import SlicedUnit
from engine.backend.program import Program, Runner
from engine.backend.selfcheck import agrees_with_popcount
from engine.backend.sign_classes import GROUP
from engine.backend.tables import Body, Head, Tail, make_body, make_head, make_tail
from engine.backend.vector import address_of, prefetch

TILE_BLOCKS = 16
"""More columns of blocks than this gain nothing: the halo is a small part of such a tile."""

PLANE_ROWS = 3
"""Rows of blocks kept of every unit's planes: the one at work, the one above, the one below."""


class Buffers(NamedTuple):
    """Room for one tile, all of it aligned to 64 bytes.

    Attributes
    ----------
    pixels : ndarray of int16, shape (inputs, 8 * block rows + 2, 64 * block columns + 2)
        The tile, padded with zeros.
    stream : ndarray of int16, shape (rows kept, block columns, outputs, 512)
    planes : ndarray of uint8, shape ((units + 1) * 3 + 1, block columns + 2, outputs, 64)
        Three rows of blocks for every unit, and a last one that stays clear: what lies outside the picture.
    window : ndarray of uint8, shape (9 * channels + 2, 64)
    counts : ndarray of uint8, shape (12, 16, 64)
        Eight class counts and four sums of one group.
    sums : ndarray of int16, shape (5, 512)
        Of one group; the last row stays 0.
    valid : ndarray of uint8, shape (2, 2, 64)
        Pixels in the picture of a block: inside or in the last row of blocks, and in the last column or not.
    pairs : ndarray of int16
    tail : ndarray of int32, shape (image, 9, 8, 96)
    taps : ndarray of int64, shape (9 * inputs,)
        Byte offsets of the head's taps in `pixels`.
    """

    pixels: np.ndarray
    stream: np.ndarray
    planes: np.ndarray
    window: np.ndarray
    counts: np.ndarray
    sums: np.ndarray
    valid: np.ndarray
    pairs: np.ndarray
    tail: np.ndarray
    taps: np.ndarray


def make_buffers(program: Program, height: int, width: int) -> Buffers:
    """Allocate for tiles of one size."""
    rows, columns = -(-height // ROWS), -(-width // COLUMNS)
    inputs, channels, units = program.spec.input_channels, program.spec.channels, len(program.units)
    outputs = -(-channels // GROUP) * GROUP
    window = aligned((9 * channels + 2, PLANE), np.uint8)
    window[-1] = 255
    pixels = aligned((inputs, ROWS * rows + 2, COLUMNS * columns + 2), np.int16)
    offsets = np.add.outer(np.add.outer(np.arange(inputs) * pixels.strides[0], np.arange(3) * pixels.strides[1]),
                           np.arange(3) * pixels.strides[2])
    pair_count = max(ROWS * (-(-9 * inputs // 2)), outputs // 2)
    return Buffers(
        pixels=pixels,
        stream=aligned((min(rows, units + 1), columns, outputs, ROWS * COLUMNS), np.int16),
        planes=aligned(((units + 1) * PLANE_ROWS + 1, columns + 2, outputs, PLANE), np.uint8),
        window=window,
        counts=aligned((12, LEVELS, PLANE), np.uint8),
        sums=aligned((GROUP + 1, ROWS * COLUMNS), np.int16),
        valid=block_masks(height, width),
        pairs=aligned((pair_count, QUAD // 2), np.int16),
        tail=aligned((len(program.tail.weight), 9, ROWS, SUM_ROW // 4), np.int32),
        taps=np.ascontiguousarray(offsets.reshape(-1), np.int64),
    )


@kernel()
def planes_at(buffers, unit, row, column, rows):
    """Address of a block's planes; those of rows outside the picture are clear."""
    line = unit * PLANE_ROWS + row % PLANE_ROWS if 0 <= row < rows else buffers.planes.shape[0] - 1
    _, columns, outputs, _ = buffers.planes.shape
    return address_of(buffers.planes) + (line * columns + column + 1) * outputs * PLANE


@kernel()
def run_head(head, buffers, row, rows):
    """The head on one row of blocks."""
    kept, columns, outputs, _ = buffers.stream.shape
    count = head.weight.shape[1]
    stream, pairs = address_of(buffers.stream), address_of(buffers.pairs)
    stride = buffers.pixels.shape[2]
    for column in range(columns):
        for line in range(ROWS):
            at = address_of(buffers.pixels) + 2 * ((row * ROWS + line) * stride + column * COLUMNS)
            pair_taps(at, buffers.taps, pairs + line * count * QUAD)
        block = stream + ((row % kept) * columns + column) * outputs * CHANNEL_BYTES
        valid = address_of(buffers.valid) + PLANE * (2 * (row == rows - 1) + (column == columns - 1))
        head_block(head, pairs, block, valid, planes_at(buffers, 0, row, column, rows))


@kernel()
def run_unit(body, unit, buffers, row, size):
    """One unit on one row of blocks."""
    rows = -(-size[0] // ROWS)
    kept, columns, outputs, _ = buffers.stream.shape
    stride = outputs * PLANE
    window, counts = address_of(buffers.window), address_of(buffers.counts)
    sums = address_of(buffers.sums)
    zeros, shift = sums + GROUP * CHANNEL_BYTES, body.shift[unit]
    for column in range(columns):
        above = planes_at(buffers, unit, row - 1, column, rows)
        middle = planes_at(buffers, unit, row, column, rows)
        gather_window(above, middle, planes_at(buffers, unit, row + 1, column, rows), body.channels, stride, window)
        stream = address_of(buffers.stream) + ((row % kept) * columns + column) * outputs * CHANNEL_BYTES
        valid = address_of(buffers.valid) + PLANE * (2 * (row == rows - 1) + (column == columns - 1))
        target = planes_at(buffers, unit + 1, row, column, rows)
        edges = edges_of(row, column, size)
        inside = row > 0 and row < rows - 1 and column > 0 and column < columns - 1
        for group in range(outputs // GROUP):
            for line in range(GROUP * CHANNEL_BYTES // PLANE):  # while the planes are counted, the stream arrives
                prefetch(stream + group * GROUP * CHANNEL_BYTES + line * PLANE)
            count_four(window, address_of(body.index), body.runs[unit, group], body.class_levels, body.levels,
                       counts)
            for back in range(GROUP):
                member = GROUP - 1 - back  # the last one first: the others need its sums
                constants = address_of(body.constants) + 2 * CONSTANTS * (unit * outputs + group * GROUP + member)
                last = member == GROUP - 1
                places, less = (shift + 1, zeros) if last else (shift + 2, sums + (GROUP - 1) * CHANNEL_BYTES)
                expand(counts + (8 + member) * LEVELS * PLANE, body.levels, places, less, constants,
                       sums + member * CHANNEL_BYTES)
            for member in range(min(GROUP, body.channels - group * GROUP)):
                output = group * GROUP + member
                here = sums + member * CHANNEL_BYTES
                constants = address_of(body.constants) + 2 * CONSTANTS * (unit * outputs + output)
                if not inside:
                    correct_border(buffers.sums[member], body.taps[unit, output], edges)
                activate(here, constants, stream + output * CHANNEL_BYTES, valid, target + output * PLANE)


@kernel()
def run_tail(tail, buffers, row, out):
    """The tail on one row of blocks, added to `out`."""
    kept, columns, outputs, _ = buffers.stream.shape
    for column in range(columns):
        stream = address_of(buffers.stream) + ((row % kept) * columns + column) * outputs * CHANNEL_BYTES
        for part in range(len(tail.factor)):
            tail_block(tail.weight[part], stream, address_of(buffers.pairs), address_of(buffers.tail))
            spread(buffers.tail, row * ROWS, column * COLUMNS, tail.factor[part], out)


@kernel()
def run_network(head, body, tail, buffers, out):
    """The whole network on one tile: a wave from the top to the bottom."""
    height, width = out.shape[1:]
    rows, units = -(-height // ROWS), len(body.shift)
    for step in range(rows + units):
        if step < rows:
            run_head(head, buffers, step, rows)
        for unit in range(max(0, step - rows), min(units, step)):
            run_unit(body, unit, buffers, step - 1 - unit, (height, width))
        if step >= units:
            run_tail(tail, buffers, step - units, out)


class BitslicedRunner:
    """A program made ready; may be called from several threads, each of which gets buffers of its own."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._head: Head = make_head(program)
        self._body: Body = make_body(program)
        self._tail: Tail = make_tail(program)
        self._own = threading.local()

    @property
    def tables(self) -> tuple[Head, Body, Tail]:
        """What the kernels read."""
        return self._head, self._body, self._tail

    def __call__(self, pixels: np.ndarray) -> np.ndarray:
        """Run on a tile: int16 (inputs, h, w) -> the tail's exact sums, float64 (outputs, h, w)."""
        height, width = pixels.shape[1:]
        buffers = self._buffers(height, width)
        buffers.pixels[:, 1 : height + 1, 1 : width + 1] = pixels
        out = np.empty((len(self._program.tail.weight), height, width))
        out[:] = self._program.tail.bias[:, None, None]
        run_network(*self.tables, buffers, out)
        return out

    def _buffers(self, height: int, width: int) -> Buffers:
        if getattr(self._own, "size", None) != (height, width):
            self._own.buffers = None  # let go of the old ones first
            self._own.buffers = make_buffers(self._program, height, width)
            self._own.size = (height, width)
        return self._own.buffers


def make_runner(program: Program, threads: int = 1) -> Runner:
    """Prepare a program once; the runner may be called from any number of threads.

    What the fused kernels do not cover runs unit by unit: see :mod:`engine.backend.layered`.
    """
    if program.beyond_plain is None:
        return BitslicedRunner(program)
    return _unit_by_unit(program)


def unsupported(_program: Program) -> str | None:
    """What of this program this backend cannot run, or None; asked by :mod:`engine.backend`."""
    return None


def bytes_per_column(program: Program) -> int:
    """What one column of blocks keeps in the cache while the wave passes: stream and planes of all units."""
    outputs = -(-program.spec.channels // GROUP) * GROUP
    return (len(program.units) + 1) * outputs * (CHANNEL_BYTES + PLANE_ROWS * PLANE)


def tile_bytes(program: Program, height: int, width: int) -> int:
    """Bytes that a runner takes for a tile: the wave's, the pixels' and the sums'."""
    if program.beyond_plain:
        return popcount.tile_bytes(program, height, width)
    columns = -(-width // COLUMNS) + 2
    per_pixel = 2 * program.spec.input_channels + 8 * program.spec.image_channels
    return columns * bytes_per_column(program) + per_pixel * height * width + (1 << 20)


def preferred_tile(program: Program, cache: int | None = None) -> int:
    """Side of a tile that fills whole blocks with its halo and whose wave fits one thread's share of the cache.

    Parameters
    ----------
    program : Program
    cache : int or None
        Bytes of the last cache that one thread may use; None asks the machine.
    """
    halo = 2 * program.spec.halo
    least = -(-(halo + COLUMNS) // COLUMNS)
    fitting = (cache or cache_share()) // bytes_per_column(program)
    return COLUMNS * max(least, min(fitting, TILE_BLOCKS)) - halo


def cache_share() -> int:
    """Bytes of the last-level cache per thread; 4 MB where the machine does not say."""
    try:
        text = Path("/sys/devices/system/cpu/cpu0/cache/index3/size").read_text().strip()
        return int(text.removesuffix("K")) * 1024 // (os.cpu_count() or 1)
    except (OSError, ValueError):
        return 4 << 20


def _unit_by_unit(program: Program) -> Runner:
    return popcount.make_runner(program, prepare=SlicedUnit)


_warm_up = threading.Lock()
_checked: list[str | None] = []


def warm_up() -> str | None:
    """Compile all kernels, or load them from the cache, and hold them against the popcount backend once.

    Meant for a background thread at start: the first call takes seconds where nothing is cached, later ones none.

    Returns
    -------
    str or None
        Why this backend must not be used here, or None.
    """
    with _warm_up:
        if not _checked:
            try:
                fine = all(map(agrees_with_popcount, (make_runner, _unit_by_unit)))
                _checked.append(None if fine else "its results are wrong here")
            except Exception as err:  # whatever a compiler may raise on a machine nobody has tried
                _checked.append(f"{type(err).__name__}: {err}")
        return _checked[0]


def ready() -> bool:
    """Whether :func:`warm_up` has finished and found nothing wrong."""
    return _checked == [None]


def problem() -> str | None:
    """Why this backend cannot run here, as far as is known without compiling anything; or None."""
    if sys.byteorder != "little" or sys.maxsize < 1 << 32:
        return "it needs a 64-bit little-endian processor"
    return _checked[0] if _checked else None
