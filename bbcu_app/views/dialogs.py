"""The small dialogs: the list of keys, about, and what to do with an unsaved result."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.views.actions import key_list
from bbcu_app.views.widgets import label


def _dialog(title: str, parent: QWidget | None) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent, windowTitle=title, modal=True)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    column = QVBoxLayout(dialog, spacing=theme.GAP_GROUP)
    column.setContentsMargins(*(theme.MARGIN,) * 4)
    return dialog, column


def _close_row(dialog: QDialog) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    close = QPushButton("Close", default=True)
    close.clicked.connect(dialog.accept)
    row.addWidget(close)
    return row


def keys_dialog(parent: QWidget | None) -> QDialog:
    """The list of keys."""
    dialog, column = _dialog("Keys", parent)
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
    dialog, column = _dialog("About BBCU Restore", parent)
    dialog.setMinimumWidth(400)
    try:
        ours = version("bbcu-restore")
    except PackageNotFoundError:
        ours = "from source"
    column.addWidget(label("BBCU Restore", "title"))
    column.addWidget(label(f"Version {ours}. Restores photos with one-bit networks, on this computer only: "
                           "no picture leaves it.", wrap=True))
    for title, text in facts:
        column.addWidget(label(f"{title}: {text}", wrap=True))
    column.addLayout(_close_row(dialog))
    return dialog


def ask_unsaved(parent: QWidget, name: str) -> QMessageBox:
    """Ask what to do with an unsaved result: the buttons are Save, Discard and Cancel."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Unsaved result", f"The restored “{name}” has not been saved.",
                      parent=parent)
    box.setInformativeText("It is lost if you go on without saving.")
    button = QMessageBox.StandardButton
    box.setStandardButtons(button.Save | button.Discard | button.Cancel)
    box.button(button.Save).setText("Save as…")
    box.button(button.Discard).setText("Don't save")
    box.setDefaultButton(button.Save)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    return box
