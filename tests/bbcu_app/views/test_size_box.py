from PySide6.QtCore import Qt

from engine.plan import Step
from engine.tasks import Task
from tests.bbcu_app.views.test_task_box import box_of, check, controller

__all__ = ["controller"]


def test_enlarging_offers_the_scales_that_there_are_and_says_the_size(qtbot, controller):
    box = box_of(qtbot, controller, Task.UPSCALE)
    check(qtbot, box)
    assert [button.text() for button in box.segments.buttons] == ["2×", "3×", "4×"]
    assert controller.document.step(Task.UPSCALE) == Step(Task.UPSCALE, 2.0)
    assert box.note.text() == "40 × 30 → 80 × 60"
    qtbot.mouseClick(box.segments.buttons[2], Qt.MouseButton.LeftButton)
    assert controller.document.step(Task.UPSCALE) == Step(Task.UPSCALE, 4.0)
    assert box.note.text() == "40 × 30 → 160 × 120"
