"""Blocks of 8 x 64 pixels on a tile: memory for them, and where the picture ends in them."""

from __future__ import annotations

import numpy as np

from engine.backend.bitsliced.compiling import inlined
from engine.backend.bitsliced.kernels.count import PLANE
from engine.backend.bitsliced.kernels.unit import COLUMNS, ROWS


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


@inlined
def edges_of(row, column, size):
    """The picture's first and last row, first and last column, counted from a block's first."""
    edges = np.empty(4, np.int64)
    edges[0], edges[1] = -row * ROWS, size[0] - 1 - row * ROWS
    edges[2], edges[3] = -column * COLUMNS, size[1] - 1 - column * COLUMNS
    return edges
