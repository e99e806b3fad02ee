"""Where and how a result is saved. What is there already is only replaced when somebody says so, the original never
by accident."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.views.widgets import label, mono_digits, repolish
from engine.formats import FORMATS, WRITABLE, WRITTEN
from engine.formats import format_of as any_format_of
from engine.plan import SaveOptions

OFFERED = [name for name, each in WRITTEN.items() if each.installed]


def format_of(path: Path) -> str | None:
    """Which of the formats that can be saved in an ending stands for."""
    found = any_format_of(path)
    return found.name if found is not None and found.name in OFFERED else None


def with_ending(name: str, fmt: str) -> str:
    """The name, with the usual ending of a format if it has none that says which format it is."""
    return name if not name or format_of(Path(name)) else name.rstrip(".") + FORMATS[fmt].endings[0]


def state_of(target: Path) -> str:
    """What is there already: ``"file"``, ``"folder"``, ``"free"``, or ``"no name"`` where there can be none."""
    try:
        os.lstat(target)  # Path.exists would hide a name that is too long
    except (FileNotFoundError, NotADirectoryError):
        return "free"
    except (OSError, ValueError):
        return "no name"  # too long, or with a character that no name may have
    return "folder" if target.is_dir() else "file"


def is_same(one: Path, other: Path | None) -> bool:
    """Whether both names mean one file, by whatever way."""
    try:
        return other is not None and os.path.samefile(one, other)  # noqa: PTH121 - Path's raises alike
    except (OSError, ValueError):
        return False


class SaveDialog(QDialog):
    """Name, folder, format, quality.

    Parameters
    ----------
    target : Path
        A free name to begin with.
    quality : int
        1..100, as used last.
    original : Path, optional
        The file that the result was made from.

    Signals
    -------
    chosen : Path, SaveOptions
    """

    chosen = Signal(object, object)

    def __init__(self, target: Path, quality: int, original: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, windowTitle=tr("Save as"), modal=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self._original = original
        self.folder = QLineEdit(str(target.parent), accessibleName=tr("Folder"))
        self.name = QLineEdit(target.name, accessibleName=tr("Name"))
        self.browse = QPushButton(tr("Browse…"), toolTip=tr("Choose a folder and a name"), autoDefault=False)
        self.format = QComboBox(accessibleName=tr("Format"))
        for name in OFFERED:
            self.format.addItem(FORMATS[name].title, name)
        self.quality = QSlider(Qt.Orientation.Horizontal, minimum=1, maximum=100, value=quality)
        self.quality.setAccessibleName(tr("Quality"))
        self.quality_text = label(str(quality))
        self.quality_text.setFixedWidth(32)
        mono_digits(self.quality_text)
        self.quality_label = label(tr("Quality"))
        self.private = QCheckBox(tr("Remove personal data (camera, place, time)"))
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
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[QLabel, QWidget, QWidget | None], ...] = (
            (label(tr("Name")), self.name, None),
            (label(tr("Folder")), self.folder, self.browse),
            (label(tr("Format")), self.format, None),
            (self.quality_label, self.quality, self.quality_text),
        )
        for row, (title, field, extra) in enumerate(rows):
            title.setBuddy(field)
            grid.addWidget(title, row, 0)
            grid.addWidget(field, row, 1, 1, 1 if extra else 2)
            if extra:
                grid.addWidget(extra, row, 2)
        for row, widget in enumerate((self.private, self.warning, self.replace_original), len(rows)):
            grid.addWidget(widget, row, 1, 1, 2)
        buttons = QHBoxLayout(spacing=theme.GAP)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self, spacing=theme.GAP_GROUP)
        column.setContentsMargins(*(theme.MARGIN,) * 4)
        column.addLayout(grid)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.name.textChanged.connect(self._check)
        self.folder.textChanged.connect(self._check)
        self.replace_original.toggled.connect(self._check)
        self.format.activated.connect(self._format_chosen)
        self.quality.valueChanged.connect(lambda value: self.quality_text.setText(str(value)))
        self.browse.clicked.connect(self._browse)
        self.save.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.reject)

    @property
    def target(self) -> Path:
        """Where it would go."""
        name = with_ending(self.name.text().strip(), self.format.currentData())
        return Path(os.path.expanduser(self.folder.text())) / name  # noqa: PTH111 - never fails

    def _format_chosen(self) -> None:
        name = Path(self.name.text().strip())
        stem = name.stem if format_of(name) else name.name
        self.name.setText(stem + FORMATS[self.format.currentData()].endings[0])

    def _check(self) -> None:
        """Show what the name means: its format, and whether something is there already."""
        kind = format_of(Path(self.name.text().strip()))
        if kind is not None:
            self.format.setCurrentIndex(OFFERED.index(kind))
        lossy = FORMATS[self.format.currentData()].lossy
        for each in (self.quality, self.quality_text, self.quality_label):
            each.setEnabled(lossy)
        target = self.target
        problem = self._problem(target)
        there = not problem and state_of(target) == "file"
        original = there and is_same(target, self._original)
        self.replace_original.setVisible(original)
        self.save.setText(tr("Replace") if there else tr("Save"))
        self.save.setDefault(not there)  # what replaces something takes more than Enter
        self.save.setAutoDefault(not there)
        self.save.setEnabled(not problem and not (original and not self.replace_original.isChecked()))
        self.warning.setProperty("role", "error" if original else "secondary")
        repolish(self.warning)
        self.warning.setText(problem or self._consequence(target, there, original))

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
        self.name.setText(with_ending(path.name, self.format.currentData()))

    def _accept(self) -> None:
        target = self.target
        options = SaveOptions(
            format=format_of(target),
            quality=self.quality.value(),
            overwrite=state_of(target) == "file" and self.save.text() == tr("Replace"),
            keep_metadata=not self.private.isChecked(),
        )
        self.accept()
        self.chosen.emit(target, options)


def main() -> int:
    """Show it by itself."""
    from bbcu_app.views.widgets import run_alone

    return run_alone(lambda: SaveDialog(Path.home() / "photo_restored.jpg", 95))


if __name__ == "__main__":
    sys.exit(main())
