"""Results on their way to files, one after the other, and to the clipboard. No widgets."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtGui import QImage

from bbcu_app.document import Document
from bbcu_app.i18n import tr
from bbcu_app.sheet import Result, Sheet
from bbcu_app.workers.save_worker import Saved, SaveRequest, copy_result, guess_result, save_result
from bbcu_app.workers.task import Task
from engine.plan import SaveOptions


class Saves(QObject):
    """What is being written.

    Parameters
    ----------
    document : Document
    pool : QThreadPool
    writers : QThreadPool
        With one thread: files are written one after the other.

    Signals
    -------
    saved : Path
    ended :
        No file is being written any more.
    failed : Failure
    copied : QImage
        A result, for the clipboard.
    busy : str
        What is being written, or nothing.
    guessed : int
        About how many bytes a file will take.
    """

    saved = Signal(object)
    ended = Signal()
    failed = Signal(object)
    copied = Signal(QImage)
    busy = Signal(str)
    guessed = Signal(object)

    def __init__(self, document: Document, pool: QThreadPool, writers: QThreadPool) -> None:
        super().__init__(document)
        self._document, self._writers = document, writers
        self._tasks: list[Task] = []
        self._guessing = Task(pool, self)
        self._guessing.succeeded.connect(self.guessed)
        self._copying = Task(pool, self)
        self._copying.succeeded.connect(self.copied.emit)
        self._copying.failed.connect(self.failed)

    @property
    def running(self) -> bool:
        """Whether files are being written."""
        return bool(self._tasks)

    def save(self, sheet: Sheet, path: Path, options: SaveOptions) -> None:
        """Write a whole result; behind those that are being written."""
        request = self._request(sheet, path, options)
        task = Task(self._writers, self)
        task.succeeded.connect(partial(self._on_saved, sheet.result, sheet.plan.strength))
        task.failed.connect(self.failed)
        task.ended.connect(lambda: self._on_ended(task))
        self._tasks.append(task)
        self.busy.emit(tr("Saving {name}…").format(name=path.name))
        task.start(save_result, request)

    def copy(self, sheet: Sheet) -> None:
        """Bring a whole result to the clipboard (by the signal `copied`)."""
        self._copying.start(copy_result, self._request(sheet, Path(), sheet.plan.save))

    def guess(self, sheet: Sheet, options: SaveOptions) -> None:
        """Say about how large a result's file will be (by the signal `guessed`); the latest wish counts.

        The options name the format. One that cannot hold the picture says so when it is saved.
        """
        self._guessing.start(guess_result, self._request(sheet, Path(), options))

    def _request(self, sheet: Sheet, path: Path, options: SaveOptions) -> SaveRequest:
        shown = sheet is self._document.sheet
        original = self._document.picture if shown else sheet.pasted or sheet.path
        return SaveRequest(original, sheet.result.picture, sheet.shown_strength, path, options, sheet.page)

    def _on_saved(self, result: Result, strength: int, saved: Saved) -> None:
        self._document.mark_saved(result, strength)
        self.saved.emit(saved.path)

    def _on_ended(self, task: Task) -> None:
        self._tasks.remove(task)
        task.deleteLater()
        if not self._tasks:
            self.busy.emit("")
            self.ended.emit()
