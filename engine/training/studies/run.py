"""Train every network of a study under one equal budget, measure each, and keep the rows: what ``bbcu study`` runs.

A folder holds a study: ``study.json`` says what it is, ``rows.jsonl`` has one line per finished variant, and
``variants/`` their checkpoints and packed networks. Finished variants are skipped and unfinished ones go on, so that
a study can be stopped at any time.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch

from engine.errors import RestoreError, SpecError, TrainingError
from engine.measure.evaluate import evaluate, pictures_in, scores
from engine.measure.protocols import Protocol, protocol_for
from engine.network.cost import cost_of
from engine.network.packed import SUFFIX, Card, save_packed
from engine.picture.files import open_picture
from engine.plan import Step
from engine.run.chain import RunOptions
from engine.tasks import Task
from engine.training import dataset
from engine.training.checkpoint import BEST, LAST, latents_of
from engine.training.damage import Degradation, JpegRange, NoiseRange, Shrinking
from engine.training.export import exported
from engine.training.latents import Latents
from engine.training.only_run import make_folder
from engine.training.recipes import Recipe
from engine.training.restorer import as_restorer
from engine.training.studies.catalog import Study, Variant, base_spec, study_named
from engine.training.trainer import Budget, Ended, RunSettings, train

DESCRIPTION, ROWS = "study.json", "rows.jsonl"
NOISE_ABOVE = 2.0
"""Noise is drawn from 0 to this many times the level that is measured: a blind network, as the paper's."""
RATE = {Task.DENOISE: 1e-3, Task.DEBLOCK: 1e-3, Task.UPSCALE: 1e-3}
"""Learning rates; of `denoise-paper`, `deblock-paper` and `upscale-l-x4`."""
PATCH = {Task.DENOISE: 32, Task.DEBLOCK: 32, Task.UPSCALE: 16}
"""Sides of patches at the network's input."""


@dataclass(frozen=True)
class Order:
    """What is studied, and how much of it.

    Attributes
    ----------
    study : str
        A name of :data:`engine.training.studies.catalog.STUDIES`.
    task : Task
    level : float
        At which variants are measured: sigma, JPEG quality or scale.
    channels, units : int
        Size of the base network.
    budget : Budget
        Of each variant.
    seed : int
        Of weights, patches and noise, the same for every variant.
    tail_start : float
        Factor on every tail's initial weights. Without amplification a random tail starts far from the picture, and
        a short budget is spent on coming back; a small factor starts all variants near the unrestored picture.
    """

    study: str
    task: Task
    level: float
    channels: int
    units: int
    budget: Budget
    seed: int = 0
    tail_start: float = 1.0

    @property
    def step(self) -> Step:
        """What is measured; refuses a level that the task does not have."""
        return Step(self.task, self.level)

    def made(self) -> Study:
        """The study's networks and claims."""
        scale = int(self.step.level or 1) if self.task is Task.UPSCALE else 1
        return study_named(self.study, base_spec(self.task, scale, self.channels, self.units))

    def recipe(self, variant: Variant) -> Recipe:
        """How each variant is trained: plainly, for what suits one network best would not suit another."""
        spec = variant.spec
        spoiled: Degradation
        if self.task is Task.UPSCALE:
            spoiled = Shrinking(spec.scale)
        elif self.task is Task.DEBLOCK:
            spoiled = JpegRange(low=1, high=50, aligned_share=0.5, luma=True)
        else:
            spoiled = NoiseRange(high=min(75.0, NOISE_ABOVE * self.level))
        recipe = Recipe(f"{self.study}/{variant.name}", spec, spoiled, patch=PATCH[self.task], rate=RATE[self.task],
                        warmup=50, seed=self.seed, tail_start=self.tail_start)
        return replace(recipe, **variant.training)


@dataclass(frozen=True)
class Row:
    """A finished variant.

    Attributes
    ----------
    variant : str
    psnr, ssim : float
        Means over the folder.
    operations, parameters : float
        In 10^9 at 320 x 180, and in 10^3.
    steps : int
    seconds : float
        Of training.
    packed : bool
        Whether the packed network was measured; else the torch network was.
    why : str
        Why it was not, if so.
    """

    variant: str
    psnr: float
    ssim: float
    operations: float
    parameters: float
    steps: int
    seconds: float
    packed: bool
    why: str = ""


@dataclass(frozen=True)
class Places:
    """Folders of a study, and when to stop.

    Attributes
    ----------
    data : Path
        Photographs to train on.
    test : Path
        Lossless pictures to measure on.
    out : Path
        The study's own folder.
    stop : callable
        Asked before each step.
    """

    data: Path
    test: Path
    out: Path
    stop: Callable[[], bool] = lambda: False


def run_study(order: Order, places: Places, say: Callable[[str], None] = lambda text: None) -> list[Row]:
    """Train and measure what is not yet finished.

    Parameters
    ----------
    order : Order
    places : Places
    say : callable
        Told one line for each variant.

    Returns
    -------
    list of Row
        In the study's order; fewer than it has variants if it was stopped.

    Raises
    ------
    RestoreError
        If the folder holds another study, or training or measuring fails.
    """
    study = order.made()
    references = pictures_in(places.test)
    _claim(order, places)
    rows = {row.variant: row for row in finished(places.out)}
    pictures = None
    for number, variant in enumerate(study.variants, 1):
        if variant.name in rows:
            continue
        recipe = order.recipe(variant)
        pictures = pictures or dataset.load(places.data, recipe.source_side)
        teacher = _folder(variant.teacher, places) / BEST if variant.teacher else None
        settings = RunSettings(_folder(variant.name, places), order.budget, teacher=teacher, stop=places.stop)
        done = _trained(recipe, pictures, settings)
        if not done.complete:
            break
        row = _measured(variant, order, done, references, places)
        rows[variant.name] = row
        _append(places.out / ROWS, row)
        say(f"{number}/{len(study.variants)} {variant.name}: {row.psnr:.2f} dB, SSIM {row.ssim:.4f}, "
            f"{row.steps} steps in {row.seconds:.0f} s{'' if row.packed else ', measured with torch: ' + row.why}")
    return [rows[variant.name] for variant in study.variants if variant.name in rows]


def finished(out: Path) -> list[Row]:
    """Rows that a folder holds.

    Raises
    ------
    TrainingError
        If a line is not one.
    """
    path = out / ROWS
    if not path.is_file():
        return []
    try:
        return [Row(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError, TypeError) as err:
        raise TrainingError("the study's rows cannot be read", file=path,
                            hint="Remove the damaged line, or choose another --out folder.") from err


def _append(path: Path, row: Row) -> None:
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(row)) + "\n")
    except OSError as err:
        raise TrainingError(f"the study's rows cannot be written: {err.strerror}", file=path,
                            hint="Choose an --out folder you may write to, with free space.") from err


def _claim(order: Order, places: Places) -> None:
    """Note what the folder is for, or refuse one that is for something else: its rows could not be compared."""
    make_folder(places.out)
    path = places.out / DESCRIPTION
    wanted = json.loads(json.dumps(asdict(order) | {"data": places.data.resolve().name,
                                                    "test": places.test.resolve().name}))
    try:
        if not path.exists():
            path.write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")
            return
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as err:
        raise TrainingError("the study's description cannot be read or written", file=path,
                            hint="Choose another --out folder.") from err
    for name in [name for name in wanted if not isinstance(held, dict) or held.get(name) != wanted[name]][:1]:
        raise TrainingError(f"this folder holds a study with another {name}", file=places.out,
                            hint="Choose another --out folder, or the options that it was begun with.")


def _folder(name: str, places: Places) -> Path:
    return places.out / "variants" / re.sub(r"[^a-z0-9.]+", "-", name.lower())


def _trained(recipe: Recipe, pictures: dataset.Pictures, settings: RunSettings) -> Ended:
    # Validation picks the best checkpoint of a run; at the end alone, every variant is judged by its last state.
    settings = replace(settings, resume=(settings.out / LAST).exists(), validate_seconds=float("inf"))
    with closing(train(recipe, pictures, settings)) as events:  # so that an interrupt leaves a checkpoint behind
        for event in events:
            last = event  # the last is always Ended
    return last


def _measured(variant: Variant, order: Order, done: Ended, references: list[Path], places: Places) -> Row:
    folder = _folder(variant.name, places)
    latents = latents_of(folder / BEST)
    protocol = protocol_for(order.step)
    why = _packed(latents, folder, protocol, references[0])
    if why:
        psnr, ssim = torch_scores(latents, order.level, protocol, places.test)
    else:
        step = Step(order.task, order.level, str(folder / f"network{SUFFIX}"))
        report = evaluate(step, places.test, RunOptions("popcount", torch.get_num_threads()))
        psnr, ssim = report["psnr"], report["ssim"]
    cost = cost_of(variant.spec)
    return Row(variant.name, round(psnr, 4), round(ssim, 5), round(cost.operations / 1e9, 5),
               round(cost.parameters / 1e3, 3), done.step, round(done.seconds, 1), not why, why)


def _packed(latents: Latents, folder: Path, protocol: Protocol, path: Path) -> str:
    """Pack a network beside its checkpoints; says why not, if it cannot be or does not repeat torch's picture."""
    card = Card("network", date=time.strftime("%Y-%m-%d"))
    try:
        packed, _ = exported(latents, open_picture(path).pixels, card, protocol)
    except (SpecError, TrainingError) as err:
        return err.why
    save_packed(packed, folder / f"network{SUFFIX}")
    return ""


def torch_scores(latents: Latents, level: float, protocol: Protocol, test: Path) -> tuple[float, float]:
    """Mean PSNR and SSIM of a torch network, by the protocol that measures packed ones."""
    rows = scores(test, protocol, as_restorer(latents.network(), latents.spec, level))
    psnr, ssim = np.mean([row[1:] for row in rows], axis=0)
    if not np.isfinite(psnr):
        raise RestoreError("a result cannot be measured", hint="Choose other pictures for --test.")
    return float(psnr), float(ssim)
