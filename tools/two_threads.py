"""What a second thread gains here, for a network and for anything else: ``python tools/two_threads.py [MODEL]``.

Two virtual cores are often the two halves of a real one and share its vector units: then nothing that keeps those busy
can run twice as fast. So products of matrices that lie in the first caches are timed beside the network, one thread and
two in turn: what they gain is what there is to gain. Prints minimum, median and maximum.
"""

from __future__ import annotations

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}  # before NumPy is imported

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.backend.bitsliced.runner import BACKEND  # noqa: E402 (the repository first)
from engine.run import catalog  # noqa: E402

SIDE, PRODUCT, PRODUCTS, TURNS = 512, 160, 2000, 15


def passes(name: str) -> Callable[[], None]:
    """One pass of a network over 512 x 512 pixels; each thread has buffers of its own."""
    program = catalog.find(None, name).program
    runner, shown = BACKEND.make_runner(program), (0.1,) * len(program.spec.level_bias)
    pixels = np.random.default_rng(0).integers(0, 4081, (program.spec.input_channels, SIDE, SIDE)).astype(np.int16)

    def run() -> None:
        runner(pixels, shown)
    return run


def products() -> None:
    """Matrices that stay in a core's own caches."""
    left = np.random.default_rng(0).random((PRODUCT, PRODUCT), np.float32)
    out = np.empty_like(left)
    for _ in range(PRODUCTS):
        np.dot(left, left, out=out)


def seconds(pool: ThreadPoolExecutor, work: Callable[[], None], threads: int) -> float:
    """Until all of them are done."""
    began = time.perf_counter()
    for each in [pool.submit(work) for _ in range(threads)]:
        each.result()
    return time.perf_counter() - began


def gains(works: list[Callable[[], None]]) -> np.ndarray:
    """Times that two threads get done what one does: (works, turns), all in turn."""
    found = np.empty((len(works), TURNS))
    with ThreadPoolExecutor(2) as pool:
        for work in works * 2:
            seconds(pool, work, 2)  # warm
        for turn in range(TURNS):
            for place, work in enumerate(works):
                found[place, turn] = 2 * seconds(pool, work, 1) / seconds(pool, work, 2)
    return found


def main(wanted: list[str]) -> int:
    """Measure and print; returns the exit code."""
    name = wanted[0] if wanted else "denoise-photo"
    for what, found in zip((name, "products of matrices"), gains([passes(name), products]), strict=True):
        sys.stdout.write(f"{what}: {found.min():.2f} / {np.median(found):.2f} / {found.max():.2f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
