"""The only place that shows errors: a banner that says what happened, why, and one thing to try.

What went well is said here too, in a small box above the lower edge, where it hides nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bbcu_app.i18n import tr
from bbcu_app.reports import headline, hint, report
from bbcu_app.views.widgets import IconButton, IconLabel, label, repolish
from bbcu_app.workers.task import Failure
from engine.errors import RestoreError

INFO_STAYS = 6000
"""Milliseconds until a message that asks for nothing goes by itself."""

WIDEST = 560
ABOVE_EDGE = 60
"""Pixels between the lower edge and a message that asks for nothing: the zoom bar stays free."""

SIGNS = {"error": ("mdi6.alert-circle-outline", "error"), "warning": ("mdi6.alert-outline", "text"),
         "info": ("mdi6.information-outline", "text"), "success": ("mdi6.check-circle-outline", "text")}


class Notices(QFrame):
    """The banner, over the upper edge of its parent. Hidden while there is nothing to say.

    Signals
    -------
    covered : int
        So many pixels of the parent's upper edge lie below the banner now.
    """

    covered = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, objectName="notice")
        self._failures: list[Failure] = []
        self._folder: Path | None = None
        self.kind = "info"
        self._sign = IconLabel("mdi6.alert-circle-outline")
        self.title = label("", "head", wrap=True)
        self.hint = label("", wrap=True)
        for text in (self.title, self.hint):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fold = QPushButton(tr("Details"), checkable=True)
        self.fold.toggled.connect(self._unfold)
        self.copy = QPushButton(tr("Copy report"), toolTip=tr("Copy what happened, to send it to the makers"))
        self.copy.clicked.connect(self._copy)
        self.folder = QPushButton(tr("Open folder"), toolTip=tr("Show the file where it lies"))
        self.folder.clicked.connect(self._open_folder)
        self.choice = QPushButton()
        self.choice.clicked.connect(self._choose)
        self._chosen: Callable[[], object] | None = None
        self.dismiss = IconButton("mdi6.close", tr("Dismiss (Esc)"))
        self.dismiss.clicked.connect(self.clear)
        self.details = QPlainTextEdit(objectName="details", readOnly=True, accessibleName=tr("Details"))
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
        for button in (self.fold, self.copy, self.folder, self.choice, self.dismiss):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self, spacing=8)
        column.setContentsMargins(16, 8, 8, 8)
        column.addLayout(row)
        column.addWidget(self.details)
        self.parentWidget().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """A button that was hidden is as large as its style makes it only after it was shown."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._place()
        return done

    def _place(self) -> None:
        """Errors lie over the parent's upper edge, the rest in a box above the lower one."""
        room = self.parentWidget().size()
        banner = self.kind == "error"
        self.title.setWordWrap(banner or self.title.fontMetrics().horizontalAdvance(self.title.text()) > WIDEST // 2)
        width = room.width() if banner else min(WIDEST, room.width() - 24, self.sizeHint().width())
        height = self.layout().heightForWidth(width) if self.layout().hasHeightForWidth() else self.sizeHint().height()
        if banner:
            self.setGeometry(0, 0, width, height)
        else:
            self.setGeometry((room.width() - width) // 2, room.height() - height - ABOVE_EDGE, width, height)
        self.raise_()
        self.covered.emit(height if banner else 0)

    # -- what can be said

    def show_failure(self, failure: Failure) -> None:
        """Say what went wrong."""
        self._failures = [failure]
        self._say("error", headline(failure.error), hint(failure.error))
        self.details.setPlainText(report(self._failures))

    def show_unreadable(self, failures: list[Failure], total: int) -> None:
        """Say which of several files could not be opened, and why."""
        self._failures = list(failures)
        lines = [f"{headline(each.error)} {hint(each.error)}" for each in failures]
        title = tr("{bad} of %n file(s) could not be opened.", "", total).format(bad=len(failures))
        self._say("error", title, " ".join(lines[:2]) + (" …" if len(lines) > 2 else ""))
        self.details.setPlainText("\n".join(lines))

    def show_info(self, text: str) -> None:
        """Say something that asks for nothing; it goes by itself."""
        self._pass_by("info", text)

    def show_warning(self, text: str) -> None:
        """Say that something could not be done; it goes by itself."""
        self._pass_by("warning", text)

    def show_success(self, text: str, written: Path | None = None) -> None:
        """Say that something went well; of a file that was written, offer to show it."""
        self._pass_by("success", text, written)

    def show_choice(self, text: str, choice: str, chosen: Callable[[], object]) -> None:
        """Say something, and offer one thing to do about it; stays until it is answered."""
        self._failures, self._folder, self._chosen = [], None, chosen
        self.choice.setText(choice)
        self._say("info", text, "")

    def _pass_by(self, kind: str, text: str, written: Path | None = None) -> None:
        self._failures, self._folder = [], written.parent if written is not None else None
        self._chosen = None
        self._say(kind, text, "")
        self._timer.start()

    def _say(self, kind: str, title: str, more: str) -> None:
        self.kind = kind
        self._timer.stop()
        error = kind == "error"
        self.setProperty("kind", kind)
        repolish(self)
        self._sign.show_icon(*SIGNS[kind])
        self.title.setText(title)
        self.hint.setText(more)
        self.hint.setVisible(bool(more))
        self.fold.setVisible(error)
        self.copy.setVisible(error)
        self.folder.setVisible(not error and self._folder is not None)
        self.choice.setVisible(not error and self._chosen is not None)
        self.fold.setChecked(False)
        self.details.hide()
        self.setAccessibleName(f"{title} {more}".strip())
        self.show()
        self._place()

    def clear(self) -> None:
        """Nothing to say any more."""
        self._timer.stop()
        self._failures, self._folder, self._chosen = [], None, None
        self.hide()
        self.covered.emit(0)

    def pass_on(self) -> None:
        """Another picture is shown: what was said of the last one goes, what asks for an answer stays."""
        if self._chosen is None:
            self.clear()

    # -- its buttons

    def _unfold(self, opened: bool) -> None:
        self.fold.setText(tr("Hide details") if opened else tr("Details"))
        self.details.setVisible(opened)
        self._place()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(report(self._failures))
        self.copy.setText(tr("Copied"))
        QTimer.singleShot(1500, self.copy, lambda: self.copy.setText(tr("Copy report")))

    def _choose(self) -> None:
        chosen = self._chosen
        self.clear()
        if chosen is not None:
            chosen()

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


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
