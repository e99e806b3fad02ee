import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PlanError
from engine.plan import Plan, SaveOptions
from engine.size import By, OutputSize, print_cm

sizes = st.builds(OutputSize, st.sampled_from(list(By)), st.floats(0.1, 5000), st.floats(10, 1200))


@pytest.mark.parametrize(("size", "wanted"), [
    (OutputSize(By.WIDTH, 800), (800, 600)), (OutputSize(By.HEIGHT, 300), (400, 300)),
    (OutputSize(By.LONGEST, 4000), (4000, 3000)), (OutputSize(By.MEGAPIXELS, 12), (4000, 3000)),
    (OutputSize(By.PRINT, 30, 254), (3000, 2250)), (OutputSize(By.LONGEST, 1), (1, 1)),
])
def test_proportions_stay(size, wanted):
    assert size.pixels(1600, 1200) == wanted


@given(sizes, st.integers(1, 9000), st.integers(1, 9000))
def test_every_size_gives_pixels_and_comes_back_from_its_text(size, width, height):
    across, down = size.pixels(width, height)
    assert 1 <= across <= 100_000 and 1 <= down <= 100_000
    again = OutputSize.parse(str(size))
    assert again.by is size.by and again.value == pytest.approx(size.value)
    assert again.dpi == pytest.approx(size.dpi if size.by is By.PRINT else 300)


@pytest.mark.parametrize("text", ["", "longest", "longest:", "longest:x", "deep:3", "longest:0", "longest:-3",
                                  "longest:inf", "print:30@0", "megapixels:nan"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(PlanError):
        OutputSize.parse(text)


def test_a_plan_carries_it():
    plan = Plan(save=SaveOptions(size=OutputSize(By.PRINT, 30, 240)))
    assert Plan.parse(str(plan)) == plan and "size=print:30@240" in str(plan)


def test_centimetres():
    assert print_cm(3000, 300) == pytest.approx(25.4)
