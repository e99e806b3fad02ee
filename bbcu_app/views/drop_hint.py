"""What shows while a file is held over the window: the whole window takes it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from bbcu_app import theme
from bbcu_app.i18n import tr


class DropHint(QWidget):
    """A veil with one sentence. Takes no events itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """Lie over the whole parent."""
        self.setGeometry(self.parentWidget().rect())
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(shown.panel)
        veil.setAlpha(244)
        painter.fillRect(self.rect(), veil)
        inner = QRectF(self.rect()).adjusted(*(theme.MARGIN,) * 2, *(-theme.MARGIN,) * 2)
        painter.setPen(QPen(QColor(shown.accent), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(inner, 12, 12)
        font = painter.font()
        font.setPixelSize(20)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(shown.text))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, tr("Drop to open"))
