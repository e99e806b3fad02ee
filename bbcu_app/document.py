"""What is open: the files, the picture, the plan with its undo, the result. Signals, no widgets, no threads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bbcu_app.display import Levels
from bbcu_app.tiles import TileStore
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.run.detect import resolve
from engine.run.estimate import Estimate
from engine.tasks import Evidence, Task
from engine.tiling import Box


@dataclass(frozen=True, eq=False)
class Opened:
    """A picture with what the screen needs of it."""

    picture: Picture
    levels: Levels


@dataclass(eq=False)
class Result:
    """What a run has made so far.

    Attributes
    ----------
    asked : Plan
        The plan as it was when the run began.
    store : TileStore
    plan : Plan
        The same with every level measured.
    backend : str
        Which path ran.
    picture : Picture or None
        The whole result at full strength; None until the run has finished.
    seconds : float
    """

    asked: Plan
    store: TileStore
    plan: Plan
    backend: str = ""
    picture: Picture | None = None
    seconds: float = 0.0


class Document(QObject):
    """The one thing that all views show.

    Attributes
    ----------
    files : tuple of Path
        What was opened together; Left and Right go through it.
    index : int
        Which of them is shown.
    picture : Picture or None
    name : str
        Of the picture, for the title.
    source : TileStore or None
        The original on the screen.
    evidence : Evidence or None
        What was found; None while nothing is measured yet.
    estimate : Estimate or None
        What a run would need.
    plan : Plan
    result : Result or None

    Signals
    -------
    opened :
        Another picture is shown, or none.
    measured :
        `evidence` or `estimate` has changed.
    planned :
        `plan` has changed.
    result_changed :
        A result began, ended or went away, or its being up to date or saved has changed.
    tile_arrived : Box
        A part of the result is there; its place in the result.
    """

    opened = Signal()
    measured = Signal()
    planned = Signal()
    result_changed = Signal()
    tile_arrived = Signal(object)

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files: tuple[Path, ...] = ()
        self.index = 0
        self.picture: Picture | None = None
        self.name = ""
        self.source: TileStore | None = None
        self.evidence: Evidence | None = None
        self.estimate: Estimate | None = None
        self.plan = plan
        self.result: Result | None = None
        self._saved_strength: int | None = None
        self._before: tuple[Result | None, int | None] | None = None
        self._undo: list[Plan] = []
        self._redo: list[Plan] = []
        self._merging: str | None = None

    # -- the picture

    def show(self, opened: Opened, name: str) -> None:
        """Show another picture; whatever belonged to the last one goes."""
        self.picture, self.name = opened.picture, name
        self.source = TileStore(opened.levels)
        self.evidence = self.estimate = None
        self._drop_result()
        self.opened.emit()
        self.result_changed.emit()

    def set_evidence(self, evidence: Evidence) -> None:
        """What was found in the picture."""
        self.evidence = evidence
        self.measured.emit()

    def set_estimate(self, estimate: Estimate | None) -> None:
        """What a run would need."""
        self.estimate = estimate
        self.measured.emit()

    # -- the plan

    @property
    def resolved(self) -> Plan:
        """The plan with its *auto* levels as measured, so far as they are."""
        return self.plan if self.evidence is None else resolve(self.plan, self.evidence)

    def step(self, task: Task) -> Step | None:
        """The plan's step for a task, if it has one."""
        return next((step for step in self.plan.steps if step.task == task), None)

    def set_plan(self, plan: Plan, merge: str | None = None) -> None:
        """Change the plan. Changes with the same `merge` name in a row are undone together (a slider's drag)."""
        if plan == self.plan:
            return
        if merge is None or merge != self._merging:
            self._undo.append(self.plan)
            self._redo.clear()
        self._merging = merge
        self._apply(plan)

    def set_step(self, task: Task, step: Step | None, merge: str | None = None) -> None:
        """Replace, add or (None) remove the step of a task."""
        steps = {old.task: old for old in self.plan.steps}
        steps.pop(task, None)
        if step is not None:
            steps[task] = step
        ordered = tuple(steps[each] for each in Task if each in steps)
        self.set_plan(replace(self.plan, steps=ordered), merge)

    def set_tasks(self, tasks: tuple[Task, ...]) -> None:
        """Repair and clean with these tasks, as they are measured; enlarging stays as it is."""
        kept = tuple(step for step in self.plan.steps if step.task.info.enlarges)
        self.set_plan(replace(self.plan, steps=tuple(map(Step, tasks)) + kept))

    def set_strength(self, strength: int) -> None:
        """Change the strength, 0..100."""
        self.set_plan(replace(self.plan, strength=strength), "strength")

    def set_passes(self, passes: int) -> None:
        """Change how many flips and turns are averaged: 1, 2, 4 or 8."""
        self.set_plan(replace(self.plan, passes=passes))

    @property
    def can_undo(self) -> bool:
        """Whether there is a plan before this one."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether an undone plan can come back."""
        return bool(self._redo)

    def undo(self) -> None:
        """The plan before."""
        if self._undo:
            self._redo.append(self.plan)
            self._merging = None
            self._apply(self._undo.pop())

    def redo(self) -> None:
        """The plan that was undone last."""
        if self._redo:
            self._undo.append(self.plan)
            self._merging = None
            self._apply(self._redo.pop())

    def _apply(self, plan: Plan) -> None:
        self.plan = plan
        self.planned.emit()
        self.result_changed.emit()

    # -- the result

    @property
    def finished(self) -> bool:
        """Whether there is a whole result."""
        return self.result is not None and self.result.picture is not None

    @property
    def outdated(self) -> bool:
        """Whether the result was made with other steps or passes than the plan has now. The strength needs no run."""
        asked = self.result.asked if self.result is not None else self.plan
        return (asked.steps, asked.passes) != (self.plan.steps, self.plan.passes)

    @property
    def unsaved(self) -> bool:
        """Whether a whole result would be lost by closing."""
        return self.finished and self._saved_strength != self.plan.strength

    def begin_result(self, result: Result) -> None:
        """A run has begun."""
        if self.finished:
            self._before = (self.result, self._saved_strength)
        self.result = result
        self._saved_strength = None
        self.result_changed.emit()

    def add_tile(self, box: Box, pixels) -> None:
        """A part of the result is there."""
        if self.result is not None:
            self.result.store.finish(box, pixels)
            self.tile_arrived.emit(box)

    def finish_result(self, picture: Picture, seconds: float) -> None:
        """The run has come to its end."""
        if self.result is not None:
            self.result.picture, self.result.seconds = picture, seconds
            self.result.store.complete(picture.pixels)
            self._before = None
            self.result_changed.emit()

    def abandon_result(self) -> None:
        """The run was stopped or failed: what is unfinished goes, and the finished result before it comes back."""
        if self.result is not None and self.result.picture is None:
            before = self._before
            self._drop_result()
            if before is not None:
                self.result, self._saved_strength = before
            self.result_changed.emit()

    def mark_saved(self, restored: Picture, strength: int) -> None:
        """This result was written at this strength; says nothing about another one that is shown by now."""
        if self.result is not None and self.result.picture is restored:
            self._saved_strength = strength
            self.result_changed.emit()

    def _drop_result(self) -> None:
        self.result = None
        self._saved_strength = None
        self._before = None
