"""Training steps by kernels, torch and plain autograd: ``python -m tests.benchmarks.training_step [--threads N]``.

Each way runs in processes of its own, in turn, so that peaks of memory are its own and a busy machine slows all alike.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from contextlib import nullcontext
from statistics import median

import numpy as np
import torch

from engine.system import peak_memory
from engine.training import fused, recipes, scales
from engine.training.memory import kept_memory
from engine.training.recipes import Recipe
from engine.training.trainer import Run
from engine.training.units import Unit

WAYS = ("kernels", "torch", "plain")
ROUNDS, STEPS = 4, 6


class Fixed:
    """Patches that cost nothing to draw."""

    def __init__(self, side: int) -> None:
        self.pixels = np.random.default_rng(0).integers(0, 256, (64, side, side, 3), np.uint8)

    def batch(self, count: int, _generator: np.random.Generator) -> np.ndarray:
        """The first `count`."""
        return self.pixels[:count]


def run_of(way: str, recipe: Recipe, device: torch.device) -> Run:
    """A run that trains in one of :data:`WAYS`."""
    if way != "kernels":
        fused.on_processor = scales.on_processor = lambda x: False
    made = Run(recipe, device)
    if way == "plain":
        for unit in made.network.body:
            if isinstance(unit, Unit):  # a residual that is not the stream itself takes the path of separate functions
                unit.combine = lambda x, residual, unit=unit: Unit.combine(unit, x, residual.view_as(residual))
    return made


def seconds(run: Run, patches: Fixed) -> list[float]:
    """Seconds of single steps, after a few to warm up."""
    found = []
    for step in range(3 + STEPS):
        began = time.perf_counter()
        float(run.advance(patches, 1e-3))  # waits for the device
        if step >= 3:
            found.append(time.perf_counter() - began)
    return found


def child(options: argparse.Namespace) -> None:
    """Measure one way, and write seconds per step and peak memory as JSON."""
    torch.set_num_threads(options.threads)
    recipe = recipes.recipe_named(options.recipe)
    with kept_memory() if options.only == "kernels" else nullcontext():
        found = seconds(run_of(options.only, recipe, torch.device(options.device)), Fixed(recipe.source_side))
    print(json.dumps({"seconds": found, "peak": peak_memory()}))  # noqa: T201


def main() -> None:
    """Print steps per second, peak memory, and how many times plain autograd's steps take."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--recipe", default="denoise-fine")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--only", choices=WAYS)
    options = parser.parse_args()
    if options.only:
        child(options)
        return
    rows: dict[str, list[dict]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way in WAYS:
            command = [sys.executable, "-m", __spec__.name, *sys.argv[1:], "--only", way]
            rows[way].append(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    times = {way: median(value for row in found for value in row["seconds"]) for way, found in rows.items()}
    print(f"{options.recipe}, {options.threads} thread(s), {torch.__version__}")  # noqa: T201
    for way, found in rows.items():
        peak = max(row["peak"] or 0 for row in found) / 1e6
        print(f"{way:8} {1 / times[way]:6.2f} steps a second, {1000 * times[way]:6.1f} ms, "  # noqa: T201
              f"{times['plain'] / times[way]:5.2f} times plain autograd, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
