"""A packed network as a short list of integer steps, and what surrounds them on one tile.

The arithmetic is fixed point from end to end (``docs/fixed-point.md``): pixels and the residual stream are int16,
every sum is an exact integer, and every rounding is written down here. A backend may compute the sums in any
order and by any trick, so promises 1 and 2 (tiled == whole; every backend the same) hold for the finished picture
and not just for the bits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.network.packed import PIXEL_LIMIT, PIXEL_STEPS, PackedNetwork
from engine.network.spec import NetworkSpec

INT16 = np.iinfo(np.int16)


@dataclass(frozen=True, eq=False)
class Convolution:
    """A 3 x 3 convolution in fixed point, zero padded: ``sum(weight * x) + bias``, an exact integer.

    Attributes
    ----------
    weight : ndarray of int16, shape (outputs, inputs, 3, 3)
    bias : ndarray of int64, shape (outputs,)
    """

    weight: np.ndarray
    bias: np.ndarray


@dataclass(frozen=True, eq=False)
class Unit:
    """One BBCU-V4 unit in integers (paper Sec. 3.1, Fig. 2 d).

    With ``a`` the sum of +-1 products over the window (taps outside the picture count 0)::

        bit  = stream > threshold
        v    = saturate(round_shift(a * gain[piece], shift) + offset[piece]),  piece = a > cut
        next = saturate(stream + v)

    which is the RPReLU of the scaled binary convolution, added to the full-precision stream.

    Attributes
    ----------
    sign : ndarray of bool, shape (channels, channels, 3, 3)
        True for +1.
    threshold, cut : ndarray of int16, shape (channels,)
    gain, offset : ndarray of int16, shape (2, channels)
        Row 0 is the lower piece.
    shift : int
        1..15.
    """

    sign: np.ndarray
    threshold: np.ndarray
    cut: np.ndarray
    gain: np.ndarray
    offset: np.ndarray
    shift: int

    @property
    def reach(self) -> int:
        """Largest absolute value of the window's sum: 9 C."""
        return 9 * self.sign.shape[1]


@dataclass(frozen=True, eq=False)
class Program:
    """All steps of one network.

    Attributes
    ----------
    spec : NetworkSpec
    head : Convolution
        From pixels to the stream.
    head_shift : int
        Right shift, rounding half up, that brings the head's sum onto the stream's grid.
    units : tuple of Unit
    tail : Convolution
        From the stream to what is subtracted from the picture.
    tail_scale : float
        One unit of the tail's sum as a value in 0..1.
    """

    spec: NetworkSpec
    head: Convolution
    head_shift: int
    units: tuple[Unit, ...]
    tail: Convolution
    tail_scale: float

    @classmethod
    def of(cls, network: PackedNetwork) -> Program:
        """Unpack a model file's tensors."""
        t, spec = network.tensors, network.spec
        c = spec.channels
        signs = np.unpackbits(t["body.weight"], axis=-1, bitorder="little", count=9 * c).astype(bool)
        units = tuple(
            Unit(
                signs[i].reshape(c, c, 3, 3),
                t["body.threshold"][i], t["body.cut"][i], t["body.gain"][i], t["body.offset"][i],
                int(t["body.shift"][i]),
            )
            for i in range(spec.units)
        )
        return cls(
            spec,
            Convolution(t["head.weight"], t["head.bias"]), int(t["head.shift"][0]),
            units,
            Convolution(t["tail.weight"], t["tail.bias"]), float(t["tail.scale"][0]),
        )


Runner = Callable[[np.ndarray], np.ndarray]
"""What a backend makes of a program: int16 (inputs, h, w) -> the tail's exact sums, float64 (image, h, w)."""


def saturate(values: np.ndarray) -> np.ndarray:
    """Clip to int16 and cast."""
    return np.clip(values, INT16.min, INT16.max).astype(np.int16)


def round_shift(values: np.ndarray, shift: int) -> np.ndarray:
    """Divide integers by ``2**shift``, rounding halves up."""
    return (values + (1 << shift >> 1)) >> shift


def activation_table(unit: Unit) -> np.ndarray:
    """What a unit adds to the stream, for every sum that can occur.

    Returns
    -------
    ndarray of int16, shape (channels, 2 * reach + 1)
        Entry ``reach + a`` belongs to the sum a.
    """
    sums = np.arange(-unit.reach, unit.reach + 1, dtype=np.int64)
    upper = (sums > unit.cut[:, None].astype(np.int64)).astype(np.intp)
    gain = np.take_along_axis(unit.gain.T.astype(np.int64), upper, axis=1)
    offset = np.take_along_axis(unit.offset.T.astype(np.int64), upper, axis=1)
    return saturate(round_shift(sums * gain, unit.shift) + offset)


def level_value(spec: NetworkSpec, level: float) -> float:
    """A level on the scale of the pixels, as the level map shows it (see :class:`NetworkSpec`)."""
    return level / 255.0 if spec.task == "denoise" else (100.0 - level) / 100.0


def to_input(values: np.ndarray, spec: NetworkSpec, level: float) -> np.ndarray:
    """Pixels and level as the head's integers.

    Parameters
    ----------
    values : ndarray of float32, shape (h, w, image_channels)
        Nominally 0..1; noise may reach beyond.
    spec : NetworkSpec
    level : float
        Used only if the network has a level map.

    Returns
    -------
    ndarray of int16, shape (input_channels, h, w)
    """
    out = np.empty((spec.input_channels, *values.shape[:2]), np.int16)
    for channel in range(spec.image_channels):
        steps = np.rint(values[..., channel] * np.float32(PIXEL_STEPS))
        out[channel] = np.clip(steps, -PIXEL_LIMIT, PIXEL_LIMIT)
    if spec.level_map:
        out[spec.image_channels] = round(level_value(spec, level) * PIXEL_STEPS)
    return out


def run_tile(program: Program, runner: Runner, values: np.ndarray, level: float) -> np.ndarray:
    """Restore one rectangle of pixels as if it were a whole picture.

    Parameters
    ----------
    program : Program
    runner : callable
        Made from the same program by a backend.
    values : ndarray of float32, shape (h, w, image_channels)
    level : float

    Returns
    -------
    ndarray of float32, shape (h, w, image_channels)
        Not clipped. Pixels nearer than the halo to an edge that is not the picture's own are not meaningful.
    """
    sums = runner(to_input(values, program.spec, level))
    found = (sums * program.tail_scale).astype(np.float32)
    return values - np.moveaxis(found, 0, -1)
