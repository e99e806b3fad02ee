"""Turns wishes into tasks, and what the tasks answer into changes of the document. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from bbcu_app.document import Document, Opened, Result
from bbcu_app.settings import Settings
from bbcu_app.tiles import TileStore
from bbcu_app.workers.open_worker import FilesFound, OpenRequest, open_files, open_image
from bbcu_app.workers.restore_worker import (
    EstimateRequest,
    Focus,
    RestoreFunction,
    ResultBegun,
    RunRequest,
    estimate_run,
    run_plan,
)
from bbcu_app.workers.save_worker import Saved, SaveRequest, copy_result, save_result
from bbcu_app.workers.task import Failure, Task, close_pool, make_pool
from engine import backend
from engine.plan import SaveOptions
from engine.run.chain import RunOptions
from engine.run.restore import Finished, Progress, Switched, TileDone, restore
from engine.tasks import Evidence

ESTIMATE_DELAY = 250
"""Milliseconds that the plan must rest before a new estimate is made."""

PASTED = "Pasted picture"

Facts = tuple[tuple[str, str], ...]


class Controller(QObject):
    """The verbs of the window.

    Parameters
    ----------
    document : Document
    settings : Settings
    function : callable, optional
        What runs a plan; the engine's own by default.
    describe : callable, optional
        Facts for the about box, as (title, text); it may take a while.

    Attributes
    ----------
    focus : Focus
        Where the view looks; the run reads it.
    progress : Progress or None
        Of the run under way.

    Signals
    -------
    failed : Failure
        Something went wrong; for the notices, nobody else.
    busy : str
        What keeps the window waiting ("Opening ..."), or nothing.
    run_changed :
        A run began, moved on or ended.
    saved : Path
    copied : QImage
        The result, for the clipboard.
    described : tuple of (str, str)
        Facts for the about box.
    """

    failed = Signal(object)
    busy = Signal(str)
    run_changed = Signal()
    saved = Signal(object)
    copied = Signal(QImage)
    described = Signal(object)

    def __init__(self, document: Document, settings: Settings, function: RestoreFunction = restore,
                 describe: Callable[[], Facts] = tuple) -> None:
        super().__init__()
        self._describe = describe
        self.document, self.settings = document, settings
        self.focus = Focus()
        self.progress: Progress | None = None
        self._function = function
        self._pool, self._writers = make_pool(self), make_pool(self, threads=1)
        self._opening, self._running, self._copying, self._estimating, self._describing, self._warming = (
            Task(self._pool, self) for _ in range(6)
        )
        self._saves: list[Task] = []
        self._closed = False
        self._pasted = False
        self._tried = 0
        self._rest = QTimer(self, singleShot=True, interval=ESTIMATE_DELAY)
        self._rest.timeout.connect(self._estimate)
        self._connect()

    def _connect(self) -> None:
        self._opening.partial.connect(self._on_opening)
        self._opening.ended.connect(lambda: self.busy.emit(""))
        self._running.partial.connect(self._on_run_event)
        self._running.failed.connect(self._on_run_failed)
        self._running.ended.connect(self._on_run_ended)
        self._copying.succeeded.connect(self.copied.emit)
        self._describing.succeeded.connect(self.described.emit)
        for task in (self._opening, self._copying, self._describing):
            task.failed.connect(self.failed.emit)
        self._warming.succeeded.connect(self._estimate)  # the faster path needs less
        # An estimate that fails says nothing: Run will say the same, when somebody wants it.
        self._estimating.succeeded.connect(self.document.set_estimate)
        self.document.planned.connect(self._estimate_soon)
        self.settings.changed.connect(self._on_setting)

    def _on_setting(self, name: str) -> None:
        if name in ("", "threads"):  # nothing else changes what a run needs
            self._estimate_soon()

    def _estimate_soon(self) -> None:
        if not self._closed:
            self._rest.start()

    # -- opening

    @property
    def opening(self) -> bool:
        """Whether a picture is being opened or measured."""
        return self._opening.running

    def open(self, paths: list[Path]) -> None:
        """Open files and folders; the first picture in them is shown."""
        if paths:
            self._open(OpenRequest(tuple(paths)), paths[0].name)

    def go(self, step: int) -> None:
        """Show the next (+1) or previous (-1) of the opened files."""
        files, index = self.document.files, self._tried + step
        if 0 <= index < len(files):
            self._tried = index  # a broken file is stepped over, not stumbled over again
            self._open(OpenRequest(files, index), files[index].name)

    def _open(self, request: OpenRequest, name: str) -> None:
        self._pasted = False
        self.busy.emit(f"Opening {name}")
        self._opening.start(open_files, request)

    def paste(self, image: QImage) -> None:
        """Open an image from the clipboard."""
        self._pasted = True
        self.busy.emit(f"Opening {PASTED.lower()}")
        self._opening.start(open_image, image)

    def _on_opening(self, part: object) -> None:
        match part:
            case FilesFound():
                self.document.files, self.document.index = part.files, part.index
                self._tried = part.index
                if part.files:
                    self.settings.folder = part.files[part.index].parent
            case Opened():
                self.stop()
                self._estimating.cancel()
                path = part.picture.path
                self.document.show(part, path.name if path and not self._pasted else PASTED)
                self.busy.emit("")
            case Evidence():
                self.document.set_evidence(part)
                self._estimate_soon()

    # -- running

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._running.running

    @property
    def can_run(self) -> bool:
        """Whether there is something to run."""
        return self.document.picture is not None and bool(self.document.plan.steps) and not self.running

    def run(self) -> None:
        """Run the plan on the picture."""
        document = self.document
        if not self.can_run or document.picture is None or document.source is None:
            return
        self._estimating.cancel()
        # What was measured when the picture was opened need not be measured again.
        request = RunRequest(document.picture, document.resolved, RunOptions(threads=self.settings.threads),
                             document.source.levels, self.focus, self._function)
        self._asked = document.plan
        self.progress = None
        self._running.start(run_plan, request)
        self.run_changed.emit()

    def stop(self) -> None:
        """Stop the run; what is unfinished goes, and nothing of it arrives any more."""
        if self._running.running:
            self._running.cancel()
            self._end_run()

    def _on_run_event(self, event: object) -> None:
        match event:
            case ResultBegun():
                store = TileStore(event.levels, streaming=True)
                self.document.begin_result(Result(self._asked, store, event.started.plan, event.started.backend))
                self.run_changed.emit()
            case Switched() if self.document.result is not None:
                self.document.result.backend = event.backend
                self.run_changed.emit()
            case TileDone():
                self.document.add_tile(event.box, event.pixels)
            case Progress():
                self.progress = event
                self.run_changed.emit()
            case Finished():
                self.document.finish_result(event.picture, event.seconds)

    def _on_run_failed(self, failure: Failure) -> None:
        self.failed.emit(failure)

    def _on_run_ended(self) -> None:
        self._end_run()

    def _end_run(self) -> None:
        self.progress = None
        self.document.abandon_result()
        self.run_changed.emit()

    def _estimate(self) -> None:
        document = self.document
        if document.picture is None or not document.plan.steps or self.running:
            return
        options = RunOptions(threads=self.settings.threads)
        self._estimating.start(estimate_run, EstimateRequest(document.picture, document.resolved, options))

    # -- results

    def save(self, path: Path, options: SaveOptions) -> None:
        """Write the result; behind those that are being written, each in its turn."""
        request = self._save_request(path, options)
        if request is None:
            return
        task = Task(self._writers, self)
        task.succeeded.connect(self._on_saved)
        task.failed.connect(self.failed)
        task.ended.connect(lambda: self._on_save_ended(task))
        self._saves.append(task)
        self.busy.emit(f"Saving {path.name}")
        task.start(save_result, request)

    def _on_save_ended(self, task: Task) -> None:
        self._saves.remove(task)
        task.deleteLater()
        if not self._saves:
            self.busy.emit("")

    def copy(self) -> None:
        """Bring the result to the clipboard (by the signal `copied`)."""
        request = self._save_request(Path(), SaveOptions())
        if request is not None:
            self._copying.start(copy_result, request)

    def warm_up(self) -> None:
        """Load what the first run needs while people still look for their picture; nobody waits for it."""
        self._warming.start(lambda prepare, _state: prepare(), backend.warm_up)

    def about(self) -> None:
        """Gather the facts for the about box (they come by the signal `described`)."""
        self._describing.start(lambda describe, _state: describe(), self._describe)

    @property
    def saving(self) -> bool:
        """Whether files are being written."""
        return bool(self._saves)

    def _save_request(self, path: Path, options: SaveOptions) -> SaveRequest | None:
        document = self.document
        if document.picture is None or document.result is None or document.result.picture is None:
            return None
        return SaveRequest(document.picture, document.result.picture, document.plan.strength, path, options)

    def _on_saved(self, saved: Saved) -> None:
        self.document.mark_saved(saved.restored, saved.strength)
        self.saved.emit(saved.path)

    def close(self) -> bool:
        """Cancel everything and wait for it; files to be written are written first. True if all has ended."""
        self._closed = True
        self._rest.stop()
        for task in (self._opening, self._running, self._copying, self._estimating, self._describing,
                     self._warming):
            task.cancel()
        self.settings.plan = self.document.plan
        return close_pool(self._writers) and close_pool(self._pool)
