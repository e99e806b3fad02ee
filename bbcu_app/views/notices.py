"""The only place that shows errors: a banner that says what happened, why, and one thing to try."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bbcu_app.views.widgets import icon, icon_label, label
from bbcu_app.workers.task import Failure
from engine.errors import RestoreError

INFO_STAYS = 6000
"""Milliseconds until a message that asks for nothing goes by itself."""

UNEXPECTED = "Something went wrong that should not have"
UNEXPECTED_HINT = "Copy the report and send it to the makers; your files have not been changed."


def headline(error: Exception) -> str:
    """What happened to which file, in one sentence."""
    if not isinstance(error, RestoreError):
        return UNEXPECTED + "."
    why = error.why[:1].upper() + error.why[1:]
    return f"{error.file.name}: {error.why}." if error.file is not None else f"{why}."


def report(failure: Failure) -> str:
    """What the makers need to know; folders and the user's name are left out."""
    try:
        ours = version("bbcu-restore")
    except PackageNotFoundError:
        ours = "from source"
    text = "\n".join((
        f"BBCU Restore {ours}, Python {platform.python_version()}, {platform.system()} {platform.release()} "
        f"{platform.machine()}",
        headline(failure.error),
        failure.details.strip(),
    ))
    for folder, short in ((str(Path.home()), "~"), (sys.prefix, "<python>"), (str(Path.cwd()), ".")):
        if len(folder) > 1:
            text = text.replace(folder, short)
    return text


class Notices(QFrame):
    """The banner, over the upper edge of its parent. Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, objectName="notice")
        self._failure: Failure | None = None
        self._sign = icon_label("mdi6.alert-circle-outline")
        self.title = label("", "head", wrap=True)
        self.hint = label("", wrap=True)
        for text in (self.title, self.hint):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.fold = QPushButton("Details", checkable=True)
        self.fold.toggled.connect(self._unfold)
        self.copy = QPushButton("Copy report", toolTip="Copy what happened, to send it to the makers")
        self.copy.clicked.connect(self._copy)
        self.dismiss = QToolButton(toolTip="Dismiss (Esc)", accessibleName="Dismiss")
        self.dismiss.setIcon(icon("mdi6.close"))
        self.dismiss.setProperty("flat", True)
        self.dismiss.clicked.connect(self.clear)
        self.details = QPlainTextEdit(objectName="details", readOnly=True, accessibleName="Details")
        self.details.setFixedHeight(136)
        self._timer = QTimer(self, singleShot=True, interval=INFO_STAYS)
        self._timer.timeout.connect(self.clear)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        words = QVBoxLayout(spacing=2)
        words.addWidget(self.title)
        words.addWidget(self.hint)
        row = QHBoxLayout(spacing=8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        for button in (self.fold, self.copy, self.dismiss):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self, spacing=8)
        column.setContentsMargins(16, 8, 8, 8)
        column.addLayout(row)
        column.addWidget(self.details)
        self.parentWidget().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """Lie over the parent's upper edge: the picture below keeps its place."""
        width = self.parentWidget().width()
        height = self.layout().heightForWidth(width) if self.layout().hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry(0, 0, width, height)
        self.raise_()

    def show_failure(self, failure: Failure) -> None:
        """Say what went wrong."""
        self._failure = failure
        error = failure.error
        self._say("error", headline(error), error.hint if isinstance(error, RestoreError) else UNEXPECTED_HINT)
        self.details.setPlainText(report(failure))
        self._timer.stop()

    def show_info(self, text: str) -> None:
        """Say that something went well; it goes by itself."""
        self._failure = None
        self._say("info", text, "")
        self._timer.start()

    def _say(self, kind: str, title: str, hint: str) -> None:
        error = kind == "error"
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._sign.show_icon("mdi6.alert-circle-outline" if error else "mdi6.check-circle-outline",
                             "error" if error else "text")
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.fold.setVisible(error)
        self.copy.setVisible(error)
        self.fold.setChecked(False)
        self.details.hide()
        self.setAccessibleName(f"{title} {hint}".strip())
        self.show()
        self._place()

    def clear(self) -> None:
        """Nothing to say any more."""
        self._timer.stop()
        self._failure = None
        self.hide()

    def _unfold(self, opened: bool) -> None:
        self.fold.setText("Hide details" if opened else "Details")
        self.details.setVisible(opened)
        self._place()

    def _copy(self) -> None:
        if self._failure is not None:
            QGuiApplication.clipboard().setText(report(self._failure))
            self.copy.setText("Copied")
            QTimer.singleShot(1500, self.copy, lambda: self.copy.setText("Copy report"))


def main() -> int:
    """Show a made-up error."""
    from bbcu_app.views.widgets import run_alone

    def make() -> QWidget:
        stage = QWidget()
        stage.resize(800, 300)
        error = RestoreError("this is not a picture", file="IMG_2041.jpg", hint="Open it in a text editor instead.")
        Notices(stage).show_failure(Failure.of(error))
        return stage

    return run_alone(make)


if __name__ == "__main__":
    sys.exit(main())
