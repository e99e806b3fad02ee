"""A batch is a function of seed and step, whoever draws it and when."""

import dataclasses
import threading
import time

import pytest
import torch

from engine.passes import turned
from engine.training.batches import MOST_USES, Ahead, Batches, Drawn, supply, turned_planes
from engine.training.camera_noise import CameraNoise
from engine.training.damage import JpegRange, NoiseRange, Shrinking
from engine.training.dataset import load

CPU = torch.device("cpu")


@pytest.fixture
def batches(folder, recipe):
    return Batches(recipe, load(folder, recipe.patch), CPU)


def equal(a, b):
    return all(torch.equal(x, y) for x, y in zip(a, b, strict=True))


DAMAGES = (NoiseRange(), JpegRange(), Shrinking(2), CameraNoise())


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: type(each).__name__)
def test_a_step_has_the_same_batch_in_whatever_order(folder, recipe, damage):
    recipe = dataclasses.replace(recipe, degradation=damage, patch=8)
    pictures = load(folder, recipe.patch)
    first, second = (Batches(recipe, pictures, CPU) for _ in range(2))
    forward = [first.at(step) for step in range(4)]
    backward = [second.at(step) for step in (3, 2, 1, 0)]
    assert all(equal(a, b) for a, b in zip(forward, reversed(backward), strict=True))
    assert not equal(forward[0], forward[1])
    other = Batches(dataclasses.replace(recipe, seed=recipe.seed + 1), pictures, CPU)
    assert not equal(other.at(0), forward[0])


@pytest.mark.parametrize("depth", [0, 1, 3])
def test_batches_drawn_ahead_are_those_that_would_have_been(batches, depth):
    with Ahead(batches.at, 5, depth) as ahead:
        found = [ahead.take() for _ in range(6)]
    assert all(equal(found[index], batches.at(5 + index)) for index in range(6))
    assert ahead.waited > 0


def test_no_more_is_drawn_than_may_lie_ready_and_the_thread_ends():
    asked = []
    with Ahead(lambda step: asked.append(step) or step, 0, 2) as ahead:
        assert ahead.take() == 0
        deadline = time.monotonic() + 5
        while len(asked) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.05)
        assert asked == [0, 1, 2]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("batches")]


def test_what_fails_ahead_is_raised_where_it_is_taken():
    def make(step):
        if step == 1:
            raise ValueError("no patch")
        return step

    with Ahead(make, 0, 2) as ahead:
        assert ahead.take() == 0
        with pytest.raises(ValueError, match="no patch"):
            ahead.take()


def test_a_thread_is_taken_only_where_there_is_a_processor_for_it(folder, recipe, monkeypatch):
    pictures = load(folder, recipe.patch)
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 1}, raising=False)
    for threads, ahead in ((1, True), (2, False)):  # of torch
        torch.set_num_threads(threads)
        with supply(Batches(recipe, pictures, CPU), 0, CPU) as batches:
            assert bool([each for each in threading.enumerate() if each.name.startswith("batches")]) == ahead
            assert equal(batches.take(), Batches(recipe, pictures, CPU).at(0))


def test_processes_draw_what_would_have_been(batches):
    with Drawn(batches.at, 3, 2, CPU) as drawn:
        found = [drawn.take() for _ in range(12)]
    assert all(equal(found[index], batches.at(3 + index)) for index in range(12))
    assert drawn.waited > 0


def test_a_lesson_that_uses_the_steps_device_draws_in_this_process():
    """A GPU that is in use cannot be used by a process that is forked then; `meta` stands for one."""
    class Lesson:
        device = torch.device("meta")

        def at(self, step):
            return step, threading.current_thread().name

    with supply(Lesson(), 4, torch.device("meta")) as batches:
        step, thread = batches.take()
    assert step == 4 and thread.startswith("batches")


@pytest.mark.parametrize("turn", range(MOST_USES))
def test_planes_are_turned_as_pictures_are(turn):
    planes = torch.arange(2 * 3 * 4 * 4).view(2, 3, 4, 4)
    found = turned_planes(planes, turn)
    for picture, plane in zip(planes, found, strict=True):
        assert (turned(picture.permute(1, 2, 0).numpy(), turn) == plane.permute(1, 2, 0).numpy()).all()


@pytest.mark.parametrize("first", [0, 3, 4])
def test_a_batch_that_is_used_again_is_the_same_but_turned_also_after_a_resume(batches, first):
    with supply(batches, first, CPU, uses=3) as reused:
        for step in range(first, first + 7):
            found, drawn = reused.take(), batches.at(step // 3)
            turn = (0, 3, 6)[step % 3]
            assert torch.equal(found.level, drawn.level)
            assert torch.equal(found.spoiled, turned_planes(drawn.spoiled, turn))
            assert torch.equal(found.clean, turned_planes(drawn.clean, turn))
        assert reused.waited > 0
