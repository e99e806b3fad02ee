"""Where the bit-sliced backend's time goes: each stage of a block by itself, for ``bbcu bench``."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from engine.backend.bitsliced.entries import (
    repeat_activate,
    repeat_adders,
    repeat_count,
    repeat_expand,
    repeat_gather,
    repeat_head,
    repeat_tail,
)
from engine.backend.bitsliced.runner import WaveRunner, make_buffers
from engine.backend.bitsliced.shapes import BLOCK, COLUMNS, ROWS
from engine.backend.program import Program

BLOCK_PIXELS = ROWS * COLUMNS
STAGES: dict[str, Callable] = {
    "head": repeat_head, "binarize and gather": repeat_gather, "conv (count)": repeat_count, "expand": repeat_expand,
    "activation and residual": repeat_activate, "tail": repeat_tail,
}


def _seconds(stage: Callable, arguments: tuple, times: int) -> float:
    """What a stage takes, without the call from Python, which is as long as a stage."""
    stage(*arguments, 1)
    return max(0.0, _best(stage, arguments, times) - _best(stage, arguments, 0)) / times


def _best(stage: Callable, arguments: tuple, times: int) -> float:
    """Best of five: what the processor can do when nothing else wants it."""
    best = np.inf
    for _ in range(5):
        began = time.perf_counter()
        stage(*arguments, times)
        best = min(best, time.perf_counter() - began)
    return best


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
    adders = _seconds(repeat_adders, arguments, max(1, times // 4)) / planes / BLOCK_PIXELS
    per_unit = 9 * body.inputs[0] * body.spans.shape[2]
    source = np.ones(1 << 24)
    target = np.empty_like(source)
    copy = np.inf
    for _ in range(3):
        began = time.perf_counter()
        np.copyto(target, source)
        copy = min(copy, time.perf_counter() - began)
    return {"adders": adders * per_unit * 1e9, "memory": 2 * body.inputs[0] * copy / source.nbytes * 1e9}
