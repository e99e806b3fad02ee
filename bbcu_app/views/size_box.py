"""Enlarging in the panel: by how much, or to which size, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QT_TR_NOOP, QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.controller import Controller
from bbcu_app.i18n import tr
from bbcu_app.views.task_box import TaskBox
from bbcu_app.views.widgets import IconLabel, Segments, ease, label
from bbcu_app.wording import number, scale_name, size_text, title
from engine.plan import Step
from engine.run.catalog import Model
from engine.size import By, OutputSize, print_cm
from engine.tasks import Task

BYS = {None: QT_TR_NOOP("Scale"), By.WIDTH: QT_TR_NOOP("Width"), By.HEIGHT: QT_TR_NOOP("Height"),
       By.LONGEST: QT_TR_NOOP("Longest side"), By.MEGAPIXELS: QT_TR_NOOP("Megapixels"), By.PRINT: QT_TR_NOOP("Print")}
UNITS = {By.WIDTH: "px", By.HEIGHT: "px", By.LONGEST: "px", By.MEGAPIXELS: "MP", By.PRINT: "cm"}
USUAL_DPI = 300


def scale_for(size: OutputSize, width: int, height: int, scales: Sequence[float]) -> float:
    """The scale to run for a size: the smallest that is enough, or else the largest there is."""
    across, down = size.pixels(width, height)
    factor = max(across / width, down / height)
    return next((scale for scale in sorted(scales) if scale >= factor * 0.995), max(scales))


def first_value(by: By, width: int, height: int, scale: float) -> float:
    """What is shown first when somebody chooses a size in this way: what the scale gives."""
    wide, high = width * scale, height * scale
    values = {By.WIDTH: wide, By.HEIGHT: high, By.LONGEST: max(wide, high), By.MEGAPIXELS: round(wide * high / 1e6, 1),
              By.PRINT: round(print_cm(round(max(wide, high)), USUAL_DPI), 2)}
    return max(0.1, values[by])


class SizeBox(TaskBox):
    """Enlarging: one button for each scale that there is a model for, or a size in one number."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(Task.UPSCALE, controller)
        self._scales = tuple(map(float, controller.offer.scales))
        name = title(self.task)
        self.by = QComboBox(accessibleName=tr("{task}: how the size is given").format(task=name))
        for by, text in BYS.items():
            self.by.addItem(tr(text), by)
        self.segments = Segments(tuple(map(scale_name, self._scales)))
        self.segments.name(name)
        for button, scale in zip(self.segments.buttons, self._scales, strict=True):
            button.setToolTip(tr("{scale} times as wide and as high").format(scale=f"{scale:g}"))
        self.value = self._field(tr("{task}: size").format(task=name), 0.1, 100_000)
        self.dpi = self._field(tr("{task}: dots per inch").format(task=name), 10, 2400, " dpi")
        self.note = label("", "secondary", wrap=True)
        self.warning = QWidget()
        self._lay_out()
        self.segments.chosen.connect(lambda place: self._set(self._scales[place], None))
        self.by.activated.connect(self._choose_by)
        self.value.valueChanged.connect(self._change)
        self.dpi.valueChanged.connect(self._change)

    def _field(self, name: str, low: float, high: float, suffix: str = "") -> QDoubleSpinBox:
        field = QDoubleSpinBox(minimum=low, maximum=high, decimals=0, suffix=suffix, accessibleName=name)
        field.setKeyboardTracking(False)
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        field.setMinimumWidth(56)
        return ease(field)

    def _lay_out(self) -> None:
        sizes = QWidget()
        row = QHBoxLayout(sizes, spacing=theme.GAP)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.value, 1)
        row.addWidget(self.dpi, 1)
        self.stack = QStackedWidget()
        self.stack.setFixedHeight(theme.CONTROL)
        self.stack.addWidget(self.segments)
        self.stack.addWidget(sizes)
        above = QHBoxLayout(spacing=theme.GAP)
        self.by.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        above.addWidget(self.by, 5)
        above.addWidget(self.stack, 7)
        caution = QHBoxLayout(self.warning, spacing=theme.GAP)
        caution.setContentsMargins(0, 0, 0, 0)
        caution.addWidget(IconLabel("mdi6.alert-outline"), 0, Qt.AlignmentFlag.AlignTop)
        words = tr("Enlarging makes JPEG damage larger too. Tick Repair JPEG as well.")
        self.caution = label(words, "small", wrap=True)
        caution.addWidget(self.caution, 1)
        column = QVBoxLayout(self.inside, spacing=theme.GAP_INSIDE)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(above)
        column.addWidget(self.note)
        column.addWidget(self.warning)

    def first(self) -> Step:
        """The smallest scale: enlarging has nothing to measure."""
        return Step(self.task, self._scales[0])

    def fitting(self) -> tuple[Model, ...]:
        """Those that enlarge by the scale that is chosen."""
        step = self.document.step(self.task) or self.first()
        return tuple(model for model in super().fitting() if model.spec.scale == step.level)

    @property
    def size(self) -> OutputSize | None:
        """The size that was asked for in other words than a scale."""
        return self.document.plan.save.size

    def show_step(self, step: Step) -> None:
        """See :class:`TaskBox`."""
        level, size = step.level or self._scales[0], self.size
        by = size.by if size is not None else None
        self.by.setCurrentIndex(list(BYS).index(by))
        self.stack.setCurrentIndex(0 if by is None else 1)
        self.segments.choose(self._scales.index(level) if level in self._scales else None)
        if size is not None:
            self._show_size(size)
        self.note.setText(self._outcome(level, size))
        self.warning.setVisible(self._worsens_jpeg())

    def _show_size(self, size: OutputSize) -> None:
        with QSignalBlocker(self.value), QSignalBlocker(self.dpi):
            self.value.setDecimals({By.MEGAPIXELS: 1, By.PRINT: 2}.get(size.by, 0))
            self.value.setSuffix(f" {UNITS[size.by]}")
            self.value.setValue(size.value)
            self.dpi.setValue(size.dpi)
        self.dpi.setVisible(size.by is By.PRINT)

    def _outcome(self, level: float, size: OutputSize | None) -> str:
        """The size before and after, and in print."""
        picture = self.document.picture
        if picture is None:
            return ""
        wide, high = int(picture.width * level), int(picture.height * level)
        if size is not None:
            wide, high = size.pixels(picture.width, picture.height)
        dpi = size.dpi if size is not None and size.by is By.PRINT else USUAL_DPI
        cm = f"{number(round(print_cm(wide, dpi), 1))} × {number(round(print_cm(high, dpi), 1))} cm"
        return (f"{size_text(picture.width, picture.height)} → {size_text(wide, high)}\n"
                + tr("{size} in print at {dpi} dpi").format(size=cm, dpi=number(dpi)))

    def _worsens_jpeg(self) -> bool:
        """Whether this would enlarge JPEG damage that nothing repairs, which ends worse than plain enlargement."""
        document = self.document
        damaged = document.asked_of is not None and Task.DEBLOCK in document.asked_of.tasks
        return damaged and document.step(Task.DEBLOCK) is None and Task.DEBLOCK in self._controller.offer.tasks

    # -- what people choose

    def _choose_by(self) -> None:
        by = self.by.currentData()
        if by is None:
            step = self.document.step(self.task) or self.first()
            self._set(step.level, None)
            return
        picture, step = self.document.picture, self.document.step(self.task) or self.first()
        value = first_value(By(by), picture.width, picture.height, step.level or self._scales[0])
        self._ask(OutputSize(By(by), value, USUAL_DPI))

    def _change(self) -> None:
        size = self.size
        if size is not None:
            self._ask(OutputSize(size.by, self.value.value(), self.dpi.value()))

    def _ask(self, size: OutputSize) -> None:
        picture = self.document.picture
        self._set(scale_for(size, picture.width, picture.height, self._scales), size)

    def _set(self, level: float, size: OutputSize | None) -> None:
        """Change scale and size as one change, undone at once."""
        document = self.document
        old = document.step(self.task) or self.first()
        step = replace(old, level=level, model=old.model if old.level == level else None)
        steps = tuple(step if old.task is self.task else old for old in document.plan.steps)
        save = replace(document.plan.save, size=size)
        document.set_plan(replace(document.plan, steps=steps, save=save), "size" if size is not None else None)
