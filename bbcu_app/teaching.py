"""A network learns somebody's own pictures, in a process of its own that is steered from here. No widgets.

In a process, not a thread: its steps hold Python's lock for a while each, and the window would wait for them; and what
goes wrong there, or is killed, takes nothing here along. It lets everything else go first. Its input is a line for each
wish; when this program ends, so does the input, and it saves what was learned and ends too.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QObject, QProcess, QThreadPool, Signal

from bbcu_app.i18n import tr
from bbcu_app.workers.task import Failure, Task
from bbcu_app.workers.teach_worker import BeginRequest, begin, look
from engine import about
from engine.errors import RestoreError, TrainingError
from engine.tuning import runs
from engine.tuning.events import Event, Failed, Learning, Left, Made, Measured, Packing, Paused, from_line
from engine.tuning.material import Material
from engine.tuning.order import Order
from engine.tuning.runs import Run

PATIENCE = 8000
"""Milliseconds that the process is given to save, when the program ends; a checkpoint is at most some seconds old."""
REMEMBERED = 4000
"""Characters of what it complained, for a report."""


class Stage(Enum):
    """How far it is."""

    IDLE = auto()
    LEARNING = auto()
    PAUSED = auto()
    PACKING = auto()
    MADE = auto()


def command(name: str) -> list[str]:
    """What goes on with a run."""
    return [*about.command(), "train", "--resume", "--name", name, "--json", "--steered"]


def possible() -> bool:
    """Whether what is needed for learning is installed."""
    return importlib.util.find_spec("torch") is not None


class Teaching(QObject):
    """One run at a time.

    Parameters
    ----------
    pool : QThreadPool
    start : callable, optional
        From a run's name to the command that goes on with it.

    Attributes
    ----------
    stage : Stage
    run : Run or None
        The one that is under way, or was last.
    events : list of Event
        What it told of learning and measuring.
    material : Material or None
        What was made of the pictures that were looked at last.
    made : Made or None

    Signals
    -------
    looking : int, int
        So many of so many pictures have been looked at.
    looked : Material
    unfit : Failure
        Nothing can be learned from the pictures.
    changed :
        The stage is another one.
    told : Event
    failed : Failure
    """

    looking = Signal(int, int)
    looked = Signal(object)
    unfit = Signal(object)
    changed = Signal()
    told = Signal(object)
    failed = Signal(object)

    def __init__(self, pool: QThreadPool, parent: QObject | None = None,
                 start: Callable[[str], list[str]] = command) -> None:
        super().__init__(parent)
        self._start, self._process = start, None
        self._complaints, self._had_last_word = "", False
        self.stage, self.run, self.made = Stage.IDLE, None, None
        self.events: list[Event] = []
        self.material: Material | None = None
        self._looking, self._beginning = Task(pool, self), Task(pool, self)
        self._looking.partial.connect(lambda seen: self.looking.emit(seen.done, seen.of))
        self._looking.succeeded.connect(self._on_looked)
        self._looking.failed.connect(self.unfit)
        self._beginning.succeeded.connect(self.go_on)
        self._beginning.failed.connect(self.failed)

    # -- before

    @property
    def is_looking(self) -> bool:
        """Whether pictures are being looked at."""
        return self._looking.running

    def look(self, order: Order | None) -> None:
        """Look at the pictures of an order; without one, what was seen is forgotten."""
        self.material = None
        if order is None:
            self._looking.cancel()
        else:
            self._looking.start(look, order)

    def begin(self, order: Order) -> None:
        """Begin to learn from what was looked at."""
        if self.material is not None and not self.busy:
            self._beginning.start(begin, BeginRequest(order, self.material))

    def _on_looked(self, material: Material) -> None:
        self.material = material
        self.looked.emit(material)

    # -- while it learns

    @property
    def busy(self) -> bool:
        """Whether a process is at work."""
        return self._process is not None

    @property
    def unfinished(self) -> list[Run]:
        """Runs that can be gone on with."""
        return [] if self.busy else runs.unfinished()

    def go_on(self, run: Run) -> None:
        """Start the process of a run that has begun."""
        if self.busy:
            return
        self.run, self.events, self.made = run, run.past(), None
        self.material, self._complaints, self._had_last_word = None, "", False
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._complain)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        program, *arguments = self._start(run.order.name)
        process.start(program, arguments)
        self._enter(Stage.LEARNING)

    def pause(self) -> None:
        """Wait; everything is saved first."""
        self._wish("pause")

    def resume(self) -> None:
        """Go on after a pause."""
        self._wish("go on")
        self._enter(Stage.LEARNING)

    def keep(self) -> None:
        """End, and make a model of the best so far."""
        self._wish("keep")

    def dismiss(self) -> None:
        """What came out has been seen."""
        if not self.busy:
            self._enter(Stage.IDLE)

    def discard(self, run: Run) -> None:
        """Forget a run; one that is under way is ended."""
        if self.busy and self.run is not None and self.run.folder == run.folder:
            self._process.finished.disconnect(self._on_finished)
            self._process.kill()
            self._process.waitForFinished(PATIENCE)
            self._let_go(Stage.IDLE)
        run.discard()
        self.changed.emit()

    def close(self) -> None:
        """The program ends: the process saves and ends; it can be gone on with at the next start."""
        self._looking.cancel()
        self._beginning.cancel()
        if self._process is not None:
            self._process.finished.disconnect(self._on_finished)
            self._process.closeWriteChannel()
            if not self._process.waitForFinished(PATIENCE):
                self._process.kill()
                self._process.waitForFinished(PATIENCE)
            self._let_go(Stage.IDLE)

    # -- what it tells

    def _wish(self, wish: str) -> None:
        if self._process is not None:
            self._process.write(f"{wish}\n".encode())

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            event = from_line(bytes(self._process.readLine().data()).decode("utf-8", "replace"))
            if event is not None:
                self._on_event(event)

    def _complain(self) -> None:
        text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        self._complaints = (self._complaints + text)[-REMEMBERED:]

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Learning | Measured):
            self.events.append(event)
        self._had_last_word = isinstance(event, Left | Made | Failed)
        self.told.emit(event)
        match event:
            case Paused():
                self._enter(Stage.PAUSED)
            case Packing():
                self._enter(Stage.PACKING)
            case Made():
                self.made = event
            case Failed(why, hint):
                self.failed.emit(Failure(TrainingError(why, hint=hint), self._complaints))

    def _on_finished(self, *_: object) -> None:
        self._read()
        ended, complaints = self._had_last_word, self._complaints
        self._let_go(Stage.MADE if self.made is not None else Stage.IDLE)
        if not ended:
            self.failed.emit(Failure(RestoreError(
                tr("learning ended without a word"), hint=tr("What was saved is kept: go on with it.")), complaints))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._let_go(Stage.IDLE)
            self.failed.emit(Failure(RestoreError(tr("learning could not be started"),
                                                  hint=tr("Install the program again.")), ""))

    def _let_go(self, stage: Stage) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        self._enter(stage)

    def _enter(self, stage: Stage) -> None:
        if stage is not self.stage:
            self.stage = stage
            self.changed.emit()
