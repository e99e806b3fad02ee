"""Networks in a row: what they are together, and how pictures pass through them."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import backend as backends
from engine.backend.contract import run_tile
from engine.backend.program import Program
from engine.errors import ModelError, PlanError
from engine.network.packed import save_packed
from engine.plan import Plan, Step
from engine.run import chain as module
from engine.run.chain import Chain, Link, RunOptions, warm_up, whole_array
from engine.tasks import TOLD, Task, told
from engine.tiling import Box, whole
from tests import tiny

POPCOUNT = backends.choose("popcount")
DENOISER = tiny.spec(level_map=True)
ENLARGER = tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=2)
DIRECT = tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=2, upsampler="direct")
LUMA = tiny.spec(image_channels=1, task=Task.DEBLOCK)


def link(spec, level=20.0, seed=0, backend=POPCOUNT):
    program = Program.of(tiny.network(spec, seed))
    return Link(f"tiny {seed}", program, backend.make_runner(program), program.spec.shown(level))


def values(height, width, channels=3):
    return np.random.default_rng(1).random((height, width, channels), np.float32)


@pytest.mark.parametrize("options", [{"threads": -1}, {"threads": 1025}, {"tile": 0}, {"tile": 1 << 20}])
def test_options_out_of_range_are_refused(options):
    with pytest.raises(PlanError):
        RunOptions(**options)


def test_no_threads_are_every_core():
    assert RunOptions().workers >= 1
    assert RunOptions(threads=3).workers == 3


class TestTogether:
    def test_halos_add_up_in_the_pixels_of_the_source(self):
        first, second = link(DENOISER), link(ENLARGER)
        assert first.program.spec.halo == 5
        assert Chain((first,)).halo == 5
        assert Chain((first, second)).halo == 5 + second.program.spec.halo
        assert Chain((second, first)).halo == second.program.spec.halo + 3, "half of five, rounded up"

    def test_scales_multiply_and_the_strictest_alignment_holds(self):
        half = link(tiny.spec(layout="1<g2>"))
        chain = Chain((half, link(ENLARGER), link(ENLARGER)))
        assert (chain.scale, chain.alignment) == (4, 2)
        assert Chain((link(DENOISER),)).alignment == 1

    def test_the_tile_suits_the_one_that_needs_the_smallest(self):
        chain = Chain((link(DENOISER), link(ENLARGER)))
        assert chain.preferred_tile(POPCOUNT) == min(map(POPCOUNT.preferred_tile, chain.programs))


class TestMadeReady:
    def test_of_a_plan(self, tmp_path):
        paths = [save_packed(tiny.network(spec), tmp_path / f"{name}.bbcu")
                 for name, spec in (("clean", DENOISER), ("large", ENLARGER))]
        plan = Plan((Step(Task.DENOISE, 12.5, str(paths[0])), Step(Task.UPSCALE, 2, str(paths[1]))), passes=4)
        chain = Chain.prepare(plan, POPCOUNT)
        assert chain.names == ("clean", "large")
        assert [link.shown for link in chain.links] == [(pytest.approx(12.5 / 255),), ()]
        assert chain.passes == 4

    def test_what_is_missing_is_named(self):
        with pytest.raises(ModelError, match="nosuch"):
            Chain.prepare(Plan((Step(Task.DENOISE, 10, "nosuch"),)), POPCOUNT)


def test_what_does_nothing_needs_no_network():
    chain = Chain.prepare(Plan((Step(Task.DENOISE, 0, "nosuch"),)), POPCOUNT)
    assert (chain.links, chain.halo, chain.scale, chain.alignment) == ((), 0, 1, 1)
    assert np.array_equal(chain.run(values(5, 6)), values(5, 6))


@pytest.mark.parametrize("beside", [{}, {"colour": 4.0}, {"quality": 60.0}, {"colour": 4.0, "quality": 60.0}])
def test_a_step_tells_its_network_more_than_a_level(tmp_path, beside):
    save_packed(tiny.network(tiny.spec(level_bias=TOLD, bias=True)), tmp_path / "told.bbcu")
    save_packed(tiny.network(DENOISER), tmp_path / "map.bbcu")
    plan = Plan(tuple(Step(Task.DENOISE, 12, str(tmp_path / f"{model}.bbcu"), **beside) for model in ("told", "map")))
    first, second = Chain.prepare(plan, POPCOUNT).links
    assert first.shown == tuple(told(Task.DENOISE, 12, **beside).values())
    assert second.shown == (12 / 255,)


class TestLinks:
    def test_the_level_counts(self):
        seen = values(12, 9)
        assert not np.array_equal(link(DENOISER, 10.0).run(seen), link(DENOISER, 60.0).run(seen))

    def test_grey_is_shown_to_a_colour_network_three_times_over(self):
        grey, colour = values(12, 9, 1), link(DENOISER)
        expected = colour.run(np.repeat(grey, 3, axis=2)).mean(axis=2, keepdims=True)
        assert np.array_equal(colour.run(grey), expected)

    def test_a_luma_network_changes_the_three_channels_alike(self):
        seen, luma = values(12, 9), link(LUMA)
        change = luma.run(seen) - seen
        assert np.abs(change).max() > 0.01
        np.testing.assert_allclose(change[..., 0], change[..., 2], atol=1e-6)
        assert luma.run(seen[..., :1]).shape == (12, 9, 1)

    def test_one_after_the_other(self):
        first, second = link(DENOISER), link(DENOISER, 40.0, seed=1)
        seen = values(12, 9)
        assert np.array_equal(Chain((first, second)).run(seen), second.run(first.run(seen)))


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 45), st.integers(1, 3))
def test_an_array_in_tiles_is_the_whole(height, width, side, workers):
    chain = Chain((link(DENOISER),))
    seen = values(height, width)
    assert np.array_equal(whole_array(chain, seen, workers, side), chain.run(seen))


@pytest.mark.parametrize("backend", ["popcount", "bitsliced"])
@pytest.mark.parametrize("links", [(DENOISER,), (ENLARGER,), (DENOISER, DIRECT), (DIRECT, DENOISER)])
def test_the_rows_that_are_wanted_come_out_as_if_all_were(backend, links):
    chosen = backends.choose(backend)
    chain = Chain(tuple(link(name, seed=seed, backend=chosen) for seed, name in enumerate(links)))
    seen = values(90, 40)
    expected = chain.run(seen)
    for first, behind in ((0, 90), (33, 34), (40, 71), (80, 90)):
        wanted = slice(first * chain.scale, behind * chain.scale)
        assert np.array_equal(chain.run(seen, (first, behind))[wanted], expected[wanted])


def test_a_tile_reads_its_halo_and_no_more():
    chain, seen, asked = Chain((link(DENOISER),)), values(40, 50), []
    box = Box(20, 15, 6, 7)

    def read(part):
        asked.append(part)
        return seen[part.slices]

    tile = chain.run_box(box, whole(50, 40), read)
    assert asked == [Box(15, 10, 16, 17)]
    assert np.array_equal(tile, chain.run(seen)[box.slices])


def test_noise_beyond_black_and_white_passes(monkeypatch):
    """The papers do not clip; neither is what comes out clipped."""
    only, seen = link(tiny.spec()), values(8, 8) * 3 - 1
    shown = only.program.spec.shown(20.0)
    assert np.array_equal(only.run(seen), run_tile(only.program, only.runner, seen, shown))
    assert only.run(seen).min() < 0


@pytest.fixture
def made(models_folder, monkeypatch):
    """The programs for which a runner was made, slowly; none is there yet."""
    made, real = [], type(POPCOUNT).make_runner

    def slowly(self, program):
        made.append(program)
        time.sleep(0.05)
        return real(self, program)

    monkeypatch.setattr(backends, "warm_up", lambda: None)
    monkeypatch.setattr(backends, "choose", lambda name="auto": POPCOUNT)
    monkeypatch.setattr(type(POPCOUNT), "make_runner", slowly)
    monkeypatch.setattr(module, "_runner", module.lru_cache(module._runner.__wrapped__))
    return made


def test_what_begins_at_the_same_moment_prepares_a_network_once(made):
    plan = Plan((Step(Task.DENOISE, 20),))
    with ThreadPoolExecutor(4) as pool:
        chains = list(pool.map(lambda _: Chain.prepare(plan, POPCOUNT), range(4)))
    assert len(made) == 1
    assert len({id(chain.links[0].runner) for chain in chains}) == 1


def test_a_first_run_finds_the_usual_models_ready(made):
    warm_up()
    assert len(made) == 1
    Chain.prepare(Plan((Step(Task.DENOISE, 20),)), POPCOUNT)
    assert len(made) == 1
