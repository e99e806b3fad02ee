"""What ships: models that do what their cards say on the samples that ship with them."""

import numpy as np
import pytest

from engine.network.packed import load_packed
from engine.picture.files import open_picture, save_picture
from engine.plan import Plan, Step
from engine.run import catalog
from engine.run.catalog import bundled_folder
from engine.run.chain import RunOptions
from engine.run.detect import measure
from engine.run.restore import Finished, restore
from engine.tasks import Task
from engine.tiling import Box

SAMPLES = bundled_folder().parent / "samples"
MODELS = [model.name for model in catalog.models() if model.bundled]
DENOISERS = [model.name for model in catalog.models(Task.DENOISE) if model.bundled]


def restored(picture, model, **options):
    plan = Plan((Step(Task.DENOISE, None, model),))
    return next(e.picture for e in restore(picture, plan, RunOptions(**options)) if isinstance(e, Finished))


def test_a_denoiser_ships():
    assert "denoise-fast" in DENOISERS


@pytest.mark.parametrize("name", MODELS)
def test_every_card_says_what_the_model_is_and_measures(name):
    card = catalog.find(None, name).card
    assert card.name == name
    assert card.title
    assert card.summary
    assert card.data
    assert card.iterations > 0
    assert all(row["psnr"] > 20 for row in card.measured)
    assert card.measured


@pytest.mark.parametrize("name", MODELS)
def test_every_models_latents_pack_to_just_this_model(name):
    from engine.training import latents as files
    from engine.training.packing import pack

    shipped = load_packed(bundled_folder() / f"{name}.bbcu")
    latents = files.load(bundled_folder().parent / "latents" / f"{name}.safetensors")
    packed = pack(latents.network(), latents.spec, shipped.card)
    assert (latents.recipe, latents.spec) == (name, shipped.spec)
    assert latents.step == shipped.card.iterations
    assert all(np.array_equal(value, packed.tensors[key]) for key, value in shipped.tensors.items())


def test_there_are_no_latents_without_a_model():
    assert {path.stem for path in (bundled_folder().parent / "latents").iterdir()} == set(MODELS)


@pytest.mark.parametrize("name", DENOISERS)
@pytest.mark.parametrize("sample", ["cat-noisy.png", "astronaut-noisy.jpg"])
class TestSamples:
    def test_the_noise_goes_and_the_colours_stay(self, name, sample):
        picture = open_picture(SAMPLES / sample)
        result = restored(picture, name)
        assert measure(result).noise_sigma < measure(picture).noise_sigma / 3
        shift = result.pixels.mean(axis=(0, 1)) - picture.pixels.mean(axis=(0, 1))
        assert np.abs(shift).max() < 1

    def test_everything_the_file_carried_arrives(self, name, sample, tmp_path):
        picture = open_picture(SAMPLES / sample)
        path = save_picture(restored(picture, name), tmp_path / sample)
        again = open_picture(path)
        assert (again.width, again.height, again.icc) == (picture.width, picture.height, picture.icc)
        assert again.dpi == pytest.approx(picture.dpi)
        assert (again.exif is None) == (picture.exif is None)

    def test_tiled_equals_whole_on_every_backend(self, name, sample):
        picture = open_picture(SAMPLES / sample)
        part = picture.with_pixels(picture.pixels[Box(100, 100, 130, 90).slices].copy())
        whole = restored(part, name, backend="popcount", tile=1000)
        assert np.array_equal(whole.pixels, restored(part, name, backend="popcount", tile=37).pixels)
        assert np.array_equal(whole.pixels, restored(part, name, backend="bitsliced", tile=51, threads=3).pixels)
