"""The window as people use it: real events, a stand-in for the engine's loop."""

import os
import sys
import threading

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from bbcu_app.settings import ViewMode
from bbcu_app.views.canvas import Side
from bbcu_app.views.save_dialog import SaveDialog
from engine.errors import RestoreError
from engine.picture import blend
from engine.plan import Step, Task
from tests.bbcu_app.conftest import save_noise


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


def test_an_empty_window_shows_one_button_and_nothing_greyed_out(window):
    assert window.empty.isVisible()
    assert not window.panel.isVisible()
    assert not window.compare.isVisible()
    assert window.windowTitle() == "BBCU Restore"


def test_three_actions_restore_a_photo(qtbot, window, photo):
    drop(window, photo)
    wait_open(qtbot, window, "photo.png")
    qtbot.mouseClick(window.panel.go, Qt.MouseButton.LeftButton)
    wait_done(qtbot, window)
    assert window.isWindowModified()
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(SaveDialog)
    assert dialog.target == photo.with_name("photo_restored.png")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.document.unsaved, timeout=5000)
    assert not window.isWindowModified()
    saved = np.asarray(Image.open(photo.with_name("photo_restored.png")))
    assert np.array_equal(saved, 255 - np.asarray(Image.open(photo)))


def test_what_was_found_is_said_and_auto_shows_its_number(opened):
    assert "sigma about" in opened.panel.found.text()
    box = opened.panel.boxes[0]
    assert box.segments.choice == 0
    assert box.number.value() == opened.document.resolved.steps[0].level > 0


def test_the_result_appears_beside_the_original(done):
    left, right = done.compare.panes
    assert left.isVisible()
    assert (left.side, right.side) == (Side.ORIGINAL, Side.RESULT)
    assert (left.label, right.label) == ("Original", "Restored")
    assert left.width() == right.width()
    assert left.viewport == right.viewport


def test_tiles_stream_in_and_the_visible_ones_first(qtbot, window, fake, tmp_path):
    drop(window, save_noise(tmp_path / "wide.png", 640, 64))
    wait_open(qtbot, window, "wide.png")
    window.compare.look(window.compare.viewport.zoomed(8).panned(-99999, 0))
    fake.gate.clear()
    qtbot.keyClick(window.compare, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.document.result is not None)
    assert window.panel.go.text().startswith("Stop")
    assert not window.document.finished
    fake.gate.set()
    wait_done(qtbot, window)
    assert fake.boxes[0].right == 640
    assert fake.boxes[-1].x == 0


def test_stop_works_at_once_and_nothing_arrives_late(qtbot, opened, fake):
    fake.gate.clear()
    qtbot.mouseClick(opened.panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.document.result is not None)
    arrived = []
    opened.document.tile_arrived.connect(arrived.append)
    height = opened.panel.go.size()
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    fake.gate.set()
    assert not opened.controller.running
    assert opened.document.result is None
    qtbot.waitUntil(lambda: fake.stopped)
    qtbot.wait(50)
    assert arrived == []
    assert opened.document.result is None
    assert opened.panel.go.text().startswith("Run")
    assert opened.panel.go.size() == height


def test_run_can_follow_stop(qtbot, opened, fake):
    for _ in range(3):
        fake.gate.clear()
        opened.actions_["run"].trigger()
        opened.controller.stop()
        fake.gate.set()
    opened.actions_["run"].trigger()
    wait_done(qtbot, opened)
    assert np.array_equal(opened.document.result.picture.pixels, 255 - opened.document.picture.pixels)


def test_strength_works_without_a_run_and_is_saved(qtbot, done, fake, photo):
    runs = len(fake.boxes)
    done.panel.strength.setFocus()
    for _ in range(6):
        qtbot.keyClick(done.panel.strength, Qt.Key.Key_PageDown)
    assert done.document.plan.strength == 70
    assert done.compare.panes[1]._result[-1].opacity == 0.7
    assert len(fake.boxes) == runs
    done.controller.save(photo.with_name("out.png"), done.document.plan.save)
    qtbot.waitUntil(lambda: not done.document.unsaved, timeout=5000)
    original = np.asarray(Image.open(photo))
    assert np.array_equal(np.asarray(Image.open(photo.with_name("out.png"))), blend(original, 255 - original, 70))


def test_passes_are_chosen_by_key_outdate_the_result_and_are_remembered(qtbot, done):
    done.panel.views.setFocus()
    qtbot.keyClick(done.panel.views, Qt.Key.Key_Down)
    assert done.document.plan.views == 2
    assert "changed" in done.panel.state.text()
    qtbot.keyClick(done, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done.panel.views.currentData() == 1 and "changed" not in done.panel.state.text()
    done.document.set_views(8)
    done.document.mark_saved(done.document.plan.strength)
    done.close()
    assert done.settings.plan.views == 8


def test_another_level_marks_the_result_as_outdated(qtbot, done):
    qtbot.mouseClick(done.panel.boxes[0].segments.buttons[3], Qt.MouseButton.LeftButton)
    assert done.document.step(Task.DENOISE) == Step(Task.DENOISE, 50)
    assert "changed" in done.panel.state.text()
    assert "changed" in done.compare.panes[1].label
    qtbot.keyClick(done, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "changed" not in done.panel.state.text()


def test_touching_the_level_turns_auto_off(qtbot, opened):
    box = opened.panel.boxes[0]
    box.number.selectAll()
    qtbot.keyClicks(box.number, "33")
    qtbot.keyClick(box.number, Qt.Key.Key_Tab)
    assert opened.document.step(Task.DENOISE).level == 33
    assert box.segments.choice is None
    assert box.slider.value() == 33


def test_without_a_task_there_is_nothing_to_run(qtbot, opened):
    box = opened.panel.boxes[0]
    qtbot.mouseClick(box.check, Qt.MouseButton.LeftButton, pos=QPoint(8, 14))
    assert opened.document.plan.steps == ()
    assert not opened.panel.go.isEnabled()
    assert "Choose" in opened.panel.state.text()


# -- looking


def wheel(canvas, at, notches):
    event = QWheelEvent(QPointF(at), canvas.mapToGlobal(QPointF(at)), QPoint(), QPoint(0, round(120 * notches)),
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(canvas, event)


def test_the_wheel_zooms_at_the_cursor_in_both_panes(done):
    left, right = done.compare.panes
    at = QPoint(left.width() // 2 + 40, left.height() // 2)
    wheel(left, at, 12)
    before = left.viewport.to_image(at.x(), at.y())
    wheel(left, at, 3)
    assert left.viewport == right.viewport
    assert left.viewport.to_image(at.x(), at.y()) == pytest.approx(before, abs=0.5)


def test_dragging_pans_and_a_double_click_toggles(qtbot, done):
    left, right = done.compare.panes
    middle = left.rect().center()
    qtbot.mouseDClick(left, Qt.MouseButton.LeftButton, pos=middle)
    near = left.viewport
    assert near.zoom > 1
    qtbot.mousePress(left, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(left, middle + QPoint(30, 10))
    qtbot.mouseRelease(left, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 10))
    assert left.viewport.centre[0] < near.centre[0]
    assert right.viewport == left.viewport
    qtbot.mouseDClick(right, Qt.MouseButton.LeftButton, pos=middle)
    assert left.viewport.fitted


def test_keys_for_zoom_and_view(qtbot, done):
    view = done.compare
    for key, zoom in ((Qt.Key.Key_2, 1.0), (Qt.Key.Key_Plus, 2.0), (Qt.Key.Key_Minus, 1.0)):
        qtbot.keyClick(view, key)
        assert view.viewport.zoom == zoom
    qtbot.keyClick(view, Qt.Key.Key_1)
    assert view.viewport.fitted
    qtbot.keyClick(view, Qt.Key.Key_D)
    assert view.mode is ViewMode.DIVIDER
    assert view.panes[1].side is Side.BOTH
    assert not view.panes[0].isVisible()
    qtbot.keyClick(view, Qt.Key.Key_B)
    assert view.panes[0].isVisible()
    assert done.settings.mode is ViewMode.SIDE


def test_space_flips_for_as_long_as_it_is_held(qtbot, done):
    done.compare.setFocus()
    shown = done.compare.panes[1].grab().toImage()
    qtbot.keyPress(done.compare, Qt.Key.Key_Space)
    flipped = done.compare.panes[1].grab().toImage()
    qtbot.keyRelease(done.compare, Qt.Key.Key_Space)
    assert flipped != shown
    assert done.compare.panes[1].grab().toImage() == shown


def test_the_divider_is_dragged_and_centred_by_a_double_click(qtbot, done):
    qtbot.keyClick(done.compare, Qt.Key.Key_D)
    pane = done.compare.panes[1]
    middle, side = QPoint(pane.width() // 2, 100), QPoint(pane.width() // 4, 100)
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(pane, side)
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=side)
    assert pane.divider == pytest.approx(0.25, abs=0.01)
    assert pane.viewport.fitted
    qtbot.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=side)
    assert pane.divider == 0.5


def test_arrows_change_the_picture_and_keep_the_place(qtbot, window, tmp_path):
    names = [save_noise(tmp_path / f"{n}.png", 400, 300).name for n in range(3)]
    drop(window, *(tmp_path / name for name in names))
    wait_open(qtbot, window, names[0])
    qtbot.keyClick(window.compare, Qt.Key.Key_2)
    window.compare.look(window.compare.viewport.zoomed(6, (50, 60)))
    place = window.compare.viewport
    qtbot.keyClick(window.compare, Qt.Key.Key_Right)
    wait_open(qtbot, window, names[1])
    assert window.compare.viewport == place
    assert window.windowTitle().startswith(names[1])
    qtbot.keyClick(window.compare, Qt.Key.Key_Left)
    wait_open(qtbot, window, names[0])


def test_a_broken_file_does_not_block_the_way_to_the_next(qtbot, window, tmp_path):
    first, last = save_noise(tmp_path / "a.png", 40, 30), save_noise(tmp_path / "c.png", 40, 30)
    (tmp_path / "b.png").write_bytes(b"broken")
    drop(window, first, tmp_path / "b.png", last)
    wait_open(qtbot, window, "a.png")
    qtbot.keyClick(window.compare, Qt.Key.Key_Right)
    qtbot.waitUntil(window.notices.isVisible, timeout=5000)
    assert window.document.name == "a.png"
    qtbot.waitUntil(lambda: not window.controller.opening)
    qtbot.keyClick(window.compare, Qt.Key.Key_Right)
    wait_open(qtbot, window, "c.png")


def test_a_dropped_folder_opens_its_pictures(qtbot, window, tmp_path):
    (tmp_path / "deep").mkdir()
    save_noise(tmp_path / "deep" / "one.png", 20, 20)
    (tmp_path / "note.txt").write_text("x")
    drop(window, tmp_path)
    wait_open(qtbot, window, "one.png")


# -- clipboard


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


# -- bad input


def bad_files(folder):
    (folder / "text.jpg").write_text("hello")
    (folder / "empty.png").write_bytes(b"")
    good = save_noise(folder / "good.jpg", 200, 200)
    (folder / "cut.jpg").write_bytes(good.read_bytes()[:900])
    return ("text.jpg", "empty.png", "cut.jpg", "missing.png")


def test_a_bad_file_is_explained_and_the_old_picture_stays(qtbot, done, tmp_path):
    done.document.mark_saved(100)
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
    from engine import picture_io

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(picture_io, "_write_part", full)
    done.controller.save(photo.with_name("out.png"), done.document.plan.save)
    qtbot.waitUntil(lambda: done.notices.isVisible() and not done.controller.saving, timeout=5000)
    assert "out.png" in done.notices.title.text()
    assert not photo.with_name("out.png").exists()


# -- saving and leaving


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


def test_every_control_has_a_name_and_every_icon_a_tooltip(done):
    from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QAbstractSpinBox, QScrollBar

    for button in done.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.text() or button.accessibleName(), button
            if not button.text():
                assert button.toolTip(), button.accessibleName()
    for field in (*done.findChildren(QAbstractSlider), *done.findChildren(QAbstractSpinBox)):
        assert isinstance(field, QScrollBar) or field.accessibleName()


def test_one_shortcut_means_one_thing(window):
    from bbcu_app.views.actions import ROWS

    keys = [key for row in ROWS for key in row.keys]
    assert len(keys) == len(set(keys))


def test_the_small_dialogs_open(qtbot, opened):
    for name in ("settings", "keys", "about"):
        opened.actions_[name].trigger()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=5000)
        QApplication.activeModalWidget().close()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=5000)
