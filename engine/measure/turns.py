"""Several networks on the same picture, turn by turn in one process.

``python -m engine.measure.turns MANIFEST`` prints JSON; a process of its own, for no other library must be loaded yet
when it begins. The manifest is JSON too: ``contestants`` (a list of :class:`Contestant`), ``threads`` (a list) and
``rounds``.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np

from engine.backend.contract import Runner, run_tile
from engine.backend.program import Program
from engine.errors import BackendError
from engine.measure.peers.files import inputs_of
from engine.measure.peers.runtimes import runtimes
from engine.measure.peers.spec import PeerSpec
from engine.network.packed import load_packed

SIDE = 512
"""Of the picture, in pixels."""
SIGMA = 25.0
TURN = 0.1
"""Seconds."""
ONE_BIT = "bitsliced"
"""What stands for a runtime where a packed network runs."""


@dataclass(frozen=True)
class Contestant:
    """A network to be timed.

    Attributes
    ----------
    file : str
        A packed model; or an ONNX model of a peer.
    runtime : str
        :data:`ONE_BIT`, or one of :func:`engine.measure.peers.runtimes.runtimes`.
    precision : str
        Of the latter: ``"f32"`` or ``"bf16"``.
    spec : str
        Of a peer: its description as JSON.
    """

    file: str
    runtime: str
    precision: str = "f32"
    spec: str = ""


def turn(run: Callable[[], object]) -> float:
    """Seconds of one run, the mean over :data:`TURN`.

    A turn has its warm-up, because a photograph keeps the cores busy for seconds, and a run of milliseconds would
    otherwise be timed on caches, clocks and worker threads as the other side has left them.
    """
    run()
    began, runs = time.perf_counter(), 0
    while (passed := time.perf_counter() - began) < TURN:
        run()
        runs += 1
    return passed / runs


def in_turn(runs: Sequence[Callable[[], object]], rounds: int) -> list[list[float]]:
    """Seconds of each, of every round, all of them in turn."""
    found: list[list[float]] = [[] for _ in runs]
    for _ in range(rounds):
        for run, seconds in zip(runs, found, strict=True):
            seconds.append(turn(run))
    return found


def ready(contestant: Contestant, threads: int, side: int = SIDE) -> Callable[[], object]:
    """A network, from a picture's values to the restored ones, on so many threads."""
    values = np.random.default_rng(0).random((side, side, 3), np.float32)
    if contestant.runtime == ONE_BIT:
        program = Program.of(load_packed(Path(contestant.file)))
        from engine.backend.bitsliced.runner import BACKEND

        return banded(program, BACKEND.make_runner(program), values, threads)
    run = runtimes()[contestant.runtime].load(Path(contestant.file).read_bytes(), threads, contestant.precision)
    return partial(run, inputs_of(PeerSpec.from_json(contestant.spec), values, SIGMA))


def banded(program: Program, runner: Runner, values: np.ndarray, threads: int) -> Callable[[], object]:
    """A packed network on a picture, a band of rows and no more of its halo than it needs for each thread."""
    shown, halo, height = program.spec.shown(SIGMA), program.spec.halo, len(values)
    step = program.spec.alignment
    if threads == 1:
        return partial(run_tile, program, runner, values, shown)
    edges = [height * band // threads // step * step for band in range(threads)] + [height]
    bands = []
    for top, bottom in pairwise(edges):
        first = max(0, (top - halo) // step * step)
        bands.append((values[first : bottom + halo], (top - first, bottom - first)))
    pool = ThreadPoolExecutor(threads)
    return lambda: list(pool.map(lambda band: run_tile(program, runner, band[0], shown, band[1]), bands))


def main(arguments: list[str]) -> None:
    """Print, for each number of threads and each contestant, the seconds of all rounds."""
    from engine.backend.bitsliced.runner import BACKEND  # late: the command line reads this module to print its help

    if problem := BACKEND.problem():
        raise BackendError(f"the bit-sliced backend cannot run here: {problem}", hint="Install numba.")
    manifest = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    contestants = [Contestant(**each) for each in manifest["contestants"]]
    found = {threads: in_turn([ready(each, threads) for each in contestants], manifest["rounds"])
             for threads in manifest["threads"]}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
