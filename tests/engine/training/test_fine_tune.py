"""A whole run: it learns, is steered, loses nothing, and gives a model that does what it promises."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.errors import MemoryShortError, TrainingError
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.run import catalog
from engine.run.restore import Finished, restore
from engine.tasks import Task
from engine.training import checkpoint as checkpoints
from engine.training import fine_tune, own_lesson
from engine.training.checkpoint import BEST, LAST
from engine.training.fine_tune import Wish, tune
from engine.training.tuned import Scores
from engine.tuning import events, runs
from engine.tuning import material as materials
from engine.tuning.events import Begun, Learning, Left, Looking, Made, Measured, Packing, Paused
from engine.tuning.order import Order
from tests.teaching import learn_fast, write_damaged


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Few general photographs, and steps that are large for a tiny network."""
    learn_fast(monkeypatch)


@pytest.fixture
def order(teachable, photos, tmp_path):
    write_damaged(tmp_path / "damaged")
    return Order("mine", "base", (photos,), (tmp_path / "damaged",), minutes=0.05)


def told(run, **options):
    heard = []
    tune(run, heard.append, threads=1, **options)
    return heard


def of(kind, heard):
    return [event for event in heard if isinstance(event, kind)]


def test_it_learns_and_the_model_does_what_it_promises(order, monkeypatch):
    monkeypatch.setattr(fine_tune, "OFTENEST", 0.5)
    monkeypatch.setattr(fine_tune, "MEASUREMENTS", 1e6)
    run, heard = runs.begin(replace(order, minutes=10.0)), []
    tune(run, heard.append, threads=1,  # in seconds, but however long it takes where others are at work too
         wish=lambda: Wish.KEEP if any(each.own > 0.5 for each in of(Measured, heard)) else Wish.GO_ON)
    assert [type(event) for event in heard[-2:]] == [Packing, Made]
    assert of(Looking, heard) and of(Begun, heard)[0].photos == 8 and of(Measured, heard)[-1].step > 1
    made = heard[-1]
    assert made.own > 0.3 and made.name == "mine" and not run.folder.exists()
    model = catalog.find(Task.DENOISE, "mine")
    assert "taught 8 photos" in model.card.summary and "beginning with base" in model.card.data
    assert model.card.base == "base"
    assert model.card.measured[0]["gain"] == pytest.approx(made.own, abs=0.006)
    assert model.name in {each.name for each in catalog.teachable(Task.DENOISE)}
    assert not any(str(path) in model.card.to_json() for path in (*order.photos, *order.damaged))


def test_the_promise_holds_where_pictures_are_restored(order, tmp_path):
    run = runs.begin(order)
    materials.save(materials.prepare(order), run.folder)
    held = materials.load(run.folder).held
    promised = told(run)[-1].psnr
    found = []
    for sample in held:
        level = sample.shown[0] * 255
        plan = Plan((Step(Task.DENOISE, level, "mine"),))
        result = next(event.picture for event in restore(Picture(sample.seen), plan) if isinstance(event, Finished))
        error = np.mean((result.pixels.astype(float) - sample.clean) ** 2)
        found.append(10 * np.log10(255**2 / error))
    assert np.mean(found) == pytest.approx(promised, abs=0.05)


def test_pause_resume_leave_and_keep_the_best(order, monkeypatch):
    run = runs.begin(order)
    wishes = iter([Wish.GO_ON] * 60 + [Wish.PAUSE] * 6)
    heard = told(run, wish=lambda: next(wishes, Wish.LEAVE))
    assert of(Paused, heard) and isinstance(heard[-1], Left)
    step = heard[-1].step
    assert checkpoints.load(run.folder / LAST).step == step > 0
    assert runs.unfinished() == [run]
    monkeypatch.setattr(fine_tune, "OFTENEST", 0.0)
    monkeypatch.setattr(fine_tune, "MEASUREMENTS", 1e6)
    wishes = iter([Wish.GO_ON] * 20)
    heard = told(run, wish=lambda: next(wishes, Wish.KEEP))
    assert not of(Looking, heard), "what was made of the pictures is kept"
    assert of(Learning, heard)[0].step >= step
    assert [type(event) for event in heard[-2:]] == [Packing, Made]


def test_the_end_of_a_wait_for_the_pictures_keeps_nothing_half(order):
    run = runs.begin(order)
    heard = told(run, wish=lambda: Wish.LEAVE)
    assert heard[-1] == Left(0) and not (run.folder / materials.FILE).exists()


def test_nothing_measured_yet_cannot_be_kept(order):
    run = runs.begin(order)
    with pytest.raises(TrainingError, match="nothing has been measured yet"):
        materials.save(materials.prepare(order), run.folder)
        told(run, wish=lambda: Wish.KEEP)
    assert runs.unfinished() == [run]


def test_what_is_no_better_than_its_base_is_not_written(order, monkeypatch):
    monkeypatch.setattr("engine.training.tuned.scores", lambda *_: Scores(30.0, (31.0,)))
    run = runs.begin(order)
    with pytest.raises(TrainingError, match=r"no better than base.*nothing was written"):
        told(run)
    assert {model.name for model in catalog.models()} == {"base"} and runs.unfinished() == [run]


def test_pictures_may_go_once_it_has_begun(order):
    run = runs.begin(order)
    count = [0]

    def wish():
        count[0] += 1
        return Wish.GO_ON if count[0] < 40 else Wish.LEAVE

    told(run, wish=wish)
    for folder in (*order.photos, *order.damaged):
        shutil.rmtree(folder)
    assert isinstance(told(run)[-1], Made)


def test_previews_are_shown_beside_each_other(order):
    run = runs.begin(order)
    seen = []

    def hear(event):
        if isinstance(event, Packing):
            seen.extend(which for which in runs.PREVIEWS if run.preview(which).is_file())

    tune(run, hear, threads=1)
    assert seen == list(runs.PREVIEWS)


def test_a_loss_that_is_not_finite_keeps_the_last_checkpoint(order, monkeypatch):
    run = runs.begin(order)
    calls = [0]
    inner = own_lesson.OwnLesson.at

    def at(self, step):
        calls[0] += 1
        pairs = inner(self, step)
        return pairs if calls[0] < 25 else pairs._replace(clean=pairs.clean * float("nan"))

    monkeypatch.setattr(own_lesson.OwnLesson, "at", at)
    monkeypatch.setattr(fine_tune, "SAVED_EVERY", 0.0)
    with pytest.raises(TrainingError, match="no longer finite"):
        told(run)
    assert checkpoints.load(run.folder / LAST).finite


@pytest.mark.parametrize("error", [MemoryError(), torch.OutOfMemoryError("x"),
                                   RuntimeError("DefaultCPUAllocator: can't allocate memory")])
def test_too_little_memory_is_said_plainly(order, monkeypatch, error):
    def short(*_):
        raise error

    monkeypatch.setattr(own_lesson.OwnLesson, "at", short)
    with pytest.raises(MemoryShortError, match="Close other programs"):
        told(runs.begin(order))


def test_a_full_disk_at_a_checkpoint_leaves_the_last_one_whole(order, monkeypatch):
    run = runs.begin(order)
    monkeypatch.setattr(fine_tune, "SAVED_EVERY", 0.0)
    saved = [0]
    inner = torch.save

    def full(values, file):
        saved[0] += 1
        if saved[0] > 3:
            file.write(b"half")
            raise OSError(28, "No space left on device")
        inner(values, file)

    monkeypatch.setattr(torch, "save", full)
    with pytest.raises(TrainingError, match=r"cannot be written.*No space left"):
        told(run)
    assert checkpoints.load(run.folder / LAST).step > 0 and not list(run.folder.glob("*.part"))


def test_two_do_not_learn_in_one_folder(order):
    from engine.training.only_run import only_run

    run = runs.begin(order)
    with only_run(run.folder), pytest.raises(TrainingError, match="another run is at work"):
        told(run)


SCRIPT = """
import sys
from engine.run import catalog
from pathlib import Path
shipped, user = map(Path, sys.argv[1:3])
catalog.bundled_folder = lambda: shipped
catalog.user_folder = lambda: user
from engine.training import fine_tune, own_lesson
fine_tune.SAVED_EVERY = 0.05
from engine.tuning import runs
from engine.tuning.events import to_line
fine_tune.tune(runs.find("mine"), lambda event: print(to_line(event), flush=True), threads=1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.timeout(240)
def test_killed_at_any_moment_it_goes_on_where_it_was_saved(order, teachable):
    run = runs.begin(order.longer(5.0))
    materials.save(materials.prepare(order), run.folder)
    before = 0
    for wait in (0.0, 0.6):
        child = subprocess.Popen([sys.executable, "-c", SCRIPT, str(teachable), str(catalog.user_folder())],
                                 stdout=subprocess.PIPE, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
        first = next(event for event in map(events.from_line, child.stdout)
                     if isinstance(event, Learning) and (event.step > before or before == 0))
        assert first.step >= before
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        if (run.folder / LAST).exists():
            after = checkpoints.load(run.folder / LAST).step
            assert after >= before
            before = after
        assert not (run.folder / BEST).exists() or checkpoints.load(run.folder / BEST).finite
    assert before > 0 and json.loads((run.folder / runs.ORDER).read_text())["name"] == "mine"
