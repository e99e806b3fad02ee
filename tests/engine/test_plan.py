import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PlanError
from engine.plan import LEVELS, Plan, Step, Task

steps = st.sampled_from(Task).flatmap(
    lambda task: st.builds(
        Step,
        st.just(task),
        st.none() | st.integers(int(LEVELS[task].low), int(LEVELS[task].high)).map(float),
        st.none() | st.sampled_from(["denoise-fast", "my model"]),
    )
)


@given(st.lists(steps, max_size=3).map(tuple), st.integers(0, 100), st.sampled_from([1, 2, 4, 8]))
def test_what_is_printed_can_be_read_back(chain, strength, views):
    plan = Plan(chain, strength, views=views)
    assert Plan.parse(str(plan)) == plan


@pytest.mark.parametrize("text", ["denoise=900", "denoise=-1", "upscale=9", "upscale=2.5", "sharpen=3", "denoise=lots",
                                  "denoise=nan"])
def test_steps_that_cannot_be_are_refused(text):
    with pytest.raises(PlanError):
        Step.parse(text)


@pytest.mark.parametrize("text", ["denoise=3;strength=101", "denoise=3;power=1", "denoise=3;strength=x",
                                  "denoise=3;views=3", "denoise=3;strength=3;views="])
def test_plans_that_cannot_be_are_refused(text):
    with pytest.raises(PlanError):
        Plan.parse(text)


def test_scale_multiplies_over_the_chain():
    assert Plan((Step(Task.DENOISE, 10), Step(Task.UPSCALE, 3))).scale == 3
