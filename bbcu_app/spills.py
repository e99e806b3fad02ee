"""Results that are not shown: kept in memory while there is room, else in files. No widgets."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable
from pathlib import Path

from platformdirs import user_cache_path
from PySide6.QtCore import QObject, QThreadPool

from bbcu_app.document import Document
from bbcu_app.settings import APPLICATION
from bbcu_app.sheet import Result, Sheet
from bbcu_app.workers.spill_worker import SpillRequest, is_mapped, spill
from bbcu_app.workers.task import Failure, Task
from engine.picture.pixels import Picture

MOST = 512 * 2**20
"""Bytes of results kept in memory beside the one that is shown."""

_log = logging.getLogger(__name__)


class Spills(QObject):
    """Moves results to files, one after the other, until the rest fits.

    Parameters
    ----------
    document : Document
        What is shown stays in memory.
    sheets : iterable of Sheet
        All open pictures.
    pool : QThreadPool
    folder : Path, optional
        For the files; what an earlier run of the program left there goes.

    Attributes
    ----------
    most : int
        Bytes that may stay in memory.
    """

    def __init__(self, document: Document, sheets: Iterable[Sheet], pool: QThreadPool,
                 folder: Path | None = None) -> None:
        super().__init__(document)
        self._document, self._sheets = document, sheets
        self._folder = folder or user_cache_path(APPLICATION, appauthor=False) / "results"
        self.most = MOST
        self._now: Result | None = None
        self._task = Task(pool, self)
        self._task.succeeded.connect(self._on_spilled)
        self._task.failed.connect(self._on_failed)
        self._task.ended.connect(self._look)
        document.opened.connect(self._look)
        document.result_changed.connect(self._look)
        shutil.rmtree(self._folder, ignore_errors=True)

    def close(self) -> None:
        """Move nothing any more."""
        self._task.cancel()

    @property
    def in_memory(self) -> int:
        """Bytes of results in memory, beside the one that is shown."""
        return sum(result.picture.pixels.nbytes for result in self._kept())

    def _kept(self) -> list[Result]:
        shown = self._document.sheet
        earlier = [result for sheet in self._sheets for result in sheet.earlier]
        others = [sheet.result for sheet in self._sheets if sheet is not shown and sheet.finished]
        return [result for result in earlier + others if not is_mapped(result.picture.pixels)]

    def _look(self) -> None:
        kept = self._kept()
        if not self._task.running and kept and self.in_memory > self.most:
            self._now = kept[0]
            self._task.start(spill, SpillRequest(self._now.picture, self._folder))

    def _on_spilled(self, picture: Picture) -> None:
        self._now.picture = picture

    def _on_failed(self, failure: Failure) -> None:
        """A disk that is full: then everything stays where it is."""
        _log.warning("results stay in memory: %s", failure.error)
        self.most = self.in_memory
