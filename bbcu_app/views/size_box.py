"""Enlarging in the panel: by how much, and the size that comes out."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from bbcu_app import theme
from bbcu_app.controller import Controller
from bbcu_app.i18n import tr
from bbcu_app.views.task_box import TaskBox
from bbcu_app.views.widgets import Segments, label
from bbcu_app.wording import scale_name, size_text, title
from engine.plan import Step
from engine.tasks import Task


class SizeBox(TaskBox):
    """Enlarging: one button for each scale that there is a model for."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(Task.UPSCALE, controller)
        self._scales = tuple(map(float, controller.offer.scales))
        self.segments = Segments(tuple(map(scale_name, self._scales)))
        self.segments.name(title(self.task))
        for button, scale in zip(self.segments.buttons, self._scales, strict=True):
            button.setToolTip(tr("{scale} times as wide and as high").format(scale=f"{scale:g}"))
        self.note = label("", "secondary", wrap=True)
        column = QVBoxLayout(self.inside, spacing=theme.GAP_INSIDE)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.segments)
        column.addWidget(self.note)
        self.segments.chosen.connect(lambda place: self.set_level(self._scales[place]))

    def first(self) -> Step:
        """The smallest scale: enlarging has nothing to measure."""
        return Step(self.task, self._scales[0])

    def show_step(self, step: Step) -> None:
        """See :class:`TaskBox`."""
        level = step.level or self._scales[0]
        self.segments.choose(self._scales.index(level) if level in self._scales else None)
        picture = self.document.picture
        if picture is not None:
            self.note.setText(f"{size_text(picture.width, picture.height)} → "
                              f"{size_text(int(picture.width * level), int(picture.height * level))}")
