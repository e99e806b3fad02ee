"""Parts of a picture that stand for all of it, so that a large one is measured as quickly as a small one."""

from __future__ import annotations

import math

import numpy as np

from engine.picture.pixels import Picture, to_depth
from engine.tiling import Box, whole

SIDE = 112
"""Of a crop: whole squares of 16 pixels, which JPEG in 4:2:0 stores together."""
MOST = 48
"""Crops of a large picture."""
_SQUARE = 16


def crop_boxes(width: int, height: int) -> list[Box]:
    """All of a small picture; of a large one, crops spread evenly, their corners at multiples of 16 pixels."""
    if width * height <= MOST * SIDE**2:
        return [whole(width, height)]
    across = min(max(1, round(math.sqrt(MOST * width / height))), MOST, max(1, width // SIDE))
    down = min(MOST // across, max(1, height // SIDE))
    wide, high = min(SIDE, width), min(SIDE, height)
    if across * down < MOST // 2:  # a long strip: fewer crops, and longer ones
        wide, high = min(width // across, wide * 2), min(height // down, high * 2)
    lefts = [(width - wide) * (2 * i + 1) // (2 * across) // _SQUARE * _SQUARE for i in range(across)]
    tops = [(height - high) * (2 * i + 1) // (2 * down) // _SQUARE * _SQUARE for i in range(down)]
    return [Box(x, y, wide, high) for y in tops for x in lefts]


def seen_crops(picture: Picture) -> np.ndarray:
    """Crops of a picture, shape (n, h, w, C), dtype of its pixels.

    Those that are wholly transparent are left out, for nobody sees them.
    """
    boxes = [box for box in crop_boxes(picture.width, picture.height)
             if picture.alpha is None or picture.alpha[box.slices].any()]
    if not boxes:
        return np.zeros((0, 1, 1, picture.channels), picture.pixels.dtype)
    return np.stack([picture.pixels[box.slices] for box in boxes])


def sample(picture: Picture) -> list[np.ndarray]:
    """The same as uint8 (h, w, C)."""
    return list(to_depth(seen_crops(picture), np.uint8))


def from_corner(crops: np.ndarray, corner: tuple[int, int]) -> np.ndarray:
    """Crops that begin where blocks of JPEG do, for JPEG leaves nothing in some of them and much in the next.

    Parameters
    ----------
    crops : ndarray, shape (n, h, w, C)
    corner : (int, int)
        Row and column, 0..15, of the first whole square of blocks.

    Returns
    -------
    ndarray, shape (n, h - corner[0], w - corner[1], C)
        A view; the crops themselves if little would be left of them.
    """
    row, column = corner
    return crops if min(crops.shape[1:3]) < 3 * _SQUARE else crops[:, row:, column:]
