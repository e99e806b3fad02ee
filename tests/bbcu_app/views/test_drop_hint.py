from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtWidgets import QApplication

PLACE, BUTTONS, KEYS = QPoint(300, 300), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_it_covers_the_window_while_a_file_is_held_over_it(window, tmp_path):
    data = QMimeData()
    data.setUrls([f"file://{tmp_path}/a.png"])
    QApplication.sendEvent(window, QDragEnterEvent(PLACE, Qt.DropAction.CopyAction, data, BUTTONS, KEYS))
    assert window.drop_hint.isVisible() and window.drop_hint.size() == window.size()
    window.drop_hint.grab()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not window.drop_hint.isVisible()


def test_words_are_not_taken(window):
    data = QMimeData()
    data.setText("words")
    event = QDragEnterEvent(PLACE, Qt.DropAction.CopyAction, data, BUTTONS, KEYS)
    event.ignore()
    QApplication.sendEvent(window, event)
    assert not window.drop_hint.isVisible() and not event.isAccepted()
