"""Going back to an earlier plan brings its result back without a run."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from bbcu_app.sheet import KEPT
from engine.plan import SaveOptions
from tests.bbcu_app.conftest import wait_done


def choose(qtbot, window, place):
    qtbot.mouseClick(window.panel.boxes[0].segments.buttons[place], Qt.MouseButton.LeftButton)


def run(qtbot, window):
    qtbot.mouseClick(window.panel.go, Qt.MouseButton.LeftButton)
    wait_done(qtbot, window)


@pytest.fixture
def twice(qtbot, done):
    """Run as measured, then with a light level."""
    first = done.document.result
    choose(qtbot, done, 1)
    run(qtbot, done)
    assert done.document.result is not first
    return done, first


def test_the_result_of_the_plan_before_comes_back_with_it(qtbot, twice, fake):
    window, first = twice
    ran, second = len(fake.boxes), window.document.result
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.document.result is first, timeout=5000)
    assert not window.document.outdated and first.store is not None and "changed" not in window.panel.state.text()
    window.grab()
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.document.result is second, timeout=5000)
    assert len(fake.boxes) == ran, "nothing was run again"


def test_what_comes_back_is_saved_and_is_unsaved_until_then(qtbot, twice, tmp_path):
    window, first = twice
    window.controller.save(tmp_path / "second.png", SaveOptions())
    qtbot.waitUntil(lambda: not window.document.unsaved, timeout=5000)
    window.document.undo()
    qtbot.waitUntil(lambda: window.document.result is first, timeout=5000)
    assert window.document.unsaved
    window.controller.save(tmp_path / "first.png", SaveOptions())
    qtbot.waitUntil(lambda: not window.document.unsaved, timeout=5000)


def test_only_the_last_plans_are_kept(qtbot, done):
    for place in (1, 2, 3):
        choose(qtbot, done, place)
        run(qtbot, done)
    qtbot.mouseClick(done.panel.quality.buttons[1], Qt.MouseButton.LeftButton)
    run(qtbot, done)
    assert [result.asked.steps[0].level for result in done.document.sheet.earlier] == [10, 25, 50]
    assert len(done.document.sheet.earlier) == KEPT


def test_another_change_meanwhile_counts(qtbot, twice):
    window, first = twice
    window.document.undo()
    window.document.redo()
    qtbot.wait(100)
    assert window.document.result is not first and not window.document.outdated


def test_earlier_results_are_moved_to_files_like_those_of_other_pictures(qtbot, twice):
    window, first = twice
    spills = window.controller.spills
    spills.most = 0
    pixels = first.picture.pixels.copy()
    window.document.result_changed.emit()
    qtbot.waitUntil(lambda: spills.in_memory == 0, timeout=5000)
    window.document.undo()
    qtbot.waitUntil(lambda: window.document.result is first, timeout=5000)
    assert np.array_equal(first.picture.pixels, pixels)
