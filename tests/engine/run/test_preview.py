import numpy as np
import pytest

from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.run.chain import RunOptions
from engine.run.preview import preview
from engine.run.restore import Finished, restore
from engine.tasks import Task
from engine.tiling import Box

PICTURE = Picture(np.random.default_rng(0).integers(0, 255, (80, 110, 3), dtype=np.uint8))
PLAN = Plan((Step(Task.DENOISE, 30),))


@pytest.mark.parametrize("box", [Box(0, 0, 110, 80), Box(31, 17, 40, 33), Box(109, 79, 1, 1), Box(0, 40, 110, 5)])
@pytest.mark.parametrize("tile", [None, 16])
def test_a_part_is_what_the_whole_has_there(models_folder, box, tile):
    options = RunOptions(backend="popcount", threads=2, tile=tile)
    *_, finished = restore(PICTURE, PLAN, RunOptions(backend="popcount", threads=1))
    assert isinstance(finished, Finished)
    assert np.array_equal(preview(PICTURE, PLAN, box, options), finished.picture.pixels[box.slices])


def test_a_cancelled_preview_is_none(models_folder):
    options = RunOptions(backend="popcount", threads=1)
    assert preview(PICTURE, PLAN, Box(0, 0, 40, 40), options, cancelled=lambda: True) is None
