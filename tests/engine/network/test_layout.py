"""How bodies are laid out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SpecError
from engine.network.layout import DOWN, UNIT, UP, Node, deepest, parse, reach, with_halves


def test_nodes_come_in_the_order_in_which_they_run():
    assert parse("1<g1[1]>2") == (
        Node(UNIT, 0, 1), Node(DOWN, 0, 1, 1, True), Node(UNIT, 1, 1), Node(DOWN, 1, 1, 2), Node(UNIT, 2, 2),
        Node(UP, 1, 1, 2), Node(UP, 0, 1, 1, True), Node(UNIT, 0, 1), Node(UNIT, 0, 1))


@pytest.mark.parametrize("text", [
    "", "x", "1 2", "1<", "1>", "1<2]", "1[2>", "<>", "1<g>", "<<<<1>>>>", "0", "1<0>", "-1", "1g", "d", "1dd",
    "1<d>", "1000", "9" * 400,
])
def test_what_cannot_be_is_refused(text):
    with pytest.raises(SpecError, match="layout"):
        parse(text)


@given(st.integers(1, 20), st.sets(st.integers(0, 19)))
def test_older_files_say_which_units_work_at_half(units, halves):
    halves = {unit for unit in halves if unit < units}
    found = [node for node in parse(with_halves(units, halves)) if node.kind == UNIT]
    assert [place for place, node in enumerate(found) if node.level == 1] == sorted(halves)
    assert len(found) == units


def test_a_unit_reaches_a_pixel_of_its_resolution():
    assert reach(parse("7")) == 7
    assert reach(parse("<1>")) == 3  # a square further, seen from its own far side
    assert reach(parse("<2>")) == 5
    assert reach(parse("1<1>")) == 4
    assert reach(parse("<<1>>")) == 7
    assert reach(parse("<<1>>1")) == 8


def test_units_may_take_two_signs_of_each_channel():
    assert [node.thresholds for node in parse("1[2d]1d") if node.kind == UNIT] == [1, 2, 2, 2]
    assert {node.thresholds for node in parse("3<g2>3")} == {1}


def test_widths_and_copies_double_in_square_brackets():
    nodes = parse("[1[1<1>]]")
    assert [(node.widening, node.copies) for node in nodes if node.kind != UNIT] == [
        (1, 2), (2, 2), (4, 1), (4, 1), (2, 2), (1, 2)]
    assert [node.widening for node in nodes if node.kind == UNIT] == [2, 4, 4]
    assert deepest(nodes) == 3
