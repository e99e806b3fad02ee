import pytest
from PySide6.QtWidgets import QMenu

from bbcu_app.views.preset_menu import PresetMenu
from engine.plan import Plan, Step
from engine.tasks import Task

STRONG = Plan((Step(Task.DENOISE, 50),), strength=70)


@pytest.fixture
def presets(qtbot, opened):
    return opened.panel.presets


def entries(presets):
    menu = QMenu()
    presets.fill(menu)
    return {action.text(): action for action in menu.actions() if action.text()}, menu


def test_as_found_and_as_last_time(presets, opened, settings):
    opened.document.set_plan(STRONG)
    found, _menu = entries(presets)
    assert not found["Same as last time"].isEnabled(), "nothing ran yet"
    found["As found in this picture"].trigger()
    assert opened.document.plan.steps == (Step(Task.DENOISE),)
    settings.plan = STRONG
    found, _menu = entries(presets)
    found["Same as last time"].trigger()
    assert opened.document.plan == STRONG


def test_a_plan_is_kept_under_a_name_taken_again_and_deleted(presets, opened, settings):
    opened.document.set_plan(STRONG)
    presets.keep("  Old scans ")
    opened.document.undo()
    found, _menu = entries(presets)
    assert found["Old scans"].toolTip() == "Remove noise"
    found["Old scans"].trigger()
    assert opened.document.plan == STRONG
    presets.delete("Old scans")
    assert settings.presets == {}
    presets.keep("   ")
    assert settings.presets == {}, "a name is needed"


def test_steps_that_there_is_no_model_for_are_left_out(presets, opened):
    presets.apply(Plan((Step(Task.DEBLOCK, 40), Step(Task.DENOISE, 50))))
    assert [step.task for step in opened.document.plan.steps] == [Task.DENOISE]


def test_the_name_is_asked_for(qtbot, presets, opened):
    from PySide6.QtWidgets import QInputDialog

    presets.ask_name()
    dialog = presets.findChild(QInputDialog)
    assert dialog.textValue() == "Remove noise"
    dialog.accept()
    assert list(opened.settings.presets) == ["Remove noise"]


def test_the_button_has_a_name(presets):
    assert isinstance(presets, PresetMenu) and presets.accessibleName() == "Presets"
