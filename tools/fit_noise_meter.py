"""Fit the noise meter to simulated photographs: ``python tools/fit_noise_meter.py PHOTOS``.

PHOTOS holds folders of clean photographs; every sixth scene is kept aside. Draws pictures whose noise is known
(tools/noise_samples.py), fits the networks of engine/run/noise_meter.py with torch, says how well they measure the
scenes kept aside, and writes resources/meters/noise.npz. ``--cache FILE`` keeps what was measured in the pictures.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import nn

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.run.crops import seen_crops  # noqa: E402 (the repository first)
from engine.run.noise_features import BANDS, COUNT, FLOOR, PER_BAND, PLANES, features  # noqa: E402
from engine.run.noise_meter import ERRORS, LEAST, inputs  # noqa: E402
from tools.noise_samples import KINDS, draw, sources  # noqa: E402

TARGET = ROOT / "resources" / "meters" / "noise.npz"
HIDDEN = (40, 20)
MEMBERS = 4
BATCH = 512
TRUTHS = 4
"""At the end of each row: luma, colour, correlation, and the place of its kind in KINDS."""
FIRST_ASIDE = 1_000_000
"""Seed of the first picture from the scenes kept aside."""


def row(files: list[Path], seed: int) -> np.ndarray:
    """Inputs of the meter for the picture of a seed, and the truth about it."""
    sample = draw(files, seed)
    picture = sample.picture
    crops = seen_crops(picture).astype(np.float32) * np.float32(255 / picture.peak)
    known = inputs(features(crops), picture.jpeg_quality, sample.earlier)
    return np.array([*known, sample.luma, sample.colour, sample.correlation, KINDS.index(sample.kind)], np.float32)


def rows(files: list[Path], first: int, count: int) -> np.ndarray:
    """Many of them, on every core."""
    with ProcessPoolExecutor() as pool:
        return np.array(list(pool.map(partial(row, files), range(first, first + count), chunksize=32)))


def as_grey(found: np.ndarray) -> np.ndarray:
    """The same pictures as if they had no colours: few are drawn grey, and a picture's brightness is one."""
    found = found.copy()
    by_band = found[:, : BANDS * PER_BAND].reshape(len(found), PER_BAND, PLANES, -1)
    by_band[:, :, 1:] = np.log(FLOOR)
    found[:, COUNT - 1] = 1
    found[:, -TRUTHS + 1] = 0
    return found


def fit(found: np.ndarray, steps: int) -> dict[str, np.ndarray]:
    """The networks' numbers, by names of engine/run/noise_meter.py; each sees its own draw of the pictures."""
    found = np.concatenate([found, as_grey(found[::3])])
    torch.set_num_threads(1)  # they are small: threads would wait for each other
    mean, spread = found[:, :-TRUTHS].mean(axis=0), found[:, :-TRUTHS].std(axis=0) + 1e-3
    members = []
    for seed in range(MEMBERS):
        drawn = np.random.default_rng(seed).integers(len(found), size=len(found))
        members.append(_fit_one(found[drawn], mean, spread, (steps, seed)))
    stacked = {name: np.stack([member[name] for member in members]) for name in members[0]}
    return {name: value.astype(np.float16 if name.startswith("weight") else np.float32)
            for name, value in ({"mean": mean, "spread": spread} | stacked).items()}


def _fit_one(found: np.ndarray, mean: np.ndarray, spread: np.ndarray, how: tuple[int, int]) -> dict[str, np.ndarray]:
    """Weights and biases of one network; `how` is the number of steps and a seed."""
    steps, seed = how
    torch.manual_seed(seed)
    numbers, truths = found[:, :-TRUTHS], found[:, -TRUTHS:]
    known = torch.tensor(np.clip((numbers - mean) / spread, -4, 4))
    levels = torch.log(torch.tensor(truths[:, :2]) + LEAST)
    noisy = torch.tensor(~np.isnan(truths[:, 2]), dtype=torch.float32)
    correlation = torch.tensor(np.nan_to_num(truths[:, 2]))
    sides = (numbers.shape[1], *HIDDEN, 5)
    layers = [nn.Linear(a, b) for a, b in pairwise(sides)]
    network = nn.Sequential(layers[0], nn.ReLU(), layers[1], nn.ReLU(), layers[2])
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=0.1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps)
    for _ in range(steps):
        chosen = torch.randint(len(known), (BATCH,))
        given = known[chosen] + 0.03 * torch.randn(BATCH, known.shape[1])
        loss = _loss(network(given), levels[chosen], correlation[chosen], noisy[chosen])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    fitted = {}
    for place, layer in enumerate(layers):
        fitted |= {f"weight{place}": layer.weight.detach().numpy().T, f"bias{place}": layer.bias.detach().numpy()}
    return fitted


def _loss(said: torch.Tensor, levels: torch.Tensor, correlation: torch.Tensor, noisy: torch.Tensor) -> torch.Tensor:
    """Likelihood of the levels under two-sided exponential errors, which finds medians: texture that looks like noise
    in a few clean pictures must not make all noise less. Weighed by the error that is expected, as that steadies it."""
    errors = said[:, 3:].clamp(*ERRORS)
    surprise = ((levels - said[:, :2]).abs() / errors.exp() + errors) * errors.exp().detach()
    return surprise.mean() + (noisy * (correlation - said[:, 2]) ** 2).mean()


def report(said: np.ndarray, truths: np.ndarray) -> str:
    """How well it measures: a table of the kinds of pictures."""
    errors = said[:, :2] - np.log(truths[:, :2] + LEAST)
    in_units = errors / np.exp(said[:, 3:])
    lines = ["| | pictures | error of luma, median | bias | of colour, median | bias | errors over those expected |",
             "|---|---|---|---|---|---|---|"]
    for place, kind in enumerate(KINDS):
        mine = truths[:, 3] == place
        if mine.any():
            middle, bias = np.median(np.abs(errors[mine]), axis=0), errors[mine].mean(axis=0)
            lines.append(f"| {kind} | {mine.sum()} | {middle[0]:.3f} | {bias[0]:+.3f} | {middle[1]:.3f} "
                         f"| {bias[1]:+.3f} | {np.sqrt(np.square(in_units[mine]).mean()):.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Draw, fit, say, write."""
    parser = argparse.ArgumentParser(description="Fit the noise meter to simulated photographs.")
    parser.add_argument("photos", type=Path)
    parser.add_argument("--samples", type=int, default=14000)
    parser.add_argument("--aside", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=12000)
    parser.add_argument("--cache", type=Path, metavar="FILE.npz")
    args = parser.parse_args()
    if args.cache is not None and args.cache.exists():
        with np.load(args.cache) as stored:
            found, aside = stored["found"], stored["aside"]
    else:
        mine, kept = sources(args.photos)
        found, aside = rows(mine, 0, args.samples), rows(kept, FIRST_ASIDE, args.aside)
        if args.cache is not None:
            np.savez(args.cache, found=found, aside=aside)
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(TARGET, **fit(found, args.steps))
    from engine.run.noise_meter import outputs

    said = np.array([outputs(numbers) for numbers in aside[:, :-TRUTHS]])
    sys.stdout.write(report(said, aside[:, -TRUTHS:]) + "\n")


if __name__ == "__main__":
    main()
