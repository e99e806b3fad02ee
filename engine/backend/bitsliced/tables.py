"""A program as the tables that the bit-sliced kernels read: made once per network, shared by all threads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from engine.backend.bitsliced.shapes import (
    BLOCK,
    CARRY,
    CENTRE,
    CONSTANTS,
    COUNT,
    CUT,
    GAIN,
    NEXT,
    OFFSET,
    PLANE_STEPS,
    ROWS,
    THREE,
)
from engine.backend.bitsliced.sign_classes import CLASSES, GROUP, PASS, make_lists, padded_outputs, passes
from engine.backend.integers import FRACTION_BITS, HIGHEST, LEAK, LOWEST, WEIGHT_LIMIT
from engine.backend.program import Program, Unit
from engine.network.layout import DEEPEST, DOWN, UP
from engine.network.layout import UNIT as LAYOUT_UNIT

LEVEL_COUNT = DEEPEST + 1
"""Resolutions that there may be."""

HEAD, UNIT, HALVE, GIVE_BACK, TAIL, HAND_ON = range(6)
"""Kinds of nodes."""
KIND, INDEX, LEVEL, STREAM, OTHER, CHANNELS, COPIES, READS, WRITES = range(9)
"""Columns of the table of nodes."""
PART_BITS, MOST_PARTS = 7, 3
"""Of weights that are split."""
CARRY_LIMIT = WEIGHT_LIMIT - 2
"""Absolute values of weights that may add up to this before a sum is carried, its lower 16 bits being there already."""


class Head(NamedTuple):
    """The head for :func:`engine.backend.bitsliced.kernels.head.head_block`.

    Attributes
    ----------
    weight : ndarray of int16, shape (outputs, pairs, 2)
        Taps in the order (input, ky, kx), in pairs.
    bias : ndarray of int32, shape (outputs,)
    threshold : ndarray of int16, shape (outputs,)
        The first unit's; 0 where a group comes first.
    shift : int
    floor : int
        0 with a ReLU, else the smallest int16.
    leak : int
        Slope of a leaky ReLU below zero, a 16-bit fraction; 0 without one.
    """

    weight: np.ndarray
    bias: np.ndarray
    threshold: np.ndarray
    shift: int
    floor: int
    leak: int


class Body(NamedTuple):
    """All units. Outputs are padded to groups of four.

    Attributes
    ----------
    index : ndarray of uint16
        Where planes lie in the window, in steps of eight bytes; all units, passes and groups one behind the other.
    spans : ndarray of int32, shape (units, passes, groups, 8, 3)
        See :class:`engine.backend.bitsliced.sign_classes.UnitLists`.
    constants : ndarray of int16, shape (units, outputs, 8)
        See :mod:`engine.backend.bitsliced.kernels.unit`.
    taps : ndarray of int16, shape (units, outputs, 9)
        Sums over the inputs of the weights, times 2**shift.
    shift : ndarray of int64, shape (units,)
        Sums are kept times 2**shift, so that a rounding product of 16-bit fractions does the scaling.
    inputs : ndarray of int64, shape (units,)
        Signs of a pixel that every unit sees.
    class_levels, levels : ndarray of int64, shape (units,)
        Bits of the largest class count and of the largest sum.
    rectified : ndarray of int64, shape (units,)
        1 for units with a rectifier behind their residual.
    rectifiers : ndarray of int32, shape (units, outputs, 2)
        Its slope below zero, twice in one number as a pair of int16, and what it adds.
    nodes : ndarray of int64, shape (nodes, 9)
        The order of the wave, see :mod:`engine.backend.bitsliced.kernels.wave`.
    thresholds : ndarray of int16, shape (nodes, 2, outputs)
        Of the unit behind each node, for the first and the second sign of each channel; 0 where none follows at the
        same resolution.
    signs : ndarray of int64, shape (nodes,)
        How many signs that unit takes; 0 where none follows.
    gates : ndarray of int16, shape (gates, channels, 2)
        Gain and offset.
    gate_bits : ndarray of int64, shape (gates,)
    """

    index: np.ndarray
    spans: np.ndarray
    constants: np.ndarray
    taps: np.ndarray
    shift: np.ndarray
    inputs: np.ndarray
    class_levels: np.ndarray
    levels: np.ndarray
    rectified: np.ndarray
    rectifiers: np.ndarray
    nodes: np.ndarray
    thresholds: np.ndarray
    signs: np.ndarray
    gates: np.ndarray
    gate_bits: np.ndarray


class Tail(NamedTuple):
    """The tail for :func:`engine.backend.bitsliced.kernels.tail.sum_three`.

    Attributes
    ----------
    weight : ndarray of int16, shape (threes of outputs, pairs of all taps, 3, 2)
    runs : ndarray of int64, shape (runs, 5)
        Pairs that lie one behind the other under one tap.
    bias : ndarray of float64, shape (outputs,)
    """

    weight: np.ndarray
    runs: np.ndarray
    bias: np.ndarray


def make_head(program: Program) -> Head:
    """Lay the head out; outputs are padded with ones that give 0."""
    outputs, inputs = program.head.weight.shape[:2]
    taps = 9 * inputs
    padded = padded_outputs(outputs)
    weight = np.zeros((padded, taps + taps % 2), np.int16)
    weight[:outputs, :taps] = program.head.weight.reshape(outputs, taps)
    bias = np.zeros(padded, np.int32)
    bias[:outputs] = program.head.bias
    threshold = np.zeros(padded, np.int16)
    if program.spec.nodes[0].kind == LAYOUT_UNIT:
        threshold[:outputs] = program.units[0].threshold[:outputs]
    leaky = program.spec.head_relu and program.spec.backbone == "srresnet"
    floor = 0 if program.spec.head_relu else LOWEST
    return Head(weight.reshape(padded, -1, 2), bias, threshold, program.head_shift, floor, LEAK if leaky else 0)


def make_body(program: Program) -> Body:
    """All units of a plain program, and the order in which the wave runs them."""
    nodes = make_nodes(program)
    thresholds = np.zeros((len(nodes), 2, padded_outputs(widest(program))), np.int16)
    signs = np.zeros(len(nodes), np.int64)
    for place, node in enumerate(nodes[1:]):
        if node[KIND] == UNIT:
            of_each = program.units[node[INDEX]].threshold.reshape(-1, node[CHANNELS])
            signs[place] = len(of_each)
            thresholds[place, : len(of_each), : node[CHANNELS]] = of_each
    following = [thresholds[place, 0, : nodes[place, CHANNELS]]
                 for place in range(len(nodes)) if nodes[place, KIND] == UNIT]
    gates = np.zeros((max(1, len(program.gates)), widest(program), 2), np.int16)
    for place, gate in enumerate(program.gates):
        gates[place, : len(gate.gain), 0], gates[place, : len(gate.gain), 1] = gate.gain, gate.offset
    return make_units(program.units, following)._replace(
        nodes=nodes, thresholds=thresholds, signs=signs, gates=gates,
        gate_bits=np.array([gate.bits for gate in program.gates] or [0], np.int64))


def widest(program: Program) -> int:
    """Channels of the widest unit."""
    return max(len(unit.sign) for unit in program.units)


def make_nodes(program: Program) -> np.ndarray:
    """Head, units, changes of resolution and what comes at the end, in their order: int64 (nodes, 9).

    That is the tail, or with an upsampler, which runs layer by layer, handing the stream on to it.

    Columns are :data:`KIND`; :data:`INDEX`, a unit's number, or of a gated group's end its gate's, counted from 1;
    :data:`LEVEL`, how often the resolution is halved where the node writes; :data:`STREAM`, which of that level's
    streams it writes; :data:`OTHER`, which of the other level's a change of resolution reads; :data:`CHANNELS` of a
    unit, or of a change of resolution on its finer side; :data:`COPIES` of them on its coarser side; :data:`READS`
    and :data:`WRITES`, the place among the level's planes of the bits that it reads and that it writes (0 where it does
    not).
    """
    channels = program.spec.channels
    nodes = [[HEAD, 0, 0, 0, 0, channels, 1, 0, 0]]
    slots, groups, around = [0] * LEVEL_COUNT, [1] + [0] * (LEVEL_COUNT - 1), [0]
    unit = gate = 0
    for node, part in program.body:
        here, level = node.widening * channels, node.level
        if node.kind == DOWN:
            finer = around[-1]
            around.append(groups[level + 1])
            groups[level + 1] += 1
            nodes.append([HALVE, 0, level + 1, around[-1], finer, here, node.copies, 0, 0])
        elif node.kind == UP:
            gate += part is not None
            coarser = around.pop()
            index = 0 if part is None else gate
            nodes.append([GIVE_BACK, index, level, around[-1], coarser, here, node.copies, 0, 0])
        else:
            slots[level] += 1
            nodes[-1][WRITES] = slots[level]
            nodes.append([UNIT, unit, level, around[-1], 0, here, 1, slots[level], 0])
            unit += 1
    nodes.append([HAND_ON if program.stages else TAIL, 0, 0, 0, 0, channels, 1, 0, 0])
    return np.array(nodes, np.int64)


def wanted_rows(nodes: np.ndarray, rows: tuple[int, int], height: int) -> np.ndarray:
    """Which rows of blocks each node has to do, for some rows of pixels to be right.

    Parameters
    ----------
    nodes : ndarray of int64, shape (nodes, 9)
        Of :func:`make_nodes`.
    rows : (int, int)
        First row of pixels, and that behind the last.
    height : int
        Of the tile, in pixels.

    Returns
    -------
    ndarray of int64, shape (nodes, 2)
        First row of blocks and that behind the last, at the resolution that the node writes.
    """
    first, behind = rows[0] - 1, rows[1] + 1  # a tail keeps what it looks at
    found = np.empty((len(nodes), 2), np.int64)
    for place in reversed(range(len(nodes))):
        kind = nodes[place, KIND]
        found[place] = first, behind
        if kind == UNIT:
            first, behind = first - 1, behind + 1
        elif kind == GIVE_BACK:
            first, behind = first // 2, -(-behind // 2)
        elif kind == HALVE:  # and at least what is given back to
            first, behind = 2 * first, 2 * behind
    lines = -(-height // 2 ** nodes[:, LEVEL])
    found[:, 0] = np.maximum(found[:, 0], 0) // ROWS
    found[:, 1] = -(-np.minimum(found[:, 1], lines) // ROWS)
    return found


def countable(unit: Unit) -> bool:
    """Whether its largest sum times ``2**(15 - shift)``, which is how the kernels keep sums, is a 16-bit number."""
    return unit.reach << FRACTION_BITS - unit.shift <= HIGHEST


def rectifiable(unit: Unit) -> bool:
    """Whether what a rectifier behind the residual bends always is a 32-bit number, where the unit has one."""
    return unit.rectifier is None or int(unit.rectifier.slope.min()) > LOWEST


def make_units(units: Sequence[Unit], following: Sequence[np.ndarray]) -> Body:
    """Sort the weights of units into classes and scale their constants.

    Parameters
    ----------
    units : sequence of Unit
        All of them :func:`countable`.
    following : sequence of ndarray of int16, shape (outputs,)
        The threshold that each unit's outputs meet next.
    """
    most = max(unit.sign.shape[1] for unit in units)
    padded = padded_outputs(max(len(unit.sign) for unit in units))
    indices, at = [], 0
    shifts = [FRACTION_BITS - unit.shift for unit in units]
    spans = np.zeros((len(units), passes(most), padded // GROUP, CLASSES, 3), np.int32)
    constants = np.zeros((len(units), padded, CONSTANTS), np.int16)
    taps = np.zeros((len(units), padded, 9), np.int16)
    rectifiers = np.zeros((len(units), padded, 2), np.int32)
    largest = []
    for number, (unit, shift) in enumerate(zip(units, shifts, strict=True)):
        outputs, inputs = unit.sign.shape[:2]
        lists = make_lists(unit.sign.reshape(outputs, -1), BLOCK, 9 * PASS)
        indices.append((lists.index * PLANE_STEPS).astype(np.uint16))
        there = spans[number, : passes(inputs), : len(lists.centre) // GROUP]
        there[:] = lists.spans
        there[..., 0] += at
        at += len(lists.index)
        largest.append(lists.largest.bit_length())
        constants[number, : len(lists.centre), CENTRE] = lists.centre << shift
        constants[number, :outputs, : NEXT + 1] = _constants(unit, following[number], shift)
        sums = 2 * unit.sign.sum(axis=1, dtype=np.int64) - inputs
        taps[number, :outputs] = sums.reshape(outputs, 9) << shift
        if unit.rectifier is not None:
            rectifiers[number, :outputs, 0] = np.stack([unit.rectifier.slope] * 2, axis=1).view(np.int32)[:, 0]
            rectifiers[number, :outputs, 1] = unit.rectifier.lift
    reach = [(9 * unit.sign.shape[1]).bit_length() for unit in units]
    return Body(
        np.concatenate(indices), spans, constants, taps, np.array(shifts, np.int64),
        np.array([unit.sign.shape[1] for unit in units], np.int64), np.array(largest, np.int64),
        np.array(reach, np.int64), np.array([unit.rectifier is not None for unit in units], np.int64), rectifiers,
        np.zeros((0, 9), np.int64), np.zeros((0, 2, padded), np.int16), np.zeros(0, np.int64),
        np.zeros((1, padded, 2), np.int16), np.zeros(1, np.int64),
    )


def _constants(unit: Unit, following: np.ndarray, shift: int) -> np.ndarray:
    """Cut, gains, offsets and next threshold per output, int16 (channels, 6)."""
    out = np.empty((len(unit.cut), NEXT + 1), np.int16)
    # Beyond the reach every cut says the same, and a cut below all sums may stand at the smallest number.
    cut = np.clip(unit.cut.astype(np.int64), -unit.reach - 1, unit.reach) << shift
    out[:, CUT] = np.maximum(cut, LOWEST)
    out[:, GAIN : GAIN + 2] = unit.gain.T
    out[:, OFFSET : OFFSET + 2] = unit.offset.T
    out[:, NEXT] = following
    return out


def make_tail(program: Program) -> Tail:
    """Pair the channels, and find where sums have to be carried lest they leave 32 bits.

    Empty of a program whose tail lies behind an upsampler.
    """
    if program.stages:
        return Tail(np.zeros((0, 0, THREE, 2), np.int16), np.zeros((0, 5), np.int64), np.zeros(0))
    outputs, channels = program.tail.weight.shape[:2]
    weight = np.zeros((-(-outputs // THREE) * THREE, padded_outputs(channels), 9), np.int64)
    weight[:outputs, :channels] = program.tail.weight.reshape(outputs, channels, 9)
    taken, runs = [], []
    total = np.zeros(len(weight), np.int64)
    for tap, pair, part in _pairs(weight):
        size = np.abs(part).sum(axis=1)
        full = (total + size).max() > CARRY_LIMIT
        if full:
            runs[-1][CARRY], total = 1, 0
        if full or not runs or runs[-1][:COUNT] != [tap // 3, tap % 3, pair - runs[-1][COUNT]]:
            runs.append([tap // 3, tap % 3, pair, 0, 0])
        runs[-1][COUNT] += 1
        total = total + size
        taken.append(part)
    runs[-1][CARRY] = 1
    shaped = np.stack(taken).reshape(len(taken), -1, THREE, 2).transpose(1, 0, 2, 3)
    return Tail(np.ascontiguousarray(shaped.astype(np.int16)), np.array(runs, np.int64),
                program.tail.bias.astype(np.float64))


def _pairs(weight: np.ndarray) -> Iterator[tuple[int, int, np.ndarray]]:
    """Tap, pair of channels, and weights (outputs, 2); one channel after the other where both would overflow."""
    for tap in range(9):
        for pair in range(weight.shape[1] // 2):
            both = weight[:, 2 * pair : 2 * pair + 2, tap]
            fits = np.abs(both).sum(axis=1).max() <= CARRY_LIMIT
            for part in (both,) if fits else (both * [1, 0], both * [0, 1]):
                yield tap, pair, part


def split(weight: np.ndarray, axis: int | tuple[int, ...]) -> tuple[list[np.ndarray], list[int]]:
    """Split weights, if need be, so that sums of products along an axis fit in 32 bits: ``w = sum(factor * part)``.

    Each part but the last has :data:`PART_BITS` bits. There are three at most, which is enough for 16-bit weights:
    in a tail's taps always, in the nine taps of a convolution together up to 113 channels.
    """
    parts = [weight]
    while not fits(parts[-1], axis) and len(parts) < MOST_PARTS:
        high = parts[-1] + (1 << PART_BITS - 1) >> PART_BITS
        parts[-1:] = [parts[-1] - (high << PART_BITS), high]
    return parts, [1 << PART_BITS * part for part in range(len(parts))]


def fits(weight: np.ndarray, axis: int | tuple[int, ...]) -> bool:
    """Whether sums of products with 16-bit numbers along an axis always fit in 32 bits."""
    return np.abs(weight).sum(axis=axis).max() < WEIGHT_LIMIT
