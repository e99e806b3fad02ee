"""One task in the panel: whether, and how much. What belongs to it is shown only while it is on."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QMenu, QSlider, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.controller import Controller
from bbcu_app.i18n import tr
from bbcu_app.views.widgets import MenuButton, Segments, ease, label
from bbcu_app.wording import LEVEL_NAMES, is_in_doubt, level_tooltips, measured, range_tooltip, title
from engine.plan import Step
from engine.run.catalog import Model
from engine.tasks import Task

NUMBER_WIDTH = 56


def make_slider(name: str, low: int, high: int) -> QSlider:
    """A horizontal slider with a name for screen readers."""
    return QSlider(Qt.Orientation.Horizontal, minimum=low, maximum=high, accessibleName=name, pageStep=5)


class TaskBox(QWidget):
    """One task: a check box, and below it what is shown while it is checked.

    Parameters
    ----------
    task : Task
    controller : Controller

    Signals
    -------
    about : str
        Somebody wants to know more about the models of this task.
    """

    about = Signal(str)

    def __init__(self, task: Task, controller: Controller) -> None:
        super().__init__()
        self.task, self.document = task, controller.document
        self._controller = controller
        self.check = QCheckBox(title(task))
        self.check.setProperty("role", "head")
        self.inside = QWidget()
        self.head = QHBoxLayout(spacing=theme.GAP)
        self.head.addWidget(self.check, 1)
        self.model = MenuButton("mdi6.tune-variant", tr("{task}: model").format(task=title(task)), self.offer_models)
        self.head.addWidget(self.model)
        column = QVBoxLayout(self, spacing=theme.GAP_INSIDE)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.head)
        column.addWidget(self.inside)
        self.check.toggled.connect(lambda on: self.document.set_step(task, self.first() if on else None))

    def first(self) -> Step:
        """The step that checking the box begins with: the level as measured; where that cannot be, a light one."""
        doubt = self.task is Task.DENOISE and is_in_doubt(self.document.evidence)
        return Step(self.task, self.task.info.levels.light if doubt else None)

    def refresh(self) -> None:
        """Show the plan's step for this task."""
        step = self.document.step(self.task)
        with QSignalBlocker(self.check):
            self.check.setChecked(step is not None)
        self.check.setEnabled(not self._controller.running)
        self.inside.setEnabled(not self._controller.running)
        self.inside.setVisible(step is not None)
        self.model.setVisible(step is not None)
        if step is not None:
            self.show_step(step)

    def fitting(self) -> tuple[Model, ...]:
        """The models that the step could run, the default first."""
        return self._controller.offer.of(self.task, self.document.is_grey)

    def offer_models(self, menu: QMenu) -> None:
        """Put the models that the step could run into a menu."""
        step = self.document.step(self.task) or self.first()
        for place, model in enumerate(self.fitting()):
            text = tr("{name} (usual)").format(name=model.name) if place == 0 else model.name
            entry = menu.addAction(text)
            entry.setCheckable(True)
            entry.setChecked(step.model == model.name or (step.model is None and place == 0))
            entry.setToolTip(model.card.summary)
            chosen = None if place == 0 else model.name
            entry.triggered.connect(lambda _=False, name=chosen: self.document.set_step(
                self.task, replace(self.document.step(self.task) or self.first(), model=name)))
        menu.addSeparator()
        menu.addAction(tr("About the models…")).triggered.connect(lambda: self.about.emit(str(self.task)))

    def show_step(self, step: Step) -> None:
        """Show a step of this task."""
        raise NotImplementedError

    def set_level(self, level: float | None, merge: str | None = None) -> None:
        """Change the step's level."""
        step = self.document.step(self.task) or self.first()
        self.document.set_step(self.task, replace(step, level=level), merge)


class LevelBox(QDoubleSpinBox):
    """A number that shows its decimals only where it has some."""

    def textFromValue(self, value: float) -> str:
        return self.locale().toString(value, "g", 6)


class LevelTaskBox(TaskBox):
    """A task with a level.

    Touching a level turns *auto* off; while *auto* is on, the number beside it is the measured one. To the right is
    stronger, whatever way the numbers run.

    Parameters
    ----------
    task : Task
    controller : Controller
    """

    def __init__(self, task: Task, controller: Controller) -> None:
        super().__init__(task, controller)
        limits = task.info.levels
        name = title(task)
        self._named = (None, limits.light, limits.medium, limits.strong)
        self.segments = Segments((tr("Auto"), *map(tr, LEVEL_NAMES)))
        self.segments.name(name)
        for button, tip in zip(self.segments.buttons, level_tooltips(task), strict=True):
            button.setToolTip(tip)
        self.slider = make_slider(tr("{task}: how strongly").format(task=name), int(limits.low), int(limits.high))
        self.slider.setInvertedAppearance(limits.strong < limits.light)
        self.slider.setInvertedControls(limits.strong < limits.light)
        self.number = LevelBox(minimum=limits.low, maximum=limits.high, decimals=1, acceptDrops=False,
                               accessibleName=tr("{task}: number").format(task=name),
                               alignment=Qt.AlignmentFlag.AlignRight)
        for widget in (self.slider, self.number):
            widget.setToolTip(range_tooltip(task))
        self.number.setFixedWidth(NUMBER_WIDTH)
        self.number.lineEdit().setAcceptDrops(False)
        ease(self.number)
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
        self.note.setText(measured(self.task, self.document.asked_of) if auto else tr("Set by hand"))

    def _measured(self) -> float | None:
        return next((step.level for step in self.document.resolved.steps if step.task == self.task), None)

    def _slide(self, value: float) -> None:
        self.set_level(float(value), merge=f"{self.task} level")
