"""Each stage of a block by itself, over and over, so that it can be timed (:mod:`engine.backend.bitsliced.profile`)."""

from __future__ import annotations

import numpy as np

from engine.backend.bitsliced.compiling import kernel
from engine.backend.bitsliced.kernels.count import (
    count_class,
    count_classes,
    merge_classes,
    planes_counted,
    whole_passes,
)
from engine.backend.bitsliced.kernels.head import head_block, pair_taps
from engine.backend.bitsliced.kernels.tail import keep_block, sum_block
from engine.backend.bitsliced.kernels.unit import activate, expand, gather_pass
from engine.backend.bitsliced.shapes import BLOCK, CHANNEL_BYTES, COLUMNS, CONSTANTS, LEVELS, PLANE, QUAD, ROWS
from engine.backend.bitsliced.sign_classes import GROUP
from engine.backend.bitsliced.vector import address_of


@kernel
def repeat_head(head, body, tail, buffers, times):
    for _ in range(times):
        count = head.weight.shape[1]
        pairs = address_of(buffers.pairs)
        for line in range(ROWS):
            at = address_of(buffers.pixels) + 2 * line * buffers.pixels.shape[2]
            pair_taps(at, buffers.taps, pairs + line * count * QUAD)
        level = buffers.levels[0]
        head_block(head, pairs, address_of(level.stream), address_of(level.valid), address_of(level.planes))


@kernel
def repeat_gather(head, body, tail, buffers, times):
    stride = buffers.levels[0].planes.shape[2] * PLANE
    middle = address_of(buffers.levels[0].planes) + stride
    for _ in range(times):
        for part in range(whole_passes(body.inputs[0])):
            gather_pass(part, body.inputs[0], body.inputs[0], (middle, middle, middle), stride,
                        address_of(buffers.window))


@kernel
def repeat_count(head, body, tail, buffers, times):
    for _ in range(times):
        for group in range(body.spans.shape[2]):
            for part in range(whole_passes(body.inputs[0])):
                count_classes(address_of(buffers.window), address_of(body.index), body.spans[0, part, group],
                              body.class_levels[0], address_of(buffers.counts), part > 0)
            merge_classes(address_of(buffers.counts), planes_counted(body.class_levels[0]), body.levels[0],
                          address_of(buffers.totals))


@kernel
def repeat_expand(head, body, tail, buffers, times):
    totals, sums = address_of(buffers.totals), address_of(buffers.sums)
    for _ in range(times):
        for output in range(GROUP * body.spans.shape[2]):
            member = output % GROUP
            expand(totals + member * LEVELS * PLANE, body.levels[0], 2, sums + GROUP * CHANNEL_BYTES,
                   address_of(body.constants), sums + member * CHANNEL_BYTES)


@kernel
def repeat_activate(head, body, tail, buffers, times):
    for _ in range(times):
        for output in range(body.constants.shape[1]):
            activate(address_of(buffers.sums), address_of(body.constants) + 2 * CONSTANTS * output, 0,
                     address_of(buffers.levels[0].stream) + output * CHANNEL_BYTES, address_of(buffers.levels[0].valid),
                     address_of(buffers.levels[0].planes) + output * PLANE)


@kernel
def repeat_tail(head, body, tail, buffers, times):
    out = np.zeros((len(tail.bias), 3 * ROWS, 3 * COLUMNS))
    for _ in range(times):
        keep_block(address_of(buffers.levels[0].stream), 0, (0, ROWS), buffers.kept)
        for row in range(ROWS):
            sum_block(tail, buffers.kept, buffers.found, (row, 0), out)


@kernel
def repeat_adders(head, body, tail, buffers, times):
    counts = address_of(buffers.counts)
    for _ in range(times):
        count_class(address_of(buffers.window), address_of(body.index), (0, len(body.index) // BLOCK & ~1),
                    body.class_levels[0], counts, False)
