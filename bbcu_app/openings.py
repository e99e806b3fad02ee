"""Files on their way to the list, and one of them to the screen. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtGui import QImage

from bbcu_app.document import Document
from bbcu_app.i18n import tr
from bbcu_app.offer import Offer
from bbcu_app.queue_model import QueueModel
from bbcu_app.settings import Settings
from bbcu_app.sheet import Result, Sheet
from bbcu_app.workers.open_worker import (
    FilesFound,
    FilesRequest,
    SheetRequest,
    Shown,
    Unreadable,
    open_files,
    open_image,
    open_sheet,
)
from bbcu_app.workers.restore_worker import names_of
from bbcu_app.workers.task import Task
from bbcu_app.workers.thumbnail_worker import of_picture
from engine.run.job import State
from engine.tasks import Evidence

THUMBNAIL = 192
"""Longer side of small pictures, in device pixels."""


class Openings(QObject):
    """What is being opened and measured; the latest wish counts.

    Parameters
    ----------
    document : Document
    queue : QueueModel
    settings : Settings
    pool : QThreadPool
    offer : callable
        What can be done now.

    Signals
    -------
    busy : str
        What is being opened, or nothing.
    failed : Failure
    unreadable : list of Failure, int
        Some of so many files could not be opened.
    """

    busy = Signal(str)
    failed = Signal(object)
    unreadable = Signal(object, int)

    def __init__(self, document: Document, queue: QueueModel, settings: Settings, pool: QThreadPool,
                 offer: Callable[[], Offer]) -> None:
        super().__init__(document)
        self._document, self._queue, self._settings, self._offer = document, queue, settings, offer
        self._found, self._fresh, self._bad = 0, True, []
        self._task = Task(pool, self)
        self._task.partial.connect(self._on_part)
        self._task.ended.connect(self._on_ended)
        self._task.failed.connect(self.failed)

    @property
    def running(self) -> bool:
        """Whether a picture is being opened or measured."""
        return self._task.running

    def open(self, paths: list[Path]) -> None:
        """Add files, and what is in folders, to the list; the first that can be read is shown."""
        if paths:
            self._begin(paths[0].name)
            self._task.start(open_files, FilesRequest(tuple(paths)))

    def paste(self, image: QImage) -> None:
        """Open an image from the clipboard."""
        self._begin(tr("the picture from the clipboard"))
        self._task.start(open_image, image)

    def show(self, sheet: Sheet) -> None:
        """Show one of the open pictures, read again from where it lies."""
        self._begin(sheet.name, fresh=False)
        restored = None
        if sheet.finished:
            restored = sheet.result.picture if sheet.result.store is None else None
        elif sheet.result is None and sheet.job is not None and sheet.job.state is State.DONE:
            restored = sheet.job.output
        measured = sheet.evidence is not None
        self._task.start(open_sheet, SheetRequest(sheet.path, sheet.page, sheet.pasted, restored, measured))

    def cancel(self) -> None:
        """Open nothing any more."""
        self._task.cancel()

    def _begin(self, name: str, fresh: bool = True) -> None:
        self._found, self._bad, self._fresh = 1, [], fresh
        self.busy.emit(tr("Opening {name}…").format(name=name))

    def _on_part(self, part: object) -> None:
        match part:
            case FilesFound():
                self._found = len(part.sources)
                self._queue.add(part.sources)
                self._settings.folder = part.sources[0].path.parent
            case Unreadable():
                self._bad.append(part.failure)
                self._queue.remove(self._sheet_of(part.path))
            case Shown():
                self._on_shown(part)
            case Evidence() if self._document.sheet is not None:
                offer = self._offer()
                self._document.propose(self._document.sheet, part, offer.wanted(part),
                                       offer.wanted_before_enlarging(part))

    def _on_shown(self, shown: Shown) -> None:
        sheet = self._queue.current
        if shown.path is not None and (sheet is None or sheet.path != shown.path or self._fresh):
            sheet = self._sheet_of(shown.path)
        if shown.path is None and (sheet is None or sheet.pasted is not shown.opened.picture):
            sheet = self._queue.add_unnamed(tr("Pasted picture"))
            sheet.pasted = shown.opened.picture
            sheet.thumbnail = of_picture(sheet.pasted, THUMBNAIL)
        if shown.written is not None and sheet.job is not None:
            ran = sheet.job.ran or sheet.plan
            sheet.result = Result(sheet.plan, ran, None, names_of(ran), picture=shown.written, written=True,
                                  seconds=sheet.job.seconds)
        if sheet.page:
            sheet.thumbnail = of_picture(shown.opened.picture, THUMBNAIL)
        self._queue.select(sheet)
        self._document.show(sheet, shown.opened, self._fresh)
        self.busy.emit("")
        if shown.path is not None:
            self._settings.add_recent(shown.path)

    def _sheet_of(self, path: Path) -> Sheet:
        return next(sheet for sheet in self._queue if sheet.path == path)

    def _on_ended(self) -> None:
        self.busy.emit("")
        if len(self._bad) == 1 and self._found == 1:
            self.failed.emit(self._bad[0])
        elif self._bad:
            self.unreadable.emit(self._bad, self._found)
