import pytest
from PySide6.QtCore import Qt

from bbcu_app.views.size_box import BYS, scale_for
from engine.plan import Step
from engine.size import By, OutputSize
from engine.tasks import Evidence, Task
from tests.bbcu_app.views.test_task_box import box_of, check, controller

__all__ = ["controller"]


def test_enlarging_offers_the_scales_that_there_are_and_says_the_size(qtbot, controller):
    box = box_of(qtbot, controller, Task.UPSCALE)
    check(qtbot, box)
    assert [button.text() for button in box.segments.buttons] == ["2×", "3×", "4×"]
    assert controller.document.step(Task.UPSCALE) == Step(Task.UPSCALE, 2.0)
    assert box.note.text().splitlines()[0] == "40 × 30 → 80 × 60"
    qtbot.mouseClick(box.segments.buttons[2], Qt.MouseButton.LeftButton)
    assert controller.document.step(Task.UPSCALE) == Step(Task.UPSCALE, 4.0)
    assert box.note.text().splitlines()[0] == "40 × 30 → 160 × 120"


def choose(box, by):
    place = list(BYS).index(by)
    box.by.setCurrentIndex(place)
    box.by.activated.emit(place)


@pytest.mark.parametrize(("by", "value", "scale", "size"), [
    (By.WIDTH, 100, 3.0, "100 × 75"), (By.HEIGHT, 60, 2.0, "80 × 60"), (By.LONGEST, 160, 4.0, "160 × 120"),
    (By.MEGAPIXELS, 1.0, 4.0, "1155 × 866"), (By.PRINT, 2.54, 4.0, "300 × 225"),
])
def test_a_size_in_one_number_chooses_the_scale_that_is_enough(qtbot, controller, by, value, scale, size):
    box = box_of(qtbot, controller, Task.UPSCALE)
    check(qtbot, box)
    choose(box, by)
    box.value.setValue(value)
    assert controller.document.plan.save.size == OutputSize(by, value)
    assert controller.document.step(Task.UPSCALE).level == scale
    assert f"→ {size}" in box.note.text()
    assert box.dpi.isVisible() == (by is By.PRINT)


def test_another_way_to_say_it_keeps_the_size_and_back_to_the_scale_forgets_it(qtbot, controller):
    box = box_of(qtbot, controller, Task.UPSCALE)
    check(qtbot, box)
    for by in (By.WIDTH, By.PRINT, By.LONGEST):
        choose(box, by)
        assert "→ 80 × 60" in box.note.text(), by
    choose(box, None)
    assert controller.document.plan.save.size is None and "→ 80 × 60" in box.note.text()


def test_not_enlarging_any_more_forgets_the_size(qtbot, controller):
    box = box_of(qtbot, controller, Task.UPSCALE)
    check(qtbot, box)
    choose(box, By.WIDTH)
    check(qtbot, box)
    assert controller.document.plan.save.size is None
    controller.document.undo()
    assert controller.document.plan.save.size is not None


def test_centimetres_follow_the_dots(qtbot, controller):
    box = box_of(qtbot, controller, Task.UPSCALE)
    check(qtbot, box)
    choose(box, By.PRINT)
    box.value.setValue(10)
    box.dpi.setValue(100)
    assert "394 × 295" in box.note.text() and "10 × 7.5 cm in print at 100 dpi" in box.note.text()


def test_enlarging_jpeg_damage_is_warned_of_until_it_is_repaired(qtbot, controller):
    controller.document.propose(controller.document.sheet, Evidence(0.0, 40), (Task.DEBLOCK,))
    box = box_of(qtbot, controller, Task.UPSCALE)
    check(qtbot, box)
    assert not box.warning.isVisible(), "it is repaired first"
    controller.document.set_step(Task.DEBLOCK, None)
    assert box.warning.isVisible() and "JPEG" in box.caution.text()
    controller.document.set_step(Task.DEBLOCK, Step(Task.DEBLOCK))
    assert not box.warning.isVisible()


@pytest.mark.parametrize(("longest", "scale"), [(50, 2), (80, 2), (81, 3), (120, 3), (160, 4), (9999, 4)])
def test_the_smallest_scale_that_is_enough(longest, scale):
    assert scale_for(OutputSize(By.LONGEST, longest), 40, 30, (2.0, 3.0, 4.0)) == scale
