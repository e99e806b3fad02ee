"""A small overview that shows which part of the picture is seen; people drag the frame in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.tiles import TileStore
from bbcu_app.viewport import Rect, Size, Viewport

SIDE = 144
"""The longer side of the overview."""

BORDER = 4


def fitted(picture: Size, side: int = SIDE) -> QSize:
    """The size of the overview of a picture."""
    scale = side / max(picture.width, picture.height)
    return QSize(max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))


def frame_of(view: Viewport, size: QSize) -> QRectF:
    """Where, in an overview of this size, the part lies that a pane shows."""
    seen: Rect = view.visible
    across, down = size.width() / view.image.width, size.height() / view.image.height
    return QRectF(seen.left * across, seen.top * down, (seen.right - seen.left) * across,
                  (seen.bottom - seen.top) * down)


class Navigator(QWidget):
    """The overview; hidden while the whole picture is seen anyway.

    Signals
    -------
    wished : float, float
        The place that shall be in the middle, as fractions of the picture.
    """

    wished = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, cursor=Qt.CursorShape.PointingHandCursor, focusPolicy=Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Overview"))
        self.setToolTip(tr("Drag to look somewhere else"))
        self.allowed = True
        self._store: TileStore | None = None
        self._image: QImage | None = None
        self._view = Viewport()
        self.hide()

    def show_picture(self, store: TileStore | None) -> None:
        """Another picture."""
        if store is not self._store:
            self._store, self._image = store, None

    def show_view(self, view: Viewport) -> None:
        """Another part of it is seen."""
        self._view = view
        self.setVisible(self.allowed and self._store is not None and not view.shows_all)
        if self.isVisible():
            size = fitted(view.image)
            self.setFixedSize(size.width() + 2 * BORDER, size.height() + 2 * BORDER)
            parent = self.parentWidget()
            if parent is not None:
                self.move(self.x() or 12, parent.height() - self.height() - 12)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(theme.current().panel))
        size = QSize(self.width() - 2 * BORDER, self.height() - 2 * BORDER)
        painter.translate(BORDER, BORDER)
        if self._image is None and self._store is not None:
            self._image = self._store.overview()
        if self._image is not None:
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._image, QRectF(self._image.rect()))
        frame = frame_of(self._view, size)
        for width, colour in ((3, QColor(0, 0, 0, 160)), (1.5, QColor("#ffffff"))):
            painter.setPen(QPen(colour, width))
            painter.drawRect(frame)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._wish(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._wish(event)

    def _wish(self, event: QMouseEvent) -> None:
        across, down = self.width() - 2 * BORDER, self.height() - 2 * BORDER
        self.wished.emit((event.position().x() - BORDER) / across, (event.position().y() - BORDER) / down)
