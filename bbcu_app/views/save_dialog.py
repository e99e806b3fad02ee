"""Where and how a result is saved. What is there already is only replaced when somebody says so, the original never
by accident."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.views.file_names import format_of, is_same, state_of, with_ending
from bbcu_app.views.format_form import FormatForm
from bbcu_app.views.widgets import label, repolish, tool_row
from bbcu_app.wording import file_size, number, size_text
from engine.formats import FORMATS, WRITABLE
from engine.plan import SaveOptions
from engine.size import print_cm

REST = 150
"""Milliseconds that the options must rest before the file's size is guessed."""


@dataclass(frozen=True)
class Saving:
    """What is to be saved.

    Attributes
    ----------
    target : Path
        A free name to begin with.
    options : SaveOptions
        As used last, with the size that was asked for.
    original : Path or None
        The file that the result was made from.
    size : (int, int)
        Of the result, in pixels.
    dpi : float
        That the picture states; 0 if it states none.
    """

    target: Path
    options: SaveOptions = field(default_factory=SaveOptions)
    original: Path | None = None
    size: tuple[int, int] = (1, 1)
    dpi: float = 0.0


class SaveDialog(QDialog):
    """Name, folder, and how it is written.

    Parameters
    ----------
    saving : Saving

    Signals
    -------
    chosen : Path, SaveOptions
    wondered : SaveOptions
        How large would the file be, written like this? :meth:`show_guess` takes the answer.
    """

    chosen = Signal(object, object)
    wondered = Signal(object)

    def __init__(self, saving: Saving, parent: QWidget | None = None) -> None:
        super().__init__(parent, windowTitle=tr("Save as"), modal=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        self._saving = saving
        target = saving.target
        self.folder = QLineEdit(str(target.parent), accessibleName=tr("Folder"))
        self.name = QLineEdit(target.name, accessibleName=tr("Name"))
        self.browse = QPushButton(tr("Browse…"), toolTip=tr("Choose a folder and a name"), autoDefault=False)
        self.form = FormatForm(saving.options, saving.dpi)
        self.size = label("", "secondary", wrap=True)
        self._guess: int | None = None
        self._wonder = QTimer(self, singleShot=True, interval=REST)
        self._wonder.timeout.connect(lambda: self.wondered.emit(self.form.options))
        self.replace_original = QCheckBox(tr("Replace the original photo"))
        self.warning = label("", "secondary", wrap=True)
        self.warning.setMinimumHeight(32)
        self.warning.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.save = QPushButton(tr("Save"), default=True)
        self.save.setProperty("primary", True)
        self.cancel = QPushButton(tr("Cancel"), autoDefault=False)
        self._lay_out()
        self._connect()
        self._check()
        self.name.setFocus()
        self.name.setSelection(0, len(target.stem))

    def _lay_out(self) -> None:
        grid = QGridLayout(horizontalSpacing=12, verticalSpacing=theme.GAP)
        grid.setColumnMinimumWidth(0, self.form.titles)
        grid.setColumnStretch(1, 1)
        fields = ((tr("Name"), self.name, None), (tr("Folder"), self.folder, self.browse))
        for row, (text, line, extra) in enumerate(fields):
            title = label(text)
            title.setBuddy(line)
            grid.addWidget(title, row, 0)
            grid.addWidget(line, row, 1, 1, 1 if extra else 2)
            if extra:
                grid.addWidget(extra, row, 2)
        below = QVBoxLayout(spacing=theme.GAP)
        below.setContentsMargins(self.form.titles + grid.horizontalSpacing(), 0, 0, 0)
        for widget in (self.size, self.warning, self.replace_original):
            below.addWidget(widget)
        column = QVBoxLayout(self, spacing=theme.GAP)
        column.setContentsMargins(*(theme.MARGIN,) * 4)
        column.addLayout(grid)
        column.addWidget(self.form)
        column.addLayout(below)
        column.addLayout(tool_row(None, self.cancel, self.save))

    def _connect(self) -> None:
        self.name.textChanged.connect(self._check)
        self.folder.textChanged.connect(self._check)
        self.replace_original.toggled.connect(self._check)
        self.form.format_chosen.connect(self._format_chosen)
        self.form.dpi.valueChanged.connect(self._say_size)
        self.form.changed.connect(self._wonder.start)
        self.browse.clicked.connect(self._browse)
        self.save.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.reject)

    @property
    def target(self) -> Path:
        """Where it would go."""
        name = with_ending(self.name.text().strip(), self.form.kind)
        return Path(os.path.expanduser(self.folder.text())) / name  # noqa: PTH111 - never fails

    def _format_chosen(self, kind: str) -> None:
        name = Path(self.name.text().strip())
        stem = name.stem if format_of(name) else name.name
        self.name.setText(stem + FORMATS[kind].endings[0])
        self._check()

    def _check(self) -> None:
        """Show what the name means: its format, and whether something is there already."""
        self.form.choose(format_of(Path(self.name.text().strip())) or self.form.kind)
        self._say_size()
        target = self.target
        problem = self._problem(target)
        there = not problem and state_of(target) == "file"
        original = there and is_same(target, self._saving.original)
        self.replace_original.setVisible(original)
        self.save.setText(tr("Replace") if there else tr("Save"))
        self.save.setDefault(not there)  # what replaces something takes more than Enter
        self.save.setAutoDefault(not there)
        self.save.setEnabled(not problem and not (original and not self.replace_original.isChecked()))
        self.warning.setProperty("role", "error" if original or problem else "secondary")
        repolish(self.warning)
        self.warning.setText(problem or self._consequence(target, there, original))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wonder.start()

    def show_guess(self, size: int) -> None:
        """About how many bytes the file will have."""
        self._guess = size
        self._say_size()

    def _say_size(self) -> None:
        """The size in pixels, in print, and of the file."""
        size = self._saving.options.size
        wide, high = size.pixels(*self._saving.size) if size is not None else self._saving.size
        text = tr("{size} pixels").format(size=size_text(wide, high))
        dpi = self.form.dpi.value()
        if dpi:
            cm = f"{number(round(print_cm(wide, dpi), 1))} × {number(round(print_cm(high, dpi), 1))} cm"
            text += ", " + tr("{size} in print").format(size=cm)
        if self._guess is not None:
            text += ", " + tr("about {size}").format(size=file_size(self._guess))
        self.size.setText(text)

    def _problem(self, target: Path) -> str:
        """Why nothing can be saved under this name; empty if it can."""
        if not self.name.text().strip():
            return tr("Give the file a name.")
        if state_of(target.parent) != "folder":
            return tr("This folder does not exist.")
        there = state_of(target)
        if there == "no name":
            return tr("No file can have this name. Choose a shorter one.")
        return tr("A folder has this name.") if there == "folder" else ""

    def _consequence(self, target: Path, there: bool, original: bool) -> str:
        if original:
            return tr("This is the original. Once it is replaced, nothing brings it back.")
        if there:
            return tr("A file of this name is there already; it would be replaced.")
        return "" if target.name == self.name.text().strip() else tr("Saved as {name}").format(name=target.name)

    def _browse(self) -> None:
        patterns = " ".join(f"*{ending}" for ending in sorted(WRITABLE))
        dialog = QFileDialog(self, tr("Save as"), str(self.target.parent),
                             tr("Pictures ({patterns})").format(patterns=patterns))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # This dialog asks about replacing, in one place, whichever way the name was chosen.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(self.target.name)
        dialog.fileSelected.connect(self._browsed)
        dialog.open()

    def _browsed(self, text: str) -> None:
        path = Path(text)
        self.folder.setText(str(path.parent))
        self.name.setText(with_ending(path.name, self.form.kind))

    def _accept(self) -> None:
        target = self.target
        overwrite = state_of(target) == "file" and self.save.text() == tr("Replace")
        options = replace(self.form.options, format=format_of(target), overwrite=overwrite)
        self.accept()
        self.chosen.emit(target, options)


def main() -> int:
    """Show it by itself."""
    from bbcu_app.views.widgets import run_alone

    return run_alone(lambda: SaveDialog(Saving(Path.home() / "photo_restored.jpg", size=(4000, 3000))))


if __name__ == "__main__":
    sys.exit(main())
