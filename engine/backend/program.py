"""A packed network as a short list of integer steps, and what surrounds them on one tile.

The arithmetic is fixed point from end to end (``docs/fixed-point.md``): pixels and the residual stream are int16,
every sum is an exact integer, and every rounding is written down here, in the words of
:mod:`engine.backend.integers`. A backend may compute the sums in any order and by any trick, so promises 1 and 2
(tiled == whole; every backend the same) hold for the finished picture and not just for the bits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from engine.backend.integers import round_shift, saturate
from engine.backend.planes import enlarged, shuffled
from engine.network.layout import UNIT, UP, Node
from engine.network.packed import PIXEL_LIMIT, PIXEL_STEPS, PackedNetwork, body_part, gates_of
from engine.network.spec import NetworkSpec


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
class Rectifier:
    """The RPReLU of a unit that has it behind the residual: V1, V2, V3 and ReActNet (docs/paper.md, Versions).

    Of the sum ``s``, which is not saturated before::

        next = saturate(lift + (s if s > 0 else round_shift(s * slope, SLOPE_BITS)))

    The RPReLU's shift in front is part of the unit's offset.

    Attributes
    ----------
    slope : ndarray of int16, shape (channels,)
        Below zero, in units of ``2**-SLOPE_BITS``.
    lift : ndarray of int16, shape (channels,)
        What the RPReLU adds behind.
    """

    slope: np.ndarray
    lift: np.ndarray


@dataclass(frozen=True, eq=False)
class Unit:
    """One binary unit in integers; with its defaults a BBCU-V4 unit (paper Sec. 3.1, Fig. 2 d).

    With ``a`` the sum of +-1 products over the window (taps outside the picture count 0)::

        bit  = stream > threshold  (of all channels, then of all of them again where there are twice as many inputs)
        v    = saturate(round_shift(a * gain[piece], shift) + offset[piece]),  piece = a > cut
        next = saturate(kept + v)

    which is the RPReLU of the scaled binary convolution, added to the full-precision stream. BatchNorm, where a unit
    has one, is folded into gain and offset.

    Attributes
    ----------
    sign : ndarray of bool, shape (outputs, inputs, 3, 3)
        True for +1.
    threshold : ndarray of int16, shape (inputs,)
    cut : ndarray of int16, shape (outputs,)
    gain, offset : ndarray of int16, shape (2, outputs)
        Row 0 is the lower piece.
    shift : int
        1..15.
    keeps : bool
        Whether the stream in front of this unit is kept for a residual that starts here.
    adds : bool
        Whether what was kept is added here. If not, ``next = v``. Where `keeps` and `adds` both hold, as in every
        BBCU, what is added is the unit's own input.
    rectifier : Rectifier or None
        If given, it is applied to ``kept + v`` in the place of the saturation.
    """

    sign: np.ndarray
    threshold: np.ndarray
    cut: np.ndarray
    gain: np.ndarray
    offset: np.ndarray
    shift: int
    keeps: bool = True
    adds: bool = True
    rectifier: Rectifier | None = None

    @property
    def reach(self) -> int:
        """Largest absolute value of the window's sum: 9 C."""
        return 9 * self.sign.shape[1]

    @property
    def stands_alone(self) -> bool:
        """Whether it has a residual of its own."""
        return self.keeps and self.adds

    @property
    def plain(self) -> bool:
        """Whether it is a BBCU-V4 unit with a residual of its own."""
        return self.stands_alone and self.rectifier is None


@dataclass(frozen=True, eq=False)
class FloatUnit:
    """One full-precision unit of the body in fixed point.

    ``v = saturate(round_shift(convolution, shift))``, no less than 0 with a ReLU; then as in :class:`Unit`,
    ``next = saturate(kept + v)`` or ``v``.
    """

    convolution: Convolution
    shift: int
    relu: bool
    keeps: bool
    adds: bool
    rectifier: ClassVar[None] = None


@dataclass(frozen=True, eq=False)
class Gate:
    """By how much each square of a gated group is drawn towards its mean: one-bit decisions that average exact values.

    With ``change`` what the group has changed (of two copies the second), 1 being ``2**bits``::

        open = clip(saturate(round_shift(change * gain, FRACTION_BITS) + offset), 0, 2**bits - 1)
        next = saturate(given - round_shift(detail * open, bits)),  detail = saturate(stream - doubled(small))

    where ``given`` is the stream with the change already given back to it and `open` that of the pixel's square.

    Attributes
    ----------
    gain, offset : ndarray of int16, shape (channels,)
    bits : int
        1..14.
    """

    gain: np.ndarray
    offset: np.ndarray
    bits: int


@dataclass(frozen=True, eq=False)
class Stage:
    """One convolution of the upsampler: float, or BBCU-U (paper Sec. 3.2; docs/paper.md, The unit).

    A float stage is ``saturate(round_shift(sum, shift))``; a binary one is a unit whose residual is the stream with
    every channel repeated ``factor**2`` times. Then pixels are shuffled and, with `leaky`, negative values become
    ``round_shift(x * LEAK, FRACTION_BITS)``.

    Attributes
    ----------
    operation : Convolution or Unit
    shift : int
        Of a float stage.
    factor : int
        Enlargement per side: 1, 2 or 3.
    leaky : bool
    """

    operation: Convolution | Unit
    shift: int
    factor: int
    leaky: bool


@dataclass(frozen=True, eq=False)
class Program:
    """All steps of one network.

    Attributes
    ----------
    spec : NetworkSpec
    head : Convolution or Unit
        From pixels to the stream. A binary head (BBCU-H) sees ``saturate(round_shift(pixel * head_gain,
        head_shift))`` and adds it, its channels repeated, to what it finds.
    head_shift : int
        Right shift, rounding half up, that brings the head's sum (a binary head's input) onto the stream's grid.
    units : tuple of Unit or FloatUnit
    tail : Convolution or Unit
        From the stream to what is subtracted from the picture, or added to its enlargement. A binary tail (BBCU-T)
        has no residual but that picture: what it finds, ``v``, is its sum.
    tail_scale : float
        One unit of the tail's sum as a value in 0..1.
    stages : tuple of Stage
        The upsampler.
    head_gain : int
    head_level : ndarray of int64, shape (channels, numbers)
        With a level bias: times the numbers that the network is shown, added to the head's bias.
    gates : tuple of Gate
        Of the gated groups, in the order in which they end.
    """

    spec: NetworkSpec
    head: Convolution | Unit
    head_shift: int
    units: tuple[Unit | FloatUnit, ...]
    tail: Convolution | Unit
    tail_scale: float
    stages: tuple[Stage, ...] = ()
    head_gain: int = 1
    head_level: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    gates: tuple[Gate, ...] = ()

    @classmethod
    def of(cls, network: PackedNetwork) -> Program:
        """Unpack a model file's tensors."""
        t, spec = network.tensors, network.spec
        binary_head = spec.is_binary("head")
        stages = []
        for place, factor in enumerate(spec.stages):
            part, binary = f"upsampler.{place}.", spec.is_binary("upsampler")
            operation = _unit(_part(t, part), spec.channels) if binary else _convolution(_part(t, part))
            # Behind a BBCU-U there is no activation, behind the convolution at full size there always is.
            stages.append(Stage(operation, int(t[part + "shift"][0]), factor, leaky=factor == 1 or not binary))
        return cls(
            spec,
            _unit(_part(t, "head."), spec.input_channels) if binary_head else _convolution(_part(t, "head.")),
            int(t["head.input"][1] if binary_head else t["head.shift"][0]),
            tuple(_body_units(t, spec)),
            _unit(_part(t, "tail."), spec.channels) if spec.is_binary("tail") else _convolution(_part(t, "tail.")),
            float(t["tail.scale"][0]),
            tuple(stages),
            int(t["head.input"][0]) if binary_head else 1,
            t["head.level"].astype(np.int64) if spec.level_bias else np.zeros((spec.channels, 0), np.int64),
            tuple(Gate(t[f"gate.{place}.gain"], t[f"gate.{place}.offset"], int(t[f"gate.{place}.bits"][0]))
                  for place in range(len(gates_of(spec)))),
        )

    @property
    def body(self) -> Iterator[tuple[Node, Unit | FloatUnit | Gate | None]]:
        """The nodes of the layout in their order, each unit with its integers and each gated end with its gate."""
        units, gates = iter(self.units), iter(self.gates)
        for node in self.spec.nodes:
            if node.kind == UNIT:
                yield node, next(units)
            else:
                yield node, next(gates) if node.kind == UP and node.gated else None

    @property
    def beyond_plain(self) -> str | None:
        """What this program has beyond float ends around BBCU-V4 units with residuals of their own; or None.

        Such a plain program is a head, units and a tail at one size (a direct enlarger's tail, too). A backend that
        runs nothing else answers with this when it is asked what it does not support.
        """
        if self.stages:
            return "it has an upsampler"
        if self.spec.backbone == "srresnet" and self.spec.head_relu:
            return "its head has a leaky ReLU"
        if not isinstance(self.head, Convolution) or not isinstance(self.tail, Convolution):
            return "its head or tail is binary"
        if not all(isinstance(unit, Unit) and unit.plain for unit in self.units):
            return "its units are not all BBCU-V4 with residuals of their own"
        return None


def _part(tensors: dict[str, np.ndarray], name: str, index: int | None = None) -> dict[str, np.ndarray]:
    """The tensors of one part without its name, of the body those of one unit."""
    found = {key.removeprefix(name): value for key, value in tensors.items() if key.startswith(name)}
    if index is not None:
        return {key: value[index] for key, value in found.items()}
    return found | ({"shift": found["shift"][0]} if "shift" in found else {})


def _convolution(t: dict[str, np.ndarray]) -> Convolution:
    return Convolution(t["weight"], t["bias"])


def _unit(t: dict[str, np.ndarray], inputs: int, residual: tuple[bool, bool] = (True, True)) -> Unit:
    signs = np.unpackbits(t["weight"], axis=-1, bitorder="little", count=9 * inputs).astype(bool)
    rectifier = Rectifier(t["slope"], t["lift"]) if "slope" in t else None
    return Unit(signs.reshape(-1, inputs, 3, 3), t["threshold"], t["cut"], t["gain"], t["offset"], int(t["shift"]),
                *residual, rectifier)


def _body_units(tensors: dict[str, np.ndarray], spec: NetworkSpec) -> Iterator[Unit | FloatUnit]:
    taken: Counter[str] = Counter()
    for index, (node, residual) in enumerate(zip(spec.unit_nodes, spec.residuals, strict=True)):
        part = body_part(node.widening, node.thresholds)
        t = _part(tensors, part, taken[part])
        taken[part] += 1
        if spec.is_binary("body"):
            yield _unit(t, spec.channels * node.widening * node.thresholds, residual)
        else:
            yield FloatUnit(_convolution(t), int(t["shift"]), spec.has_relu(index), *residual)


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


def to_input(values: np.ndarray, spec: NetworkSpec, shown: tuple[float, ...]) -> np.ndarray:
    """Pixels, and the numbers of a level map, as the head's integers.

    Parameters
    ----------
    values : ndarray of float32, shape (h, w, image_channels)
        Nominally 0..1; noise may reach beyond.
    spec : NetworkSpec
    shown : tuple of float
        As :meth:`NetworkSpec.shown` gives them; those of a level bias are none of the pixels' business.

    Returns
    -------
    ndarray of int16, shape (input_channels, h, w)
    """
    out = np.empty((spec.input_channels, *values.shape[:2]), np.int16)
    for channel in range(spec.image_channels):
        steps = np.rint(values[..., channel] * np.float32(PIXEL_STEPS))
        out[channel] = np.clip(steps, -PIXEL_LIMIT, PIXEL_LIMIT)
    if spec.level_map:
        for channel, value in enumerate(shown, spec.image_channels):
            out[channel] = round(value * PIXEL_STEPS)
    return out


def bias_shown(program: Program, shown: tuple[float, ...]) -> np.ndarray:
    """The head's bias for what the network is shown: int64 (channels,)."""
    if not program.spec.level_bias:
        return program.head.bias
    steps = np.array([min(round(value * PIXEL_STEPS), PIXEL_LIMIT) for value in shown], np.int64)
    return program.head.bias + program.head_level @ steps


def finished(program: Program, values: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """The tail's sums as a result: what was found, taken from the picture or added to its enlargement.

    Parameters
    ----------
    program : Program
    values : ndarray of float32, shape (h, w, image_channels)
    sums : ndarray of float64
        As a :class:`engine.backend.contract.Runner` gives them.

    Returns
    -------
    ndarray of float32, shape (h * scale, w * scale, image_channels)
    """
    spec = program.spec
    found = np.moveaxis((sums * program.tail_scale).astype(np.float32), 0, -1)
    if spec.scale == 1:
        return values - found
    if spec.upsampler == "direct":
        found = np.moveaxis(shuffled(np.moveaxis(found, -1, 0), spec.scale), 0, -1)
    return enlarged(values, spec.scale) + found
