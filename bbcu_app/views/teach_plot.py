"""Two small curves of a run: the gain in dB, and the loss.

Drawn here: a library for plots is ten megabytes, and to load it would hold up the window, for what is two lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from bbcu_app import theme
from bbcu_app.wording import number

Points = Sequence[tuple[float, float]]
LEFT, TOP, RIGHT, BOTTOM = 44, 22, 8, 20
HEIGHT = 132


class TeachPlot(QWidget):
    """Curves over minutes.

    Parameters
    ----------
    title : str
    decimals : int
        Of the numbers beside it.
    """

    def __init__(self, title: str, decimals: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, accessibleName=title)
        self.setFixedHeight(HEIGHT)
        self._title, self._decimals = title, decimals
        self._curves: list[tuple[str, Points]] = []
        self._minutes = 1.0

    def show_curves(self, curves: Sequence[tuple[str, Points]], minutes: float) -> None:
        """Draw named curves of (minutes, value) on an axis of so many minutes; the first is the one that counts."""
        self._curves, self._minutes = list(curves), max(minutes, 1e-6)
        last = "; ".join(f"{name} {self._figure(points[-1][1])}".strip() for name, points in self._curves if points)
        self.setAccessibleDescription(last)
        self.update()

    def _figure(self, value: float) -> str:
        return number(round(value, self._decimals))

    def _range(self) -> tuple[float, float]:
        values = [value for _, points in self._curves for _, value in points]
        low, high = min([*values, 0.0]), max([*values, 0.0])
        room = max(high - low, 10.0**-self._decimals)
        return low - 0.06 * room, high + 0.06 * room

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)
        font = self.font()
        font.setPixelSize(11)
        painter.setFont(font)
        colours = (QColor(shown.accent_text), QColor(shown.secondary))
        self._names(painter, colours)
        low, high = self._range()
        for value in (0.0, high - 0.06 / 1.12 * (high - low)) if any(points for _, points in self._curves) else ():
            y = frame.bottom() - (value - low) / (high - low) * frame.height()
            painter.setPen(QPen(QColor(shown.line), 1))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(QColor(shown.secondary))
            beside = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - 8, LEFT - 6, 16), beside, self._figure(value))
        painter.setPen(QColor(shown.secondary))
        painter.drawText(QRectF(frame.left(), frame.bottom() + 3, frame.width(), 16), Qt.AlignmentFlag.AlignRight,
                         f"{number(round(self._minutes, 1))} min")
        painter.drawText(QRectF(frame.left(), frame.bottom() + 3, frame.width(), 16), Qt.AlignmentFlag.AlignLeft, "0")
        for (_, points), colour in reversed(list(zip(self._curves, colours, strict=False))):
            self._curve(painter, points, colour, (frame, low, high))

    def _names(self, painter: QPainter, colours: Sequence[QColor]) -> None:
        painter.setPen(QColor(theme.current().text))
        painter.drawText(QPointF(0, 13), self._title)
        right = float(self.width() - RIGHT)
        for (name, _), colour in reversed(list(zip(self._curves, colours, strict=False))):
            if name:
                painter.setPen(colour)
                right -= painter.fontMetrics().horizontalAdvance(name)
                painter.drawText(QPointF(right, 13), name)
                right -= 12

    def _curve(self, painter: QPainter, points: Points, colour: QColor, place: tuple[QRectF, float, float]) -> None:
        frame, low, high = place
        line = QPolygonF([QPointF(frame.left() + min(1.0, at / self._minutes) * frame.width(),
                                  frame.bottom() - (value - low) / (high - low) * frame.height())
                          for at, value in points])
        painter.setPen(QPen(colour, 1.6))
        painter.drawPolyline(line)
        if line.count():
            painter.setBrush(colour)
            painter.drawEllipse(line.at(line.count() - 1), 2.5, 2.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)


def smoothed(points: Points, share: float = 0.9) -> list[tuple[float, float]]:
    """A noisy curve as its running mean, that begins at its first value."""
    made: list[tuple[float, float]] = []
    for at, value in points:
        made.append((at, value if not made else share * made[-1][1] + (1 - share) * value))
    return made
