import pytest
from PySide6.QtCore import Qt

from bbcu_app.views.try_dialog import TryDialog
from engine.plan import Step
from engine.tasks import Task


@pytest.fixture
def dialog(qtbot, opened):
    qtbot.keyClick(opened, Qt.Key.Key_T)
    made = opened.findChild(TryDialog)
    qtbot.waitUntil(lambda: made.isVisible() and len(made.panes[1].canvas._result) == 2, timeout=5000)
    return made


def test_four_settings_are_shown_on_the_same_place(qtbot, dialog, fake):
    qtbot.waitUntil(lambda: all(len(pane.canvas._result) == 2 for pane in dialog.panes), timeout=5000)
    assert {plan.steps[0].level for _, plan in fake.previewed} >= {10, 25, 50}
    assert len({pane.canvas.viewport for pane in dialog.panes}) == 1


def test_two_or_three_can_be_shown(qtbot, dialog):
    for place, number in ((0, 2), (1, 3)):
        qtbot.mouseClick(dialog.count.buttons[place], Qt.MouseButton.LeftButton)
        assert [pane.isVisible() for pane in dialog.panes] == [True] * number + [False] * (4 - number)
    dialog.grab()


def test_all_look_at_the_same_place_and_it_is_tried_again(qtbot, dialog, fake):
    count = len(fake.previewed)
    dialog.look(dialog.panes[0].canvas.viewport.zoomed(8))
    assert len({pane.canvas.viewport for pane in dialog.panes}) == 1
    qtbot.waitUntil(lambda: len(fake.previewed) >= count + 4, timeout=5000)


def test_space_shows_the_original_everywhere(qtbot, dialog):
    qtbot.keyPress(dialog, Qt.Key.Key_Space)
    assert all(pane.canvas._flipped for pane in dialog.panes)
    qtbot.keyRelease(dialog, Qt.Key.Key_Space)
    assert not any(pane.canvas._flipped for pane in dialog.panes)


def test_another_setting_is_chosen_and_the_best_is_used(qtbot, opened, dialog):
    pane = dialog.panes[3]
    assert pane.choice.currentText() == "Strong"
    dialog.panes[0].choice.setCurrentIndex(4)
    dialog.panes[0].choice.activated.emit(4)
    assert dialog.panes[0].canvas._result == dialog._original, "the original"
    qtbot.mouseClick(pane.use, Qt.MouseButton.LeftButton)
    assert opened.document.plan.steps == (Step(Task.DENOISE, 50),)
    opened.document.undo()
    assert opened.document.plan.steps == (Step(Task.DENOISE),)


def test_keys_look_somewhere_else(qtbot, dialog):
    before = dialog.panes[0].canvas.viewport
    for _ in range(6):
        qtbot.keyClick(dialog, Qt.Key.Key_Plus)
    near = dialog.panes[0].canvas.viewport
    assert near.zoom > before.zoom
    qtbot.keyClick(dialog, Qt.Key.Key_Right)
    assert dialog.panes[0].canvas.viewport.centre[0] > near.centre[0]
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    assert dialog.panes[0].canvas.viewport.fitted
