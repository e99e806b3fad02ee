import json

import numpy as np
import pytest
from PIL import Image

from engine.errors import PictureError, PlanError
from engine.measure import pairs
from engine.measure.degrade import bicubic
from engine.measure.metrics import psnr, ssim
from engine.measure.pairs import Row, Score, evaluate_pairs, find_pairs
from engine.picture.files import open_picture
from engine.plan import Plan, Step
from engine.run.chain import RunOptions
from engine.run.detect import resolve_for
from engine.run.restore import restore
from engine.tasks import Evidence, Task

SLOW_BUT_SURE = RunOptions("popcount", 1)
DENOISE = Step(Task.DENOISE)
pytestmark = pytest.mark.usefixtures("models_folder")


def scene(seed=0, height=40, width=48):
    coarse = np.random.default_rng(seed).integers(40, 210, (5, 6, 3), dtype=np.uint8)
    return bicubic(coarse, 8)[:height, :width]


def noisy(pixels, sigma=12, seed=9):
    spoiled = pixels + np.random.default_rng(seed).normal(0, sigma, pixels.shape)
    return np.clip(np.rint(spoiled), 0, 255).astype(np.uint8)


def put(path, pixels):
    path.parent.mkdir(exist_ok=True)
    Image.fromarray(pixels).save(path)


@pytest.fixture
def folder(tmp_path):
    """Two pairs and a text file."""
    data = tmp_path / "set"
    for seed, name in enumerate(("a", "b")):
        put(data / f"{name}_mean.png", scene(seed))
        put(data / f"{name}_real.png", noisy(scene(seed)))
    (data / "README.md").write_text("not a picture")
    return data


def restored(path, level):
    *_, last = restore(open_picture(path), Plan((Step(Task.DENOISE, level),)), SLOW_BUT_SURE)
    return last.picture.pixels


class TestFinding:
    def test_by_the_end_of_the_name(self, folder):
        found, skipped = find_pairs(folder)
        assert [(pair.name, pair.real.name, pair.mean.name) for pair in found] == [
            ("a", "a_real.png", "a_mean.png"), ("b", "b_real.png", "b_mean.png")]
        assert skipped == []

    @pytest.mark.parametrize("names", pairs.NAMES)
    def test_in_two_folders_whatever_the_format(self, tmp_path, names):
        for name, suffix in zip(names, ("bmp", "png"), strict=True):
            put(tmp_path / name / f"one.{suffix}", scene())
        found, _ = find_pairs(tmp_path)
        assert [(pair.name, pair.real.parent.name, pair.mean.parent.name) for pair in found] == [("one", *names)]

    def test_a_picture_without_a_partner_is_named(self, folder):
        (folder / "b_mean.png").unlink()
        put(folder / "c_mean.png", scene())
        found, skipped = find_pairs(folder)
        assert [pair.name for pair in found] == ["a"]
        assert [one.name for one in skipped] == ["b_real.png", "c_mean.png"]
        assert "mean" in skipped[0].why and "real" in skipped[1].why

    def test_folders_without_pairs(self, tmp_path):
        put(tmp_path / "lonely.png", scene())
        for place, why in ((tmp_path, "no pairs"), (tmp_path / "nowhere", "does not exist")):
            with pytest.raises(PictureError, match=why):
                find_pairs(place)


class TestMeasuring:
    def test_every_figure_is_what_the_program_makes_of_the_photograph(self, folder):
        report = evaluate_pairs(DENOISE, folder, (5, 15), SLOW_BUT_SURE)
        json.dumps(report)
        path, mean = folder / "a_real.png", scene(0)
        one = report["per_image"][0]
        assert one["name"] == "a"
        assert one["input"] == {"psnr": psnr(noisy(mean), mean), "ssim": ssim(noisy(mean), mean)}
        for level, row in zip((5, 15), one["sweep"], strict=True):
            result = restored(path, level)
            assert row == {"level": level, "psnr": psnr(result, mean), "ssim": ssim(result, mean)}
        chosen = resolve_for(open_picture(path), Plan((DENOISE,))).steps[0].level
        assert one["auto"] == {"level": chosen, "psnr": psnr(restored(path, chosen), mean),
                               "ssim": ssim(restored(path, chosen), mean)}

    def test_means_regret_and_worst_gain(self, folder):
        report = evaluate_pairs(DENOISE, folder, (5, 15, 30), SLOW_BUT_SURE)
        rows = report["per_image"]
        for name in ("input", "auto", "best"):
            assert report[f"psnr_{name}"] == pytest.approx(np.mean([row[name]["psnr"] for row in rows]))
        best = [max(level["psnr"] for level in row["sweep"]) for row in rows]
        assert [row["best"]["psnr"] for row in rows] == best
        regrets = [most - row["auto"]["psnr"] for most, row in zip(best, rows, strict=True)]
        assert report["regret"] == pytest.approx(np.mean(regrets))
        assert report["worst_gain"] == min(row["auto"]["psnr"] - row["input"]["psnr"] for row in rows)
        means = {row["level"]: row["psnr"] for row in report["sweep"]}
        assert means[report["best_level"]] == max(means.values())
        assert (report["model"], report["task"], report["set"], report["images"]) == ("tiny", "denoise", "set", 2)

    def test_where_auto_leaves_a_photograph_alone(self, folder, monkeypatch):
        monkeypatch.setattr(pairs, "measure", lambda _: Evidence(0.0, None))
        report = evaluate_pairs(DENOISE, folder, (5,), SLOW_BUT_SURE)
        assert report["per_image"][0]["auto"] == {"level": None, **report["per_image"][0]["input"]}
        assert report["worst_gain"] == 0

    def test_a_pair_of_equal_pictures(self, folder, monkeypatch):
        monkeypatch.setattr(pairs, "measure", lambda _: Evidence(0.0, None))
        put(folder / "a_real.png", scene(0))
        report = json.loads(json.dumps(evaluate_pairs(DENOISE, folder, (5,), SLOW_BUT_SURE)))
        assert report["per_image"][0]["input"]["psnr"] is None and report["psnr_input"] is None
        assert report["per_image"][0]["gain"] == 0 and report["worst_gain"] == 0

    def test_both_without_error_is_no_regret(self):
        perfect, good = Score(float("inf"), 1.0), Score(40.0, 0.99)
        row = Row("x", good, perfect, 3.0, (good, perfect))
        assert (row.best, row.regret, row.gain) == (1, 0.0, float("inf"))


class TestWhatDoesNotFit:
    def test_is_named_and_skipped(self, folder):
        put(folder / "size_real.png", noisy(scene())[:-1])
        put(folder / "size_mean.png", scene())
        put(folder / "grey_real.png", scene()[..., 0])
        put(folder / "grey_mean.png", scene())
        put(folder / "small_real.png", scene()[:9])
        put(folder / "small_mean.png", scene()[:9])
        for half in ("real", "mean"):
            Image.fromarray(scene()[..., 0].astype(np.uint16) * 257).save(folder / f"deep_{half}.png")
        put(folder / "cut_mean.png", scene())
        (folder / "cut_real.png").write_bytes((folder / "a_real.png").read_bytes()[:200])
        put(folder / "alone_real.png", scene())
        report = evaluate_pairs(DENOISE, folder, (5,), SLOW_BUT_SURE)
        why = {one["name"]: one["why"] for one in report["skipped"]}
        assert set(why) == {"size", "grey", "small", "deep", "cut", "alone_real.png"}
        assert "48 x 39" in why["size"] and "48 x 40" in why["size"] and "8 bits" in why["deep"]
        assert report["images"] == 2 and [row["name"] for row in report["per_image"]] == ["a", "b"]

    def test_nothing_left(self, folder):
        for name in ("a", "b"):
            put(folder / f"{name}_real.png", scene()[:-1])
        with pytest.raises(PictureError, match="none of its pairs"):
            evaluate_pairs(DENOISE, folder, (5,), SLOW_BUT_SURE)

    def test_nonsense_is_said_before_anything_runs(self, folder):
        with pytest.raises(PlanError, match="pairs"):
            evaluate_pairs(Step(Task.UPSCALE), folder)
        with pytest.raises(PlanError, match="outside"):
            evaluate_pairs(DENOISE, folder, (5, 700))
