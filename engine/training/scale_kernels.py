"""Compiled loops between resolutions. Arrays are float32, channels-last: ``(n, h, w * C)``.

A row of squares of 2 x 2 pixels may have several copies of the channels, one behind the other: ``(n, h / 2, w / 2 *
copies * C)``, halves rounded up.
"""

from __future__ import annotations

import numpy as np

from engine.backend.bitsliced.compiling import inlined, kernel

ZERO, ONE, HALF, QUARTER = (np.float32(value) for value in (0, 1, 0.5, 0.25))


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


@inlined
def repeated(squares, channels, wide):
    """Give each pixel of a row its square's numbers: (w / 2 * C) to (w * C)."""
    for pixel in range(len(wide) // channels):
        here, there = squares[pixel // 2 * channels:], wide[pixel * channels:(pixel + 1) * channels]
        for c in range(channels):
            there[c] = here[c]


@inlined
def opened_gate(change, small, gate, channels, kept, moved):
    """For a row of squares: what a gate keeps of each pixel, and what takes the place of the rest and is changed."""
    slope, shift = gate[0], gate[1]
    copies = len(change) // len(kept)
    for square in range(len(kept) // channels):
        there, mean = change[square * copies * channels:], small[square * copies * channels:]
        last, keep = there[(copies - 1) * channels:], kept[square * channels:]
        move = moved[square * channels:]
        for c in range(channels):
            differs = last[c] - mean[c]
            opening = min(max(slope[c] * differs + shift[c], ZERO), ONE)
            keep[c] = ONE - opening
            move[c] = opening * mean[c] + differs
        if copies == 2:
            for c in range(channels):
                move[c] += there[c] - mean[c]


@kernel
def gated_returned(x, change, small, out, gate, channels):
    """x with what changed given back and each square drawn towards its mean; gate is (2, C), slope and shift."""
    count, height, length = x.shape
    wide_kept, wide_moved = np.empty(length, np.float32), np.empty(length, np.float32)
    squares = (length // channels + 1) // 2 * channels
    kept, moved = np.empty(squares, np.float32), np.empty(squares, np.float32)
    for n in range(count):
        for y in range(change.shape[1]):
            opened_gate(change[n, y], small[n, y], gate, channels, kept, moved)
            repeated(kept, channels, wide_kept)
            repeated(moved, channels, wide_moved)
            for row in range(2 * y, min(2 * y + 2, height)):
                here, there = x[n, row], out[n, row]
                for i in range(length):
                    there[i] = here[i] * wide_kept[i] + wide_moved[i]


@inlined
def gate_gradient(total, drawn, change, small, gate, to_change, to_small, found):  # noqa: PLR0913, PLR0917
    """For a row of squares: gradients of what changed and of what was there, and of the gate's slope and shift.

    `total` and `drawn` are sums over each square's pixels of the gradient, and of the gradient times the pixel.
    """
    slope, shift = gate[0], gate[1]
    channels = len(slope)
    copies = len(change) // len(total)
    to_slope, to_shift = found[0], found[1]
    for square in range(len(total) // channels):
        at = square * copies * channels
        mean, to_mean = small[at:], to_small[at:]
        end = at + (copies - 1) * channels
        last, to_last, to_last_mean = change[end:], to_change[end:], to_small[end:]
        given, weighed = total[square * channels:], drawn[square * channels:]
        for c in range(channels):
            differs = last[c] - mean[c]
            line = slope[c] * differs + shift[c]
            opening = min(max(line, ZERO), ONE)
            learns = given[c] * mean[c] - weighed[c] if ZERO <= line <= ONE else ZERO
            to_slope[c] += learns * differs
            to_shift[c] += learns
            to_last[c] = given[c] + slope[c] * learns
            to_last_mean[c] = -to_last[c]
            if copies == 2:
                to_change[at + c] = given[c]
                to_mean[c] = opening * given[c] - given[c]
            else:
                to_mean[c] += opening * given[c]


@kernel
def gated_returned_gradient(  # noqa: PLR0913, PLR0917
    x, change, small, gradient, to_x, to_change, to_small, found, gate, channels
):
    """The same backward; found is (n, 2, C), of the gate's slope and shift."""
    count, height, length = x.shape
    both, weighed, wide = np.empty(length, np.float32), np.empty(length, np.float32), np.empty(length, np.float32)
    squares = (length // channels + 1) // 2 * channels
    total, drawn = np.empty(squares, np.float32), np.empty(squares, np.float32)
    kept, moved = np.empty(squares, np.float32), np.empty(squares, np.float32)
    for n in range(count):
        for y in range(change.shape[1]):
            opened_gate(change[n, y], small[n, y], gate, channels, kept, moved)
            repeated(kept, channels, wide)
            for row in range(2 * y, min(2 * y + 2, height)):
                here, given, there = x[n, row], gradient[n, row], to_x[n, row]
                for i in range(length):
                    there[i] = given[i] * wide[i]
                if row == 2 * y:
                    for i in range(length):
                        both[i] = given[i]
                        weighed[i] = given[i] * here[i]
                else:
                    for i in range(length):
                        both[i] += given[i]
                        weighed[i] += given[i] * here[i]
            gathered(both, channels, total)
            gathered(weighed, channels, drawn)
            gate_gradient(total, drawn, change[n, y], small[n, y], gate, to_change[n, y], to_small[n, y], found[n])
