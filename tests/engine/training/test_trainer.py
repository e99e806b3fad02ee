"""The loop: it learns, ends on its budget, resumes exactly, and loses nothing."""

import dataclasses
import math

import numpy as np
import pytest
import torch

from engine.errors import TrainingError
from engine.training import checkpoint as checkpoints
from engine.training import latents
from engine.training.batches import Batches
from engine.training.checkpoint import BEST, LAST
from engine.training.dataset import load
from engine.training.trainer import (
    Budget,
    Ended,
    RunSettings,
    Saved,
    Stepped,
    Validated,
    rate_at,
    start,
    train,
    window_at,
)


@pytest.fixture
def pictures(folder, recipe):
    return load(folder, recipe.patch)


def equal(a, b):
    """Whether two checkpoints' values are the same, bit for bit."""
    if isinstance(a, torch.Tensor):
        return torch.equal(a, b)
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(equal, a, b))
    return a == b


def test_resuming_equals_never_having_stopped(recipe, pictures, tmp_path):
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    list(train(recipe, pictures, RunSettings(whole, Budget(steps=12))))
    run = train(recipe, pictures, RunSettings(parts, Budget(steps=12)))
    for event in run:
        if isinstance(event, Stepped) and event.step == 5:
            run.close()
    assert checkpoints.load(parts / LAST).step == 5
    events = list(train(recipe, pictures, RunSettings(parts, Budget(steps=12), resume=True)))
    assert [event.step for event in events if isinstance(event, Stepped)] == list(range(6, 13))
    a, b = checkpoints.load(whole / LAST), checkpoints.load(parts / LAST)
    for part in ("step", "best", "network", "optimizer", "average"):
        assert equal(getattr(a, part), getattr(b, part)), part
    assert equal(checkpoints.load(parts / BEST).average, b.average)


@pytest.mark.parametrize("processors", [1, 3])
def test_drawing_ahead_changes_nothing(recipe, pictures, tmp_path, monkeypatch, processors):
    monkeypatch.setattr("engine.training.batches.usable_processors", lambda: processors)
    ended = list(train(recipe, pictures, RunSettings(tmp_path / "run", Budget(steps=6))))[-1]
    assert 0 < ended.drawing < 1
    monkeypatch.setattr("engine.training.batches.usable_processors", lambda: 2)
    list(train(recipe, pictures, RunSettings(tmp_path / "other", Budget(steps=6))))
    a, b = (checkpoints.load(tmp_path / name / LAST) for name in ("run", "other"))
    assert equal(a.network, b.network)


def test_it_learns_to_denoise(recipe, pictures, tmp_path):
    recipe = dataclasses.replace(recipe, ema=0.0, rate=1e-2, batch=4)
    losses = [event.loss for event in train(recipe, pictures, RunSettings(tmp_path / "run", Budget(steps=150)))
              if isinstance(event, Stepped) and event.loss]
    assert np.mean(losses[-5:]) < 0.7 * np.mean(losses[:2])


def test_a_time_budget_ends_the_run_with_a_rate_of_zero(recipe, pictures, tmp_path):
    events = list(train(recipe, pictures, RunSettings(tmp_path / "run", Budget(minutes=0.01))))
    steps = [event for event in events if isinstance(event, Stepped)]
    assert steps[-2].seconds < 0.6 <= steps[-1].seconds < 5
    assert dataclasses.replace(events[-1], drawing=0.0) == Ended(steps[-1].step, steps[-1].seconds, complete=True)
    assert isinstance(events[-2], Saved) and isinstance(events[-3], Validated)
    assert steps[-1].fraction > 0.9 and steps[-1].rate < 0.1 * recipe.rate


def test_more_minutes_extend_a_finished_run(recipe, pictures, tmp_path):
    out = tmp_path / "run"
    list(train(recipe, pictures, RunSettings(out, Budget(steps=3))))
    again = list(train(recipe, pictures, RunSettings(out, Budget(steps=3), resume=True)))
    assert not [event for event in again if isinstance(event, Stepped)]
    more = [event for event in train(recipe, pictures, RunSettings(out, Budget(steps=6), resume=True))
            if isinstance(event, Stepped)]
    assert [event.step for event in more] == [4, 5, 6] and more[0].fraction == 0.5


def test_the_rate_warms_up_and_falls_to_zero(recipe):
    recipe = dataclasses.replace(recipe, rate=2e-3, warmup=10)
    assert rate_at(recipe, 0, 0.0) == pytest.approx(2e-4)
    assert rate_at(recipe, 9, 0.0) == pytest.approx(2e-3)
    assert rate_at(recipe, 500, 0.5) == pytest.approx(1e-3)
    assert rate_at(recipe, 500, 1.0) == pytest.approx(0.0)


def test_a_wish_to_stop_saves_and_says_that_the_run_is_not_complete(recipe, pictures, tmp_path):
    asked = []
    settings = RunSettings(tmp_path, Budget(steps=50), stop=lambda: asked.append(1) or len(asked) > 4)
    last = list(train(recipe, pictures, settings))[-1]
    assert last.step == 4 and not last.complete
    assert checkpoints.load(tmp_path / LAST).step == 4


def test_an_interrupt_saves_what_was_learned(recipe, pictures, tmp_path):
    run = train(recipe, pictures, RunSettings(tmp_path, Budget(steps=50)))
    for _ in range(3):
        next(run)
    with pytest.raises(KeyboardInterrupt):
        run.throw(KeyboardInterrupt)
    assert checkpoints.load(tmp_path / LAST).step == 3


def test_checkpoints_and_measurements_come_at_their_times(recipe, pictures, tmp_path):
    settings = RunSettings(tmp_path, Budget(steps=3), save_seconds=0, validate_seconds=0)
    kinds = [type(event) for event in train(recipe, pictures, settings)]
    assert kinds == [Stepped, Validated, Saved] * 3 + [Validated, Saved, Ended]
    assert not list(tmp_path.glob("*.part"))


def test_a_loss_that_is_not_finite_ends_the_run_and_keeps_the_last_checkpoint(recipe, pictures, tmp_path):
    list(train(recipe, pictures, RunSettings(tmp_path, Budget(steps=3))))
    broken = dataclasses.replace(recipe, rate=math.inf)
    with pytest.raises(TrainingError, match="no longer finite"):
        list(train(broken, pictures, RunSettings(tmp_path, Budget(steps=100), resume=True)))
    assert checkpoints.load(tmp_path / LAST).step == 3


@pytest.mark.parametrize("way", ["save", "close", "end"])
def test_parameters_that_are_not_finite_never_replace_the_last_checkpoint(recipe, pictures, tmp_path, way):
    """A checkpoint may be due before the loss is looked at, which is every tenth step."""
    list(train(recipe, pictures, RunSettings(tmp_path, Budget(steps=3))))
    before = {name: (tmp_path / name).read_bytes() for name in (LAST, BEST)}
    settings = RunSettings(tmp_path, Budget(steps=6), resume=True, save_seconds=0.0 if way == "save" else 1e9,
                           validate_seconds=0.0 if way == "save" else 1e9)
    run = train(dataclasses.replace(recipe, rate=math.inf), pictures, settings)
    if way == "close":
        next(run)
        run.close()
    else:
        with pytest.raises(TrainingError, match="no longer finite"):
            list(run)
    assert before == {name: (tmp_path / name).read_bytes() for name in (LAST, BEST)}


def test_a_folder_takes_one_run_at_a_time(recipe, pictures, tmp_path):
    first = train(recipe, pictures, RunSettings(tmp_path, Budget(steps=9)))
    next(first)
    with pytest.raises(TrainingError, match="another run is at work"):
        next(train(recipe, pictures, RunSettings(tmp_path, Budget(steps=9), resume=True)))
    first.close()
    assert checkpoints.load(tmp_path / LAST).step == 1


def test_a_run_may_begin_with_latents_and_warms_up_again(recipe, pictures, tmp_path):
    list(train(recipe, pictures, RunSettings(tmp_path / "first", Budget(steps=8))))
    shipped = checkpoints.load(tmp_path / "first" / BEST).shipped
    latents.save(shipped, tmp_path / "a.safetensors")
    settings = RunSettings(tmp_path / "second", Budget(steps=8), origin=tmp_path / "a.safetensors",
                           teacher=tmp_path / "a.safetensors")
    learner = start(recipe, settings)
    assert learner.step == 0 and learner.teacher is not None
    begun = files_network(tmp_path / "a.safetensors")
    assert all(torch.equal(value, begun[name]) for name, value in learner.network.named_parameters())
    rates = [event.rate for event in train(recipe, pictures, settings) if isinstance(event, Stepped)]
    assert rates[0] == pytest.approx(recipe.rate / recipe.warmup) and rates[0] < rates[2]


def files_network(path):
    return dict(latents.load(path).network().named_parameters())


def test_a_run_is_never_written_over(recipe, pictures, tmp_path):
    list(train(recipe, pictures, RunSettings(tmp_path, Budget(steps=1))))
    before = (tmp_path / LAST).read_bytes()
    with pytest.raises(TrainingError, match="already holds a run"):
        list(train(recipe, pictures, RunSettings(tmp_path, Budget(steps=1))))
    assert (tmp_path / LAST).read_bytes() == before


def test_an_out_folder_that_cannot_be_made_is_refused(recipe, pictures, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(TrainingError, match="cannot be made"):
        list(train(recipe, pictures, RunSettings(tmp_path / "file" / "run", Budget(steps=1))))


def test_cuda_is_refused_where_there_is_none(recipe, pictures, tmp_path, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(TrainingError, match="CUDA"):
        list(train(recipe, pictures, RunSettings(tmp_path, Budget(steps=1), device="cuda")))


def test_the_window_shrinks_to_the_papers(recipe, pictures, tmp_path):
    wide = dataclasses.replace(recipe, window=5.0)
    assert [window_at(wide, share) for share in (0.0, 0.35, 0.7, 1.0)] == pytest.approx([5.0, 3.0, 1.0, 1.0])
    assert window_at(recipe, 0.2) == 1.0
    for name, each in (("narrow", recipe), ("wide", wide)):
        list(train(each, pictures, RunSettings(tmp_path / name, Budget(steps=4))))
    narrow, wide = (checkpoints.load(tmp_path / name / LAST) for name in ("narrow", "wide"))
    assert not torch.equal(narrow.network["head.weight"], wide.network["head.weight"])


def test_a_lesson_of_ones_own_takes_the_place_of_photographs(recipe, pictures, tmp_path):
    class Lesson:
        device = torch.device("cpu")

        def __init__(self):
            self.inner, self.asked, self.figures = Batches(recipe, pictures, torch.device("cpu")), [], iter([3.0, 1.0])

        def at(self, step):
            self.asked.append(step)
            return self.inner.at(step)

        def measured(self, network):
            assert not network.training
            return (next(self.figures),)

    lesson = Lesson()
    events = list(train(recipe, lesson, RunSettings(tmp_path, Budget(steps=1), validate_seconds=0)))
    assert [(event.psnr, event.best) for event in events if isinstance(event, Validated)] == [((3.0,), True),
                                                                                            ((1.0,), False)]
    assert lesson.asked[0] == 0
