"""How well the noise meter measures, and what that costs: ``python tools/noise_meter_study.py PHOTOS [MODEL]``.

PHOTOS as for tools/fit_noise_meter.py: pictures are drawn from the scenes that it kept aside. Each is restored at many
levels, as a JPEG if it was one, and by Auto, all that it proposes. Writes docs/studies/meter.png and prints the table
of docs/studies/meter.md: regret by kind of picture.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

import matplotlib
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.measure.metrics import psnr  # noqa: E402 (the repository first)
from engine.picture.pixels import to_depth  # noqa: E402
from engine.plan import Plan, Step  # noqa: E402
from engine.run.detect import measure, resolve  # noqa: E402
from engine.run.restore import restored  # noqa: E402
from engine.tasks import QUALITY, SIGMA, WHITE_IN_COLOUR, WHITE_IN_LUMA, Evidence, Task  # noqa: E402
from tools.noise_samples import KINDS, draw, sources  # noqa: E402

matplotlib.use("agg")
from matplotlib import pyplot as plt  # noqa: E402

FIRST_SEED = 2_000_000
TIMES = (0.35, 0.5, 0.7, 0.85, 1.0, 1.2, 1.4, 1.7, 2.0, 2.5)
"""Levels that are tried, over the true one."""
CLEAN_LEVELS = (1.0, 2.0, 4.0)
"""Those for pictures without noise."""

class Row(NamedTuple):
    """One picture: the truth (sigma of white noise that does as much), what was measured, and what came of it."""

    kind: str
    sigma: float
    colour: float
    correlation: float
    seen: Evidence
    before: float
    repaired: float
    auto: float
    levels: tuple[float, ...]
    scores: tuple[float, ...]

    @property
    def regret(self) -> float:
        """How much more PSNR was to be had: by the best level, by repairing JPEG alone or by leaving it as it is."""
        return max(*self.scores, self.repaired, self.before) - self.auto


def measured(files: list[Path], seed: int, model: str | None) -> Row:
    """Draw a picture, restore it by Auto and at all levels."""
    sample = draw(files, seed)
    picture, is_grey = sample.picture, sample.picture.channels == 1
    sigma = sample.luma / (1 if is_grey else WHITE_IN_LUMA)
    seen = measure(picture)
    levels = tuple(SIGMA.nearest(sigma * times) for times in TIMES) if sigma else CLEAN_LEVELS
    told = {"quality": float(seen.quality)} if seen.quality is not None else {}
    share = sample.colour / WHITE_IN_COLOUR / max(sigma, 0.1)
    steps = [Step(Task.DENOISE, level, model, colour=SIGMA.nearest(level * share), **told) for level in levels]
    auto = resolve(Plan((Step(Task.DENOISE, None, model),), measured=True), seen)
    repaired = Plan((Step(Task.DEBLOCK, QUALITY.nearest(seen.quality)),) if seen.is_damaged else ())
    # against the clean picture, whose own JPEG the noise was measured behind
    before, *found = (psnr(to_depth(pixels, np.uint8), sample.clean) for pixels in
                      (picture.pixels, *(restored(picture, plan).pixels for plan in
                                         (repaired, auto, *(Plan((step,)) for step in steps)))))
    return Row(sample.kind, sigma, sample.colour / WHITE_IN_COLOUR, sample.correlation, seen, before, *found[:2],
               levels, tuple(found[2:]))


def table(rows: list[Row]) -> str:
    """Regret and errors by kind."""
    lines = ["| | pictures | noisy one | Auto | best level of each | regret, mean | 90 % below | worst gain "
             "| left alone |", "|---|" + "---|" * 8]
    for kind in (*KINDS, "all"):
        mine = [row for row in rows if kind in (row.kind, "all") and np.isfinite([row.before, row.auto]).all()]
        if not mine:
            continue
        regret = [row.regret for row in mine]
        lines.append(
            f"| {kind} | {len(mine)} | {np.mean([row.before for row in mine]):.2f} "
            f"| {np.mean([row.auto for row in mine]):.2f} | {np.mean([row.auto + row.regret for row in mine]):.2f} "
            f"| {np.mean(regret):.2f} | {np.quantile(regret, 0.9):.2f} "
            f"| {min(row.auto - row.before for row in mine):.2f} "
            f"| {sum(not row.seen.is_noisy for row in mine)} |")
    return "\n".join(lines)


def plot(rows: list[Row], path: Path) -> None:
    """Measured against true, regret against true, and what is told against the best level."""
    figure, axes = plt.subplots(2, 2, figsize=(13, 10), constrained_layout=True)
    for kind in KINDS:
        mine = [row for row in rows if row.kind == kind]
        true = np.array([(row.sigma, row.colour) for row in mine]).reshape(-1, 2)
        seen = np.array([(row.seen.noise_sigma, row.seen.noise_colour or 0) for row in mine]).reshape(-1, 2)
        for column, axis in enumerate(axes[0]):
            axis.scatter(true[:, column] + 0.5, seen[:, column] + 0.5, s=10, alpha=0.6, label=kind)
        axes[1, 0].scatter(true[:, 0] + 0.5, [row.regret for row in mine], s=10, alpha=0.6, label=kind)
        noisy = [row for row in mine if row.sigma > 2]
        axes[1, 1].scatter([row.levels[int(np.argmax(row.scores))] + 0.5 for row in noisy],
                           [max(row.seen.told) + 0.5 for row in noisy], s=10, alpha=0.6)
    for axis, name in zip(axes[0], ("brightness", "colours"), strict=True):
        axis.plot((0.5, 80), (0.5, 80), color="grey", lw=1)
        axis.set(xscale="log", yscale="log", xlabel="true sigma + 0.5", ylabel="measured sigma + 0.5", title=name)
    axes[1, 0].set(xscale="log", xlabel="true sigma + 0.5", ylabel="dB", title="regret of Auto", ylim=(-0.1, 3))
    axes[1, 1].plot((0.5, 80), (0.5, 80), color="grey", lw=1)
    axes[1, 1].set(xscale="log", yscale="log", xlabel="best of the levels tried + 0.5", ylabel="level told + 0.5",
                   title="what networks are told")
    axes[0, 0].legend()
    figure.savefig(path, dpi=80)


def main() -> None:
    """Measure, print and plot."""
    parser = argparse.ArgumentParser(description="How well the noise meter measures, and what that costs.")
    parser.add_argument("photos", type=Path)
    parser.add_argument("model", nargs="?")
    parser.add_argument("--pictures", type=int, default=300)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "studies" / "meter.png")
    args = parser.parse_args()
    files = sources(args.photos)[1]
    rows = [measured(files, FIRST_SEED + place, args.model) for place in range(args.pictures)]
    sys.stdout.write(f"{table(rows)}\n")
    plot(rows, args.output)


if __name__ == "__main__":
    main()
