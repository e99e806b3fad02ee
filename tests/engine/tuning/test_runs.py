"""Runs lie in folders of their own, from which any process can go on."""

import pytest

from engine.errors import TrainingError
from engine.tuning import runs
from engine.tuning.events import Learning, Looking, Measured
from engine.tuning.order import Order


@pytest.fixture
def order(teachable, photos):
    return Order("mine", "base", (photos,))


def test_a_run_is_begun_found_and_discarded(order):
    run = runs.begin(order)
    assert runs.find("mine") == run and runs.unfinished() == [run]
    longer = run.again(40)
    assert runs.find("mine").order.minutes == 40 == longer.order.minutes
    assert run.again(None) is run
    run.discard()
    assert runs.unfinished() == [] and not run.folder.exists()


def test_names_are_taken_once(order):
    runs.begin(order)
    with pytest.raises(TrainingError, match="has begun already"):
        runs.begin(order)
    with pytest.raises(TrainingError, match="a model called 'base'"):
        runs.begin(Order("base", "base", order.photos))


@pytest.mark.parametrize("name", ["other", "..", "", "a/b"])
def test_there_is_none_of_another_name(order, name):
    with pytest.raises(TrainingError, match=r"no run called|Begin"):
        runs.find(name)
    runs.begin(order)
    with pytest.raises(TrainingError, match="There is: mine"):
        runs.find("other")


def test_a_damaged_run_is_left_out(order):
    run = runs.begin(order)
    (run.folder / runs.ORDER).write_bytes(b"\xff{")
    assert runs.unfinished() == []
    with pytest.raises(TrainingError, match="Begin it anew"):
        runs.find("mine")


def test_the_past_is_each_step_once_as_it_was_told_last(order):
    run = runs.begin(order)
    for event in (Looking(1, 2), Learning(10, 0.5, 1.0, 9.0), Learning(20, 0.4, 2.0, 8.0),
                  Measured(20, 2.0, 0.1, 0.0, True), Learning(10, 0.3, 1.0, 9.0)):
        run.note(event)
    with (run.folder / runs.LOG).open("a") as file:
        file.write('{"event": "lear')  # a process that died
    run.note(Learning(30, 0.2, 3.0, 7.0))  # behind half a line, and lost with it
    assert [(type(event).__name__, event.step) for event in run.past()] == [
        ("Learning", 10), ("Learning", 20), ("Measured", 20)]
    assert run.past()[0].loss == 0.3


def test_a_folder_that_cannot_be_written_is_said(order, monkeypatch):
    monkeypatch.setattr(runs, "folder", lambda: order.photos[0] / "photo-0.png" / "x")
    with pytest.raises(TrainingError, match="cannot be written down"):
        runs.begin(order)
