import numpy as np
import pytest

from bbcu_app.display import Levels
from bbcu_app.document import Document, Opened, Result
from bbcu_app.settings import DEFAULT_PLAN
from bbcu_app.tiles import TileStore
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.tasks import Evidence, Task
from engine.tiling import Box


@pytest.fixture
def document(qapp):
    made = Document(DEFAULT_PLAN)
    picture = Picture(np.zeros((20, 30, 3), np.uint8))
    made.show(Opened(picture, Levels.of(picture)), "a.png")
    return made


def begin(document):
    store = TileStore(document.source.levels.enlarged(1), streaming=True)
    document.begin_result(Result(document.plan, store, document.plan))


def finish(document):
    document.finish_result(document.picture.with_pixels(np.ones((20, 30, 3), np.uint8)), 1.0)


def test_undo_and_redo_go_through_the_plans(document):
    document.set_step(Task.DENOISE, Step(Task.DENOISE, 25))
    document.set_step(Task.DENOISE, None)
    document.undo()
    assert str(document.plan).startswith("denoise=25")
    document.undo()
    assert document.plan == DEFAULT_PLAN
    assert not document.can_undo
    document.redo()
    assert str(document.plan).startswith("denoise=25")
    document.set_strength(50)
    assert not document.can_redo


def test_a_sliders_drag_is_undone_at_once(document):
    for strength in (90, 80, 70):
        document.set_strength(strength)
    document.set_step(Task.DENOISE, Step(Task.DENOISE, 10), "level")
    document.set_step(Task.DENOISE, Step(Task.DENOISE, 11), "level")
    document.undo()
    assert document.plan == Plan(DEFAULT_PLAN.steps, 70)
    document.undo()
    assert document.plan == DEFAULT_PLAN


def test_steps_keep_the_chains_order(document):
    document.set_step(Task.UPSCALE, Step(Task.UPSCALE, 2))
    document.set_step(Task.DEBLOCK, Step(Task.DEBLOCK, 40))
    assert [step.task for step in document.plan.steps] == list(Task)


def test_auto_is_resolved_by_what_was_found(document):
    assert document.resolved == DEFAULT_PLAN
    document.set_evidence(Evidence(17.9, None))
    assert document.resolved.steps[0].level == 18
    assert document.plan == DEFAULT_PLAN


def test_a_finished_result_is_unsaved_until_saved_at_its_strength(document):
    begin(document)
    assert not document.unsaved
    finish(document)
    assert document.unsaved
    document.mark_saved(document.result.picture, 100)
    assert not document.unsaved
    document.set_strength(60)
    assert document.unsaved


def test_another_level_makes_the_result_outdated_and_another_strength_does_not(document):
    begin(document)
    finish(document)
    document.set_strength(30)
    assert not document.outdated
    document.set_step(Task.DENOISE, Step(Task.DENOISE, 25))
    assert document.outdated
    document.undo()
    assert not document.outdated


def test_a_stopped_run_brings_back_the_result_before_it(document):
    begin(document)
    finish(document)
    first = document.result
    begin(document)
    document.add_tile(Box(0, 0, 5, 5), np.zeros((5, 5, 3), np.uint8))
    document.abandon_result()
    assert document.result is first
    assert document.unsaved


def test_a_stopped_first_run_leaves_nothing(document):
    begin(document)
    document.abandon_result()
    assert document.result is None
    assert not document.unsaved


def test_another_picture_takes_everything_of_the_last_one_away(document):
    begin(document)
    finish(document)
    document.set_evidence(Evidence(9, None))
    picture = Picture(np.zeros((4, 4, 3), np.uint8))
    document.show(Opened(picture, Levels.of(picture)), "b.png")
    assert document.result is None
    assert document.evidence is None
    assert document.plan == DEFAULT_PLAN
