from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from bbcu_app.sheet import Sheet
from bbcu_app.views.run_all_dialog import RunAllDialog
from engine.plan import Plan, Step
from engine.run.paths import Conflict
from engine.tasks import Task

PLAN = Plan((Step(Task.DENOISE, 20), Step(Task.UPSCALE, 2)), strength=80)
SHEETS = [Sheet(Path("/photos", name), Path(name).name, Path("/photos")) for name in ("trip/a.jpg", "b.jpg")]


def make(qtbot, settings, plan=PLAN):
    dialog = RunAllDialog(SHEETS, plan, settings)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def accepted(qtbot, dialog):
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.mouseClick(dialog.run, Qt.MouseButton.LeftButton)
    return chosen.args


def click(qtbot, segments, place):
    qtbot.mouseClick(segments.buttons[place], Qt.MouseButton.LeftButton)


def test_by_default_each_gets_what_is_measured_beside_the_original(qtbot, settings):
    dialog = make(qtbot, settings)
    assert dialog.run.text() == "Run 2 pictures"
    assert dialog.example.text().endswith("/photos/trip/a_restored.jpg")
    plan, place = accepted(qtbot, dialog)
    assert plan.steps == () and plan.strength == 80
    assert place.folder is None and place.conflict is Conflict.NUMBER


def test_all_as_the_one_that_is_shown_into_a_folder_with_folders_kept(qtbot, settings, tmp_path):
    dialog = make(qtbot, settings)
    click(qtbot, dialog.plans, 1)
    assert dialog.plan_text.text() == "Remove noise, then enlarge 2×"
    click(qtbot, dialog.where, 1)
    dialog.folder.setText(str(tmp_path))
    dialog.pattern.selectAll()
    qtbot.keyClicks(dialog.pattern, "{name}-{task}-{scale}x")
    assert dialog.example.text().endswith("/trip/a-denoise-upscale-2x.jpg")
    dialog.format.setCurrentIndex(dialog.format.findData("png"))
    dialog.format.activated.emit(dialog.format.currentIndex())
    assert dialog.example.text().endswith("x.png")
    plan, place = accepted(qtbot, dialog)
    assert (plan.steps, plan.strength, plan.save.format) == (PLAN.steps, 80, "png")
    assert place.folder == tmp_path
    again = make(qtbot, settings)
    assert (again.plans.choice, again.where.choice, again.folder.text()) == (1, 1, str(tmp_path)), "remembered"
    assert again.pattern.text() == "{name}-{task}-{scale}x"


@pytest.mark.parametrize("pattern", ["", "{what}", "a/b", "{name"])
def test_a_name_that_cannot_be_is_said(qtbot, settings, pattern):
    dialog = make(qtbot, settings)
    dialog.pattern.setText(pattern)
    assert not dialog.run.isEnabled() and dialog.example.property("role") == "error"


def test_the_originals_are_not_replaced(qtbot, settings):
    dialog = make(qtbot, settings)
    dialog.pattern.setText("{name}")
    dialog.conflict.setCurrentIndex(dialog.conflict.findData(Conflict.REPLACE))
    dialog.conflict.activated.emit(0)
    assert not dialog.run.isEnabled() and "originals" in dialog.example.text()


def test_a_folder_must_be_chosen(qtbot, settings):
    dialog = make(qtbot, settings)
    click(qtbot, dialog.where, 1)
    dialog.folder.setText(" ")
    assert not dialog.run.isEnabled()


def test_fields_are_put_into_the_name(qtbot, settings):
    dialog = make(qtbot, settings)
    menu = QMenu()
    dialog._offer_fields(menu)
    menu.actions()[1].trigger()
    assert dialog.pattern.text() == "{name}_restored{task}"


def test_without_steps_all_as_this_one_cannot_be_chosen(qtbot, settings):
    settings.each_measured = False
    dialog = make(qtbot, settings, Plan())
    assert dialog.plans.choice == 0 and not dialog.plans.buttons[1].isEnabled()
