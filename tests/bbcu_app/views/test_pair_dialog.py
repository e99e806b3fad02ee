import pytest
from PySide6.QtCore import Qt

from bbcu_app.settings import ViewMode
from bbcu_app.views.pair_dialog import PairDialog
from tests.bbcu_app.conftest import save_noise


@pytest.fixture
def dialog(qtbot, opened, tmp_path, photo):
    larger = save_noise(tmp_path / "larger.png", 400, 300)
    opened.files._compare([photo, larger])
    qtbot.waitUntil(lambda: opened.findChild(PairDialog) is not None, timeout=5000)
    return opened.findChild(PairDialog)


def test_files_of_different_sizes_lie_over_each_other(dialog):
    assert dialog.view.panes[1].names == ("photo.png  200 × 150", "larger.png  400 × 300")
    assert dialog.view.viewport.unit == 2, "100 % is that of the second one"
    assert dialog.view.mode is ViewMode.DIVIDER


def test_keys(qtbot, dialog):
    view = dialog.view
    for key, mode in ((Qt.Key.Key_B, ViewMode.SIDE), (Qt.Key.Key_S, ViewMode.SINGLE), (Qt.Key.Key_D, ViewMode.DIVIDER)):
        qtbot.keyClick(dialog, key)
        assert view.mode is mode
    qtbot.keyPress(dialog, Qt.Key.Key_Space)
    assert view.panes[1]._flipped
    qtbot.keyRelease(dialog, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_2)
    assert view.viewport.share == 1
    qtbot.keyClick(dialog, Qt.Key.Key_Plus)
    assert view.viewport.share == 2
    for _ in range(4):
        qtbot.keyClick(dialog, Qt.Key.Key_Plus)
    across = view.viewport.centre[0]
    qtbot.keyClick(dialog, Qt.Key.Key_Right)
    assert view.viewport.centre[0] > across
    divider = view.panes[1].divider
    qtbot.keyClick(dialog, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.panes[1].divider > divider
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    assert view.viewport.fitted
    qtbot.keyClick(dialog, Qt.Key.Key_X)
    assert dialog.differing.isChecked()
    dialog.grab()


def test_one_file_is_compared_with_what_is_open(qtbot, opened, tmp_path):
    opened.files._compare([save_noise(tmp_path / "other.png", 20, 20)])
    qtbot.waitUntil(lambda: opened.findChild(PairDialog) is not None, timeout=5000)
    assert opened.findChild(PairDialog).view.panes[1].names[0].startswith("photo.png")


def test_three_files_are_too_many(opened, photo):
    opened.files._compare([photo, photo, photo])
    assert opened.notices.kind == "warning"


def test_a_file_that_cannot_be_opened_is_said(qtbot, opened, tmp_path, photo):
    (tmp_path / "bad.png").write_bytes(b"x")
    opened.files._compare([photo, tmp_path / "bad.png"])
    qtbot.waitUntil(lambda: opened.notices.kind == "error" and opened.notices.isVisible(), timeout=5000)
    assert "bad.png" in opened.notices.title.text()
