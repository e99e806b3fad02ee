"""Pure geometry of tiles: where they lie, what they must read, in which order they run.

A network of halo *h* computes a tile exactly when it reads *h* pixels more on every side, except where the
picture ends: there its own zero padding is the right answer. Reading ``tile.grown(halo)`` clipped to the picture
and cutting the result back therefore equals the whole picture in one piece, bit for bit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, order=True)
class Box:
    """A rectangle of pixels: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column behind the box."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """First row below the box."""
        return self.y + self.height

    @property
    def area(self) -> int:
        """Number of pixels."""
        return self.width * self.height

    @property
    def slices(self) -> tuple[slice, slice]:
        """Row and column slices for an array of shape (H, W, ...)."""
        return slice(self.y, self.bottom), slice(self.x, self.right)

    def grown(self, margin: int, within: Box) -> Box:
        """The box with `margin` more on every side, clipped to `within`."""
        x, y = max(self.x - margin, within.x), max(self.y - margin, within.y)
        right, bottom = min(self.right + margin, within.right), min(self.bottom + margin, within.bottom)
        return Box(x, y, right - x, bottom - y)

    def aligned(self, step: int, within: Box) -> Box:
        """The smallest box around this one whose edges lie a multiple of `step` away from those of `within`.

        The left and upper edge are measured from `within`'s own, the right and lower from its opposite ones: so
        squares of `step` pixels lie as in the whole picture, however it may be mirrored.
        """
        x, y = within.x + (self.x - within.x) // step * step, within.y + (self.y - within.y) // step * step
        right = within.right - (within.right - self.right) // step * step
        bottom = within.bottom - (within.bottom - self.bottom) // step * step
        return Box(x, y, right - x, bottom - y)

    def relative_to(self, outer: Box) -> Box:
        """The same rectangle in coordinates that start at `outer`'s corner."""
        return Box(self.x - outer.x, self.y - outer.y, self.width, self.height)

    def scaled(self, scale: int) -> Box:
        """The box of the enlarged picture that this one becomes."""
        return Box(self.x * scale, self.y * scale, self.width * scale, self.height * scale)


def whole(width: int, height: int) -> Box:
    """The box of an entire picture."""
    return Box(0, 0, width, height)


def cut(width: int, height: int, tile: int) -> list[Box]:
    """Cut a picture into tiles of nearly equal size, none larger than `tile` per side.

    Equal sizes avoid slivers at the right and lower edge: they cost a full halo for few pixels.

    Parameters
    ----------
    width, height : int
        Size of the picture, at least 1.
    tile : int
        Largest width and height of a tile, at least 1.

    Returns
    -------
    list of Box
        Row by row; together they cover every pixel exactly once.
    """
    columns, rows = _edges(width, tile), _edges(height, tile)
    return [
        Box(x, y, right - x, bottom - y)
        for y, bottom in pairwise(rows)
        for x, right in pairwise(columns)
    ]


def split(box: Box, tile: int) -> set[Box]:
    """Cut a part of a picture as :func:`cut` does a whole one."""
    return {Box(box.x + part.x, box.y + part.y, part.width, part.height) for part in cut(box.width, box.height, tile)}


def _edges(length: int, tile: int) -> list[int]:
    pieces = -(-length // tile)
    return [length * i // pieces for i in range(pieces + 1)]


def distance(box: Box, point: tuple[float, float]) -> float:
    """Squared distance in pixels from `point` to the nearest place of `box`; 0 inside."""
    dx = max(box.x - point[0], 0.0, point[0] - box.right)
    dy = max(box.y - point[1], 0.0, point[1] - box.bottom)
    return dx * dx + dy * dy


def nearest(boxes: Iterable[Box], point: tuple[float, float]) -> Box:
    """The box to run next when a person looks at `point`; ties go to the one whose centre is closer."""

    def key(box: Box) -> tuple[float, float, Box]:
        dx, dy = box.x + box.width / 2 - point[0], box.y + box.height / 2 - point[1]
        return distance(box, point), dx * dx + dy * dy, box

    return min(boxes, key=key)
