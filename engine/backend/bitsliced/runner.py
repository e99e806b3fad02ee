"""The bit-sliced backend: one bit-plane per channel, pixels along the word, compiled by Numba.

A tile is cut into blocks of 8 x 64 pixels, and the network runs over it like a wave
(:mod:`engine.backend.bitsliced.wave`), for which this module makes the room and chooses the tiles. Networks that the
wave does not cover run layer by layer (:mod:`engine.backend.bitsliced.layered`). All numbers equal the popcount
backend's, bit for bit. ``docs/engine.md`` tells why it is built like this and what else was tried.
"""

from __future__ import annotations

import os
import sys
import threading
from math import ceil
from pathlib import Path

import numpy as np

from engine.backend import popcount
from engine.backend.bitsliced.blocks import aligned, block_masks
from engine.backend.bitsliced.kernels.count import LEVELS, PLANE
from engine.backend.bitsliced.kernels.ends import QUAD, SUM_ROW
from engine.backend.bitsliced.kernels.finish import add_found, subtract_found
from engine.backend.bitsliced.kernels.unit import CHANNEL_BYTES, COLUMNS, ROWS
from engine.backend.bitsliced.layered import PIECES
from engine.backend.bitsliced.layered import compiled as layered_compiled
from engine.backend.bitsliced.sign_classes import GROUP, padded_outputs
from engine.backend.bitsliced.tables import Body, Head, Tail, make_body, make_head, make_tail
from engine.backend.bitsliced.wave import PLANE_ROWS, Buffers, Level, run_network
from engine.backend.program import Program, Runner
from engine.backend.selfcheck import agrees_with_popcount

HALO_SHARE = 1 / 8
"""Of a tile's side, both halos together should take no more, whatever the cache holds: a stream from memory costs less
than pixels computed twice."""
TILE_BLOCKS = 16
"""More columns of blocks than this gain nothing: the halo is a small part of such a tile."""


def make_buffers(program: Program, height: int, width: int) -> Buffers:
    """Allocate for tiles of one size."""
    rows, columns = -(-height // ROWS), -(-width // COLUMNS)
    inputs, channels = program.spec.input_channels, program.spec.channels
    window = aligned((9 * channels + 2, PLANE), np.uint8)
    window[-1] = 255
    pixels = aligned((inputs, ROWS * rows + 2, COLUMNS * columns + 2), np.int16)
    offsets = np.add.outer(np.add.outer(np.arange(inputs) * pixels.strides[0], np.arange(3) * pixels.strides[1]),
                           np.arange(3) * pixels.strides[2])
    pair_count = max(ROWS * (-(-9 * inputs // 2)), padded_outputs(channels) // 2)
    full, half = rows_kept(program)
    return Buffers(
        pixels=pixels,
        full=_make_level(program, (height, width), 0, full),
        half=_make_level(program, (-(-height // 2), -(-width // 2)), 1, half),
        window=window,
        counts=aligned((12, LEVELS, PLANE), np.uint8),
        sums=aligned((GROUP + 1, ROWS * COLUMNS), np.int16),
        pairs=aligned((pair_count, QUAD // 2), np.int16),
        tail=aligned((len(program.tail.weight), 9, ROWS, SUM_ROW // 4), np.int32),
        taps=np.ascontiguousarray(offsets.reshape(-1), np.int64),
    )


def rows_kept(program: Program) -> tuple[int, int]:
    """Rows of blocks that the wave keeps of the stream, at full resolution and of each run at half.

    When the head makes a row, no other node can go on: every unit lags one row behind the node in front of it (one of
    half resolution is two of full), and halving waits for the second row of a pair.
    """
    full = 1 + sum(2 * len(run) + 1 if half else len(run) for half, run in program.runs)
    return full, max((len(run) + 1 for half, run in program.runs if half), default=1)


def _make_level(program: Program, size: tuple[int, int], level: int, kept: int) -> Level:
    outputs = padded_outputs(program.spec.channels)
    rows, columns = -(-size[0] // ROWS), -(-size[1] // COLUMNS)
    runs = sum(half for half, _ in program.runs) if level else 1
    units = sum(len(run) for half, run in program.runs if half == bool(level))
    if not units and level:  # nothing runs at half resolution
        rows = columns = 1
    there = columns if level else columns + columns % 2
    return Level(
        stream=aligned((max(1, runs), min(rows + rows % 2, kept), there, outputs, ROWS * COLUMNS), np.int16),
        planes=aligned(((units + 1) * PLANE_ROWS + 1, columns + 2, outputs, PLANE), np.uint8),
        valid=block_masks(*size),
        size=np.array([*size, -(-size[0] // ROWS), -(-size[1] // COLUMNS)], np.int64),
    )


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


class BitslicedRunner:
    """A program made ready; may be called from several threads, each of which gets buffers of its own."""

    finish = staticmethod(finish)

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
        if {height, width} != getattr(self._own, "sides", None):
            self._own.sides, self._own.buffers = {height, width}, {}  # lets go of the old ones first
        buffers = self._own.buffers  # of a tile and, where views are turned, of the turned one
        if (height, width) not in buffers:
            buffers[height, width] = make_buffers(self._program, height, width)
        return buffers[height, width]


def make_runner(program: Program, threads: int = 1) -> Runner:
    """Prepare a program once; the runner may be called from any number of threads.

    What the fused kernels do not cover runs unit by unit: see :mod:`engine.backend.bitsliced.layered`.
    """
    if program.beyond_plain is None:
        return BitslicedRunner(program)
    return _unit_by_unit(program)


def unsupported(_program: Program) -> str | None:
    """What of this program this backend cannot run, or None; asked by :mod:`engine.backend`."""
    return None


def bytes_per_column(program: Program) -> int:
    """What one column of blocks keeps in the cache while the wave passes: stream and planes of all units."""
    outputs = padded_outputs(program.spec.channels)
    full, half = rows_kept(program)
    blocks = full + sum(half for there, _ in program.runs if there) / 2
    planes = sum(len(run) / (1 + half) for half, run in program.runs) + 1
    return round(outputs * (blocks * CHANNEL_BYTES + planes * PLANE_ROWS * PLANE))


def tile_bytes(program: Program, height: int, width: int) -> int:
    """Bytes that a runner takes for a tile: the wave's, the pixels' and the sums'."""
    if program.beyond_plain:
        return popcount.tile_bytes(program, height, width)
    columns = -(-width // COLUMNS) + 2
    per_pixel = 2 * program.spec.input_channels + 8 * program.spec.image_channels
    return columns * bytes_per_column(program) + per_pixel * height * width + (1 << 20)


def preferred_tile(program: Program, cache: int | None = None) -> int:
    """Side of a tile that fills whole blocks with its halo, and whose wave fits one thread's share of the cache.

    It is larger than that where the halo would take more than :data:`HALO_SHARE` of it.

    Parameters
    ----------
    program : Program
    cache : int or None
        Bytes of the last cache that one thread may use; None asks the machine.
    """
    halo = 2 * program.spec.halo
    least = ceil(halo / HALO_SHARE / COLUMNS)
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
    runner = popcount.make_runner(program, pieces=PIECES)
    runner.finish = finish
    return runner


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
                fine = all(map(agrees_with_popcount, (make_runner, _unit_by_unit))) and layered_compiled()
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
