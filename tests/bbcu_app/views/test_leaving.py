"""Nothing is lost without a question."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from bbcu_app.views.save_dialog import SaveDialog
from bbcu_app.workers import save_worker
from tests.bbcu_app.conftest import answer, drop, open_and_restore, save_noise, wait_open

BUTTON = QMessageBox.StandardButton


def gone(qtbot, window):
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is None)


def test_nothing_to_lose_nothing_to_ask(opened):
    opened.close()
    assert not opened.isVisible()


def test_closing_asks_about_an_unsaved_result(qtbot, done):
    done.close()
    assert done.isVisible()
    assert "photo.png" in done.findChild(QMessageBox).text()
    answer(done, BUTTON.Cancel)
    assert done.isVisible()
    gone(qtbot, done)
    with qtbot.waitActive(done, timeout=5000):
        done.activateWindow()
    qtbot.keyClick(done, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    answer(done, BUTTON.Discard)
    assert not done.isVisible()


def test_closing_while_it_runs_asks_and_says_what_would_be_lost(qtbot, opened, fake):
    fake.gate.clear()
    opened.actions_["run"].trigger()
    qtbot.waitUntil(lambda: opened.document.result is not None)
    opened.close()
    box = opened.findChild(QMessageBox)
    assert opened.isVisible() and "photo.png" in box.text() and "lost" in box.informativeText()
    answer(opened, BUTTON.Cancel)
    assert opened.controller.running
    gone(qtbot, opened)
    opened.close()
    answer(opened, BUTTON.Discard)
    assert not opened.isVisible()
    assert fake.stopped
    assert not any(thread.name.startswith("tile") for thread in threading.enumerate())


def test_saving_when_asked_closes_afterwards(qtbot, done, photo):
    done.close()
    answer(done, BUTTON.Save)
    qtbot.mouseClick(done.findChild(SaveDialog).save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not done.isVisible(), timeout=5000)
    assert photo.with_name("photo_restored.png").is_file()


def test_cancelling_the_save_stays(qtbot, done, photo):
    done.close()
    answer(done, BUTTON.Save)
    done.findChild(SaveDialog).reject()
    done.controller.save(photo.with_name("out.png"), done.document.plan.save)
    qtbot.waitUntil(lambda: not done.controller.saving and not done.document.unsaved, timeout=5000)
    assert done.isVisible()


def test_a_failed_save_while_closing_leaves_everything_as_it_was(qtbot, done, full_disk):
    done.close()
    answer(done, BUTTON.Save)
    qtbot.mouseClick(done.findChild(SaveDialog).save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: done.notices.isVisible() and not done.controller.saving, timeout=5000)
    assert done.isVisible() and done.document.unsaved
    gone(qtbot, done)
    done.close()
    assert done.isVisible(), "the next close asks again"
    answer(done, BUTTON.Cancel)


def test_several_results_are_asked_about_once_and_saved_beside_their_originals(qtbot, done, photo, tmp_path):
    other = save_noise(tmp_path / "other.png", 40, 30)
    open_and_restore(qtbot, done, other)
    done.close()
    box = done.findChild(QMessageBox)
    assert "2 restored pictures" in box.text()
    assert "photo.png" in box.informativeText() and "other.png" in box.informativeText()
    answer(done, BUTTON.Save)
    qtbot.waitUntil(lambda: not done.isVisible(), timeout=5000)
    assert photo.with_name("photo_restored.png").is_file() and other.with_name("other_restored.png").is_file()


def test_opening_another_picture_asks_nothing_for_nothing_is_lost(qtbot, done, tmp_path):
    drop(done, save_noise(tmp_path / "other.png", 30, 30))
    wait_open(qtbot, done, "other.png")
    assert done.findChild(QMessageBox) is None
    assert len(done.controller.queue.unsaved) == 1


def test_taking_an_unsaved_result_out_of_the_list_asks(qtbot, done):
    sheet = done.document.sheet
    done.leaving.remove([sheet])
    answer(done, BUTTON.Cancel)
    assert done.document.sheet is sheet
    gone(qtbot, done)
    done.leaving.remove([sheet])
    answer(done, BUTTON.Discard)
    assert done.document.picture is None and done.empty.isVisible()


@pytest.fixture
def slow_disk(monkeypatch):
    gate, write = threading.Event(), save_worker.save_picture
    monkeypatch.setattr(save_worker, "save_picture", lambda *args: (gate.wait(10), write(*args))[1])
    yield gate
    gate.set()


def test_closing_waits_for_a_file_that_is_being_written(qtbot, done, photo, slow_disk):
    done.controller.save(photo.with_name("out.png"), done.document.plan.save)
    done.document.result.saved_strength = 100  # nothing unsaved: only the writing is under way
    done.close()
    assert done.isVisible() and done.findChild(QMessageBox) is None
    slow_disk.set()
    qtbot.waitUntil(lambda: not done.isVisible(), timeout=5000)
    assert photo.with_name("out.png").is_file()
