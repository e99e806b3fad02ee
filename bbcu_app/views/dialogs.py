"""The small dialogs: the list of keys, about, and what would be lost by closing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.reports import machine, own_version, shortened
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
    close = QPushButton(tr("Close"), default=True)
    close.clicked.connect(dialog.accept)
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
    column.addWidget(label("BBCU Restore", "title"))
    column.addWidget(label(tr("Restores photos with one-bit networks, on this computer only: no picture leaves it."),
                           wrap=True))
    grid = QGridLayout(horizontalSpacing=16, verticalSpacing=theme.GAP_INSIDE)
    grid.setColumnStretch(1, 1)
    for row, (title, text) in enumerate(((tr("Version"), own_version()), *facts)):
        grid.addWidget(label(title, "strong"), row, 0, Qt.AlignmentFlag.AlignTop)
        value = label(text, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(value, row, 1)
    column.addLayout(grid)
    copy = QPushButton(tr("Copy report"), toolTip=tr("Copy the versions of everything, to send them to the makers"))
    report = "\n".join((machine(), *(f"{title}: {text}" for title, text in facts)))
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(shortened(report)))
    column.addLayout(_close_row(dialog, copy))
    return dialog


def ask_losing(parent: QWidget, unsaved: list[str], running: str = "", done: float = 0.0) -> QMessageBox:
    """Ask before results go: the buttons are Save (if something can be saved), Discard and Cancel.

    Parameters
    ----------
    parent : QWidget
    unsaved : list of str
        Names of pictures whose results are in no file.
    running : str
        The picture that is being restored, if one is.
    done : float
        How much of that, 0..1.
    """
    box = QMessageBox(QMessageBox.Icon.NoIcon, tr("Not saved yet") if unsaved else tr("Still running"), "",
                      parent=parent)
    details = []
    if running:
        box.setText(tr("“{name}” is still being restored.").format(name=running))
        details.append(tr("It is {done} done; that would be lost.").format(done=percent(done)))
    if len(unsaved) == 1:
        text = tr("The restored “{name}” has not been saved.").format(name=unsaved[0])
    elif unsaved:
        text = tr("%n restored picture(s) have not been saved.", "", len(unsaved))
        names = ", ".join(unsaved[:MOST_NAMES]) + (" …" if len(unsaved) > MOST_NAMES else "")
        details.append(names + ".")
    if unsaved and running:
        details.insert(1, text)
    elif unsaved:
        box.setText(text)
        details.append(tr("What is not saved is lost."))
    box.setInformativeText(" ".join(details))
    button = QMessageBox.StandardButton
    box.setStandardButtons((button.Save if unsaved and not running else button.NoButton)
                           | button.Discard | button.Cancel)
    if unsaved and not running:
        box.button(button.Save).setText(tr("Save as…") if len(unsaved) == 1 else tr("Save all"))
        box.button(button.Save).setToolTip("" if len(unsaved) == 1 else tr("Beside the originals, under new names"))
    box.button(button.Discard).setText(tr("Stop and lose it") if running else tr("Don't save"))
    box.button(button.Cancel).setText(tr("Cancel"))
    box.setDefaultButton(button.Save if unsaved and not running else button.Cancel)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    return box
