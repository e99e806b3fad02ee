"""What is said is whole: every kind has its sentence, names are few, and other languages can be filled in."""

import pytest

from engine.tuning.findings import GOOD, LEFT_OUT, SENTENCES, WORTH_KNOWING, Finding


@pytest.mark.parametrize("kind", SENTENCES)
def test_every_kind_can_be_said(kind):
    said = Finding(kind, 4, ("a.png", "b.png"), 12.3).sentence
    assert said.endswith(".") and "{" not in said
    assert Finding(kind).weight in (GOOD, WORTH_KNOWING, LEFT_OUT)


def test_many_names_are_cut_short():
    assert Finding.about("unreadable", list("abcde")).sentence == "Cannot be read: a, b, c and 2 more."
    assert Finding.about("unreadable", ["a"]).filled("{count}: {names}", "+{count}") == "1: a"
