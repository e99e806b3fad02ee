"""Real photographs beside the means of many of the same scene: what Auto gains, and what was to be had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import NamedTuple

import numpy as np

from engine.errors import PictureError, PlanError
from engine.formats import READABLE
from engine.measure.metrics import SSIM_SIDE, psnr, ssim
from engine.picture.files import open_picture
from engine.plan import Plan, Step
from engine.run import catalog
from engine.run.chain import RunOptions
from engine.run.detect import measure, resolve
from engine.run.restore import restored
from engine.tasks import Task

NAMES = (("real", "mean"), ("noisy", "clean"), ("lq", "hq"))
"""What the two pictures of a pair, or the two folders, are called."""


@dataclass(frozen=True)
class Pair:
    """A photograph and the mean of many of the same scene."""

    name: str
    real: Path
    mean: Path


class Skipped(NamedTuple):
    """A picture or pair that is not measured, and why."""

    name: str
    why: str


class Score(NamedTuple):
    """PSNR in dB over all channels, infinite where nothing differs, and SSIM."""

    psnr: float
    ssim: float


@dataclass(frozen=True)
class Row:
    """What was measured on one pair.

    Attributes
    ----------
    name : str
    input, auto : Score
        Of the photograph as it is, and by Auto.
    auto_level : float or None
        What Auto chose; None if it left the photograph alone.
    sweep : tuple of Score
        At each level.
    """

    name: str
    input: Score
    auto: Score
    auto_level: float | None
    sweep: tuple[Score, ...]

    @property
    def best(self) -> int:
        """Which level of the sweep has the highest PSNR."""
        return max(range(len(self.sweep)), key=lambda index: self.sweep[index].psnr)

    @property
    def regret(self) -> float:
        """How much more PSNR the best level of the sweep has than Auto."""
        return _difference(self.sweep[self.best].psnr, self.auto.psnr)

    @property
    def gain(self) -> float:
        """How much more PSNR Auto has than the photograph as it is."""
        return _difference(self.auto.psnr, self.input.psnr)


def find_pairs(folder: Path) -> tuple[list[Pair], list[Skipped]]:
    """Pairs in a folder, by name: ``X_real.*`` beside ``X_mean.*``, or equal names in ``real`` and ``mean`` within it.

    Parameters
    ----------
    folder : Path
        ``noisy`` and ``clean``, ``lq`` and ``hq`` are understood in place of ``real`` and ``mean``. What is no picture
        is passed over.

    Returns
    -------
    pairs, skipped
        Pictures without a partner are skipped.

    Raises
    ------
    PictureError
        If the folder is missing, cannot be read, or holds no pair.
    """
    hint = "Name a folder with X_real.png beside X_mean.png, or with two folders real and mean of equal names."
    if not folder.is_dir():
        raise PictureError("this folder does not exist", file=folder, hint=hint)
    pairs, skipped = [], []
    try:
        for real, mean in NAMES:
            if (folder / real).is_dir() and (folder / mean).is_dir():
                halves = [{path.stem: path for path in _pictures(folder / half)} for half in (real, mean)]
            else:
                halves = [{path.stem.removesuffix(f"_{half}"): path for path in _pictures(folder)
                           if path.stem.endswith(f"_{half}")} for half in (real, mean)]
            pairs += [Pair(name, halves[0][name], halves[1][name]) for name in halves[0] if name in halves[1]]
            skipped += [Skipped(path.name, f"there is no {other} of this name") for half, found, other in
                        zip(halves, reversed(halves), (mean, real), strict=True)
                        for name, path in half.items() if name not in found]
    except OSError as err:
        raise PictureError(f"this folder cannot be read: {err.strerror}", file=folder, hint=hint) from err
    if not pairs:
        raise PictureError("there are no pairs in this folder", file=folder, hint=hint)
    return sorted(pairs, key=lambda pair: pair.name), sorted(skipped)


def evaluate_pairs(step: Step, folder: Path, levels: Sequence[float] = (), options: RunOptions | None = None,
                   passes: int = 1) -> dict:
    """Measure Auto, and a sweep of levels, on pairs of real photographs and their means.

    Parameters
    ----------
    step : Step
        Task and model; the level stays *auto*.
    folder : Path
        See :func:`find_pairs`. A pair that cannot be measured is skipped and named.
    levels : sequence of float
        The sweep; none takes that of the task.
    options : RunOptions, optional
    passes : int
        See :class:`engine.plan.Plan`.

    Returns
    -------
    dict
        ``model``, ``task``, ``set``, ``images``; means over the pairs of PSNR (dB) and SSIM: ``psnr_input``,
        ``psnr_auto``, ``psnr_best`` (of each pair's best level) and so on, ``sweep`` (``level``, ``psnr``, ``ssim``);
        ``best_level`` (the best for all), ``regret`` (mean), ``worst_gain`` (least gain of a pair by Auto); the same
        of each pair in ``per_image``; ``skipped``: ``name``, ``why``. A number is None where nothing differs.

    Raises
    ------
    RestoreError
        For a task, level or model that does not fit, a folder without pairs, and pairs none of which can be measured.
    """
    if not step.task.info.sweep:
        raise PlanError(f"{step.task.title}: pairs of equal size say nothing about it",
                        hint=f"Choose {' or '.join(task for task in Task if task.info.sweep)}.")
    plans = [Plan((Step(step.task, level, step.model),), passes=passes)
             for level in (None, *(levels or step.task.info.sweep))]
    pairs, skipped = find_pairs(folder)
    model = catalog.for_step(plans[0].steps[0]).name
    rows = []
    for pair in pairs:
        try:
            rows.append(_row(pair, plans, options or RunOptions()))
        except PictureError as err:
            skipped.append(Skipped(pair.name, str(err)))
    if not rows:
        raise PictureError(f"none of its pairs can be measured ({skipped[-1].name}: {skipped[-1].why})", file=folder,
                           hint="Pairs are of 8 bits and equal size.")
    return {"model": model, "task": step.task.value, "set": folder.resolve().name, "images": len(rows),
            **_summary(rows, [plan.steps[0].level for plan in plans[1:]]),
            "skipped": [one._asdict() for one in sorted(skipped)]}


def _pictures(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir()
                  if path.is_file() and path.suffix.lower() in READABLE and not path.name.startswith("."))


def _row(pair: Pair, plans: list[Plan], options: RunOptions) -> Row:
    real, mean = open_picture(pair.real), open_picture(pair.mean)
    for picture in (real, mean):
        if picture.bit_depth != 8:
            raise PictureError("it has more than 8 bits", file=picture.path, hint="Measure on 8-bit pictures.")
    if real.pixels.shape != mean.pixels.shape:
        sizes = " and ".join(f"{p.width} x {p.height} x {p.channels}" for p in (real, mean))
        raise PictureError(f"the two do not fit: {sizes}", file=pair.real, hint="Both must show the same pixels.")
    if min(real.width, real.height) < SSIM_SIDE:
        raise PictureError("it is too small to be measured on", file=pair.real,
                           hint=f"Each side needs {SSIM_SIDE} pixels or more.")
    evidence = measure(real)
    auto, *sweep = (resolve(plan, evidence) for plan in plans)
    results = [restored(real, plan, options).pixels for plan in (auto, *sweep)]
    before, after, *sweep = (Score(psnr(pixels, mean.pixels), ssim(pixels, mean.pixels))
                             for pixels in (real.pixels, *results))
    return Row(pair.name, before, after, auto.steps[0].level if auto.active else None, tuple(sweep))


def _summary(rows: list[Row], levels: list[float]) -> dict:
    means = [Score(*np.mean([row.sweep[index] for row in rows], axis=0)) for index in range(len(levels))]
    best = [row.sweep[row.best] for row in rows]
    found = {}
    for name, scores in (("input", [r.input for r in rows]), ("auto", [r.auto for r in rows]), ("best", best)):
        mean = Score(*np.mean(scores, axis=0))
        found |= {f"psnr_{name}": _finite(mean.psnr), f"ssim_{name}": float(mean.ssim)}
    return found | {
        "best_level": levels[max(range(len(levels)), key=lambda index: means[index].psnr)],
        "sweep": [{"level": level, **_as_json(mean)} for level, mean in zip(levels, means, strict=True)],
        "regret": _finite(np.mean([row.regret for row in rows])),
        "worst_gain": _finite(min(row.gain for row in rows)),
        "per_image": [{
            "name": row.name, "input": _as_json(row.input), "auto": {"level": row.auto_level, **_as_json(row.auto)},
            "best": {"level": levels[row.best], **_as_json(row.sweep[row.best])},
            "sweep": [{"level": level, **_as_json(score)} for level, score in zip(levels, row.sweep, strict=True)],
            "regret": _finite(row.regret), "gain": _finite(row.gain),
        } for row in rows],
    }


def _as_json(score: Score) -> dict:
    return {"psnr": _finite(score.psnr), "ssim": float(score.ssim)}


def _difference(a: float, b: float) -> float:
    return 0.0 if a == b else a - b  # two equal results may both have an infinite PSNR


def _finite(value: float) -> float | None:
    return float(value) if isfinite(value) else None
