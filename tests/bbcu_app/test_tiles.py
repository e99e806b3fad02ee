import time

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from bbcu_app import tiles
from bbcu_app.display import Levels, from_image
from bbcu_app.growing import Growing
from bbcu_app.tiles import Frame, Layer, Place, TileStore, level_for
from bbcu_app.viewport import Size, Viewport
from engine.picture.pixels import Picture, blend
from engine.tiling import cut

NEVER = float("inf")


def noise(width, height, seed=0):
    return Picture(np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8))


def paint(view, layers, deadline=NEVER):
    sheet = QImage(view.pane.width, view.pane.height, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#010203"))
    painter = QPainter(sheet)
    frame = Frame(painter, view, deadline)
    frame.paint(layers)
    painter.end()
    return from_image(sheet.convertToFormat(QImage.Format.Format_RGB888)), frame.complete


@pytest.fixture(autouse=True)
def small_tiles(monkeypatch):
    monkeypatch.setattr(tiles, "SIDE", 32)


def test_at_100_percent_every_pixel_is_the_pictures_own(qapp):
    picture = noise(150, 110)
    view = Viewport(Size(150, 110)).resized(Size(150, 110)).zoomed(1.0)
    shown, complete = paint(view, (Layer(TileStore(Levels.of(picture))),))
    assert complete
    assert np.array_equal(shown, picture.pixels)


def test_at_400_percent_every_pixel_is_a_hard_square(qapp):
    picture = noise(100, 90)
    view = Viewport(Size(100, 90)).resized(Size(160, 120)).zoomed(4.0)
    shown, _ = paint(view, (Layer(TileStore(Levels.of(picture))),))
    left, top = (-place // 4 for place in view.origin)
    wanted = picture.pixels[top : top + 30, left : left + 40].repeat(4, axis=0).repeat(4, axis=1)
    assert np.array_equal(shown, wanted)


@pytest.mark.parametrize("zoom", [0.31, 0.5, 0.77, 1.0, 1.7, 2.3])
def test_no_tile_border_shows_at_any_zoom(qapp, zoom):
    """A smooth ramp stays smooth: no step between neighbours is larger than the ramp's own."""
    ramp = np.linspace(0, 255, 400)[None, :, None] * np.ones((300, 1, 3))
    store = TileStore(Levels.of(Picture(ramp.astype(np.uint8))))
    view = Viewport(Size(400, 300)).resized(Size(240, 200)).zoomed(zoom)
    shown, _ = paint(view, (Layer(store),))
    left, right = max(2, view.origin[0] + 2), min(238, view.origin[0] + int(400 * zoom) - 2)
    middle = shown[100, left:right].astype(int)
    assert np.diff(middle, axis=0).min() >= 0
    assert np.diff(middle, axis=0).max() <= 255 / 400 / zoom + 2


@pytest.mark.parametrize("strength", [0, 1, 37, 50, 99, 100])
def test_strength_on_the_screen_is_the_strength_that_is_saved(qapp, strength):
    original, restored = noise(90, 70, 1), noise(90, 70, 2)
    view = Viewport(Size(90, 70)).resized(Size(90, 70)).zoomed(1.0)
    layers = Layer(TileStore(Levels.of(original))), Layer(TileStore(Levels.of(restored)), strength / 100)
    shown, _ = paint(view, layers)
    wanted = blend(original.pixels, restored.pixels, strength)
    assert np.abs(shown.astype(int) - wanted).max() <= 2


def test_an_enlarged_result_lines_up_with_its_source(qapp):
    """A block of one colour lies at the same place on the screen at 1x and at 3x."""
    pixels = np.zeros((60, 80, 3), np.uint8)
    pixels[20:30, 40:60] = 255
    small, large = Picture(pixels), Picture(pixels.repeat(3, axis=0).repeat(3, axis=1))
    view = Viewport(Size(80, 60)).resized(Size(160, 120)).zoomed(3.0, (100, 20))
    one, _ = paint(view, (Layer(TileStore(Levels.of(small))),))
    three, _ = paint(view, (Layer(TileStore(Levels.of(large))),))
    assert np.array_equal(one, three)


def test_unfinished_places_are_dim_and_finished_ones_are_not(qapp):
    grey = Picture(np.full((64, 96, 3), 200, np.uint8))
    store = TileStore(Growing(Levels.of(grey), 1), streaming=True)
    view = Viewport(Size(96, 64)).resized(Size(96, 64)).zoomed(1.0)
    before, _ = paint(view, (Layer(store),))
    assert (before < 160).all()
    box = cut(96, 64, 40)[1]
    store.levels.write(box, np.full((box.height, box.width, 3), 90, np.uint8))
    store.finish(box)
    after, _ = paint(view, (Layer(store),))
    assert (after[box.slices] == 90).all()
    assert (after == 90).all(axis=2).sum() == box.area
    store.complete(store.levels.base)


def test_only_touched_tiles_are_made_again(qapp):
    store = TileStore(Growing(Levels.of(noise(128, 128)), 1), streaming=True)
    view = Viewport(Size(128, 128)).resized(Size(128, 128)).zoomed(1.0)
    paint(view, (Layer(store),))
    assert store.kept == 16
    box = cut(128, 128, 32)[0]
    store.levels.write(box, np.zeros((32, 32, 3), np.uint8))
    store.finish(box)
    assert store.kept == 15


def test_memory_for_tiles_is_bounded(qapp, monkeypatch):
    monkeypatch.setattr(tiles, "KEPT", 5)
    store = TileStore(Levels.of(noise(128, 128)))
    view = Viewport(Size(128, 128)).resized(Size(128, 128)).zoomed(1.0)
    paint(view, (Layer(store),))
    assert store.kept <= 5


def test_out_of_time_a_coarser_tile_stands_in_and_later_frames_complete_it(qapp):
    levels = Levels.of(noise(2000, 1500))
    store = TileStore(levels)
    view = Viewport(Size(2000, 1500)).resized(Size(300, 300)).zoomed(1.0)
    shown, complete = paint(view, (Layer(store),), deadline=time.perf_counter() - 1)
    assert not complete
    assert any(store.cached(Place(levels.count - 1, x, y)) for x in range(8) for y in range(6))
    assert shown.std() > 5  # something of the picture, not a flat colour
    _, complete = paint(view, (Layer(store),))
    assert complete


@pytest.mark.parametrize(("scale", "level"), [(4, 0), (1, 0), (0.99, 0), (0.5, 1), (0.26, 1), (0.25, 2), (0.001, 3)])
def test_the_level_has_a_pixel_for_each_on_the_screen(scale, level):
    assert level_for(scale, 4) == level
