"""What the sign on a thumbnail says."""

from dataclasses import replace
from pathlib import Path

import pytest

from bbcu_app.controller import Controller
from bbcu_app.sheet import Result, Sheet
from bbcu_app.views.strip_list import standing
from engine.errors import PictureError
from engine.picture.pixels import Picture
from engine.plan import Plan
from engine.run.job import Job, State
from engine.run.paths import Destination, Source

JOB = Job(1, Source(Path("a.png")), None, Destination(), output=Path("out.png"), why="a.png: no.", done=0.4)


@pytest.fixture
def controller(qtbot, settings, fake):
    made = Controller(settings, function=fake)
    yield made
    assert made.close()


@pytest.mark.parametrize(("state", "words"), [
    (State.WAITING, "Waits"), (State.RUNNING, "40 % done"), (State.DONE, "Saved as out.png"),
    (State.FAILED, "a.png: no."), (State.SKIPPED, "a.png: no."), (State.STOPPED, "Stopped"),
])
def test_a_job_says_how_it_stands(controller, state, words):
    sheet = Sheet(Path("a.png"), "a.png", job=replace(JOB, state=state))
    stands = standing(sheet, controller)
    assert stands.words == words
    assert (stands.done == 0.4) == (state is State.RUNNING)
    assert bool(stands.sign) != (state is State.RUNNING)


def test_what_is_wrong_comes_before_what_is_unsaved_and_that_before_the_job(controller):
    import numpy as np

    picture = Picture(np.zeros((2, 2, 3), np.uint8))
    sheet = Sheet(Path("a.png"), "a.png", result=Result(Plan(), Plan(), None, picture=picture),
                  job=replace(JOB, state=State.DONE))
    assert standing(sheet, controller).words == "Restored, not saved yet"
    sheet.result.saved_strength = 100
    assert standing(sheet, controller).words == "Saved as out.png"
    sheet.failure = PictureError("it is damaged", file="a.png", hint="Copy it again.")
    assert standing(sheet, controller).words == "a.png: it is damaged. Copy it again."
    assert standing(Sheet(None, "b.png"), controller).words == ""
