import numpy as np
import pytest

from bbcu_app.display import Levels
from bbcu_app.workers.restore_worker import (
    EstimateRequest,
    Focus,
    ResultBegun,
    RunRequest,
    TileShown,
    estimate_run,
    run_plan,
)
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.run.chain import RunOptions
from engine.run.restore import Finished, Progress, restore
from engine.tasks import Task
from tests.bbcu_app.workers.test_open_worker import Recorder

PICTURE = Picture(np.random.default_rng(0).integers(0, 255, (70, 90, 3), dtype=np.uint8))
PLAN = Plan((Step(Task.DENOISE, 20),))


@pytest.fixture
def real(models_folder):
    return RunRequest(PICTURE, PLAN, RunOptions(backend="popcount", threads=1, tile=48), Levels.of(PICTURE), Focus(),
                      restore)


def test_the_engines_events_arrive_with_room_for_the_result(real):
    state = Recorder()
    run_plan(real, state)
    begun, last = state.parts[0], state.parts[-1]
    assert isinstance(begun, ResultBegun) and isinstance(last, Finished)
    assert begun.models == ("tiny",)
    assert (begun.levels.width, begun.levels.height) == (90, 70)
    assert np.array_equal(begun.levels.base, last.picture.pixels), "every tile is written where the screen finds it"
    assert {type(part) for part in state.parts[1:-1]} == {TileShown, Progress}


def test_a_cancelled_run_says_nothing_more(real):
    state = Recorder()
    state.cancelled = True
    run_plan(real, state)
    assert [type(part) for part in state.parts] == [ResultBegun]


def test_the_views_own_copy_is_counted_in():
    found = estimate_run(EstimateRequest(PICTURE, PLAN, RunOptions()), None)
    assert found.memory > 640_000_000 and found.seconds == 12.0
