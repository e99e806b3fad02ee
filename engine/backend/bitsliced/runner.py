"""The bit-sliced backend: one bit-plane per channel, pixels along the word, compiled by Numba.

A tile is cut into blocks of 8 x 64 pixels, and the network runs over it like a wave
(:mod:`engine.backend.bitsliced.kernels.wave`), for which this module makes the room and chooses the tiles. An upsampler
follows it layer by layer (:mod:`engine.backend.bitsliced.layered`), and so run networks that it does not cover. All
numbers equal the popcount backend's, bit for bit. ``docs/engine.md`` tells why it is built like this and what else was
tried.
"""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np

from engine.backend.bitsliced import entries
from engine.backend.bitsliced.blocks import (
    Buffers,
    Level,
    aligned,
    block_masks,
    make_counts,
    make_window,
    row_pixels,
)
from engine.backend.bitsliced.entries import run_network
from engine.backend.bitsliced.layered import PIECES, finish
from engine.backend.bitsliced.layered import compiled as layered_compiled
from engine.backend.bitsliced.shapes import (
    CHANNEL_BYTES,
    COLUMNS,
    KEPT_ROWS,
    PLANE,
    PLANE_ROWS,
    QUAD,
    ROWS,
    THREE,
)
from engine.backend.bitsliced.sign_classes import GROUP, padded_outputs
from engine.backend.bitsliced.tables import (
    LEVEL_COUNT,
    Body,
    Head,
    Tail,
    countable,
    make_body,
    make_head,
    make_tail,
    rectifiable,
    wanted_rows,
    widest,
)
from engine.backend.contract import Backend, Runner
from engine.backend.footprint import layered_bytes
from engine.backend.layers import Ending, LayeredRunner
from engine.backend.planes import contiguous
from engine.backend.program import Convolution, Program, Unit, bias_shown
from engine.backend.selfcheck import PLAIN, STAGED, agrees_with_popcount
from engine.network.layout import DOWN, UNIT

HALO_SHARE = 1 / 8
"""Of a tile's side, both halos together should take no more, whatever the cache holds: a stream from memory costs less
than pixels computed twice."""
TILE_BLOCKS = 16
"""More columns of blocks than this gain nothing: the halo is a small part of such a tile."""


def make_buffers(program: Program, height: int, width: int) -> Buffers:
    """Allocate for tiles of one size."""
    rows, columns = -(-height // ROWS), -(-width // COLUMNS)
    inputs, channels = program.spec.input_channels, program.spec.channels
    counts, totals = make_counts(widest(program))
    pixels = aligned((inputs, ROWS * rows + 2, COLUMNS * columns + 2), np.int16)
    offsets = np.add.outer(np.add.outer(np.arange(inputs) * pixels.strides[0], np.arange(3) * pixels.strides[1]),
                           np.arange(3) * pixels.strides[2])
    return Buffers(
        pixels=pixels,
        levels=make_levels(program, height, width),
        window=make_window(),
        counts=counts,
        totals=totals,
        sums=aligned((GROUP + 1, ROWS * COLUMNS), np.int16),
        pairs=aligned((ROWS * -(-9 * inputs // 2), QUAD // 2), np.int16),
        kept=aligned((KEPT_ROWS, padded_outputs(channels) // 2, row_pixels(columns), 2), np.int16),
        found=aligned((2, THREE, COLUMNS), np.int32),
        taps=np.ascontiguousarray(offsets.reshape(-1), np.int64),
        handed=aligned((channels if program.stages else 0, ROWS * rows, COLUMNS * columns), np.int16),
    )


@dataclass
class Demand:
    """What the wave needs of one resolution.

    Attributes
    ----------
    streams : int
        One for each group, and one at full resolution.
    rows : int
        Rows of blocks kept of each.
    channels : int
        Of the widest.
    units : int
    signs : int
        The most that a unit takes of a channel.
    """

    streams: int = 0
    rows: int = 1
    channels: int = 1
    units: int = 0
    signs: int = 1

    @property
    def planes(self) -> int:
        """Of a unit."""
        return self.signs * padded_outputs(self.channels)


def demands(program: Program) -> tuple[Demand, ...]:
    """What is needed of each resolution, from full down.

    When a row of blocks has just come in, no other node can go on: every unit lags one row behind the node in front of
    it, a group twice as many as inside it, and halving waits for the second row of a pair. That many rows are kept.
    """
    found = tuple(Demand() for _ in range(LEVEL_COUNT))
    found[0].streams = 1
    lags = [0]
    for node in program.spec.nodes:
        here, below = found[node.level], found[min(node.level + 1, LEVEL_COUNT - 1)]
        here.channels = max(here.channels, program.spec.channels * node.widening)
        if node.kind == UNIT:
            here.units += 1
            here.signs = max(here.signs, node.thresholds)
            lags[-1] += 1
        elif node.kind == DOWN:
            below.streams += 1
            below.channels = max(below.channels, program.spec.channels * node.widening * node.copies)
            lags.append(0)
        else:
            inside = lags.pop()
            below.rows = max(below.rows, 1 + inside)
            lags[-1] += 2 * inside + 1
    found[0].rows = 1 + lags[0]
    return found


def make_levels(program: Program, height: int, width: int) -> tuple[Level, ...]:
    """Room at each resolution; next to none at those that the network does not use."""
    levels = []
    for demand in demands(program):
        levels.append(_make_level(demand, height, width) if demand.streams else _make_level(Demand(1), 1, 1))
        height, width = -(-height // 2), -(-width // 2)
    return tuple(levels)


def _make_level(demand: Demand, height: int, width: int) -> Level:
    rows, columns = -(-height // ROWS), -(-width // COLUMNS)
    outputs = padded_outputs(demand.channels)
    kept = min(rows + rows % 2, demand.rows)
    return Level(
        stream=aligned((demand.streams, kept, columns + columns % 2, outputs, ROWS * COLUMNS), np.int16),
        planes=aligned(((demand.units + 1) * PLANE_ROWS + 1, columns + 2, demand.planes, PLANE), np.uint8),
        valid=block_masks(height, width),
        size=np.array([height, width, rows, columns], np.int64),
    )


class Room(threading.local):
    """One thread's buffers: of tiles of one size and, where a pass turns them, of the turned ones."""

    def __init__(self) -> None:
        self.sides, self.buffers = set(), {}

    def fit(self, program: Program, height: int, width: int) -> Buffers:
        """Buffers for a tile of this size."""
        if self.sides != {height, width}:
            self.sides, self.buffers = {height, width}, {}  # lets go of the old ones first
        if (height, width) not in self.buffers:
            self.buffers[height, width] = make_buffers(program, height, width)
        return self.buffers[height, width]


class WaveRunner:
    """A program made ready; each thread that calls it gets buffers of its own."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._ending = Ending(program, PIECES) if program.stages else None
        self._head: Head = make_head(program)
        self._body: Body = make_body(program)
        self._tail: Tail = make_tail(program)
        self._own = Room()

    @property
    def tables(self) -> tuple[Head, Body, Tail]:
        """What the kernels read."""
        return self._head, self._body, self._tail

    def __call__(self, pixels: np.ndarray, shown: tuple[float, ...] = (),
                 rows: tuple[int, int] | None = None) -> np.ndarray:
        """See :class:`engine.backend.contract.Runner`; in front of an upsampler all rows are done."""
        height, width = pixels.shape[1:]
        rows = rows if self._ending is None else None
        buffers = self._own.fit(self._program, height, width)
        buffers.pixels[:, 1 : height + 1, 1 : width + 1] = pixels
        outputs = len(self._tail.bias)
        out = (np.empty if rows is None else np.zeros)((outputs, height, width))
        wanted = wanted_rows(self._body.nodes, rows or (0, height), height)
        head = self._head
        if self._program.spec.level_bias:
            bias = np.zeros_like(head.bias)
            bias[: len(self._program.head.bias)] = bias_shown(self._program, shown)
            head = head._replace(bias=bias)
        run_network(head, self._body, self._tail, buffers, wanted, out)
        return out if self._ending is None else self._ending(contiguous(buffers.handed[:, :height, :width]))

    def finish(self, values: np.ndarray, sums: np.ndarray) -> np.ndarray:
        """See :class:`engine.backend.contract.Runner`."""
        return finish(self._program, values, sums)


def bytes_per_column(program: Program) -> int:
    """What one column of blocks keeps in the cache while the wave passes: stream, planes of all units, tail's rows."""
    total = 2.0 * padded_outputs(program.spec.channels) * KEPT_ROWS * COLUMNS
    for level, demand in enumerate(demands(program)):
        streams = demand.streams * demand.rows * padded_outputs(demand.channels) * CHANNEL_BYTES
        total += (streams + demand.units * PLANE_ROWS * demand.planes * PLANE) / 2**level
    return round(total)


def fitting_tile(program: Program, cache: int) -> int:
    """Side of a tile that fills whole blocks with its halo, and whose wave stays in the cache.

    It is larger than that where the halo would take more than :data:`HALO_SHARE` of it.

    Parameters
    ----------
    program : Program
    cache : int
        Bytes of the last cache that one thread may use.
    """
    halo = 2 * program.spec.halo
    least = ceil(halo / HALO_SHARE / COLUMNS)
    return COLUMNS * max(least, min(cache // bytes_per_column(program), TILE_BLOCKS)) - halo


def cache_share() -> int:
    """Bytes of the last-level cache per thread; 4 MB where the machine does not say."""
    try:
        text = Path("/sys/devices/system/cpu/cpu0/cache/index3/size").read_text().strip()
        return int(text.removesuffix("K")) * 1024 // (os.cpu_count() or 1)
    except (OSError, ValueError):
        return 4 << 20


class BitslicedBackend(Backend):
    """Compiled; runs everything. What the wave does not cover runs layer by layer."""

    name = "bitsliced"

    def __init__(self) -> None:
        self._checking = threading.Lock()
        self._checked = False
        self._problem: str | None = None

    def problem(self) -> str | None:
        """Compile all kernels, or load them from the cache, and hold them against the popcount backend once."""
        with self._checking:
            if not self._checked:
                self._problem = self._check()
                self._checked = True
            return self._problem

    def _check(self) -> str | None:
        if sys.byteorder != "little" or sys.maxsize < 1 << 32:
            return "it needs a 64-bit little-endian processor"
        try:
            fine = layered_compiled() and all(agrees_with_popcount(make_runner, (*PLAIN, STAGED))
                                              for make_runner in (self.make_runner, layer_by_layer))
            problem = None if fine else "its results are wrong here"
        except Exception as err:  # whatever a compiler may raise on a machine nobody has tried
            problem = f"{type(err).__name__}: {err}"
        (entries.discard if problem else entries.keep)()
        return problem

    def make_runner(self, program: Program) -> Runner:
        """Prepare a program."""
        return WaveRunner(program) if runs_as_wave(program) else layer_by_layer(program)

    def fastest_tile(self, program: Program) -> int:
        """A side that fills whole blocks with its halo, and whose wave fits one thread's share of the cache."""
        return fitting_tile(program, cache_share())

    def tile_bytes(self, program: Program, height: int, width: int) -> int:
        """The wave's, the pixels' and the sums'."""
        if not runs_as_wave(program):
            return layered_bytes(program, height, width)
        columns = -(-width // COLUMNS) + 2
        wave = columns * bytes_per_column(program) + (1 << 20)
        if program.stages:
            return wave + layered_bytes(program, height, width)
        return wave + (2 * program.spec.input_channels + 8 * program.spec.image_channels) * height * width


def runs_as_wave(program: Program) -> bool:
    """Whether the fused kernels cover a program: head, body and tail, or head and body in front of an upsampler."""
    ends = (program.head,) if program.stages else (program.head, program.tail)
    return all(isinstance(end, Convolution) for end in ends) and all(
        isinstance(unit, Unit) and unit.stands_alone and countable(unit) and rectifiable(unit)
        for unit in program.units)


def layer_by_layer(program: Program) -> LayeredRunner:
    """Prepare any program for the compiled layers."""
    return LayeredRunner(program, PIECES)


BACKEND = BitslicedBackend()
