"""Work off the GUI thread: a plain function, an immutable request, and a state to report through.

The function runs on a thread pool and touches no widget. What it reports arrives on the GUI thread as signals of
the :class:`Task`. Starting again, or cancelling, first cuts the old run off: whatever it may still send is dropped
when it is delivered, so nothing late can arrive.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance

WAITING = 8
"""Reports on their way to the GUI thread; a function that is faster waits, so that the window never drowns in them."""

PROGRESS_STEP = 0.002
"""Progress that changed by less is not worth a signal."""


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
        self._reported = -1.0

    def partial(self, value: object) -> None:
        """Hand over a piece of the result; waits while too many are on their way."""
        while not self._room.acquire(timeout=0.05):
            if self.is_cancelled():
                return
        self._send("partial", value)

    def taken(self) -> None:
        """A piece has arrived: there is room for another."""
        self._room.release()

    def progress(self, done: float) -> None:
        """Say how far it is, 0..1; tiny changes are dropped."""
        if abs(done - self._reported) >= PROGRESS_STEP:
            self._reported = done
            self._send("progress", done)

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
    progress : float
    succeeded : object
        What the function returned.
    failed : Failure
    ended :
        The run that counts is over, whatever came of it; not sent after :meth:`cancel`.
    """

    partial = Signal(object)
    progress = Signal(float)
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


def make_pool(parent: QObject | None = None) -> QThreadPool:
    """A pool with room for every kind of task at once: a long run must not keep a picture from opening."""
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(8)
    pool.setExpiryTimeout(2000)
    return pool


def close_pool(pool: QThreadPool, seconds: float = 30.0) -> bool:
    """Wait until cancelled tasks have ended; True if all have."""
    deadline = time.monotonic() + seconds
    pool.clear()
    return pool.waitForDone(max(0, round(1000 * (deadline - time.monotonic()))))
