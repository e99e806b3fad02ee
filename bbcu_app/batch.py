"""All open pictures restored and written, one after the other, by the engine's queue. No widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal

from bbcu_app.document import Document
from bbcu_app.queue_model import QueueModel
from bbcu_app.settings import Settings
from bbcu_app.sheet import Result, Sheet
from bbcu_app.tiles import TileStore
from bbcu_app.workers.queue_worker import JobEvent, QueueRequest, Watched, run_queue
from bbcu_app.workers.restore_worker import Focus, RestoreFunction, ResultBegun, TileShown
from bbcu_app.workers.task import Task
from engine.plan import Plan
from engine.run.chain import RunOptions
from engine.run.job import Job, State
from engine.run.paths import Destination, Source
from engine.run.queue import Queue
from engine.run.restore import Finished, Switched


class Batch(QObject):
    """The engine's queue, seen from the window.

    Parameters
    ----------
    document : Document
        What is shown; of it, tiles are seen while they arrive.
    sheets : QueueModel
        The open pictures.
    settings : Settings
    function : callable
        What runs a plan.
    pool : QThreadPool
    journal : Path, optional
        Lets the queue go on after a crash or a restart.

    Signals
    -------
    changed :
        Something about the queue as a whole.
    sheet_changed : Sheet
        Its job has moved on.
    ended :
        Nothing waits any more; failures can be looked at.
    """

    changed = Signal()
    sheet_changed = Signal(object)
    ended = Signal()

    def __init__(self, document: Document, sheets: QueueModel, settings: Settings, function: RestoreFunction,
                 pool: QThreadPool, journal: Path | None = None) -> None:
        super().__init__(document)
        self._document, self._sheets, self._settings = document, sheets, settings
        self._queue = Queue(RunOptions(threads=settings.threads), journal, function)
        self._watched, self._focus = Watched(), Focus()
        self._of: dict[int, Sheet] = {}
        self._task = Task(pool, self)
        self._task.partial.connect(self._on_part)
        self._task.ended.connect(self._on_ended)
        document.opened.connect(self._watch)

    # -- how it stands

    @property
    def running(self) -> bool:
        """Whether it is at work, or paused in the middle."""
        return self._task.running

    @property
    def paused(self) -> bool:
        """Whether it holds still."""
        return self.running and self._queue.paused

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Every job as it is now."""
        return self._queue.jobs

    @property
    def counts(self) -> Counter[State]:
        """How many jobs stand where."""
        return Counter(job.state for job in self._queue.jobs)

    @property
    def seconds_left(self) -> float | None:
        """Until nothing waits; None before that can be said."""
        return self._queue.seconds_left

    def is_at(self, sheet: Sheet) -> bool:
        """Whether this picture is being restored by the queue at this moment."""
        return sheet.job is not None and sheet.job.state is State.RUNNING

    # -- what people want

    def take_up(self) -> list[Sheet]:
        """The pictures that an earlier queue had not finished; they are opened, and wait until `go_on`."""
        waiting = [job for job in self._queue.jobs if not job.state.over]
        self._queue.remove(*(job.number for job in self._queue.jobs if job.state.over))
        sheets = self._sheets.add([job.source for job in waiting])
        for job, sheet in zip(waiting, sheets, strict=True):
            self._give(sheet, job)
        self.changed.emit()
        return sheets

    def start(self, sheets: Sequence[Sheet], plan: Plan, destination: Destination) -> None:
        """Queue pictures, each with the same plan; one without steps gets those that are measured to be good for it."""
        self._queue.options = RunOptions(threads=self._settings.threads)
        old = [sheet.job.number for sheet in sheets if sheet.job is not None]
        if old:
            self._queue.remove(*old)
        sources = [Source(sheet.path, sheet.base) for sheet in sheets if sheet.path is not None]
        jobs = self._queue.add(sources, plan, destination)
        named = (sheet for sheet in sheets if sheet.path is not None)
        for job, sheet in zip(jobs, named, strict=True):
            self._give(sheet, job)
        self.go_on()

    def go_on(self) -> None:
        """After a pause, a stop, or a restart."""
        self._queue.go_on()
        if not self.running and self._queue.waiting:
            self._task.start(run_queue, QueueRequest(self._queue, self._watched, self._focus))
        self.changed.emit()

    def pause(self) -> None:
        """Hold still within one tile."""
        self._queue.pause()
        self.changed.emit()

    def stop(self) -> None:
        """End the work within one tile; what waits, waits on."""
        self._queue.stop()

    def skip(self, sheet: Sheet) -> None:
        """Stop one picture within one tile; the next one begins."""
        if sheet.job is not None:
            self._queue.stop(sheet.job.number)

    def retry(self, sheets: Sequence[Sheet]) -> None:
        """Try pictures again that failed, were stopped or skipped."""
        numbers = [sheet.job.number for sheet in sheets if sheet.job is not None and sheet.job.state.over]
        for job in self._queue.retry(*numbers) if numbers else ():
            self._give(self._of[job.number], job)
        self.go_on()

    def forget(self, sheet: Sheet) -> None:
        """Take a picture out of the queue."""
        if sheet.job is not None:
            self._queue.remove(sheet.job.number)
            self._of.pop(sheet.job.number, None)
            sheet.job = None
            self.changed.emit()

    def forget_waiting(self) -> None:
        """Take every job out that has not begun."""
        for sheet in list(self._of.values()):
            if sheet.job is not None and sheet.job.state is State.WAITING:
                self.forget(sheet)
                self.sheet_changed.emit(sheet)

    def look(self, place: tuple[float, float]) -> None:
        """Where people look in the picture that is shown."""
        sheet = self._document.sheet
        self._focus.place = place if sheet is not None and self.is_at(sheet) else None

    def close(self) -> None:
        """End the work; jobs that wait or run are in the journal, those that are over are forgotten."""
        self._queue.leave()
        self._task.cancel()
        self._queue.remove(*(job.number for job in self._queue.jobs if job.state.over))

    # -- what happens

    def _watch(self) -> None:
        document = self._document
        path = document.sheet.path if document.sheet is not None else None
        self._watched.shown = path, document.source.levels if document.source is not None else None
        self._focus.place = None

    def _give(self, sheet: Sheet, job: Job) -> None:
        sheet.job = job
        self._of[job.number] = sheet
        self.sheet_changed.emit(sheet)

    def _on_part(self, part: Job | JobEvent) -> None:
        job = part if isinstance(part, Job) else part.job
        sheet = self._of.get(job.number)
        if sheet is None:
            return
        if isinstance(part, Job):
            self._on_job(sheet, part)
        else:
            self._on_event(sheet, part)

    def _on_job(self, sheet: Sheet, job: Job) -> None:
        moved = sheet.job is None or sheet.job.state is not job.state
        sheet.job = job
        if moved and job.state.over:
            self._on_over(sheet, job)
        self.sheet_changed.emit(sheet)
        if moved:
            self.changed.emit()

    def _on_over(self, sheet: Sheet, job: Job) -> None:
        if job.state is not State.DONE:
            self._document.abandon_result(sheet)
        elif sheet.finished:
            self._document.mark_saved(sheet.result, sheet.result.asked.strength)
            if sheet is not self._document.sheet:
                sheet.result = None  # the file has it

    def _on_event(self, sheet: Sheet, part: JobEvent) -> None:
        document, event = self._document, part.event
        match event:
            case ResultBegun():
                asked = part.job.plan if part.job.plan is not None and part.job.plan.steps else sheet.plan
                document.begin_result(sheet, Result(asked, event.started.plan,
                                                    TileStore(event.levels, streaming=True), event.models,
                                                    event.started.backend))
            case Switched() if sheet.result is not None:
                sheet.result.backend = event.backend
            case TileShown():
                document.add_tile(sheet, event.box)
            case Finished():
                document.finish_result(sheet, event.picture, event.seconds)

    def _on_ended(self) -> None:
        self.changed.emit()
        if not self._queue.waiting:
            self.ended.emit()


def failed(jobs: Sequence[Job]) -> list[Job]:
    """Those that failed or were skipped, with their reasons."""
    return [job for job in jobs if job.state in (State.FAILED, State.SKIPPED)]
