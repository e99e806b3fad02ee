"""What is not beaten, and what is read off between."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.measure.fronts import ABOVE, BELOW, WITHIN, Reading, cost_at, front_of, quality_at

POINTS = st.lists(st.tuples(st.floats(1, 1000), st.floats(20, 40)), min_size=1, max_size=20)


@given(POINTS)
def test_nothing_on_the_front_is_beaten_and_all_else_is(points):
    places = front_of(*zip(*points, strict=True))
    front = [points[place] for place in places]
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(front))
    for cost, quality in points:
        assert any(other[0] <= cost and other[1] >= quality for other in front)


@given(POINTS)
def test_a_point_of_the_front_is_read_as_it_is(points):
    front = [points[place] for place in front_of(*zip(*points, strict=True))]
    costs, qualities = zip(*front, strict=True)
    for cost, quality in front:
        assert cost_at(costs, qualities, quality).value == pytest.approx(cost)
        assert quality_at(costs, qualities, cost) == Reading(pytest.approx(quality), WITHIN)


def test_between_two_points_the_cost_grows_by_equal_factors():
    assert cost_at((100, 400), (30, 31), 30.5) == Reading(pytest.approx(200), WITHIN)
    assert quality_at((100, 400), (30, 31), 200) == Reading(pytest.approx(30.5), WITHIN)


def test_beyond_the_ends_there_are_only_bounds():
    assert cost_at((100, 400), (30, 31), 29) == Reading(pytest.approx(100), BELOW)
    assert cost_at((100, 400), (30, 31), 32) == Reading(pytest.approx(400), ABOVE)
    assert quality_at((100, 400), (30, 31), 99) == Reading(30, BELOW)
    assert quality_at((100, 400), (30, 31), 401) == Reading(31, ABOVE)
