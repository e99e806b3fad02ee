"""The training loop: a generator of events that can be stopped, resumed exactly and given a time budget."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from engine.errors import TrainingError
from engine.training import checkpoint as checkpoints
from engine.training.batches import Batches, Lesson, Supply, supply
from engine.training.checkpoint import BEST, LAST, latents_of
from engine.training.dataset import Pictures
from engine.training.learner import Learner
from engine.training.memory import kept_memory
from engine.training.only_run import only_run
from engine.training.recipes import WINDOW_SHARE, Recipe
from engine.training.rivals import set_progress
from engine.training.units import set_window

REPORTED = 10
"""Steps between losses that are reported, and looked at; each makes the processor wait for the device."""


@dataclass(frozen=True)
class Budget:
    """When a run ends. One of the two is given; the rate's schedule fits it.

    Attributes
    ----------
    minutes : float or None
        Of training time, over all resumed parts together.
    steps : int or None
    """

    minutes: float | None = None
    steps: int | None = None

    def fraction(self, step: int, seconds: float) -> float:
        """How much of the budget is used, 0..1."""
        used = step / self.steps if self.steps else seconds / (60.0 * (self.minutes or 1e-9))
        return min(1.0, used)


@dataclass(frozen=True)
class RunSettings:
    """What a run needs beside its recipe and its data.

    Attributes
    ----------
    out : Path
        Folder of ``last.pt``, ``best.pt`` and ``log.jsonl``; made if missing.
    budget : Budget
    device : str
        ``"cpu"`` or ``"cuda"``.
    resume : bool
        Go on from ``last.pt``.
    origin : Path or None
        A checkpoint or a file of latents to begin a fresh run with: its parameters are taken wherever name and shape
        are the same, the rest starts as usual. An enlarger may so take up another scale's body, or a user's run a
        shipped network. The optimizer begins anew, and the rate with its warm-up.
    teacher : Path or None
        A checkpoint or latents of a network for the same task, mostly a full-precision one, whose results are part of
        the target (:class:`engine.training.recipes.Recipe`).
    uses : int
        How often each batch is learned from, turned in another way each time: more than 1 where steps wait for them.
    save_seconds, validate_seconds : float
        How often a checkpoint is written, and PSNR measured.
    stop : callable
        Asked before each step; once it says True, the run is saved and ends.
    """

    out: Path
    budget: Budget
    device: str = "cpu"
    resume: bool = False
    origin: Path | None = None
    teacher: Path | None = None
    uses: int = 1
    save_seconds: float = 120.0
    validate_seconds: float = 300.0
    stop: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Stepped:
    """A step is done: its number, loss (mean |error| on 0..1; None between reports), rate, time and budget used."""

    step: int
    loss: float | None
    rate: float
    seconds: float
    fraction: float


@dataclass(frozen=True)
class Validated:
    """PSNR (dB) on the held-out pictures at each of the task's levels, and whether the mean is the best so far.

    The levels are :func:`engine.training.validation.levels_of` the recipe's spec.
    """

    step: int
    psnr: tuple[float, ...]
    best: bool


@dataclass(frozen=True)
class Saved:
    """A checkpoint was written."""

    step: int
    path: Path


@dataclass(frozen=True)
class Ended:
    """The run has ended.

    Attributes
    ----------
    step : int
    seconds : float
        Of training, all resumed parts together.
    complete : bool
        Whether the budget was used up.
    drawing : float
        Share of this part's time, 0..1, that steps waited for their batches.
    """

    step: int
    seconds: float
    complete: bool
    drawing: float = 0.0


Event = Stepped | Validated | Saved | Ended


def rate_at(recipe: Recipe, step: int, fraction: float) -> float:
    """Linear warm-up in steps times a cosine from 1 to 0 over the budget."""
    return recipe.rate * min(1.0, (step + 1) / max(1, recipe.warmup)) * 0.5 * (1.0 + math.cos(math.pi * fraction))


def window_at(recipe: Recipe, fraction: float) -> float:
    """Half width of the surrogate's window: from the recipe's to 1, in a straight line."""
    return 1.0 + (recipe.window - 1.0) * max(0.0, 1.0 - fraction / WINDOW_SHARE)


def train(recipe: Recipe, pictures: Pictures | Lesson, settings: RunSettings) -> Iterator[Event]:
    """Train, and tell what happens.

    Closing the generator (or an exception thrown into it, such as KeyboardInterrupt) saves a checkpoint first.

    Parameters
    ----------
    recipe : Recipe
    pictures : Pictures or Lesson
        Photographs, to be spoiled and measured as the recipe says; or what does so in another way, on the device of
        the settings.
    settings : RunSettings

    Yields
    ------
    Stepped, Validated, Saved, Ended

    Raises
    ------
    TrainingError
        If a checkpoint cannot be read or written, the out folder already holds another run or one is at work in it,
        or the loss or a parameter is no longer finite.
    """
    with only_run(settings.out), kept_memory():
        learner = start(recipe, settings)
        lesson = Batches(recipe, pictures, torch.device("cpu")) if isinstance(pictures, Pictures) else pictures
        with supply(lesson, learner.step, learner.device, settings.uses) as batches:
            yield from _Loop(learner, lesson, settings).events(batches)


def start(recipe: Recipe, settings: RunSettings) -> Learner:
    """Make a learner, fresh or resumed; refuses to overwrite another run's."""
    if settings.device == "cuda" and not torch.cuda.is_available():
        raise TrainingError("there is no CUDA device here", hint="Use --device cpu.")
    learner = Learner(recipe, torch.device(settings.device))
    last = settings.out / LAST
    if settings.resume:
        learner.restore(checkpoints.load(last, learner.device))
    elif last.exists():
        raise TrainingError("this folder already holds a run", file=settings.out,
                            hint="Go on with --resume, or choose another --out folder.")
    elif settings.origin:
        learner.begin_with(latents_of(settings.origin))
    if settings.teacher:
        learner.follow(latents_of(settings.teacher))
    return learner


class _Loop:
    """The steps of one part of a run, with what is saved and measured between them."""

    def __init__(self, learner: Learner, lesson: Lesson, settings: RunSettings) -> None:
        self.learner, self.lesson, self.settings = learner, lesson, settings
        self.saved_step = learner.step
        self.saved_at = self.validated_at = time.monotonic()

    @property
    def fraction(self) -> float:
        """How much of the budget is used."""
        return self.settings.budget.fraction(self.learner.step, self.learner.seconds)

    def events(self, batches: Supply) -> Iterator[Event]:
        """See :func:`train`."""
        learner, settings = self.learner, self.settings
        clock, begun = time.monotonic(), learner.seconds
        try:
            while self.fraction < 1.0 and not settings.stop():
                yield self._step(batches, begun - clock)
                yield from self._between()
            complete = self.fraction >= 1.0
            if complete:
                yield self._validate()
            yield self._save()
            drawing = batches.waited / max(learner.seconds - begun, 1e-9)
            yield Ended(learner.step, learner.seconds, complete, min(1.0, drawing))
        finally:  # closed or thrown at: what was learned is kept, but never in the place of something better
            if self.saved_step != learner.step and learner.checkpoint().finite:
                checkpoints.save(learner.checkpoint(), settings.out / LAST)

    def _step(self, batches: Supply, since: float) -> Stepped:
        learner, recipe, fraction = self.learner, self.learner.recipe, self.fraction
        set_progress(learner.network, fraction)
        set_window(learner.network, window_at(recipe, fraction))
        rate = rate_at(recipe, learner.step, fraction)
        loss = learner.advance(batches.take(), rate)
        learner.seconds = since + time.monotonic()
        reported = float(loss) if learner.step % REPORTED == 0 else None
        if reported is not None and not math.isfinite(reported):
            self.saved_step = learner.step  # keep the last good checkpoint
            raise TrainingError(f"the loss is no longer finite at step {learner.step}",
                                hint="Resume from the last checkpoint, or lower the rate.")
        return Stepped(learner.step, reported, rate, learner.seconds, fraction)

    def _between(self) -> Iterator[Event]:
        now = time.monotonic()
        if now - self.validated_at >= self.settings.validate_seconds:
            yield self._validate()
            self.validated_at = time.monotonic()
        if now - self.saved_at >= self.settings.save_seconds:
            yield self._save()
            self.saved_at = time.monotonic()

    def _save(self) -> Saved:
        last = self.settings.out / LAST
        checkpoints.save(self.learner.checkpoint(), last)
        self.saved_step = self.learner.step
        return Saved(self.learner.step, last)

    def _validate(self) -> Validated:
        """PSNR of the network as it would ship; the best one is kept beside the last."""
        learner = self.learner
        network = learner.checkpoint().checked().shipped.network(learner.device)
        values = self.lesson.measured(network)
        best = (mean := float(np.mean(values))) > learner.best
        if best:
            learner.best = mean
            checkpoints.save(learner.checkpoint(), self.settings.out / BEST)
        return Validated(learner.step, values, best)
