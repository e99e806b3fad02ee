"""From the tail's sums to the result: the float arithmetic of ``finished`` in :mod:`engine.backend.program`, compiled.

Nothing is reordered and no product is contracted with a sum, so every number is NumPy's, bit for bit.
"""

from __future__ import annotations

import numpy as np

from engine.backend.bitsliced.compiling import kernel


@kernel
def subtract_found(values, sums, scale, out):
    """Of a network at one size: ``out = values - sums * scale``; float32 (h, w, c), float64 (c, h, w)."""
    height, width, channels = values.shape
    for y in range(height):
        for channel in range(channels):
            for x in range(width):
                out[y, x, channel] = values[y, x, channel] - np.float32(sums[channel, y, x] * scale)


@kernel
def add_found(values, sums, scale, factor, out):
    """Of an enlarger: the bilinear enlargement of `values` plus ``sums * scale``, whose pixels may need shuffling.

    Parameters
    ----------
    values : ndarray of float32, shape (h, w, channels)
    sums : ndarray of float64, shape (channels, h * factor, w * factor) or (channels * factor**2, h, w)
    scale : float
    factor : int
    out : ndarray of float32, shape (h * factor, w * factor, channels)
    """
    height, width, channels = values.shape
    direct = len(sums) != channels
    row = np.empty((width, channels), np.float32)
    for y in range(height * factor):
        place = (y % factor + 0.5) / factor - 0.5
        first = int(np.floor(place))
        after = np.float32(place - first)
        before = np.float32(1) - after
        upper = min(max(y // factor + first, 0), height - 1)
        lower = min(max(y // factor + first + 1, 0), height - 1)
        for x in range(width):
            for channel in range(channels):
                row[x, channel] = values[upper, x, channel] * before + values[lower, x, channel] * after
        for phase in range(factor):
            place = (phase + 0.5) / factor - 0.5
            first = int(np.floor(place))
            after = np.float32(place - first)
            before = np.float32(1) - after
            for channel in range(channels):
                plane = (channel * factor + y % factor) * factor + phase
                for x in range(width):
                    left, right = min(max(x + first, 0), width - 1), min(max(x + first + 1, 0), width - 1)
                    base = row[left, channel] * before + row[right, channel] * after
                    found = sums[plane, y // factor, x] if direct else sums[channel, y, x * factor + phase]
                    out[y, x * factor + phase, channel] = base + np.float32(found * scale)
