"""The table of formats is one, and every name in it is told apart."""

from pathlib import Path

from engine.formats import FORMATS, READABLE, WRITABLE, WRITTEN, Format, format_of


def test_endings_belong_to_one_format_and_are_in_small_letters():
    endings = [ending for each in FORMATS.values() for ending in each.endings]
    assert len(endings) == len(set(endings))
    assert all(ending == ending.lower() and ending.startswith(".") for ending in endings)


def test_format_of_a_name():
    assert format_of("a.JPG").name == "jpeg" and format_of(Path("x/a.tiff")).name == "tiff"
    assert format_of("a.txt") is None and format_of("a") is None and format_of("") is None


def test_what_is_written_can_be_read():
    assert WRITABLE <= READABLE and {".jpg", ".png", ".tif", ".webp", ".bmp"} <= WRITABLE
    assert {".gif", ".jp2", ".dng", ".nef"} <= READABLE - WRITABLE
    assert set(WRITTEN) == {"jpeg", "png", "tiff", "webp", "avif", "bmp"}


def test_a_decoder_that_is_missing():
    assert Format("a", "A", (".a",)).installed
    assert Format("a", "A", (".a",), needs="json").installed
    assert not Format("a", "A", (".a",), needs="no_such_module").installed
    assert not Format("a", "A", (".a",), needs="no_such_package.module").installed
