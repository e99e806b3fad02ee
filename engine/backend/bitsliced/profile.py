"""Where the bit-sliced backend's time goes: each stage of a block by itself, for ``bbcu bench``."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from engine.backend.bitsliced.compiling import kernel
from engine.backend.bitsliced.kernels.count import BLOCK, LEVELS, PLANE, count_class, count_four
from engine.backend.bitsliced.kernels.ends import QUAD, head_block, pair_taps, spread, tail_block
from engine.backend.bitsliced.kernels.unit import (
    CHANNEL_BYTES,
    COLUMNS,
    CONSTANTS,
    ROWS,
    activate,
    expand,
    gather_window,
)
from engine.backend.bitsliced.runner import WaveRunner, make_buffers
from engine.backend.bitsliced.sign_classes import CLASSES, GROUP
from engine.backend.bitsliced.vector import address_of
from engine.backend.program import Program

BLOCK_PIXELS = ROWS * COLUMNS


@kernel
def _head(head, body, tail, buffers, times):
    for _ in range(times):
        count = head.weight.shape[1]
        pairs = address_of(buffers.pairs)
        for line in range(ROWS):
            at = address_of(buffers.pixels) + 2 * line * buffers.pixels.shape[2]
            pair_taps(at, buffers.taps, pairs + line * count * QUAD)
        level = buffers.levels[0]
        head_block(head, pairs, address_of(level.stream), address_of(level.valid), address_of(level.planes))


@kernel
def _gather(head, body, tail, buffers, times):
    stride = buffers.levels[0].planes.shape[2] * PLANE
    middle = address_of(buffers.levels[0].planes) + stride
    for _ in range(times):
        gather_window(middle, middle, middle, body.channels[0], stride, address_of(buffers.window))


@kernel
def _count(head, body, tail, buffers, times):
    for _ in range(times):
        for group in range(body.spans.shape[1]):
            count_four(address_of(buffers.window), address_of(body.index), body.spans[0, group], body.class_levels[0],
                       body.levels[0], address_of(buffers.counts))


@kernel
def _expand(head, body, tail, buffers, times):
    counts, sums = address_of(buffers.counts), address_of(buffers.sums)
    for _ in range(times):
        for output in range(GROUP * body.spans.shape[1]):
            member = output % GROUP
            expand(counts + (CLASSES + member) * LEVELS * PLANE, body.levels[0], 2, sums + GROUP * CHANNEL_BYTES,
                   address_of(body.constants), sums + member * CHANNEL_BYTES)


@kernel
def _activate(head, body, tail, buffers, times):
    for _ in range(times):
        for output in range(body.channels[0]):
            activate(address_of(buffers.sums), address_of(body.constants) + 2 * CONSTANTS * output,
                     address_of(buffers.levels[0].stream) + output * CHANNEL_BYTES, address_of(buffers.levels[0].valid),
                     address_of(buffers.levels[0].planes) + output * PLANE)


@kernel
def _tail(head, body, tail, buffers, times):
    for _ in range(times):
        for part in range(len(tail.factor)):
            tail_block(tail.weight[part], address_of(buffers.levels[0].stream), address_of(buffers.pairs),
                       address_of(buffers.tail))


@kernel
def _spread(head, body, tail, buffers, times):
    out = np.zeros((tail.weight.shape[1], 3 * ROWS, 3 * COLUMNS))
    for _ in range(times):
        for part in range(len(tail.factor)):
            spread(buffers.tail, ROWS, COLUMNS, tail.factor[part], out)


@kernel
def _adders(head, body, tail, buffers, times):
    counts = address_of(buffers.counts)
    for _ in range(times):
        count_class(address_of(buffers.window), address_of(body.index), 0, len(body.index) // BLOCK & ~1,
                    body.class_levels[0], counts)


STAGES: dict[str, Callable] = {
    "head": _head, "binarize and gather": _gather, "conv (count)": _count, "expand": _expand,
    "activation and residual": _activate, "tail": _tail, "tail, moved and added": _spread,
}


def _seconds(stage: Callable, arguments: tuple, times: int) -> float:
    """Best of five: what the processor can do when nothing else wants it."""
    best = np.inf
    stage(*arguments, 1)
    for _ in range(5):
        began = time.perf_counter()
        stage(*arguments, times)
        best = min(best, time.perf_counter() - began)
    return best / times


def profile(program: Program, times: int = 20) -> dict[str, float]:
    """Nanoseconds per pixel of each stage, the units' stages once (not times the number of units)."""
    runner = WaveRunner(program)
    arguments = (*runner.tables, make_buffers(program, 3 * ROWS, 3 * COLUMNS))
    return {name: _seconds(stage, arguments, times) / BLOCK_PIXELS * 1e9 for name, stage in STAGES.items()}


def roofline(program: Program, times: int = 20) -> dict[str, float]:
    """Bounds of one unit in nanoseconds per pixel.

    ``adders``: as many planes as a unit adds, in one endless list: no merging, no expansion, no change of lists.
    ``memory``: reading and writing the stream once at the speed of a large copy, were nothing kept in a cache.
    """
    runner = WaveRunner(program)
    body = runner.tables[1]
    arguments = (*runner.tables, make_buffers(program, 3 * ROWS, 3 * COLUMNS))
    planes = len(body.index) // BLOCK * BLOCK
    adders = _seconds(_adders, arguments, max(1, times // 4)) / planes / BLOCK_PIXELS
    per_unit = 9 * body.channels[0] * body.spans.shape[1]
    source = np.ones(1 << 24)
    target = np.empty_like(source)
    copy = np.inf
    for _ in range(3):
        began = time.perf_counter()
        np.copyto(target, source)
        copy = min(copy, time.perf_counter() - began)
    return {"adders": adders * per_unit * 1e9, "memory": 2 * body.channels[0] * copy / source.nbytes * 1e9}
