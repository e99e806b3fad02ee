import numpy as np
import pytest

from bbcu_app import wording
from bbcu_app.settings import ViewMode
from bbcu_app.sheet import Result
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.tasks import Evidence, Sureness, Task

PICTURE = Picture(np.zeros((30, 40, 3), np.uint8), jpeg_quality=35, format="jpeg")


@pytest.mark.parametrize(("seconds", "text"), [(0.2, "under 1 s"), (12.4, "12 s"), (99.6, "2 min"),
                                               (3900, "1 h 5 min")])
def test_times(seconds, text):
    assert wording.duration(seconds) == text


@pytest.mark.parametrize(("size", "text"), [(1, "1 MB"), (640e6, "640 MB"), (2.14e9, "2.1 GB")])
def test_memory(size, text):
    assert wording.memory(int(size)) == text


@pytest.mark.parametrize(("steps", "text"), [
    ((), "This picture looks clean."),
    ((Step(Task.DENOISE, 32),), "Found: medium noise (sigma about 32)."),
    ((Step(Task.DEBLOCK, 15), Step(Task.DENOISE, 60)),
     "Found: strong JPEG damage (quality about 15) and strong noise (sigma about 60)."),
])
def test_what_was_found(steps, text):
    said = wording.found(PICTURE, Evidence(30, None), Plan(steps))
    assert said.replace("\N{NO-BREAK SPACE}", " ") == text
    assert "(" not in said or " " not in said[said.rindex("("):], "what stands in brackets is not torn"
    assert wording.found(PICTURE, None, None) == "Looking at the picture…"
    assert wording.found(None, None, None) == ""


@pytest.mark.parametrize(("evidence", "steps", "text"), [
    (Evidence(0, None, noise_sure=Sureness.NONE), (), "Noise: cannot tell."),
    (Evidence(9, 15, noise_sure=Sureness.NONE), (Step(Task.DEBLOCK, 15),),
     "Found: strong JPEG damage (quality about 15). Noise: cannot tell."),
    (Evidence(12, None, noise_sure=Sureness.PART), (Step(Task.DENOISE, 12),),
     "Found: perhaps light noise (sigma about 12)."),
    (Evidence(0.6, 75), (Step(Task.DENOISE, 2),), "Found: perhaps a little noise."),
])
def test_doubt_is_said_as_the_command_line_says_it(evidence, steps, text):
    assert wording.found(PICTURE, evidence, Plan(steps)).replace("\N{NO-BREAK SPACE}", " ") == text


def test_the_intention_is_one_sentence():
    assert wording.intention(Plan()) == ""
    assert wording.intention(Plan((Step(Task.DENOISE),))) == "Remove noise"
    assert wording.intention(Plan((Step(Task.DEBLOCK), Step(Task.UPSCALE, 4)))) == "Repair JPEG, then enlarge 4×"


def test_every_task_and_view_has_its_words():
    assert set(wording.TITLES) == set(wording.LATER) == set(wording.LEVEL) == set(Task)
    assert set(wording.MODES) == set(ViewMode)
    assert set(wording.FOUND) == set(wording.RANGES) == {task for task in Task if not task.info.enlarges}
    assert {task: wording.title(task) for task in Task} == {task: task.title for task in Task}, "as bbcu says"


def test_panes_say_size_and_model():
    assert wording.original_label(PICTURE) == "Original  40 × 30"
    result = Result(Plan(), Plan(), None, ("upscale-fine-x2",))
    assert wording.result_label(result, 80, 60) == "Restored  80 × 60  upscale-fine-x2"


def test_about_a_picture():
    assert wording.about_picture(PICTURE, "sRGB") == "40 × 30   JPEG, quality about 35   sRGB"
    grey = Picture(np.zeros((3, 4, 1), np.uint16))
    assert wording.about_picture(grey, "x" * 40) == "4 × 3   16 bit   grey   " + "x" * 23 + "…"
