"""What a run of the plan that is shown would need, always for the latest plan. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QThreadPool, QTimer

from bbcu_app.document import Document, Needs
from bbcu_app.settings import Settings
from bbcu_app.workers.restore_worker import EstimateRequest, estimate_run
from bbcu_app.workers.task import Task
from engine.run.chain import RunOptions

REST = 250
"""Milliseconds that the plan must rest before a new estimate is made."""


class Estimates(QObject):
    """Keeps `document.estimate` right.

    Parameters
    ----------
    document : Document
    settings : Settings
    pool : QThreadPool
    ready : callable
        Whether now is a good moment: while the fast path warms up, or something runs, any figure would be wrong.

    Attributes
    ----------
    promised : float or None
        Seconds, as the engine says; the document's are corrected by what runs here have taken.
    """

    def __init__(self, document: Document, settings: Settings, pool: QThreadPool, ready: Callable[[], bool]) -> None:
        super().__init__(document)
        self._document, self._settings, self._ready = document, settings, ready
        self.promised: float | None = None
        self._task = Task(pool, self)
        # An estimate that fails says nothing: Run will say the same, when somebody wants it.
        self._task.succeeded.connect(self._on_found)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._start)
        document.opened.connect(self.stop)
        document.planned.connect(self.renew)
        settings.changed.connect(self._on_setting)

    def renew(self) -> None:
        """Something has changed that a run depends on."""
        if self._document.picture is not None:
            self._rest.start()

    def look_again(self) -> None:
        """People come back to the window, perhaps from closing other programs."""
        if self._document.short_of_memory:
            self.renew()

    def stop(self) -> None:
        """Estimate nothing for now."""
        self._rest.stop()
        self._task.cancel()
        self.promised = None

    def learn(self, promised: float, seconds: float) -> None:
        """A run is over: half of what it says about this machine counts, and half of what was known."""
        if promised > 0 and seconds > 0.2:
            pace = (self._settings.pace * seconds / promised) ** 0.5
            self._settings.pace = min(max(pace, 0.2), 10.0)

    def _on_setting(self, name: str) -> None:
        if name in ("", "threads"):  # nothing else changes what a run needs
            self.renew()

    def _start(self) -> None:
        document = self._document
        if document.picture is None or not self._ready():
            return
        if not document.plan.steps:
            document.set_estimate(None)
            return
        options = RunOptions(threads=self._settings.threads)
        self._task.start(estimate_run, EstimateRequest(document.picture, document.resolved, options))

    def _on_found(self, found: Needs) -> None:
        self.promised = found.seconds
        self._document.set_estimate(replace(found, seconds=found.seconds * self._settings.pace))
