import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import backend as backends
from engine.errors import MemoryShortError, PlanError
from engine.network.packed import save_packed
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.run import catalog
from engine.run import restore as loop
from engine.run.chain import Chain, RunOptions
from engine.run.restore import FIRST_TILES, Finished, Progress, Started, Stopped, Switched, TileDone, restore
from engine.tasks import Task
from tests import tiny

PLAN = Plan((Step(Task.DENOISE, 25),))


def photo(width=70, height=50, channels=3, dtype=np.uint8, **fields):
    """Smooth colours with noise: enough going on for every threshold to be crossed."""
    random = np.random.default_rng(3)
    y, x = np.mgrid[:height, :width]
    base = np.stack([x / width, y / height, (x + y) / (width + height)][:channels], axis=-1)
    values = np.clip(base + random.normal(0, 0.1, base.shape), 0, 1)
    return Picture((values * np.iinfo(dtype).max).astype(dtype), **fields)


def finish(picture, plan=PLAN, **options):
    events = list(restore(picture, plan, RunOptions("popcount", **options)))
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Finished)
    return events[-1].picture


@pytest.mark.usefixtures("models_folder")
class TestRuns:
    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.integers(1, 60), st.integers(1, 60), st.integers(8, 70), st.integers(1, 3))
    def test_tiled_equals_whole_bit_for_bit(self, width, height, tile, threads):
        picture = photo(width, height)
        whole = finish(picture, tile=1000, threads=1)
        tiled = finish(picture, tile=tile, threads=threads)
        assert np.array_equal(whole.pixels, tiled.pixels)
        assert not np.array_equal(whole.pixels, picture.pixels)

    def test_tiles_make_up_the_result(self):
        picture = photo()
        canvas = np.zeros_like(picture.pixels)
        done = []
        for event in restore(picture, PLAN, RunOptions("popcount", tile=20)):
            if isinstance(event, TileDone):
                canvas[event.box.slices] = event.pixels
            if isinstance(event, Progress):
                done.append(event.done)
            if isinstance(event, Finished):
                assert np.array_equal(canvas, event.picture.pixels)
        assert done == sorted(done)
        assert done[-1] == 1.0

    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    @pytest.mark.parametrize("channels", [1, 3])
    def test_depth_and_channels_stay_and_everything_travels(self, dtype, channels):
        alpha = np.full((50, 70), 7, dtype)
        picture = photo(channels=channels, dtype=dtype, alpha=alpha, icc=b"icc", exif=b"exif", xmp=b"xmp", dpi=(72, 72))
        result = finish(picture)
        assert result.pixels.dtype == dtype
        assert result.pixels.shape == picture.pixels.shape
        assert np.array_equal(result.alpha, alpha)
        assert (result.icc, result.exif, result.xmp, result.dpi) == (b"icc", b"exif", b"xmp", (72, 72))

    def test_what_is_looked_at_comes_first(self):
        events = restore(photo(90, 90), PLAN, RunOptions("popcount", threads=1, tile=30), focus=lambda: (0.9, 0.1))
        first = next(event for event in events if isinstance(event, TileDone))
        assert (first.box.x, first.box.y) == (60, 0)

    def test_the_first_tile_is_small_and_few_others_are(self):
        events = list(restore(photo(900, 700), PLAN, RunOptions("popcount", threads=1, tile=350)))
        sides = [max(event.box.width, event.box.height) for event in events if isinstance(event, TileDone)]
        medium, small = FIRST_TILES
        assert sides[0] <= small
        assert sum(side <= small for side in sides) <= 4 and sum(side <= medium for side in sides) <= 8
        assert max(sides) > medium

    def test_stop_takes_effect_within_one_tile(self):
        stop = threading.Event()
        seen = []
        for event in restore(photo(), PLAN, RunOptions("popcount", threads=1, tile=10), cancelled=stop.is_set):
            seen.append(event)
            if isinstance(event, TileDone):
                stop.set()
        assert isinstance(seen[-1], Stopped)
        assert sum(isinstance(event, TileDone) for event in seen) <= 2

    def test_closing_the_generator_leaves_no_thread_behind(self):
        events = restore(photo(), PLAN, RunOptions("popcount", threads=2, tile=10))
        next(event for event in events if isinstance(event, TileDone))
        events.close()
        deadline = time.monotonic() + 5
        while any(thread.name.startswith("tile") for thread in threading.enumerate()):
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def test_a_run_goes_on_with_the_fast_backend_once_it_is_ready(self, monkeypatch):
        picture = photo(90, 90)
        fast = backends.choose("popcount")
        slow = replace(fast, why="compiling", provisional=True)
        ready = []
        monkeypatch.setattr(backends, "choose", lambda _name: fast if ready else slow)
        monkeypatch.setattr(backends, "settled", lambda now: fast if ready else now)
        events = []
        for event in restore(picture, PLAN, RunOptions(threads=1, tile=20)):
            events.append(event)
            ready += [event] if isinstance(event, TileDone) else []
        assert "compiling" in events[0].backend
        assert [event.backend for event in events if isinstance(event, Switched)] == [str(fast)]
        assert np.array_equal(events[-1].picture.pixels, finish(picture).pixels)

    def test_auto_measures_the_level(self):
        started = next(restore(photo(), Plan((Step(Task.DENOISE),)), RunOptions("popcount")))
        assert started.plan.steps[0].level is not None
        assert started.backend.startswith("popcount")

    @pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
    def test_where_no_noise_is_to_be_removed_no_pixel_changes(self, dtype):
        picture = photo(dtype=dtype)
        result = finish(picture, Plan((Step(Task.DENOISE, 0),)))
        assert np.array_equal(result.pixels, picture.pixels)

    def test_three_channels_alike_stay_alike(self):
        grey = photo(40, 50).pixels[..., :1]
        expected = finish(Picture(grey)).pixels
        found = finish(Picture(grey.repeat(3, axis=2))).pixels
        assert found.shape == (*expected.shape[:2], 3) and np.array_equal(found, expected.repeat(3, axis=2))

    def test_nothing_to_do_is_said(self):
        with pytest.raises(PlanError, match="nothing to do"):
            next(restore(photo(), Plan()))

    def test_memory_running_out_means_smaller_tiles_and_the_same_result(self, monkeypatch):
        picture = photo(150, 140)
        expected = finish(picture, tile=1000)
        real = Chain.run

        def scarce(chain, values, rows):
            if values.shape[0] > 80 or values.shape[1] > 80:
                raise MemoryError
            return real(chain, values, rows)

        monkeypatch.setattr(Chain, "run", scarce)
        assert np.array_equal(finish(picture, tile=1000).pixels, expected.pixels)

    def test_a_run_that_memory_is_not_there_for_does_not_begin(self, monkeypatch, tmp_path):
        picture = photo(path=tmp_path / "big.png")
        need = next(restore(picture, PLAN, RunOptions("popcount"))).memory
        monkeypatch.setattr(loop, "available_memory", lambda: need - 1)
        with pytest.raises(MemoryShortError, match=r"big\.png: it needs about \d+ MB of memory, and \d+ MB are"):
            next(restore(picture, PLAN, RunOptions("popcount")))
        for room in (need, None):
            monkeypatch.setattr(loop, "available_memory", lambda room=room: room)
            assert isinstance(next(restore(picture, PLAN, RunOptions("popcount"))), Started)

    def test_memory_that_never_suffices_is_an_error_that_names_the_file(self, monkeypatch, tmp_path):
        def none_left(_chain, _values, _rows):
            raise MemoryError

        monkeypatch.setattr(Chain, "run", none_left)
        with pytest.raises(MemoryShortError, match=r"big\.png"):
            finish(photo(path=tmp_path / "big.png"))


def test_two_steps_in_a_row_are_tiled_exactly(tmp_path, monkeypatch):
    for name, seed in (("one", 1), ("two", 2)):
        save_packed(tiny.network(seed=seed, name=name), tmp_path / f"{name}.bbcu")
    monkeypatch.setattr(catalog, "bundled_folder", lambda: tmp_path)
    plan = Plan((Step(Task.DENOISE, 10, "one"), Step(Task.DENOISE, 20, "two")))
    picture = photo()
    chain = Chain.prepare(plan, backends.choose("popcount"))
    assert chain.halo == 10
    assert chain.names == ("one", "two")
    assert np.array_equal(finish(picture, plan, tile=1000).pixels, finish(picture, plan, tile=17).pixels)


def test_a_luma_network_enlarges_colour(tmp_path):
    """Its chroma is enlarged plainly; tiles still meet."""
    enlarger = tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=2, image_channels=1)
    model = save_packed(tiny.network(enlarger), tmp_path / "luma.bbcu")
    plan = Plan((Step(Task.UPSCALE, 2, str(model)),))
    whole = finish(photo(31, 22), plan, tile=1000)
    assert whole.pixels.shape == (44, 62, 3)
    assert np.array_equal(whole.pixels, finish(photo(31, 22), plan, tile=8).pixels)


@pytest.mark.parametrize(("scale", "upsampler"), [(2, "stages"), (3, "stages"), (4, "stages"), (2, "direct")])
def test_a_chain_that_enlarges_is_tiled_exactly(tmp_path, scale, upsampler):
    """The second network's halo is counted in the pixels of the source; its tiles land at scale."""
    enlarger = tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=scale, upsampler=upsampler)
    large = save_packed(tiny.network(enlarger), tmp_path / "large.bbcu")
    small = save_packed(tiny.network(), tmp_path / "small.bbcu")
    plan = Plan((Step(Task.DENOISE, 10, str(small)), Step(Task.UPSCALE, scale, str(large))))
    picture = photo(41, 33)
    whole = finish(picture, plan, tile=1000)
    assert (whole.width, whole.height) == (41 * scale, 33 * scale)
    assert np.array_equal(whole.pixels, finish(picture, plan, tile=9).pixels)
