"""Two to four settings side by side on the same part of the picture; one click takes the best of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.controller import Controller
from bbcu_app.i18n import tr
from bbcu_app.previews import region
from bbcu_app.tiles import Layer, TileStore
from bbcu_app.trials import MOST, Choice, choices
from bbcu_app.viewport import Rect, Size, Viewport
from bbcu_app.views import keys
from bbcu_app.views.canvas import Canvas, Side
from bbcu_app.views.widgets import Segments, label, settle, tool_row
from bbcu_app.wording import LEVEL_NAMES
from bbcu_app.workers.preview_worker import Preview
from engine.run.catalog import Model
from engine.tiling import Box

REST = 80
"""Milliseconds that the view must rest before the part it shows is tried."""

PIXELS = 250_000
"""The largest part that is tried."""


class TryPane(QWidget):
    """One of the settings: its name above what it makes of the picture."""

    def __init__(self, found: list[Choice], place: int, chosen: int) -> None:
        super().__init__()
        self.choice = QComboBox(accessibleName=tr("Setting {number}").format(number=place + 1))
        for each in found:
            self.choice.addItem(each.title)
        self.choice.setCurrentIndex(chosen)
        self.use = QPushButton(tr("Use this"), autoDefault=False,
                               accessibleName=tr("Use setting {number}").format(number=place + 1))
        self.canvas = Canvas(Side.RESULT)
        row = QHBoxLayout(spacing=theme.GAP)
        row.addWidget(self.choice, 1)
        row.addWidget(self.use)
        column = QVBoxLayout(self, spacing=theme.GAP)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.canvas, 1)


class TryDialog(QDialog):
    """The settings side by side.

    Parameters
    ----------
    controller : Controller
        With a picture.
    view : Viewport
        Where people look in it.
    models : tuple of Model
        Those to begin with, two to four of one task; the task's levels by default.
    """

    def __init__(self, controller: Controller, view: Viewport, parent: QWidget | None = None,
                 models: tuple[Model, ...] = ()) -> None:
        super().__init__(parent, windowTitle=tr("Try settings"), modal=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1000, 720)
        self._controller, self._trials = controller, controller.trials
        levels = dict(zip(("auto", "light", "medium", "strong"), (tr("Auto"), *map(tr, LEVEL_NAMES)), strict=True))
        self.choices = choices(controller.document, controller.offer, controller.settings.presets, levels,
                               models[0].task if models else None)
        first = _ranked(self.choices, [model.name for model in models])
        self.panes = [TryPane(self.choices, place, first[place % len(first)]) for place in range(MOST)]
        self.count = Segments(("2", "3", "4"))
        self.count.name(tr("How many"))
        self.close_button = QPushButton(tr("Close"), autoDefault=False)
        self._original = (Layer(controller.document.source),)
        self._wanted = Viewport(view.image, zoom=max(view.zoom, view.unit), centre=view.centre, fitted=False)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._ask_all)
        self._lay_out()
        self._connect()
        settle(self)
        self.set_count(len(models) or MOST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()  # so that space flips

    def _lay_out(self) -> None:
        self._grid = QGridLayout(horizontalSpacing=theme.GAP, verticalSpacing=theme.GAP)
        for place, pane in enumerate(self.panes):
            self._grid.addWidget(pane, place // 2, place % 2)
        top = tool_row(label(tr("Drag to look somewhere else, turn the wheel to zoom."), "secondary"), None,
                       label(tr("How many")), self.count)
        self.count.setFixedWidth(108)
        bottom = tool_row(None, self.close_button)
        column = QVBoxLayout(self, spacing=12)
        column.setContentsMargins(16, 16, 16, 16)
        column.addLayout(top)
        column.addLayout(self._grid, 1)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self.count.chosen.connect(lambda place: self.set_count(place + 2))
        self.close_button.clicked.connect(self.reject)
        for place, pane in enumerate(self.panes):
            pane.choice.activated.connect(lambda _=0, place=place: self._changed(place))
            pane.use.clicked.connect(lambda _=False, place=place: self._use(place))
            pane.canvas.wished.connect(self.look)
            pane.canvas.flip.connect(self.set_flipped)
            pane.canvas.show_layers(self._original, ())
        self.panes[0].canvas.resized.connect(self._resized)
        self._trials.arrived.connect(self._on_arrived)
        self.finished.connect(self._trials.stop)

    def set_count(self, number: int) -> None:
        """Show two, three or four settings."""
        self.count.choose(number - 2)
        for place, pane in enumerate(self.panes):
            pane.setVisible(place < number)
        across = number if number == 3 else 2
        for place, pane in enumerate(self.panes):
            self._grid.addWidget(pane, place // across, place % across)
        self._rest.start()

    def look(self, view: Viewport) -> None:
        """Look somewhere else, in all panes."""
        self._wanted = view
        for pane in self.panes:
            pane.canvas.viewport = view
            pane.canvas.update()
        self._rest.start()

    def set_flipped(self, flipped: bool) -> None:
        """Show the original everywhere, for as long as a key is held."""
        for pane in self.panes:
            pane.canvas.set_flipped(flipped)

    def _resized(self, pane: Size, density: float) -> None:
        self.look(self._wanted.counting(self._wanted.unit, density).resized(pane))

    @property
    def part(self) -> Box:
        """The part of the picture that is tried."""
        view = self._wanted
        return region(view.visible, view.image, PIXELS)

    def _ask_all(self) -> None:
        for place in range(MOST):
            if self.panes[place].isVisible():
                self._ask(place)

    def _ask(self, place: int) -> None:
        choice = self.choices[self.panes[place].choice.currentIndex()]
        canvas = self.panes[place].canvas
        canvas.set_names(tr("Original"), "")
        if not choice.plan.steps:
            canvas.show_layers(self._original, self._original)
        self._trials.ask(place, choice.plan, self.part)

    def _changed(self, place: int) -> None:
        self.panes[place].canvas.show_layers(self._original, ())
        self._ask(place)

    def _on_arrived(self, place: int, made: Preview) -> None:
        box = made.box
        layer = Layer(TileStore(made.levels), place=Rect(box.x, box.y, box.right, box.bottom))
        self.panes[place].canvas.show_layers(self._original, (*self._original, layer))

    def _use(self, place: int) -> None:
        self._controller.document.set_plan(self.choices[self.panes[place].choice.currentIndex()].plan)
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.set_flipped(True)
        elif wanted := keys.moved(self._wanted, event.key()):
            self.look(wanted)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.set_flipped(False)
        else:
            super().keyReleaseEvent(event)


def _ranked(found: list[Choice], models: list[str]) -> list[int]:
    """Places of the choices: those of these models first, in their order, then the others."""
    return sorted(range(len(found)), key=lambda place: models.index(found[place].model)
                  if found[place].model in models else len(models))
