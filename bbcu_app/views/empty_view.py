"""What the window shows before there is a picture: one sentence, one button, a few samples."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QT_TR_NOOP, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.views.widgets import label

SAMPLES = {"astronaut-noisy.jpg": QT_TR_NOOP("Astronaut, noisy"),
           "coffee-phone.jpg": QT_TR_NOOP("Coffee, by a phone in a dim room"),
           "rocket-small.png": QT_TR_NOOP("Rocket, small"), "coffee-jpeg.jpg": QT_TR_NOOP("Coffee, damaged by JPEG")}
"""Those that are offered, with their names; as many as the smallest window has room for."""
THUMBNAIL = QSize(152, 104)


def samples() -> tuple[Path, ...]:
    """The sample photos that are offered."""
    folder = Path(str(files("resources").joinpath("samples")))
    return tuple(path for path in map(folder.joinpath, SAMPLES) if path.is_file())


def thumbnail(path: Path, ratio: float) -> QPixmap:
    """A small picture that fills its frame; the decoder shrinks while it reads."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = THUMBNAIL * ratio
    reader.setScaledSize(reader.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return QPixmap()
    x, y = (image.width() - size.width()) // 2, (image.height() - size.height()) // 2
    made = QPixmap.fromImage(image.copy(x, y, size.width(), size.height()))
    made.setDevicePixelRatio(ratio)
    return made


class EmptyView(QWidget):
    """One sentence, one button, a few samples.

    Signals
    -------
    chosen : Path
        A sample was picked.
    """

    chosen = Signal(object)

    def __init__(self, open_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="empty")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.button = QPushButton(tr("Open photos…"), toolTip=open_action.toolTip())
        self.button.setProperty("primary", True)
        self.button.setProperty("big", True)
        self.button.clicked.connect(open_action.trigger)
        self.sample_buttons: list[QToolButton] = []
        column = QVBoxLayout(self, spacing=theme.GAP_GROUP)
        column.setContentsMargins(*(theme.MARGIN,) * 4)
        column.addStretch(3)
        sentence = label(tr("Drop photos here to restore them"), "title")
        column.addWidget(sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.MARGIN)
        paths = samples()
        if paths:
            column.addWidget(label(tr("or try one of these"), "secondary"), 0, Qt.AlignmentFlag.AlignHCenter)
            column.addLayout(self._samples(paths))
        column.addStretch(4)

    def _samples(self, paths: tuple[Path, ...]) -> QHBoxLayout:
        row = QHBoxLayout(spacing=12)
        row.addStretch(1)
        for path in paths:
            name = tr(SAMPLES[path.name])
            button = QToolButton(objectName="sample", iconSize=THUMBNAIL, accessibleName=name,
                                 toolTip=tr("Open the sample “{name}”").format(name=name))
            button.setFixedSize(THUMBNAIL + QSize(10, 10))
            button.clicked.connect(lambda _=False, chosen=path: self.chosen.emit(chosen))
            self.sample_buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        # The window shows first; a few small files are read right after.
        QTimer.singleShot(0, self, lambda: self._load(list(zip(self.sample_buttons, paths, strict=True))))
        return row

    def _load(self, left: list[tuple[QToolButton, Path]]) -> None:
        """One thumbnail at a time, so that the window is never held up."""
        if left:
            button, path = left.pop(0)
            button.setIcon(QIcon(thumbnail(path, self.devicePixelRatioF())))
            QTimer.singleShot(0, self, lambda: self._load(left))


def main() -> int:
    """Show it by itself."""
    from bbcu_app.views.widgets import run_alone

    return run_alone(lambda: EmptyView(QAction("Open")))


if __name__ == "__main__":
    sys.exit(main())
