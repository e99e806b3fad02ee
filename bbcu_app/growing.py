"""A result on the screen while it grows: the original shows through where nothing is finished yet.

Nothing is copied before it is needed, so the run of a large picture begins at once. Every level is cut into cells. A
cell is the result's own from the first tile that touches it: what no tile covers is then filled from the original, so
that pixels at a tile's edge, which are means of both sides on the halved levels, are right from the start. One thread
writes while the GUI thread looks: a cell shows the same before and after it changes hands, so neither waits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import cv2
import numpy as np

from bbcu_app.display import Levels, halve
from engine.tiling import Box, whole

CELL = 256
"""Side of a cell, in pixels of its level."""
MARGIN = 3
"""Pixels around a part of the original that enlarging it reads."""


class Growing(Levels):
    """The levels of a result under way.

    Parameters
    ----------
    behind : Levels
        Of the picture that it is made from.
    scale : int
        How much larger the result is, per side.
    """

    def __init__(self, behind: Levels, scale: int) -> None:
        height, width, channels = behind.base.shape
        super().__init__(np.empty((height * scale, width * scale, channels), behind.base.dtype), behind.profile)
        self._behind, self._scale = behind, scale
        self._make_room()
        sizes = map(self.size, range(self.count))
        self._own = [np.zeros((-(-down // CELL), -(-across // CELL)), bool) for across, down in sizes]

    def write(self, box: Box, pixels: np.ndarray) -> None:
        """Put finished pixels in their place, on every level."""
        self._put(0, box, pixels)
        for level in range(1, self.count):
            width, height = self.size(level - 1)
            step = 1 << level
            x, y = box.x // step * 2, box.y // step * 2
            right, bottom = min(width, -(-box.right // step) * 2), min(height, -(-box.bottom // step) * 2)
            finer = Box(x, y, right - x, bottom - y)
            self._claim(level - 1, finer)
            self._put(level, Box(x // 2, y // 2, -(-finer.width // 2), -(-finer.height // 2)),
                      halve(self.on_screen(level - 1, finer)))

    def native(self, level: int, box: Box) -> np.ndarray:
        """What is finished, and the original elsewhere."""
        cells = list(self._cells(level, box))
        own = [self._own[level][cell] for cell, _ in cells]
        if all(own):
            return super().native(level, box)
        if not any(own):
            return self._original(level, box)
        pixels = self._pixels(level)
        out = np.empty((box.height, box.width, pixels.shape[2]), pixels.dtype)
        for (_, area), is_own in zip(cells, own, strict=True):
            part = area.grown(0, box)
            out[part.relative_to(box).slices] = (super().native if is_own else self._original)(level, part)
        return out

    def alpha(self, level: int, box: Box) -> np.ndarray | None:
        """The original's, at the result's size."""
        return self._enlarged(level, box, self._behind.alpha)

    def _put(self, level: int, box: Box, pixels: np.ndarray) -> None:
        """Write a box of one level; its cells are the result's own from here on."""
        self._claim(level, box, but=box)
        self._pixels(level)[box.slices] = pixels
        for cell, _ in self._cells(level, box):
            self._own[level][cell] = True

    def _claim(self, level: int, box: Box, but: Box | None = None) -> None:
        """Fill the cells under `box` that are not the result's own, save those that lie in `but`."""
        for cell, area in self._cells(level, box):
            if not self._own[level][cell] and (but is None or area.grown(0, but) != area):
                self._pixels(level)[area.slices] = self._original(level, area)
                self._own[level][cell] = True

    def _cells(self, level: int, box: Box) -> Iterator[tuple[tuple[int, int], Box]]:
        page = whole(*self.size(level))
        for row in range(box.y // CELL, -(-box.bottom // CELL)):
            for column in range(box.x // CELL, -(-box.right // CELL)):
                yield (row, column), Box(column * CELL, row * CELL, CELL, CELL).grown(0, page)

    def _original(self, level: int, box: Box) -> np.ndarray:
        def read(source: int, part: Box) -> np.ndarray:
            return (self._behind.native if level == 0 else self._behind.on_screen)(source, part)

        return self._enlarged(level, box, read)

    def _enlarged(self, level: int, box: Box, read: Callable[[int, Box], np.ndarray | None]) -> np.ndarray | None:
        """A part of the original at the result's size, read from the level that has just enough pixels."""
        source = max(0, level - math.ceil(math.log2(self._scale)))
        pace = (1 << level - source) / self._scale  # pixels of that level per pixel of this one
        if pace == 1:
            return read(source, box)
        left, top = (box.x + 0.5) * pace - 0.5, (box.y + 0.5) * pace - 0.5
        seen = Box(math.floor(left), math.floor(top), math.ceil(box.width * pace), math.ceil(box.height * pace))
        part = seen.grown(MARGIN, whole(*self._behind.size(source)))
        pixels = read(source, part)
        if pixels is None:
            return None
        place = np.array([[pace, 0, left - part.x], [0, pace, top - part.y]])
        enlarged = cv2.warpAffine(np.ascontiguousarray(pixels), place, (box.width, box.height),
                                  flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE)
        return enlarged.reshape(box.height, box.width, *pixels.shape[2:])
