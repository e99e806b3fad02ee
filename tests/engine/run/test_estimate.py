"""What is said before a run holds in it."""

import tracemalloc

import numpy as np
import pytest

from engine import backend as backends
from engine.network.packed import save_packed
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.run import estimate as module
from engine.run.chain import Chain, RunOptions
from engine.run.estimate import estimate, memory_of
from engine.run.restore import Finished, Started, restore
from engine.tasks import Task
from tests import tiny

PLAN = Plan((Step(Task.DENOISE, 25),))
POPCOUNT = backends.choose("popcount")


def picture(width=200, height=150, dtype=np.uint8):
    return Picture(np.random.default_rng(0).integers(0, 255, (height, width, 3)).astype(dtype))


def memory(of, plan=PLAN, **options):
    return memory_of(of, Chain.prepare(plan, POPCOUNT), POPCOUNT, RunOptions("popcount", **options))


@pytest.mark.usefixtures("models_folder")
class TestMemory:
    @pytest.mark.parametrize("options", [{"threads": 1, "tile": 40}, {"threads": 2, "tile": 70}, {"threads": 1}])
    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_a_run_stays_below_it(self, options, dtype):
        """NumPy tells tracemalloc what it takes."""
        source, chosen = picture(dtype=dtype), RunOptions("popcount", **options)
        list(restore(picture(20, 20), PLAN, chosen))  # what is loaded once is not the run's
        tracemalloc.start()
        try:
            before = tracemalloc.get_traced_memory()[0]
            for event in restore(source, PLAN, chosen):
                if isinstance(event, Started):
                    stated = event.memory
            peak = tracemalloc.get_traced_memory()[1] - before
        finally:
            tracemalloc.stop()
        assert isinstance(event, Finished)
        assert stated == estimate(source, PLAN, chosen).memory
        assert source.pixels.nbytes < peak <= stated

    def test_it_grows_with_tiles_and_threads_but_not_beyond_the_picture(self):
        small, large = picture(100, 80), picture(400, 300)
        sizes = [memory(large, tile=tile, threads=threads) for tile, threads in ((64, 1), (64, 4), (128, 4))]
        assert sizes == sorted(set(sizes))
        assert memory(small, tile=4096, threads=8) == memory(small, tile=8192, threads=1), "there is one tile"

    def test_quarter_turns_of_tiles_that_are_not_square_need_more(self):
        turned = Plan(PLAN.steps, passes=8)
        assert memory(picture(200, 20), turned) > memory(picture(200, 20))
        assert memory(picture(100, 100), turned) == memory(picture(100, 100))


def test_an_enlarged_result_counts(tmp_path):
    enlarger = tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=3)
    path = save_packed(tiny.network(enlarger), tmp_path / "x3.bbcu")
    assert memory(picture(), Plan((Step(Task.UPSCALE, 3, str(path)),))) > 9 * picture().pixels.nbytes


@pytest.mark.usefixtures("models_folder")
def test_time_follows_pixels_passes_and_threads(monkeypatch):
    monkeypatch.setattr(module, "_seconds_per_pixel", lambda program, runner: 1e-6)
    monkeypatch.setattr(module.os, "cpu_count", lambda: 2)
    one = RunOptions("popcount", threads=1)

    def seconds(of, plan=PLAN, options=one):
        return estimate(of, plan, options).seconds

    whole = picture(300, 200)
    assert 0.06 < seconds(whole) < 0.08, "the halo is counted"
    assert seconds(whole, Plan(PLAN.steps, passes=8)) == pytest.approx(8 * seconds(whole))
    assert seconds(whole, options=RunOptions("popcount", threads=2)) == pytest.approx(seconds(whole) / 2)
    assert seconds(whole, options=RunOptions("popcount", threads=9)) == pytest.approx(seconds(whole) / 2)


@pytest.mark.usefixtures("models_folder")
def test_a_tile_is_timed_once_and_auto_is_measured():
    module._seconds_per_pixel.cache_clear()
    for _ in range(3):
        assert estimate(picture(), Plan((Step(Task.DENOISE),)), RunOptions("popcount")).seconds > 0
    assert module._seconds_per_pixel.cache_info().misses == 1
