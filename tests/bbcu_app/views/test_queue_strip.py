"""The strip by real events: what it says, and what its buttons do."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from bbcu_app.views.report_dialog import ReportDialog
from bbcu_app.views.run_all_dialog import RunAllDialog
from engine.run.job import State
from tests.bbcu_app.conftest import answer, drop, open_and_restore, save_noise, wait_open


@pytest.fixture
def three(qtbot, window, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.png", "b.png", "c.png"):
        save_noise(folder / name, 130, 70)
    drop(window, folder)
    wait_open(qtbot, window, "a.png")
    return window


def rect(window, row):
    strip = window.strip.list
    return strip.visualRect(strip.rows.index(row))


def run_all(qtbot, window):
    qtbot.mouseClick(window.strip.go, Qt.MouseButton.LeftButton)
    dialog = window.findChild(RunAllDialog)
    qtbot.mouseClick(dialog.run, Qt.MouseButton.LeftButton)


def ended(qtbot, window):
    qtbot.waitUntil(lambda: not window.controller.batch.running, timeout=10000)


def test_one_picture_is_one_line(opened):
    assert opened.strip.isVisible() and not opened.strip.list.isVisible()
    assert opened.strip.count.text() == "1 picture" and opened.strip.height() <= 44
    assert not opened.strip.go.isVisible() and opened.strip.more.isVisible()


def test_several_dropped_files_are_counted_and_seen(qtbot, three):
    strip = three.strip
    assert strip.count.text() == "3 pictures" and strip.list.isVisible()
    assert strip.list.rows.rowCount() == 3
    qtbot.waitUntil(lambda: strip.list.rows._thumbnail(three.controller.queue.sheets[2]) is not None, timeout=5000)
    strip.grab()


def test_a_click_shows_a_picture_and_keeps_the_focus_where_it_is(qtbot, three):
    qtbot.mouseClick(three.strip.list.viewport(), Qt.MouseButton.LeftButton, pos=rect(three, 2).center())
    wait_open(qtbot, three, "c.png")
    assert three.focusWidget() is three.compare


def test_keys_walk_through_the_strip(qtbot, three):
    strip = three.strip.list
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    wait_open(qtbot, three, "b.png" if strip.currentIndex().row() == 1 else "c.png")
    qtbot.keyClick(strip, Qt.Key.Key_Delete)
    assert len(three.controller.queue) == 2


def test_running_all_asks_writes_and_says_so(qtbot, three, tmp_path):
    run_all(qtbot, three)
    assert three.strip.stop.isVisible() and three.strip.go.text() == "Pause"
    ended(qtbot, three)
    assert "3 done" in three.strip.state.text()
    assert three.notices.kind == "success" and "3 pictures" in three.notices.title.text()
    for name in "abc":
        original = np.asarray(Image.open(tmp_path / "in" / f"{name}.png"))
        assert np.array_equal(np.asarray(Image.open(tmp_path / "in" / f"{name}_restored.png")), 255 - original)


def test_pause_go_on_and_stop(qtbot, three, fake):
    fake.gate.clear()
    run_all(qtbot, three)
    qtbot.waitUntil(lambda: State.RUNNING in three.controller.batch.counts, timeout=5000)
    qtbot.mouseClick(three.strip.go, Qt.MouseButton.LeftButton)
    assert three.strip.go.text() == "Go on" and "paused" in three.strip.state.text()
    qtbot.mouseClick(three.strip.stop, Qt.MouseButton.LeftButton)
    ended(qtbot, three)
    fake.gate.set()
    assert "1 stopped" in three.strip.state.text() and "2 waiting" in three.strip.state.text()
    qtbot.mouseClick(three.strip.go, Qt.MouseButton.LeftButton)
    ended(qtbot, three)
    assert "2 done" in three.strip.state.text()


def test_a_bad_file_is_signed_before_anybody_goes_there_and_in_the_report(qtbot, three, tmp_path):
    (tmp_path / "bad.jpg").write_bytes(b"x")
    drop(three, save_noise(tmp_path / "good.png", 30, 30), tmp_path / "bad.jpg")
    wait_open(qtbot, three, "good.png")
    bad = three.controller.queue.sheets[-1]
    qtbot.waitUntil(lambda: bad.failure is not None, timeout=5000)
    words = three.strip.list.rows.index(4).data(Qt.ItemDataRole.ToolTipRole)
    assert "bad.jpg" in words and "not a picture" in words
    assert bad not in three.queue_requests.to_do()


def test_what_failed_is_reported_with_its_reason_and_tried_again(qtbot, three, tmp_path):
    (tmp_path / "in" / "b.png").unlink()
    run_all(qtbot, three)
    ended(qtbot, three)
    assert three.notices.kind == "info" and "1 failed" in three.notices.title.text()
    qtbot.mouseClick(three.notices.choice, Qt.MouseButton.LeftButton)
    report = three.findChild(ReportDialog)
    assert report.table.item(0, 0).text() == "b.png" and "no such file" in report.table.item(0, 2).text()
    save_noise(tmp_path / "in" / "b.png", 20, 20)
    qtbot.mouseClick(report.retry, Qt.MouseButton.LeftButton)
    ended(qtbot, three)
    assert "3 done" in three.strip.state.text()
    qtbot.mouseClick(three.strip.go, Qt.MouseButton.LeftButton)
    assert "Every picture is done" in three.notices.title.text()


def test_the_thumbnails_fold_away(qtbot, three):
    qtbot.mouseClick(three.strip.fold, Qt.MouseButton.LeftButton)
    assert not three.strip.list.isVisible() and three.settings.strip_folded
    qtbot.mouseClick(three.strip.fold, Qt.MouseButton.LeftButton)
    assert three.strip.list.isVisible()


def test_the_menu_of_a_picture(qtbot, three):
    menu = three.strip.menu([three.controller.queue.sheets[1]])
    texts = [action.text() for action in menu.actions()]
    assert texts == ["Open folder", "Take out of the list"]
    menu.actions()[-1].trigger()
    assert [sheet.name for sheet in three.controller.queue] == ["a.png", "c.png"]


def test_taking_an_unsaved_picture_out_asks(qtbot, done):
    done.strip.unwanted.emit([done.document.sheet])
    assert done.findChild(QMessageBox) is not None
    answer(done, QMessageBox.StandardButton.Cancel)
    assert len(done.controller.queue) == 1


def test_unsaved_results_are_counted(qtbot, done, tmp_path):
    open_and_restore(qtbot, done, save_noise(tmp_path / "other.png", 40, 30))
    assert done.strip.state.text() == "2 not saved yet"


def test_closing_while_the_queue_runs_asks(qtbot, three, fake):
    fake.gate.clear()
    run_all(qtbot, three)
    qtbot.waitUntil(lambda: State.RUNNING in three.controller.batch.counts, timeout=5000)
    three.close()
    assert three.isVisible() and "3 pictures" in three.findChild(QMessageBox).text()
    answer(three, QMessageBox.StandardButton.Discard)
    assert not three.isVisible()


def test_five_hundred_pictures_are_no_burden(qtbot, window, tmp_path):
    import time

    from engine.run.paths import Source

    began = time.thread_time()
    window.controller.queue.add([Source(tmp_path / f"{number}.png") for number in range(500)])
    window.strip.setVisible(True)
    window.strip.grab()
    assert time.thread_time() - began < 1.0
    assert len(window.controller.thumbnails._wanted) < 40, "only of what is seen"
