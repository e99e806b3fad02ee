import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColorSpace, QImage

from bbcu_app import display
from bbcu_app.display import Levels, Profile, from_image, halve
from engine.picture.pixels import Picture
from engine.tiling import Box


def picture(width, height, dtype=np.uint8, channels=3, **more):
    random = np.random.default_rng(width * height)
    return Picture(random.integers(0, np.iinfo(dtype).max, (height, width, channels), dtype=dtype), **more)


@pytest.fixture(autouse=True, scope="module")
def small_levels():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(display, "SMALLEST", 8)
        patch.setattr(display, "STRIP", 16)
        yield


@given(st.integers(1, 40), st.integers(1, 40))
def test_halving_is_the_mean_of_four(width, height):
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)
    padded = np.pad(pixels, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge").astype(float)
    mean = padded.reshape((height + 1) // 2, 2, (width + 1) // 2, 2, 3).mean(axis=(1, 3))
    assert np.abs(halve(pixels) - mean).max() <= 0.51


def test_a_profile_changes_the_colours_on_every_level():
    icc = bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
    pixels = np.full((40, 40, 3), (40, 200, 40), np.uint8)
    levels = Levels.of(Picture(pixels, icc=icc))
    image = QImage(pixels.tobytes(), 40, 40, 120, QImage.Format.Format_RGB888)
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb))
    wanted = from_image(image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb)))[0, 0].astype(int)
    assert abs(wanted - pixels[0, 0]).max() > 20
    for level in range(levels.count):
        shown = levels.cutting(level, Box(0, 0, 2, 2))
        assert np.abs(shown - wanted).max() <= 1


@pytest.mark.parametrize("icc", [None, b"", b"no profile at all"])
def test_no_profile_and_a_broken_one_leave_the_colours_alone(icc):
    pixels = picture(5, 5).pixels
    assert np.array_equal(Profile(icc)(pixels), pixels)


def test_a_colour_profile_on_a_grey_picture_is_left_alone():
    icc = bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
    grey = picture(5, 5, channels=1).pixels
    assert np.array_equal(Profile(icc)(grey), grey)


def test_sixteen_bits_are_shown_in_eight():
    assert Profile(None)(np.full((1, 1, 3), 65535, np.uint16))[0, 0, 0] == 255


def test_transparent_places_show_the_board_and_opaque_ones_do_not():
    alpha = np.zeros((64, 64), np.uint8)
    alpha[:32] = 255
    levels = Levels.of(Picture(np.zeros((64, 64, 3), np.uint8), alpha=alpha))
    for level in range(levels.count):
        width, height = levels.size(level)
        shown = levels.cutting(level, Box(0, 0, width, height))
        assert (shown[: height // 2] == 0).all()
        assert (shown[height // 2 :] > 150).all()


def test_a_cancelled_build_ends_early():
    levels = Levels.of(picture(80, 80), lambda: True)
    assert levels.count == 1


@pytest.fixture
def wide_screen():
    """The profile of a screen with the colours of Adobe RGB."""
    yield bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
    display.set_screen(None)


def test_the_screens_own_profile_is_what_colours_are_turned_into(wide_screen):
    pixels = np.full((4, 4, 3), (40, 200, 40), np.uint8)
    assert np.array_equal(Profile(None)(pixels), pixels)
    assert display.set_screen(wide_screen)
    assert np.array_equal(Profile(wide_screen)(pixels), pixels), "the picture's colours are the screen's"
    assert abs(Profile(None)(pixels).astype(int) - pixels).max() > 20
    assert np.array_equal(Profile(None, display.SRGB)(pixels), pixels)


def test_grey_stays_grey_on_any_screen(wide_screen):
    display.set_screen(wide_screen)
    shown = Profile(None)(np.full((2, 2, 1), 90, np.uint8))
    assert shown.shape == (2, 2, 3) and np.ptp(shown) <= 1
    levels = Levels.of(picture(40, 30, channels=1))
    assert levels.cutting(0, Box(0, 0, 4, 4)).shape == (4, 4, 3)


@pytest.mark.parametrize("content", [b"", b"no profile", None])
def test_a_screen_profile_that_is_none_is_srgb(content):
    assert display.set_screen(content) == ""
    assert Profile(None)._target == display.SRGB
