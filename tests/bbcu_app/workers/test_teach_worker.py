"""Pictures are looked at off the window's thread, and a run is written down whole or not at all."""

import pytest

from bbcu_app.workers.task import TaskState
from bbcu_app.workers.teach_worker import BeginRequest, begin, look
from engine.errors import TrainingError
from engine.tuning import material as materials
from engine.tuning import runs
from engine.tuning.order import Order


@pytest.fixture
def order(teachable, photos):
    return Order("mine", "base", (photos,))


def state(sent):
    made = TaskState(lambda kind, value: (sent.append(value), made.taken()))
    return made


def test_looking_tells_how_far_it_is(order):
    sent = []
    material = look(order, state(sent))
    assert material.count == 8 and (sent[0].done, sent[-1].done, sent[-1].of) == (0, 8, 8)


def test_looking_ends_when_nobody_waits(order):
    sent = []
    made = state(sent)
    made.cancel()
    with pytest.raises(Exception):  # noqa: B017 - whatever it is, nobody hears it
        look(order, made)


def test_a_run_that_cannot_be_kept_leaves_nothing(order, monkeypatch):
    material = look(order, state([]))

    def full(*_):
        raise TrainingError("no room")

    monkeypatch.setattr(materials, "save", full)
    with pytest.raises(TrainingError):
        begin(BeginRequest(order, material), state([]))
    assert runs.unfinished() == [] and not (runs.folder() / "mine").exists()
