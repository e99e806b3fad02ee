"""The small dialogs: the list of keys, about, and what would be lost by closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.reports import machine, own_version, self_test_command, shortened
from bbcu_app.said import said
from bbcu_app.views.actions import key_list
from bbcu_app.views.widgets import label
from bbcu_app.wording import percent

MOST_NAMES = 6


def _dialog(title: str, parent: QWidget | None) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent, windowTitle=title, modal=True)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    column = QVBoxLayout(dialog, spacing=theme.GAP_GROUP)
    column.setContentsMargins(*(theme.MARGIN,) * 4)
    return dialog, column


def _close_row(dialog: QDialog, *others: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout(spacing=theme.GAP)
    for button in others:
        row.addWidget(button)
    row.addStretch(1)
    close = QPushButton(tr("Close"), dialog, default=True)
    close.clicked.connect(dialog.accept)
    close.setFocus()
    row.addWidget(close)
    return row


def keys_dialog(parent: QWidget | None) -> QDialog:
    """The list of keys."""
    dialog, column = _dialog(tr("Keys"), parent)
    grid = QGridLayout(horizontalSpacing=24, verticalSpacing=4)
    rows = key_list()
    half = (len(rows) + 1) // 2
    for place, (keys, text) in enumerate(rows):
        at = 0 if place < half else 3
        grid.addWidget(label(keys, "strong"), place % half, at)
        grid.addWidget(label(text.split(":")[0]), place % half, at + 1)
    grid.setColumnMinimumWidth(2, 16)
    column.addLayout(grid)
    column.addLayout(_close_row(dialog))
    return dialog


def about_dialog(parent: QWidget | None, facts: tuple[tuple[str, str], ...]) -> QDialog:
    """What this is, and which path does the work.

    Parameters
    ----------
    parent : QWidget or None
    facts : tuple of (str, str)
        Titles and texts, such as which backend runs.
    """
    dialog, column = _dialog(tr("About BBCU Restore"), parent)
    dialog.setMinimumWidth(480)
    head = QVBoxLayout(spacing=theme.GAP_INSIDE)
    head.addWidget(label("BBCU Restore", "title"))
    words = label(tr("Restores photos with one-bit networks, on this computer only: no picture leaves it."), wrap=True)
    words.setMinimumWidth(480)
    head.addWidget(words)
    column.addLayout(head)
    grid = QGridLayout(horizontalSpacing=16, verticalSpacing=theme.GAP_INSIDE)
    grid.setColumnStretch(1, 1)
    for row, (title, text) in enumerate(((tr("Version"), said(own_version())), *facts)):
        grid.addWidget(label(title, "strong"), row, 0, Qt.AlignmentFlag.AlignTop)
        value = label(text, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(value, row, 1)
    column.addLayout(grid)
    column.addLayout(_close_row(dialog, ReportButton("".join(f"{title}: {text}\n" for title, text in facts), dialog)))
    return dialog


class ReportButton(QPushButton):
    """Copies the versions of everything and what the self-test says, which runs in a process of its own.

    So a report can be copied even where what is broken ends a process.

    Parameters
    ----------
    facts : str
        What else the report is to say, in whole lines.
    dialog : QDialog
        Where it stands; when that is closed nobody waits for the test any more.
    """

    def __init__(self, facts: str, dialog: QDialog) -> None:
        super().__init__(tr("Copy report"), dialog)
        self.setToolTip(tr("Try everything, and copy what came of it with all versions, to send it to the makers"))
        self._facts = facts
        self._test = QProcess(self, processChannelMode=QProcess.ProcessChannelMode.MergedChannels)
        self._test.finished.connect(self._copy)
        self._test.errorOccurred.connect(lambda error: self._copy() if error == error.FailedToStart else None)
        self.clicked.connect(self._start)
        dialog.finished.connect(self._stop)

    def _start(self) -> None:
        self.setEnabled(False)
        self.setText(tr("Trying everything…"))
        program, *words = self_test_command()
        self._test.start(program, words)

    def _copy(self) -> None:
        said = self._test.readAll().data().decode("utf-8", "replace") or machine() + "\n"
        QGuiApplication.clipboard().setText(shortened(said + self._facts))
        self.setEnabled(True)
        self.setText(tr("Report copied"))

    def _stop(self) -> None:
        self._test.blockSignals(True)
        self._test.kill()
        self._test.waitForFinished()


@dataclass(frozen=True)
class Losing:
    """What would be lost.

    Attributes
    ----------
    unsaved : sequence of str
        Names of pictures whose results are in no file.
    running : str
        The picture that is being restored, if one is.
    done : float
        How much of that, 0..1.
    queued : int
        Pictures that the queue has not done yet; they go on at the next start.
    """

    unsaved: Sequence[str] = ()
    running: str = ""
    done: float = 0.0
    queued: int = 0

    def sentences(self) -> list[str]:
        """What is so, and what would be lost."""
        said = []
        if self.running:
            said += [tr("“{name}” is still being restored.").format(name=self.running),
                     tr("It is {done} done; that would be lost.").format(done=percent(self.done))]
        if self.queued:
            said += [tr("The queue is still running: %n picture(s) are not done.", "", self.queued),
                     tr("It can go on at the next start.")]
        if len(self.unsaved) == 1:
            said.append(tr("The restored “{name}” has not been saved.").format(name=self.unsaved[0]))
        elif self.unsaved:
            names = ", ".join(self.unsaved[:MOST_NAMES]) + (" …" if len(self.unsaved) > MOST_NAMES else "")
            said += [tr("%n restored picture(s) have not been saved.", "", len(self.unsaved)), f"{names}."]
        return [*said, tr("What is not saved is lost.")] if self.unsaved else said


def ask_losing(parent: QWidget, losing: Losing) -> QMessageBox:
    """Ask before results go: the buttons are Save (if that is all that is to do), Discard and Cancel."""
    busy = bool(losing.running or losing.queued)
    first, *details = losing.sentences()
    box = QMessageBox(QMessageBox.Icon.NoIcon, tr("Still running") if busy else tr("Not saved yet"), first,
                      parent=parent)
    box.setInformativeText(" ".join(details))
    button = QMessageBox.StandardButton
    box.setStandardButtons((button.NoButton if busy else button.Save) | button.Discard | button.Cancel)
    if not busy:
        several = len(losing.unsaved) > 1
        box.button(button.Save).setText(tr("Save all") if several else tr("Save as…"))
        box.button(button.Save).setToolTip(tr("Beside the originals, under new names") if several else "")
    box.button(button.Discard).setText(tr("Stop") if busy else tr("Don't save"))
    box.button(button.Cancel).setText(tr("Cancel"))
    box.setDefaultButton(button.Cancel if busy else button.Save)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    return box
