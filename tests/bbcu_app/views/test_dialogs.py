from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

from bbcu_app.views.dialogs import Losing, about_dialog, ask_losing, keys_dialog

BUTTON = QMessageBox.StandardButton


def test_about_copies_a_report(qtbot):
    dialog = about_dialog(None, (("Runs on", "bitsliced"),))
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "bitsliced" in texts
    copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy report")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "Runs on: bitsliced" in QGuiApplication.clipboard().text()


def test_the_list_of_keys_names_them(qtbot):
    dialog = keys_dialog(None)
    qtbot.addWidget(dialog)
    assert any(label.text() == "Ctrl+O" for label in dialog.findChildren(QLabel))


def test_what_would_be_lost_is_said(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    one = ask_losing(parent, Losing(["a.png"]))
    assert "a.png" in one.text() and one.button(BUTTON.Save).text() == "Save as…"
    many = ask_losing(parent, Losing([f"{n}.png" for n in range(9)]))
    assert "9 restored pictures" in many.text() and "…" in many.informativeText()
    assert many.button(BUTTON.Save).text() == "Save all"
    running = ask_losing(parent, Losing(["a.png"], "b.png", 0.43))
    assert "b.png" in running.text() and "43 %" in running.informativeText() and "a.png" in running.informativeText()
    assert running.button(BUTTON.Save) is None
    queued = ask_losing(parent, Losing(queued=4))
    assert "4 pictures" in queued.text() and "next start" in queued.informativeText()
    assert running.defaultButton() is running.button(BUTTON.Cancel)
