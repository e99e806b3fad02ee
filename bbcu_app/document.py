"""What is shown: one of the open pictures, with its plan and its result. Signals, no widgets, no threads."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from bbcu_app.display import Levels
from bbcu_app.sheet import History, Result, Sheet
from bbcu_app.tiles import TileStore
from engine.errors import ModelError
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.run.detect import resolve
from engine.tasks import Evidence, Task
from engine.tiling import Box


@dataclass(frozen=True, eq=False)
class Opened:
    """A picture with what the screen needs of it, and of its result if there is one already."""

    picture: Picture
    levels: Levels
    result: Levels | None = None


@dataclass(frozen=True)
class Needs:
    """What a run would need: peak `memory` in bytes and `seconds`; and how many bytes are `free` (None: not known)."""

    memory: int
    seconds: float
    free: int | None = None

    @property
    def too_much(self) -> bool:
        """Whether the memory is not there."""
        return self.free is not None and self.memory > self.free


class Document(QObject):
    """The one thing that all views show.

    Attributes
    ----------
    sheet : Sheet or None
        Which of the open pictures is shown.
    picture : Picture or None
        Its pixels.
    source : TileStore or None
        The original on the screen.
    fresh : bool
        Whether it was just opened, and not gone to among the open ones.
    estimate : Needs or None
        What a run would need.

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
        A part of the result that is shown is there; its place in the result.
    """

    opened = Signal()
    measured = Signal()
    planned = Signal()
    result_changed = Signal()
    tile_arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self.picture: Picture | None = None
        self.source: TileStore | None = None
        self.fresh = True
        self.estimate: Needs | None = None
        self._nothing = History(Plan())

    # -- the picture

    def show(self, sheet: Sheet, opened: Opened, fresh: bool = True) -> None:
        """Show one of the open pictures."""
        self._leave()
        self.sheet, self.picture, self.fresh = sheet, opened.picture, fresh
        self.source, self.estimate = TileStore(opened.levels), None
        if opened.result is not None and sheet.result is not None:
            sheet.result.store = TileStore(opened.result)
        self._tell_all()

    def clear(self) -> None:
        """Show nothing."""
        self._leave()
        self.sheet = self.picture = self.source = self.estimate = None
        self._tell_all()

    def _leave(self) -> None:
        if self.sheet is not None and self.sheet.finished:
            self.sheet.result.store = None  # the pixels stay; what the screen needs is made again when it is shown

    def _tell_all(self) -> None:
        for signal in (self.opened, self.planned, self.result_changed):
            signal.emit()

    @property
    def name(self) -> str:
        """Of the picture, for the title."""
        return self.sheet.name if self.sheet is not None else ""

    @property
    def evidence(self) -> Evidence | None:
        """What was found; None while nothing is measured yet."""
        return self.sheet.evidence if self.sheet is not None else None

    @property
    def asked_of(self) -> Evidence | None:
        """The same as the plan needs it: what is enlarged shows more."""
        if self.evidence is None:
            return None
        return replace(self.evidence, is_enlarged=self.plan.enlarges)

    @property
    def is_grey(self) -> bool:
        """Whether there is a picture that is known to have no colours."""
        return self.evidence is not None and self.evidence.is_grey

    @property
    def proposed(self) -> Plan | None:
        """What the measurements speak for, with its levels as numbers; None while nothing is measured yet."""
        if self.sheet is None or self.sheet.proposal is None or self.evidence is None:
            return None
        return resolve(self.sheet.proposal, self.evidence)

    def propose(self, sheet: Sheet, evidence: Evidence, tasks: tuple[Task, ...],
                before_enlarging: tuple[Task, ...] = ()) -> None:
        """What was found in a picture, the tasks it speaks for, and those that it speaks for besides if enlarged."""
        sheet.before_enlarging = before_enlarging
        sheet.propose(evidence, tasks)
        if sheet is self.sheet:
            self.measured.emit()
            self._tell_plan()

    def set_estimate(self, estimate: Needs | None) -> None:
        """What a run would need."""
        self.estimate = estimate
        self.measured.emit()

    @property
    def short_of_memory(self) -> bool:
        """Whether the memory for a run is not there."""
        return self.estimate is not None and self.estimate.too_much

    # -- the plan

    @property
    def history(self) -> History:
        """The plan with its undo."""
        return self.sheet.history if self.sheet is not None else self._nothing

    @property
    def plan(self) -> Plan:
        """What is to be done."""
        return self.history.plan

    @property
    def resolved(self) -> Plan:
        """The plan with its *auto* levels as measured, so far as they are."""
        return self.resolve(self.plan)

    def resolve(self, plan: Plan) -> Plan:
        """Any plan for this picture, with its *auto* levels as measured, so far as they are."""
        if self.evidence is not None:
            with suppress(ModelError):  # a model that has gone meanwhile: running says so
                return resolve(plan, self.evidence)
        return plan

    def step(self, task: Task) -> Step | None:
        """The plan's step for a task, if it has one."""
        return next((step for step in self.plan.steps if step.task == task), None)

    def set_plan(self, plan: Plan, merge: str | None = None) -> None:
        """Change the plan. Changes with the same `merge` name in a row are undone together (a slider's drag)."""
        if self.history.change(plan, merge):
            self._changed()

    def set_step(self, task: Task, step: Step | None, merge: str | None = None) -> None:
        """Replace, add or (None) remove the step of a task."""
        steps = {old.task: old for old in self.plan.steps}
        if task.info.enlarges and (step is None) != (task not in steps):
            self._ask_beside_enlarging(steps, step is not None)
        steps.pop(task, None)
        if step is not None:
            steps[task] = step
        ordered = tuple(steps[each] for each in Task if each in steps)
        save = self.plan.save
        if step is None and task.info.enlarges:
            save = replace(save, size=None)  # a size was asked for while enlarging
        self.set_plan(replace(self.plan, steps=ordered, save=save), merge)

    def _ask_beside_enlarging(self, steps: dict[Task, Step], begins: bool) -> None:
        """Add what is worth doing only before enlarging; take it out again, as it was added, when nothing is."""
        for task in self.sheet.before_enlarging if self.sheet is not None else ():
            if begins:
                steps.setdefault(task, Step(task))
            elif steps.get(task) == Step(task):
                del steps[task]

    def set_strength(self, strength: int) -> None:
        """Change the strength, 0..100."""
        self.set_plan(replace(self.plan, strength=strength), "strength")

    def set_passes(self, passes: int) -> None:
        """Change how many flips and turns are averaged: 1, 2, 4 or 8."""
        self.set_plan(replace(self.plan, passes=passes))

    def undo(self) -> None:
        """The plan before."""
        if self.history.undo():
            self._changed()

    def redo(self) -> None:
        """The plan that was undone last."""
        if self.history.redo():
            self._changed()

    def _changed(self) -> None:
        if self.sheet is not None:
            self.sheet.changed = True
        self._tell_plan()

    def _tell_plan(self) -> None:
        self.planned.emit()
        self.result_changed.emit()

    # -- the result

    @property
    def result(self) -> Result | None:
        """What a run has made of it so far."""
        return self.sheet.result if self.sheet is not None else None

    @property
    def finished(self) -> bool:
        """Whether there is a whole result."""
        return self.sheet is not None and self.sheet.finished

    @property
    def outdated(self) -> bool:
        """Whether the result was made with other steps or passes than the plan has now."""
        return self.sheet is not None and self.sheet.outdated

    @property
    def unsaved(self) -> bool:
        """Whether a whole result would be lost by closing."""
        return self.sheet is not None and self.sheet.unsaved

    def begin_result(self, sheet: Sheet, result: Result) -> None:
        """A run has begun."""
        sheet.begin(result)
        self.result_changed.emit()

    def add_tile(self, sheet: Sheet, box: Box) -> None:
        """A part of the result is there."""
        if sheet.result is not None and sheet.result.store is not None:
            sheet.result.store.finish(box)
            if sheet is self.sheet:
                self.tile_arrived.emit(box)

    def finish_result(self, sheet: Sheet, picture: Picture, seconds: float) -> None:
        """The run has come to its end."""
        if sheet.result is not None:
            sheet.finish(picture, seconds)
            if sheet is not self.sheet:
                sheet.result.store = None
            self.result_changed.emit()

    def recall_result(self, sheet: Sheet, result: Result, levels: Levels) -> None:
        """An earlier result is ready for the screen; it comes back if it is still what the plan asks for."""
        if sheet is self.sheet and sheet.recallable is result:
            sheet.recall(result)
            result.store = TileStore(levels)
            self.result_changed.emit()

    def abandon_result(self, sheet: Sheet) -> None:
        """The run was stopped or failed: what is unfinished goes, and the finished result before it comes back."""
        if sheet.abandon():
            self.result_changed.emit()

    def mark_saved(self, result: Result, strength: int) -> None:
        """This result was written at this strength, whatever is shown by now."""
        result.saved_strength = strength
        self.result_changed.emit()
