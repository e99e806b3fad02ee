"""The picture's keys, wherever the focus is."""

import pytest
from PySide6.QtCore import Qt

from tests.bbcu_app.conftest import drop, save_noise, wait_done, wait_open

SPACE = Qt.Key.Key_Space


def test_space_after_a_click_on_run_flips_and_does_not_run_again(qtbot, opened, fake):
    qtbot.mouseClick(opened.panel.go, Qt.MouseButton.LeftButton)
    wait_done(qtbot, opened)
    tiles = len(fake.boxes)
    pane = opened.compare.panes[1]
    shown = pane.grab().toImage()
    qtbot.keyPress(opened.focusWidget(), SPACE)
    assert pane.grab().toImage() != shown
    qtbot.keyRelease(opened.focusWidget(), SPACE)
    assert pane.grab().toImage() == shown
    assert not opened.controller.running and len(fake.boxes) == tiles


@pytest.mark.parametrize("click", ["check", "slider", "segment", "strength", "quality", "undo", "zoom"])
def test_a_click_on_any_control_leaves_the_keys_with_the_picture(qtbot, done, click):
    box = done.panel.boxes[0]
    widget = {"check": box.check, "slider": box.slider, "segment": box.segments.buttons[2],
              "strength": done.panel.strength, "quality": done.panel.quality.buttons[1],
              "undo": done.toolbar._paired[0], "zoom": done.compare.zoom_bar.children()[1]}[click]
    before = done.focusWidget()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    assert done.focusWidget() is before is done.compare
    qtbot.keyPress(done.focusWidget(), SPACE)
    assert done.compare.panes[1]._flipped
    qtbot.keyRelease(done.focusWidget(), SPACE)
    assert not done.compare.panes[1]._flipped


def test_who_walks_by_tab_can_use_the_controls_with_the_keys(qtbot, opened):
    box = opened.panel.boxes[0]
    box.check.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(box.check, SPACE)
    assert opened.document.plan.steps == ()
    opened.panel.strength.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(opened.panel.strength, Qt.Key.Key_Left)
    assert opened.document.plan.strength == 99
    box.check.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(box.check, Qt.Key.Key_Return)
    assert len(opened.document.plan.steps) == 1, "Enter presses the button that has the focus"
    assert not opened.controller.running


def test_run_by_the_keyboard_gives_the_keys_to_the_picture(qtbot, opened, fake):
    opened.panel.go.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(opened.panel.go, SPACE)
    assert opened.focusWidget() is opened.compare
    wait_done(qtbot, opened)


def test_typing_into_a_field_is_typing(qtbot, opened):
    box = opened.panel.boxes[0]
    box.number.setFocus()
    box.number.selectAll()
    qtbot.keyClicks(box.number, "21")
    assert opened.document.plan.steps[0].level == 21
    assert opened.compare.viewport.fitted, "1 and 2 are zooms elsewhere"
    qtbot.keyClick(box.number, Qt.Key.Key_Left)
    assert opened.document.name == "photo.png"
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert opened.focusWidget() is opened.compare


def test_enter_runs(qtbot, opened):
    qtbot.keyClick(opened.focusWidget(), Qt.Key.Key_Return)
    wait_done(qtbot, opened)


def test_arrows_move_the_picture_the_divider_and_the_list(qtbot, done, tmp_path):
    drop(done, save_noise(tmp_path / "other.png", 40, 30))
    wait_open(qtbot, done, "other.png")
    view, control = done.compare, Qt.KeyboardModifier.ControlModifier
    view.look(view.viewport.zoomed(32))
    x, y = view.viewport.centre
    qtbot.keyClick(view, Qt.Key.Key_Right, control)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.viewport.centre[0] > x and view.viewport.centre[1] > y
    qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.panes[1].divider == pytest.approx(0.45)
    assert done.document.name == "other.png"
    qtbot.keyClick(view, Qt.Key.Key_Left)
    wait_open(qtbot, done, "photo.png")


def test_without_a_picture_the_keys_mean_nothing(qtbot, window):
    for key in (SPACE, Qt.Key.Key_Return, Qt.Key.Key_Left):
        qtbot.keyClick(window, key)
    assert not window.controller.running
