"""Work off the GUI thread: a plain function, an immutable request, and a state to report through.

The function runs on a thread pool and touches no widget. What it reports arrives on the GUI thread as signals of
the :class:`Task`. Starting again, or cancelling, first cuts the old run off: whatever it may still send is dropped
when it is delivered, so nothing late can arrive.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance

from engine.system import give_way

WAITING = 8
"""Reports on their way to the GUI thread; a function that is faster waits, so that the window never drowns in them."""


@dataclass(frozen=True, eq=False)
class Failure:
    """Why a task failed.

    Attributes
    ----------
    error : Exception
    details : str
        The traceback, for the report.
    """

    error: Exception
    details: str

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """Describe an error that has just been caught."""
        return cls(error, "".join(traceback.format_exception(error)))


class TaskState:
    """What the function on the other thread may do: report, and ask whether to stop."""

    def __init__(self, send: Callable[[str, Any], None]) -> None:
        self._send = send
        self._cancelled = threading.Event()
        self._room = threading.Semaphore(WAITING)

    def partial(self, value: object) -> None:
        """Hand over a piece of the result; waits while too many are on their way."""
        while not self.is_cancelled():
            if self._room.acquire(timeout=0.05):
                self._send("partial", value)
                return

    def taken(self) -> None:
        """A piece has arrived: there is room for another."""
        self._room.release()

    def is_cancelled(self) -> bool:
        """Whether nobody waits for the result any more."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the function to stop."""
        self._cancelled.set()


class _Job(QRunnable):
    """One run of a function. Holds no QObject that the other thread could be the last to let go of."""

    def __init__(self, function: Callable[[Any, TaskState], Any], request: object, report: SignalInstance) -> None:
        super().__init__()
        self.setAutoDelete(False)  # the Task keeps it until its last signal has arrived
        self._function, self._request, self._report = function, request, report
        self.state = TaskState(self._send)

    def _send(self, kind: str, value: object) -> None:
        # The Task may be gone, and then nobody waits for a report.
        with suppress(RuntimeError):
            self._report.emit(self, kind, value)

    def run(self) -> None:
        give_way()
        try:
            if not self.state.is_cancelled():
                self._send("succeeded", self._function(self._request, self.state))
        except Exception as err:
            self._send("failed", Failure.of(err))
        finally:
            self._request = None
            self._send("ended", None)


class Task(QObject):
    """One kind of work of which at most one run counts: the latest.

    Parameters
    ----------
    pool : QThreadPool
    parent : QObject, optional

    Signals
    -------
    partial : object
        A piece of the result.
    succeeded : object
        What the function returned.
    failed : Failure
    ended :
        The run that counts is over, whatever came of it; not sent after :meth:`cancel`.
    """

    partial = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _reported = Signal(object, str, object)

    def __init__(self, pool: QThreadPool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self._current: _Job | None = None
        self._alive: set[_Job] = set()
        self._reported.connect(self._deliver)

    @property
    def running(self) -> bool:
        """Whether a run is under way that somebody waits for."""
        return self._current is not None

    def start(self, function: Callable[[Any, TaskState], Any], request: object) -> None:
        """Run ``function(request, state)`` on the pool; a run under way is cut off."""
        self.cancel()
        job = _Job(function, request, self._reported)
        self._current = job
        self._alive.add(job)
        self._pool.start(job)

    def cancel(self) -> None:
        """Cut the run off: it is asked to stop, and nothing of it arrives from here on."""
        if self._current is not None:
            self._current.state.cancel()
            self._current = None

    def _deliver(self, job: _Job, kind: str, value: object) -> None:
        if kind == "ended":
            self._alive.discard(job)
        elif kind == "partial":
            job.state.taken()
        if job is not self._current:
            return
        if kind == "ended":
            self._current = None
            self.ended.emit()
        else:
            getattr(self, kind).emit(value)


def make_pool(parent: QObject | None = None, threads: int = 8) -> QThreadPool:
    """A pool; by default with room for every kind of task at once: a long run must not keep a picture from opening."""
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(threads)
    pool.setExpiryTimeout(2000)
    return pool


def close_pool(pool: QThreadPool, seconds: float = 30.0) -> bool:
    """Wait until every task has ended, those that still wait for a thread too; True if all have.

    What was cancelled ends by itself, at once if it has not begun.
    """
    return pool.waitForDone(round(1000 * seconds))
