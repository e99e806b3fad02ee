"""Compiled loops between resolutions. Arrays are float32, channels-last: ``(n, h, w * C)``.

A row of squares of 2 x 2 pixels may have several copies of the channels, one behind the other: ``(n, h / 2, w / 2 *
copies * C)``, halves rounded up.
"""

from __future__ import annotations

import numpy as np

from engine.backend.bitsliced.compiling import inlined, kernel

HALF, QUARTER = np.float32(0.5), np.float32(0.25)


@inlined
def spread(change, small, channels, wide):
    """What a row of squares changes, given to each pixel of a row: sums over copies of both differences."""
    groups = len(change) // (len(wide) // channels + 1 >> 1)
    for pixel in range(len(wide) // channels):
        here, there = change[pixel // 2 * groups:], wide[pixel * channels:(pixel + 1) * channels]
        before = small[pixel // 2 * groups:]
        for c in range(channels):
            there[c] = here[c] - before[c]
        for copy in range(1, groups // channels):
            first, second = here[copy * channels:], before[copy * channels:]
            for c in range(channels):
                there[c] += first[c] - second[c]


@inlined
def gathered(row, channels, out):
    """Add the pixels of a row in pairs, once for each of `out`'s copies; an odd last pixel stands alone."""
    pixels, squares = len(row) // channels, (len(row) // channels + 1) // 2
    groups = len(out) // squares
    for square in range(squares):
        left, there = row[2 * square * channels:], out[square * groups:]
        if 2 * square + 1 < pixels:
            right = left[channels:]
            for c in range(channels):
                there[c] = left[c] + right[c]
        else:
            for c in range(channels):
                there[c] = left[c]
        for copy in range(1, groups // channels):
            other = there[copy * channels:]
            for c in range(channels):
                other[c] = there[c]


@kernel
def halved(x, out, channels):
    """Means of squares of 2 x 2 pixels, an odd edge repeated: (n, h, w * C) to (n, h / 2, w / 2 * copies * C)."""
    count, height, length = x.shape
    both = np.empty(length, np.float32)
    for n in range(count):
        for y in range(out.shape[1]):
            above, below = x[n, 2 * y], x[n, min(2 * y + 1, height - 1)]
            for i in range(length):
                both[i] = (above[i] + below[i]) * QUARTER
            gathered(both, channels, out[n, y])
            if length // channels % 2:
                last = out[n, y, out.shape[2] - out.shape[2] // ((length // channels + 1) // 2):]
                for i in range(len(last)):
                    last[i] += last[i]


@kernel
def halved_gradient(gradient, out, channels):
    """The same backward: every pixel gets its share of its square's gradient, from all copies."""
    count, height, length = out.shape
    wide = np.empty(length, np.float32)
    nothing = np.zeros(gradient.shape[2], np.float32)
    odd = length // channels % 2
    for n in range(count):
        for y in range(gradient.shape[1]):
            spread(gradient[n, y], nothing, channels, wide)
            if odd:
                for c in range(length - channels, length):
                    wide[c] += wide[c]
            for row in range(2 * y, min(2 * y + 2, height)):
                there, share = out[n, row], HALF if 2 * y + 1 == height else QUARTER
                for i in range(length):
                    there[i] = wide[i] * share


@kernel
def returned(x, change, small, out, channels):
    """x, and for all pixels of a square what changed in it: change - small, summed over copies."""
    count, height, length = x.shape
    wide = np.empty(length, np.float32)
    for n in range(count):
        for y in range(change.shape[1]):
            spread(change[n, y], small[n, y], channels, wide)
            for row in range(2 * y, min(2 * y + 2, height)):
                here, there = x[n, row], out[n, row]
                for i in range(length):
                    there[i] = here[i] + wide[i]


@kernel
def returned_gradient(gradient, out, channels):
    """The same backward, for what changed: sums over the pixels of each square, in each copy."""
    count, height, length = gradient.shape
    both = np.empty(length, np.float32)
    for n in range(count):
        for y in range(out.shape[1]):
            above = gradient[n, 2 * y]
            if 2 * y + 1 < height:
                below = gradient[n, 2 * y + 1]
                for i in range(length):
                    both[i] = above[i] + below[i]
                gathered(both, channels, out[n, y])
            else:
                gathered(above, channels, out[n, y])
