"""What is wanted is said in full, or refused at once."""

from pathlib import Path

import pytest

from engine.errors import ModelError, TrainingError
from engine.tuning.order import Order


def test_it_is_written_and_read_back_with_whole_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    order = Order("Fotos vom See 2", "base", (Path("a"),), (Path("b"),), None, 12.5, 3)
    again = Order.from_json(order.to_json())
    assert again == Order("Fotos vom See 2", "base", (tmp_path / "a",), (tmp_path / "b",), None, 12.5, 3)
    pairs = Order("a", "base", pairs=Path("p"))
    assert Order.from_json(pairs.to_json()).pairs == tmp_path / "p"
    assert pairs.longer(3).minutes == 3


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "/a", "a\0", " a", "a ", "a" * 61, "-a", "a:b"])
def test_a_name_that_no_file_can_have_is_refused(name):
    with pytest.raises(TrainingError, match="cannot be called"):
        Order(name, "base", (Path("a"),))


@pytest.mark.parametrize("minutes", [0, -1, float("nan"), float("inf"), 1e9])
def test_a_time_that_cannot_be_is_refused(minutes):
    with pytest.raises(TrainingError, match="minutes"):
        Order("a", "base", (Path("a"),), minutes=minutes)


def test_without_pictures_there_is_nothing_to_learn():
    with pytest.raises(TrainingError, match="no pictures"):
        Order("a", "base")


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"name": 3}', "{"])
def test_something_else_is_no_order(text):
    with pytest.raises(TrainingError, match="Begin it anew"):
        Order.from_json(text)


def test_its_base_may_be_gone(teachable):
    assert Order("a", "base", (Path("a"),)).model.name == "base"
    with pytest.raises(ModelError):
        _ = Order("a", "gone", (Path("a"),)).model
