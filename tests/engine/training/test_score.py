"""Measuring a checkpoint or latents on a folder, as the network ships."""

import dataclasses
import json

import numpy as np
import pytest
import torch

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
from engine.training.learner import Learner


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
    command.main(["--recipe", "smoke", "--data", str(folder), "--out", str(tmp_path / "run"), "--steps", "1"])
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


def test_it_is_the_running_averages_that_are_measured(folder, recipe, tmp_path, capsys):
    state = Learner(recipe, torch.device("cpu")).checkpoint()
    silent = {name: torch.zeros_like(value) if name.startswith("tail.") else value
              for name, value in state.average.items()}
    loud = {name: value * 50 if name.startswith("tail.") else value for name, value in state.network.items()}
    checkpoints.save(dataclasses.replace(state, network=loud, average=silent), tmp_path / "last.pt")
    assert score.main([str(tmp_path / "last.pt"), str(folder / "photos"), "--level", "25"]) == 0
    found = json.loads(capsys.readouterr().out)["psnr"]
    identity = score.measure(lambda values: values, folder / "photos", GaussianNoise(25.0), 25.0).psnr
    assert found == pytest.approx(identity, abs=0.01)
