import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from bbcu_app.views import dialogs
from bbcu_app.views.dialogs import Losing, ReportButton, about_dialog, ask_losing, keys_dialog

BUTTON = QMessageBox.StandardButton


@pytest.fixture
def about(qtbot, monkeypatch):
    """The about box, whose self-test is some Python; and its button."""
    def make(*command):
        monkeypatch.setattr(dialogs, "self_test_command", lambda: [*command])
        dialog = about_dialog(None, (("Runs on", "bitsliced"),))
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog, dialog.findChild(ReportButton)

    return make


def test_about_copies_a_report_of_what_was_tried(qtbot, about):
    said = f"ok  models: 6 load\\nFAILED  torch: {Path.home()}/broken"
    dialog, copy = about(sys.executable, "-c", f"print('{said}'); raise SystemExit(1)")
    assert "bitsliced" in [label.text() for label in dialog.findChildren(QLabel)]
    assert copy.text() == "Copy report"
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert not copy.isEnabled()
    qtbot.waitUntil(copy.isEnabled, timeout=30000)
    assert copy.text() == "Report copied"
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines == ["ok  models: 6 load", "FAILED  torch: ~/broken", "Runs on: bitsliced", ""]


def test_about_copies_versions_where_nothing_can_be_tried(qtbot, about, tmp_path):
    _, copy = about(str(tmp_path / "gone"))
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: copy.text() == "Report copied", timeout=30000)
    assert "numba" in QGuiApplication.clipboard().text() and "Runs on" in QGuiApplication.clipboard().text()


def test_closing_about_ends_the_test(qtbot, about):
    dialog, copy = about(sys.executable, "-c", "import time; time.sleep(600)")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: copy._test.processId() > 0, timeout=30000)
    dialog.accept()
    assert copy._test.processId() == 0


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
