"""The command, its exit codes and its one-line errors; every task's whole way to a packed model."""

import dataclasses
import json
import os
import signal

import numpy as np
import pytest
import torch

from engine.measure.evaluate import evaluate as measured
from engine.network.packed import Card, load_packed
from engine.plan import Step
from engine.run.chain import RunOptions
from engine.tasks import Task
from engine.training import __main__ as command
from engine.training import checkpoint as checkpoints
from engine.training import latents
from engine.training.packing import pack


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
                                    ("--device", "abacus"), ("--loss", "abacus")])
def test_wrong_options_exit_with_2(folder, tmp_path, option, capsys):
    with pytest.raises(SystemExit) as caught:
        call(folder, tmp_path / "run", *option)
    assert caught.value.code == 2 and option[0] in capsys.readouterr().err


def test_skipped_files_are_told(folder, tmp_path, capsys):
    (folder / "text.jpg").write_text("not a picture")
    call(folder, tmp_path / "run", "--steps", "1")
    assert "text.jpg: not a picture" in capsys.readouterr().err


@pytest.mark.parametrize(("task", "level", "protocol"), [("deblock", 20, "colour"), ("upscale", 2, "standard")])
def test_every_task_is_trained_resumed_exported_and_measured(folder, tmp_path, task, level, protocol):
    """The whole way of a task that is not denoising: the model file is for the task and is measured as such."""
    out, model = tmp_path / "run", tmp_path / "model.bbcu"
    arguments = ["--recipe", f"smoke-{task}", "--data", str(folder), "--out", str(out)]
    assert command.main([*arguments, "--steps", "2"]) == 0
    assert command.main([*arguments, "--steps", "3", "--resume", "--export", str(model)]) == 0
    report = measured(Step(Task(task), level, str(model)), folder / "photos", RunOptions("popcount"), protocol)
    assert report["images"] == 4 and 5 < report["psnr"] < 60


def test_a_run_may_end_with_another_loss(folder, tmp_path):
    """Going on with the same checkpoint by the recipe's own loss leads elsewhere."""
    ended = []
    for name, options in (("own", ()), ("other", ("--loss", "l2"))):
        arguments = ["--recipe", "smoke", "--data", str(folder), "--out", str(tmp_path / name), "--threads", "1"]
        assert command.main([*arguments, "--steps", "2"]) == 0
        assert command.main([*arguments, "--steps", "3", "--resume", *options]) == 0
        ended.append(checkpoints.load(tmp_path / name / "last.pt").network)
    assert any(not torch.equal(value, ended[1][key]) for key, value in ended[0].items())


def test_what_enlarges_has_no_balanced_loss(folder, tmp_path, capsys):
    arguments = ["--recipe", "smoke-upscale", "--data", str(folder), "--out", str(tmp_path / "run"), "--steps", "1"]
    assert command.main([*arguments, "--loss", "balanced"]) == command.FAILED
    assert "another --loss" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


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


def test_what_is_exported_are_the_running_averages(folder, tmp_path):
    """With the best checkpoint and without one, when a run was stopped before it was measured."""
    out, model, file = tmp_path / "run", tmp_path / "a.bbcu", tmp_path / "a.safetensors"
    arguments = ["--recipe", "denoise-fine", "--data", str(folder), "--out", str(out)]
    pictures = command.dataset.load(folder, 32)
    recipe = dataclasses.replace(command.recipe_named("denoise-fine"), patch=16, batch=1, ema=0.5)
    list(command.train(recipe, pictures, command.RunSettings(out, command.Budget(steps=2))))
    (out / "best.pt").unlink()
    options = command.parser().parse_args([*arguments, "--export", str(model), "--latents", str(file)])
    command.export(out, options, pictures)
    state = checkpoints.load(out / "last.pt")
    expected = pack(state.shipped.network(), state.spec, Card("a")).tensors
    raw = dataclasses.replace(state, average={}).shipped
    assert any(not np.array_equal(value, expected[name])
               for name, value in pack(raw.network(), state.spec, Card("a")).tensors.items())
    again = pack(latents.load(file).network(), state.spec, Card("a")).tensors
    for name, value in load_packed(model).tensors.items():
        assert np.array_equal(value, expected[name]) and np.array_equal(value, again[name]), name
