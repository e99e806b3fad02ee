"""The run under way and those that wait for it: each picture's events find their way to its own sheet. No widgets."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QThreadPool, Signal

from bbcu_app.document import Document
from bbcu_app.settings import Settings
from bbcu_app.sheet import Result, Sheet
from bbcu_app.tiles import TileStore
from bbcu_app.workers.restore_worker import Focus, RestoreFunction, ResultBegun, RunRequest, TileShown, run_plan
from bbcu_app.workers.task import Task
from engine.plan import Plan
from engine.run.chain import RunOptions
from engine.run.restore import Finished, Progress, Switched


@dataclass(frozen=True, eq=False)
class _Waiting:
    """A run that was asked for."""

    sheet: Sheet
    asked: Plan
    request: RunRequest
    promised: float | None


class Runs(QObject):
    """One run at a time; the others wait.

    Parameters
    ----------
    document : Document
        What is shown; the run that is started is the one of its picture.
    settings : Settings
    function : callable
        What runs a plan.
    pool : QThreadPool

    Attributes
    ----------
    progress : Progress or None
        Of the run under way.

    Signals
    -------
    changed :
        A run began, moved on or ended.
    finished : float or None, float
        A run has come to its end: the seconds that were promised when it was asked for, and those it took.
    ended :
        A run has ended, whatever came of it.
    failed : Failure
    """

    changed = Signal()
    finished = Signal(object, float)
    ended = Signal()
    failed = Signal(object)

    def __init__(self, document: Document, settings: Settings, function: RestoreFunction, pool: QThreadPool) -> None:
        super().__init__(document)
        self._document, self._settings, self._function = document, settings, function
        self._place: tuple[float, float] | None = None
        self.progress: Progress | None = None
        self._now: _Waiting | None = None
        self._waiting: list[_Waiting] = []
        self._task = Task(pool, self)
        self._task.partial.connect(self._on_event)
        self._task.failed.connect(self.failed)
        self._task.ended.connect(self._end)
        document.opened.connect(self._aim)

    def holds(self, sheet: Sheet) -> bool:
        """Whether a sheet is being restored, or waits for it."""
        return self.is_under_way(sheet) or any(each.sheet is sheet for each in self._waiting)

    def is_under_way(self, sheet: Sheet) -> bool:
        """Whether a sheet is being restored at this moment."""
        return self._now is not None and self._now.sheet is sheet

    @property
    def under_way(self) -> Sheet | None:
        """Which sheet is being restored."""
        return self._now.sheet if self._now is not None else None

    def start(self, promised: float | None = None) -> None:
        """Run the plan of the picture that is shown, or let it wait its turn; so many seconds were promised."""
        document = self._document
        request = RunRequest(document.picture, document.resolved, RunOptions(threads=self._settings.threads),
                             document.source.levels, Focus(), self._function)
        self._settings.plan = document.plan
        self._waiting.append(_Waiting(document.sheet, document.plan, request, promised))
        self._next()

    def stop(self, sheet: Sheet) -> None:
        """Stop the run of a sheet, or let it wait no longer."""
        self._waiting = [each for each in self._waiting if each.sheet is not sheet]
        if self.is_under_way(sheet):
            self._task.cancel()
            self._end()
        else:
            self.changed.emit()

    def close(self) -> None:
        """Stop everything."""
        self._waiting.clear()
        self._task.cancel()

    def look(self, place: tuple[float, float]) -> None:
        """Where people look in the picture that is shown, as fractions of it."""
        self._place = place
        self._aim()

    def _aim(self) -> None:
        """The run only follows the eyes while its own picture is shown."""
        if self._now is not None:
            self._now.request.focus.place = self._place if self._now.sheet is self._document.sheet else None

    def _next(self) -> None:
        if self._now is None and self._waiting:
            self._now = self._waiting.pop(0)
            self.progress = None
            self._aim()
            self._task.start(run_plan, self._now.request)
        self.changed.emit()

    def _on_event(self, event: object) -> None:
        now, document = self._now, self._document
        if now is None:
            return
        match event:
            case ResultBegun():
                store = TileStore(event.levels, streaming=True)
                document.begin_result(now.sheet, Result(now.asked, event.started.plan, store, event.models,
                                                        event.started.backend))
                self.changed.emit()
            case Switched() if now.sheet.result is not None:
                now.sheet.result.backend = event.backend
                self.changed.emit()
            case TileShown():
                document.add_tile(now.sheet, event.box)
            case Progress():
                self.progress = event
                self.changed.emit()
            case Finished():
                document.finish_result(now.sheet, event.picture, event.seconds)
                self.finished.emit(now.promised, event.seconds)

    def _end(self) -> None:
        now, self._now = self._now, None
        self.progress = None
        if now is not None:
            self._document.abandon_result(now.sheet)
        self._next()
        self.ended.emit()
