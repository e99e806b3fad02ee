"""Any program, layer by layer: the frame that a backend fills with its own binary units and convolutions.

What is counted and multiplied is the backend's; in which order, and what surrounds it, is written here once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from engine.backend.integers import FRACTION_BITS, add_saturating, leaky_relu, round_shift, saturate
from engine.backend.planes import copied, doubled, halved
from engine.backend.program import Convolution, FloatUnit, Gate, Program, Unit, bias_shown
from engine.network.layout import DOWN, UNIT, UP


class BinaryLayer(ABC):
    """A binary unit made ready. Several threads may use it."""

    @abstractmethod
    def change(self, stream: np.ndarray) -> np.ndarray:
        """What the unit finds, before any residual: int16 (inputs, h, w) to int16 (outputs, h, w).

        The result may be a view of memory that this thread's next call overwrites.
        """

    @abstractmethod
    def apply(self, stream: np.ndarray) -> None:
        """Run a plain unit on a stream, int16 (channels, h, w), in place."""


class Rounding(NamedTuple):
    """How a convolution's sums become a stream.

    Attributes
    ----------
    shift : int
        Right shift, rounding half up; then they are saturated.
    relu, leaky : bool
        What follows.
    factor : int
        Enlargement per side: pixels are shuffled.
    """

    shift: int
    relu: bool = False
    leaky: bool = False
    factor: int = 1


class FloatLayer(ABC):
    """A float convolution in fixed point, made ready. Several threads may use it."""

    @abstractmethod
    def sums(self, x: np.ndarray) -> np.ndarray:
        """Exact sums: int16 (inputs, h, w) to float64 (outputs, h, w)."""

    @abstractmethod
    def stream(self, x: np.ndarray, how: Rounding) -> np.ndarray:
        """Onto the stream's grid: int16 (inputs, h, w) to int16 (outputs / factor**2, h * factor, w * factor)."""


@dataclass(frozen=True)
class Pieces:
    """What a network is put together from.

    Attributes
    ----------
    binary : callable
        Unit -> BinaryLayer.
    convolution : callable
        Convolution -> FloatLayer.
    join : callable
        Unit, kept stream, change -> the next stream: the residual, if the unit adds one, rectified if it is so.
    widen : callable
        Stream, change, factor -> the enlarged stream of a BBCU-U: every channel repeated, plus the change, shuffled.
        The change may be overwritten.
    finish : callable
        Program, values, sums -> :func:`engine.backend.program.finished`.
    """

    binary: Callable[[Unit], BinaryLayer]
    convolution: Callable[[Convolution], FloatLayer]
    join: Callable[[Unit | FloatUnit, np.ndarray, np.ndarray], np.ndarray]
    widen: Callable[[np.ndarray, np.ndarray, int], np.ndarray]
    finish: Callable[[Program, np.ndarray, np.ndarray], np.ndarray]


Watcher = Callable[[Unit | FloatUnit, np.ndarray], None]
"""Shown every unit of the body and the stream in front of it, which it must not change."""


def made_ready(operation: Unit | Convolution, pieces: Pieces) -> BinaryLayer | FloatLayer:
    """The layer of a unit or of a convolution."""
    return pieces.binary(operation) if isinstance(operation, Unit) else pieces.convolution(operation)


class Ending:
    """What follows the body: the upsampler and the tail. Several threads may use it."""

    def __init__(self, program: Program, pieces: Pieces) -> None:
        self._pieces = pieces
        self._stages = [(stage, made_ready(stage.operation, pieces)) for stage in program.stages]
        self._tail = made_ready(program.tail, pieces)

    def __call__(self, stream: np.ndarray) -> np.ndarray:
        """The body's stream, int16 (channels, h, w), to the tail's sums, float64 (outputs, h * scale, w * scale)."""
        for stage, layer in self._stages:
            if isinstance(layer, BinaryLayer):
                stream = self._pieces.widen(stream, layer.change(stream), stage.factor)
                stream = leaky_relu(stream) if stage.leaky else stream
            else:
                stream = layer.stream(stream, Rounding(stage.shift, False, stage.leaky, stage.factor))
        if isinstance(self._tail, BinaryLayer):
            return self._tail.change(stream).astype(np.float64)
        return self._tail.sums(stream)


class LayeredRunner:
    """A program as layers, one behind the other.

    Parameters
    ----------
    program : Program
    pieces : Pieces
    watch : callable
        See :data:`Watcher`.
    """

    def __init__(self, program: Program, pieces: Pieces, watch: Watcher = lambda _unit, _stream: None) -> None:
        self._program, self._pieces, self._watch = program, pieces, watch
        self._head, self._ending = made_ready(program.head, pieces), Ending(program, pieces)
        self._last: tuple[tuple[float, ...], FloatLayer] | None = None
        self._nodes = [(node, part, made_ready(part if isinstance(part, Unit) else part.convolution, pieces)
                        if node.kind == UNIT else None) for node, part in program.body]

    def __call__(self, pixels: np.ndarray, shown: tuple[float, ...] = (),
                 rows: tuple[int, int] | None = None) -> np.ndarray:
        """See :class:`engine.backend.contract.Runner`; does all rows."""
        return self._ending(self._body(self._first(pixels, shown)))

    def finish(self, values: np.ndarray, sums: np.ndarray) -> np.ndarray:
        """See :class:`engine.backend.contract.Runner`."""
        return self._pieces.finish(self._program, values, sums)

    def _first(self, pixels: np.ndarray, shown: tuple[float, ...]) -> np.ndarray:
        """From pixels to the first stream. A BBCU-H adds what its unit finds to its input's repeated channels."""
        program = self._program
        if isinstance(self._head, BinaryLayer):
            seen = saturate(round_shift(pixels.astype(np.int64) * program.head_gain, program.head_shift))
            return self._pieces.widen(seen, self._head.change(seen), 1)
        relu = program.spec.head_relu
        leaky = relu and program.spec.backbone == "srresnet"
        layer = self._told(shown) if program.spec.level_bias else self._head
        return layer.stream(pixels, Rounding(program.head_shift, relu and not leaky, leaky))

    def _told(self, shown: tuple[float, ...]) -> FloatLayer:
        """The head with the bias for what the network is shown: of a picture's tiles all the same."""
        kept = self._last
        if kept is None or kept[0] != shown:
            bias = bias_shown(self._program, shown)
            kept = self._last = shown, self._pieces.convolution(Convolution(self._program.head.weight, bias))
        return kept[1]

    def _body(self, stream: np.ndarray) -> np.ndarray:
        """All nodes of the layout, one behind the other. The stream given may be overwritten."""
        kept = stream
        around: list[tuple[np.ndarray, np.ndarray]] = []
        for node, part, layer in self._nodes:
            if node.kind == DOWN:
                small = halved(stream)
                around.append((stream, small))
                stream = kept = copied(small, node.copies)
            elif node.kind == UP:
                stream = kept = given_back(*around.pop(), stream, part)
            else:
                kept = stream if part.keeps else kept
                stream = self._behind(part, layer, kept, stream)
        return stream

    def _behind(self, unit: Unit | FloatUnit, layer: BinaryLayer | FloatLayer, kept: np.ndarray,
                stream: np.ndarray) -> np.ndarray:
        """One unit; a plain one changes the stream in place."""
        self._watch(unit, stream)
        if isinstance(layer, BinaryLayer):
            copies = len(unit.threshold) // len(stream)
            if unit.plain and copies == 1:
                layer.apply(stream)
                return stream
            change = layer.change(stream if copies == 1 else copied(stream, copies))
        else:
            change = layer.stream(stream, Rounding(unit.shift, unit.relu))
        return self._pieces.join(unit, kept, change)


def given_back(stream: np.ndarray, small: np.ndarray, changed: np.ndarray, gate: Gate | None) -> np.ndarray:
    """What a group changed at half the resolution, given back to the stream around it, which is overwritten.

    Each copy's change is saturated, then their sum; it is added to all four pixels of each square, and a
    :class:`engine.backend.program.Gate` then draws them towards their mean.

    Parameters
    ----------
    stream : ndarray of int16, shape (channels, h, w)
    small : ndarray of int16, shape (channels, h', w')
        :func:`engine.backend.planes.halved` of it.
    changed : ndarray of int16, shape (channels * copies, h', w')
    gate : Gate or None
    """
    channels, height, width = stream.shape
    last = change = saturate(np.subtract(changed[-channels:], small, dtype=np.int32))
    if len(changed) > channels:
        first = saturate(np.subtract(changed[:channels], small, dtype=np.int32))
        change = saturate(np.add(first, last, dtype=np.int32))
    detail = None if gate is None else saturate(np.subtract(stream, doubled(small, height, width), dtype=np.int32))
    add_saturating(stream, doubled(change, height, width), (int(change.min()), int(change.max())))
    if gate is None:
        return stream
    moved = round_shift(last * gate.gain[:, None, None].astype(np.int64), FRACTION_BITS) + gate.offset[:, None, None]
    opened = doubled(np.clip(moved, 0, (1 << gate.bits) - 1), height, width)
    return saturate(stream - round_shift(detail * opened, gate.bits))
