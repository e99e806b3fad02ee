"""What a change of the plan would do, shown where people look, before the whole picture is run. No widgets."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from bbcu_app.document import Document
from bbcu_app.settings import Settings
from bbcu_app.viewport import Rect, Size, Viewport
from bbcu_app.workers.preview_worker import Preview, PreviewFunction, PreviewRequest, run_preview
from bbcu_app.workers.task import Task
from engine.run.chain import RunOptions
from engine.tiling import Box

REST = 60
"""Milliseconds that plan and view must rest before a preview is made."""

SECONDS = 0.15
"""What a preview may take; where people see more than can be run in that time, it is the middle of what they see."""

FIRST_PIXELS = 300_000
"""Pixels of a preview while nobody knows how long a run takes."""

SMALLEST, LARGEST = 128, 2000
"""Least and largest side, in source pixels."""


def region(visible: Rect, image: Size, pixels: float) -> Box:
    """The part to run: what is visible, or the middle of it, of about so many pixels at the most.

    Parameters
    ----------
    visible : Rect
        In source pixels.
    image : Size
        Of the picture.
    pixels : float
    """
    width, height = max(1.0, visible.right - visible.left), max(1.0, visible.bottom - visible.top)
    shrink = min(1.0, (pixels / (width * height)) ** 0.5)
    box_width = min(image.width, max(min(SMALLEST, width), min(LARGEST, width * shrink)))
    box_height = min(image.height, max(min(SMALLEST, height), min(LARGEST, height * shrink)))
    x = (visible.left + visible.right - box_width) / 2
    y = (visible.top + visible.bottom - box_height) / 2
    left = int(min(max(0, x), image.width - box_width))
    top = int(min(max(0, y), image.height - box_height))
    return Box(left, top, min(image.width - left, math.ceil(box_width) + 1),
               min(image.height - top, math.ceil(box_height) + 1))


class Previews(QObject):
    """The preview of what is shown; wanted from the first change of the plan on, until it is run.

    Parameters
    ----------
    document : Document
    settings : Settings
    function : callable
        Runs a plan on a part of a picture.
    pool : QThreadPool
    ready : callable
        Whether now is a good moment: nothing runs, and the fast path is ready.

    Signals
    -------
    changed : Preview or None
    """

    changed = Signal(object)

    def __init__(self, document: Document, settings: Settings, function: PreviewFunction, pool: QThreadPool,
                 ready: Callable[[], bool]) -> None:
        super().__init__(document)
        self._document, self._settings, self._function, self._ready = document, settings, function, ready
        self._view: Viewport | None = None
        self._task = Task(pool, self)
        self._task.succeeded.connect(self._on_done)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._start)
        self.shown: Preview | None = None
        document.opened.connect(self.clear)
        document.result_changed.connect(self.renew)

    @property
    def wanted(self) -> bool:
        """Whether people have asked for other steps than those that were proposed, or than the result was made with."""
        sheet = self._document.sheet
        if sheet is None or not sheet.changed or not sheet.plan.steps:
            return False
        known = sheet.result.asked if sheet.result is not None else sheet.proposal
        return known is None or known.steps != sheet.plan.steps

    def look(self, view: Viewport) -> None:
        """Where people look."""
        before, self._view = self._view, view
        if self.wanted and (before is None or before.visible != view.visible):
            self._rest.start()

    def renew(self) -> None:
        """The plan or the result has changed."""
        if not self.wanted:
            self.clear()
        elif self.shown is None or self.shown.plan.steps != self._document.resolved.steps:
            self._rest.start()

    def clear(self) -> None:
        """Show none."""
        self.hold()
        if self.shown is not None:
            self.shown = None
            self.changed.emit(None)

    def hold(self) -> None:
        """Make no more for now; what is shown stays."""
        self._rest.stop()
        self._task.cancel()

    def _start(self) -> None:
        document = self._document
        if self._view is None or document.picture is None or not self.wanted or not self._ready():
            return
        picture = document.picture
        box = region(self._view.visible, Size(picture.width, picture.height), self._pixels())
        options = RunOptions(threads=self._settings.threads)
        self._task.start(run_preview, PreviewRequest(picture, document.resolved, box, options, self._function))

    def _pixels(self) -> float:
        estimate, picture = self._document.estimate, self._document.picture
        if estimate is None or estimate.seconds <= 0:
            return FIRST_PIXELS / self._document.plan.passes
        return SECONDS * picture.width * picture.height / estimate.seconds

    def _on_done(self, made: Preview | None) -> None:
        if made is not None and self.wanted:
            self.shown = made
            self.changed.emit(made)
