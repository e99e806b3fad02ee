"""One unit on a whole tile, for networks that run layer by layer (:mod:`engine.backend.bitsliced.layered`)."""

from __future__ import annotations

from engine.backend.bitsliced.compiling import kernel
from engine.backend.bitsliced.kernels.count import (
    count_classes,
    counts_apart,
    merge_classes,
    planes_counted,
    whole_groups,
    whole_passes,
)
from engine.backend.bitsliced.kernels.unit import activated, correct_border, edges_of, expand_group, gather_window
from engine.backend.bitsliced.numbers import broadcast16, even_eighths, odd_eighths, same16, where_above16
from engine.backend.bitsliced.shapes import (
    CHANNEL_BYTES,
    COLUMNS,
    CONSTANTS,
    CUT,
    GAIN,
    OFFSET,
    PLANE,
    ROWS,
)
from engine.backend.bitsliced.sign_classes import GROUP, PASS
from engine.backend.bitsliced.vector import (
    address_of,
    bit_and,
    bit_or,
    load,
    low_bytes,
    quarters_high,
    quarters_low,
    store,
    zeros,
)


@kernel
def binarize(sheets, threshold):
    """Fill the planes of a whole tile: bit = seen > threshold, clear outside the picture."""
    inputs, height, width = sheets.seen.shape
    rows, columns = height // ROWS, width // COLUMNS
    for row in range(rows):
        for column in range(columns):
            valid = load(address_of(sheets.valid) + PLANE * (2 * (row == rows - 1) + (column == columns - 1)))
            for channel in range(inputs):
                limit = broadcast16(address_of(threshold) + 2 * channel)
                at = address_of(sheets.seen) + 2 * ((channel * height + row * ROWS) * width + column * COLUMNS)
                first = second = zeros()
                for line in range(ROWS):
                    a, b = load(at), load(at + PLANE)
                    bit = same16(1 << line)
                    first = bit_or(first, where_above16(even_eighths(a, b), limit, bit, zeros()))
                    second = bit_or(second, where_above16(odd_eighths(a, b), limit, bit, zeros()))
                    at += 2 * width
                block = ((row + 1) * (columns + 2) + column + 1) * inputs + channel
                store(address_of(sheets.planes) + block * PLANE, bit_and(low_bytes(first, second), valid))


@kernel
def find(body, sheets, size, outputs):
    """What a unit finds on a whole tile, before any residual."""
    inputs, height, width = sheets.seen.shape
    rows, columns = height // ROWS, width // COLUMNS
    stride, line = inputs * PLANE, (columns + 2) * inputs * PLANE
    sums, window = address_of(sheets.sums), address_of(sheets.window)
    counted, passes = planes_counted(body.class_levels[0]), whole_passes(inputs)
    for row in range(rows):
        for column in range(columns):
            middle = address_of(sheets.planes) + (row + 1) * line + (column + 1) * stride
            edges = edges_of(row, column, size)
            for part in range(passes):
                at = middle + part * PASS * PLANE
                gather_window(at - line, at, at + line, min(PASS, inputs - part * PASS), stride, window)
                for group in range(whole_groups(outputs) // GROUP):
                    counts = address_of(sheets.counts) + group * counts_apart(passes, counted)
                    count_classes(window, address_of(body.index), body.spans[0, part, group], body.class_levels[0],
                                  counts, part > 0)
                    if part < passes - 1:
                        continue
                    merge_classes(counts, counted, body.levels[0], address_of(sheets.totals))
                    expand_group(body, group * GROUP, body.levels[0], body.shift[0], sheets)
                    for which in range(group * GROUP, min(outputs, (group + 1) * GROUP)):
                        correct_border(sheets.sums[which % GROUP], body.taps[0, which], edges)
                        out = address_of(sheets.found) + 2 * ((which * height + row * ROWS) * width + column * COLUMNS)
                        write_found(sums + (which % GROUP) * CHANNEL_BYTES,
                                    address_of(body.constants) + 2 * CONSTANTS * which, out, 2 * width)


@kernel
def write_found(sums, constants, out, stride):
    """Scaled sums through scale and RPReLU into eight rows of an array, 64 columns each."""
    cut = broadcast16(constants + 2 * CUT)
    low_gain, high_gain = broadcast16(constants + 2 * GAIN), broadcast16(constants + 2 * GAIN + 2)
    low_offset, high_offset = broadcast16(constants + 2 * OFFSET), broadcast16(constants + 2 * OFFSET + 2)
    for _ in range(ROWS):
        a = activated(load(sums), cut, low_gain, high_gain, low_offset, high_offset)
        b = activated(load(sums + PLANE), cut, low_gain, high_gain, low_offset, high_offset)
        store(out, quarters_low(a, b))
        store(out + PLANE, quarters_high(a, b))
        sums += 2 * PLANE
        out += stride
