"""Where a network's time goes in the wave, node by node: ``python tools/wave_costs.py [MODEL]``.

Counts the processor's clock around every node of every row of blocks, on one thread, a picture of 512 x 512. Prints a
Markdown table of kinds of nodes and resolutions. Each node's smallest time of several passes counts, for whatever else
the machine does only adds to it; so the sum is a little less than any one pass takes.

It compiles everything for itself alone: a network whose ``run_network`` finds the nodes in the cache, compiled as they
are for here, takes a twelfth more time.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
OWN_CACHE = tempfile.TemporaryDirectory()
os.environ["NUMBA_CACHE_DIR"] = OWN_CACHE.name

from engine.backend.bitsliced.kernels import wave  # noqa: E402 (the repository first)
from engine.backend.bitsliced.runner import WaveRunner, make_buffers, runs_as_wave  # noqa: E402
from engine.backend.bitsliced.tables import (  # noqa: E402
    GIVE_BACK,
    HALVE,
    HAND_ON,
    HEAD,
    KIND,
    LEVEL,
    LEVEL_COUNT,
    TAIL,
    UNIT,
)
from engine.backend.bitsliced.vector import I64, call  # noqa: E402
from engine.run import catalog  # noqa: E402

SIDE, PASSES = 512, 12
NAMES = {HEAD: "head", UNIT: "units", HALVE: "halving", GIVE_BACK: "giving back", TAIL: "tail",
         HAND_ON: "handing on"}
ready, run_row = wave.ready, wave.run_row


@intrinsic
def clock(typingctx):
    """The processor's counter of cycles."""
    def build(context, builder, signature, arguments):
        return call(builder, "llvm.readcyclecounter", I64, [])
    return types.int64(), build


@njit(nogil=True, error_model="numpy")
def timed(head, body, tail, buffers, out, spent):
    """As ``run_network``; adds to each node's cycles."""
    nodes, done, rows_at = body.nodes, np.zeros(len(body.nodes), np.int64), np.empty(LEVEL_COUNT, np.int64)
    for level in range(LEVEL_COUNT):
        rows_at[level] = buffers.levels[level].size[2]
    while done[-1] < rows_at[0]:
        began = clock()
        place = len(nodes) - 1
        while not ready(nodes, done, place, rows_at):
            place -= 1
        run_row(head, body, tail, buffers, out, (place, done[place]))
        done[place] += 1
        spent[place] += clock() - began


def costs(program) -> np.ndarray:
    """Nanoseconds per pixel of each node."""
    runner, buffers = WaveRunner(program), make_buffers(program, SIDE, SIDE)
    pixels = np.random.default_rng(0).integers(0, 4081, (program.spec.input_channels, SIDE, SIDE))
    buffers.pixels[:, 1 : SIDE + 1, 1 : SIDE + 1] = pixels
    out = np.empty((len(runner.tables[2].bias), SIDE, SIDE))
    spent = np.zeros((PASSES, len(runner.tables[1].nodes)), np.int64)
    timed(*runner.tables, buffers, out, spent[0].copy())
    began = time.perf_counter()
    for each in spent:
        timed(*runner.tables, buffers, out, each)
    return spent.min(axis=0) * ((time.perf_counter() - began) / spent.sum()) / SIDE**2 * 1e9


def main(wanted: list[str]) -> int:
    """Measure and print; returns the exit code."""
    name = wanted[0] if wanted else "denoise-photo"
    program = catalog.find(None, name).program
    if not runs_as_wave(program):
        sys.exit(f"{name} does not run as a wave")
    found, many = defaultdict(float), defaultdict(int)
    nodes = WaveRunner(program).tables[1].nodes
    for node, cost in zip(nodes, costs(program), strict=True):
        key = NAMES[node[KIND]], int(node[LEVEL])
        found[key] += cost
        many[key] += 1
    lines = [f"| {kind} | 1/{1 << level} | {many[kind, level]} | {cost:.1f} | {cost / many[kind, level]:.1f} |"
             for (kind, level), cost in found.items()]
    table = ["| nodes | resolution | how many | ns per pixel | each |", "|---|---|---|---|---|", *lines,
             f"| together | | {len(nodes)} | {sum(found.values()):.1f} | |"]
    sys.stdout.write("\n".join([*table, ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
