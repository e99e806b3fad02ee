"""The right panel: what was found, what to do, how strongly; Run, Save, and what it will take."""

from __future__ import annotations

import sys
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from bbcu_app import theme
from bbcu_app.controller import Controller
from bbcu_app.views.widgets import Segments, icon_label, label, line, mono_digits
from bbcu_app.wording import (
    duration,
    found,
    level_tooltips,
    measured,
    needs,
    result_line,
)
from engine.plan import LEVELS, Step, Task

NAMES = ("Auto", "Light", "Medium", "Strong")
NUMBER_WIDTH = 56
PASSES = {1: "1 (fastest)", 2: "2", 4: "4", 8: "8 (best)"}
"""How many views are averaged, in words."""


def _slider(name: str, low: int, high: int) -> QSlider:
    return QSlider(Qt.Orientation.Horizontal, minimum=low, maximum=high, accessibleName=name, pageStep=5)


class LevelBox(QDoubleSpinBox):
    """A number that shows its decimals only where it has some."""

    def textFromValue(self, value: float) -> str:
        return f"{value:g}"


class TaskBox(QWidget):
    """One task: whether, and at which level.

    Touching a level turns *auto* off; while *auto* is on, the number beside it is the measured one.

    Parameters
    ----------
    task : Task
    controller : Controller
    """

    def __init__(self, task: Task, controller: Controller) -> None:
        super().__init__()
        self.task, self.document = task, controller.document
        self._controller = controller
        limits = LEVELS[task]
        self._named = (None, limits.light, limits.medium, limits.strong)
        self.check = QCheckBox(task.title)
        self.check.setProperty("role", "head")
        self.segments = Segments(NAMES)
        self.segments.setAccessibleName(f"{task.title}: level")
        for button, tip in zip(self.segments.buttons, level_tooltips(task), strict=True):
            button.setToolTip(tip)
        self.slider = _slider(f"{task.title}: {limits.unit}", int(limits.low), int(limits.high))
        self.number = LevelBox(minimum=limits.low, maximum=limits.high, decimals=1, acceptDrops=False,
                               accessibleName=f"{task.title}: {limits.unit}", alignment=Qt.AlignmentFlag.AlignRight)
        self.number.setToolTip(f"{limits.unit.capitalize()}, {limits.low:g} to {limits.high:g}")
        self.number.setFixedWidth(NUMBER_WIDTH)
        self.number.lineEdit().setAcceptDrops(False)
        mono_digits(self.number)
        self.note = label("", "secondary", wrap=True)
        self._lay_out()
        self.check.toggled.connect(self._toggle)
        self.segments.chosen.connect(self._choose)
        self.slider.valueChanged.connect(self._slide)
        self.number.valueChanged.connect(self._slide)

    def _lay_out(self) -> None:
        row = QHBoxLayout(spacing=theme.GAP)
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        column = QVBoxLayout(self, spacing=theme.GAP_INSIDE)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.check)
        column.addWidget(self.segments)
        column.addLayout(row)
        column.addWidget(self.note)

    def refresh(self) -> None:
        """Show the plan's step for this task."""
        step = self.document.step(self.task)
        blockers = [QSignalBlocker(each) for each in (self.check, self.slider, self.number)]
        self.check.setChecked(step is not None)
        for each in (self.segments, self.slider, self.number):
            each.setEnabled(step is not None and not self._controller.running)
        self.check.setEnabled(not self._controller.running)
        if step is not None:
            self.segments.choose(self._named.index(step.level) if step.level in self._named else None)
            level = step.level if step.level is not None else self._measured()
            self.slider.setValue(round(level or 0))
            self.number.setValue(level or 0)
        auto = step is not None and step.level is None
        self.note.setText(measured(self.task, self.document.evidence) if auto else "")
        self.note.setVisible(auto)
        del blockers

    def _measured(self) -> float | None:
        done = next((s.level for s in self.document.resolved.steps if s.task == self.task), None)
        if done is None and self.document.result is not None:
            done = next((s.level for s in self.document.result.plan.steps if s.task == self.task), None)
        return done

    def _toggle(self, on: bool) -> None:
        self.document.set_step(self.task, Step(self.task) if on else None)

    def _choose(self, place: int) -> None:
        self._set(self._named[place])

    def _slide(self, value: float) -> None:
        self._set(float(value), merge=f"{self.task} level")

    def _set(self, level: float | None, merge: str | None = None) -> None:
        step = self.document.step(self.task) or Step(self.task)
        self.document.set_step(self.task, replace(step, level=level), merge)


class TaskPanel(QFrame):
    """The right panel.

    Parameters
    ----------
    controller : Controller
    run, stop, save : QAction
    tasks : tuple of Task
        Those that there is a model for.
    """

    def __init__(self, controller: Controller, run: QAction, stop: QAction, save: QAction,
                 tasks: tuple[Task, ...] = (Task.DENOISE,)) -> None:
        super().__init__(objectName="panel")
        self.setFixedWidth(theme.PANEL)
        self.controller, self.document = controller, controller.document
        self._actions = {"run": run, "stop": stop, "save": save}
        self.found = label("", wrap=True)
        self.boxes = [TaskBox(task, controller) for task in tasks]
        self.strength = _slider("Strength", 0, 100)
        self.strength_text = label("100 %")
        self.strength_text.setFixedWidth(NUMBER_WIDTH)
        self.strength_text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        mono_digits(self.strength_text)
        self.views = QComboBox(accessibleName="Passes")
        for count, title in PASSES.items():
            self.views.addItem(title, count)
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
        row.addWidget(self.found, 1)
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
        title.setBuddy(self.views)
        tip = ("Runs on the picture and on its mirror images, and averages what comes out: a little better, and that "
               "many times slower.")
        for widget in (title, self.views):
            widget.setToolTip(tip)
        row = QHBoxLayout(spacing=theme.GAP)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self.views)
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
        self.views.activated.connect(lambda: self.document.set_views(self.views.currentData()))
        self.go.clicked.connect(self._go)
        self.save.clicked.connect(self._actions["save"].trigger)
        for signal in (self.document.opened, self.document.measured, self.document.result_changed,
                       self.controller.run_changed):
            signal.connect(self.refresh)

    def _go(self) -> None:
        self._actions["stop" if self.controller.running else "run"].trigger()

    def refresh(self) -> None:
        """Show the document as it is."""
        document, controller = self.document, self.controller
        self.found.setText(found(document.picture, document.evidence))
        for box in self.boxes:
            box.refresh()
        with QSignalBlocker(self.strength):
            self.strength.setValue(document.plan.strength)
        self.strength_text.setText(f"{document.plan.strength} %")
        self.views.setCurrentIndex(list(PASSES).index(document.plan.views))
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
        return TaskPanel(controller, *(QAction(text) for text in ("Run", "Stop", "Save as…")))

    return run_alone(make)


if __name__ == "__main__":
    sys.exit(main())
