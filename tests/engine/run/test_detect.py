"""Noise is measured, clean pictures stay clean, and the plan says what was found."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from engine.errors import ModelError
from engine.measure.camera import Compression, draw_camera, photograph
from engine.measure.camera_stages import Sensor
from engine.measure.degrade import jpeg
from engine.network.packed import save_packed
from engine.picture.files import open_picture
from engine.picture.pixels import Picture, to_pixels
from engine.plan import Plan, Step
from engine.run import catalog
from engine.run.detect import measure, propose, resolve, resolve_for
from engine.tasks import TOLD, WHITE_IN_COLOUR, WHITE_IN_LUMA, Evidence, Sureness, Task
from tests import scenes, tiny

PHOTO = scenes.photo()


def grey(pixels):
    return np.ascontiguousarray(pixels[..., 1:2])


@pytest.mark.parametrize("sigma", [5, 10, 25, 50])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_noise_in_colour(sigma, dtype):
    noisy = to_pixels(PHOTO / 255 + np.random.default_rng(0).normal(0, sigma / 255, PHOTO.shape), dtype)
    seen = measure(Picture(noisy))
    assert seen.noise_sigma == pytest.approx(sigma, rel=0.2)
    assert seen.noise_colour == pytest.approx(sigma, rel=0.2)
    assert seen.noise_correlation < 0.25 and seen.noise_sure is Sureness.FULL


@pytest.mark.parametrize("sigma", [10, 25, 50])
def test_noise_in_grey(sigma):
    seen = measure(Picture(scenes.noisy(grey(PHOTO), sigma)))
    assert seen.noise_sigma == pytest.approx(sigma, rel=0.25)
    assert seen.noise_colour is None


@pytest.mark.parametrize("pixels", [
    PHOTO, grey(PHOTO), scenes.drawing(), scenes.drawing(seed=2) // 64 * 64, np.zeros((90, 90, 3), np.uint8),
    np.full((90, 90, 1), 255, np.uint8), np.full((600, 700, 3), 77, np.uint8), np.zeros((5, 5, 3), np.uint8),
], ids=["photo", "grey", "drawing", "few colours", "black", "white", "one colour", "tiny"])
def test_a_clean_picture_is_left_alone(pixels):
    plan, evidence = propose(Picture(pixels))
    assert plan.steps == () and not evidence.is_noisy
    assert evidence.sentence.startswith(("Noise: hardly any", "Noise: cannot tell"))
    assert not resolve(Plan((Step(Task.DENOISE),)), evidence).active, "even if somebody asks for it"


@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:0"])
def test_noise_in_a_jpeg_file(subsampling):
    pixels = jpeg(scenes.noisy(PHOTO, 15), 95, subsampling)
    assert measure(Picture(pixels, format="jpeg", jpeg_quality=95)).noise_sigma == pytest.approx(15, rel=0.3)


@pytest.mark.parametrize("quality", [15, 40, 75, 90])
def test_jpeg_blocks_are_not_taken_for_noise(quality):
    plan, _ = propose(Picture(jpeg(PHOTO, quality), format="jpeg", jpeg_quality=quality))
    assert all(step.level < 6 for step in plan.steps if step.task is Task.DENOISE)


@pytest.mark.parametrize("kind", ["camera", "phone"])
def test_a_simulated_camera_s_noise_is_coarse_and_less_coloured(kind):
    camera = replace(draw_camera(np.random.default_rng(3), kind), sensor=Sensor(0.006, 3e-5), jpegs=(Compression(90),))
    shot = photograph(PHOTO, camera, np.random.default_rng(0))
    seen = measure(Picture(shot.spoiled, format="jpeg", jpeg_quality=90))
    assert seen.noise_sigma * WHITE_IN_LUMA == pytest.approx(shot.levels.luma, rel=0.35)
    assert seen.noise_colour * WHITE_IN_COLOUR == pytest.approx(shot.levels.colour, rel=0.5)
    assert seen.noise_correlation > 0.3


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 1, 1), (1, 400, 3), (400, 1, 1), (2, 2, 3), (7, 9, 3), (3, 5000, 3),
                                   (8, 8, 3), (16, 16, 1), (9, 3000, 3)])
@pytest.mark.parametrize("form", ["png", "jpeg"])
def test_tiny_pictures_give_a_number(shape, form):
    pixels = np.random.default_rng(0).integers(0, 255, shape, np.uint8)
    seen = measure(Picture(pixels, format=form, jpeg_quality=50 if form == "jpeg" else None))
    assert np.isfinite(seen.noise_sigma) and seen.noise_sigma >= 0
    assert seen.sentence


def test_what_is_wholly_transparent_says_nothing():
    pixels = np.random.default_rng(0).integers(0, 255, (90, 90, 3), np.uint8)
    assert measure(Picture(pixels, np.zeros((90, 90), np.uint8))).noise_sure is Sureness.NONE


def test_large_pictures_are_sampled_from_all_over():
    pixels = np.tile(PHOTO, (4, 8, 1))
    pixels[:200] = 128
    assert measure(Picture(scenes.noisy(pixels, 20))).noise_sigma == pytest.approx(20, rel=0.2)


def test_the_proposal_names_strength_and_level():
    for sigma, word in ((8, "light"), (22, "medium"), (50, "strong")):
        plan, evidence = propose(Picture(scenes.noisy(PHOTO, sigma), jpeg_quality=40))
        assert plan.steps[0] == Step(Task.DEBLOCK, 40.0)
        assert f"Noise: {word}, sigma about {evidence.noise_sigma:.0f}" in evidence.sentence
        assert "JPEG quality about 40" in evidence.sentence
        assert plan.steps[1].level == Task.DENOISE.info.measured(evidence)


def test_a_network_that_is_told_more_gets_it_whatever_the_level(tmp_path):
    save_packed(tiny.network(tiny.spec(level_bias=TOLD, bias=True)), tmp_path / "told.bbcu")
    save_packed(tiny.network(tiny.spec(level_map=True)), tmp_path / "map.bbcu")
    told, plain = (str(tmp_path / f"{name}.bbcu") for name in ("told", "map"))
    seen = Evidence(10.0, 90, noise_colour=20.0)
    plan = Plan((Step(Task.DENOISE, None, told), Step(Task.DENOISE, 5, told), Step(Task.DENOISE, None, plain)))
    assert resolve(plan, seen).steps == (
        Step(Task.DENOISE, 10, told, colour=20, quality=90), Step(Task.DENOISE, 5, told, colour=10, quality=90),
        Step(Task.DENOISE, 10, plain))
    said = Plan((Step(Task.DENOISE, 5, told, colour=1, quality=3),))
    assert resolve(said, seen) is said


def test_resolving_measures_what_is_auto_and_leaves_the_rest():
    plan = Plan((Step(Task.DEBLOCK), Step(Task.DENOISE), Step(Task.UPSCALE)), strength=80)
    resolved = resolve(plan, measure(Picture(scenes.noisy(PHOTO, 25), jpeg_quality=3)))
    assert [step.level for step in resolved.steps] == [5.0, pytest.approx(25, abs=12), 2.0]
    assert resolved.strength == 80
    assert resolve_for(Picture(PHOTO), Plan((Step(Task.DEBLOCK),))).steps[0].level == 50.0


def test_a_jpeg_is_repaired_before_it_is_enlarged():
    plan = resolve(Plan.parse("auto,upscale=2"), Evidence(0.0, 40))
    assert plan == Plan((Step(Task.DEBLOCK, 40), Step(Task.UPSCALE, 2)))
    mild = resolve(Plan.parse("auto,upscale=2"), Evidence(0.0, 90))
    assert mild == Plan((Step(Task.DEBLOCK, 90), Step(Task.UPSCALE, 2))), "though nothing would be seen of it else"
    assert resolve(Plan(measured=True), Evidence(0.0, 90)) == Plan()
    own = Plan((Step(Task.DEBLOCK, 90),), 70, measured=True)
    assert resolve(own, Evidence(9.0, 40)).steps[0] == Step(Task.DEBLOCK, 90), "what people chose stays"
    assert resolve(Plan(measured=True), Evidence(0.0, None)) == Plan()


def test_a_small_jpeg_s_texture_is_repaired_not_removed_before_it_is_enlarged():
    texture = np.random.default_rng(1).integers(0, 2, (64, 96)).repeat(2, 0).repeat(2, 1)[..., None] * 9
    small = jpeg(np.clip(PHOTO[:128, :192] * 0.9 + texture, 0, 255).astype(np.uint8), 40)
    plan, seen = propose(Picture(small, format="jpeg", jpeg_quality=40), Plan.parse("upscale=2"))
    assert seen.is_small and not measure(Picture(np.tile(small, (3, 3, 1)))).is_small
    assert [step.task for step in plan.steps] == [Task.DEBLOCK, Task.UPSCALE]


def test_a_picture_is_not_looked_at_if_nothing_is_auto(monkeypatch):
    monkeypatch.setattr("engine.run.detect.measure", None)
    fixed = Plan((Step(Task.DENOISE, 10, "denoise-fine"), Step(Task.DEBLOCK, 30), Step(Task.DENOISE, 0)))
    assert resolve_for(Picture(PHOTO), fixed) is fixed


def test_a_compression_before_the_file_was_written_is_found_and_repaired():
    photo = scenes.photo()
    again = jpeg(jpeg(photo, 30)[8:, 8:].copy(), 92)
    for pixels, file, text in ((jpeg(photo, 20), None, "; once a JPEG of quality about 20"),
                               (again, 92, "; JPEG quality about 92, once a JPEG of quality about 30")):
        plan, seen = propose(Picture(pixels, jpeg_quality=file))
        assert Step(Task.DEBLOCK, 20 if file is None else 30) in plan.steps
        assert seen.jpeg_quality == file and seen.earlier_corner == (0, 0) and seen.earlier_sure > 0.1
        assert seen.sentence.endswith(text)
        assert Task.DEBLOCK.info.origin(seen) == "Found in the picture"


@pytest.mark.parametrize("top, left", [(3, 5), (4, 8), (8, 0), (13, 11)])
def test_noise_is_the_same_wherever_a_compressed_picture_was_cropped(top, left):
    photo = open_picture(Path(str(files("resources"))) / "samples" / "coffee-phone.jpg").pixels
    whole = jpeg(photo, 75)
    seen, cropped = measure(Picture(whole)), measure(Picture(whole[top:, left:].copy()))
    assert (cropped.earlier_quality, cropped.earlier_corner) == (75, (-top % 8, -left % 8))
    assert cropped.noise_told == pytest.approx(seen.noise_told, rel=0.03)
    assert cropped.noise_sigma == pytest.approx(seen.noise_sigma, rel=0.03)


def test_an_enlargement_without_a_scale_gets_that_of_its_model(tmp_path, monkeypatch):
    save_packed(tiny.network(tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=3)), tmp_path / "x3.bbcu")
    monkeypatch.setattr(catalog, "bundled_folder", lambda: tmp_path)
    seen = Evidence(0.0, None)
    assert resolve(Plan((Step(Task.UPSCALE, None, "x3"),)), seen).steps == (Step(Task.UPSCALE, 3, "x3"),)
    with pytest.raises(ModelError):
        resolve(Plan((Step(Task.UPSCALE, None, "nosuch"),)), seen)


@pytest.mark.parametrize(("sigma", "quality", "tasks"), [
    (0, None, ()), (20, None, (Task.DENOISE,)), (0, 20, (Task.DEBLOCK,)), (20, 30, (Task.DEBLOCK, Task.DENOISE)),
    (0, 95, ()),
])
def test_what_is_seen_is_proposed_in_the_order_of_a_chain(sigma, quality, tasks):
    pixels = scenes.noisy(scenes.drawing(), sigma)
    plan, evidence = propose(Picture(pixels if quality is None else jpeg(pixels, quality), jpeg_quality=quality))
    assert evidence.tasks == tuple(step.task for step in plan.steps) == tasks
    assert all(step.level is not None for step in plan.steps)


@pytest.fixture
def for_grey(models_folder):
    for name in ("deblock-photo", "deblock-grey"):
        save_packed(tiny.network(tiny.spec(task=Task.DEBLOCK, level_map=True)), models_folder / f"{name}.bbcu")


def test_a_picture_without_colours_gets_the_model_for_such(for_grey):
    squares = jpeg(grey(PHOTO), 20)
    for pixels in (squares, squares.repeat(3, axis=2)):
        plan, evidence = propose(Picture(pixels, jpeg_quality=20))
        assert evidence.is_grey and plan.steps == (Step(Task.DEBLOCK, 20.0, "deblock-grey"),)
    in_colour, coloured = propose(Picture(jpeg(PHOTO, 20), jpeg_quality=20))
    assert not coloured.is_grey and in_colour.steps == (Step(Task.DEBLOCK, 20.0),)


def test_a_level_by_hand_gets_it_too_but_not_where_another_is_named(for_grey):
    named = Step(Task.DEBLOCK, 30.0, "deblock-photo")
    plan = Plan((Step(Task.DEBLOCK, 30.0), named, Step(Task.DENOISE, 5.0)))
    picture = Picture(grey(PHOTO))
    steps = (Step(Task.DEBLOCK, 30.0, "deblock-grey"), named, Step(Task.DENOISE, 5.0))
    assert resolve_for(picture, plan).steps == resolve(plan, measure(picture)).steps == steps
    assert resolve_for(Picture(PHOTO), plan) is plan


def test_where_it_is_missing_the_usual_one_runs(models_folder):
    plan = Plan((Step(Task.DEBLOCK, 30.0),))
    assert resolve_for(Picture(grey(PHOTO)), plan) is plan
