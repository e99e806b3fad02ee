"""Every entry is whole, so that nothing that asks it needs to know which task it is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.measure.protocols import PROTOCOLS, protocol_for
from engine.plan import Step
from engine.run import catalog
from engine.tasks import BESIDE, Evidence, Sureness, Task


def at(level):
    """None or one."""
    return () if level is None else (level,)


EVERY = pytest.mark.parametrize("task", Task)


@EVERY
def test_levels_lie_in_their_range(task):
    info, limits = task.info, task.info.levels
    for level in (limits.light, limits.medium, limits.strong, *info.measured_at, *info.sweep, *at(info.study_level)):
        assert limits.low <= level <= limits.high and not limits.complaint(level)
        assert Step(task, level).level == level
    assert limits.complaint(limits.high + 1) and limits.complaint(float("nan"))
    assert info.level_text.format(7) != info.level_text.format(8)
    assert set(info.beside) <= set(BESIDE)


@EVERY
@given(st.floats(0, 255), st.none() | st.integers(1, 100), st.none() | st.integers(1, 100),
       st.none() | st.floats(0, 255), st.sampled_from(Sureness))
def test_whatever_was_measured_gives_a_level(task, sigma, quality, earlier, colour, sure):
    seen = Evidence(sigma, quality, earlier_quality=earlier, noise_colour=colour, noise_sure=sure)
    level = task.info.measured(seen)
    assert Step(task, level, **task.info.measured_beside(seen, level)).level is not None
    assert task.info.origin(seen)
    assert (task in seen.tasks) == task.info.wanted(seen)


@EVERY
@given(st.data())
def test_a_level_map_holds_pixel_values(task, data):
    limits = task.info.levels
    level = data.draw(st.floats(limits.low, limits.high))
    values = task.info.level_map(level)
    assert all(0 <= value <= 1 for value in values)
    assert len(values) == len(task.info.level_map(limits.low))
    assert not (task.info.enlarges and values)


def test_levels_on_the_scale_of_the_pixels():
    assert Task.DENOISE.info.level_map(51) == pytest.approx((0.2,))
    assert Task.DEBLOCK.info.level_map(30) == pytest.approx((0.7,))


@EVERY
def test_protocols_are_there_at_every_level_that_is_measured(task):
    info = task.info
    assert "standard" in info.protocols and info.colour_protocol in info.protocols
    assert {info.protocol(channels) for channels in (1, 3)} == {"standard", info.colour_protocol}
    for name, protocol in info.protocols.items():
        assert protocol in PROTOCOLS
        for level in (*info.measured_at, *at(info.study_level)):
            assert protocol_for(Step(task, level), name).smallest > 0


@EVERY
def test_the_default_model_ships(task):
    first = catalog.models(task)[0]
    assert first.name == task.info.models[0] and first.bundled


@pytest.mark.parametrize(("sigma", "quality", "tasks", "words"), [
    (0.8, None, (), "Noise: hardly any, sigma about 1"),
    (8.0, 95, (Task.DENOISE,), "Noise: light, sigma about 8; JPEG quality about 95"),
    (22.0, 40, (Task.DEBLOCK, Task.DENOISE), "Noise: medium, sigma about 22; JPEG quality about 40"),
    (22.0, 70, (Task.DENOISE,), "Noise: medium, sigma about 22; JPEG quality about 70"),
    (0.0, 70, (Task.DEBLOCK,), "Noise: hardly any, sigma about 0; JPEG quality about 70"),
    (45.0, None, (Task.DENOISE,), "Noise: strong, sigma about 45"),
])
def test_evidence_in_words(sigma, quality, tasks, words):
    seen = Evidence(sigma, quality)
    assert seen.tasks == tasks
    assert seen.sentence == words


def test_noise_of_the_colours_and_doubt_in_words():
    assert Evidence(4.0, None, noise_colour=12.0).sentence == "Noise: light, sigma about 4, in the colours about 12"
    assert Evidence(0.2, None, noise_colour=9.0).tasks == (Task.DENOISE,)
    unsure = Evidence(9.0, None, noise_sure=Sureness.NONE)
    assert unsure.sentence == "Noise: cannot tell" and unsure.tasks == ()
    assert Evidence(12.0, None, noise_sure=Sureness.PART).sentence == "Noise: perhaps light, sigma about 12"


def test_what_is_told_counts_not_what_is_there():
    info = Task.DENOISE.info
    told = Evidence(3.0, 75, noise_colour=2.0, noise_told=(4.8, 2.4))
    assert told.is_noisy and info.measured(told) == 5.0
    assert info.measured_beside(told, 5.0) == {"colour": 2.5, "quality": 75}
    assert info.measured_beside(told, 10.0)["colour"] == 5.0, "the colours keep their proportion"
    texture = Evidence(3.0, None, noise_colour=2.0, noise_told=(0.4, 0.2))
    assert not texture.is_noisy and info.measured(texture) == 0.0
    grain_or_texture = Evidence(2.0, None, noise_told=(2.0, 0.0))
    assert grain_or_texture.is_noisy and not replace(grain_or_texture, noise_sure=Sureness.PART).is_noisy
    assert replace(grain_or_texture, noise_sure=Sureness.PART, noise_told=(3.0, 0.0)).is_noisy
    assert replace(grain_or_texture, noise_sure=Sureness.PART, noise_correlation=0.5, jpeg_quality=70).is_noisy
    blotches = Evidence(0.2, None, noise_colour=9.0, noise_told=(0.0, 8.0))
    assert blotches.is_noisy and info.measured_beside(blotches, info.measured(blotches))["colour"] == 8.0


def test_what_a_compression_leaves_of_noise_is_coarse():
    fine = Evidence(1.0, 70, noise_told=(0.8, 0.5), noise_correlation=0.2)
    assert fine.tasks == (Task.DEBLOCK,), "the network that repairs JPEG does that better"
    assert replace(fine, noise_correlation=0.4).tasks == (Task.DENOISE,)
    assert replace(fine, noise_correlation=0.4, jpeg_quality=90).tasks == (), "nothing would be repaired"
    assert replace(fine, noise_correlation=0.4, jpeg_quality=40).tasks == (Task.DEBLOCK,)


@pytest.mark.parametrize("quality", [40, 70])
def test_texture_of_a_small_jpeg_is_not_taken_for_noise(quality):
    texture = Evidence(5.0, quality, noise_told=(5.0, 2.0), noise_correlation=0.4, noise_sure=Sureness.PART)
    assert Task.DENOISE in texture.tasks
    small = replace(texture, is_small=True)
    assert small.tasks == (Task.DEBLOCK,)
    assert Task.DENOISE in replace(small, noise_told=(12.0, 6.0)).tasks
    assert Task.DENOISE in replace(small, noise_sure=Sureness.FULL).tasks
    assert replace(small, jpeg_quality=90).tasks == replace(small, jpeg_quality=None).tasks == (Task.DENOISE,)


@pytest.mark.parametrize(("quality", "sigma", "alone", "enlarged"), [
    (40, 0, "deblock", "deblock"), (75, 0, "deblock", "deblock"), (90, 0, "", "deblock"), (95, 0, "", "deblock"),
    (97, 0, "", ""), (None, 0, "", ""), (40, 9, "deblock denoise", "deblock denoise"), (90, 9, "denoise", "denoise"),
])
def test_mild_jpeg_damage_counts_where_it_becomes_larger(quality, sigma, alone, enlarged):
    seen = Evidence(sigma, quality)
    assert " ".join(seen.tasks) == alone and " ".join(replace(seen, is_enlarged=True).tasks) == enlarged


def test_no_noise_is_no_level_and_nothing_is_told_beside_it():
    info = Task.DENOISE.info
    for seen in (Evidence(0.9, 95, noise_colour=0.9), Evidence(30.0, 60, noise_sure=Sureness.NONE)):
        assert info.measured(seen) == info.idle_level and info.measured_beside(seen, 0.0) == {}


def test_measured_levels_come_in_halves_within_the_range():
    measured = [Task.DENOISE.info.measured(Evidence(sigma, None)) for sigma in (24.8, 24.7, 99.0)]
    assert measured == [25.0, 24.5, 75.0]
    assert [Task.DEBLOCK.info.measured(Evidence(0, quality)) for quality in (3, 60, None)] == [5.0, 60.0, 50.0]
