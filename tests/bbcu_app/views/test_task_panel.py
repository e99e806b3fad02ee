"""The panel: what it proposes, what it says, and that nothing in it jumps."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication

from bbcu_app.workers import restore_worker
from engine.plan import Plan, Step
from engine.tasks import Evidence, Task
from tests.bbcu_app.conftest import drop, wait_done, wait_open


def test_the_proposal_is_ticked_and_said(opened):
    box = opened.panel.boxes[0]
    assert box.check.isChecked() and box.segments.choice == 0
    assert box.number.value() == opened.document.resolved.steps[0].level > 0
    assert "noise (sigma\N{NO-BREAK SPACE}about" in opened.panel.found.text()
    assert opened.panel.intention.text() == "Remove noise"
    assert opened.panel.go.isEnabled()


def test_a_clean_picture_is_said_to_be_clean_and_run_is_off_until_something_is_chosen(qtbot, window, clean):
    drop(window, clean)
    wait_open(qtbot, window, "clean.png")
    panel = window.panel
    assert panel.found.text() == "This picture looks clean."
    assert panel.intention.text() == "Nothing to do" and not panel.go.isEnabled()
    box = panel.boxes[0]
    qtbot.mouseClick(box.check, Qt.MouseButton.LeftButton, pos=QPoint(8, 14))
    assert panel.intention.text() == "Remove noise" and panel.go.isEnabled()


def test_of_a_picture_that_says_nothing_of_noise_the_person_decides(qtbot, window, unclear):
    """The meter cannot tell: that is said, nothing is chosen, and choosing begins with a light level, not with 0."""
    drop(window, unclear)
    wait_open(qtbot, window, unclear.name)
    panel, box = window.panel, window.panel.boxes[0]
    assert panel.found.text() == "Noise: cannot tell."
    assert panel.intention.text() == "Noise: cannot tell" and not panel.go.isEnabled()
    assert panel.state.text() == "If you see noise, choose Remove noise above."
    qtbot.mouseClick(box.check, Qt.MouseButton.LeftButton, pos=QPoint(8, 14))
    assert panel.intention.text() == "Remove noise" and panel.go.isEnabled()
    assert box.segments.choice == 1 and box.number.value() == 10
    qtbot.mouseClick(box.segments.buttons[0], Qt.MouseButton.LeftButton)
    assert box.note.text() == "It cannot be measured in this picture"


def test_the_sentence_follows_the_plan(opened):
    opened.document.set_plan(Plan((Step(Task.DEBLOCK), Step(Task.DENOISE), Step(Task.UPSCALE, 2))))
    assert opened.panel.intention.text() == "Repair JPEG, then remove noise, then enlarge 2×"


def test_nothing_jumps_when_the_measurement_arrives_or_a_result_is_there(qtbot, opened):
    panel = opened.panel
    places = [widget.mapTo(panel, QPoint()) for widget in (panel.boxes[0], panel.go, panel.save)]
    opened.document.sheet.evidence = None
    opened.document.measured.emit()
    panel.layout().activate()
    assert [widget.mapTo(panel, QPoint()) for widget in (panel.boxes[0], panel.go, panel.save)] == places
    qtbot.mouseClick(panel.go, Qt.MouseButton.LeftButton)
    wait_done(qtbot, opened)
    panel.layout().activate()
    assert [widget.mapTo(panel, QPoint()) for widget in (panel.boxes[0], panel.go, panel.save)] == places


def test_quality_is_fast_or_best_outdates_the_result_and_can_be_undone(qtbot, done):
    qtbot.mouseClick(done.panel.quality.buttons[1], Qt.MouseButton.LeftButton)
    assert done.document.plan.passes == 8
    assert "changed" in done.panel.state.text()
    qtbot.keyClick(done, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done.panel.quality.choice == 0 and "changed" not in done.panel.state.text()


def test_without_a_task_there_is_nothing_to_run(qtbot, opened):
    box = opened.panel.boxes[0]
    qtbot.mouseClick(box.check, Qt.MouseButton.LeftButton, pos=QPoint(8, 14))
    assert opened.document.plan.steps == ()
    assert not opened.panel.go.isEnabled()


def test_the_wheel_scrolls_the_panel_and_changes_nothing(qtbot, opened):
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    slider = opened.panel.strength
    at = QPointF(slider.rect().center())
    QApplication.sendEvent(slider, QWheelEvent(at, slider.mapToGlobal(at), QPoint(), QPoint(0, -240),
                                               Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                                               Qt.ScrollPhase.NoScrollPhase, False))
    assert opened.document.plan.strength == 100


@pytest.mark.parametrize(("level", "word"), [(8, "light"), (24, "medium"), (60, "strong")])
def test_noise_is_said_in_words(opened, level, word):
    opened.document.propose(opened.document.sheet, Evidence(float(level), None), (Task.DENOISE,))
    said = opened.panel.found.text().replace("\N{NO-BREAK SPACE}", " ")
    assert said == f"Found: {word} noise (sigma about {level})."


def test_a_run_that_memory_is_not_there_for_cannot_be_started(qtbot, opened, monkeypatch):
    monkeypatch.setattr(restore_worker, "available_memory", lambda: 10**8)
    opened.document.set_passes(8)
    qtbot.waitUntil(lambda: not opened.panel.go.isEnabled(), timeout=5000)
    assert "640 MB" in opened.panel.state.text() and "100 MB" in opened.panel.state.text()
    assert opened.panel.state.property("role") == "error"
    opened.controller.run()
    assert not opened.controller.running
    monkeypatch.setattr(restore_worker, "available_memory", lambda: 10**10)
    QApplication.sendEvent(opened, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(opened.panel.go.isEnabled, timeout=5000)
    assert opened.panel.state.property("role") == "secondary"
