
import numpy as np
import pytest
from PIL import Image

from engine.cli import main
from engine.errors import ModelError, PictureError, PlanError, RestoreError
from engine.measure.degrade import add_noise, bicubic, jpeg
from engine.measure.evaluate import evaluate
from engine.measure.metrics import luma, psnr
from engine.network.packed import save_packed
from engine.plan import Step
from engine.run.chain import RunOptions
from engine.tasks import Task
from tests import tiny

SLOW_BUT_SURE = RunOptions("popcount", 1)


def picture(channels, height=45, width=50, seed=0):
    """Blurred noise and a hard edge, uint8 (h, w) or (h, w, 3)."""
    noise = np.random.default_rng(seed).normal(0, 60, (height // 3 + 1, width // 3 + 1, channels))
    values = bicubic(noise, 3)[:height, :width] + 100
    values[:, width // 2 :] += 60
    pixels = np.clip(values, 0, 255).astype(np.uint8)
    return pixels[..., 0] if channels == 1 else pixels


@pytest.fixture
def folder(tmp_path):
    """One colour and one grey picture, a hidden file and a folder."""
    data = tmp_path / "data"
    (data / "deeper").mkdir(parents=True)
    Image.fromarray(picture(3)).save(data / "a.png")
    Image.fromarray(picture(1)).save(data / "b.png")
    (data / ".hidden").write_text("x")
    return data


def measured(folder, task, level, model, protocol="standard"):
    return evaluate(Step(Task(task), level, model), folder, SLOW_BUT_SURE, protocol)


class TestWithoutANetwork:
    def test_noise_is_clipped_and_rounded(self, folder):
        report = measured(folder, "denoise", 25, "none")
        noisy = np.clip(add_noise(picture(3) / 255, 25), 0, 1)
        assert report["per_image"][0]["psnr"] == pytest.approx(psnr(np.rint(noisy * 255), picture(3)), abs=1e-9)
        assert report["images"] == 2
        assert (report["model"], report["set"], report["level"]) == ("none", "data", 25)

    def test_jpeg_of_the_luma_plane(self, folder):
        report = measured(folder, "deblock", 20, "none")
        plane = np.floor(luma(picture(3)) + 0.5).astype(np.uint8)[..., None]
        assert report["per_image"][0]["psnr"] == pytest.approx(psnr(jpeg(plane, 20), plane))
        grey = picture(1)[..., None]
        assert report["per_image"][1]["psnr"] == pytest.approx(psnr(jpeg(grey, 20), grey))

    def test_the_paper_s_path_squeezes_grey_and_nothing_else(self, folder):
        standard, paper = (measured(folder, "deblock", 20, "none", name)["per_image"] for name in ("standard", "paper"))
        assert paper[0] == standard[0]
        assert paper[1]["psnr"] > standard[1]["psnr"] + 0.3

    def test_colour_at_full_resolution_is_nearer(self, folder):
        half, full = (measured(folder, "deblock", 80, "none", name)["psnr"] for name in ("colour", "colour-444"))
        assert full > half

    @pytest.mark.parametrize("scale", [2, 3, 4])
    def test_bicubic_enlargement(self, folder, scale):
        report = measured(folder, "upscale", scale, "bicubic")
        whole = picture(3)[: 45 // scale * scale, : 50 // scale * scale]
        enlarged = bicubic(bicubic(whole, 1 / scale), scale)
        expected = psnr(luma(enlarged), luma(whole), scale)
        assert report["per_image"][0]["psnr"] == pytest.approx(expected, abs=1e-9)

    def test_grey_as_colour_gains_what_the_smaller_range_gives(self, folder):
        names = ("standard", "paper")
        standard, paper = (measured(folder, "upscale", 2, "bicubic", name)["per_image"] for name in names)
        assert paper[1]["psnr"] - standard[1]["psnr"] > 20 * np.log10(255 / 219) - 0.5
        assert paper[0]["psnr"] != standard[0]["psnr"]  # the other cubic

    def test_equal_pictures_have_no_figure_that_json_cannot_hold(self, folder, capsys):
        report = measured(folder, "denoise", 0, "none")
        assert report["psnr"] is None
        assert report["ssim"] == pytest.approx(1)
        assert main(["evaluate", "--level", "0", "--model", "none", "--data", str(folder)]) == 0
        assert "identical" in capsys.readouterr().out


@pytest.mark.usefixtures("models_folder")
class TestWithANetwork:
    def test_colour_network_on_colour_and_grey(self, folder):
        report = measured(folder, "denoise", 15, None)
        assert report["model"] == "tiny"
        assert report["psnr"] == pytest.approx(np.mean([row["psnr"] for row in report["per_image"]]))

    def test_luma_network(self, folder, models_folder):
        network = tiny.network(tiny.spec(task=Task.DEBLOCK, image_channels=1), name="grey")
        save_packed(network, models_folder / "grey.bbcu")
        assert measured(folder, "deblock", 20, "grey")["images"] == 2
        with pytest.raises(PlanError, match="luma alone"):
            measured(folder, "deblock", 20, "grey", "colour")

    @pytest.mark.parametrize(("step", "protocol", "error", "words"), [
        (("denoise", 0.0, None), "standard", PlanError, "nothing is done"),
        (("denoise", None, None), "standard", PlanError, "auto"),
        (("deblock", 20.5, "none"), "standard", PlanError, "whole number"),
        (("upscale", 2.5, "bicubic"), "standard", PlanError, "whole number"),
        (("upscale", 2, "none"), "standard", PlanError, "bicubic"),
        (("denoise", 25, "bicubic"), "standard", PlanError, "none"),
        (("denoise", 25, "none"), "colour", PlanError, "colour"),
        (("deblock", 20, None), "standard", ModelError, "Repair JPEG"),
        (("deblock", 20, "tiny"), "standard", ModelError, "tiny"),
        (("denoise", 25, "nosuch"), "standard", ModelError, "nosuch"),
    ])
    def test_what_cannot_be_measured_is_named(self, folder, step, protocol, error, words):
        with pytest.raises(error, match=words):
            measured(folder, *step, protocol)

    @pytest.mark.parametrize("level", [("denoise", "76"), ("deblock", "0"), ("upscale", "5"), ("denoise", "nan")])
    def test_levels_out_of_range(self, folder, level, capsys):
        assert main(["evaluate", "--task", level[0], "--level", level[1], "--data", str(folder)]) == 1
        assert "outside" in capsys.readouterr().err


class TestFolders:
    def test_missing_and_empty(self, tmp_path):
        for path in (tmp_path / "nosuch", tmp_path):
            with pytest.raises(PictureError, match=path.name):
                measured(path, "denoise", 25, "none")

    @pytest.mark.parametrize("stray", ["notes.txt", "c.png"])
    def test_what_is_no_picture_is_named(self, folder, stray):
        (folder / stray).write_text("words")
        with pytest.raises(PictureError, match=stray):
            measured(folder, "denoise", 25, "none")

    def test_more_than_8_bits(self, folder):
        Image.fromarray(np.zeros((20, 20), np.uint16)).save(folder / "deep.png")
        with pytest.raises(PictureError, match=r"deep\.png"):
            measured(folder, "denoise", 25, "none")

    @pytest.mark.parametrize(("task", "level", "model", "side"), [
        ("denoise", 25, "none", 11), ("deblock", 20, "none", 11), ("upscale", 2, "bicubic", 16),
        ("upscale", 3, "bicubic", 18), ("upscale", 4, "bicubic", 20),
    ])
    def test_the_smallest_picture_and_one_less(self, tmp_path, task, level, model, side):
        Image.fromarray(picture(3, side, side)).save(tmp_path / "small.png")
        assert measured(tmp_path, task, level, model)["images"] == 1
        Image.fromarray(picture(3, side - 1, side)).save(tmp_path / "small.png")
        with pytest.raises(RestoreError, match=r"small\.png.*too few.*" + str(side)):
            measured(tmp_path, task, level, model)
