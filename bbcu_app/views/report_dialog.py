"""What became of every picture of the queue, with the reasons where something did not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.said import said
from bbcu_app.views.widgets import icon, label
from bbcu_app.wording import JOB_STATES, duration
from engine.errors import SaveError
from engine.run.job import Job, State

SIGNS = {State.DONE: ("mdi6.check-circle", "accent_text"), State.FAILED: ("mdi6.alert-circle", "error"),
         State.SKIPPED: ("mdi6.skip-next-circle", "text"), State.STOPPED: ("mdi6.stop-circle", "text"),
         State.WAITING: ("mdi6.clock-outline", "text"), State.RUNNING: ("mdi6.play", "text")}
PRESSING = (State.FAILED, State.STOPPED, State.SKIPPED, State.RUNNING, State.WAITING, State.DONE)


class ReportDialog(QDialog):
    """A table of jobs, those that failed first.

    Parameters
    ----------
    jobs : sequence of Job

    Signals
    -------
    again :
        Somebody wants those that failed to be tried again.
    failed : SaveError
        The report could not be written.
    """

    again = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Sequence[Job], parent: QWidget | None = None) -> None:
        super().__init__(parent, windowTitle=tr("Report"), modal=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 420)
        self._jobs = sorted(jobs, key=lambda job: (PRESSING.index(job.state), job.number))
        self.table = QTableWidget(len(self._jobs), 3)
        self.table.setAccessibleName(tr("What became of each picture"))
        self.retry = QPushButton(tr("Try failed ones again"), autoDefault=False)
        self.retry.setEnabled(any(job.state is State.FAILED for job in jobs))
        self.copy = QPushButton(tr("Copy"), autoDefault=False)
        self.save = QPushButton(tr("Save…"), toolTip=tr("As JSON, for other programs"), autoDefault=False)
        self.close_button = QPushButton(tr("Close"), default=True)
        self._fill()
        self._lay_out()
        self.retry.clicked.connect(lambda: (self.accept(), self.again.emit()))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.as_text()))
        self.save.clicked.connect(self._save)
        self.close_button.clicked.connect(self.accept)

    def _fill(self) -> None:
        self.table.setHorizontalHeaderLabels([tr("Picture"), tr("State"), tr("Details")])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        for row, job in enumerate(self._jobs):
            cells = (QTableWidgetItem(job.name), QTableWidgetItem(icon(*SIGNS[job.state]), tr(JOB_STATES[job.state])),
                     QTableWidgetItem(self._details(job)))
            for column, cell in enumerate(cells):
                cell.setToolTip(cell.text())
                self.table.setItem(row, column, cell)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.resizeRowsToContents()

    def _details(self, job: Job) -> str:
        if job.state is State.DONE and job.output is not None:
            return tr("{file} in {time}").format(file=job.output.name, time=duration(job.seconds))
        return said(job.why)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout(spacing=theme.GAP)
        for button in (self.retry, self.copy, self.save):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self, spacing=theme.GAP_GROUP)
        column.setContentsMargins(*(theme.MARGIN,) * 4)
        done = sum(job.state is State.DONE for job in self._jobs)
        column.addWidget(label(tr("{done} of %n picture(s) done", "", len(self._jobs)).format(done=done), "head"))
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def as_text(self) -> str:
        """The table as lines of text."""
        return "\n".join("\t".join((job.name, tr(JOB_STATES[job.state]), self._details(job))) for job in self._jobs)

    def _save(self) -> None:
        dialog = QFileDialog(self, tr("Save report"), "report.json", tr("JSON (*.json)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the report as JSON."""
        try:
            path.write_text(json.dumps([job.report() for job in self._jobs], indent=1, ensure_ascii=False),
                            encoding="utf-8")
        except OSError as err:
            self.failed.emit(SaveError(f"the report cannot be written ({err.strerror})", file=path,
                                       hint="Choose another folder."))
