import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bbcu_app import display, growing
from bbcu_app.display import Levels
from bbcu_app.growing import Growing
from engine.picture.pixels import Picture, resized
from engine.tiling import Box, cut, whole


def picture(width, height, dtype=np.uint8, channels=3, seed=0, **more):
    random = np.random.default_rng(seed)
    return Picture(random.integers(0, np.iinfo(dtype).max, (height, width, channels), dtype=dtype), **more)


@pytest.fixture(autouse=True, scope="module")
def small_levels():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(display, "SMALLEST", 8)
        patch.setattr(display, "STRIP", 16)
        patch.setattr(growing, "CELL", 16)
        yield


def levels_of(made):
    return [made.cutting(level, whole(*made.size(level))) for level in range(made.count)]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 90), st.integers(1, 90), st.sampled_from([np.uint8, np.uint16]), st.sampled_from([1, 3]),
       st.integers(3, 40), st.sampled_from([1, 2, 3, 4]))
def test_writing_tiles_gives_the_same_levels_as_building_them(width, height, dtype, channels, tile, scale):
    result = picture(width * scale, height * scale, dtype, channels, seed=1)
    written = Growing(Levels.of(picture(width, height, dtype, channels)), scale)
    for box in cut(width, height, tile):
        place = box.scaled(scale)
        written.write(place, result.pixels[place.slices])
    for own, built in zip(levels_of(written), levels_of(Levels.of(result)), strict=True):
        assert np.array_equal(own, built)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 90), st.integers(1, 90), st.integers(3, 40), st.integers(0, 1000))
def test_half_way_every_pixel_is_the_results_or_the_originals(width, height, tile, which):
    """What is there half-way is what was there when the original was copied first and tiles written over it."""
    original, result = picture(width, height), picture(width, height, seed=1)
    boxes = cut(width, height, tile)
    made = [box for number, box in enumerate(boxes) if which >> number % 10 & 1]
    mixed = original.pixels.copy()
    under_way = Growing(Levels.of(original), 1)
    for box in made:
        mixed[box.slices] = result.pixels[box.slices]
        under_way.write(box, result.pixels[box.slices])
    for own, built in zip(levels_of(under_way), levels_of(Levels.of(Picture(mixed))), strict=True):
        assert np.array_equal(own, built)


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_the_original_shows_through_at_the_results_size(scale, dtype):
    ramp = np.add.outer(np.arange(70), np.arange(90))[..., None] / 158 * np.iinfo(dtype).max
    original = Picture(np.repeat(ramp, 3, axis=2).astype(dtype))
    wanted = levels_of(Levels.of(Picture(resized(original.pixels, 90 * scale, 70 * scale))))
    for own, built in zip(levels_of(Growing(Levels.of(original), scale)), wanted, strict=True):
        assert own.shape == built.shape
        assert np.abs(own.astype(int) - built).max() <= 4


def test_parts_of_the_enlarged_original_fit_each_other():
    under_way = Growing(Levels.of(picture(41, 33)), 3)
    for level in range(under_way.count):
        page = whole(*under_way.size(level))
        pieces = np.zeros((page.height, page.width, 3), np.uint8)
        for box in cut(page.width, page.height, 13):
            pieces[box.slices] = under_way.cutting(level, box)
        assert np.abs(pieces.astype(int) - under_way.cutting(level, page)).max() <= 2


@pytest.mark.parametrize("scale", [1, 2])
def test_transparent_places_stay_transparent(scale):
    alpha = np.zeros((64, 64), np.uint8)
    alpha[:32] = 255
    original = Picture(np.zeros((64, 64, 3), np.uint8), alpha=alpha)
    under_way = Growing(Levels.of(original), scale)
    under_way.write(Box(0, 0, 64 * scale, 64 * scale), np.zeros((64 * scale, 64 * scale, 3), np.uint8))
    for shown in levels_of(under_way):
        half = len(shown) // 2
        assert (shown[: half - 1] == 0).all() and (shown[half + 1 :] > 150).all()


def test_nothing_is_copied_before_it_is_needed():
    behind = Levels.of(picture(64, 64))
    under_way = Growing(behind, 1)
    assert np.shares_memory(under_way.native(0, Box(0, 0, 16, 16)), behind.base)
    under_way.write(Box(0, 0, 20, 20), np.zeros((20, 20, 3), np.uint8))
    assert not np.shares_memory(under_way.native(0, Box(16, 16, 16, 16)), behind.base)
    assert np.shares_memory(under_way.native(0, Box(32, 32, 16, 16)), behind.base)
