"""The window as people use it: real events, a stand-in for the engine's loop."""


import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from bbcu_app.settings import ViewMode
from bbcu_app.views.canvas import Side
from bbcu_app.views.save_dialog import SaveDialog
from engine.errors import RestoreError
from engine.picture.pixels import blend
from engine.plan import Step
from engine.tasks import Task
from tests.bbcu_app.conftest import drop, save_noise, wait_done, wait_open


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


def test_the_divider_compares_once_a_result_is_there(done):
    left, right = done.compare.panes
    assert done.compare.mode is ViewMode.DIVIDER and not left.isVisible()
    assert right.side is Side.BOTH
    original, result = right.names
    assert original.startswith("Original") and "200 × 150" in original
    assert result.startswith("Restored") and "200 × 150" in result


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


def test_another_level_marks_the_result_as_outdated(qtbot, done):
    qtbot.mouseClick(done.panel.boxes[0].segments.buttons[3], Qt.MouseButton.LeftButton)
    assert done.document.step(Task.DENOISE) == Step(Task.DENOISE, 50)
    assert "changed" in done.panel.state.text()
    assert "changed" in done.compare.panes[1].names[1]
    qtbot.keyClick(done, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "changed" not in done.panel.state.text()


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (2, 3)])
def test_tiny_pictures_go_the_whole_way(qtbot, window, tmp_path, size):
    drop(window, save_noise(tmp_path / "tiny.png", *size))
    wait_open(qtbot, window, "tiny.png")
    window.document.set_step(Task.DENOISE, Step(Task.DENOISE, 20))
    window.actions_["run"].trigger()
    wait_done(qtbot, window)
    for name in ("divider", "side", "single", "difference", "zoom_in", "zoom_out"):
        window.actions_[name].trigger()
        window.grab()


def test_a_run_that_fails_is_explained_and_can_be_run_again(qtbot, opened, fake):
    fake.fail = RestoreError("there is not enough memory", file="photo.png", hint="Restore a smaller copy.")
    opened.actions_["run"].trigger()
    qtbot.waitUntil(lambda: opened.notices.isVisible() and not opened.controller.running, timeout=5000)
    assert opened.notices.title.text() == "photo.png: there is not enough memory."
    assert opened.document.result is None
    fake.fail = None
    opened.actions_["run"].trigger()
    wait_done(qtbot, opened)


def test_an_unexpected_error_lives_on_too(qtbot, opened, fake):
    fake.fail = ZeroDivisionError("oh")
    opened.actions_["run"].trigger()
    qtbot.waitUntil(lambda: opened.notices.isVisible() and not opened.controller.running, timeout=5000)
    assert "should not have" in opened.notices.title.text()


def test_saving_hides_no_names_and_errors_move_them(qtbot, done, photo):
    top = done.compare.panes[1].label_top
    done.controller.save(photo.with_name("out.png"), done.document.plan.save)
    qtbot.waitUntil(done.notices.isVisible, timeout=5000)
    assert done.notices.kind == "success"
    assert done.compare.panes[1].label_top == top
    assert done.notices.geometry().top() > top + 24
    assert not done.notices.geometry().intersects(done.compare.zoom_bar.geometry())
    done.controller.save(photo.parent / "gone" / "out.png", done.document.plan.save)
    qtbot.waitUntil(lambda: done.notices.kind == "error", timeout=5000)
    assert done.compare.panes[1].label_top == top + done.notices.height()
    qtbot.keyClick(done, Qt.Key.Key_Escape)
    assert done.compare.panes[1].label_top == top


def test_the_view_begins_fitted_for_a_new_picture_and_stays_for_the_next_one(qtbot, opened, tmp_path):
    view = opened.compare
    view.look(view.viewport.zoomed(6, (50, 60)))
    drop(opened, save_noise(tmp_path / "other.png", 200, 150))
    wait_open(qtbot, opened, "other.png")
    assert view.viewport.fitted
    view.look(view.viewport.zoomed(6, (50, 60)))
    place = view.viewport
    qtbot.keyClick(view, Qt.Key.Key_Left)
    wait_open(qtbot, opened, "photo.png")
    assert view.viewport == place


def test_arrows_go_through_the_list(qtbot, window, tmp_path):
    names = [save_noise(tmp_path / f"{n}.png", 40, 30).name for n in range(3)]
    drop(window, *(tmp_path / name for name in names))
    wait_open(qtbot, window, names[0])
    qtbot.keyClick(window.compare, Qt.Key.Key_Right)
    wait_open(qtbot, window, names[1])
    assert window.windowTitle().startswith(names[1])
    qtbot.keyClick(window.compare, Qt.Key.Key_Left)
    wait_open(qtbot, window, names[0])


def test_a_file_that_broke_meanwhile_does_not_block_the_way_to_the_next(qtbot, window, tmp_path):
    paths = [save_noise(tmp_path / f"{n}.png", 40, 30) for n in range(3)]
    drop(window, *paths)
    wait_open(qtbot, window, "0.png")
    paths[1].unlink()
    qtbot.keyClick(window.compare, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: window.notices.isVisible() and not window.controller.opening, timeout=5000)
    assert "1.png" in window.notices.title.text()
    assert window.document.name == "0.png"
    qtbot.keyClick(window.compare, Qt.Key.Key_Right)
    wait_open(qtbot, window, "2.png")


def test_what_was_chosen_is_there_at_the_next_start(opened, qtbot):
    opened.actions_["side"].trigger()
    qtbot.mouseClick(opened.panel.quality.buttons[1], Qt.MouseButton.LeftButton)
    opened.close()
    assert opened.settings.mode is ViewMode.SIDE and opened.settings.passes == 8
    assert opened.settings.geometry


def hidden(window, widget):
    """Whether a part of a control lies outside the window, or outside of what a scroll area shows of itself."""
    area = QRect(widget.mapTo(window, QPoint()), widget.size())
    return not window.rect().contains(area)


def test_at_the_smallest_size_everything_can_be_reached(qtbot, done):
    done.resize(800, 500)
    qtbot.waitUntil(lambda: done.width() == 800 and done.height() == 500)
    for widget in (done.panel.go, done.panel.save, done.panel.state, done.toolbar.more, done.toolbar.view,
                   done.compare.zoom_bar):
        assert widget.isVisible() and not hidden(done, widget), widget
    scroll = done.panel.scroll
    for widget in done.panel.findChildren(QWidget):
        if scroll.widget().isAncestorOf(widget) and widget.isVisible():
            scroll.ensureWidgetVisible(widget)
            assert scroll.viewport().rect().intersects(
                QRect(widget.mapTo(scroll.viewport(), QPoint()), widget.size()))
            left = widget.mapTo(scroll.viewport(), QPoint()).x()
            assert left >= 0 and left + widget.width() <= scroll.viewport().width(), widget


def test_the_small_dialogs_open(qtbot, opened):
    for name in ("settings", "keys", "about"):
        opened.actions_[name].trigger()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=5000)
        QApplication.activeModalWidget().close()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=5000)


def test_every_control_has_a_name_and_every_icon_a_tooltip(done):
    from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QAbstractSpinBox, QScrollBar

    for button in done.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.text() or button.accessibleName(), button
            if not button.text():
                assert button.toolTip(), button.accessibleName()
    for field in (*done.findChildren(QAbstractSlider), *done.findChildren(QAbstractSpinBox)):
        assert isinstance(field, QScrollBar) or field.accessibleName()
