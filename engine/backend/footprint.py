"""How much memory a program takes that runs layer by layer."""

from __future__ import annotations

from engine.backend.bits import WORD_BITS, words_for
from engine.backend.program import Convolution, FloatUnit, Program, Unit
from engine.network.layout import DOWN, UNIT, UP

BLOCK_BYTES = 24 << 20
"""Rows of sums, windows and products at work, whatever the tile."""


def layered_bytes(program: Program, height: int, width: int) -> int:
    """Bytes for a tile of this size, its halo included."""
    return bytes_per_pixel(program) * height * width + BLOCK_BYTES


def bytes_per_pixel(program: Program) -> int:
    """Bytes at the widest moment for each pixel of the network's input."""
    channels = program.spec.channels
    operations = [(program.head, program.spec.input_channels, 1)]
    units = [(node, unit) for node, unit in program.body if node.kind == UNIT]
    operations += [(unit.convolution if isinstance(unit, FloatUnit) else unit,
                    channels * node.widening * node.thresholds, 0.25**node.level) for node, unit in units]
    density = 1
    for stage in program.stages:
        operations.append((stage.operation, channels, density))
        density *= stage.factor**2
    operations.append((program.tail, channels, density))
    widest = max(density * _bytes(operation, inputs) for operation, inputs, density in operations)
    return round(widest) + kept_bytes(program)


def kept_bytes(program: Program) -> int:
    """What waits around open groups at the deepest moment: streams, their halves, and what becomes of those."""
    depth, most = 0.0, 0.0
    for node in program.spec.nodes:
        share = 2 * program.spec.channels * node.widening * 0.25**node.level * (1 + 0.25 + 1)
        depth += {DOWN: share, UP: -share}.get(node.kind, 0.0)
        most = max(most, depth)
    return round(most)


def _bytes(operation: Convolution | Unit, inputs: int) -> int:
    """The stream in front; then what a convolution gives, before and after its pixels are shuffled, or windows of
    bits and what is found and added.
    """
    if isinstance(operation, Convolution):
        return 2 * inputs + (2 + 2) * len(operation.weight)
    return 2 * inputs + WORD_BITS // 8 * 9 * words_for(inputs) + (2 + 2) * len(operation.sign)
