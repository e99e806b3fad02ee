"""The right panel: what was found, what to do, how strongly; Run, Save, and what it will take."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bbcu_app import theme
from bbcu_app.controller import Controller
from bbcu_app.views.task_box import NUMBER_WIDTH, Offer, make_box, make_slider
from bbcu_app.views.widgets import icon_label, label, line, mono_digits
from bbcu_app.wording import (
    duration,
    found,
    needs,
    result_line,
    suggestion,
)
from engine.tasks import Task

PASSES = {1: "1 (fastest)", 2: "2", 4: "4", 8: "8 (best)"}
"""How many passes are averaged, in words."""


class TaskPanel(QFrame):
    """The right panel.

    Parameters
    ----------
    controller : Controller
    run, stop, save : QAction
    offer : dict of Task to tuple of float
        The tasks that there is a model for; of enlarging, the scales.
    """

    def __init__(self, controller: Controller, run: QAction, stop: QAction, save: QAction,
                 offer: Offer) -> None:
        super().__init__(objectName="panel")
        self.setFixedWidth(theme.PANEL)
        self.controller, self.document = controller, controller.document
        self._actions = {"run": run, "stop": stop, "save": save}
        self.found = label("", wrap=True)
        self.suggest = QPushButton()
        self.suggest.setToolTip("Choose what the measurements speak for")
        self.boxes = [make_box(task, scales, controller) for task, scales in offer.items()]
        self.strength = make_slider("Strength", 0, 100)
        self.strength_text = label("100 %")
        self.strength_text.setFixedWidth(NUMBER_WIDTH)
        self.strength_text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        mono_digits(self.strength_text)
        self.passes = QComboBox(accessibleName="Passes")
        for count, title in PASSES.items():
            self.passes.addItem(title, count)
        self.progress = QProgressBar(objectName="progress", textVisible=False, minimum=0, maximum=1000,
                                     accessibleName="Progress")
        room = self.progress.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(room)
        self.go = QPushButton()
        self.save = QPushButton(save.text())
        self.state = label("", "secondary", wrap=True)
        self.state.setMinimumHeight(30)
        self.state.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        body = QWidget(objectName="panelBody")
        column = QVBoxLayout(body, spacing=theme.GAP_GROUP)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(label("Restore", "head"))
        column.addWidget(self._found_box())
        for box in self.boxes:
            column.addWidget(box)
        column.addWidget(line())
        column.addLayout(self._strength_group())
        column.addLayout(self._passes_row())
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True, horizontalScrollBarPolicy=Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        whole = QVBoxLayout(self, spacing=0)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(scroll, 1)
        whole.addWidget(line())
        whole.addLayout(self._foot())

    def _found_box(self) -> QFrame:
        box = QFrame(objectName="found")
        row = QHBoxLayout(box, spacing=theme.GAP)
        row.setContentsMargins(8, 8, 8, 8)
        row.addWidget(icon_label("mdi6.information-outline", "secondary"), 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout(spacing=theme.GAP)
        text.addWidget(self.found)
        text.addWidget(self.suggest)
        row.addLayout(text, 1)
        return box

    def _strength_group(self) -> QVBoxLayout:
        group = QVBoxLayout(spacing=theme.GAP_INSIDE)
        title = label("Strength")
        title.setBuddy(self.strength)
        tip = "How much of the result to use. Works at once, without running again."
        self.strength.setToolTip(tip)
        title.setToolTip(tip)
        row = QHBoxLayout(spacing=theme.GAP)
        row.addWidget(self.strength, 1)
        row.addWidget(self.strength_text)
        group.addWidget(title)
        group.addLayout(row)
        return group

    def _passes_row(self) -> QHBoxLayout:
        title = label("Passes")
        title.setBuddy(self.passes)
        tip = ("Runs on the picture and on its mirror images, and averages what comes out: a little better, and that "
               "many times slower.")
        for widget in (title, self.passes):
            widget.setToolTip(tip)
        row = QHBoxLayout(spacing=theme.GAP)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self.passes)
        return row

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout(spacing=theme.GAP)
        foot.setContentsMargins(16, 12, 16, 12)
        for button in (self.go, self.save):
            button.setProperty("big", button is self.go)
            foot.addWidget(button)
        self.go.setProperty("primary", True)
        self.save.setToolTip(self._actions["save"].toolTip())
        foot.insertWidget(0, self.progress)
        foot.addWidget(self.state)
        return foot

    def _connect(self) -> None:
        self.strength.valueChanged.connect(self.document.set_strength)
        self.passes.activated.connect(lambda: self.document.set_passes(self.passes.currentData()))
        self.suggest.clicked.connect(lambda: self.document.set_tasks(self._suggested()))
        self.go.clicked.connect(self._go)
        self.save.clicked.connect(self._actions["save"].trigger)
        for signal in (self.document.opened, self.document.measured, self.document.result_changed,
                       self.controller.run_changed):
            signal.connect(self.refresh)

    def _go(self) -> None:
        self._actions["stop" if self.controller.running else "run"].trigger()

    def _suggested(self) -> tuple[Task, ...]:
        """The tasks that the measurements speak for, if they are on offer and not what is chosen already."""
        evidence, offered = self.document.evidence, {box.task for box in self.boxes}
        tasks = tuple(task for task in evidence.tasks if task in offered) if evidence else ()
        chosen = tuple(step.task for step in self.document.plan.steps if not step.task.info.enlarges)
        return () if tasks == chosen else tasks

    def refresh(self) -> None:
        """Show the document as it is."""
        document, controller = self.document, self.controller
        self.found.setText(found(document.picture, document.evidence))
        tasks = self._suggested()
        self.suggest.setVisible(bool(tasks) and not controller.running)
        if tasks:
            self.suggest.setText(suggestion(tasks))
        for box in self.boxes:
            box.refresh()
        with QSignalBlocker(self.strength):
            self.strength.setValue(document.plan.strength)
        self.strength_text.setText(f"{document.plan.strength} %")
        self.passes.setCurrentIndex(list(PASSES).index(document.plan.passes))
        self._refresh_foot(controller.running)

    def _refresh_foot(self, running: bool) -> None:
        document = self.document
        progress = self.controller.progress
        self.progress.setVisible(running)
        self.progress.setValue(round(1000 * progress.done) if running and progress else 0)
        left = duration(progress.seconds_left) if progress and progress.seconds_left is not None else ""
        if running:
            text, action = f"Stop ({left} left)" if left else "Stop", "stop"
        else:
            again = document.finished and not document.outdated
            seconds = duration(document.estimate.seconds) if document.estimate else ""
            text, action = "Run again" if again else f"Run ({seconds})" if seconds else "Run", "run"
        self.go.setText(text)
        self.go.setToolTip(self._actions[action].toolTip())
        self.go.setEnabled(running or self.controller.can_run)
        # The next obvious step is the coloured one: Run, and once there is a fresh result, Save.
        done = document.finished and not document.outdated and not running
        self._make_primary(self.save if done else self.go)
        self.save.setEnabled(document.finished and not running)
        if running and document.result is not None:
            self.state.setText(document.result.backend)
        elif document.finished:
            self.state.setText(result_line(document))
        else:
            self.state.setText(needs(document))

    def _make_primary(self, button: QPushButton) -> None:
        for each in (self.go, self.save):
            wanted = each is button
            if bool(each.property("primary")) != wanted:
                each.setProperty("primary", wanted)
                each.style().unpolish(each)
                each.style().polish(each)


def main() -> int:
    """Show the panel by itself."""
    from bbcu_app.document import Document
    from bbcu_app.settings import DEFAULT_PLAN, Settings
    from bbcu_app.views.widgets import run_alone

    def make() -> QWidget:
        controller = Controller(Document(DEFAULT_PLAN), Settings())
        offer = {Task.DEBLOCK: (), Task.DENOISE: (), Task.UPSCALE: (2.0, 4.0)}
        return TaskPanel(controller, *(QAction(text) for text in ("Run", "Stop", "Save as…")), offer)

    return run_alone(make)


if __name__ == "__main__":
    sys.exit(main())
