"""Noise is measured within a level or two, clean pictures stay clean, and the plan says what was found."""

import io

import numpy as np
import pytest
from PIL import Image

from engine.errors import ModelError
from engine.measure.degrade import jpeg
from engine.network.packed import save_packed
from engine.picture.files import open_picture
from engine.picture.pixels import Picture, to_pixels
from engine.plan import Plan, Step
from engine.run import catalog
from engine.run.detect import measure, noise_sigma, propose, resolve, resolve_for
from engine.tasks import Evidence, Task
from tests import scenes, tiny


@pytest.fixture(scope="module")
def scene():
    """A picture with edges, fine texture, a gradient and areas of pure black and white: float in 0..1."""
    y, x = np.mgrid[0:256, 0:320] / 256
    grey = 0.5 + 0.4 * np.sin(9 * x * y) * np.cos(5 * y)
    values = np.stack([grey, 0.8 * grey + 0.1, 0.6 * grey + 0.2 * x], axis=2)
    values[40:90, 60:140] = (0.9, 0.3, 0.1)
    values[150:200, 200:290] += 0.08 * np.sin(80 * x[150:200, 200:290, None])
    values[:30], values[-30:] = 0, 1
    return np.clip(values, 0, 1)


def noisy(values, sigma, dtype=np.uint8):
    return to_pixels(values + np.random.default_rng(0).normal(0, sigma / 255, values.shape), dtype)


@pytest.mark.parametrize("sigma", [5, 10, 25, 35, 50])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_noise_in_colour(scene, sigma, dtype):
    assert noise_sigma(Picture(noisy(scene, sigma, dtype))) == pytest.approx(sigma, abs=1.5)


@pytest.mark.parametrize("sigma", [10, 25, 50])
def test_noise_in_grey(scene, sigma):
    assert noise_sigma(Picture(noisy(scene[..., :1], sigma))) == pytest.approx(sigma, abs=3)


def test_noise_of_the_greatest_level(scene):
    assert noise_sigma(Picture(noisy(scene, 75))) == pytest.approx(75, abs=4)


def test_a_clean_picture_is_left_alone(scene):
    picture = Picture(noisy(scene, 0))
    plan, evidence = propose(picture)
    assert evidence.noise_sigma < 3
    assert plan.steps == ()
    assert evidence.sentence.startswith("Noise: hardly any")


@pytest.mark.parametrize("level", [5, 128, 250])
@pytest.mark.parametrize("sigma", [10, 50])
def test_what_black_and_white_cut_off_is_counted(level, sigma):
    flat = np.full((128, 128, 3), level / 255)
    assert noise_sigma(Picture(noisy(flat, sigma))) == pytest.approx(sigma, rel=0.06)


@pytest.mark.parametrize("subsampling", [0, 2])
def test_noise_in_a_jpeg_file(tmp_path, scene, subsampling):
    Image.fromarray(noisy(scene, 25)).save(tmp_path / "a.jpg", quality=95, subsampling=subsampling)
    assert noise_sigma(open_picture(tmp_path / "a.jpg")) == pytest.approx(25, abs=3)


def test_jpeg_blocks_are_not_taken_for_noise(scene):
    file = io.BytesIO()
    Image.fromarray(noisy(scene, 0)).save(file, "JPEG", quality=15)
    assert noise_sigma(Picture(np.array(Image.open(file)), format="jpeg")) < 3


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 1, 1), (1, 400, 3), (400, 1, 1), (2, 2, 3), (7, 9, 3), (3, 5000, 3)])
@pytest.mark.parametrize("form", ["png", "jpeg"])
def test_tiny_pictures_give_a_number(shape, form):
    sigma = noise_sigma(Picture(np.random.default_rng(0).integers(0, 255, shape, np.uint8), format=form))
    assert np.isfinite(sigma) and sigma >= 0


def test_a_constant_picture_has_no_noise():
    for level in (0, 77, 255):
        assert noise_sigma(Picture(np.full((64, 64, 3), level, np.uint8))) == 0.0


def test_large_pictures_are_sampled_from_all_over():
    pixels = np.zeros((300, 12000, 3), np.uint8) + 128
    pixels[:, 6000:] = noisy(np.full((300, 6000, 3), 0.5), 20)
    assert 8 < noise_sigma(Picture(pixels)) < 20, "half of it is noisy"


def test_the_proposal_names_strength_and_level(scene):
    for sigma, word in ((8, "light"), (22, "medium"), (45, "strong")):
        plan, evidence = propose(Picture(noisy(scene, sigma), jpeg_quality=60))
        assert plan.steps[0] == Step(Task.DEBLOCK, 60.0)
        assert f"Noise: {word}, sigma about {evidence.noise_sigma:.0f}" in evidence.sentence
        assert "JPEG quality about 60" in evidence.sentence
        assert plan.steps[1] == Step(Task.DENOISE, Task.DENOISE.info.measured(evidence), quality=60)


def test_resolving_measures_what_is_auto_and_leaves_the_rest(scene):
    plan = Plan((Step(Task.DEBLOCK), Step(Task.DENOISE), Step(Task.UPSCALE)), strength=80)
    resolved = resolve(plan, measure(Picture(noisy(scene, 25), jpeg_quality=3)))
    assert [step.level for step in resolved.steps] == [5.0, pytest.approx(25, abs=1.5), 2.0]
    assert resolved.strength == 80
    assert resolve_for(Picture(noisy(scene, 0)), Plan((Step(Task.DEBLOCK),))).steps[0].level == 50.0


def test_a_picture_is_not_looked_at_if_nothing_is_auto():
    fixed = Plan((Step(Task.DENOISE, 10),))
    assert resolve_for(None, fixed) is fixed


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


def test_an_enlargement_without_a_scale_gets_that_of_its_model(tmp_path, monkeypatch):
    save_packed(tiny.network(tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=3)), tmp_path / "x3.bbcu")
    monkeypatch.setattr(catalog, "bundled_folder", lambda: tmp_path)
    seen = Evidence(0.0, None)
    assert resolve(Plan((Step(Task.UPSCALE, None, "x3"),)), seen).steps == (Step(Task.UPSCALE, 3, "x3"),)
    with pytest.raises(ModelError):
        resolve(Plan((Step(Task.UPSCALE, None, "nosuch"),)), seen)


@pytest.mark.parametrize(("sigma", "quality", "tasks"), [
    (0, None, ()), (20, None, (Task.DENOISE,)), (0, 30, (Task.DEBLOCK,)), (20, 30, (Task.DEBLOCK, Task.DENOISE)),
    (0, 95, ()),
])
def test_what_is_seen_is_proposed_in_the_order_of_a_chain(scene, sigma, quality, tasks):
    plan, evidence = propose(Picture(noisy(scene, sigma), jpeg_quality=quality))
    assert evidence.tasks == tuple(step.task for step in plan.steps) == tasks
    assert all(step.level is not None for step in plan.steps)
