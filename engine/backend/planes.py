"""Geometry of planes: means of squares, pixel shuffle, enlargement. Plain NumPy; what compiled backends compute too."""

from __future__ import annotations

import numpy as np


def halved(stream: np.ndarray) -> np.ndarray:
    """Means of squares of 2 x 2 pixels: int16 (channels, h, w) to int16 (channels, (h + 1) // 2, (w + 1) // 2).

    The sum of four, shifted right by 2, halves rounded up. At an odd edge the last row or column counts twice.
    """
    _, height, width = stream.shape
    padded = np.pad(stream, ((0, 0), (0, height % 2), (0, width % 2)), mode="edge").astype(np.int32)
    rows = padded[:, ::2] + padded[:, 1::2]
    return (rows[:, :, ::2] + rows[:, :, 1::2] + 2 >> 2).astype(np.int16)


def doubled(change: np.ndarray, height: int, width: int) -> np.ndarray:
    """Give a square's number to all four of its pixels: (channels, height, width)."""
    return change.repeat(2, axis=1).repeat(2, axis=2)[:, :height, :width]


def copied(small: np.ndarray, copies: int) -> np.ndarray:
    """Every channel `copies` times, all of them in a row one time after the other: (channels * copies, h, w)."""
    return np.tile(small, (copies, 1, 1))


def repeat_places(inputs: int, outputs: int) -> np.ndarray:
    """Which input channel is the residual of each output of a widening unit (BBCU-H, BBCU-U): intp (outputs,).

    Every channel is repeated ``outputs // inputs`` times in a row; what is then missing is filled with channel 0
    (docs/paper.md, The unit).
    """
    place = np.arange(outputs) // max(1, outputs // inputs)
    return np.where(place < inputs, place, 0)


def shuffled(planes: np.ndarray, factor: int) -> np.ndarray:
    """Pixel shuffle: (channels * factor**2, h, w) to (channels, h * factor, w * factor); any dtype.

    Plane ``(c * factor + y) * factor + x`` holds the pixels of channel c at row y and column x of each square.
    """
    count, height, width = planes.shape
    squares = planes.reshape(count // factor**2, factor, factor, height, width).transpose(0, 3, 1, 4, 2)
    return np.ascontiguousarray(squares).reshape(-1, height * factor, width * factor)


def enlarged(values: np.ndarray, scale: int) -> np.ndarray:
    """Bilinear enlargement, pixel areas aligned (``align_corners=False``), edges repeated: the base of an enlarger.

    One axis after the other, rows first; every result is ``a * (1 - t) + b * t`` in float32, two products and one
    sum, with t rounded to float32 once for each of the `scale` phases. So a pixel depends on nothing but its
    neighbours' values: a tile gives the whole's pixels, bit for bit.

    Parameters
    ----------
    values : ndarray of float32, shape (h, w, channels)
    scale : int

    Returns
    -------
    ndarray of float32, shape (h * scale, w * scale, channels)
    """
    for axis in (0, 1):
        side = values.shape[axis]
        shape = list(values.shape)
        shape[axis] = side * scale
        out = np.empty(shape, np.float32)
        for phase in range(scale):
            place = (phase + 0.5) / scale - 0.5
            first = int(np.floor(place))
            weight = np.float32(place - first)
            before = values.take(np.clip(np.arange(side) + first, 0, side - 1), axis)
            after = values.take(np.clip(np.arange(side) + first + 1, 0, side - 1), axis)
            rows = (slice(None),) * axis + (slice(phase, None, scale),)
            out[rows] = before * (np.float32(1) - weight) + after * weight
        values = out
    return values


def contiguous(x: np.ndarray) -> np.ndarray:
    """The same numbers in one piece of memory that may be written to, as compiled kernels want them."""
    return np.require(x, np.int16, ("C", "W"))
