"""A guess of a file's size is near enough to decide by, and quick."""

import numpy as np
import pytest

from engine.errors import SaveError
from engine.formats import FORMATS, WRITTEN
from engine.picture.files import save_picture
from engine.picture.pixels import Picture
from engine.picture.write import guess
from engine.picture.write.guess import guessed_size
from engine.plan import SaveOptions
from engine.size import By, OutputSize
from tests import scenes

PHOTO = Picture(scenes.noisy(scenes.photo(900, 1300), 4))
INSTALLED = [kind for kind in WRITTEN if FORMATS[kind].installed]


def really(picture, folder, options, kind):
    return save_picture(picture, folder / "a", SaveOptions(**{**options, "format": kind})).stat().st_size


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(guess, "SIDE", 96)


@pytest.mark.parametrize("kind", INSTALLED)
def test_a_guess_is_near_for_every_format(tmp_path, small_parts, kind):
    guessed = guessed_size(PHOTO, SaveOptions(), kind)
    assert guessed == pytest.approx(really(PHOTO, tmp_path, {}, kind), rel=0.2)


@pytest.mark.parametrize("options", [{"quality": 40}, {"quality": 100, "chroma": "4:2:0"},
                                     {"size": OutputSize(By.LONGEST, 2600)}, {"size": OutputSize(By.LONGEST, 700)}])
def test_it_follows_quality_and_size(tmp_path, small_parts, options):
    guessed = guessed_size(PHOTO, SaveOptions(**options), "jpeg")
    assert guessed == pytest.approx(really(PHOTO, tmp_path, options, "jpeg"), rel=0.25)


def test_what_is_small_is_known(tmp_path):
    small = PHOTO.with_pixels(np.ascontiguousarray(PHOTO.pixels[:300, :400]))
    assert guessed_size(small, SaveOptions(), "jpeg") == really(small, tmp_path, {}, "jpeg")


def test_what_stands_around_the_pixels_is_counted_once(small_parts):
    plain = guessed_size(PHOTO, SaveOptions(), "jpeg")
    heavy = guessed_size(Picture(PHOTO.pixels, xmp=b"<x>" + b" " * 50000 + b"</x>"), SaveOptions(), "jpeg")
    assert 50000 < heavy - plain < 52000


def test_transparency_and_16_bits_count(small_parts):
    deep = Picture(PHOTO.pixels.astype(np.uint16) * 257 + 3)
    clear = Picture(PHOTO.pixels, alpha=PHOTO.pixels[..., 0])
    plain = guessed_size(PHOTO, SaveOptions(), "png")
    assert guessed_size(deep, SaveOptions(), "png") > plain < guessed_size(clear, SaveOptions(), "png")


def test_what_does_not_fit_is_said():
    with pytest.raises(SaveError):
        guessed_size(PHOTO, SaveOptions(depth=16), "jpeg")
