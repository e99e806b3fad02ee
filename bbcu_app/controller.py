"""Turns wishes into tasks, and what the tasks answer into changes of the document. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from bbcu_app.document import Document
from bbcu_app.i18n import tr
from bbcu_app.offer import Offer
from bbcu_app.previews import Previews
from bbcu_app.queue_model import QueueModel
from bbcu_app.runs import Runs
from bbcu_app.settings import Settings
from bbcu_app.sheet import History, Sheet
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
from bbcu_app.workers.preview_worker import PreviewFunction
from bbcu_app.workers.restore_worker import EstimateRequest, RestoreFunction, estimate_run
from bbcu_app.workers.save_worker import Saved, SaveRequest, copy_result, save_result
from bbcu_app.workers.task import Failure, Task, close_pool, make_pool
from engine import backend
from engine.plan import Plan, SaveOptions
from engine.run.chain import RunOptions
from engine.run.estimate import Estimate
from engine.run.preview import preview
from engine.run.restore import restore
from engine.tasks import Evidence

ESTIMATE_DELAY = 250
"""Milliseconds that the plan must rest before a new estimate is made."""

Facts = tuple[tuple[str, str], ...]


class Controller(QObject):
    """The verbs of the window.

    Parameters
    ----------
    settings : Settings
    offer : Offer, optional
        What can be done.
    function : callable, optional
        What runs a plan; the engine's own by default.
    preview : callable, optional
        What runs it on a part of the picture.
    describe : callable, optional
        Facts for the about box, as (title, text); it may take a while.

    Attributes
    ----------
    document : Document
        What is shown.
    queue : QueueModel
        What is open.
    runs : Runs
        The run under way, and those that wait for it.
    previews : Previews
        What a change would do, where people look.

    Signals
    -------
    failed : Failure
        Something went wrong; for the notices, nobody else.
    unreadable : list of Failure, int
        Some of so many files could not be opened.
    busy : str
        What keeps the window waiting ("Opening ..."), or nothing.
    run_changed :
        A run began, moved on or ended.
    saved : Path
    saves_ended :
        No file is being written any more.
    copied : QImage
        The result, for the clipboard.
    described : tuple of (str, str)
        Facts for the about box.
    offer_changed :
        Models came or went.
    """

    failed = Signal(object)
    unreadable = Signal(object, int)
    busy = Signal(str)
    run_changed = Signal()
    saved = Signal(object)
    saves_ended = Signal()
    copied = Signal(QImage)
    described = Signal(object)
    offer_changed = Signal()

    def __init__(self, settings: Settings, offer: Offer | None = None, function: RestoreFunction = restore,
                 preview: PreviewFunction = preview, describe: Callable[[], Facts] = tuple) -> None:
        super().__init__()
        self.settings, self.offer = settings, offer or Offer()
        self.document = Document(self)
        self.queue = QueueModel(self._new_sheet, self)
        self._describe = describe
        self._pool, self._writers = make_pool(self), make_pool(self, threads=1)
        self.runs = Runs(self.document, settings, function, self._pool)
        self._opening, self._copying, self._estimating, self._describing, self._warming = (
            Task(self._pool, self) for _ in range(5)
        )
        self.previews = Previews(self.document, settings, preview, self._pool, self._can_preview)
        self._saves: list[Task] = []
        self._closed = False
        self._found, self._fresh = 0, True
        self._bad: list[Failure] = []
        self._rest = QTimer(self, singleShot=True, interval=ESTIMATE_DELAY)
        self._rest.timeout.connect(self._estimate)
        self._connect()

    def _connect(self) -> None:
        self._opening.partial.connect(self._on_opening)
        self._opening.ended.connect(self._on_opening_ended)
        self.runs.changed.connect(self.run_changed)
        self.runs.failed.connect(self.failed)
        self._copying.succeeded.connect(self.copied.emit)
        self._describing.succeeded.connect(self.described)
        for task in (self._opening, self._copying, self._describing):
            task.failed.connect(self.failed)
        self._warming.ended.connect(self._estimate_soon)
        self._warming.ended.connect(self.previews.renew)
        self.runs.ended.connect(self.previews.renew)
        # An estimate that fails says nothing: Run will say the same, when somebody wants it.
        self._estimating.succeeded.connect(self._on_estimated)
        self.document.planned.connect(self._estimate_soon)
        self.runs.ended.connect(self._estimate_soon)
        self.settings.changed.connect(self._on_setting)

    def _new_sheet(self, path: Path | None, name: str) -> Sheet:
        """Every picture begins with its own plan; only the wish for quality is kept from one to the next."""
        return Sheet(path, name, history=History(Plan(passes=self.settings.passes)))

    # -- opening

    @property
    def opening(self) -> bool:
        """Whether a picture is being opened or measured."""
        return self._opening.running

    def open(self, paths: list[Path]) -> None:
        """Add files, and what is in folders, to the list; the first that can be read is shown."""
        if paths:
            self._start_opening(paths[0].name)
            self._opening.start(open_files, FilesRequest(tuple(paths)))

    def paste(self, image: QImage) -> None:
        """Open an image from the clipboard."""
        self._start_opening(tr("the picture from the clipboard"))
        self._opening.start(open_image, image)

    def show(self, sheet: Sheet) -> None:
        """Show one of the open pictures."""
        if sheet is self.document.sheet and sheet is self.queue.current and not self.opening:
            return
        self.queue.select(sheet)
        self._start_opening(sheet.name, fresh=False)
        result = sheet.result
        restored = result.picture if sheet.finished and result.store is None else None
        self._opening.start(open_sheet, SheetRequest(sheet.path, sheet.pasted, restored, sheet.evidence is not None))

    def go(self, step: int) -> None:
        """Show the next (+1) or previous (-1) of the open pictures."""
        beside = self.queue.beside(step)
        if beside is not None:
            self.show(beside)

    def remove(self, sheet: Sheet) -> None:
        """Take a picture out of the list, and its result with it."""
        self.runs.stop(sheet)
        was_shown = sheet is self.queue.current
        self.queue.remove(sheet)
        if not was_shown:
            return
        if self.queue.current is not None:
            self.show(self.queue.current)
        else:
            self._opening.cancel()
            self._estimating.cancel()
            self.document.clear()

    def _start_opening(self, name: str, fresh: bool = True) -> None:
        self._found, self._bad, self._fresh = 1, [], fresh
        self.busy.emit(tr("Opening {name}…").format(name=name))

    def _on_opening(self, part: object) -> None:
        match part:
            case FilesFound():
                self._found = len(part.files)
                self.queue.add(part.files)
                self.settings.folder = part.files[0].parent
            case Unreadable():
                self._bad.append(part.failure)
                self.queue.remove(self._sheet_of(part.path))
            case Shown():
                self._on_shown(part)
            case Evidence() if self.document.sheet is not None:
                self.document.propose(self.document.sheet, part, self.offer.wanted(part))
                self._estimate_soon()

    def _on_shown(self, shown: Shown) -> None:
        sheet = self._sheet_of(shown.path) if shown.path is not None else self.queue.current
        if shown.path is None and (sheet is None or sheet.pasted is not shown.opened.picture):
            sheet = self.queue.add_unnamed(tr("Pasted picture"))
            sheet.pasted = shown.opened.picture
        self._estimating.cancel()
        self.queue.select(sheet)
        self.document.show(sheet, shown.opened, self._fresh)
        self.busy.emit("")
        if shown.path is not None:
            self.settings.add_recent(shown.path)

    def _sheet_of(self, path: Path) -> Sheet:
        return next(sheet for sheet in self.queue if sheet.path == path)

    def _on_opening_ended(self) -> None:
        self.busy.emit("")
        if len(self._bad) == 1 and self._found == 1:
            self.failed.emit(self._bad[0])
        elif self._bad:
            self.unreadable.emit(self._bad, self._found)

    # -- running

    def set_passes(self, passes: int) -> None:
        """The wish for quality: of this picture, and of those that are opened later."""
        self.settings.passes = passes
        self.document.set_passes(passes)

    @property
    def running(self) -> bool:
        """Whether the picture that is shown is being restored, or waits for it."""
        return self.document.sheet is not None and self.runs.holds(self.document.sheet)

    @property
    def can_run(self) -> bool:
        """Whether there is something to run."""
        return self.document.picture is not None and bool(self.document.plan.steps) and not self.running

    def run(self) -> None:
        """Run the plan on the picture that is shown."""
        if self.can_run:
            self._estimating.cancel()
            self.runs.start()

    def stop(self) -> None:
        """Stop the run of the picture that is shown; nothing of it arrives any more."""
        if self.document.sheet is not None:
            self.runs.stop(self.document.sheet)

    def _can_preview(self) -> bool:
        return self.runs.under_way is None and not self._warming.running and not self._closed

    # -- what a run needs

    def warm_up(self) -> None:
        """Load what the first run needs while people still look for their picture; nobody waits for it."""
        self._warming.start(lambda prepare, _state: prepare(), backend.warm_up)

    def _on_setting(self, name: str) -> None:
        if name in ("", "threads"):  # nothing else changes what a run needs
            self._estimate_soon()

    def _estimate_soon(self) -> None:
        if not self._closed:
            self._rest.start()

    def _estimate(self) -> None:
        """Say what a run would need. While the fast path warms up, any figure would be wrong."""
        document = self.document
        if document.picture is None or self.running or self._warming.running:
            return
        if not document.plan.steps:
            document.set_estimate(None)
            return
        options = RunOptions(threads=self.settings.threads)
        self._estimating.start(estimate_run, EstimateRequest(document.picture, document.resolved, options))

    def _on_estimated(self, found: Estimate) -> None:
        self.runs.expected = found.seconds
        self.document.set_estimate(replace(found, seconds=found.seconds * self.settings.pace))

    # -- results

    def save(self, path: Path, options: SaveOptions, sheet: Sheet | None = None) -> None:
        """Write a result, that of the picture that is shown by default; behind those that are being written."""
        sheet = sheet or self.document.sheet
        request = self._save_request(sheet, path, options)
        if request is None:
            return
        task = Task(self._writers, self)
        task.succeeded.connect(partial(self._on_saved, sheet.result, request.strength))
        task.failed.connect(self.failed)
        task.ended.connect(lambda: self._on_save_ended(task))
        self._saves.append(task)
        self.busy.emit(tr("Saving {name}…").format(name=path.name))
        task.start(save_result, request)

    def copy(self) -> None:
        """Bring the result to the clipboard (by the signal `copied`)."""
        request = self._save_request(self.document.sheet, Path(), SaveOptions())
        if request is not None:
            self._copying.start(copy_result, request)

    @property
    def saving(self) -> bool:
        """Whether files are being written."""
        return bool(self._saves)

    def _save_request(self, sheet: Sheet | None, path: Path, options: SaveOptions) -> SaveRequest | None:
        if sheet is None or not sheet.finished:
            return None
        shown = sheet is self.document.sheet
        original = self.document.picture if shown else sheet.pasted or sheet.path
        return SaveRequest(original, sheet.result.picture, sheet.plan.strength, path, options)

    def _on_saved(self, result: object, strength: int, saved: Saved) -> None:
        self.document.mark_saved(result, strength)
        self.saved.emit(saved.path)

    def _on_save_ended(self, task: Task) -> None:
        self._saves.remove(task)
        task.deleteLater()
        if not self._saves:
            self.busy.emit("")
            self.saves_ended.emit()

    # -- the rest

    def about(self) -> None:
        """Gather the facts for the about box (they come by the signal `described`)."""
        self._describing.start(lambda describe, _state: describe(), self._describe)

    def close(self) -> bool:
        """Cancel everything and wait for it; files to be written are written first. True if all has ended."""
        self._closed = True
        self._rest.stop()
        self.runs.close()
        self.previews.clear()
        for task in (self._opening, self._copying, self._estimating, self._describing, self._warming):
            task.cancel()
        return close_pool(self._writers) and close_pool(self._pool)
