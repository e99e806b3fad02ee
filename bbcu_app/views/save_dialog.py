"""Where and how a result is saved. What is there already is only replaced when somebody says so."""

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
from bbcu_app.views.widgets import label, mono_digits
from engine.picture.files import SUFFIXES, WRITABLE
from engine.plan import SaveOptions

FORMATS = {"jpeg": "JPEG", "png": "PNG", "tiff": "TIFF", "webp": "WebP", "bmp": "BMP"}
WITH_QUALITY = ("jpeg", "webp")


def format_of(path: Path) -> str | None:
    """Which format an ending stands for."""
    return next((name for name, endings in SUFFIXES.items() if path.suffix.lower() in endings), None)


def state_of(target: Path) -> str:
    """What is there already: ``"file"``, ``"folder"``, ``"free"``, or ``"no name"`` where there can be none."""
    try:
        os.lstat(target)  # Path.exists would hide a name that is too long
    except (FileNotFoundError, NotADirectoryError):
        return "free"
    except (OSError, ValueError):
        return "no name"  # too long, or with a character that no name may have
    return "folder" if target.is_dir() else "file"


class SaveDialog(QDialog):
    """Name, folder, format, quality.

    Parameters
    ----------
    target : Path
        A free name to begin with.
    quality : int
        1..100, as used last.

    Signals
    -------
    chosen : Path, SaveOptions
    """

    chosen = Signal(object, object)

    def __init__(self, target: Path, quality: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, windowTitle="Save as", modal=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self.folder = QLineEdit(str(target.parent), accessibleName="Folder")
        self.name = QLineEdit(target.name, accessibleName="Name")
        self.browse = QPushButton("Browse…", toolTip="Choose a folder and a name", autoDefault=False)
        self.format = QComboBox(accessibleName="Format")
        for name, title in FORMATS.items():
            self.format.addItem(title, name)
        self.quality = QSlider(Qt.Orientation.Horizontal, minimum=1, maximum=100, value=quality)
        self.quality.setAccessibleName("Quality")
        self.quality_text = label(str(quality))
        self.quality_text.setFixedWidth(32)
        mono_digits(self.quality_text)
        self.quality_label = label("Quality")
        self.private = QCheckBox("Remove personal data (camera, place, time)")
        self.warning = label("", "secondary", wrap=True)
        self.warning.setMinimumHeight(16)
        self.save = QPushButton("Save", default=True)
        self.save.setProperty("primary", True)
        self.cancel = QPushButton("Cancel", autoDefault=False)
        self._lay_out()
        self._connect()
        self._check()
        stem = len(target.stem)
        self.name.setFocus()
        self.name.setSelection(0, stem)

    def _lay_out(self) -> None:
        grid = QGridLayout(horizontalSpacing=12, verticalSpacing=theme.GAP)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[QLabel, QWidget, QWidget | None], ...] = (
            (label("Name"), self.name, None),
            (label("Folder"), self.folder, self.browse),
            (label("Format"), self.format, None),
            (self.quality_label, self.quality, self.quality_text),
        )
        for row, (title, field, extra) in enumerate(rows):
            title.setBuddy(field)
            grid.addWidget(title, row, 0)
            grid.addWidget(field, row, 1, 1, 1 if extra else 2)
            if extra:
                grid.addWidget(extra, row, 2)
        grid.addWidget(self.private, len(rows), 1, 1, 2)
        grid.addWidget(self.warning, len(rows) + 1, 1, 1, 2)
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
        self.format.activated.connect(self._format_chosen)
        self.quality.valueChanged.connect(lambda value: self.quality_text.setText(str(value)))
        self.browse.clicked.connect(self._browse)
        self.save.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.reject)

    @property
    def target(self) -> Path:
        """Where it would go."""
        return Path(os.path.expanduser(self.folder.text())) / self.name.text().strip()  # noqa: PTH111 - never fails

    def _format_chosen(self) -> None:
        ending = SUFFIXES[self.format.currentData()][0]
        self.name.setText(Path(self.name.text()).stem + ending)

    def _check(self) -> None:
        """Show what the name means: its format, and whether something is there already."""
        target = self.target
        kind = format_of(target)
        if kind is not None:
            self.format.setCurrentIndex(list(FORMATS).index(kind))
        lossy = kind in WITH_QUALITY
        for each in (self.quality, self.quality_text, self.quality_label):
            each.setEnabled(lossy)
        there = state_of(target)
        exists = there == "file"
        self.save.setText("Replace" if exists else "Save")
        problem = ""
        if not self.name.text().strip():
            problem = "Give the file a name."
        elif kind is None:
            problem = "This ending is not known. Choose a format."
        elif state_of(target.parent) != "folder":
            problem = "This folder does not exist."
        elif there == "no name":
            problem = "No file can have this name. Choose a shorter one."
        elif there == "folder":
            problem = "A folder has this name."
        replaced = "A file of this name is there already; it would be replaced." if exists else ""
        self.warning.setText(problem or replaced)
        self.save.setEnabled(not problem)

    def _browse(self) -> None:
        patterns = " ".join(f"*{ending}" for ending in sorted(WRITABLE))
        dialog = QFileDialog(self, "Save as", str(self.target.parent), f"Pictures ({patterns})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # This dialog asks about replacing, in one place, whichever way the name was chosen.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(self.target.name)
        dialog.fileSelected.connect(self._browsed)
        dialog.open()

    def _browsed(self, text: str) -> None:
        path = Path(text)
        if format_of(path) is None:
            path = path.with_name(path.name + SUFFIXES[self.format.currentData()][0])
        self.folder.setText(str(path.parent))
        self.name.setText(path.name)

    def _accept(self) -> None:
        target = self.target
        options = SaveOptions(
            format=format_of(target),
            quality=self.quality.value(),
            overwrite=self.save.text() == "Replace",
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
