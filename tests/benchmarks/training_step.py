"""A training step as it is against plain autograd: python -m tests.benchmarks.training_step [--threads N]."""

from __future__ import annotations

import argparse
import time
from statistics import median

import numpy as np
import torch
from torch.nn import functional

from engine.training import recipes, units
from engine.training.networks import build
from engine.training.trainer import Run

ROUNDS, STEPS = 7, 3


class Fixed:
    """Patches that cost nothing to draw."""

    def __init__(self, side: int) -> None:
        self.pixels = np.random.default_rng(0).integers(0, 256, (64, side, side, 3), np.uint8)

    def batch(self, count: int, _generator: np.random.Generator) -> np.ndarray:
        """The first `count`."""
        return self.pixels[:count]


def plain(self: units.Unit, x: torch.Tensor) -> torch.Tensor:
    """The unit V4 of separate autograd functions in float32."""
    signs = units.SurrogateSign.apply(x + units.as_planes(self.threshold_shift))
    weight = units.BinaryWeight.apply(self.weight)
    return self.rprelu(functional.conv2d(signs, weight, padding=1)) + x


def main() -> None:
    """Print steps per second of both and the ratio of neighbours, min / median / max."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--recipe", default="denoise-fast")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    recipe = recipes.recipe_named(args.recipe)
    ours = Run(recipe, torch.device(args.device))
    theirs = Run(recipe, torch.device(args.device))
    theirs.network = build(recipe.spec).to(ours.device).train()
    theirs.average = [p.detach().clone() for p in theirs.network.parameters()] if recipe.ema else []
    theirs.optimizer = torch.optim.Adam([{"params": list(theirs.network.parameters())}, {"params": [
        torch.nn.Parameter(torch.zeros(1))]}], recipe.rate)
    for unit in theirs.network.body:
        unit.forward = unit.combine = lambda x, _residual=None, unit=unit: plain(unit, x)
    patches = Fixed(recipe.source_side)

    def seconds(run: Run) -> float:
        began = time.perf_counter()
        for _ in range(STEPS):
            loss = run.advance(patches, 1e-3)
        float(loss)  # waits for the device
        return (time.perf_counter() - began) / STEPS

    seconds(ours), seconds(theirs)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    ratios = [b / a for a, b in pairs]
    print(f"{recipe.name}, {args.threads} thread(s): {1 / median(a for a, _ in pairs):.2f} steps a second against "  # noqa: T201
          f"{1 / median(b for _, b in pairs):.2f}; ratio {min(ratios):.2f} / {median(ratios):.2f} / {max(ratios):.2f}")


if __name__ == "__main__":
    main()
