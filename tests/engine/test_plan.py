import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PlanError
from engine.formats import WRITTEN
from engine.plan import CHROMA, Plan, SaveOptions, Step
from engine.tasks import Task


def levels(task):
    low, high = task.info.levels.low, task.info.levels.high
    return st.integers(int(low), int(high)).map(float) if task.info.levels.whole else st.floats(low, high)


models = st.none() | st.text(min_size=1) | st.just("a,b;c=d@e%20.bbcu") | st.just("a+quality=3")
told = {name: st.none() | st.floats(limits.low, limits.high) for name, limits in Task.DENOISE.info.beside.items()}
steps = st.sampled_from(Task).flatmap(lambda task: st.builds(
    Step, st.just(task), st.none() | levels(task), models)) | st.builds(
    Step, st.just(Task.DENOISE), levels(Task.DENOISE), models, told["colour"], told["quality"])
saves = st.builds(SaveOptions, st.none() | st.sampled_from(sorted(WRITTEN)), st.integers(1, 100), st.booleans(),
                  st.booleans(), st.sampled_from(CHROMA), st.sampled_from([None, 8, 16]),
                  st.none() | st.floats(1, 65535))
plans = st.builds(Plan, st.lists(steps, max_size=3).map(tuple), st.integers(0, 100), saves,
                  st.sampled_from([1, 2, 4, 8]), st.booleans())


@given(plans)
def test_what_is_printed_can_be_read_back(plan):
    assert Plan.parse(str(plan)) == plan


def test_the_text_is_what_people_would_write():
    plan = Plan((Step(Task.DENOISE, 25.0), Step(Task.UPSCALE, 2, "my model")), 80, passes=4)
    assert str(plan) == "denoise=25,upscale=2@my model;strength=80;passes=4"
    assert str(Plan((Step(Task.DENOISE),), save=SaveOptions("png", 90, True, False))) == \
        "denoise=auto;strength=100;format=png;quality=90;overwrite=1;metadata=0"


def test_steps_that_are_measured():
    plan = Plan.parse("auto,upscale=2;strength=80")
    assert plan == Plan((Step(Task.UPSCALE, 2),), 80, measured=True) and plan.is_auto
    assert str(plan) == "auto,upscale=2;strength=80" and str(Plan(measured=True)) == "auto;strength=100"


def test_steps_that_do_nothing():
    steps = (Step(Task.DENOISE, 0), Step(Task.DENOISE, 0, colour=0), Step(Task.DENOISE, 0, colour=3),
             Step(Task.DENOISE), Step(Task.DEBLOCK, 90))
    assert Plan(steps).active == steps[2:]


def test_what_a_network_is_told_beside_its_level():
    step = Step(Task.DENOISE, 12.5, "m", colour=1e-5, quality=75)
    assert str(step) == "denoise=12.5+colour=1e-05+quality=75@m"
    assert Step.parse("denoise = 3 +quality = 40") == Step(Task.DENOISE, 3, quality=40)


@pytest.mark.parametrize("text", ["denoise=900", "denoise=-1", "upscale=9", "upscale=2.5", "sharpen=3", "denoise=lots",
                                  "denoise=nan", "denoise=3+colour=90", "denoise=3+quality=0", "denoise=3+colour=nan",
                                  "denoise=3+taste=1", "denoise=3+colour", "denoise=auto+colour=3",
                                  "deblock=30+quality=30", "upscale=2+colour=2"])
def test_steps_that_cannot_be_are_refused(text):
    with pytest.raises(PlanError):
        Step.parse(text)


def test_a_model_has_a_name():
    with pytest.raises(PlanError, match="no name"):
        Step(Task.DENOISE, 25, "")


@pytest.mark.parametrize("text", ["denoise=3;strength=101", "denoise=3;power=1", "denoise=3;strength=x",
                                  "denoise=3;passes=3", "denoise=3;strength=3;passes=", "denoise=3;format=",
                                  "denoise=3;format=gif", "denoise=3;quality=0", "denoise=3;strength=" + "9" * 5000])
def test_plans_that_cannot_be_are_refused(text):
    with pytest.raises(PlanError):
        Plan.parse(text)


@pytest.mark.parametrize("options", [{"quality": -3}, {"quality": 101}, {"format": "gif"}, {"format": "psd"},
                                     {"chroma": "4:1:1"}, {"depth": 12}, {"dpi": 0}, {"dpi": float("nan")}])
def test_ways_to_save_that_there_are_not_cannot_be_made(options):
    with pytest.raises(PlanError):
        SaveOptions(**options)


def test_scale_multiplies_over_the_chain():
    assert Plan((Step(Task.DENOISE, 10), Step(Task.UPSCALE, 3))).scale == 3
    assert Plan((Step(Task.UPSCALE),)).is_auto
    assert not Plan((Step(Task.UPSCALE, 2),)).is_auto
