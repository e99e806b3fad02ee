"""One task in the panel: whether, and how much. What belongs to it is shown only while it is on."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.controller import Controller
from bbcu_app.views.widgets import Segments, label, mono_digits
from bbcu_app.wording import level_tooltips, measured, scale_name
from engine.plan import Step
from engine.tasks import Task

NAMES = ("Auto", "Light", "Medium", "Strong")
NUMBER_WIDTH = 56

Offer = dict[Task, tuple[float, ...]]
"""The tasks that there is a model for; of enlarging, its scales."""


def make_box(task: Task, scales: tuple[float, ...], controller: Controller) -> TaskBox:
    """The box that suits a task."""
    return ScaleBox(scales, controller) if task.info.enlarges else LevelTaskBox(task, controller)


def make_slider(name: str, low: int, high: int) -> QSlider:
    """A horizontal one."""
    return QSlider(Qt.Orientation.Horizontal, minimum=low, maximum=high, accessibleName=name, pageStep=5)


class TaskBox(QWidget):
    """One task: a check box, and below it what is shown while it is checked.

    Parameters
    ----------
    task : Task
    controller : Controller
    """

    def __init__(self, task: Task, controller: Controller) -> None:
        super().__init__()
        self.task, self.document = task, controller.document
        self._controller = controller
        self.check = QCheckBox(task.title)
        self.check.setProperty("role", "head")
        self.inside = QWidget()
        column = QVBoxLayout(self, spacing=theme.GAP_INSIDE)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.check)
        column.addWidget(self.inside)
        self.check.toggled.connect(lambda on: self.document.set_step(task, self.first() if on else None))

    def first(self) -> Step:
        """The step that checking the box begins with."""
        return Step(self.task)

    def refresh(self) -> None:
        """Show the plan's step for this task."""
        step = self.document.step(self.task)
        with QSignalBlocker(self.check):
            self.check.setChecked(step is not None)
        self.check.setEnabled(not self._controller.running)
        self.inside.setEnabled(not self._controller.running)
        self.inside.setVisible(step is not None)
        if step is not None:
            self.show_step(step)

    def show_step(self, step: Step) -> None:
        """Show a step of this task."""
        raise NotImplementedError

    def set_level(self, level: float | None, merge: str | None = None) -> None:
        """Change the step's level."""
        step = self.document.step(self.task) or self.first()
        self.document.set_step(self.task, replace(step, level=level), merge)


class ScaleBox(TaskBox):
    """Enlarging: one button for each scale that there is a model for."""

    def __init__(self, scales: tuple[float, ...], controller: Controller) -> None:
        super().__init__(Task.UPSCALE, controller)
        self._scales = scales
        self.segments = Segments(tuple(map(scale_name, scales)))
        self.segments.setAccessibleName(f"{self.task.title}: scale")
        for button, scale in zip(self.segments.buttons, scales, strict=True):
            button.setToolTip(f"{scale:g} times as wide and as high")
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.segments)
        self.segments.chosen.connect(lambda place: self.set_level(self._scales[place]))

    def first(self) -> Step:
        """The smallest scale: enlarging has nothing to measure."""
        return Step(self.task, self._scales[0])

    def show_step(self, step: Step) -> None:
        """See :class:`TaskBox`."""
        level = step.level or self._scales[0]
        self.segments.choose(self._scales.index(level) if level in self._scales else None)


class LevelBox(QDoubleSpinBox):
    """A number that shows its decimals only where it has some."""

    def textFromValue(self, value: float) -> str:
        return f"{value:g}"


class LevelTaskBox(TaskBox):
    """A task with a level.

    Touching a level turns *auto* off; while *auto* is on, the number beside it is the measured one.

    Parameters
    ----------
    task : Task
    controller : Controller
    """

    def __init__(self, task: Task, controller: Controller) -> None:
        super().__init__(task, controller)
        limits = task.info.levels
        self._named = (None, limits.light, limits.medium, limits.strong)
        self.segments = Segments(NAMES)
        self.segments.setAccessibleName(f"{task.title}: level")
        for button, tip in zip(self.segments.buttons, level_tooltips(task), strict=True):
            button.setToolTip(tip)
        self.slider = make_slider(f"{task.title}: {limits.unit}", int(limits.low), int(limits.high))
        self.number = LevelBox(minimum=limits.low, maximum=limits.high, decimals=1, acceptDrops=False,
                               accessibleName=f"{task.title}: {limits.unit}", alignment=Qt.AlignmentFlag.AlignRight)
        self.number.setToolTip(f"{limits.unit.capitalize()}, {limits.low:g} to {limits.high:g}")
        self.number.setFixedWidth(NUMBER_WIDTH)
        self.number.lineEdit().setAcceptDrops(False)
        mono_digits(self.number)
        self.note = label("", "secondary", wrap=True)
        self._lay_out()
        self.segments.chosen.connect(lambda place: self.set_level(self._named[place]))
        self.slider.valueChanged.connect(self._slide)
        self.number.valueChanged.connect(self._slide)

    def _lay_out(self) -> None:
        row = QHBoxLayout(spacing=theme.GAP)
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        column = QVBoxLayout(self.inside, spacing=theme.GAP_INSIDE)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.segments)
        column.addLayout(row)
        column.addWidget(self.note)

    def show_step(self, step: Step) -> None:
        """See :class:`TaskBox`."""
        auto = step.level is None
        level = self._measured() if auto else step.level
        self.segments.choose(self._named.index(step.level) if step.level in self._named else None)
        with QSignalBlocker(self.slider), QSignalBlocker(self.number):
            self.slider.setValue(round(level or 0))
            self.number.setValue(level or 0)
        self.note.setText(measured(self.task, self.document.evidence) if auto else "")
        self.note.setVisible(auto)

    def _measured(self) -> float | None:
        done = next((s.level for s in self.document.resolved.steps if s.task == self.task), None)
        if done is None and self.document.result is not None:
            done = next((s.level for s in self.document.result.plan.steps if s.task == self.task), None)
        return done

    def _slide(self, value: float) -> None:
        self.set_level(float(value), merge=f"{self.task} level")
