from dataclasses import replace

import numpy as np
import pytest

from bbcu_app.display import Levels
from bbcu_app.document import Document, Opened
from bbcu_app.growing import Growing
from bbcu_app.sheet import Result, Sheet
from bbcu_app.tiles import TileStore
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.tasks import Evidence, Task
from engine.tiling import Box

PICTURE = Picture(np.zeros((20, 30, 3), np.uint8))


def opened():
    return Opened(PICTURE, Levels.of(PICTURE))


@pytest.fixture
def document(qapp):
    made = Document()
    made.show(Sheet(None, "a.png"), opened())
    return made


def begin(document, sheet=None):
    sheet = sheet or document.sheet
    store = TileStore(Growing(Levels.of(PICTURE), 1), streaming=True)
    document.begin_result(sheet, Result(sheet.plan, sheet.plan, store))


def test_with_nothing_open_there_is_an_empty_plan(qapp):
    document = Document()
    assert document.plan == document.resolved == Plan()
    assert not document.finished and not document.unsaved and document.name == ""


def test_steps_keep_the_chains_order(document):
    document.set_step(Task.UPSCALE, Step(Task.UPSCALE, 2))
    document.set_step(Task.DEBLOCK, Step(Task.DEBLOCK, 40))
    assert [step.task for step in document.plan.steps] == [Task.DEBLOCK, Task.UPSCALE]
    assert document.sheet.changed


def test_what_is_worth_doing_only_before_enlarging_comes_and_goes_with_it(document):
    repair, twice = Step(Task.DEBLOCK), Step(Task.UPSCALE, 2)
    document.propose(document.sheet, Evidence(0.0, 90), (), (Task.DEBLOCK,))
    assert not document.plan.steps
    document.set_step(Task.UPSCALE, twice)
    assert document.plan.steps == (repair, twice) and document.resolved.steps[0].level == 90
    document.history.undo()
    assert not document.plan.steps, "in one step"
    document.history.redo()
    document.set_step(Task.DEBLOCK, None)
    document.set_step(Task.UPSCALE, replace(twice, level=4))
    assert document.plan.steps == (replace(twice, level=4),), "what people chose stays"
    document.set_step(Task.UPSCALE, None)
    document.set_step(Task.UPSCALE, twice)
    document.set_step(Task.UPSCALE, None)
    assert not document.plan.steps
    document.set_step(Task.UPSCALE, twice)
    document.set_step(Task.DEBLOCK, replace(repair, level=30))
    document.set_step(Task.UPSCALE, None)
    assert document.plan.steps == (replace(repair, level=30),), "set by hand"


def test_auto_is_resolved_by_what_was_found(document):
    document.propose(document.sheet, Evidence(17.9, None), (Task.DENOISE,))
    assert document.plan.steps[0].level is None
    assert document.resolved.steps[0].level == document.proposed.steps[0].level == 18
    assert not document.sheet.changed


def test_what_is_found_in_a_picture_that_is_not_shown_is_told_to_nobody(document, qtbot):
    other = Sheet(None, "b.png")
    with qtbot.assertNotEmitted(document.measured), qtbot.assertNotEmitted(document.planned):
        document.propose(other, Evidence(17.9, None), (Task.DENOISE,))
    assert other.plan.steps


def test_each_picture_has_its_own_plan_and_undo(document):
    first = document.sheet
    document.set_strength(40)
    document.show(Sheet(None, "b.png"), opened())
    assert document.plan.strength == 100 and not document.history.can_undo
    document.show(first, opened())
    assert document.plan.strength == 40 and document.history.can_undo


def test_tiles_of_a_picture_that_is_not_shown_go_to_it_and_not_to_the_screen(document, qtbot):
    first = document.sheet
    begin(document, first)
    document.show(Sheet(None, "b.png"), opened())
    with qtbot.assertNotEmitted(document.tile_arrived):
        document.add_tile(first, Box(0, 0, 5, 5))
    document.finish_result(first, PICTURE, 1.0)
    assert first.finished and first.result.store is None, "nobody looks at it: the pixels are enough"
    assert not document.finished


def test_a_result_that_is_left_keeps_its_pixels_and_comes_back(document):
    first = document.sheet
    begin(document)
    document.finish_result(first, PICTURE, 1.0)
    document.show(Sheet(None, "b.png"), opened())
    assert first.result.store is None and first.result.picture is PICTURE
    document.show(first, Opened(PICTURE, Levels.of(PICTURE), Levels.of(PICTURE)))
    assert document.result.store is not None and document.finished


def test_a_result_is_marked_wherever_it_is(document):
    begin(document)
    document.finish_result(document.sheet, PICTURE, 1.0)
    result = document.result
    document.show(Sheet(None, "b.png"), opened())
    document.mark_saved(result, 100)
    assert result.saved_strength == 100 and not document.unsaved


def test_clearing_shows_nothing(document, qtbot):
    with qtbot.waitSignal(document.opened):
        document.clear()
    assert document.picture is None and document.source is None and document.sheet is None
