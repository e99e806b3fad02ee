from pathlib import Path

import pytest

from bbcu_app.views.file_names import format_of, is_same, state_of, with_ending


def test_what_is_there_already(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    found = {name: state_of(tmp_path / name) for name in ("file", "dangling", "free", "y" * 300)}
    assert found == {"file": "file", "dangling": "file", "free": "free", "y" * 300: "no name"}
    assert state_of(tmp_path) == "folder"
    assert state_of(tmp_path / "nul\0") == "no name"


@pytest.mark.parametrize(("name", "fmt", "wanted"), [("a", "jpeg", "a.jpg"), ("a.PNG", "jpeg", "a.PNG"),
                                                     ("a.", "png", "a.png"), ("v1.2", "tiff", "v1.2.tif"),
                                                     ("", "png", "")])
def test_endings(name, fmt, wanted):
    assert with_ending(name, fmt) == wanted


def test_formats_by_their_endings():
    assert format_of(Path("a.jpeg")) == "jpeg" and format_of(Path("a.heic")) is None and format_of(Path("a")) is None


def test_one_file_under_two_names(tmp_path):
    (tmp_path / "a").write_text("x")
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    assert is_same(tmp_path / "b", tmp_path / "a")
    assert not is_same(tmp_path / "c", tmp_path / "a") and not is_same(tmp_path / "a", None)
