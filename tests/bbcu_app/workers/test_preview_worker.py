import numpy as np

from bbcu_app.workers.preview_worker import PreviewRequest, run_preview
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.run.chain import RunOptions
from engine.tasks import Task
from engine.tiling import Box
from tests.bbcu_app.workers.test_open_worker import Recorder

PICTURE = Picture(np.random.default_rng(0).integers(0, 255, (70, 90, 3), dtype=np.uint8))
PLAN = Plan((Step(Task.DENOISE, 20),))


def test_the_engine_runs_the_part(models_folder):
    request = PreviewRequest(PICTURE, PLAN, Box(10, 20, 30, 40), RunOptions(backend="popcount", threads=1))
    made = run_preview(request, Recorder())
    assert (made.levels.width, made.levels.height, made.box) == (30, 40, Box(10, 20, 30, 40))
    assert not np.array_equal(made.levels.base, PICTURE.pixels[20:60, 10:40])


def test_a_cancelled_one_is_nothing(models_folder):
    state = Recorder()
    state.cancelled = True
    request = PreviewRequest(PICTURE, PLAN, Box(0, 0, 30, 40), RunOptions(backend="popcount", threads=1))
    assert run_preview(request, state) is None
