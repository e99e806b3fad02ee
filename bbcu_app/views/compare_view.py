"""Original and result together: two panes or one, with one place and one zoom for all of them."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from bbcu_app.settings import ViewMode
from bbcu_app.tiles import Layer, TileStore
from bbcu_app.viewport import Size, Viewport, percent
from bbcu_app.views.canvas import Canvas, Side
from engine.tiling import Box

PAN_STEP = 64


class CompareView(QWidget):
    """The picture area.

    Attributes
    ----------
    viewport : Viewport
        Where all panes look.
    mode : ViewMode

    Signals
    -------
    moved : Viewport
        People look somewhere else.
    """

    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="stage", focusPolicy=Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Picture")
        self.setAccessibleDescription("Original and restored picture. Hold space to see the original.")
        self.viewport = Viewport()
        self.mode = ViewMode.SIDE
        self._original: TileStore | None = None
        self._result: TileStore | None = None
        self._strength = 100
        self.panes = (Canvas(Side.ORIGINAL, self), Canvas(Side.RESULT, self))
        self._line = QFrame(self)
        self._line.setFixedWidth(1)
        row = QHBoxLayout(self, spacing=0)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes[0], 1)
        row.addWidget(self._line)
        row.addWidget(self.panes[1], 1)
        self.zoom_bar = QFrame(self, objectName="zoombar")
        self._zoom_row = QHBoxLayout(self.zoom_bar, spacing=0)
        self._zoom_row.setContentsMargins(4, 4, 4, 4)
        self.zoom_bar.hide()
        self._zoom_text: QToolButton | None = None
        for pane in self.panes:
            pane.wished.connect(self.look)
            pane.divider_moved.connect(self._move_divider)
            pane.flip.connect(self.set_flipped)
        self.panes[1].resized.connect(self._pane_resized)
        self._arrange()

    # -- what is shown

    def show_pictures(self, original: TileStore | None, result: TileStore | None) -> None:
        """Show a picture and, if there is one, its result."""
        if original is not None and original is not self._original:
            self.viewport = self.viewport.showing(Size(original.levels.width, original.levels.height))
        both_before = self._result is not None
        self._original, self._result = original, result
        if both_before != (result is not None):
            self._arrange()
        self._refresh()

    def set_strength(self, strength: int) -> None:
        """How much of the result shows, 0..100: at once, by opacity."""
        if strength != self._strength:
            self._strength = strength
            self._refresh()

    def set_labels(self, original: str, result: str) -> None:
        """What the panes are called."""
        left, right = self.panes
        left.label = original
        right.label, right.other_label = (original, result) if right.side is Side.BOTH else (result, "")
        if self._result is None:
            right.label = ""
        for pane in self.panes:
            pane.update()

    def set_mode(self, mode: ViewMode) -> None:
        """Compare in another way; the place stays."""
        self.mode = mode
        self._arrange()
        self._refresh()

    def set_flipped(self, flipped: bool) -> None:
        """Show the original in the result's place, for as long as a key is held."""
        self.panes[1].set_flipped(flipped)

    def tile_arrived(self, box: Box) -> None:
        """A part of the result is there."""
        self.panes[1].tile_arrived(box)

    def look(self, viewport: Viewport) -> None:
        """Look somewhere else, in all panes."""
        self.viewport = viewport
        for pane in self.panes:
            pane.viewport = viewport
            pane.update()
        if self._zoom_text is not None:
            self._zoom_text.setText(percent(viewport.zoom))
        self.moved.emit(viewport)

    @property
    def focus_place(self) -> tuple[float, float]:
        """The middle of what is visible, as fractions of the picture."""
        return self.viewport.centre

    def _refresh(self) -> None:
        original = (Layer(self._original),) if self._original is not None else ()
        result: tuple[Layer, ...] = ()
        if self._original is not None and self._result is not None:
            shown = Layer(self._result, self._strength / 100)
            result = (shown,) if self._strength == 100 else (*original, shown)
        for pane in self.panes:
            pane.show_layers(original, result)
        self.look(self.viewport)

    def _arrange(self) -> None:
        two = self.mode is ViewMode.SIDE and self._result is not None
        self.panes[0].setVisible(two)
        self._line.setVisible(two)
        left, right = self.panes
        right.side = Side.BOTH if self.mode is ViewMode.DIVIDER else Side.RESULT
        original, result = left.label, right.other_label or right.label
        self.set_labels(original, result)

    def _move_divider(self, place: float) -> None:
        self.panes[1].divider = place
        self.panes[1].update()

    def _pane_resized(self, pane: Size) -> None:
        self.look(self.viewport.resized(pane))

    # -- the zoom bar

    def set_zoom_buttons(self, out: QToolButton, actual: QToolButton, into: QToolButton, fit: QToolButton) -> None:
        """Fill the bar at the lower edge; `actual` shows the zoom in numbers."""
        self._zoom_text = actual
        actual.setFixedWidth(64)
        for button in (out, actual, into, fit):
            self._zoom_row.addWidget(button)
        self.zoom_bar.show()
        self._place_zoom_bar()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._line.setFixedWidth(2 - self.width() % 2)  # what is left is even: both panes are of one size
        self._place_zoom_bar()

    def _place_zoom_bar(self) -> None:
        self.zoom_bar.adjustSize()
        bar = self.zoom_bar.size()
        self.zoom_bar.move(QPoint((self.width() - bar.width()) // 2, self.height() - bar.height() - 12))
        self.zoom_bar.raise_()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.set_flipped(True)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.look(self.viewport.panned(0, PAN_STEP if event.key() == Qt.Key.Key_Up else -PAN_STEP))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.set_flipped(False)
        else:
            super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate):
            self.set_flipped(False)  # the key may be let go where we do not hear it
        return super().event(event)


def main() -> int:
    """Show a picture beside a blurred copy of itself."""
    import cv2

    from bbcu_app.display import Levels
    from bbcu_app.views.widgets import run_alone
    from engine.picture.files import open_picture

    def make() -> QWidget:
        picture = open_picture(sys.argv[1])
        blurred = picture.with_pixels(cv2.GaussianBlur(picture.pixels, (0, 0), 2).reshape(picture.pixels.shape))
        view = CompareView()
        view.show_pictures(TileStore(Levels.of(picture)), TileStore(Levels.of(blurred)))
        view.set_labels("Original", "Blurred")
        view.resize(1200, 800)
        return view

    return run_alone(make)


if __name__ == "__main__":
    sys.exit(main())
