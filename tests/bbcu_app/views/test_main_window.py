"""The window as people use it: real events, a stand-in for the engine's loop."""


import numpy as np
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from bbcu_app.views.canvas import Side
from bbcu_app.views.save_dialog import SaveDialog
from engine.picture.pixels import blend
from engine.plan import Step
from engine.tasks import Evidence, Task
from tests.bbcu_app.conftest import save_noise
from tests.bbcu_app.views.conftest import drop, wait_done, wait_open


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
    done.panel.passes.setFocus()
    qtbot.keyClick(done.panel.passes, Qt.Key.Key_Down)
    assert done.document.plan.passes == 2
    assert "changed" in done.panel.state.text()
    qtbot.keyClick(done, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done.panel.passes.currentData() == 1 and "changed" not in done.panel.state.text()
    done.document.set_passes(8)
    done.document.mark_saved(done.document.result.picture, done.document.plan.strength)
    done.close()
    assert done.settings.plan.passes == 8


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


def test_what_is_measured_is_suggested_until_it_is_chosen(qtbot, opened):
    """The sample is noisy, so noise removal, which is chosen already, is not suggested; without it, it is."""
    panel = opened.panel
    opened.document.set_evidence(Evidence(20.0, 40))
    assert not panel.suggest.isVisible(), "nothing repairs JPEG in this window, and noise removal is chosen"
    opened.document.set_step(Task.DENOISE, None)
    assert panel.suggest.isVisible() and panel.suggest.text() == "Suggested: Remove noise"
    qtbot.mouseClick(panel.suggest, Qt.MouseButton.LeftButton)
    assert opened.document.plan.steps == (Step(Task.DENOISE),)
    assert not panel.suggest.isVisible()
