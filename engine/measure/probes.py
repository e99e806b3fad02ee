"""What ``bbcu bench`` measures in a process of its own, where nothing else is warm and nothing else takes memory.

``python -m engine.measure.probes start`` and ``... restore MEGAPIXELS THREADS MODEL`` print their numbers in one line.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import numpy as np

from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.run.chain import RunOptions
from engine.run.restore import Finished, restore
from engine.tasks import Task

PERIOD = 0.004
"""Seconds between two looks at the memory."""


def start() -> float | str:
    """Seconds until the kernels are there, or why they cannot be."""
    began = time.perf_counter()
    from engine.backend.bitsliced.runner import BACKEND

    problem = BACKEND.problem()
    return time.perf_counter() - began if problem is None else problem


def restored(megapixels: float, threads: int, model: str) -> tuple[float, float, float]:
    """A picture of random pixels restored once, after a small one.

    Returns
    -------
    seconds, busy, peak : float
        Seconds per pixel of the clock and of all processors; bytes beyond picture and result, nan if unknown.
    """
    height, width = round((megapixels * 1e6 / 1.5) ** 0.5), round((megapixels * 1e6 * 1.5) ** 0.5)
    picture = Picture(np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8))
    plan = Plan((Step(Task.DENOISE, 25.0, model),))
    options = RunOptions("bitsliced", threads)
    list(restore(Picture(picture.pixels[:96, :96].copy()), plan, options))
    with PeakMemory() as memory:
        began, busy = time.perf_counter(), time.process_time()
        result = next(event.picture for event in restore(picture, plan, options) if isinstance(event, Finished))
        seconds, busy = time.perf_counter() - began, time.process_time() - busy
    return seconds / height / width, busy / height / width, memory.grown - result.pixels.nbytes


class PeakMemory:
    """Watches, in a thread, how much memory this process takes while a block runs.

    Attributes
    ----------
    grown : float
        Bytes by which it grew at most; nan where the system does not say.
    """

    def __enter__(self) -> PeakMemory:
        self.grown, self._before = 0.0, _resident()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            self.grown = np.maximum(self.grown, _resident() - self._before)
            if self._over.wait(PERIOD):
                return


def _resident() -> float:
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return float("nan")


def main(arguments: list[str]) -> None:
    """Measure what is asked for, and print it."""
    if arguments[0] == "start":
        sys.stdout.write(f"{start()}\n")
    else:
        sys.stdout.write(" ".join(map(str, restored(float(arguments[1]), int(arguments[2]), arguments[3]))) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
