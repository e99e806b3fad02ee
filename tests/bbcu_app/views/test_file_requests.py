"""What comes in: dropped, pasted, chosen; what cannot be opened."""

import os
import sys

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from bbcu_app.views.save_dialog import SaveDialog
from bbcu_app.wording import file_size
from engine.picture.files import open_picture
from engine.plan import Step
from engine.tasks import Task
from tests.bbcu_app.conftest import drop, save_noise, wait_done, wait_open


def test_a_picture_is_pasted_and_the_result_copied(qtbot, window):
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0xFF102030)
    QGuiApplication.clipboard().setImage(image)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait_open(qtbot, window, "Pasted picture")
    assert tuple(window.document.picture.pixels[0, 0]) == (0x10, 0x20, 0x30)
    window.document.set_step(Task.DENOISE, Step(Task.DENOISE, 20))
    window.actions_["run"].trigger()
    wait_done(qtbot, window)
    with qtbot.waitSignal(window.controller.copied, timeout=5000):
        qtbot.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().image().pixelColor(3, 3).getRgb()[:3] == (0xEF, 0xDF, 0xCF)
    assert window.notices.kind == "success"


def test_two_pasted_pictures_are_two(qtbot, window):
    for colour in (0xFF102030, 0xFF405060):
        image = QImage(16, 16, QImage.Format.Format_RGB32)
        image.fill(colour)
        window.controller.paste(image)
        wait_open(qtbot, window, "Pasted picture")
    assert len(window.controller.queue) == 2
    window.controller.go(-1)
    qtbot.waitUntil(lambda: not window.controller.opening, timeout=5000)
    assert tuple(window.document.picture.pixels[0, 0]) == (0x10, 0x20, 0x30)


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
    window.files.paste()
    wait_open(qtbot, window, "photo.png")


def test_an_empty_clipboard_is_a_warning_and_no_success(qtbot, window):
    QGuiApplication.clipboard().setText("words")
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.notices.kind == "warning" and "no picture" in window.notices.title.text()


def bad_files(folder):
    (folder / "text.jpg").write_text("hello")
    (folder / "empty.png").write_bytes(b"")
    good = save_noise(folder / "good.jpg", 200, 200)
    (folder / "cut.jpg").write_bytes(good.read_bytes()[:900])
    return ("text.jpg", "empty.png", "cut.jpg", "missing.png")


def test_a_bad_file_is_explained_and_the_old_picture_stays(qtbot, done, tmp_path):
    picture, result = done.document.picture, done.document.result
    for name in bad_files(tmp_path):
        done.notices.clear()
        drop(done, tmp_path / name)
        qtbot.waitUntil(done.notices.isVisible, timeout=5000)
        assert name in done.notices.title.text()
        assert done.notices.hint.text()
        assert done.document.picture is picture
        assert done.document.result is result
    assert len(done.controller.queue) == 1
    qtbot.keyClick(done, Qt.Key.Key_Escape)
    assert not done.notices.isVisible()


def test_a_folder_whose_first_file_is_broken_opens(qtbot, window, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.png").write_bytes(b"broken")
    save_noise(tmp_path / "deep" / "one.png", 20, 20)
    (tmp_path / "note.txt").write_text("x")
    drop(window, tmp_path)
    wait_open(qtbot, window, "one.png")
    qtbot.waitUntil(window.notices.isVisible, timeout=5000)
    assert "1 of 2" in window.notices.title.text()
    assert "a.png" in window.notices.details.toPlainText()


def test_a_folder_without_pictures_is_explained(qtbot, window, tmp_path):
    (tmp_path / "note.txt").write_text("x")
    drop(window, tmp_path)
    qtbot.waitUntil(window.notices.isVisible, timeout=5000)
    assert "no picture in this folder" in window.notices.title.text()


def test_files_are_chosen(qtbot, window, photo):
    window.actions_["open"].trigger()
    dialog = window.findChild(QFileDialog)
    dialog.filesSelected.emit([str(photo)])
    dialog.close()
    wait_open(qtbot, window, "photo.png")


@pytest.mark.parametrize("target", ["gone/out.png", "photo.png", "out.xyz"])
def test_what_cannot_be_saved_is_explained_and_stays_unsaved(qtbot, done, photo, target):
    before = photo.read_bytes()
    done.controller.save(photo.parent / target, done.document.plan.save)
    qtbot.waitUntil(lambda: done.notices.isVisible() and not done.controller.saving, timeout=5000)
    assert done.notices.hint.text()
    assert done.document.unsaved
    assert photo.read_bytes() == before
    assert [path.name for path in photo.parent.glob("*.png")] == ["photo.png"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_explained(qtbot, done, tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o500)
    done.controller.save(locked / "out.png", done.document.plan.save)
    qtbot.waitUntil(done.notices.isVisible, timeout=5000)
    assert "out.png" in done.notices.title.text()
    assert done.document.unsaved


def test_a_full_disk_is_explained(qtbot, done, photo, full_disk):
    done.controller.save(photo.with_name("out.png"), done.document.plan.save)
    qtbot.waitUntil(lambda: done.notices.isVisible() and not done.controller.saving, timeout=5000)
    assert "out.png" in done.notices.title.text()
    assert not photo.with_name("out.png").exists()


def test_the_original_is_replaced_only_on_purpose(qtbot, done, photo):
    done.actions_["save"].trigger()
    dialog = done.findChild(SaveDialog)
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "photo.png")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible() and done.document.unsaved
    place = QPoint(8, dialog.replace_original.height() // 2)
    qtbot.mouseClick(dialog.replace_original, Qt.MouseButton.LeftButton, pos=place)
    assert dialog.replace_original.isChecked()
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not done.document.unsaved, timeout=5000)
    assert np.array_equal(np.asarray(Image.open(photo)), done.document.result.picture.pixels)


@pytest.fixture
def scan(tmp_path):
    """A file of three pages, each with its own brightness."""
    pages = [Image.new("RGB", (40 + page, 30), (60 * page + 20,) * 3) for page in range(3)]
    pages[0].save(tmp_path / "scan.tif", save_all=True, append_images=pages[1:])
    return tmp_path / "scan.tif"


def test_pages_are_not_lost_silently(qtbot, window, scan):
    drop(window, scan)
    wait_open(qtbot, window, "scan.tif")
    assert "3 pictures" in window.notices.title.text()
    qtbot.mouseClick(window.notices.choice, Qt.MouseButton.LeftButton)
    assert [sheet.name for sheet in window.controller.queue] == ["scan.tif", "scan.tif, page 2", "scan.tif, page 3"]
    window.controller.go(1)
    wait_open(qtbot, window, "scan.tif, page 2")
    assert window.document.picture.width == 41
    window.document.set_step(Task.DENOISE, Step(Task.DENOISE, 20))
    window.document.set_strength(50)
    window.actions_["run"].trigger()
    wait_done(qtbot, window)
    page = window.document.sheet
    window.controller.go(-1)
    wait_open(qtbot, window, "scan.tif")
    target = window.files.name_for(page)
    assert target.name == "scan_restored-2.tif"
    window.controller.save(target, window.files.options_for(page), page)
    qtbot.waitUntil(lambda: not page.unsaved, timeout=5000)
    assert np.asarray(Image.open(target)).shape == (30, 41, 3)
    assert page not in window.queue_requests.to_do(), "the queue opens first pages alone"


def test_what_was_lost_in_opening_is_said(qtbot, window, tmp_path):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    drop(window, tmp_path / "a.gif")
    wait_open(qtbot, window, "a.gif")
    assert "2 pictures" in window.notices.title.text() and window.notices.isVisible()


def test_everything_that_is_chosen_arrives_in_the_file(qtbot, window, tmp_path):
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "A camera", 1
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8769)[0xA431] = "serial 4711"
    save_noise(tmp_path / "private.jpg", 120, 80, exif=exif, dpi=(240, 240))
    drop(window, tmp_path / "private.jpg")
    wait_open(qtbot, window, "private.jpg")
    window.document.set_step(Task.DENOISE, Step(Task.DENOISE, 20))
    window.controller.run()
    wait_done(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(SaveDialog)
    dialog.name.setText("public.tif")
    dialog.form.depth.setCurrentIndex(2)
    dialog.form.dpi.setValue(300)
    qtbot.mouseClick(dialog.form.private, Qt.MouseButton.LeftButton, pos=QPoint(8, 14))
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil((tmp_path / "public.tif").is_file, timeout=5000)
    qtbot.waitUntil(lambda: not window.controller.saving, timeout=5000)
    data = (tmp_path / "public.tif").read_bytes()
    assert b"4711" not in data and b"A camera" not in data
    picture = open_picture(tmp_path / "public.tif")
    assert picture.bit_depth == 16 and picture.dpi == (300, 300)
    assert not window.settings.keep_metadata, "remembered"


def test_the_size_of_the_file_is_guessed_for_the_result_as_it_is_shown(qtbot, done, tmp_path):
    done.document.set_strength(30)
    done.actions_["save"].trigger()
    dialog = done.findChild(SaveDialog)
    qtbot.waitUntil(lambda: "about" in dialog.size.text(), timeout=5000)
    with qtbot.waitSignal(done.controller.saved) as saved:
        said = dialog.size.text()
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert file_size(saved.args[0].stat().st_size) in said
