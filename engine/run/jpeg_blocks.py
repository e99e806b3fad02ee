"""The blocks of 8 x 8 pixels that JPEG works on, seen from the pixels: their frequencies, counted by strength."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np

from engine.picture.meta.tables import luma_tables
from engine.picture.pixels import LUMA

BLOCK = 8
CORNERS = [(row, column) for row in range(BLOCK) for column in range(BLOCK)]
"""Where the first whole block may begin."""

_DISTANCE = np.add.outer(np.arange(BLOCK), np.arange(BLOCK)).ravel()
USED = np.flatnonzero((_DISTANCE >= 1) & (_DISTANCE <= 5))
"""Which of the 64 frequencies are looked at: low ones, in which blocks have something, without their brightness."""
LOWEST = np.flatnonzero(_DISTANCE[USED] <= 3)
"""Which of these suffice to find the corner."""
STEPS = luma_tables()[:, USED]
"""(100, frequencies): what a compression of quality 1.. divides by."""
BIN, BINS = 0.5, 320
CENTRES = (np.arange(BINS) + 0.5) * BIN
"""Bins of histograms: absolute values of frequencies."""

_SOME = 1 << 16
"""Pixels in which the corner is looked for."""
_ENOUGH = 300
"""Blocks; if there are so many without black or white in them, which cut frequencies off, the others are left out."""


def luma_of(crop: np.ndarray) -> np.ndarray:
    """Brightness of uint8 (h, w, C): float32 (h, w)."""
    return crop.astype(np.float32) @ np.float32(LUMA) if crop.shape[2] == 3 else crop[..., 0].astype(np.float32)


def colour_corner(crops: np.ndarray, corner: tuple[int, int]) -> tuple[int, int]:
    """Where the first whole square of 16 pixels began, if colours were stored by such (4:2:0).

    Colours jump most where squares meet, even if they were made smooth when the file was opened.

    Parameters
    ----------
    crops : ndarray of uint8, shape (n, h, w, C)
        Parts of one picture whose corners lie at multiples of 16 pixels.
    corner : (int, int)
        Row and column, 0..7, of their first whole block of 8 pixels.

    Returns
    -------
    (int, int)
        Row and column, 0..15; `corner` itself for grey pictures, and for ones too small to tell.
    """
    if crops.shape[3] == 1 or min(crops.shape[1:3]) < 4 * BLOCK:
        return corner
    values = crops.astype(np.int16)
    colours = values[..., ::2] - values[..., 1:2]
    row, column = (first if _jump(lines, first) >= _jump(lines, first + BLOCK) else first + BLOCK
                   for lines, first in zip((colours.swapaxes(0, 1), colours.swapaxes(0, 2)), corner, strict=True))
    return row, column


def _jump(lines: np.ndarray, first: int) -> float:
    """How much every sixteenth line differs from the one before, the first of them at a place."""
    before = (first - 1) % (2 * BLOCK)
    behind = lines[before + 1 :: 2 * BLOCK]
    return float(np.abs(behind - lines[before :: 2 * BLOCK][: len(behind)]).mean())


def histograms(planes: Sequence[np.ndarray], corner: tuple[int, int]) -> np.ndarray:
    """How often each frequency is how strong, among all different blocks.

    Parameters
    ----------
    planes : sequence of ndarray of float32, shape (h, w)
        Parts of one picture whose corners lie at multiples of 8 pixels.
    corner : (int, int)
        Row and column of their first whole block.

    Returns
    -------
    ndarray of float32, shape (frequencies, BINS)
        A drawing repeats its blocks; they count once.
    """
    found = []
    for plane in planes:
        rows, columns = ((side - first) // BLOCK for side, first in zip(plane.shape, corner, strict=True))
        if rows > 0 and columns > 0:
            part = plane[corner[0] :, corner[1] :][: rows * BLOCK, : columns * BLOCK]
            found.append(part.reshape(rows, BLOCK, columns, BLOCK).swapaxes(1, 2).reshape(-1, BLOCK * BLOCK))
    blocks = np.concatenate(found) if found else np.zeros((0, BLOCK * BLOCK), np.float32)
    inside = (blocks.min(axis=1) > 1.5) & (blocks.max(axis=1) < 253.5)
    if inside.sum() >= min(_ENOUGH, 0.3 * len(blocks)):
        blocks = blocks[inside]
    values = np.abs(blocks @ _transform())
    marks = (values @ np.linspace(1, 2, len(USED), dtype=np.float32) * 64).round()
    values = values[np.unique(marks, return_index=True)[1]]
    places = np.minimum(values * (1 / BIN), BINS).astype(np.intp) + np.arange(len(USED)) * (BINS + 1)
    counts = np.bincount(places.ravel(), minlength=len(USED) * (BINS + 1))
    return counts.reshape(len(USED), BINS + 1)[:, :BINS].astype(np.float32)


def corner_histograms(planes: Sequence[np.ndarray]) -> np.ndarray:
    """The same of the lowest frequencies, for every corner at once, in a part of the planes.

    Returns
    -------
    ndarray of float32, shape (64, LOWEST, BINS)
        In the order of :data:`CORNERS`.
    """
    counts = np.zeros(len(CORNERS) * len(LOWEST) * (BINS + 1), np.int64)
    left = _SOME
    for plane in planes[:: max(1, sum(plane.size for plane in planes) // _SOME)]:
        height, width = (side - BLOCK + 1 for side in plane.shape)
        height = min(height, max(1, left // max(1, width)))
        if min(height, width) < 1 or left <= 0:
            continue
        left -= height * width
        corners = np.add.outer(np.arange(height) % BLOCK * BLOCK, np.arange(width) % BLOCK)
        for place, (down, across) in enumerate(zip(*np.divmod(USED[LOWEST], BLOCK), strict=True)):
            values = cv2.sepFilter2D(plane, -1, _waves()[across], _waves()[down], anchor=(0, 0))[:height, :width]
            bins = np.minimum(np.abs(values) * (1 / BIN), BINS).astype(np.intp)
            index = (corners * len(LOWEST) + place) * (BINS + 1) + bins
            counts += np.bincount(index.ravel(), minlength=len(counts))
    return counts.reshape(len(CORNERS), len(LOWEST), BINS + 1)[..., :BINS].astype(np.float32)


@lru_cache(maxsize=1)
def _waves() -> np.ndarray:
    """Of the discrete cosine transform of 8 values: float32, one wave a row."""
    waves = np.cos(np.pi * np.arange(BLOCK)[:, None] * (2 * np.arange(BLOCK) + 1) / (2 * BLOCK)) / 2
    waves[0] /= np.sqrt(2)
    return waves.astype(np.float32)


@lru_cache(maxsize=1)
def _transform() -> np.ndarray:
    """From the pixels of a block to the frequencies that are used: float32 (64, frequencies)."""
    return np.ascontiguousarray(np.kron(_waves(), _waves())[USED].T)
