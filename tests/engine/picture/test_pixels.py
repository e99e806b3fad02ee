"""The picture in memory, and the pure functions between pixels and network values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from engine.errors import RestoreError
from engine.picture.pixels import Picture, blend, blended, in_colour, resized, to_depth, to_pixels
from engine.tiling import Box

DTYPES = (np.uint8, np.uint16)


def random_pixels(shape, dtype=np.uint8, seed=0):
    return np.random.default_rng(seed).integers(0, np.iinfo(dtype).max, shape, dtype, endpoint=True)


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_level_survives_the_way_to_the_network_and_back(dtype):
    levels = np.arange(np.iinfo(dtype).max + 1).astype(dtype).reshape(1, -1, 1)
    values = Picture(levels).values()
    assert values.dtype == np.float32
    assert values.min() == 0.0 and values.max() == 1.0
    assert np.array_equal(to_pixels(values, dtype), levels)


def test_values_of_a_box_are_that_part_of_all_values():
    picture = Picture(random_pixels((20, 30, 3)))
    assert np.array_equal(picture.values(Box(4, 5, 7, 6)), picture.values()[5:11, 4:11])


def test_properties():
    picture = Picture(random_pixels((20, 30, 1), np.uint16))
    assert (picture.width, picture.height, picture.channels) == (30, 20, 1)
    assert (picture.bit_depth, picture.peak) == (16, 65535)
    assert picture.megapixels == pytest.approx(0.0006)


def test_pixels_cannot_be_changed_and_lie_in_order():
    picture = Picture(random_pixels((8, 6, 3)).swapaxes(0, 1), random_pixels((6, 8)))
    assert picture.pixels.flags.c_contiguous
    for array in (picture.pixels, picture.alpha):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1


@pytest.mark.parametrize("pixels", [np.zeros((4, 4, 2), np.uint8), np.zeros((4, 4), np.uint8),
                                    np.zeros((4, 4, 3), np.float32), np.zeros((0, 4, 3), np.uint8)])
def test_what_is_no_picture_is_refused(pixels):
    with pytest.raises(ValueError):
        Picture(pixels)


def test_alpha_must_fit():
    with pytest.raises(ValueError, match="alpha"):
        Picture(random_pixels((4, 4, 3)), random_pixels((4, 5)))


def test_values_beyond_black_and_white_are_cut_off_and_the_rest_rounded():
    values = np.float32([-3, 0.4 / 255, 0.6 / 255, 1, 7])
    assert to_pixels(values, np.uint8).tolist() == [0, 0, 1, 255, 255]
    assert values[0] == -3, "the argument stays as it was"


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_result_that_is_no_number_is_never_made_a_pixel(bad):
    with pytest.raises(RestoreError, match="not numbers"):
        to_pixels(np.float32([[0.5, bad]]), np.uint8)


def test_with_pixels_carries_everything_and_enlarges_alpha():
    alpha = np.zeros((4, 6), np.uint8)
    alpha[:, 3:] = 255
    picture = Picture(random_pixels((4, 6, 3)), alpha, b"icc", b"exif", b"xmp", (300, 300), None, "tiff", 90)
    larger = picture.with_pixels(random_pixels((8, 12, 3)))
    assert (larger.icc, larger.exif, larger.xmp, larger.dpi) == (b"icc", b"exif", b"xmp", (300, 300))
    assert (larger.format, larger.jpeg_quality) == ("tiff", 90)
    assert larger.alpha.shape == (8, 12)
    assert larger.alpha[4, 0] == 0 and larger.alpha[4, -1] == 255
    assert np.array_equal(picture.with_pixels(random_pixels((4, 6, 3), seed=1)).alpha, alpha)


def test_depth_round_trip_and_rounding():
    levels = np.arange(256, dtype=np.uint8)
    assert np.array_equal(to_depth(to_depth(levels, np.uint16), np.uint8), levels)
    deep = np.arange(65536, dtype=np.uint16)
    assert np.array_equal(to_depth(deep, np.uint8), np.floor(deep / 257 + 0.5).astype(np.uint8))


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 5, 1), (5, 1, 1), (3, 4)])
def test_resizing_keeps_the_number_of_axes(shape):
    out = resized(random_pixels(shape), shape[1] * 2, shape[0] * 2)
    assert out.shape == (shape[0] * 2, shape[1] * 2, *shape[2:])


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(DTYPES), st.integers(0, 100))
def test_blend_is_exact_in_whole_numbers(data, dtype, strength):
    shape = data.draw(hnp.array_shapes(min_dims=3, max_dims=3, max_side=6))
    one, two = (data.draw(hnp.arrays(dtype, shape)) for _ in range(2))
    exact = (one.astype(object) * (100 - strength) + two.astype(object) * strength + 50) // 100
    mixed = blend(one, two, strength)
    assert mixed.dtype == dtype
    assert np.array_equal(mixed.astype(object), exact)


@pytest.mark.parametrize("dtype", DTYPES)
def test_blend_at_its_ends_and_over_strip_borders(dtype):
    one, two = random_pixels((700, 1000, 3), dtype, 1), random_pixels((700, 1000, 3), dtype, 2)
    assert np.array_equal(blend(one, two, 0), one)
    assert np.array_equal(blend(one, two, 100), two)
    exact = (one.astype(np.int64) * 63 + two.astype(np.int64) * 37 + 50) // 100
    assert np.array_equal(blend(one, two, 37), exact)


def test_blend_refuses_what_does_not_fit():
    one = random_pixels((4, 4, 3))
    with pytest.raises(ValueError, match="one size"):
        blend(one, random_pixels((5, 4, 3)), 50)
    with pytest.raises(ValueError, match="strength"):
        blend(one, one, 101)


def test_blended_enlarges_the_original():
    original = Picture(np.full((3, 4, 3), 100, np.uint8), icc=b"icc")
    restored = original.with_pixels(np.full((6, 8, 3), 200, np.uint8))
    half = blended(original, restored, 50)
    assert half.icc == b"icc"
    assert np.array_equal(half.pixels, np.full((6, 8, 3), 150))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_grey_in_colour_has_three_equal_channels(dtype):
    grey = np.arange(6, dtype=dtype).reshape(2, 3, 1)
    shown = in_colour(grey)
    assert shown.shape == (2, 3, 3) and shown.dtype == dtype and (shown == grey).all()
    assert in_colour(shown) is shown


def test_grey_is_one_channel_or_three_alike_everywhere():
    grey = np.random.default_rng(0).integers(0, 256, (90, 130, 1), dtype=np.uint8)
    three = grey.repeat(3, axis=2)
    for pixels in (grey, three, three[:1, :1]):
        picture = Picture(pixels)
        assert picture.is_grey and picture.values().shape[2] == 1
    nearly = three.copy()
    nearly[88, 7, 2] ^= 1
    picture = Picture(nearly)
    assert not picture.is_grey and picture.values(Box(0, 0, 4, 4)).shape == (4, 4, 3)
