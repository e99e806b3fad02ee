"""The boxes of the tasks, with a document and no window around them."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QStyle, QStyleOptionSlider

from bbcu_app.controller import Controller
from bbcu_app.display import Levels
from bbcu_app.document import Opened
from bbcu_app.offer import Offer
from bbcu_app.sheet import Sheet
from bbcu_app.views.size_box import SizeBox
from bbcu_app.views.task_box import LevelTaskBox
from engine.picture.pixels import Picture
from engine.tasks import Evidence, Task

LEVELS = [Task.DEBLOCK, Task.DENOISE]


@pytest.fixture
def controller(qtbot, settings):
    made = Controller(settings, Offer.now())
    picture = Picture(np.zeros((30, 40, 3), np.uint8))
    made.document.show(Sheet(None, "a.png"), Opened(picture, Levels.of(picture)))
    yield made
    assert made.close()


def box_of(qtbot, controller, task):
    box = SizeBox(controller) if task.info.enlarges else LevelTaskBox(task, controller)
    qtbot.addWidget(box)
    controller.document.planned.connect(box.refresh)
    box.refresh()
    box.show()
    return box


def check(qtbot, box):
    qtbot.mouseClick(box.check, Qt.MouseButton.LeftButton, pos=QPoint(8, box.check.height() // 2))


@pytest.mark.parametrize("task", list(Task))
def test_what_belongs_to_a_task_shows_while_it_is_on(qtbot, controller, task):
    box = box_of(qtbot, controller, task)
    assert not box.inside.isVisible()
    check(qtbot, box)
    assert box.inside.isVisible() and controller.document.step(task) is not None
    controller.document.undo()
    assert not box.inside.isVisible() and not box.check.isChecked()


@pytest.mark.parametrize("task", LEVELS)
def test_words_come_first_and_their_numbers_are_in_the_tooltips(qtbot, controller, task):
    box = box_of(qtbot, controller, task)
    check(qtbot, box)
    assert [button.text() for button in box.segments.buttons] == ["Auto", "Light", "Medium", "Strong"]
    for place, level in enumerate((task.info.levels.light, task.info.levels.medium, task.info.levels.strong), 1):
        assert f"{level:g}" in box.segments.buttons[place].toolTip()
        qtbot.mouseClick(box.segments.buttons[place], Qt.MouseButton.LeftButton)
        assert controller.document.step(task).level == level == box.number.value()


def handle(slider):
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    return slider.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle,
                                         slider).center().x()


@pytest.mark.parametrize("task", LEVELS)
def test_to_the_right_is_stronger_on_the_slider_as_on_the_words(qtbot, controller, task):
    box = box_of(qtbot, controller, task)
    check(qtbot, box)
    places = []
    for place in (1, 2, 3):
        qtbot.mouseClick(box.segments.buttons[place], Qt.MouseButton.LeftButton)
        places.append(handle(box.slider))
    assert places == sorted(places) and places[0] < places[2]
    before = handle(box.slider)
    box.slider.setFocus()
    qtbot.keyClick(box.slider, Qt.Key.Key_Left)
    assert handle(box.slider) < before


def test_auto_shows_the_measured_number_and_touching_it_turns_auto_off(qtbot, controller):
    controller.document.propose(controller.document.sheet, Evidence(23.0, None), (Task.DENOISE,))
    box = box_of(qtbot, controller, Task.DENOISE)
    assert box.segments.choice == 0 and box.number.value() == box.slider.value() == 23
    assert "Measured" in box.note.text()
    box.number.setFocus()
    box.number.selectAll()
    qtbot.keyClicks(box.number, "33")
    assert controller.document.step(Task.DENOISE).level == 33
    assert box.segments.choice is None and box.slider.value() == 33
    assert "hand" in box.note.text()


def test_what_was_not_found_is_said(qtbot, controller):
    controller.document.propose(controller.document.sheet, Evidence(1.0, 99), ())
    box = box_of(qtbot, controller, Task.DEBLOCK)
    check(qtbot, box)
    assert "Hardly any" in box.note.text() and box.number.value() == 95
