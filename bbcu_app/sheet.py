"""One of the pictures that are open: its plan with undo, what was found in it, and its result. No threads."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtGui import QImage

from bbcu_app.tiles import TileStore
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.run.job import Job
from engine.tasks import Evidence, Task

KEPT = 3
"""Results of earlier plans that are kept of a picture."""


@dataclass(eq=False)
class Result:
    """What a run has made so far.

    Attributes
    ----------
    asked : Plan
        The plan as it was when the run began.
    plan : Plan
        The same with every level measured.
    store : TileStore or None
        For the screen; None while another picture is shown.
    models : tuple of str
        Names of the models that ran.
    backend : str
        Which path ran.
    picture : Picture or None
        The whole result at full strength; None until the run has finished.
    seconds : float
    saved_strength : int or None
        At which strength it was written to a file; None if it was not.
    written : bool
        Whether this is what the queue wrote, read back: the strength is in it already.
    """

    asked: Plan
    plan: Plan
    store: TileStore | None
    models: tuple[str, ...] = ()
    backend: str = ""
    picture: Picture | None = None
    seconds: float = 0.0
    saved_strength: int | None = None
    written: bool = False

    def fits(self, plan: Plan) -> bool:
        """Whether a run of this plan would make it again. The strength needs no run, unless it is in the pixels."""
        if self.written and self.asked.strength != plan.strength:
            return False
        return (self.asked.steps, self.asked.passes) == (plan.steps, plan.passes)


class History:
    """A plan, and those before and after it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._undo: list[Plan] = []
        self._redo: list[Plan] = []
        self._merging: str | None = None

    def change(self, plan: Plan, merge: str | None = None) -> bool:
        """Go on with another plan; says whether it is another one.

        Changes with the same `merge` name in a row are undone together (a slider's drag).
        """
        if plan == self.plan:
            return False
        if merge is None or merge != self._merging:
            self._undo.append(self.plan)
            self._redo.clear()
        self._merging, self.plan = merge, plan
        return True

    @property
    def can_undo(self) -> bool:
        """Whether there is a plan before this one."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether an undone plan can come back."""
        return bool(self._redo)

    def undo(self) -> bool:
        """Back to the plan before; says whether there was one."""
        return self._step(self._undo, self._redo)

    def redo(self) -> bool:
        """Forward to the plan that was undone last; says whether there was one."""
        return self._step(self._redo, self._undo)

    def _step(self, source: list[Plan], target: list[Plan]) -> bool:
        if not source:
            return False
        target.append(self.plan)
        self._merging, self.plan = None, source.pop()
        return True


@dataclass(eq=False)
class Sheet:
    """One open picture.

    Attributes
    ----------
    path : Path or None
        None if it came from the clipboard.
    name : str
        For people.
    base : Path or None
        The folder that was opened, if it was found in one.
    page : int
        Which of the pictures in the file; the first is 0.
    pasted : Picture or None
        Its pixels, if it came from the clipboard.
    history : History
        The plan with its undo.
    changed : bool
        Whether people have changed the plan; what they chose stays, whatever is measured later.
    proposal : Plan or None
        What the measurements speak for; None until they are there.
    evidence : Evidence or None
    before_enlarging : tuple of Task
        What they speak for besides where the picture is enlarged.
    result : Result or None
    job : Job or None
        Its place in the queue, if it was queued.
    thumbnail : QImage or None
        Small, of a picture that has no file.
    failure : Exception or None
        Why it cannot be opened, once that is known.
    earlier : list of Result
        Whole results of other plans, the latest last.
    """

    path: Path | None
    name: str
    base: Path | None = None
    page: int = 0
    pasted: Picture | None = None
    history: History = field(default_factory=lambda: History(Plan()))
    changed: bool = False
    proposal: Plan | None = None
    evidence: Evidence | None = None
    before_enlarging: tuple[Task, ...] = ()
    result: Result | None = None
    job: Job | None = None
    thumbnail: QImage | None = None
    failure: Exception | None = None
    earlier: list[Result] = field(default_factory=list)
    _before: Result | None = None

    @property
    def plan(self) -> Plan:
        """What is to be done to it."""
        return self.history.plan

    def propose(self, evidence: Evidence, tasks: tuple[Task, ...]) -> None:
        """The measurements are there; what they speak for is the plan, unless people chose another already."""
        self.evidence = evidence
        self.proposal = replace(self.plan, steps=tuple(map(Step, tasks)))
        if not self.changed:
            self.history = History(self.proposal)
            if self.result is not None and self.result.written:
                self.result.asked = self.plan

    # -- the result

    @property
    def finished(self) -> bool:
        """Whether there is a whole result."""
        return self.result is not None and self.result.picture is not None

    @property
    def outdated(self) -> bool:
        """Whether the result was made with other steps or passes than the plan has now."""
        return self.result is not None and not self.result.fits(self.plan)

    @property
    def unsaved(self) -> bool:
        """Whether a whole result would be lost by closing."""
        return self.finished and not self.result.written and self.result.saved_strength != self.plan.strength

    @property
    def shown_strength(self) -> int:
        """How much of the result's pixels to show or write: all where the strength is in them already."""
        return 100 if self.result is not None and self.result.written else self.plan.strength

    def begin(self, result: Result) -> None:
        """A run has begun; the finished result before it is kept until this one is finished too."""
        if self.finished:
            self._before = self.result
        self.result = result

    def finish(self, picture: Picture, seconds: float) -> None:
        """The run has come to its end."""
        self.result.picture, self.result.seconds = picture, seconds
        if self.result.store is not None:
            self.result.store.complete(picture.pixels)
        before, self._before = self._before, None
        self._keep(before)

    def _keep(self, result: Result | None) -> None:
        """Keep a whole result for when people come back to its plan; what is in a file is there anyway."""
        self.earlier = [each for each in self.earlier if not each.fits(self.result.asked)]
        if result is not None and not result.written and not result.fits(self.result.asked):
            result.store = None
            self.earlier = [*self.earlier, result][-KEPT:]

    @property
    def recallable(self) -> Result | None:
        """The earlier result that the plan asks for now, in the place of a whole one that it does not."""
        if not self.finished or not self.outdated:
            return None
        return next((each for each in self.earlier if each.fits(self.plan)), None)

    def recall(self, result: Result) -> None:
        """Bring an earlier result back."""
        before, self.result = self.result, result
        self._keep(before)

    def abandon(self) -> bool:
        """The run was stopped or failed: the finished result before it comes back. Says whether anything changed."""
        if self.result is None or self.result.picture is not None:
            return False
        self.result, self._before = self._before, None
        return True
