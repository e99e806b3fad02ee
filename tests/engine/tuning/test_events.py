"""Events pass from process to process as lines, and half a line is none."""

import pytest

from engine.tuning import events
from engine.tuning.events import Failed, Learning, Made, Measured, from_line, to_line

ALL = [events.Looking(1, 2), events.Begun(20, 4, 29.5, 31.0), Learning(10, 0.03, 2.5, 60.0),
       Learning(11, None, 2.6, 59.9), Measured(10, 2.5, 0.4, -0.01, True), events.Paused(), events.Left(7),
       events.Packing(),
       Made("a", "/m/a.bbcu", 0.5, 0.0, 30.1), Failed("ä — \n", "")]


@pytest.mark.parametrize("event", ALL)
def test_there_and_back(event):
    line = to_line(event)
    assert "\n" not in line and from_line(line) == event


def test_findings_travel_as_plain_values():
    found = from_line(to_line(events.Found((("few", 6, ("a",), 0.0),))))
    assert [tuple(each) for each in found.findings] == [("few", 6, ["a"], 0.0)]


@pytest.mark.parametrize("line", ["", "{", "3", '{"event": "other"}', '{"event": "left"}', '{"step": 3}', '"x"'])
def test_anything_else_is_none(line):
    assert from_line(line) is None


def test_every_cut_of_a_line_is_none_or_the_whole():
    line = to_line(ALL[3])
    assert all(from_line(line[:cut]) is None for cut in range(len(line)))
