"""The wave: a whole network on one tile, row of blocks by row of blocks.

Head, units, changes of resolution and tail are *nodes*, one behind the other (see
:func:`engine.backend.bitsliced.tables.make_nodes`); in the tail's place the stream may be handed on. Whenever the last
node that can do a row of blocks has done it, the question is asked again from the end. So a row is worked on by all
nodes soon after it was made, and only about as many rows as there are nodes need room: memory grows with a tile's
width, not with its height, and the stream stays in the cache.
"""

from __future__ import annotations

import numpy as np

from engine.backend.bitsliced.compiling import inlined, kernel
from engine.backend.bitsliced.kernels.count import (
    count_classes,
    counts_apart,
    merge_classes,
    planes_counted,
    whole_passes,
)
from engine.backend.bitsliced.kernels.half import give_back, give_back_gated, halve, repeat_edges
from engine.backend.bitsliced.kernels.head import head_block, pair_taps
from engine.backend.bitsliced.kernels.tail import keep_block, sum_block
from engine.backend.bitsliced.kernels.unit import (
    activate,
    correct_border,
    edges_of,
    expand_group,
    gather_pass,
    planes_between,
    signs_above,
)
from engine.backend.bitsliced.shapes import (
    CHANNEL_BYTES,
    COLUMNS,
    CONSTANTS,
    KEPT_ROWS,
    MARGIN,
    PLANE,
    PLANE_ROWS,
    QUAD,
    ROWS,
)
from engine.backend.bitsliced.sign_classes import GROUP
from engine.backend.bitsliced.tables import (
    CHANNELS,
    COPIES,
    GIVE_BACK,
    HALVE,
    HAND_ON,
    HEAD,
    INDEX,
    KIND,
    LEVEL,
    LEVEL_COUNT,
    OTHER,
    READS,
    STREAM,
    TAIL,
    UNIT,
    WRITES,
)
from engine.backend.bitsliced.vector import address_of, load, prefetch, quarters_high, quarters_low, store


@kernel
def planes_at(level, slot, row, column):
    """Address of a block's planes; those of rows outside the picture are clear."""
    lines, columns, outputs, _ = level.planes.shape
    line = slot * PLANE_ROWS + row % PLANE_ROWS if 0 <= row < level.size[2] else lines - 1
    return address_of(level.planes) + (line * columns + column + 1) * outputs * PLANE


@kernel
def stream_at(level, which, row, column):
    """Address of a block in one of the level's streams."""
    _, kept, columns, outputs, _ = level.stream.shape
    return address_of(level.stream) + ((which * kept + row % kept) * columns + column) * outputs * CHANNEL_BYTES


@kernel
def valid_at(level, row, column):
    """Address of the plane of a block's pixels that lie in the picture."""
    last_row, last_column = row == level.size[2] - 1, column == level.size[3] - 1
    return address_of(level.valid) + PLANE * (2 * last_row + last_column)


@kernel
def put_second_signs(body, place, level, row, column):
    """The second signs of a block that a node has written, where the unit behind it takes any."""
    if body.signs[place] < 2:
        return
    node = body.nodes[place]
    channels = node[CHANNELS] * (node[COPIES] if node[KIND] == HALVE else 1)
    stream, valid = stream_at(level, node[STREAM], row, column), valid_at(level, row, column)
    planes = planes_at(level, node[WRITES], row, column) + planes_between(channels)
    thresholds = address_of(body.thresholds) + 2 * (2 * place + 1) * body.thresholds.shape[2]
    for channel in range(channels):
        signs_above(stream + channel * CHANNEL_BYTES, thresholds + 2 * channel, valid, planes + channel * PLANE)


@kernel
def run_head(head, body, buffers, row):
    """The head on one row of blocks."""
    level, count, slot = buffers.levels[0], head.weight.shape[1], body.nodes[0, WRITES]
    pairs, stride = address_of(buffers.pairs), buffers.pixels.shape[2]
    for column in range(level.size[3]):
        for line in range(ROWS):
            at = address_of(buffers.pixels) + 2 * ((row * ROWS + line) * stride + column * COLUMNS)
            pair_taps(at, buffers.taps, pairs + line * count * QUAD)
        head_block(head, pairs, stream_at(level, 0, row, column), valid_at(level, row, column),
                   planes_at(level, slot, row, column))
        put_second_signs(body, 0, level, row, column)


@inlined
def activate_group(body, first, members, rectified, buffers, block):
    """Sums of a group's outputs into a block: addresses of its first channel in the stream, of its pixels in the
    picture and of where its first channel's next bits go."""
    stream, valid, target = block
    for member in range(members):
        constants = address_of(body.constants) + 2 * CONSTANTS * (first + member)
        rectifier = address_of(body.rectifiers) + 8 * (first + member) if rectified else 0
        activate(address_of(buffers.sums) + member * CHANNEL_BYTES, constants, rectifier,
                 stream + member * CHANNEL_BYTES, valid, target + member * PLANE)


@inlined
def run_unit(body, place, row, buffers):
    """One unit on one row of blocks.

    Pasted into the wave: as a kernel of its own LLVM would optimize it twice, which makes it slower (docs/engine.md).
    """
    node = body.nodes[place]
    unit, reads, writes, level = node[INDEX], node[READS], node[WRITES], buffers.levels[node[LEVEL]]
    channels, class_levels, levels = node[CHANNELS], body.class_levels[unit], body.levels[unit]
    rows, columns = level.size[2], level.size[3]
    groups, table = -(-channels // GROUP), body.constants.shape[1]
    stride, window = level.planes.shape[2] * PLANE, address_of(buffers.window)
    counted, passes = planes_counted(class_levels), whole_passes(body.inputs[unit])
    for column in range(columns):
        above, middle = planes_at(level, reads, row - 1, column), planes_at(level, reads, row, column)
        below = planes_at(level, reads, row + 1, column)
        stream, valid = stream_at(level, node[STREAM], row, column), valid_at(level, row, column)
        target = planes_at(level, writes, row, column)
        edges = edges_of(row, column, (level.size[0], level.size[1]))
        inside = row > 0 and row < rows - 1 and column > 0 and column < columns - 1
        for part in range(passes):
            gather_pass(part, body.inputs[unit], channels, (above, middle, below), stride, window)
            for group in range(groups):
                counts = address_of(buffers.counts) + group * counts_apart(passes, counted)
                here = stream + group * GROUP * CHANNEL_BYTES
                if part == passes - 1:
                    for line in range(GROUP * CHANNEL_BYTES // PLANE):  # while planes are counted, the stream arrives
                        prefetch(here + line * PLANE)
                count_classes(window, address_of(body.index), body.spans[unit, part, group], class_levels, counts,
                              part > 0)
                if part < passes - 1:
                    continue
                merge_classes(counts, counted, levels, address_of(buffers.totals))
                first, members = unit * table + group * GROUP, min(GROUP, channels - group * GROUP)
                expand_group(body, first, levels, body.shift[unit], buffers)
                for member in range(0 if inside else members):
                    correct_border(buffers.sums[member], body.taps[unit, group * GROUP + member], edges)
                activate_group(body, first, members, body.rectified[unit], buffers,
                               (here, valid, target + group * GROUP * PLANE))
        put_second_signs(body, place, level, row, column)


@kernel
def run_halve(body, place, buffers, row):
    """Two rows of blocks to one at half their resolution, every channel as often as the group has it."""
    node = body.nodes[place]
    channels, finer, coarser = node[CHANNELS], buffers.levels[node[LEVEL] - 1], buffers.levels[node[LEVEL]]
    rows, columns = finer.size[2], finer.size[3]
    kept = finer.stream.shape[1]
    thresholds = address_of(body.thresholds) + 4 * place * body.thresholds.shape[2]
    more = channels if node[COPIES] > 1 else 0  # the second copies lie behind the first
    for upper in range(2 * row, min(2 * row + 2, rows)):
        for column in range(columns):
            bottom, right = finer.size[0] - upper * ROWS, finer.size[1] - column * COLUMNS
            if (upper == rows - 1 and bottom % 2) or (column == columns - 1 and right % 2):
                repeat_edges(finer.stream[node[OTHER], upper % kept, column, :channels], min(bottom, ROWS),
                             min(right, COLUMNS))
    for column in range(coarser.size[3]):
        left = stream_at(finer, node[OTHER], 2 * row, 2 * column)
        lower = stream_at(finer, node[OTHER], 2 * row + 1, 2 * column) - left
        side = finer.stream.shape[3] * CHANNEL_BYTES
        small, valid = stream_at(coarser, node[STREAM], row, column), valid_at(coarser, row, column)
        plane = planes_at(coarser, node[WRITES], row, column)
        for channel in range(channels):
            at, copy = channel * CHANNEL_BYTES, channel + more
            halve((left + at, left + side + at, lower), (thresholds + 2 * channel, thresholds + 2 * copy),
                  (small + at, small + copy * CHANNEL_BYTES if more else 0), valid,
                  (plane + channel * PLANE, plane + copy * PLANE))
        put_second_signs(body, place, coarser, row, column)


@kernel
def run_give_back(body, place, buffers, row):
    """What a group changed, to one row of blocks around it."""
    node = body.nodes[place]
    channels, finer, coarser = node[CHANNELS], buffers.levels[node[LEVEL]], buffers.levels[node[LEVEL] + 1]
    columns = finer.size[3]
    thresholds = address_of(body.thresholds) + 4 * place * body.thresholds.shape[2]
    gate = max(node[INDEX] - 1, 0)
    gates, bits = address_of(body.gates) + 4 * gate * body.gates.shape[1], body.gate_bits[gate]
    side = finer.stream.shape[3] * CHANNEL_BYTES
    second = channels * CHANNEL_BYTES if node[COPIES] > 1 else 0
    for column in range(coarser.size[3]):
        left = stream_at(finer, node[STREAM], row, 2 * column)
        small = stream_at(coarser, node[OTHER], row // 2, column) + row % 2 * CHANNEL_BYTES // 2
        there = 2 * column + 1 < columns
        valid = valid_at(finer, row, 2 * column), valid_at(finer, row, 2 * column + 1)
        planes = planes_at(finer, node[WRITES], row, 2 * column), planes_at(finer, node[WRITES], row, 2 * column + 1)
        if not there:  # what would be the block to the right is the frame, which must stay clear
            planes = planes[0], planes_at(finer, 0, row, 0)
        for channel in range(channels):
            at = channel * CHANNEL_BYTES
            blocks, limit = (left + at, left + side + at), thresholds + 2 * channel
            bits_at = planes[0] + channel * PLANE, planes[1] + channel * PLANE
            if node[INDEX]:
                give_back_gated(blocks, (small + at, second), limit, (gates + 4 * channel, bits), valid, bits_at)
            else:
                give_back(blocks, (small + at, second), limit, valid, bits_at)
        for side_column in range(2 * column, min(2 * column + 2, columns)):
            put_second_signs(body, place, finer, row, side_column)


@kernel
def run_tail(tail, buffers, row, out):
    """The tail of one row of blocks: all rows of pixels that have their neighbours below by now."""
    level, kept = buffers.levels[0], buffers.kept
    height, width, last = level.size[0], level.size[1], row == level.size[2] - 1
    top, bottom = row * ROWS, min(row * ROWS + ROWS, height)
    if row == 0:
        kept[-1] = 0
    if last:
        kept[height % KEPT_ROWS] = 0
    for column in range(level.size[3] + 1):  # a block's right neighbour comes first
        if column < level.size[3]:
            keep_block(stream_at(level, 0, row, column), column, (top, bottom), kept)
        else:
            for line in range(top, bottom):
                kept[line % KEPT_ROWS, :, MARGIN + width] = 0
        if column > 0:
            for line in range(max(top - 1, 0), height if last else bottom - 1):
                sum_block(tail, kept, buffers.found, (line, (column - 1) * COLUMNS), out)


@kernel
def run_hand_on(buffers, row, channels):
    """One row of blocks of the stream, pixels in order, to what comes behind the wave."""
    level = buffers.levels[0]
    _, height, width = buffers.handed.shape
    for column in range(level.size[3]):
        block = stream_at(level, 0, row, column)
        for channel in range(channels):
            at, out = block + channel * CHANNEL_BYTES, address_of(buffers.handed)
            out += 2 * ((channel * height + row * ROWS) * width + column * COLUMNS)
            for line in range(ROWS):
                low, high = load(at + 2 * line * PLANE), load(at + (2 * line + 1) * PLANE)
                store(out + 2 * line * width, quarters_low(low, high))
                store(out + 2 * line * width + PLANE, quarters_high(low, high))


@inlined
def ready(nodes, done, place, rows_at):
    """Whether a node can do its next row: `done` counts each node's rows of blocks at the level that it writes."""
    kind, row, level = nodes[place, KIND], done[place], nodes[place, LEVEL]
    rows = rows_at[level]
    if row >= rows:
        return False
    if kind == HEAD:
        return True
    before = done[place - 1]
    if kind == UNIT:
        return before >= min(row + 2, rows)
    if kind == HALVE:
        return before >= min(2 * row + 2, rows_at[level - 1])
    if kind == GIVE_BACK:
        return before > row // 2
    return before > row


@inlined
def run_row(head, body, tail, buffers, out, which):
    """One row of blocks of one node; `which` is the node's place and the row."""
    place, row = which
    node, kind = body.nodes[place], body.nodes[place, KIND]
    if kind == HEAD:
        run_head(head, body, buffers, row)
    elif kind == UNIT:
        run_unit(body, place, row, buffers)
    elif kind == HALVE:
        run_halve(body, place, buffers, row)
    elif kind == GIVE_BACK:
        run_give_back(body, place, buffers, row)
    elif kind == TAIL:
        run_tail(tail, buffers, row, out)
    elif kind == HAND_ON:
        run_hand_on(buffers, row, node[CHANNELS])


@kernel
def run_network(head, body, tail, buffers, wanted, out):
    """The whole network on one tile: a wave from the top to the bottom, which leaves out what nobody wants.

    `wanted` holds each node's first row of blocks and that behind its last: int64 (nodes, 2).
    """
    nodes = body.nodes
    count = len(nodes)
    done = np.zeros(count, np.int64)
    rows_at = np.empty(LEVEL_COUNT, np.int64)
    for level in range(LEVEL_COUNT):
        rows_at[level] = buffers.levels[level].size[2]
    while done[count - 1] < rows_at[0]:
        place = count - 1
        while not ready(nodes, done, place, rows_at):
            place -= 1
        if wanted[place, 0] <= done[place] < wanted[place, 1]:
            run_row(head, body, tail, buffers, out, (place, done[place]))
        done[place] += 1
