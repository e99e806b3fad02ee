"""Unfinished files go, however it ends."""

import pytest

from engine.unfinished import remove_all, unfinished


def test_what_is_left_is_removed(tmp_path):
    with pytest.raises(ZeroDivisionError), unfinished(tmp_path / "a") as path:
        path.write_bytes(b"half")
        raise ZeroDivisionError
    with unfinished(tmp_path / "b") as path:
        path.write_bytes(b"whole")
        path.rename(tmp_path / "c")
    assert [each.name for each in tmp_path.iterdir()] == ["c"]


def test_a_process_that_is_stopped_removes_all_of_them(tmp_path):
    with unfinished(tmp_path / "a") as one, unfinished(tmp_path / "b") as other:
        one.write_bytes(b"half")
        other.write_bytes(b"half")
        remove_all()
        assert not list(tmp_path.iterdir())
