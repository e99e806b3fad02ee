import numpy as np
import pytest

from bbcu_app.controller import Controller
from bbcu_app.display import Levels
from bbcu_app.document import Opened
from bbcu_app.offer import Offer
from bbcu_app.sheet import Sheet
from bbcu_app.trials import by_model, choices, leading, with_step
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.tasks import Evidence, Task
from engine.tiling import Box

NAMES = {"auto": "Auto", "light": "Light", "medium": "Medium", "strong": "Strong"}
PICTURE = Picture(np.random.default_rng(0).integers(0, 255, (60, 80, 3), dtype=np.uint8))


@pytest.fixture
def controller(qtbot, settings, fake):
    made = Controller(settings, Offer.now(), fake, fake.preview)
    sheet = Sheet(None, "a.png")
    made.document.show(sheet, Opened(PICTURE, Levels.of(PICTURE)))
    made.document.propose(sheet, Evidence(20.0, 40), (Task.DEBLOCK, Task.DENOISE))
    yield made
    assert made.close()


def test_the_first_task_that_repairs_is_varied():
    offer = Offer.now()
    noise, larger = Step(Task.DENOISE), Step(Task.UPSCALE, 2)
    assert leading(Plan((larger,)), Plan((noise,)), offer) is Task.DENOISE
    assert leading(Plan((noise, larger)), None, offer) is Task.DENOISE
    assert leading(Plan(), None, offer) is Task.DEBLOCK


def test_a_step_takes_the_place_of_its_task():
    plan = Plan((Step(Task.DENOISE, 5), Step(Task.UPSCALE, 2)))
    assert with_step(plan, Step(Task.DENOISE, 9)).steps == (Step(Task.DENOISE, 9), Step(Task.UPSCALE, 2))
    assert with_step(plan, Step(Task.DEBLOCK, 9)).steps[0].task is Task.DEBLOCK


def test_levels_original_models_and_presets_can_be_tried(controller):
    presets = {"Old scans": Plan((Step(Task.DENOISE, 33),))}
    found = choices(controller.document, controller.offer, presets, NAMES)
    titles = [choice.title for choice in found]
    assert titles[:5] == ["Auto", "Light", "Medium", "Strong", "Original"]
    assert titles[-1] == "Old scans"
    assert found[1].plan.steps[0].level == Task.DEBLOCK.info.levels.light
    assert found[1].plan.steps[1] == Step(Task.DENOISE), "the other steps stay"
    assert found[4].plan.steps == ()
    controller.document.set_plan(Plan((Step(Task.DENOISE, 7),)))
    titles = [choice.title for choice in choices(controller.document, controller.offer, {}, NAMES)]
    assert "As chosen now" in titles and "denoise-fast" in titles


def test_a_model_runs_the_step_of_its_task_at_the_same_level():
    plan = Plan((Step(Task.DENOISE, 9, "other"), Step(Task.UPSCALE, 4)))
    models = {model.name: model for model in Offer.now().models}
    assert by_model(plan, models["denoise-fast"]).steps[0] == Step(Task.DENOISE, 9, "denoise-fast")
    assert by_model(plan, models["deblock-fine"]).steps == (Step(Task.DEBLOCK, None, "deblock-fine"), *plan.steps)
    larger = by_model(plan, models["upscale-fine-x2"]).steps[1]
    assert larger == Step(Task.UPSCALE, None, "upscale-fine-x2"), "not by four: it cannot"


def test_another_task_than_the_leading_one_can_be_varied(controller):
    found = choices(controller.document, controller.offer, {}, NAMES, Task.UPSCALE)
    assert [choice.model for choice in found[2:]] == list(Task.UPSCALE.info.models)
    assert [choice.title for choice in found[:2]] == ["Original", "As chosen now"], "it has no light or strong"


def test_what_is_asked_for_arrives_in_its_place(qtbot, controller, fake):
    arrived = []
    controller.trials.arrived.connect(lambda place, made: arrived.append((place, made)))
    box = Box(10, 10, 20, 20)
    controller.trials.ask(0, Plan((Step(Task.DENOISE),)), box)
    controller.trials.ask(3, Plan((Step(Task.DENOISE, 50),)), box)
    controller.trials.ask(2, Plan(), box)
    qtbot.waitUntil(lambda: len(arrived) == 2, timeout=5000)
    assert {place for place, _ in arrived} == {0, 3}
    assert {made.plan.steps[0].level for _, made in arrived} == {20.0, 50}
    assert all(np.array_equal(made.levels.base, 255 - PICTURE.pixels[box.slices]) for _, made in arrived)
