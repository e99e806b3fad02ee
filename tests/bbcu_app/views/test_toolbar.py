import numpy as np
import tifffile
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from tests.bbcu_app.conftest import drop, wait_open


def test_it_says_what_is_open_and_cuts_what_does_not_fit(qtbot, opened):
    bar = opened.toolbar
    assert bar.name.text() == "photo.png" and bar.about.text().startswith("200 × 150")
    bar.say("word " * 100)
    assert bar.about.text().endswith("…") and bar.about.toolTip() == "word " * 100


def test_recent_files_are_offered_opened_and_forgotten(qtbot, opened, tmp_path):
    menu = QMenu()
    opened.toolbar.fill_recent(menu)
    assert menu.actions()[0].text() == "photo.png"
    opened.controller.remove(opened.document.sheet)
    menu.actions()[0].trigger()
    wait_open(qtbot, opened, "photo.png")
    menu.actions()[-1].trigger()
    assert opened.settings.recent == ()
    opened.toolbar.fill_recent(menu)
    assert not menu.actions()[0].isEnabled()


def test_nothing_is_offered_for_a_picture_that_is_not_there(window):
    assert not window.toolbar.view.isVisible()
    assert window.toolbar.open.isVisible()


def test_how_a_file_was_read_is_said_and_can_be_asked_for_again(qtbot, opened, tmp_path):
    assert not opened.toolbar.notes.isVisible()
    floats = np.linspace(0, 1.5, 60 * 40 * 3, dtype=np.float32).reshape(40, 60, 3)
    tifffile.imwrite(tmp_path / "floats.tif", floats, photometric="rgb")
    drop(opened, tmp_path / "floats.tif")
    wait_open(qtbot, opened, "floats.tif")
    assert "floating-point" in opened.notices.title.text()
    opened.notices.clear()
    qtbot.mouseClick(opened.toolbar.notes, Qt.MouseButton.LeftButton)
    assert opened.notices.isVisible() and "floating-point" in opened.notices.title.text()
