"""What comes in and goes out: clipboard, bad files, saving, leaving."""

import os
import sys
import threading

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLineEdit, QMessageBox

from bbcu_app.views.save_dialog import SaveDialog
from engine.errors import RestoreError
from tests.bbcu_app.conftest import save_noise
from tests.bbcu_app.views.conftest import drop, wait_done, wait_open


def test_a_picture_is_pasted_and_the_result_copied(qtbot, window):
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0xFF102030)
    QGuiApplication.clipboard().setImage(image)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_open(qtbot, window, "Pasted picture")
    assert tuple(window.document.picture.pixels[0, 0]) == (0x10, 0x20, 0x30)
    window.actions_["run"].trigger()
    wait_done(qtbot, window)
    with qtbot.waitSignal(window.controller.copied, timeout=5000):
        qtbot.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().image().pixelColor(3, 3).getRgb()[:3] == (0xEF, 0xDF, 0xCF)


def test_a_transparent_picture_is_pasted_with_its_alpha(qtbot, window):
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    image.fill(0x40FF0000)
    window.controller.paste(image)
    wait_open(qtbot, window, "Pasted picture")
    assert (window.document.picture.alpha == 0x40).all()


def test_a_copied_file_is_pasted(qtbot, window, photo):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    QGuiApplication.clipboard().setMimeData(data)
    window.paste()
    wait_open(qtbot, window, "photo.png")


def bad_files(folder):
    (folder / "text.jpg").write_text("hello")
    (folder / "empty.png").write_bytes(b"")
    good = save_noise(folder / "good.jpg", 200, 200)
    (folder / "cut.jpg").write_bytes(good.read_bytes()[:900])
    return ("text.jpg", "empty.png", "cut.jpg", "missing.png")


def test_a_bad_file_is_explained_and_the_old_picture_stays(qtbot, done, tmp_path):
    done.document.mark_saved(done.document.result.picture, 100)
    picture, result = done.document.picture, done.document.result
    for name in bad_files(tmp_path):
        done.notices.clear()
        drop(done, tmp_path / name)
        qtbot.waitUntil(done.notices.isVisible, timeout=5000)
        assert name in done.notices.title.text()
        assert done.notices.hint.text()
        assert done.document.picture is picture
        assert done.document.result is result
    qtbot.keyClick(done, Qt.Key.Key_Escape)
    assert not done.notices.isVisible()


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (2, 3)])
def test_tiny_pictures_go_the_whole_way(qtbot, window, tmp_path, size):
    drop(window, save_noise(tmp_path / "tiny.png", *size))
    wait_open(qtbot, window, "tiny.png")
    window.actions_["run"].trigger()
    wait_done(qtbot, window)
    for mode in ("divider", "side", "zoom_in", "zoom_out"):
        window.actions_[mode].trigger()
        window.grab()


def test_a_run_that_fails_is_explained_with_a_report(qtbot, opened, fake):
    fake.fail = RestoreError("there is not enough memory", file="photo.png", hint="Restore a smaller copy.")
    opened.actions_["run"].trigger()
    qtbot.waitUntil(lambda: opened.notices.isVisible() and not opened.controller.running, timeout=5000)
    assert opened.notices.title.text() == "photo.png: there is not enough memory."
    assert opened.document.result is None
    qtbot.mouseClick(opened.notices.fold, Qt.MouseButton.LeftButton)
    assert opened.notices.details.isVisible()
    qtbot.mouseClick(opened.notices.copy, Qt.MouseButton.LeftButton)
    assert "RestoreError" in QGuiApplication.clipboard().text()
    fake.fail = None
    opened.actions_["run"].trigger()
    wait_done(qtbot, opened)


def test_an_unexpected_error_lives_on_too(qtbot, opened, fake):
    fake.fail = ZeroDivisionError("oh")
    opened.actions_["run"].trigger()
    qtbot.waitUntil(lambda: opened.notices.isVisible() and not opened.controller.running, timeout=5000)
    assert "should not have" in opened.notices.title.text()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_explained(qtbot, done, tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o500)
    done.controller.save(locked / "out.png", done.document.plan.save)
    qtbot.waitUntil(done.notices.isVisible, timeout=5000)
    assert "out.png" in done.notices.title.text()
    assert done.document.unsaved


@pytest.mark.parametrize("target", ["gone/out.png", "photo.png", "out.xyz"])
def test_what_cannot_be_saved_is_explained_and_stays_unsaved(qtbot, done, photo, target):
    before = photo.read_bytes()
    done.controller.save(photo.parent / target, done.document.plan.save)
    qtbot.waitUntil(lambda: done.notices.isVisible() and not done.controller.saving, timeout=5000)
    assert done.notices.hint.text()
    assert done.document.unsaved
    assert photo.read_bytes() == before
    assert [path.name for path in photo.parent.glob("*.png")] == ["photo.png"]


def test_a_full_disk_is_explained(qtbot, done, photo, monkeypatch):
    from engine.picture import files

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write_part", full)
    done.controller.save(photo.with_name("out.png"), done.document.plan.save)
    qtbot.waitUntil(lambda: done.notices.isVisible() and not done.controller.saving, timeout=5000)
    assert "out.png" in done.notices.title.text()
    assert not photo.with_name("out.png").exists()


def test_replacing_a_file_must_be_said(qtbot, done, photo):
    done.ask_save()
    dialog = done.findChild(SaveDialog)
    field = dialog.findChildren(QLineEdit)[0]
    assert field is dialog.folder or field is dialog.name
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "photo.png")
    assert dialog.save.text() == "Replace"
    assert "replaced" in dialog.warning.text()
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not done.document.unsaved, timeout=5000)
    assert np.array_equal(np.asarray(Image.open(photo)), done.document.result.picture.pixels)


def test_the_ending_and_the_format_follow_each_other(qtbot, done):
    done.ask_save()
    dialog = done.findChild(SaveDialog)
    assert not dialog.quality.isEnabled()
    dialog.name.setText("a.jpeg")
    assert dialog.format.currentData() == "jpeg"
    assert dialog.quality.isEnabled()
    dialog.name.setText("a.doc")
    assert not dialog.save.isEnabled()
    dialog.format.setCurrentIndex(dialog.format.findData("tiff"))
    dialog.format.activated.emit(dialog.format.currentIndex())
    assert dialog.name.text() == "a.tif"
    dialog.folder.setText("/no/such/folder")
    assert not dialog.save.isEnabled()
    dialog.reject()


def answer(window, button):
    box = window.findChild(QMessageBox)
    box.button(button).click()


def test_closing_asks_about_an_unsaved_result(qtbot, done):
    done.close()
    assert done.isVisible()
    answer(done, QMessageBox.StandardButton.Cancel)
    assert done.isVisible()
    qtbot.waitUntil(lambda: done.findChild(QMessageBox) is None)
    done.close()
    answer(done, QMessageBox.StandardButton.Discard)
    assert not done.isVisible()


def test_saving_when_asked_closes_afterwards(qtbot, done, photo):
    done.close()
    answer(done, QMessageBox.StandardButton.Save)
    dialog = done.findChild(SaveDialog)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not done.isVisible(), timeout=5000)
    assert photo.with_name("photo_restored.png").is_file()


def test_a_failed_save_while_closing_leaves_everything_as_it_was(qtbot, done, photo, monkeypatch):
    from engine.picture import files

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "_write_part", full)
        done.close()
        answer(done, QMessageBox.StandardButton.Save)
        qtbot.mouseClick(done.findChild(SaveDialog).save, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: done.notices.isVisible() and not done.controller.saving, timeout=5000)
    assert done.isVisible() and done.document.unsaved
    qtbot.waitUntil(lambda: done.findChild(QMessageBox) is None)
    done.close()
    assert done.isVisible(), "the next close asks again"
    answer(done, QMessageBox.StandardButton.Cancel)


def test_dropping_over_an_unsaved_result_asks_first(qtbot, done, tmp_path):
    save_noise(tmp_path / "other.png", 30, 30)
    drop(done, tmp_path / "other.png")
    assert done.document.name == "photo.png"
    answer(done, QMessageBox.StandardButton.Discard)
    wait_open(qtbot, done, "other.png")


def test_closing_while_it_runs_ends_the_run(qtbot, opened, fake):
    fake.pause = 0.02
    opened.actions_["run"].trigger()
    qtbot.waitUntil(lambda: opened.document.result is not None)
    opened.close()
    assert not opened.isVisible()
    assert fake.stopped
    assert not any(thread.name.startswith("tile") for thread in threading.enumerate())


def test_what_was_chosen_is_there_at_the_next_start(opened, qtbot):
    qtbot.mouseClick(opened.panel.boxes[0].segments.buttons[1], Qt.MouseButton.LeftButton)
    opened.document.set_strength(45)
    opened.close()
    assert str(opened.settings.plan) == "denoise=10;strength=45"
    assert opened.settings.geometry
