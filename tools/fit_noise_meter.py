"""Fit the noise meter to simulated photographs: ``python tools/fit_noise_meter.py PHOTOS``.

PHOTOS holds folders of clean photographs; every sixth scene is kept aside. Draws pictures whose noise is known
(tools/noise_samples.py) and restores them at many levels (tools/noise_curves.py); fits the networks of
engine/run/noise_meter.py with torch, both to measure and to choose the levels that lose least; says how well they do on
the scenes kept aside, and writes resources/meters/noise.npz. ``--cache FILE`` keeps what was found in the pictures.
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
from tools.noise_curves import LEAST_ERROR, TOLD, curve  # noqa: E402
from tools.noise_samples import KINDS, draw, sources  # noqa: E402

TARGET = ROOT / "resources" / "meters" / "noise.npz"
HIDDEN = (64, 32)
MEMBERS = 10
BATCH = 512
TRUTHS = 4 + 2 * len(TOLD)
"""At the end of each row: luma, colour, correlation, and the place of its kind in KINDS; then logarithms of the errors
of luma and of colours at the levels of TOLD."""
HARM = 0.3
"""How much more it counts to make a picture worse than to make it less good than it might be."""
FIRST_ASIDE = 1_000_000
"""Seed of the first picture from the scenes kept aside."""


def row(files: list[Path], seed: int) -> np.ndarray:
    """Inputs of the meter for the picture of a seed, and the truth about it."""
    sample = draw(files, seed)
    picture = sample.picture
    crops = seen_crops(picture).astype(np.float32) * np.float32(255 / picture.peak)
    known = inputs(features(crops), picture.jpeg_quality, sample.earlier)
    truths = sample.luma, sample.colour, sample.correlation, KINDS.index(sample.kind)
    return np.array([*known, *truths, *np.concatenate(curve(sample))], np.float32)


def rows(files: list[Path], first: int, count: int) -> np.ndarray:
    """Many of them, on every core."""
    with ProcessPoolExecutor() as pool:
        return np.array(list(pool.map(partial(row, files), range(first, first + count), chunksize=32)))


def as_grey(found: np.ndarray) -> np.ndarray:
    """The same pictures as if they had no colours: few are drawn grey, and a picture's brightness is one.

    Which level is best for them is not known: white noise does more to grey.
    """
    found = found.copy()
    by_band = found[:, : BANDS * PER_BAND].reshape(len(found), PER_BAND, PLANES, -1)
    by_band[:, :, 1:] = np.log(FLOOR)
    found[:, COUNT - 1] = 1
    found[:, -TRUTHS + 1] = 0
    found[:, -2 * len(TOLD) :] = np.nan
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
    curves = torch.tensor(np.nan_to_num(truths[:, 4:])).reshape(-1, 2, len(TOLD))
    restored = torch.tensor(~np.isnan(truths[:, 4]), dtype=torch.float32)
    sides = (numbers.shape[1], *HIDDEN, 7)
    layers = [nn.Linear(a, b) for a, b in pairwise(sides)]
    network = nn.Sequential(layers[0], nn.ReLU(), layers[1], nn.ReLU(), layers[2])
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=0.1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps)
    for _ in range(steps):
        chosen = torch.randint(len(known), (BATCH,))
        given = known[chosen] + 0.2 * torch.randn(BATCH, known.shape[1])
        said = network(given)
        loss = _loss(said[:, :5], levels[chosen], correlation[chosen], noisy[chosen])
        loss = loss + (restored[chosen] * _lost(said[:, 5:], curves[chosen])).mean()
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


_PLACES = torch.log(torch.tensor(TOLD) + LEAST)


def _errors_at(chosen: torch.Tensor, curves: torch.Tensor) -> torch.Tensor:
    """Mean squares at chosen levels, as logarithms of level plus LEAST: (n, 2) and (n, 2, levels) to (n,)."""
    inside = chosen.clamp(_PLACES[0], _PLACES[-1])
    above = torch.searchsorted(_PLACES, inside.detach()).clamp(1, len(TOLD) - 1)
    low, high = _PLACES[above - 1], _PLACES[above]
    part = (inside - low) / (high - low)
    logs = torch.lerp(*(curves.gather(2, place[..., None])[..., 0] for place in (above - 1, above)), part)
    return _mean_squares(logs)


def _mean_squares(logs: torch.Tensor) -> torch.Tensor:
    """Of luma and colours together, as tools/noise_curves.py keeps them: (n, 2) to (n,)."""
    return (logs.exp().sum(dim=1) - LEAST_ERROR).clamp(LEAST_ERROR)


def _lost_and_gained(chosen: torch.Tensor, curves: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """dB that a choice of levels loses against the best one, and gains: (n, 2) and (n, 2, levels) to (n,) each."""
    error = _errors_at(chosen, curves)
    return (10 * torch.log10(error / _mean_squares(curves.min(dim=2).values)),
            10 * torch.log10(_mean_squares(curves[..., 0]) / error))


def _lost(chosen: torch.Tensor, curves: torch.Tensor) -> torch.Tensor:
    """dB that count against a choice of levels: (n, 2) and (n, 2, levels) to (n,)."""
    lost, gained = _lost_and_gained(chosen, curves)
    beyond = (chosen - chosen.clamp(_PLACES[0], _PLACES[-1])).square().sum(dim=1)
    return lost + HARM * (-gained).clamp(0) + beyond


def report(said: np.ndarray, truths: np.ndarray) -> str:
    """How well it measures: a table of the kinds of pictures."""
    errors = said[:, :2] - np.log(truths[:, :2] + LEAST)
    curves = torch.tensor(truths[:, 4:]).reshape(-1, 2, len(TOLD))
    regret, gain = (each.numpy() for each in _lost_and_gained(torch.tensor(said[:, 5:]), curves))
    in_units = errors / np.exp(said[:, 3:5])
    lines = ["| | pictures | error of luma, median | bias | of colour, median | bias | errors over those expected "
             "| regret, dB | gain, mean | worst |", "|---|" + "---|" * 9]
    for place, kind in enumerate(KINDS):
        mine = truths[:, 3] == place
        if mine.any():
            middle, bias = np.median(np.abs(errors[mine]), axis=0), errors[mine].mean(axis=0)
            lines.append(f"| {kind} | {mine.sum()} | {middle[0]:.3f} | {bias[0]:+.3f} | {middle[1]:.3f} "
                         f"| {bias[1]:+.3f} | {np.sqrt(np.square(in_units[mine]).mean()):.2f} "
                         f"| {regret[mine].mean():.2f} | {gain[mine].mean():.2f} | {gain[mine].min():.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Draw, fit, say, write."""
    parser = argparse.ArgumentParser(description="Fit the noise meter to simulated photographs.")
    parser.add_argument("photos", type=Path)
    parser.add_argument("--samples", type=int, default=6800)
    parser.add_argument("--aside", type=int, default=500)
    parser.add_argument("--steps", type=int, default=4000)
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
