"""A quarter of a step is somebody's own pictures, the rest what the network did before; and what is measured."""

import dataclasses

import numpy as np
import pytest
import torch

from engine.network.spec import NetworkSpec
from engine.run import catalog
from engine.tasks import TOLD, Task
from engine.training import latents as files
from engine.training import own_lesson
from engine.training.camera_noise import CameraNoise
from engine.training.damage import JpegRange
from engine.training.latents import Latents
from engine.training.own_lesson import (
    HARMLESS,
    LIGHT,
    PRICE,
    Figures,
    OwnLesson,
    general_photographs,
    kept_degradation,
    own_degradation,
    tuning_recipe,
)
from engine.training.recipes import RECIPES
from engine.tuning.damage import BINS, SIDE, Damage, Noise
from engine.tuning.material import Material, Sample
from tests.teaching import noisy, photo

CPU = torch.device("cpu")
FLAT = Noise(np.full((BINS, 3), 20.0, np.float32), np.eye(3, dtype=np.float32),
             np.ones((3, SIDE, SIDE), np.float32))


@pytest.fixture
def base(teachable):
    return files.load(catalog.latents_file(catalog.find(None, "base")))


@pytest.fixture(autouse=True)
def few_general_photographs(monkeypatch):
    monkeypatch.setattr(own_lesson, "general_photographs", lambda: [photo(99, 64, 64)])


def material(damage=None, paired=False):
    seen = [noisy(photo(number), 20, number) if paired or damage else None for number in range(5)]
    samples = [Sample(str(number), photo(number), seen[number] if paired else None, (0.08,) if seen[number] is not None
                      else ()) for number in range(5)]
    held = tuple(sample._replace(seen=seen[place + 3]) for place, sample in enumerate(samples[3:]))
    return Material(tuple(samples[:3]), held, damage, ())


def lesson(base, material):
    return OwnLesson(tuning_recipe(base, 0), material, base, CPU)


@pytest.mark.parametrize("kind", ["recipe", "damage", "pairs"])
def test_a_step_is_the_same_whenever_it_is_asked_for(base, kind):
    made = lesson(base, material(Damage(FLAT, (60,)) if kind == "damage" else None, kind == "pairs"))
    one, other, next_one = made.at(3), made.at(3), made.at(4)
    assert one.spoiled.shape == one.clean.shape == (4, 3, 16, 16) and one.level.shape == (4,)
    assert all(torch.equal(a, b) for a, b in zip(one, other, strict=True))
    assert not torch.equal(one.spoiled, next_one.spoiled)


def test_own_patches_are_spoiled_as_measured_and_told_about_what_auto_says(base):
    made = lesson(base, material(Damage(FLAT)))
    pairs = [made.at(step) for step in range(60)]
    left = torch.cat([(each.spoiled - each.clean)[:1] for each in pairs]) * 255
    assert float(left.std()) == pytest.approx(20, rel=0.15)
    levels = torch.cat([each.level[:1] for each in pairs])
    assert float(levels.median()) == pytest.approx(0.08 + own_lesson.OFFSET * 0.67, rel=0.1)
    assert float(levels.std()) > 0.01


def test_pairs_are_cut_at_the_same_place(base):
    made = lesson(base, material(paired=True))
    left = torch.cat([(each.spoiled - each.clean)[:1] for each in map(made.at, range(30))]) * 255
    assert float(left.std()) == pytest.approx(20, rel=0.1)


def test_the_other_half_is_taught_by_the_base(base, monkeypatch):
    made = lesson(base, material(Damage(FLAT)))
    pairs = made.at(0)
    monkeypatch.setattr(own_lesson, "KEPT", 0.0)
    plain = made.at(0)
    assert torch.equal(pairs.spoiled, plain.spoiled) and torch.equal(pairs.clean[:1], plain.clean[:1])
    with torch.no_grad():
        taught = made.teacher(plain.spoiled, plain.level)
    torch.testing.assert_close(pairs.clean[1:], taught[1:])


def test_what_is_forgotten_costs_more_than_what_is_gained(base, monkeypatch):
    made = lesson(base, material(Damage(FLAT)))
    made.first = Figures(30.0, 32.0)
    dear = 1.0 - PRICE * (0.25 - HARMLESS)
    for own, general, score in ((31.0, 32.5, 1.0), (31.0, 32.0 - HARMLESS, 1.0), (31.0, 31.75, dear)):
        found = Figures(own, general)
        monkeypatch.setattr(made, "figures", lambda _network, found=found: found)
        assert made.measured(made.teacher) == pytest.approx((score,))
        assert made.latest == Figures(own, general)


def test_the_base_is_measured_first(base):
    made = lesson(base, material(Damage(FLAT)))
    assert made.first == made.figures(made.teacher)
    assert 20 < made.first.own < 25 and made.measured(made.teacher) == (0.0,)


def test_held_out_ones_are_spoiled_by_the_recipe_where_nothing_was_measured(base):
    made = lesson(base, material())
    again = lesson(base, material())
    for one, other in zip(made.held, again.held, strict=True):
        np.testing.assert_array_equal(one.seen, other.seen)
        assert one.seen.shape == one.clean.shape and len(one.shown) == 1


def test_noise_that_nobody_measured_is_a_cameras_and_the_rest_as_the_recipe_has_it():
    fine = own_degradation(RECIPES["denoise-fine"])
    assert isinstance(fine, CameraNoise) and fine.maps == ("rgb",)
    white = own_degradation(RECIPES["denoise-white"])
    assert white.camera_share > 0.5 and white.maps == RECIPES["denoise-white"].spec.level_bias
    photo_recipe = RECIPES["denoise-photo"]
    assert own_degradation(photo_recipe) is photo_recipe.degradation
    assert isinstance(own_degradation(RECIPES["deblock-fine"]), JpegRange)


def test_what_is_kept_is_measured_as_the_recipe_was():
    for name in ("deblock-grey", "deblock-photo"):
        latents = files.load(catalog.latents_file(catalog.find(None, name)))
        assert tuning_recipe(latents, 0).protocol == RECIPES[name].protocol


def test_white_noise_that_is_kept_is_mostly_light():
    fine, white = (kept_degradation(RECIPES[name]) for name in ("denoise-fine", "denoise-white"))
    assert fine.focus == white.white.focus == LIGHT < RECIPES["denoise-fine"].degradation.focus
    assert kept_degradation(RECIPES["denoise-photo"]) is RECIPES["denoise-photo"].degradation
    assert kept_degradation(RECIPES["deblock-photo"]) is RECIPES["deblock-photo"].degradation


@pytest.mark.parametrize("spec", [
    NetworkSpec(channels=4, units=1, head_relu=False, level_bias=TOLD),
    NetworkSpec("srresnet", Task.UPSCALE, channels=4, units=1, head_relu=False, scale=2, upsampler="direct"),
], ids=["three numbers", "enlarging"])
def test_networks_that_are_told_more_or_nothing(monkeypatch, spec):
    from engine.training.networks import build

    name = "denoise-photo" if spec.scale == 1 else "upscale-fine-x2"
    monkeypatch.setitem(RECIPES, name, dataclasses.replace(RECIPES[name], spec=spec, batch=4, patch=16))
    base = Latents(name, spec, 1, build(spec).state_dict())
    shown = (0.05, 0.04, 0.3) if spec.scale == 1 else ()
    samples = tuple(Sample(str(number), photo(number), None, shown) for number in range(3))
    held = Sample("held", photo(7), noisy(photo(7), 9)[:: spec.scale, :: spec.scale], shown)
    made = lesson(base, Material(samples, (held,), Damage(FLAT, (70,)), ()))
    pairs = made.at(0)
    assert pairs.clean.shape[-1] == pairs.spoiled.shape[-1] * spec.scale
    assert pairs.level.shape == ((4, 3) if spec.scale == 1 else (4,))
    assert np.isfinite(made.first.own) and np.isfinite(made.first.general)


def test_general_photographs_ship(monkeypatch):
    monkeypatch.undo()
    found = general_photographs()
    assert len(found) == 4 and all(pixels.shape == (288, 288, 3) for pixels in found)


def test_of_what_is_kept_light_noise_is_drawn_most():
    fine = tuning_recipe(Latents("denoise-fine", RECIPES["denoise-fine"].spec, 1, {}), 0).degradation
    assert (fine.focus, fine.high) == (own_lesson.LIGHT, RECIPES["denoise-fine"].degradation.high)
    deblock = tuning_recipe(Latents("deblock-fine", RECIPES["deblock-fine"].spec, 1, {}), 0)
    assert deblock.degradation is RECIPES["deblock-fine"].degradation and deblock.rate < RECIPES["deblock-fine"].rate
