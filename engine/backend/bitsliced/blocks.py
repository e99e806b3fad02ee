"""Blocks of 8 x 64 pixels on a tile: memory for them, and where the picture ends in them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.backend.bitsliced.shapes import COLUMNS, LEVELS, MARGIN, PLANE, ROWS
from engine.backend.bitsliced.sign_classes import CLASSES, GROUP, PASS, padded_outputs


def aligned(shape: tuple[int, ...], dtype: type) -> np.ndarray:
    """Zeros that start at a multiple of 64 bytes."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    raw = np.zeros(size + PLANE, np.uint8)
    start = -raw.ctypes.data % PLANE
    return raw[start : start + size].view(dtype).reshape(shape)


def block_masks(height: int, width: int) -> np.ndarray:
    """The pixels of a block that lie in the picture, as planes: uint8 (last row or not, last column or not, 64)."""
    rows, columns = -(-height // ROWS), -(-width // COLUMNS)
    valid = np.zeros((2, 2, ROWS, COLUMNS), bool)
    for last_row, here in ((0, ROWS), (1, height - ROWS * (rows - 1))):
        for last_column, there in ((0, COLUMNS), (1, width - COLUMNS * (columns - 1))):
            valid[last_row, last_column, :here, :there] = True
    packed = aligned((2, 2, PLANE), np.uint8)
    packed[:] = np.packbits(valid, axis=2, bitorder="little")[:, :, 0]
    return packed


def make_window() -> np.ndarray:
    """See :class:`Buffers`."""
    window = aligned((9 * PASS + 2, PLANE), np.uint8)
    window[-1] = 255
    return window


def make_counts(outputs: int) -> tuple[np.ndarray, np.ndarray]:
    """Class counts of so many outputs, and sums of one group: see :class:`Buffers`."""
    groups = padded_outputs(outputs) // GROUP
    return aligned((groups, CLASSES, LEVELS, PLANE), np.uint8), aligned((GROUP, LEVELS, PLANE), np.uint8)


def row_pixels(columns: int) -> int:
    """Pixels of a row of so many blocks that the tail keeps: an odd number of cache lines, so that pairs of channels,
    which lie one row apart, do not share sets of a cache.
    """
    return COLUMNS * columns + 3 * MARGIN


class Level(NamedTuple):
    """What is kept at one resolution, aligned to 64 bytes.

    Attributes
    ----------
    stream : ndarray of int16, shape (streams, rows kept, block columns, outputs, 512)
        At full resolution there is one stream, below one for each group. Columns are an even number.
    planes : ndarray of uint8, shape ((units + 1) * 3 + 1, block columns + 2, outputs * signs, 64)
        Three rows of blocks for every unit, and a last one that stays clear: what lies outside the picture. The first
        three are written by nodes whose bits nobody reads.
    valid : ndarray of uint8, shape (2, 2, 64)
        Pixels in the picture of a block: inside or in the last row of blocks, and in the last column or not.
    size : ndarray of int64, shape (4,)
        Height and width of the picture, rows and columns of blocks, at this resolution.
    """

    stream: np.ndarray
    planes: np.ndarray
    valid: np.ndarray
    size: np.ndarray


class Buffers(NamedTuple):
    """Room for one tile, all of it aligned to 64 bytes.

    Attributes
    ----------
    pixels : ndarray of int16, shape (inputs, 8 * block rows + 2, 64 * block columns + 2)
        The tile, padded with zeros.
    levels : tuple of four Level
        From full resolution down; those that the network does not use are as small as can be.
    window : ndarray of uint8, shape (9 * 64 + 2, 64)
        Of one pass; the last two planes are the clear one and the set one.
    counts : ndarray of uint8, shape (groups, 8, 16, 64)
        Class counts, closer together than that where they have fewer planes.
    totals : ndarray of uint8, shape (4, 16, 64)
        Sums of one group, as planes.
    sums : ndarray of int16, shape (5, 512)
        Of one group; the last row stays 0.
    pairs : ndarray of int16
    kept : ndarray of int16, shape (11, pairs of channels, pixels, 2)
        What the tail keeps of rows of pixels (:mod:`engine.backend.bitsliced.kernels.tail`).
    found : ndarray of int32, shape (2, 3, 64)
        Its sums.
    taps : ndarray of int64, shape (9 * inputs,)
        Byte offsets of the head's taps in `pixels`.
    handed : ndarray of int16, shape (channels, 8 * block rows, 64 * block columns)
        The stream, for what comes behind the wave; of no channels where nothing does.
    """

    pixels: np.ndarray
    levels: tuple
    window: np.ndarray
    counts: np.ndarray
    totals: np.ndarray
    sums: np.ndarray
    pairs: np.ndarray
    kept: np.ndarray
    found: np.ndarray
    taps: np.ndarray
    handed: np.ndarray
