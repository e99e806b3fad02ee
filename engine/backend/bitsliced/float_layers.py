"""Float convolutions in compiled integer arithmetic, for networks that the wave does not cover."""

from __future__ import annotations

import threading
from typing import NamedTuple

import numpy as np

from engine.backend.bitsliced.blocks import aligned
from engine.backend.bitsliced.entries import convolve_to_stream, convolve_to_sums, pair_channels
from engine.backend.bitsliced.shapes import LEAKY, NONE, OUTPUTS, PIXELS, RELU
from engine.backend.bitsliced.tables import fits, split
from engine.backend.layers import Rounding
from engine.backend.planes import contiguous
from engine.backend.popcount import PlainConvolution
from engine.backend.program import Convolution


class Weights(NamedTuple):
    """A convolution's weights as the kernels read them.

    Attributes
    ----------
    weight : ndarray of int16, shape (parts, quads, pairs, 9, 4, 2)
        Of four outputs at a time, channels in pairs.
    factor : ndarray of int64, shape (parts,)
        What each part's sums are worth.
    bias : ndarray of int64, shape (quads, 4, 1)
    """

    weight: np.ndarray
    factor: np.ndarray
    bias: np.ndarray


def make_weights(convolution: Convolution) -> Weights | None:
    """Split weights into parts whose sums fit in 32 bits; None if three parts do not do (more than 113 channels)."""
    outputs, inputs = convolution.weight.shape[:2]
    quads, pairs = -(-outputs // OUTPUTS), -(-inputs // 2)
    whole = np.zeros((quads * OUTPUTS, 2 * pairs, 9), np.int64)
    whole[:outputs, :inputs] = convolution.weight.reshape(outputs, inputs, 9)
    parts, factors = split(whole, axis=(1, 2))
    if not all(fits(part, (1, 2)) for part in parts):
        return None
    shaped = np.stack(parts).reshape(len(parts), quads, OUTPUTS, pairs, 2, 9)
    bias = np.zeros(quads * OUTPUTS, np.int64)
    bias[:outputs] = convolution.bias
    return Weights(
        np.ascontiguousarray(shaped.transpose(0, 1, 3, 5, 2, 4).astype(np.int16)),
        np.array(factors, np.int64), bias.reshape(quads, OUTPUTS, 1),
    )


class Room(threading.local):
    """What one thread needs for one size of tile.

    Attributes
    ----------
    shape : tuple of int
        Of the input that it was made for.
    pairs : ndarray of int16
        See :func:`engine.backend.bitsliced.kernels.conv.pair_channels`.
    sums : tuple of ndarray
        int32 and int64 (4, 64).
    """

    def __init__(self) -> None:
        self.shape, self.pairs = (), None
        self.sums = aligned((OUTPUTS, PIXELS), np.int32), aligned((OUTPUTS, PIXELS), np.int64)

    def fit(self, shape: tuple[int, ...]) -> None:
        """Make it fit an input (channels, h, w)."""
        if self.shape == shape:
            return
        channels, height, width = shape
        self.pairs = None  # let go of the old ones first
        self.pairs = aligned((-(-channels // 2), height + 2, -(-width // PIXELS) * PIXELS + 2, 2), np.int16)
        self.shape = shape


class CompiledConvolution(PlainConvolution):
    """A float convolution in compiled integers; in NumPy where its weights are too large for that."""

    def __init__(self, convolution: Convolution) -> None:
        super().__init__(convolution)
        self._weights = make_weights(convolution)
        self._own = Room()

    def sums(self, x: np.ndarray) -> np.ndarray:
        """See :class:`engine.backend.layers.FloatLayer`."""
        if self._weights is None:
            return super().sums(x)
        out = np.empty((len(self.convolution.weight), *x.shape[1:]))
        convolve_to_sums(*self._ready(x), out)
        return out

    def stream(self, x: np.ndarray, how: Rounding) -> np.ndarray:
        """See :class:`engine.backend.layers.FloatLayer`."""
        if self._weights is None:
            return super().stream(x, how)
        height, width = x.shape[1:]
        shape = (len(self.convolution.weight) // how.factor**2, height * how.factor, width * how.factor)
        out = np.empty(shape, np.int16)
        kind = LEAKY if how.leaky else RELU if how.relu else NONE
        convolve_to_stream(*self._ready(x), (how.shift, kind, how.factor), out)
        return out

    def _ready(self, x: np.ndarray) -> tuple:
        """The paired channels in this thread's own room, the weights, and room for sums."""
        self._own.fit(x.shape)
        pair_channels(contiguous(x), self._own.pairs)
        return self._own.pairs, self._weights, self._own.sums
