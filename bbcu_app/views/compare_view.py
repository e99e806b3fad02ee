"""Original and result together: two panes or one, with one place and one zoom for all of them."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from bbcu_app.i18n import tr
from bbcu_app.settings import ViewMode
from bbcu_app.tiles import Layer, TileStore
from bbcu_app.viewport import Size, Viewport, percent
from bbcu_app.views.canvas import LABEL_MARGIN, Canvas, Side
from bbcu_app.views.navigator import Navigator
from engine.tiling import Box

PAN_STEP = 64
DIVIDER_STEP = 0.05


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
        self.setAccessibleName(tr("Picture"))
        self.setAccessibleDescription(tr("Original and restored picture. Hold space to see the original."))
        self.viewport = Viewport()
        self.mode = ViewMode.DIVIDER
        self._original: TileStore | None = None
        self._result: TileStore | None = None
        self._preview: Layer | None = None
        self._strength = 100
        self.panes = (Canvas(Side.ORIGINAL, self), Canvas(Side.RESULT, self))
        self._line = QFrame(self)
        self._line.setFixedWidth(1)
        row = QHBoxLayout(self, spacing=0)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes[0], 1)
        row.addWidget(self._line)
        row.addWidget(self.panes[1], 1)
        self.navigator = Navigator(self)
        self.navigator.wished.connect(lambda x, y: self.look(self.viewport.centred(x, y)))
        self.zoom_bar = QFrame(self, objectName="zoombar")
        self._zoom_row = QHBoxLayout(self.zoom_bar, spacing=0)
        self._zoom_row.setContentsMargins(4, 4, 4, 4)
        self.zoom_bar.installEventFilter(self)
        self.zoom_bar.hide()
        self._zoom_text: QToolButton | None = None
        self._ring = QFrame(self, objectName="ring", visible=False)
        self._ring.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for pane in self.panes:
            pane.wished.connect(self.look)
            pane.divider_moved.connect(self.set_divider)
            pane.flip.connect(self.set_flipped)
        self.panes[1].resized.connect(self._pane_resized)
        self._arrange()

    # -- the focus, which is the picture's as a rule and only shows to who comes here by Tab

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring.setVisible(event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason))
        self._ring.raise_()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring.hide()
        super().focusOutEvent(event)

    # -- what is shown

    def show_pictures(self, original: TileStore | None, result: TileStore | None) -> None:
        """Show a picture and, if there is one, its result."""
        if original is not None and original is not self._original:
            self._preview = None
            self.viewport = self.viewport.showing(Size(original.levels.width, original.levels.height))
        self._original, self._result = original, result
        self._arrange()
        self._refresh()

    def show_preview(self, preview: Layer | None) -> None:
        """Show a part of a result that nobody has run yet, in the result's place."""
        self._preview = preview
        self._arrange()
        self._refresh()

    def set_strength(self, strength: int) -> None:
        """How much of the result shows, 0..100: at once, by opacity."""
        if strength != self._strength:
            self._strength = strength
            self._refresh()

    def set_names(self, original: str, result: str) -> None:
        """What original and result are called."""
        for pane in self.panes:
            pane.set_names(original, result)

    def set_mode(self, mode: ViewMode) -> None:
        """Compare in another way; the place stays."""
        self.mode = mode
        self._arrange()
        self._refresh()

    def set_flipped(self, flipped: bool) -> None:
        """Show the original in the result's place, for as long as a key is held."""
        self.panes[1].set_flipped(flipped)

    def set_differing(self, differing: bool) -> None:
        """Show where original and result differ."""
        self.panes[1].set_differing(differing)

    def set_divider(self, place: float) -> None:
        """Move the divider to this fraction of the pane's width."""
        self.panes[1].divider = min(1.0, max(0.0, place))
        self.panes[1].update()

    def step_divider(self, steps: int) -> None:
        """Move the divider by some steps to the right (or left, if negative)."""
        self.set_divider(self.panes[1].divider + DIVIDER_STEP * steps)

    def set_cover(self, height: int) -> None:
        """Something lies over the upper edge, this high: the names move below it."""
        for pane in self.panes:
            pane.label_top = LABEL_MARGIN + height
            pane.update()

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
            self._zoom_text.setText(percent(viewport.share))
        self.navigator.show_view(viewport)
        self.moved.emit(viewport)

    def pan(self, across: int, down: int) -> None:
        """Move the view by some steps."""
        self.look(self.viewport.panned(-PAN_STEP * across, -PAN_STEP * down))

    @property
    def result_scale(self) -> float:
        """How many times as wide as the original the result is that is shown."""
        if self._original is None or self._result is None:
            return 1.0
        return self._result.levels.width / self._original.levels.width

    def _refresh(self) -> None:
        original = (Layer(self._original),) if self._original is not None else ()
        result: tuple[Layer, ...] = ()
        if original and self._preview is not None:
            result = (*original, Layer(self._preview.store, self._strength / 100, self._preview.place))
        elif original and self._result is not None:
            shown = Layer(self._result, self._strength / 100)
            result = (shown,) if self._strength == 100 else (*original, shown)
        for pane in self.panes:
            pane.show_layers(original, result)
        self.navigator.show_picture(self._original)
        self.look(self.viewport.counting(self.result_scale))

    def _arrange(self) -> None:
        two = self.mode is ViewMode.SIDE and (self._result is not None or self._preview is not None)
        self.panes[0].setVisible(two)
        self._line.setVisible(two)
        self.panes[1].side = Side.BOTH if self.mode is ViewMode.DIVIDER else Side.RESULT

    def _pane_resized(self, pane: Size, density: float) -> None:
        self.look(self.viewport.counting(self.viewport.unit, density).resized(pane))

    # -- the zoom bar

    def set_zoom_buttons(self, out: QToolButton, actual: QToolButton, into: QToolButton, fit: QToolButton) -> None:
        """Fill the bar at the lower edge; `actual` shows the zoom in numbers."""
        self._zoom_text = actual
        actual.setFixedWidth(64)
        for button in (out, actual, into, fit):
            self._zoom_row.addWidget(button)
        self.zoom_bar.show()
        self._place_bars()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._line.setFixedWidth(2 - self.width() % 2)  # what is left is even: both panes are of one size
        self._ring.resize(self.size())
        self._place_bars()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a button has got its icon, and is no longer as wide as its name
            self._place_bars()
        return super().eventFilter(watched, event)

    def _place_bars(self) -> None:
        self.zoom_bar.adjustSize()
        bar = self.zoom_bar.size()
        self.zoom_bar.move(QPoint((self.width() - bar.width()) // 2, self.height() - bar.height() - LABEL_MARGIN))
        self.zoom_bar.raise_()
        self.navigator.move(LABEL_MARGIN, self.height() - self.navigator.height() - LABEL_MARGIN)
        self.navigator.raise_()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
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
        view.set_names("Original", "Blurred")
        view.resize(1200, 800)
        return view

    return run_alone(make)


if __name__ == "__main__":
    sys.exit(main())
