"""Small pictures of the open files, made when somebody sees them, the latest first; kept while there is room."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtGui import QImage

from bbcu_app.workers.task import Task
from bbcu_app.workers.thumbnail_worker import Thumbnail, ThumbnailRequest, make_thumbnails

AT_ONCE = 12
"""Files whose pictures are made before the next wishes are looked at."""

KEPT = 800
"""Small pictures kept: about 80 MB on the densest screens."""


class Thumbnails(QObject):
    """Small pictures by path.

    Parameters
    ----------
    pool : QThreadPool
    side : int
        The longer side in device pixels.

    Signals
    -------
    arrived : Path
        The picture is there.
    unreadable : Path, Failure
        There is none, for the file cannot be opened.
    """

    arrived = Signal(object)
    unreadable = Signal(object, object)

    def __init__(self, pool: QThreadPool, side: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.side = side
        self._kept: OrderedDict[Path, QImage | None] = OrderedDict()
        self._wanted: OrderedDict[Path, None] = OrderedDict()
        self._task = Task(pool, self)
        self._task.partial.connect(self._on_made)
        self._task.ended.connect(self._next)

    def get(self, path: Path) -> QImage | None:
        """The small picture, if it is there; else it will arrive."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        self._wanted[path] = None
        self._wanted.move_to_end(path)
        if not self._task.running:
            self._next()
        return None

    def put(self, path: Path, image: QImage | None) -> None:
        """A small picture that somebody else has made."""
        self._kept[path] = image
        self._wanted.pop(path, None)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def close(self) -> None:
        """Make no more."""
        self._wanted.clear()
        self._task.cancel()

    def _next(self) -> None:
        if self._wanted:
            latest = tuple(reversed(self._wanted))[:AT_ONCE]
            for path in latest:
                del self._wanted[path]
            self._task.start(make_thumbnails, ThumbnailRequest(latest, self.side))

    def _on_made(self, made: Thumbnail) -> None:
        self.put(made.path, made.image)
        if made.failure is not None:
            self.unreadable.emit(made.path, made.failure)
        self.arrived.emit(made.path)
