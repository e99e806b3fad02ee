"""The loop: it learns, ends on its budget, resumes exactly, and loses nothing."""

import dataclasses
import math

import numpy as np
import pytest
import torch

from engine.errors import TrainingError
from engine.training import checkpoint as checkpoints
from engine.training.checkpoint import BEST, LAST
from engine.training.dataset import Patches, Pictures, load
from engine.training.trainer import (
    Budget,
    Finished,
    Run,
    Saved,
    Settings,
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
    list(train(recipe, pictures, Settings(whole, Budget(steps=12))))
    run = train(recipe, pictures, Settings(parts, Budget(steps=12)))
    for event in run:
        if isinstance(event, Stepped) and event.step == 5:
            run.close()
    assert checkpoints.load(parts / LAST).step == 5
    events = list(train(recipe, pictures, Settings(parts, Budget(steps=12), resume=True)))
    assert [event.step for event in events if isinstance(event, Stepped)] == list(range(6, 13))
    a, b = checkpoints.load(whole / LAST), checkpoints.load(parts / LAST)
    for part in ("step", "best", "network", "optimizer", "average", "generators"):
        assert equal(getattr(a, part), getattr(b, part)), part
    fresh = checkpoints.load(parts / BEST)
    assert not equal(fresh.network, b.network), "the best network is the running average, not the latest weights"


def test_it_learns_to_denoise(recipe, pictures, tmp_path):
    recipe = dataclasses.replace(recipe, ema=0.0, rate=1e-2, batch=4)
    losses = [event.loss for event in train(recipe, pictures, Settings(tmp_path / "run", Budget(steps=150)))
              if isinstance(event, Stepped) and event.loss]
    assert np.mean(losses[-5:]) < 0.7 * np.mean(losses[:2])


def test_a_time_budget_ends_the_run_with_a_rate_of_zero(recipe, pictures, tmp_path):
    events = list(train(recipe, pictures, Settings(tmp_path / "run", Budget(minutes=0.01))))
    steps = [event for event in events if isinstance(event, Stepped)]
    assert steps[-2].seconds < 0.6 <= steps[-1].seconds < 5
    assert events[-1] == Finished(steps[-1].step, steps[-1].seconds, complete=True)
    assert isinstance(events[-2], Saved) and isinstance(events[-3], Validated)
    assert steps[-1].fraction > 0.9 and steps[-1].rate < 0.1 * recipe.rate


def test_more_minutes_extend_a_finished_run(recipe, pictures, tmp_path):
    out = tmp_path / "run"
    list(train(recipe, pictures, Settings(out, Budget(steps=3))))
    again = list(train(recipe, pictures, Settings(out, Budget(steps=3), resume=True)))
    assert not [event for event in again if isinstance(event, Stepped)]
    more = [event for event in train(recipe, pictures, Settings(out, Budget(steps=6), resume=True))
            if isinstance(event, Stepped)]
    assert [event.step for event in more] == [4, 5, 6] and more[0].fraction == 0.5


def test_the_rate_warms_up_and_falls_to_zero(recipe):
    recipe = dataclasses.replace(recipe, rate=2e-3, warmup=10)
    assert rate_at(recipe, 0, 0.0) == pytest.approx(2e-4)
    assert rate_at(recipe, 9, 0.0) == pytest.approx(2e-3)
    assert rate_at(recipe, 500, 0.5) == pytest.approx(1e-3)
    assert rate_at(recipe, 500, 1.0) == pytest.approx(0.0)


def test_head_and_tail_learn_at_their_share_of_the_rate(recipe):
    """Adam's first step moves every weight by the rate."""
    run = Run(dataclasses.replace(recipe, ends_rate=0.25), torch.device("cpu"))
    pixels = np.random.default_rng(0).integers(0, 256, (4, 40, 40, 3), dtype=np.uint8)
    before = run.shipped_state()
    run.advance(Patches(Pictures(list(pixels), [""] * 4, []), (), 16), rate=1e-3)
    after = dict(run.network.named_parameters())
    for name, share in (("head.weight", 0.25), ("tail.weight", 0.25), ("body.0.weight", 1.0)):
        assert (after[name] - before[name]).abs().max().item() == pytest.approx(1e-3 * share, rel=0.02), name


def test_the_tail_starts_as_small_as_the_recipe_says(recipe):
    tails = [Run(dataclasses.replace(recipe, tail_start=start), torch.device("cpu")).network.tail.weight
             for start in (1.0, 0.1)]
    torch.testing.assert_close(tails[0] * 0.1, tails[1])


def test_a_wish_to_stop_saves_and_says_that_the_run_is_not_complete(recipe, pictures, tmp_path):
    asked = []
    settings = Settings(tmp_path, Budget(steps=50), stop=lambda: asked.append(1) or len(asked) > 4)
    last = list(train(recipe, pictures, settings))[-1]
    assert last.step == 4 and not last.complete
    assert checkpoints.load(tmp_path / LAST).step == 4


def test_an_interrupt_saves_what_was_learned(recipe, pictures, tmp_path):
    run = train(recipe, pictures, Settings(tmp_path, Budget(steps=50)))
    for _ in range(3):
        next(run)
    with pytest.raises(KeyboardInterrupt):
        run.throw(KeyboardInterrupt)
    assert checkpoints.load(tmp_path / LAST).step == 3


def test_checkpoints_and_measurements_come_at_their_times(recipe, pictures, tmp_path):
    settings = Settings(tmp_path, Budget(steps=3), save_seconds=0, validate_seconds=0)
    kinds = [type(event) for event in train(recipe, pictures, settings)]
    assert kinds == [Stepped, Validated, Saved] * 3 + [Validated, Saved, Finished]
    assert not list(tmp_path.glob("*.part"))


def test_a_loss_that_is_not_finite_ends_the_run_and_keeps_the_last_checkpoint(recipe, pictures, tmp_path):
    list(train(recipe, pictures, Settings(tmp_path, Budget(steps=3))))
    broken = dataclasses.replace(recipe, rate=math.inf)
    with pytest.raises(TrainingError, match="no longer finite"):
        list(train(broken, pictures, Settings(tmp_path, Budget(steps=100), resume=True)))
    assert checkpoints.load(tmp_path / LAST).step == 3


def test_a_run_is_never_written_over(recipe, pictures, tmp_path):
    list(train(recipe, pictures, Settings(tmp_path, Budget(steps=1))))
    before = (tmp_path / LAST).read_bytes()
    with pytest.raises(TrainingError, match="already holds a run"):
        list(train(recipe, pictures, Settings(tmp_path, Budget(steps=1))))
    assert (tmp_path / LAST).read_bytes() == before


def test_a_checkpoint_of_another_network_is_refused(recipe, pictures, tmp_path):
    list(train(recipe, pictures, Settings(tmp_path, Budget(steps=1))))
    other = dataclasses.replace(recipe, spec=dataclasses.replace(recipe.spec, units=2))
    with pytest.raises(TrainingError, match="another network"):
        list(train(other, pictures, Settings(tmp_path, Budget(steps=2), resume=True)))


def test_an_out_folder_that_cannot_be_made_is_refused(recipe, pictures, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(TrainingError, match="cannot be made"):
        list(train(recipe, pictures, Settings(tmp_path / "file" / "run", Budget(steps=1))))


def test_cuda_is_refused_where_there_is_none(recipe, pictures, tmp_path, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(TrainingError, match="CUDA"):
        list(train(recipe, pictures, Settings(tmp_path, Budget(steps=1), device="cuda")))


@pytest.mark.parametrize("content", [b"", b"not a checkpoint", b"PK\x03\x04 nor this"])
def test_a_damaged_checkpoint_is_refused(content, tmp_path):
    (tmp_path / LAST).write_bytes(content)
    with pytest.raises(TrainingError, match="damaged"):
        checkpoints.load(tmp_path / LAST)


def test_a_missing_or_foreign_checkpoint_is_refused(tmp_path):
    with pytest.raises(TrainingError, match="no checkpoint"):
        checkpoints.load(tmp_path / LAST)
    torch.save({"some": "tensor"}, tmp_path / LAST)
    with pytest.raises(TrainingError, match="not a checkpoint"):
        checkpoints.load(tmp_path / LAST)


class Hostile:
    """Pickled, it would call a function on reading."""

    def __reduce__(self):
        return (print, ("this must never run",))


def test_a_checkpoint_runs_no_code(tmp_path, capsys):
    torch.save({"format": checkpoints.FORMAT, "spec": Hostile()}, tmp_path / LAST)
    with pytest.raises(TrainingError, match="damaged"):
        checkpoints.load(tmp_path / LAST)
    assert not capsys.readouterr().out


def test_a_run_takes_up_what_fits_of_another(recipe, pictures, tmp_path):
    """The body and the head of another scale's or task's network; its averages, where it has them."""
    list(train(recipe, pictures, Settings(tmp_path / "first", Budget(steps=8))))
    first = checkpoints.load(tmp_path / "first" / LAST)
    grey = dataclasses.replace(recipe, spec=dataclasses.replace(recipe.spec, task="deblock", k=3.0))
    run = start(grey, Settings(tmp_path / "second", Budget(steps=8), origin=tmp_path / "first" / LAST))
    assert run.step == 0
    for name, value in run.network.state_dict().items():
        assert torch.equal(value, first.average[name]), name
    wider = dataclasses.replace(recipe, spec=dataclasses.replace(recipe.spec, channels=recipe.spec.channels + 1))
    with pytest.raises(TrainingError, match="nothing of the"):
        start(wider, Settings(tmp_path / "third", Budget(steps=8), origin=tmp_path / "first" / LAST))


def test_a_body_grows_by_units_at_half_resolution(recipe, pictures, tmp_path):
    """Trained units keep their order among themselves; a learned scale begins with the mean of the weights."""
    list(train(recipe, pictures, Settings(tmp_path / "first", Budget(steps=8))))
    first = checkpoints.load(tmp_path / "first" / LAST)
    count = recipe.spec.units
    grown = dataclasses.replace(recipe.spec, units=2 * count, half_units=tuple(range(1, 2 * count, 2)),
                                learned_scale=True)
    run = start(dataclasses.replace(recipe, spec=grown),
                Settings(tmp_path / "second", Budget(steps=8), origin=tmp_path / "first" / LAST))
    for unit in range(count):
        weight = first.average[f"body.{unit}.weight"]
        there = run.network.body[2 * unit]
        assert torch.equal(there.weight, weight)
        torch.testing.assert_close(there.free_scale.detach(), weight.abs().mean((1, 2, 3)))
    assert not torch.equal(run.network.body[1].weight, run.network.body[0].weight)
    assert run.network.body[1].scale().max() < 0.02, "a new unit begins nearly silent"


def test_a_teacher_is_followed(recipe, pictures, tmp_path):
    """With the whole target from a teacher, and a student that begins as its copy, there is nothing to learn."""
    recipe = dataclasses.replace(recipe, ema=0.0)
    list(train(recipe, pictures, Settings(tmp_path / "teacher", Budget(steps=5))))
    path = tmp_path / "teacher" / LAST
    losses = {}
    for share in (0.0, 1.0):
        student = dataclasses.replace(recipe, teacher_share=share)
        settings = Settings(tmp_path / f"student {share}", Budget(steps=1), origin=path, teacher=path)
        run = start(student, settings)
        losses[share] = float(run.advance(Patches(pictures, recipe.sources, recipe.source_side), 0.0))
    assert losses[1.0] < 1e-3 < losses[0.0]
    other = dataclasses.replace(recipe, spec=dataclasses.replace(recipe.spec, task="deblock"))
    with pytest.raises(TrainingError, match="cannot teach"):
        start(other, Settings(tmp_path / "other", Budget(steps=1), teacher=path))


def test_the_window_shrinks_to_the_papers(recipe, pictures, tmp_path):
    wide = dataclasses.replace(recipe, window=5.0)
    assert [window_at(wide, share) for share in (0.0, 0.35, 0.7, 1.0)] == pytest.approx([5.0, 3.0, 1.0, 1.0])
    assert window_at(recipe, 0.2) == 1.0
    for name, each in (("narrow", recipe), ("wide", wide)):
        list(train(each, pictures, Settings(tmp_path / name, Budget(steps=4))))
    narrow, wide = (checkpoints.load(tmp_path / name / LAST) for name in ("narrow", "wide"))
    assert not torch.equal(narrow.network["head.weight"], wide.network["head.weight"])
