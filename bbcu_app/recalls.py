"""Results of earlier plans come back when people go back to the plan. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QObject, QThreadPool

from bbcu_app.display import Levels
from bbcu_app.document import Document
from bbcu_app.sheet import Result, Sheet
from bbcu_app.workers.open_worker import make_levels
from bbcu_app.workers.task import Task


class Recalls(QObject):
    """Looks after every change of the plan whether its result is still there.

    Parameters
    ----------
    document : Document
    pool : QThreadPool
    """

    def __init__(self, document: Document, pool: QThreadPool) -> None:
        super().__init__(document)
        self._document = document
        self._wanted: tuple[Sheet, Result] | None = None
        self._task = Task(pool, self)
        self._task.succeeded.connect(self._on_levels)
        document.planned.connect(self._look)

    def close(self) -> None:
        """Bring nothing back any more."""
        self._task.cancel()

    def _look(self) -> None:
        sheet = self._document.sheet
        result = sheet.recallable if sheet is not None else None
        if result is None:
            self._task.cancel()
        elif self._wanted != (sheet, result) or not self._task.running:
            self._wanted = sheet, result
            self._task.start(make_levels, result.picture)

    def _on_levels(self, levels: Levels) -> None:
        self._document.recall_result(*self._wanted, levels)
