"""Any program, layer by layer: the frame that a backend fills with its own binary units and convolutions.

What is counted and multiplied is the backend's; in which order, and what surrounds it, is written here once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from engine.backend.integers import add_saturating, leaky_relu, round_shift, saturate
from engine.backend.planes import doubled, halved
from engine.backend.program import Convolution, FloatUnit, Program, Unit


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
        self._head, self._tail = self._layer(program.head), self._layer(program.tail)
        self._runs = [(half, [(unit, self._layer(unit if isinstance(unit, Unit) else unit.convolution))
                              for unit in run]) for half, run in program.runs]
        self._stages = [(stage, self._layer(stage.operation)) for stage in program.stages]

    def __call__(self, pixels: np.ndarray) -> np.ndarray:
        """See :class:`engine.backend.contract.Runner`."""
        stream = self._first(pixels)
        for half, units in self._runs:
            stream = (self._at_half if half else self._body)(units, stream)
        for stage, layer in self._stages:
            if isinstance(layer, BinaryLayer):
                stream = self._pieces.widen(stream, layer.change(stream), stage.factor)
                stream = leaky_relu(stream) if stage.leaky else stream
            else:
                stream = layer.stream(stream, Rounding(stage.shift, False, stage.leaky, stage.factor))
        if isinstance(self._tail, BinaryLayer):
            return self._tail.change(stream).astype(np.float64)
        return self._tail.sums(stream)

    def finish(self, values: np.ndarray, sums: np.ndarray) -> np.ndarray:
        """See :class:`engine.backend.contract.Runner`."""
        return self._pieces.finish(self._program, values, sums)

    def _layer(self, operation: Unit | Convolution) -> BinaryLayer | FloatLayer:
        binary = isinstance(operation, Unit)
        return self._pieces.binary(operation) if binary else self._pieces.convolution(operation)

    def _first(self, pixels: np.ndarray) -> np.ndarray:
        """From pixels to the first stream. A BBCU-H adds what its unit finds to its input's repeated channels."""
        program = self._program
        if isinstance(self._head, BinaryLayer):
            seen = saturate(round_shift(pixels.astype(np.int64) * program.head_gain, program.head_shift))
            return self._pieces.widen(seen, self._head.change(seen), 1)
        relu = program.spec.head_relu
        leaky = relu and program.spec.backbone == "srresnet"
        return self._head.stream(pixels, Rounding(program.head_shift, relu and not leaky, leaky))

    def _body(self, units: Layers, stream: np.ndarray) -> np.ndarray:
        """A run of units, one behind the other. The stream given may be overwritten."""
        kept = stream
        for unit, layer in units:
            self._watch(unit, stream)
            if isinstance(layer, BinaryLayer) and unit.plain:
                layer.apply(stream)
                continue
            if unit.keeps:
                kept = stream
            if isinstance(layer, BinaryLayer):
                change = layer.change(stream)
            else:
                change = layer.stream(stream, Rounding(unit.shift, unit.relu))
            stream = self._pieces.join(unit, kept, change)
        return stream

    def _at_half(self, units: Layers, stream: np.ndarray) -> np.ndarray:
        """A run at half resolution, which adds what it changes to the stream. The stream may be overwritten."""
        small = halved(stream)
        changed = self._body(units, small.copy())
        change = saturate(np.subtract(changed, small, dtype=np.int32))
        add_saturating(stream, doubled(change, *stream.shape[1:]), (int(change.min()), int(change.max())))
        return stream


Layers = list[tuple[Unit | FloatUnit, BinaryLayer | FloatLayer]]
"""Units of a run, each with what computes it."""
