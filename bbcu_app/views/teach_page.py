"""Settings: teach a model your photos."""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.models import Models
from bbcu_app.reports import headline, hint
from bbcu_app.teaching import Stage, Teaching, possible
from bbcu_app.views.teach_form import TeachForm
from bbcu_app.views.teach_progress import TeachProgress, decibels
from bbcu_app.views.widgets import label, tool_row
from bbcu_app.workers.task import Failure
from engine.tuning.events import Made
from engine.tuning.runs import Run

LOST = -0.1
"""dB on general photographs; where it lost more, that is said."""
INSTALL = "pip install 'bbcu-restore[train]'"


class TeachPage(QWidget):
    """What is missing; or what to learn; or how far it is; or what came out.

    Parameters
    ----------
    teaching : Teaching
    models : Models
    """

    def __init__(self, teaching: Teaching, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._teaching = teaching
        self.stack = QStackedWidget()
        self.missing, self.made = self._make_missing(), QWidget()
        self.form = TeachForm(teaching, models)
        self.progress = TeachProgress(teaching)
        self.left_over = QWidget()
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        self._make_made()
        self._make_left_over()
        for page in (self.missing, self.form, self.progress):
            self.stack.addWidget(page)
        column = QVBoxLayout(self, spacing=theme.GAP)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.left_over)
        column.addWidget(self.trouble)
        column.addWidget(self.stack, 1)
        column.addWidget(self.made)
        teaching.changed.connect(self._on_changed)
        teaching.failed.connect(self._on_failed)
        self.refresh()

    def refresh(self) -> None:
        """Show what there is to be shown now."""
        teaching = self._teaching
        done = teaching.stage is Stage.MADE and teaching.made is not None
        self.made.setVisible(done)
        if teaching.busy or done:
            page = self.progress
        elif possible():
            page = self.form
        else:
            page = self.missing
        self.stack.setCurrentWidget(page)
        if done:
            self._show_made(teaching.made)
        self._show_left_over()
        self.form.refresh()

    def _show_made(self, made: Made) -> None:
        base = self._teaching.run.order.base
        self.gains.setText(tr("{own} over {base} on pictures of yours that it did not learn from.").format(
            own=decibels(made.own), base=base))
        text = (tr("On general photographs: {gain}.") if made.general > LOST else
                tr("On general photographs: {gain}. For those, better use {base}."))
        self.general.setText(text.format(gain=decibels(made.general), base=base))

    def _on_changed(self) -> None:
        if self._teaching.busy:
            self.trouble.hide()
        self.refresh()

    def _on_failed(self, failure: Failure) -> None:
        self.trouble.setText(f"{headline(failure.error)} {hint(failure.error)}")
        self.trouble.show()
        self.refresh()

    def _make_missing(self) -> QWidget:
        page = QWidget()
        self.command = QLineEdit(INSTALL, readOnly=True, accessibleName=tr("Command"))
        copy = self.copy = QPushButton(tr("Copy"), autoDefault=False, toolTip=tr("Copy the command"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(INSTALL))
        column = QVBoxLayout(page, spacing=theme.GAP)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(tr("Learning needs PyTorch, which is not installed."), "head"))
        column.addWidget(label(tr("Run this command where you installed the program, and start it again:"), wrap=True))
        row = QHBoxLayout(spacing=theme.GAP)
        row.addWidget(self.command, 1)
        row.addWidget(copy)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def _make_made(self) -> None:
        self.gains, self.general = label("", "strong", wrap=True), label("", wrap=True)
        another = self.another = QPushButton(tr("Teach another"), autoDefault=False)
        another.clicked.connect(self._again)
        column = QVBoxLayout(self.made, spacing=theme.GAP)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.gains)
        column.addWidget(self.general)
        column.addWidget(label(tr("It is among the models: choose it for a step of the plan, or compare it with its "
                                  "base under Models."), "secondary", wrap=True))
        column.addLayout(tool_row(another, None))

    def _again(self) -> None:
        self._teaching.dismiss()

    def _make_left_over(self) -> None:
        self.left_text = label("")
        self.go_on = QPushButton(tr("Go on"), autoDefault=False)
        self.forget = QPushButton(tr("Forget it"), autoDefault=False, toolTip=tr("Keep nothing of it"))
        row = tool_row(self.left_text, None, self.forget, self.go_on)
        row.setContentsMargins(0, 0, 0, 0)
        self.left_over.setLayout(row)
        self._left: Run | None = None
        self.go_on.clicked.connect(lambda: self._left is not None and self._teaching.go_on(self._left))
        self.forget.clicked.connect(lambda: self._left is not None and self._teaching.discard(self._left))

    def _show_left_over(self) -> None:
        found = self._teaching.unfinished if possible() else []
        self._left = found[0] if found else None
        self.left_over.setVisible(self._left is not None)
        if self._left is not None:
            self.left_text.setText(tr("{name} has not learned to its end.").format(name=self._left.order.name))


def main() -> int:
    """Show it by itself."""
    from bbcu_app.offer import Offer
    from bbcu_app.views.widgets import run_alone
    from bbcu_app.workers.task import make_pool

    def make() -> QWidget:
        pool = make_pool()
        page = TeachPage(Teaching(pool), Models(Offer.now(), pool))
        pool.setParent(page)
        return page

    return run_alone(make)


if __name__ == "__main__":
    sys.exit(main())
