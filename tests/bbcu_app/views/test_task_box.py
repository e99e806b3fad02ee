"""The boxes of the tasks, with a document and no window around them."""

import pytest
from PySide6.QtCore import QPoint, Qt

from bbcu_app.controller import Controller
from bbcu_app.document import Document
from bbcu_app.settings import Settings
from bbcu_app.views.task_box import make_box
from engine.plan import Plan, Step
from engine.tasks import Evidence, Task


@pytest.fixture
def controller(qtbot, tmp_path):
    made = Controller(Document(Plan()), Settings(tmp_path / "settings.ini"))
    yield made
    assert made.close()


def box_of(qtbot, controller, task, scales=()):
    box = make_box(task, scales, controller)
    qtbot.addWidget(box)
    controller.document.planned.connect(box.refresh)
    box.refresh()
    box.show()
    return box


def check(qtbot, box):
    qtbot.mouseClick(box.check, Qt.MouseButton.LeftButton, pos=QPoint(8, box.check.height() // 2))


@pytest.mark.parametrize("task", list(Task))
def test_what_belongs_to_a_task_shows_while_it_is_on(qtbot, controller, task):
    box = box_of(qtbot, controller, task, (2.0, 4.0))
    assert not box.inside.isVisible()
    check(qtbot, box)
    assert box.inside.isVisible() and controller.document.step(task) is not None
    controller.document.undo()
    assert not box.inside.isVisible() and not box.check.isChecked()


def test_enlarging_offers_the_scales_that_there_are(qtbot, controller):
    box = box_of(qtbot, controller, Task.UPSCALE, (2.0, 4.0))
    check(qtbot, box)
    assert [button.text() for button in box.segments.buttons] == ["2×", "4×"]
    assert controller.document.step(Task.UPSCALE) == Step(Task.UPSCALE, 2.0)
    qtbot.mouseClick(box.segments.buttons[1], Qt.MouseButton.LeftButton)
    assert controller.document.step(Task.UPSCALE) == Step(Task.UPSCALE, 4.0)


@pytest.mark.parametrize(("quality", "shown", "said"), [(31, 31, "Read from the file"), (None, 50, "no JPEG"),
                                                        (99, 95, "Read from the file")])
def test_jpeg_quality_comes_from_the_file(qtbot, controller, quality, shown, said):
    controller.document.evidence = Evidence(3.0, quality)
    box = box_of(qtbot, controller, Task.DEBLOCK)
    check(qtbot, box)
    assert box.number.value() == box.slider.value() == shown
    assert said in box.note.text()
    qtbot.mouseClick(box.segments.buttons[3], Qt.MouseButton.LeftButton)
    assert controller.document.step(Task.DEBLOCK).level == 15
    assert not box.note.isVisible()
