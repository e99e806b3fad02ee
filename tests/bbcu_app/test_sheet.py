import numpy as np
import pytest

from bbcu_app.display import Levels
from bbcu_app.growing import Growing
from bbcu_app.sheet import History, Result, Sheet
from bbcu_app.tiles import TileStore
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.tasks import Evidence, Task

LIGHT, STRONG = Plan((Step(Task.DENOISE, 10),)), Plan((Step(Task.DENOISE, 50),))
NOISY = Evidence(18.0, None)


def begin(sheet):
    picture = Picture(np.zeros((20, 30, 3), np.uint8))
    store = TileStore(Growing(Levels.of(picture), 1), streaming=True)
    sheet.begin(Result(sheet.plan, sheet.plan, store))


def finish(sheet):
    sheet.finish(Picture(np.ones((20, 30, 3), np.uint8)), 1.0)


@pytest.fixture
def sheet():
    return Sheet(None, "a.png")


def test_undo_and_redo_go_through_the_plans():
    history = History(Plan())
    assert history.change(LIGHT) and history.change(STRONG)
    assert not history.change(STRONG), "the same again is no change"
    assert history.undo() and history.plan == LIGHT
    assert history.undo() and history.plan == Plan()
    assert not history.undo()
    assert history.redo() and history.plan == LIGHT
    history.change(Plan(strength=50))
    assert not history.can_redo and not history.redo()


def test_a_sliders_drag_is_undone_at_once():
    history = History(Plan())
    for strength in (90, 80, 70):
        history.change(Plan(strength=strength), "strength")
    for level in (10, 11):
        history.change(Plan((Step(Task.DENOISE, level),), 70), "level")
    history.undo()
    assert history.plan == Plan(strength=70)
    history.undo()
    assert history.plan == Plan()


def test_what_is_measured_is_the_plan_and_nothing_to_undo(sheet):
    sheet.propose(NOISY, (Task.DENOISE,))
    assert sheet.plan == sheet.proposal == Plan((Step(Task.DENOISE),))
    assert not sheet.history.can_undo


def test_what_people_chose_stays_when_it_is_measured(sheet):
    sheet.history.change(LIGHT)
    sheet.changed = True
    sheet.propose(NOISY, (Task.DENOISE,))
    assert sheet.plan == LIGHT
    assert sheet.proposal == Plan((Step(Task.DENOISE),))


def test_a_finished_result_is_unsaved_until_saved_at_its_strength(sheet):
    begin(sheet)
    assert not sheet.unsaved
    finish(sheet)
    assert sheet.unsaved
    sheet.result.saved_strength = 100
    assert not sheet.unsaved
    sheet.history.change(Plan(strength=60))
    assert sheet.unsaved


def test_another_level_makes_the_result_outdated_and_another_strength_does_not(sheet):
    assert not sheet.outdated
    begin(sheet)
    finish(sheet)
    sheet.history.change(Plan(strength=30))
    assert not sheet.outdated
    sheet.history.change(LIGHT)
    assert sheet.outdated
    sheet.history.undo()
    assert not sheet.outdated


def test_a_stopped_run_brings_back_the_result_before_it(sheet):
    begin(sheet)
    finish(sheet)
    first = sheet.result
    begin(sheet)
    assert sheet.abandon()
    assert sheet.result is first and sheet.unsaved
    assert not sheet.abandon(), "a whole result is not abandoned"


def test_a_stopped_first_run_leaves_nothing(sheet):
    begin(sheet)
    assert sheet.abandon()
    assert sheet.result is None and not sheet.unsaved
