"""Where the window goes: inside the screen that there is, whatever it was when the window closed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

SMALLEST = (800, 500)
FIRST_SIZE = (1280, 820)
TITLE_BAR = 40
"""What the system's frame may need above the window before it is shown and can be asked."""


def first_rect(available: QRect) -> QRect:
    """Where a window first shows on a screen with this much room: in its middle, never larger than it."""
    width = min(FIRST_SIZE[0], available.width())
    height = min(FIRST_SIZE[1], available.height() - TITLE_BAR)
    x = available.x() + (available.width() - width) // 2
    y = available.y() + TITLE_BAR + (available.height() - TITLE_BAR - height) // 2
    return QRect(x, y, width, height)


def moved_inside(window: QRect, available: QRect) -> QRect:
    """The same window, made smaller and moved until it lies in the room that there is."""
    room = available.adjusted(0, TITLE_BAR, 0, 0)
    size = window.size().boundedTo(QSize(room.width(), room.height()))
    x = min(max(window.x(), room.x()), room.x() + room.width() - size.width())
    y = min(max(window.y(), room.y()), room.y() + room.height() - size.height())
    return QRect(x, y, size.width(), size.height())


def place_first(window: QWidget) -> None:
    """Give a window its first size and place."""
    window.setGeometry(first_rect(window.screen().availableGeometry()))


class Anchor(QObject):
    """Brings a window back when its screen is unplugged, or gets another size.

    Parameters
    ----------
    window : QWidget
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        # A moment later: the system may move the window first.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(lambda: place_inside(window))
        app = QGuiApplication.instance()
        app.screenAdded.connect(self._watch)
        app.screenRemoved.connect(self._back)
        for screen in app.screens():
            self._watch(screen)

    def _back(self, _what: object) -> None:
        self._later.start()

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._back)


def place_inside(window: QWidget) -> None:
    """Bring a window whose place was remembered, or is gone, onto a screen that is there now."""
    if window.isMaximized() or window.isFullScreen():
        return
    screen = QGuiApplication.screenAt(window.geometry().center()) or window.screen()
    window.setGeometry(moved_inside(window.geometry(), screen.availableGeometry()))
