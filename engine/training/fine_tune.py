"""A shipped network learns somebody's own pictures: the whole run, told as it happens, steered from outside."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum

import cv2
import torch

from engine.errors import MemoryShortError, TrainingError
from engine.run import catalog
from engine.training import latents as latents_files
from engine.training import trainer
from engine.training.checkpoint import BEST, LAST, latents_of
from engine.training.latents import Latents
from engine.training.only_run import only_run
from engine.training.own_lesson import PEEK, OwnLesson, middle_of, restored, tuning_recipe
from engine.training.trainer import Budget, RunSettings
from engine.training.tuned import finish
from engine.tuning import estimate
from engine.tuning import material as materials
from engine.tuning.events import Begun, Event, Found, Learning, Left, Looking, Measured, Packing, Paused
from engine.tuning.material import Material
from engine.tuning.runs import Run
from engine.unfinished import whole_file

MEASUREMENTS = 24
"""How often it is measured altogether, but neither more often than :data:`OFTENEST` seconds nor more seldom."""
OFTENEST, SELDOMEST = 10.0, 120.0
SAVED_EVERY = 20.0
"""Seconds: as much training a crash may cost."""
TOLD_EVERY = 0.5
"""Seconds between steps that are told, at least."""
_NAP = 0.2


class Wish(StrEnum):
    """What is wanted of a run at the moment."""

    GO_ON = "go on"
    PAUSE = "pause"
    KEEP = "keep"
    """End, and make a model of the best so far."""
    LEAVE = "leave"
    """End for now."""


Tell = Callable[[Event], None]


def tune(run: Run, tell: Tell, wish: Callable[[], Wish] = lambda: Wish.GO_ON, threads: int | None = None) -> None:
    """Begin or go on with a run, to its end.

    Parameters
    ----------
    run : Run
    tell : callable
        Hears what happens: Looking, Found, Begun, Learning, Measured, Paused, Packing, and at last Left or Made.
    wish : callable
        Asked before each step.
    threads : int, optional
        By default all processors but one.

    Raises
    ------
    RestoreError
        If it cannot begin or go on, in plain words; what was learned so far is kept.
    """
    torch.set_num_threads(threads or estimate.cores()[0])
    try:
        _tune(run, tell, wish)
    except (MemoryError, torch.OutOfMemoryError) as err:
        raise _memory_short() from err
    except RuntimeError as err:
        if "alloc" not in str(err) and "memory" not in str(err):
            raise
        raise _memory_short() from err


def _memory_short() -> MemoryShortError:
    return MemoryShortError("there is not enough memory to go on learning",
                            hint="Close other programs and go on; what was learned so far is kept.")


def _tune(run: Run, tell: Tell, wish: Callable[[], Wish]) -> None:
    material = _material(run, tell, wish)
    if material is None:
        tell(Left(0))
        return
    base = latents_files.load(catalog.latents_file(run.order.model))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    lesson = OwnLesson(tuning_recipe(base, run.order.seed), material, base, device)
    tell(Begun(material.count, len(material.held), lesson.first.own, lesson.first.general))
    _show(run, lesson, lesson.teacher, ("seen", "base", "clean"))
    learning = _Learning(run, lesson, tell, wish)
    while wish() is not Wish.LEAVE:
        learning.part()
        if learning.complete or wish() is Wish.KEEP:
            tell(Packing())
            tell(_made(run, base, lesson, material))
            run.discard()
            return
        if wish() is Wish.PAUSE:
            tell(Paused())
            while wish() is Wish.PAUSE:
                time.sleep(_NAP)
    tell(Left(learning.step))


def _material(run: Run, tell: Tell, wish: Callable[[], Wish]) -> Material | None:
    """What is made of the pictures, made now or long ago; None if somebody does not wait for it."""
    def told(done: int, of: int) -> None:
        tell(Looking(done, of))
        if wish() in (Wish.LEAVE, Wish.KEEP):
            raise _Interrupted

    if not (run.folder / materials.FILE).exists():
        with only_run(run.folder):
            try:
                materials.save(materials.prepare(run.order, told), run.folder)
            except _Interrupted:
                return None
    material = materials.load(run.folder)
    tell(Found(tuple((each.kind, each.count, each.names, each.number) for each in material.findings)))
    return material


class _Interrupted(Exception):
    """Somebody does not wait for the pictures to be read."""


class _Learning:
    """Training, in parts between pauses."""

    def __init__(self, run: Run, lesson: OwnLesson, tell: Tell, wish: Callable[[], Wish]) -> None:
        self.run, self.lesson, self.tell, self.wish = run, lesson, tell, wish
        self.complete, self.step, self.seconds = False, 0, 0.0
        self.total = 60.0 * run.order.minutes
        self.told_at = -math.inf

    def part(self) -> None:
        """Steps until somebody wishes something else, or the time is over."""
        if self.wish() is Wish.KEEP:
            return
        resume = (self.run.folder / LAST).exists()
        settings = RunSettings(
            self.run.folder, Budget(minutes=self.run.order.minutes), self.lesson.device.type, resume=resume,
            origin=None if resume else catalog.latents_file(self.run.order.model), save_seconds=SAVED_EVERY,
            validate_seconds=min(SELDOMEST, max(OFTENEST, self.total / MEASUREMENTS)),
            stop=lambda: self.wish() is not Wish.GO_ON)
        for event in trainer.train(self.lesson.recipe, self.lesson, settings):
            self._told(event)

    def _told(self, event: trainer.Event) -> None:
        match event:
            case trainer.Stepped():
                self.step, self.seconds = event.step, event.seconds
                learning = Learning(event.step, event.loss, event.seconds, max(0.0, self.total - event.seconds))
                if event.loss is not None:
                    self.run.note(learning)
                if event.loss is not None or event.seconds - self.told_at > TOLD_EVERY:
                    self.told_at = event.seconds
                    self.tell(learning)
            case trainer.Validated():
                self._measured(event)
            case trainer.Ended():
                self.complete, self.step = event.complete, event.step

    def _measured(self, event: trainer.Validated) -> None:
        first, latest = self.lesson.first, self.lesson.latest
        if event.best:
            best = latents_of(self.run.folder / BEST).network(self.lesson.device)
            _show(self.run, self.lesson, best, ("now",))
        told = Measured(event.step, self.seconds, latest.own - first.own, latest.general - first.general, event.best)
        self.run.note(told)
        self.tell(told)


def _made(run: Run, base: Latents, lesson: OwnLesson, material: Material) -> Event:
    best = run.folder / BEST
    if not best.exists():
        raise TrainingError("nothing has been measured yet that could be kept", hint="Let it go on for a while.")
    latents = latents_of(best)
    return finish(run.order, Latents(base.recipe, latents.spec, base.step + latents.step, latents.parameters),
                  lesson.held, material.count)


def _show(run: Run, lesson: OwnLesson, network: torch.nn.Module, which: tuple[str, ...]) -> None:
    """Write pictures of the middle of the first held-out one; a file appears in one move."""
    example, spec = lesson.held[0], lesson.spec
    seen, clean = middle_of(example, PEEK // spec.scale, spec.scale)
    for name in which:
        pixels = {"seen": lambda: (seen.clip(0, 1) * 255).round().astype("uint8"), "clean": lambda: clean}.get(
            name, lambda: restored(network, spec, seen, example.shown))()
        _, data = cv2.imencode(".png", pixels[..., ::-1])
        with suppress(OSError), whole_file(run.preview(name)) as file:  # else a picture less to look at
            file.write(data.tobytes())
