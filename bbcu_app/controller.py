"""Turns wishes into tasks, and what the tasks answer into changes of the document. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from bbcu_app.batch import Batch
from bbcu_app.document import Document
from bbcu_app.estimates import Estimates
from bbcu_app.models import Models
from bbcu_app.offer import Offer
from bbcu_app.openings import THUMBNAIL, Openings
from bbcu_app.previews import Previews
from bbcu_app.queue_model import QueueModel
from bbcu_app.recalls import Recalls
from bbcu_app.runs import Runs
from bbcu_app.saves import Saves
from bbcu_app.settings import Settings
from bbcu_app.sheet import History, Sheet
from bbcu_app.spills import Spills
from bbcu_app.teaching import Stage, Teaching
from bbcu_app.thumbnails import Thumbnails
from bbcu_app.trials import Trials
from bbcu_app.workers.pair_worker import PairRequest, open_pair
from bbcu_app.workers.preview_worker import PreviewFunction
from bbcu_app.workers.restore_worker import RestoreFunction
from bbcu_app.workers.task import Failure, Task, close_pool, make_pool
from engine.plan import Plan, SaveOptions
from engine.run.chain import warm_up
from engine.run.paths import Source
from engine.run.preview import preview
from engine.run.restore import restore

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
    journal : Path, optional
        Where the queue is written down, to go on after a restart.

    Attributes
    ----------
    document : Document
        What is shown.
    queue : QueueModel
        What is open.
    saves : Saves
        What is being written.
    estimates : Estimates
    runs : Runs
        The run under way, and those that wait for it.
    batch : Batch
        All of them, run and written one after the other.
    thumbnails : Thumbnails
    models : Models
        What can be done, and with what.
    teaching : Teaching
        A model that learns somebody's own pictures.
    trials : Trials
        Several plans on one part of the picture.
    spills : Spills
        Results that are too much for the memory.
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
    paired : Pair
        Two files to compare.
    described : tuple of (str, str)
        Facts for the about box.
    icons_loaded :
        Their library is there.
    warmed :
        The fast path is ready.
    """

    failed = Signal(object)
    unreadable = Signal(object, int)
    busy = Signal(str)
    run_changed = Signal()
    saved = Signal(object)
    saves_ended = Signal()
    copied = Signal(QImage)
    paired = Signal(object)
    described = Signal(object)
    icons_loaded = Signal()
    warmed = Signal()

    def __init__(self, settings: Settings, offer: Offer | None = None, function: RestoreFunction = restore,
                 preview: PreviewFunction = preview, describe: Callable[[], Facts] = tuple,
                 journal: Path | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.document = Document(self)
        self.queue = QueueModel(self._new_sheet, self)
        self._describe = describe
        self._pool, self._writers = make_pool(self), make_pool(self, threads=1)
        self.runs = Runs(self.document, settings, function, self._pool)
        self._tasks = [Task(self._pool, self) for _ in range(4)]
        self._describing, self._warming, self._pairing, self._loading = self._tasks
        self.batch = Batch(self.document, self.queue, settings, function, self._pool, journal)
        self.thumbnails = Thumbnails(self._pool, THUMBNAIL, self)
        self.previews = Previews(self.document, settings, preview, self._pool, self._can_preview)
        self.models = Models(offer or Offer(), self._pool, self)
        self._openings = Openings(self.document, self.queue, settings, self._pool, lambda: self.offer)
        self.teaching = Teaching(self._pool, self)
        self.saves = Saves(self.document, self._pool, self._writers)
        self.estimates = Estimates(self.document, settings, self._pool, self._can_estimate)
        self.spills = Spills(self.document, self.queue, self._pool)
        self._recalls = Recalls(self.document, self._pool)
        self.trials = Trials(self.document, settings, preview, self._pool)
        self._closed = False
        self._connect()

    def _connect(self) -> None:
        self._openings.unreadable.connect(self.unreadable)
        self.runs.changed.connect(self.run_changed)
        self.batch.sheet_changed.connect(self._on_sheet_changed)
        self.thumbnails.unreadable.connect(self._on_unreadable)
        self.runs.failed.connect(self.failed)
        self._describing.succeeded.connect(self.described)
        self._pairing.succeeded.connect(self.paired)
        self._loading.ended.connect(self.icons_loaded)
        for sender in (self._openings, self._describing, self._pairing, self.saves, self.trials, self.models):
            sender.failed.connect(self.failed)
        self.runs.finished.connect(lambda promised, seconds: self.estimates.learn(promised or 0.0, seconds))
        self.teaching.changed.connect(lambda: self.models.renew() if self.teaching.stage is Stage.MADE else None)
        self.saves.saved.connect(self.saved)
        self.saves.ended.connect(self.saves_ended)
        self.saves.copied.connect(self.copied)
        for sender in (self._openings, self.saves):
            sender.busy.connect(self.busy)
        self._warming.ended.connect(self.warmed)
        for moment in (self.warmed, self.runs.ended):
            moment.connect(self.estimates.renew)
            moment.connect(self.previews.renew)

    def _new_sheet(self, source: Source | None, name: str) -> Sheet:
        """Every picture begins with its own plan; only the wish for quality is kept from one to the next."""
        path, base = source or (None, None)
        return Sheet(path, name, base, history=History(Plan(passes=self.settings.passes)))

    @property
    def offer(self) -> Offer:
        """What can be done."""
        return self.models.offer

    # -- opening

    @property
    def opening(self) -> bool:
        """Whether a picture is being opened or measured."""
        return self._openings.running

    def open(self, paths: list[Path]) -> None:
        """Add files, and what is in folders, to the list; the first that can be read is shown."""
        self._openings.open(paths)

    def paste(self, image: QImage) -> None:
        """Open an image from the clipboard."""
        self._openings.paste(image)

    def show(self, sheet: Sheet) -> None:
        """Show one of the open pictures."""
        if sheet is self.document.sheet and sheet is self.queue.current and not self.opening:
            return
        self.queue.select(sheet)
        self._openings.show(sheet)

    def show_again(self) -> None:
        """Make what is shown ready for the screen once more."""
        sheet = self.document.sheet
        if sheet is not None and self.runs.under_way is not sheet and not self.opening:
            if sheet.finished:
                sheet.result.store = None
            self._openings.show(sheet)

    def compare(self, first: Path, second: Path) -> None:
        """Open two files to look at them side by side (they come by the signal `paired`)."""
        self._pairing.start(open_pair, PairRequest(first, second))

    def go(self, step: int) -> None:
        """Show the next (+1) or previous (-1) of the open pictures."""
        beside = self.queue.beside(step)
        if beside is not None:
            self.show(beside)

    def remove(self, sheet: Sheet) -> None:
        """Take a picture out of the list, and its result with it."""
        self.runs.stop(sheet)
        self.batch.forget(sheet)
        was_shown = sheet is self.queue.current
        self.queue.remove(sheet)
        if not was_shown:
            return
        if self.queue.current is not None:
            self.show(self.queue.current)
        else:
            self._openings.cancel()
            self.document.clear()

    def _on_unreadable(self, path: Path, failure: Failure) -> None:
        """A file in the list turns out to be none of ours; the list says so before anybody goes there."""
        for sheet in self.queue:
            if sheet.path == path:
                sheet.failure = failure.error
                self.batch.sheet_changed.emit(sheet)

    def _on_sheet_changed(self, sheet: Sheet) -> None:
        if sheet is self.document.sheet:
            self.run_changed.emit()

    # -- running

    def set_passes(self, passes: int) -> None:
        """The wish for quality: of this picture, and of those that are opened later."""
        self.settings.passes = passes
        self.document.set_passes(passes)

    @property
    def running(self) -> bool:
        """Whether the picture that is shown is being restored, or waits for it."""
        sheet = self.document.sheet
        return sheet is not None and (self.runs.holds(sheet) or self.batch.is_at(sheet))

    @property
    def can_run(self) -> bool:
        """Whether there is something to run."""
        document = self.document
        return (document.picture is not None and bool(document.plan.steps) and not self.running
                and not document.short_of_memory)

    def run(self) -> None:
        """Run the plan on the picture that is shown."""
        if self.can_run:
            promised = self.estimates.promised
            self.estimates.stop()
            self.previews.hold()
            self.runs.start(promised)

    def stop(self) -> None:
        """Stop the run of the picture that is shown; nothing of it arrives any more."""
        sheet = self.document.sheet
        if sheet is not None and self.batch.is_at(sheet):
            self.batch.skip(sheet)
        elif sheet is not None:
            self.runs.stop(sheet)

    def _can_estimate(self) -> bool:
        return not (self.running or self._warming.running or self._closed)

    def _can_preview(self) -> bool:
        return self.runs.under_way is None and not self.batch.running and not self._warming.running and not self._closed

    # -- what a run needs

    def warm_up(self) -> None:
        """Load what the first run needs while people still look for their picture; nobody waits for it."""
        self._warming.start(lambda prepare, _state: prepare(), warm_up)

    def load_icons(self) -> None:
        """Load the library of icons without holding the window still (`icons_loaded` follows)."""
        self._loading.start(lambda name, _state: import_module(name), "qtawesome")

    @property
    def warming(self) -> bool:
        """Whether the fast path is not ready yet."""
        return self._warming.running

    # -- results

    def save(self, path: Path, options: SaveOptions, sheet: Sheet | None = None) -> None:
        """Write a result, that of the picture that is shown by default."""
        sheet = sheet or self.document.sheet
        if sheet is not None and sheet.finished:
            self.saves.save(sheet, path, options)

    def copy(self) -> None:
        """Bring the result to the clipboard (by the signal `copied`)."""
        if self.document.finished:
            self.saves.copy(self.document.sheet)

    @property
    def saving(self) -> bool:
        """Whether files are being written."""
        return self.saves.running

    def about(self) -> None:
        """Gather the facts for the about box (they come by the signal `described`)."""
        self._describing.start(lambda describe, _state: describe(), self._describe)

    def close(self) -> bool:
        """Cancel everything and wait for it; files to be written are written first. True if all has ended."""
        self._closed = True
        self.estimates.stop()
        self.trials.stop()
        self._openings.cancel()
        for each in (self._recalls, self.runs, self.batch, self.thumbnails, self.spills, self.models,
                     self.teaching):
            each.close()
        self.previews.clear()
        for task in self._tasks:
            task.cancel()
        return close_pool(self._writers) and close_pool(self._pool)
