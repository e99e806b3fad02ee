"""The engine's queue on a thread of its own: its jobs and events become partial results of a task."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bbcu_app.display import Levels
from bbcu_app.workers.restore_worker import Focus, ResultBegun, Screening, TileShown
from bbcu_app.workers.task import TaskState
from engine.run.job import Job
from engine.run.queue import Opened, Queue
from engine.run.restore import Event, Finished, Progress, Started, Stopped


class Watched:
    """Which picture is shown, with its levels. Written by the window, read by the queue; one tuple, no lock."""

    def __init__(self) -> None:
        self.shown: tuple[Path | None, Levels | None] = None, None

    def levels(self, path: Path) -> Levels | None:
        """The levels of a file, if it is the one that is shown."""
        shown, levels = self.shown
        return levels if shown == path else None


@dataclass(frozen=True, eq=False)
class QueueRequest:
    """Which queue to work off.

    Attributes
    ----------
    queue : Queue
    watched : Watched
        Only of the picture that is shown do tiles arrive.
    focus : Focus
    """

    queue: Queue
    watched: Watched
    focus: Focus


@dataclass(frozen=True, eq=False)
class JobEvent:
    """Something has happened to the picture that is shown and restored by the queue."""

    job: Job
    event: ResultBegun | TileShown | Event


def run_queue(request: QueueRequest, state: TaskState) -> None:
    """Report each job that has changed, and what there is to see of the one that is shown (as partial results)."""
    screening: Screening | None = None

    def on_job(job: Job) -> None:
        if not state.is_cancelled():
            state.partial(job)

    def on_event(job: Job, event: Opened | Event) -> None:
        nonlocal screening
        if isinstance(event, Opened | Started):
            levels = request.watched.levels(job.source.path) if isinstance(event, Started) else None
            screening = None if levels is None else Screening(levels)
        if screening is not None and not isinstance(event, Progress | Stopped):
            state.partial(JobEvent(job, screening(event)))
        if isinstance(event, Finished | Stopped):
            screening = None

    request.queue.run(on_job, on_event, request.focus)
