"""A window with a picture, and one with a result; waiting for both."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, buttons, keys = QPoint(300, 300), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(place, Qt.DropAction.CopyAction, data, buttons, keys))
    assert window.drop_hint.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, buttons, keys))
    assert not window.drop_hint.isVisible()


def wait_open(qtbot, window, name):
    qtbot.waitUntil(lambda: window.document.name == name and window.document.evidence is not None
                    and not window.controller.opening, timeout=10000)


def wait_done(qtbot, window):
    qtbot.waitUntil(lambda: window.document.finished and not window.controller.running, timeout=10000)


def open_and_restore(qtbot, window, path):
    """Drop, Run."""
    drop(window, path)
    wait_open(qtbot, window, path.name)
    qtbot.mouseClick(window.panel.go, Qt.MouseButton.LeftButton)
    wait_done(qtbot, window)


def answer(window, button):
    """Press a button of the question that is asked."""
    box = window.findChild(QMessageBox)
    box.button(button).click()


@pytest.fixture
def opened(qtbot, window, photo):
    drop(window, photo)
    wait_open(qtbot, window, "photo.png")
    return window


@pytest.fixture
def done(qtbot, opened):
    qtbot.mouseClick(opened.panel.go, Qt.MouseButton.LeftButton)
    wait_done(qtbot, opened)
    return opened
