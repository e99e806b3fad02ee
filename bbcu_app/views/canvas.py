"""One pane: paints a part of the original, of the result, or of both with a divider between them.

Mouse, wheel and touchpad become wishes (signals) for another viewport; the compare view answers them for all panes
together.
"""

from __future__ import annotations

import sys
import time
from enum import Enum

import cv2
import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.tiles import Frame, Layer
from bbcu_app.viewport import Size, Viewport
from engine.tiling import Box

BUDGET = 0.010
"""Seconds a frame may spend on making tiles; the rest comes with the next frames."""

FADE = 0.120
"""Seconds in which a finished tile brightens."""

GRIP = 10
"""Pixels around the divider in which it can be taken."""

GAIN = 8
"""How much larger than they are differences are shown."""

NOTCH_ANGLE = 120.0
PIXELS_PER_NOTCH = 60.0
LABEL_HEIGHT, LABEL_MARGIN = 24, 12


class Side(Enum):
    """What a pane shows."""

    ORIGINAL = "original"
    RESULT = "result"
    BOTH = "both"


def difference(one: QImage, other: QImage) -> QImage:
    """Where and how two images of one size differ: grey where they do not, :data:`GAIN` times too strong."""
    shape = (one.height(), one.bytesPerLine() // 4, 4)
    arrays = [np.frombuffer(each.constBits(), np.uint8, each.sizeInBytes()).reshape(shape) for each in (one, other)]
    made = cv2.addWeighted(arrays[1], GAIN, arrays[0], -GAIN, 128)
    return QImage(made.data, one.width(), one.height(), one.bytesPerLine(), QImage.Format.Format_RGB32).copy()


class Canvas(QWidget):
    """One pane of the picture.

    Attributes
    ----------
    side : Side
    viewport : Viewport
        Shared by all panes.
    divider : float
        Where the divider stands, as a fraction of the pane's width.
    names : tuple of str
        What original and result are called.
    label_top : int
        Where the names stand, below what may lie over the upper edge.

    Signals
    -------
    wished : Viewport
        Another view, by wheel, drag or double click.
    resized : Size, float
        The pane has a new size in device pixels; and how many of them a pixel of the desktop has.
    divider_moved : float
    flip : bool
        The side button of the mouse was pressed or let go.
    """

    wished = Signal(object)
    resized = Signal(object, float)
    divider_moved = Signal(float)
    flip = Signal(bool)

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent, mouseTracking=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(80, 80)
        self.side = side
        self.viewport = Viewport()
        self.divider = 0.5
        self.names = "", ""
        self.label_top = LABEL_MARGIN
        self._original: tuple[Layer, ...] = ()
        self._result: tuple[Layer, ...] = ()
        self._flipped = self._differing = False
        self._drag: QPointF | None = None
        self._dividing = False
        self._fades: list[tuple[float, Box]] = []
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.update)
        self._fading = QTimer(self, interval=16)
        self._fading.timeout.connect(self._fade)

    # -- what is shown

    def show_layers(self, original: tuple[Layer, ...], result: tuple[Layer, ...]) -> None:
        """Set what lies on each side of the divider."""
        self._original, self._result = original, result
        if not result or not result[-1].store.streaming:
            self._fades.clear()
        self.update()

    def set_flipped(self, flipped: bool) -> None:
        """While flipped, a pane shows the original in the result's place."""
        if flipped != self._flipped:
            self._flipped = flipped
            self.update()

    def set_differing(self, differing: bool) -> None:
        """While set, a pane shows where original and result differ."""
        self._differing = differing
        self.update()

    def set_names(self, original: str, result: str) -> None:
        """What original and result are called."""
        if (original, result) != self.names:
            self.names = original, result
            self.update()

    def tile_arrived(self, box: Box) -> None:
        """A part of the result is there; it brightens where people look at it."""
        if self.side is Side.ORIGINAL:
            return
        if theme.moves(self):
            self._fades.append((time.perf_counter(), box))
            if not self._fading.isActive():
                self._fading.start()
        self.update()

    def _fade(self) -> None:
        now = time.perf_counter()
        self._fades = [(born, box) for born, box in self._fades if now - born < FADE]
        if not self._fades:
            self._fading.stop()
        self.update()

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()  # a painter left open by an error would take the whole program down

    def _paint(self, painter: QPainter) -> None:
        ratio = self.devicePixelRatioF()
        painter.fillRect(self.rect(), QColor(theme.current().canvas))
        painter.scale(1 / ratio, 1 / ratio)
        frame = Frame(painter, self.viewport, time.perf_counter() + BUDGET)
        pane = self.viewport.pane
        if self._shows_difference:
            painter.drawImage(0, 0, self._difference(frame))
        elif self._shows_divider:
            split = self.divider * pane.width
            self._paint_half(frame, self._original, QRectF(0, 0, split, pane.height))
            self._paint_half(frame, self._result, QRectF(split, 0, pane.width - split, pane.height))
            self._paint_divider(painter, split, ratio)
        elif self._original:
            original = self.side is Side.ORIGINAL or self._flipped or not self._result
            frame.paint(self._original if original else self._result)
            if not original:
                self._paint_fades(painter)
        painter.resetTransform()
        self._paint_names(painter)
        if not frame.complete:
            self._again.start()

    @property
    def _shows_divider(self) -> bool:
        return self.side is Side.BOTH and bool(self._original and self._result) and not self._flipped

    @property
    def _shows_difference(self) -> bool:
        return (self._differing and self.side is not Side.ORIGINAL and bool(self._original and self._result)
                and not self._flipped)

    def _difference(self, frame: Frame) -> QImage:
        sheets = []
        for layers in (self._original, self._result):
            sheet = QImage(self.viewport.pane.width, self.viewport.pane.height, QImage.Format.Format_RGB32)
            sheet.fill(QColor(theme.current().canvas))
            painter = QPainter(sheet)
            part = Frame(painter, self.viewport, frame.deadline)
            part.paint(layers)
            painter.end()
            frame.complete &= part.complete
            sheets.append(sheet)
        return difference(*sheets)

    def _paint_half(self, frame: Frame, layers: tuple[Layer, ...], clip: QRectF) -> None:
        frame.painter.save()
        frame.painter.setClipRect(clip)
        frame.paint(layers)
        if layers is self._result:
            self._paint_fades(frame.painter)
        frame.painter.restore()

    def _paint_fades(self, painter: QPainter) -> None:
        if not self._result:
            return
        # The result covers the whole picture, only enlarged.
        scale = self.viewport.zoom * self.viewport.image.width / self._result[-1].store.levels.width
        left, top = self.viewport.origin
        now = time.perf_counter()
        for born, box in self._fades:
            share = min(1.0, (now - born) / FADE)
            shade = QColor(0, 0, 0, round(76 * (1 - share) ** 2))
            place = QRectF(left + box.x * scale, top + box.y * scale, box.width * scale, box.height * scale)
            painter.fillRect(place, shade)

    def _paint_divider(self, painter: QPainter, x: float, ratio: float) -> None:
        height = self.viewport.pane.height
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for width, colour in ((4, QColor(0, 0, 0, 150)), (2, QColor("#ffffff"))):
            painter.setPen(QPen(colour, width * ratio))
            painter.drawLine(QPointF(x, 0), QPointF(x, height))
        painter.setPen(QPen(QColor(0, 0, 0, 150), ratio))
        painter.setBrush(QColor("#ffffff"))
        painter.drawEllipse(QPointF(x, height / 2), 12 * ratio, 12 * ratio)
        pen = QPen(QColor("#3a3a3f"), 2 * ratio)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for sign in (-1, 1):
            tip, back, rise = x + sign * 7 * ratio, x + sign * 4 * ratio, 3 * ratio
            middle = height / 2
            painter.drawPolyline([QPointF(back, middle - rise), QPointF(tip, middle), QPointF(back, middle + rise)])

    def _paint_names(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        original, result = self.names
        if self._shows_difference:
            self._paint_name(painter, tr("Difference, {gain} times as strong").format(gain=GAIN), left=True)
        elif self._shows_divider:
            self._paint_name(painter, original, left=True)
            self._paint_name(painter, result, left=False)
        else:
            shows_result = self.side is not Side.ORIGINAL and bool(self._result) and not self._flipped
            self._paint_name(painter, result if shows_result else original, left=True)

    def _paint_name(self, painter: QPainter, text: str, *, left: bool) -> None:
        room = (self.width() // 2 if self._shows_divider else self.width()) - 2 * LABEL_MARGIN - 16
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
        if not text:
            return
        width = painter.fontMetrics().horizontalAdvance(text) + 16
        x = LABEL_MARGIN if left else self.width() - width - LABEL_MARGIN
        pill = QRectF(x, self.label_top, width, LABEL_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(20, 20, 22, 200))
        painter.drawRoundedRect(pill, 6, 6)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ratio = self.devicePixelRatioF()
        self.resized.emit(Size(round(self.width() * ratio), round(self.height() * ratio)), ratio)

    def _device(self, point: QPointF) -> tuple[float, float]:
        ratio = self.devicePixelRatioF()
        return point.x() * ratio, point.y() * ratio

    def wheelEvent(self, event: QWheelEvent) -> None:
        at = self._device(event.position())
        pixels = event.pixelDelta()
        ratio = self.devicePixelRatioF()
        # A touchpad sends pixels and phases: two fingers pan, with Ctrl they zoom. A wheel's notches zoom.
        touchpad = not pixels.isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase
        if touchpad and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.wished.emit(self.viewport.panned(pixels.x() * ratio, pixels.y() * ratio))
        elif event.angleDelta().y():
            notches = pixels.y() / PIXELS_PER_NOTCH if touchpad else event.angleDelta().y() / NOTCH_ANGLE
            self.wished.emit(self.viewport.wheeled(notches, at))
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            zoom = self.viewport.zoom * (1 + event.value())
            self.wished.emit(self.viewport.zoomed(zoom, self._device(event.position())))
            return True
        return super().event(event)

    def _on_divider(self, x: float) -> bool:
        return self._shows_divider and not self._differing and abs(x - self.divider * self.width()) <= GRIP

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            self.flip.emit(True)
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._dividing = event.button() is Qt.MouseButton.LeftButton and self._on_divider(event.position().x())
            self._drag = event.position()
            if not self._dividing:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            over = self._on_divider(event.position().x())
            self.setCursor(Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor)
        elif self._dividing:
            self.divider_moved.emit(min(1.0, max(0.0, event.position().x() / max(1, self.width()))))
        else:
            moved = event.position() - self._drag
            self._drag = event.position()
            self.wished.emit(self.viewport.panned(*self._device(moved)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            self.flip.emit(False)
            return
        self._drag, self._dividing = None, False
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self._on_divider(event.position().x()):
            self.divider_moved.emit(0.5)
        else:
            self.wished.emit(self.viewport.toggled(self._device(event.position())))


def main() -> int:
    """Show a picture in one pane."""
    from bbcu_app.display import Levels
    from bbcu_app.tiles import TileStore
    from bbcu_app.views.widgets import run_alone
    from engine.picture.files import open_picture

    def make() -> QWidget:
        levels = Levels.of(open_picture(sys.argv[1]))
        canvas = Canvas(Side.ORIGINAL)
        canvas.viewport = Viewport(Size(levels.width, levels.height))
        canvas.resized.connect(lambda pane, _: setattr(canvas, "viewport", canvas.viewport.resized(pane)))
        canvas.wished.connect(lambda view: (setattr(canvas, "viewport", view), canvas.update()))
        canvas.show_layers((Layer(TileStore(levels)),), ())
        canvas.resize(900, 700)
        return canvas

    return run_alone(make)


if __name__ == "__main__":
    sys.exit(main())
