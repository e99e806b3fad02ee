"""The strip under the picture: what is open, how far all of it is, and the buttons that run, pause and stop it.

One line while one picture is open.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QProgressBar, QPushButton, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.controller import Controller
from bbcu_app.i18n import tr
from bbcu_app.sheet import Sheet
from bbcu_app.views.strip_list import StripList, standing
from bbcu_app.views.widgets import IconButton, ShyLabel, icon, label, settle
from bbcu_app.wording import duration
from engine.run.job import State


class QueueStrip(QFrame):
    """The strip.

    Parameters
    ----------
    controller : Controller

    Signals
    -------
    run_all :
        Somebody wants to restore everything.
    add :
        Somebody wants to open more.
    unwanted : list of Sheet
        Somebody wants these out of the list.
    report :
        Somebody wants to see what became of the pictures.
    compare : Path, Path
        Somebody wants to look at two files side by side.
    """

    run_all = Signal()
    add = Signal()
    unwanted = Signal(object)
    report = Signal()
    compare = Signal(object, object)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="queue")
        self._controller, self._batch = controller, controller.batch
        self.fold = IconButton("mdi6.chevron-down", tr("Hide the pictures"))
        self.count = label("", "strong")
        self.state = ShyLabel()
        self.state.setProperty("role", "secondary")
        self.progress = QProgressBar(objectName="progress", textVisible=False, minimum=0, maximum=1000,
                                     accessibleName=tr("Progress of all pictures"))
        self.progress.setFixedWidth(120)
        self.more = QPushButton(tr("Add…"), toolTip=tr("Open more pictures, beside those that are open"))
        self.report_button = QPushButton(tr("Report"), toolTip=tr("What became of each picture"))
        self.stop = QPushButton(tr("Stop"), toolTip=tr("Stop; what is not done yet can go on later"))
        self.go = QPushButton(tr("Run all…"))
        self.list = StripList(controller)
        self._lay_out()
        self._connect()
        settle(self)
        self.refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout(spacing=theme.GAP)
        row.setContentsMargins(12, 4, 12, 4)
        for widget in (self.fold, self.count, self.state, self.progress):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.more, self.report_button, self.stop, self.go):
            row.addWidget(widget)
        column = QVBoxLayout(self, spacing=0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.list)

    def _connect(self) -> None:
        self.fold.clicked.connect(self._fold)
        self.more.clicked.connect(self.add)
        self.report_button.clicked.connect(self.report)
        self.stop.clicked.connect(self._batch.stop)
        self.go.clicked.connect(self._go)
        self.list.unwanted.connect(self.unwanted)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._offer)
        for signal in (self._controller.queue.changed, self._batch.changed, self._batch.sheet_changed,
                       self._controller.document.result_changed):
            signal.connect(lambda *_: self.refresh())

    # -- what is shown

    def refresh(self) -> None:
        """Show the queue as it is."""
        number = len(self._controller.queue)
        counts, running, paused = self._batch.counts, self._batch.running, self._batch.paused
        self.setVisible(number > 0)
        several = number > 1
        folded = self._controller.settings.strip_folded
        self.list.setVisible(several and not folded)
        self.fold.setVisible(several)
        self.fold.show_icon("mdi6.chevron-up" if folded else "mdi6.chevron-down",
                            tr("Show the pictures") if folded else tr("Hide the pictures"))
        self.count.setText(tr("%n picture(s)", "", number))
        self.state.setText(self._words())
        self.progress.setVisible(running)
        jobs = self._batch.jobs
        self.progress.setValue(round(1000 * sum(1.0 if job.state.over else job.done for job in jobs) / len(jobs))
                               if jobs else 0)
        waiting = counts[State.WAITING] > 0
        self.report_button.setVisible(not running and any(job.state.over for job in jobs))
        self.stop.setVisible(running)
        self.go.setVisible(several or running or waiting)
        if running:
            self.go.setText(tr("Go on") if paused else tr("Pause"))
        else:
            self.go.setText(tr("Go on") if waiting else tr("Run all…"))

    def _words(self) -> str:
        counts = self._batch.counts
        parts = [text.format(count=counts[state]) for state, text in (
            (State.DONE, tr("{count} done")), (State.FAILED, tr("{count} failed")),
            (State.SKIPPED, tr("{count} skipped")), (State.STOPPED, tr("{count} stopped")),
            (State.WAITING, tr("{count} waiting"))) if counts[state]]
        if not counts:
            unsaved = len(self._controller.queue.unsaved)
            parts = [tr("{count} not saved yet").format(count=unsaved)] if unsaved else []
        if self._batch.paused:
            parts.append(tr("paused"))
        elif self._batch.running and self._batch.seconds_left is not None:
            parts.append(tr("{time} left").format(time=duration(self._batch.seconds_left)))
        return ", ".join(parts)

    # -- what people do

    def _fold(self) -> None:
        settings = self._controller.settings
        settings.strip_folded = not settings.strip_folded
        self.refresh()

    def _go(self) -> None:
        if self._batch.running and not self._batch.paused:
            self._batch.pause()
        elif self._batch.running or self._batch.counts[State.WAITING]:
            self._batch.go_on()
        else:
            self.run_all.emit()

    def _offer(self, at: QPoint) -> None:
        self.menu(self.list.chosen).popup(self.list.viewport().mapToGlobal(at))

    def menu(self, sheets: list[Sheet]) -> QMenu:
        """What can be done with some of the pictures."""
        menu = QMenu(self)
        again = [sheet for sheet in sheets if sheet.job is not None and sheet.job.state.over
                 and sheet.job.state is not State.DONE]
        if len(sheets) == 1:
            words = standing(sheets[0], self._controller).words
            if words:
                menu.addAction(words[:90]).setEnabled(False)
                menu.addSeparator()
            if sheets[0].path is not None:
                folder = QUrl.fromLocalFile(str(sheets[0].path.parent))
                menu.addAction(icon("mdi6.folder-open-outline"), tr("Open folder")).triggered.connect(
                    lambda: QDesktopServices.openUrl(folder))
        paths = [sheet.path for sheet in sheets if sheet.path is not None]
        job = sheets[0].job if len(sheets) == 1 else None
        if job is not None and job.output is not None and paths:
            paths.append(job.output)
        if len(paths) == 2:
            text = tr("Compare with its result") if job is not None else tr("Compare these two")
            menu.addAction(icon("mdi6.file-compare"), text).triggered.connect(lambda: self.compare.emit(*paths))
        if again:
            menu.addAction(icon("mdi6.refresh"), tr("Try again")).triggered.connect(lambda: self._batch.retry(again))
        menu.addAction(icon("mdi6.close"), tr("Take out of the list")).triggered.connect(
            lambda: self.unwanted.emit(sheets))
        return menu
