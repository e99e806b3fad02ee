"""The wave: a whole network on one tile, row of blocks by row of blocks.

Head, units, changes of resolution and tail are *nodes*, one behind the other (see
:func:`engine.backend.bitsliced.tables.make_nodes`). Whenever the last node that can do a row of blocks has done it, the
question is asked again from the end. So a row is worked on by all nodes soon after it was made, and only about as many
rows as there are nodes need room: memory grows with a tile's width, not with its height, and the stream stays in the
cache.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.backend.bitsliced.blocks import edges_of
from engine.backend.bitsliced.compiling import inlined, kernel
from engine.backend.bitsliced.kernels.count import LEVELS, PLANE, count_four
from engine.backend.bitsliced.kernels.ends import QUAD, head_block, pair_taps, spread, tail_block
from engine.backend.bitsliced.kernels.half import give_back, halve, repeat_edges
from engine.backend.bitsliced.kernels.unit import (
    CHANNEL_BYTES,
    COLUMNS,
    CONSTANTS,
    ROWS,
    activate,
    correct_border,
    expand,
    gather_window,
)
from engine.backend.bitsliced.sign_classes import GROUP
from engine.backend.bitsliced.tables import GIVE_BACK, HALVE, HEAD, INDEX, KIND, LEVEL, READS, TAIL, UNIT, WRITES
from engine.backend.bitsliced.vector import address_of, prefetch

PLANE_ROWS = 3
"""Rows of blocks kept of every unit's planes: the one at work, the one above, the one below."""


class Level(NamedTuple):
    """What is kept at one resolution, aligned to 64 bytes.

    Attributes
    ----------
    stream : ndarray of int16, shape (runs, rows kept, block columns, outputs, 512)
        At full resolution there is one run. Columns are an even number at full resolution.
    planes : ndarray of uint8, shape ((units + 1) * 3 + 1, block columns + 2, outputs, 64)
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
    full, half : Level
    window : ndarray of uint8, shape (9 * channels + 2, 64)
    counts : ndarray of uint8, shape (12, 16, 64)
        Eight class counts and four sums of one group.
    sums : ndarray of int16, shape (5, 512)
        Of one group; the last row stays 0.
    pairs : ndarray of int16
    tail : ndarray of int32, shape (image, 9, 8, 96)
    taps : ndarray of int64, shape (9 * inputs,)
        Byte offsets of the head's taps in `pixels`.
    """

    pixels: np.ndarray
    full: Level
    half: Level
    window: np.ndarray
    counts: np.ndarray
    sums: np.ndarray
    pairs: np.ndarray
    tail: np.ndarray
    taps: np.ndarray


@kernel
def planes_at(level, slot, row, column):
    """Address of a block's planes; those of rows outside the picture are clear."""
    lines, columns, outputs, _ = level.planes.shape
    line = slot * PLANE_ROWS + row % PLANE_ROWS if 0 <= row < level.size[2] else lines - 1
    return address_of(level.planes) + (line * columns + column + 1) * outputs * PLANE


@kernel
def stream_at(level, run, row, column):
    """Address of a block's stream."""
    _, kept, columns, outputs, _ = level.stream.shape
    return address_of(level.stream) + ((run * kept + row % kept) * columns + column) * outputs * CHANNEL_BYTES


@kernel
def valid_at(level, row, column):
    """Address of the plane of a block's pixels that lie in the picture."""
    last_row, last_column = row == level.size[2] - 1, column == level.size[3] - 1
    return address_of(level.valid) + PLANE * (2 * last_row + last_column)


@kernel
def run_head(head, buffers, row, slot):
    """The head on one row of blocks."""
    level, count = buffers.full, head.weight.shape[1]
    pairs, stride = address_of(buffers.pairs), buffers.pixels.shape[2]
    for column in range(level.size[3]):
        for line in range(ROWS):
            at = address_of(buffers.pixels) + 2 * ((row * ROWS + line) * stride + column * COLUMNS)
            pair_taps(at, buffers.taps, pairs + line * count * QUAD)
        head_block(head, pairs, stream_at(level, 0, row, column), valid_at(level, row, column),
                   planes_at(level, slot, row, column))


@kernel
def run_unit(body, node, level, run, row, buffers):
    """One unit on one row of blocks."""
    unit, reads, writes = node[INDEX], node[READS], node[WRITES]
    rows, columns = level.size[2], level.size[3]
    outputs = level.stream.shape[3]
    stride = outputs * PLANE
    window, counts = address_of(buffers.window), address_of(buffers.counts)
    sums = address_of(buffers.sums)
    zeros, shift = sums + GROUP * CHANNEL_BYTES, body.shift[unit]
    for column in range(columns):
        gather_window(planes_at(level, reads, row - 1, column), planes_at(level, reads, row, column),
                      planes_at(level, reads, row + 1, column), body.channels, stride, window)
        stream, valid = stream_at(level, run, row, column), valid_at(level, row, column)
        target = planes_at(level, writes, row, column)
        edges = edges_of(row, column, (level.size[0], level.size[1]))
        inside = row > 0 and row < rows - 1 and column > 0 and column < columns - 1
        for group in range(outputs // GROUP):
            for line in range(GROUP * CHANNEL_BYTES // PLANE):  # while the planes are counted, the stream arrives
                prefetch(stream + group * GROUP * CHANNEL_BYTES + line * PLANE)
            count_four(window, address_of(body.index), body.spans[unit, group], body.class_levels, body.levels,
                       counts)
            for back in range(GROUP):
                member = GROUP - 1 - back  # the last one first: the others need its sums
                constants = address_of(body.constants) + 2 * CONSTANTS * (unit * outputs + group * GROUP + member)
                last = member == GROUP - 1
                places, less = (shift + 1, zeros) if last else (shift + 2, sums + (GROUP - 1) * CHANNEL_BYTES)
                expand(counts + (8 + member) * LEVELS * PLANE, body.levels, places, less, constants,
                       sums + member * CHANNEL_BYTES)
            for member in range(min(GROUP, body.channels - group * GROUP)):
                output = group * GROUP + member
                here = sums + member * CHANNEL_BYTES
                constants = address_of(body.constants) + 2 * CONSTANTS * (unit * outputs + output)
                if not inside:
                    correct_border(buffers.sums[member], body.taps[unit, output], edges)
                activate(here, constants, stream + output * CHANNEL_BYTES, valid, target + output * PLANE)


@kernel
def run_halve(body, place, buffers, row):
    """Two rows of blocks to one at half resolution."""
    full, half, node = buffers.full, buffers.half, body.nodes[place]
    rows, columns = full.size[2], full.size[3]
    kept = full.stream.shape[1]
    thresholds = address_of(body.thresholds) + 2 * place * body.thresholds.shape[1]
    for upper in range(2 * row, min(2 * row + 2, rows)):
        for column in range(columns):
            bottom, right = full.size[0] - upper * ROWS, full.size[1] - column * COLUMNS
            if (upper == rows - 1 and bottom % 2) or (column == columns - 1 and right % 2):
                repeat_edges(full.stream[0, upper % kept, column, : body.channels], min(bottom, ROWS),
                             min(right, COLUMNS))
    for column in range(half.size[3]):
        left = stream_at(full, 0, 2 * row, 2 * column)
        lower = stream_at(full, 0, 2 * row + 1, 2 * column) - left
        side = full.stream.shape[3] * CHANNEL_BYTES
        small, valid = stream_at(half, node[INDEX], row, column), valid_at(half, row, column)
        plane = planes_at(half, node[WRITES], row, column)
        for channel in range(body.channels):
            at = channel * CHANNEL_BYTES
            halve((left + at, left + side + at, lower), thresholds + 2 * channel, small + at, valid,
                  plane + channel * PLANE)


@kernel
def run_give_back(body, place, buffers, row):
    """What was changed at half resolution, to one row of blocks."""
    full, half, node = buffers.full, buffers.half, body.nodes[place]
    columns, outputs = full.size[3], full.stream.shape[3]
    thresholds = address_of(body.thresholds) + 2 * place * body.thresholds.shape[1]
    side = outputs * CHANNEL_BYTES
    for column in range(half.size[3]):
        left = stream_at(full, 0, row, 2 * column)
        small = stream_at(half, node[INDEX], row // 2, column) + row % 2 * CHANNEL_BYTES // 2
        there = 2 * column + 1 < columns
        valid = valid_at(full, row, 2 * column), valid_at(full, row, 2 * column + 1)
        planes = planes_at(full, node[WRITES], row, 2 * column), planes_at(full, node[WRITES], row, 2 * column + 1)
        if not there:  # what would be the block to the right is the frame, which must stay clear
            planes = planes[0], planes_at(full, 0, row, 0)
        for channel in range(body.channels):
            at = channel * CHANNEL_BYTES
            give_back(left + at, left + side + at, small + at, thresholds + 2 * channel, valid,
                      (planes[0] + channel * PLANE, planes[1] + channel * PLANE))


@kernel
def run_tail(tail, buffers, row, out):
    """The tail on one row of blocks, added to `out`."""
    for column in range(buffers.full.size[3]):
        stream = stream_at(buffers.full, 0, row, column)
        for part in range(len(tail.factor)):
            tail_block(tail.weight[part], stream, address_of(buffers.pairs), address_of(buffers.tail))
            spread(buffers.tail, row * ROWS, column * COLUMNS, tail.factor[part], out)


@inlined
def ready(nodes, done, place, full_rows, half_rows):
    """Whether a node can do its next row: `done` counts each node's rows of blocks at its own resolution."""
    kind, row = nodes[place, KIND], done[place]
    rows = half_rows if nodes[place, LEVEL] else full_rows
    if row >= rows:
        return False
    if kind == HEAD:
        return True
    before = done[place - 1]
    if kind == UNIT:
        return before >= min(row + 2, rows)
    if kind == HALVE:
        return before >= min(2 * row + 2, full_rows)
    if kind == GIVE_BACK:
        return before > row // 2
    return before > row


@kernel
def run_network(head, body, tail, buffers, out):
    """The whole network on one tile: a wave from the top to the bottom."""
    nodes = body.nodes
    count = len(nodes)
    done = np.zeros(count, np.int64)
    full_rows, half_rows = buffers.full.size[2], buffers.half.size[2]
    while done[count - 1] < full_rows:
        place = count - 1
        while not ready(nodes, done, place, full_rows, half_rows):
            place -= 1
        node, kind, row = nodes[place], nodes[place, KIND], done[place]
        if kind == HEAD:
            run_head(head, buffers, row, node[WRITES])
        elif kind == UNIT and node[LEVEL]:
            run_unit(body, node, buffers.half, node_run(nodes, place), row, buffers)
        elif kind == UNIT:
            run_unit(body, node, buffers.full, 0, row, buffers)
        elif kind == HALVE:
            run_halve(body, place, buffers, row)
        elif kind == GIVE_BACK:
            run_give_back(body, place, buffers, row)
        elif kind == TAIL:
            run_tail(tail, buffers, row, out)
        done[place] += 1


@inlined
def node_run(nodes, place):
    """The number of the run at half resolution that a unit belongs to."""
    while nodes[place, KIND] != HALVE:
        place -= 1
    return nodes[place, INDEX]
