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
from engine.training.batches import Batches
from engine.training.dataset import Pictures
from engine.training.learner import Learner
from engine.training.memory import kept_memory
from engine.training.recipes import Recipe
from engine.training.units import Unit

WAYS = ("kernels", "torch", "plain")
ROUNDS, STEPS = 4, 6


def learner_of(way: str, recipe: Recipe, device: torch.device) -> Learner:
    """A learner in one of :data:`WAYS`."""
    if way != "kernels":
        fused.on_processor = scales.on_processor = lambda x: False
    made = Learner(recipe, device)
    if way == "plain":
        for unit in made.network.body:
            if isinstance(unit, Unit):  # a residual that is not the stream itself takes the path of separate functions
                unit.combine = lambda x, residual, unit=unit: Unit.combine(unit, x, residual.view_as(residual))
    return made


def seconds(learner: Learner, batches: Batches) -> tuple[list[float], list[float]]:
    """Seconds of single steps, after a few to warm up, and of drawing what they learn from."""
    steps, draws = [], []
    for step in range(3 + STEPS):
        began = time.perf_counter()
        pairs = batches.at(step)
        drawn = time.perf_counter()
        float(learner.advance(pairs, 1e-3))  # waits for the device
        if step >= 3:
            steps.append(time.perf_counter() - drawn)
            draws.append(drawn - began)
    return steps, draws


def child(options: argparse.Namespace) -> None:
    """Measure one way, and write seconds per step and peak memory as JSON."""
    torch.set_num_threads(options.threads)
    recipe, device = recipes.recipe_named(options.recipe), torch.device(options.device)
    noise = np.random.default_rng(0).integers(0, 256, (8, 320, 320, 3), np.uint8)
    batches = Batches(recipe, Pictures(list(noise), [""] * len(noise), []), device)
    with kept_memory() if options.only == "kernels" else nullcontext():
        steps, draws = seconds(learner_of(options.only, recipe, device), batches)
    print(json.dumps({"seconds": steps, "draws": draws, "peak": peak_memory()}))  # noqa: T201


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
    drawing = median(value for found in rows.values() for row in found for value in row["draws"])
    print(f"what a step learns from takes {1000 * drawing:.1f} ms to draw, beside that")  # noqa: T201


if __name__ == "__main__":
    main()
