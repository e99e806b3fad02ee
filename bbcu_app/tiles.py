"""Screen tiles of a picture: made when somebody looks, kept while there is room, painted without a seam.

A painted frame asks for the few tiles it sees. They are first laid side by side at their own size and then
brought to the size on the screen in one go, so that no smoothing ever meets a tile's border.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from dataclasses import dataclass

import cv2
import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from bbcu_app.display import Levels
from bbcu_app.viewport import Rect, Viewport
from engine.tiling import Box

SIDE = 256
"""Of a screen tile, in pixels of its level."""

KEPT = 640
"""Tiles kept per picture: 160 MB at the most."""

DIMMED = 0.7
"""Brightness of places that are not finished yet."""


@dataclass(frozen=True)
class Place:
    """Which tile: level, column, row."""

    level: int
    column: int
    row: int

    def box(self, width: int, height: int) -> Box:
        """Its pixels on a level of this size."""
        x, y = self.column * SIDE, self.row * SIDE
        return Box(x, y, min(SIDE, width - x), min(SIDE, height - y))


class TileStore:
    """The screen tiles of one picture. Lives on the GUI thread.

    Parameters
    ----------
    levels : Levels
    streaming : bool
        Whether the picture is a result under way: what :meth:`finish` has not named is shown dimmed.
    """

    def __init__(self, levels: Levels, streaming: bool = False) -> None:
        self.levels = levels
        self._kept: OrderedDict[Place, QImage] = OrderedDict()
        self._finished: list[tuple[int, int, int, int]] | None = [] if streaming else None

    @property
    def kept(self) -> int:
        """How many tiles are in memory."""
        return len(self._kept)

    @property
    def streaming(self) -> bool:
        """Whether parts are still to come."""
        return self._finished is not None

    def finish(self, box: Box) -> None:
        """A part of the result is in the levels."""
        if self._finished is not None:
            self._finished.append((box.x, box.y, box.right, box.bottom))
        for place in [place for place in self._kept if self._touches(place, box)]:
            del self._kept[place]

    def complete(self, pixels: np.ndarray) -> None:
        """Every part is there; `pixels` are the same again, and the only copy that stays."""
        self.levels.base = pixels
        self._finished = None

    def overview(self) -> QImage:
        """The whole picture at its smallest level, once."""
        level = self.levels.count - 1
        return self._image(self.levels.cutting(level, Box(0, 0, *self.levels.size(level))))

    def cached(self, place: Place) -> QImage | None:
        """The tile if it is there; it counts as used."""
        image = self._kept.get(place)
        if image is not None:
            self._kept.move_to_end(place)
        return image

    def make(self, place: Place) -> QImage:
        """The tile, made now."""
        box = place.box(*self.levels.size(place.level))
        pixels = self.levels.cutting(place.level, box)
        if self._finished is not None:
            pixels = self._dimmed(place.level, box, pixels)
        image = self._image(pixels)
        self._kept[place] = image
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return image

    @staticmethod
    def _image(pixels: np.ndarray) -> QImage:
        code = cv2.COLOR_GRAY2BGRA if pixels.shape[2] == 1 else cv2.COLOR_RGB2BGRA
        screen = cv2.cvtColor(np.ascontiguousarray(pixels), code)
        height, width = screen.shape[:2]
        # The image borrows the array's memory; copy() gives it its own.
        return QImage(screen.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()

    def _dimmed(self, level: int, box: Box, pixels: np.ndarray) -> np.ndarray:
        shown = cv2.convertScaleAbs(pixels, alpha=DIMMED).reshape(pixels.shape)
        if not self._finished:
            return shown
        step = 1 << level
        done = np.asarray(self._finished)
        done = np.concatenate([done[:, :2] // step, -(-done[:, 2:] // step)], axis=1)
        done[:, 0::2] = np.clip(done[:, 0::2] - box.x, 0, box.width)
        done[:, 1::2] = np.clip(done[:, 1::2] - box.y, 0, box.height)
        for x, y, right, bottom in done[(done[:, 2] > done[:, 0]) & (done[:, 3] > done[:, 1])]:
            shown[y:bottom, x:right] = pixels[y:bottom, x:right]
        return shown

    def _touches(self, place: Place, box: Box) -> bool:
        span = SIDE << place.level
        x, y = place.column * span, place.row * span
        return x < box.right and box.x < x + span and y < box.bottom and box.y < y + span


@dataclass(frozen=True)
class Layer:
    """A picture to be painted over those before it.

    Attributes
    ----------
    store : TileStore
    opacity : float
        0..1.
    place : Rect or None
        Which part of the base picture it covers, in base pixels; None for all of it.
    """

    store: TileStore
    opacity: float = 1.0
    place: Rect | None = None


@dataclass
class Frame:
    """One frame being painted: `painter` counts in device pixels; tiles are made until `deadline`.

    Attributes
    ----------
    complete : bool
        False if a tile had to be left for the next frame.
    """

    painter: QPainter
    viewport: Viewport
    deadline: float
    complete: bool = True

    def paint(self, layers: tuple[Layer, ...]) -> None:
        """Paint the layers, each at its place."""
        for layer in layers:
            if layer.opacity > 0:
                self.painter.setOpacity(layer.opacity)
                self._paint(layer)
        self.painter.setOpacity(1.0)

    def _paint(self, layer: Layer) -> None:
        view, store = self.viewport, layer.store
        base = layer.place or Rect(0, 0, view.image.width, view.image.height)
        scale = view.zoom * (base.right - base.left) / store.levels.width  # device pixels per pixel of this picture
        level = level_for(scale, store.levels.count)
        unit = scale * (1 << level)  # device pixels per pixel of this level
        left, top = view.origin
        corner = left + round(base.left * view.zoom), top + round(base.top * view.zoom)
        part = self._visible_part(store, level, unit, corner)
        if part.width <= 0 or part.height <= 0:
            return
        if unit == 1.0:
            self._lay(self.painter, store, level, part, corner)
            return
        sheet = QImage(part.width, part.height, QImage.Format.Format_RGB32)
        brush = QPainter(sheet)
        brush.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        self._lay(brush, store, level, part, (-part.x, -part.y))
        brush.end()
        self.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not view.hard)
        target = QRectF(corner[0] + part.x * unit, corner[1] + part.y * unit, part.width * unit, part.height * unit)
        self.painter.drawImage(target, sheet, QRectF(sheet.rect()))

    def _visible_part(self, store: TileStore, level: int, unit: float, corner: tuple[int, int]) -> Box:
        """The pixels of a level that the pane shows, with a margin for the smoothing."""
        width, height = store.levels.size(level)
        left, top = corner
        pane = self.viewport.pane
        x, y = max(0, math.floor(-left / unit) - 2), max(0, math.floor(-top / unit) - 2)
        right = min(width, math.ceil((pane.width - left) / unit) + 2)
        bottom = min(height, math.ceil((pane.height - top) / unit) + 2)
        return Box(x, y, right - x, bottom - y)

    def _lay(self, painter: QPainter, store: TileStore, level: int, part: Box, offset: tuple[int, int]) -> None:
        for row in range(part.y // SIDE, -(-part.bottom // SIDE)):
            for column in range(part.x // SIDE, -(-part.right // SIDE)):
                place = Place(level, column, row)
                x, y = column * SIDE + offset[0], row * SIDE + offset[1]
                image = store.cached(place)
                if image is None and time.perf_counter() < self.deadline:
                    image = store.make(place)
                if image is not None:
                    painter.drawImage(x, y, image)
                    continue
                self.complete = False
                self._lay_coarse(painter, store, place, (x, y))

    def _lay_coarse(self, painter: QPainter, store: TileStore, place: Place, corner: tuple[int, int]) -> None:
        """Stand in for a tile that is not there yet with a smaller one that is; the last level always is made."""
        for up in range(1, store.levels.count - place.level):
            above = Place(place.level + up, place.column >> up, place.row >> up)
            image = store.cached(above)
            if image is None and above.level == store.levels.count - 1:
                image = store.make(above)
            if image is None:
                continue
            side = SIDE >> up
            mask = (1 << up) - 1
            source = QRect((place.column & mask) * side, (place.row & mask) * side, side, side) & image.rect()
            painter.drawImage(QRect(*corner, source.width() << up, source.height() << up), image, source)
            return


def level_for(scale: float, count: int) -> int:
    """The smallest level that still has a pixel for each device pixel."""
    if scale >= 1:
        return 0
    return min(count - 1, math.floor(math.log2(1 / scale) + 1e-9))
