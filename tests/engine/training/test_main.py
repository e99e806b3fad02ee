"""The command, its exit codes and its one-line errors; the recipes; the measurement of a checkpoint."""

import json
import os
import signal

import numpy as np
import pytest

from engine.errors import TrainingError
from engine.measure.degrade import add_noise
from engine.measure.evaluate import evaluate as measured
from engine.measure.metrics import psnr
from engine.measure.protocols import GaussianNoise
from engine.plan import Step
from engine.run.chain import RunOptions
from engine.tasks import Task
from engine.training import __main__ as command
from engine.training import checkpoint as checkpoints
from engine.training import score
from engine.training.dataset import decode
from engine.training.recipes import RECIPES, recipe_named


def call(folder, out, *more):
    return command.main(["--recipe", "smoke", "--data", str(folder), "--out", str(out), *more])


def test_a_smoke_run_writes_its_log_and_checkpoints(folder, tmp_path, capsys):
    out = tmp_path / "run"
    assert call(folder, out, "--steps", "3", "--threads", "1") == 0
    assert {path.name for path in out.iterdir()} == {"last.pt", "best.pt", "log.jsonl", "run.lock"}
    rows = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    assert [row["event"] for row in rows] == ["validated", "saved", "ended"]
    assert rows[-1]["step"] == 3 and rows[-1]["complete"]
    assert "3/3" in capsys.readouterr().err


def test_a_run_is_resumed_and_its_log_continued(folder, tmp_path):
    assert call(folder, tmp_path / "run", "--steps", "2") == 0
    assert call(folder, tmp_path / "run", "--steps", "4", "--resume") == 0
    assert checkpoints.load(tmp_path / "run" / "last.pt").step == 4
    assert (tmp_path / "run" / "log.jsonl").read_text().count("ended") == 2


def test_sigterm_stops_with_a_checkpoint(folder, tmp_path, monkeypatch):
    before = signal.getsignal(signal.SIGTERM)
    seen = []

    def note(event, log):
        seen.append(event)
        if len(seen) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(command, "note", note)
    assert call(folder, tmp_path / "run", "--steps", "500") == 3
    assert checkpoints.load(tmp_path / "run" / "last.pt").step == 2
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize(("arguments", "said"), [
    (["--recipe", "nothing", "--data", ".", "--out", "o"], "no recipe 'nothing'"),
    (["--recipe", "smoke", "--data", "nowhere", "--out", "o"], "does not exist"),
])
def test_errors_are_one_line(arguments, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert command.main(arguments) == 1
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1
    assert not (tmp_path / "o").exists()


def test_errors_of_a_run_are_one_line_too(folder, tmp_path, capsys):
    assert call(folder, tmp_path, "--resume") == 1
    assert "there is no checkpoint here" in capsys.readouterr().err
    (tmp_path / "file").touch()
    assert call(folder, tmp_path / "file") == 1
    assert "cannot be made" in capsys.readouterr().err


@pytest.mark.parametrize("option", [("--minutes", "0"), ("--minutes", "nan"), ("--steps", "-1"), ("--threads", "0"),
                                    ("--device", "abacus")])
def test_wrong_options_exit_with_2(folder, tmp_path, option, capsys):
    with pytest.raises(SystemExit) as caught:
        call(folder, tmp_path / "run", *option)
    assert caught.value.code == 2 and option[0] in capsys.readouterr().err


def test_skipped_files_are_told(folder, tmp_path, capsys):
    (folder / "text.jpg").write_text("not a picture")
    call(folder, tmp_path / "run", "--steps", "1")
    assert "text.jpg: not a picture" in capsys.readouterr().err


def test_the_denoisers_are_the_networks_they_say():
    fast, paper = recipe_named("denoise-fast").spec, recipe_named("denoise-paper").spec
    assert (fast.channels, fast.units, fast.k, fast.level_map) == (32, 12, 65.0, True)
    assert (paper.channels, paper.units, paper.k, paper.level_map) == (64, 18, 130.0, False)
    assert paper.head_relu and not paper.bias
    assert all(name == recipe.name for name, recipe in RECIPES.items())
    with pytest.raises(TrainingError, match="denoise-fast"):
        recipe_named("denoise-slow")


def test_measuring_the_identity_gives_the_noise(folder):
    place = folder / "photos"
    found = score.measure(lambda values: values, place, GaussianNoise(25.0), 25.0)
    expected = []
    for path in sorted(place.iterdir()):
        clean = decode(path)[0]
        noisy = np.rint(np.clip(add_noise(clean / 255.0, 25.0), 0, 1) * 255).astype(np.uint8)
        expected.append(psnr(noisy, clean))
    assert found.images == 4 and found.psnr == pytest.approx(np.mean(expected), abs=1e-3)
    assert 0 < found.ssim < 1


def test_a_checkpoint_is_measured_from_the_command_line(folder, tmp_path, capsys):
    call(folder, tmp_path / "run", "--steps", "1")
    capsys.readouterr()
    best = str(tmp_path / "run" / "best.pt")
    assert score.main([best, str(folder / "photos"), "--level", "10", "20"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["level"] for row in rows] == [10.0, 20.0] and rows[0]["step"] == 1
    assert score.main([best, str(tmp_path / "nowhere")]) == 1
    assert "does not exist" in capsys.readouterr().err


@pytest.mark.parametrize(("task", "levels"), [("deblock", [10.0, 20.0, 30.0, 40.0]), ("upscale", [2.0])])
def test_a_checkpoint_is_measured_by_its_own_task(folder, tmp_path, capsys, task, levels):
    """Torch and the packed network, by the same protocol, come to the same figure."""
    out, model = tmp_path / "run", tmp_path / "model.bbcu"
    arguments = ["--recipe", f"smoke-{task}", "--data", str(folder), "--out", str(out), "--steps", "1"]
    assert command.main([*arguments, "--export", str(model)]) == 0
    capsys.readouterr()
    assert score.main([str(out / "best.pt"), str(folder / "photos")]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["level"] for row in rows] == levels
    protocol = "colour" if task == "deblock" else "standard"
    packed = measured(Step(Task(task), levels[0], str(model)), folder / "photos", RunOptions("popcount"), protocol)
    assert rows[0]["psnr"] == pytest.approx(packed["psnr"], abs=0.2)


@pytest.mark.parametrize(("task", "level", "protocol"), [("deblock", 20, "colour"), ("upscale", 2, "standard")])
def test_every_task_is_trained_resumed_exported_and_measured(folder, tmp_path, task, level, protocol):
    """The whole way of a task that is not denoising: the model file is for the task and is measured as such."""
    out, model = tmp_path / "run", tmp_path / "model.bbcu"
    arguments = ["--recipe", f"smoke-{task}", "--data", str(folder), "--out", str(out)]
    assert command.main([*arguments, "--steps", "2"]) == 0
    assert command.main([*arguments, "--steps", "3", "--resume", "--export", str(model)]) == 0
    report = measured(Step(Task(task), level, str(model)), folder / "photos", RunOptions("popcount"), protocol)
    assert report["images"] == 4 and 5 < report["psnr"] < 60


def test_the_deblockers_are_the_networks_they_say():
    fast, paper = recipe_named("deblock-fast").spec, recipe_named("deblock-paper").spec
    assert (fast.task, fast.channels, fast.units, fast.k, fast.level_map) == (Task.DEBLOCK, 32, 12, 65.0, True)
    assert (paper.image_channels, paper.channels, paper.units, paper.k) == (1, 64, 18, 130.0)
    assert paper.bias and paper.body_bias and not paper.level_map


def test_the_enlargers_are_the_papers():
    """Names, parts and parameters of PAPER.md 1.3."""
    for scale in (2, 3, 4):
        large, medium = (recipe_named(f"upscale-{size}-x{scale}").spec for size in "lm")
        assert large.binary == ("body",) and medium.binary == ("body", "upsampler")
        assert (large.scale, large.units, large.channels, large.k, large.head_relu) == (scale, 32, 64, 130.0, True)
        assert large.bias and not large.body_bias
    fast = recipe_named("upscale-fast-x2").spec
    assert (fast.scale, fast.upsampler, fast.tail_channels, fast.channels, fast.units) == (2, "direct", 12, 32, 12)


@pytest.mark.parametrize("unit", ["reactnet", "bam", "float", "lite"])
def test_a_recipe_is_trained_with_another_unit(folder, tmp_path, unit):
    out = tmp_path / "run"
    arguments = ["--recipe", f"smoke+{unit}", "--data", str(folder), "--out", str(out), "--steps", "1"]
    assert command.main(arguments) == 0
    assert checkpoints.load(out / "last.pt").spec.channels == (12 if unit == "lite" else 8)


def test_a_recipe_with_a_unit_that_is_none_is_refused(folder, tmp_path, capsys):
    for name in ("smoke+xnor", "smoke+", "+bnn"):
        assert command.main(["--recipe", name, "--data", str(folder), "--out", str(tmp_path / "run")]) == 1
        assert "reactnet" in capsys.readouterr().err


def test_what_cannot_be_packed_says_so(folder, tmp_path, capsys):
    arguments = ["--recipe", "smoke+bam", "--data", str(folder), "--out", str(tmp_path / "run"), "--steps", "1"]
    assert command.main([*arguments, "--export", str(tmp_path / "a.bbcu")]) == 1
    assert "cannot be packed" in capsys.readouterr().err
    assert not (tmp_path / "a.bbcu").exists()
