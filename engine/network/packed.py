"""The model file: a packed network, its description and its card, in one safetensors file.

Everything a backend needs is stored as integers (see ``docs/fixed-point.md``), so that every backend and tile
computes the same picture, bit for bit, and so should every machine. Reading runs no code: safetensors holds names,
shapes and raw numbers, and every one of them is checked against the description before it is used.

Tensors of a network with C channels and U units whose body alone is binary:

=====================  ======  =====================  ======================================================
name                   dtype   shape                  meaning
=====================  ======  =====================  ======================================================
head.weight            int16   (C, inputs, 3, 3)      head convolution, in units of 2**-head.shift
head.bias              int64   (C,)                   same units, added before the shift
head.shift             int16   (1,)                   right shift that brings the sum onto the stream's grid
head.level             int16   (C, numbers)           with a level bias: times its numbers, added to the head's bias
body.weight            uint8   (U, C, ceil(9 C / 8))  signs, order (input, ky, kx), little-endian bits, 1 = +1
body.threshold         int16   (U, C)                 bit = stream > threshold
body.cut               int16   (U, C)                 the RPReLU's upper piece holds where acc > cut
body.gain              int16   (U, 2, C)              slopes of the lower and the upper piece
body.offset            int16   (U, 2, C)              offsets of the lower and the upper piece
body.shift             int16   (U,)                   acc * gain is shifted right by this, rounding half up
body2.weight, ...                                     the same of the units with twice the channels; body4., body8.
bodyd.weight, ...                                     the same of units that take two signs of each channel, with 2 C
                                                      inputs and thresholds: all channels, then all of them again;
                                                      body2d. and so on with more channels
gate.<i>.gain          int16   (C,)                   of the i-th gated group: see engine.backend.program.Gate
gate.<i>.offset        int16   (C,)                   in units of 2**-gate.<i>.bits
gate.<i>.bits          int16   (1,)                   fractional bits of the gate
body.slope, body.lift  int16   (U, C)                 only of units with the RPReLU behind the residual (V1 to V3):
                                                      its slope in 1/8192 below zero, and what is added behind it
upsampler.<i>.weight   int16   (C r**2, C, 3, 3)      stage i, a convolution as the head's, with bias and shift
tail.weight            int16   (outputs, C, 3, 3)     tail convolution
tail.bias              int64   (outputs,)             in units of the tail's sum
tail.scale             float64 (1,)                   one unit of the tail's sum as a value in 0..1
stream.bits            int16   (1,)                   fractional bits of the int16 residual stream
=====================  ======  =====================  ======================================================

A binary head, stage or tail has a unit's tensors instead of a convolution's (weight uint8, threshold, cut, gain,
offset, shift, without U), and a body that is not binary a convolution's (weight int16, bias, shift, with U). A
binary head also has ``head.input``, int16 (2,): pixels times the first, shifted right by the second, are the stream
that its signs are taken of and that, repeated, is its residual.
"""

from __future__ import annotations

import json
import stat
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from engine.errors import ModelError, SaveError, SpecError
from engine.network.layout import UP, Node
from engine.network.spec import RECTIFIED_AFTER, NetworkSpec, read_json
from engine.unfinished import whole_file

FORMAT = "bbcu-packed-1"
SUFFIX = ".bbcu"
LARGEST_FILE = 64 << 20

PIXEL_STEPS = 255 * 16
"""One unit of a network's input is a sixteenth of an 8-bit grey level; 1.0 becomes this number."""

PIXEL_LIMIT = (1 << 14) - 1
"""Inputs are clipped to this, four times white: noise beyond it does not occur, and sums stay below 2**31."""


@dataclass(frozen=True)
class Card:
    """What a person should know about a model before trusting it.

    Attributes
    ----------
    name : str
        The name used on the command line, such as ``denoise-fast``.
    title : str
        The name people see.
    summary : str
        What it is and what it is good for, one or two sentences.
    data : str
        What it was trained on.
    iterations : int
        Training steps behind it.
    date : str
        Day of the export, ISO form.
    measured : tuple of dict
        One row each: ``set``, ``level``, ``psnr``, ``ssim`` and what other methods reach on the same row.
    base : str
        Name of the model that it began with, if it learned somebody's own pictures.
    """

    name: str
    title: str = ""
    summary: str = ""
    data: str = ""
    iterations: int = 0
    date: str = ""
    measured: tuple[dict, ...] = ()
    base: str = ""

    @classmethod
    def from_json(cls, text: str) -> Card:
        """Read a card; wrong types raise :class:`ModelError`."""
        try:
            raw = read_json(text)
            words = {key: _plain(raw.get(key, ""), str) for key in ("name", "title", "summary", "data", "date", "base")}
            rows = tuple({key: _plain(value, str, int, float, type(None)) for key, value in row.items()}
                         for row in raw.get("measured", ()))
            return cls(**words, iterations=_plain(raw.get("iterations", 0), int), measured=rows)
        except (ValueError, TypeError, AttributeError) as err:
            raise ModelError("the model's card is damaged", hint="Fetch or export the model again.") from err

    def to_json(self) -> str:
        """The card as JSON with sorted keys."""
        return json.dumps(self.__dict__, sort_keys=True)


def _plain(value: object, *kinds: type) -> Any:
    if not isinstance(value, kinds):
        raise TypeError(f"{value!r:.40} is none of {kinds}")
    return value


@dataclass(frozen=True, eq=False)
class PackedNetwork:
    """A network as integers, ready for every backend.

    Attributes
    ----------
    spec : NetworkSpec
    tensors : dict of str to ndarray
        As in the table at the head of this module; checked against the spec on creation.
    card : Card
    """

    spec: NetworkSpec
    tensors: dict[str, np.ndarray]
    card: Card = field(default_factory=lambda: Card("unnamed"))

    def __post_init__(self) -> None:
        expected = schema(self.spec)
        if set(expected) != set(self.tensors):
            odd = sorted(set(expected) ^ set(self.tensors))[0]
            raise ModelError(f"the part {odd!r} is missing or unexpected", hint="The model file is damaged.")
        for name, (dtype, shape) in expected.items():
            found = self.tensors[name]
            if found.dtype != dtype or found.shape != shape:
                raise ModelError(
                    f"the part {name!r} is {found.dtype} {found.shape}, not {np.dtype(dtype)} {shape}",
                    hint="The model file is damaged or of another version.",
                )
        check_ranges(self.spec, self.tensors)


Schema = dict[str, tuple[type, tuple[int, ...]]]


def schema(spec: NetworkSpec) -> Schema:
    """Names, dtypes and shapes of the tensors that a network of this description must have.

    Raises
    ------
    ModelError
        For a unit that cannot be packed.
    """
    if spec.unit == "bam":
        raise ModelError("BAM accumulates bits over its layers and cannot be packed", hint="Choose another unit.")
    c, outputs = spec.channels, spec.tail_channels
    found = _convolution("head.", spec.input_channels, c)
    if spec.level_bias:
        found["head.level"] = np.int16, (c, len(spec.level_bias))
    if spec.is_binary("head"):
        found = _unit("head.", spec.input_channels, c) | {"head.input": (np.int16, (2,))}
    for (widening, thresholds), count in Counter((node.widening, node.thresholds) for node in spec.unit_nodes).items():
        part, width = body_part(widening, thresholds), c * widening
        body = _unit(part, width * thresholds, width) if spec.is_binary("body") else _convolution(part, c, c)
        if spec.is_binary("body") and spec.unit in RECTIFIED_AFTER:
            body |= {part + "slope": (np.int16, (c,)), part + "lift": (np.int16, (c,))}
        for name, (dtype, shape) in body.items():
            found[name] = dtype, (count,) if name == part + "shift" else (count, *shape)
    for place, node in enumerate(gates_of(spec)):
        width = c * node.widening
        found |= {f"gate.{place}.gain": (np.int16, (width,)), f"gate.{place}.offset": (np.int16, (width,)),
                  f"gate.{place}.bits": (np.int16, (1,))}
    make = _unit if spec.is_binary("upsampler") else _convolution
    for place, factor in enumerate(spec.stages):
        found |= make(f"upsampler.{place}.", c, c * factor**2)
    tail = _unit("tail.", c, outputs) if spec.is_binary("tail") else _convolution("tail.", c, outputs)
    if not spec.is_binary("tail"):
        del tail["tail.shift"]
    return found | tail | {"tail.scale": (np.float64, (1,)), "stream.bits": (np.int16, (1,))}


def body_part(widening: int, thresholds: int = 1) -> str:
    """What the names of the tensors of units of a width, and with so many thresholds, begin with."""
    return f"body{widening if widening > 1 else ''}{'d' if thresholds > 1 else ''}."


def gates_of(spec: NetworkSpec) -> list[Node]:
    """The gated ends of groups, in their order."""
    return [node for node in spec.nodes if node.kind == UP and node.gated]


def _convolution(name: str, inputs: int, outputs: int) -> Schema:
    return {name + "weight": (np.int16, (outputs, inputs, 3, 3)), name + "bias": (np.int64, (outputs,)),
            name + "shift": (np.int16, (1,))}


def _unit(name: str, inputs: int, outputs: int) -> Schema:
    return {
        name + "weight": (np.uint8, (outputs, -(-9 * inputs // 8))), name + "threshold": (np.int16, (inputs,)),
        name + "cut": (np.int16, (outputs,)), name + "gain": (np.int16, (2, outputs)),
        name + "offset": (np.int16, (2, outputs)), name + "shift": (np.int16, (1,)),
    }


def check_ranges(spec: NetworkSpec, tensors: dict[str, np.ndarray]) -> None:
    """Refuse numbers under which the exact integer arithmetic would not be exact.

    Raises
    ------
    ModelError
        Naming the part.
    """
    def refuse(name: str) -> None:
        raise ModelError(f"the part {name!r} holds numbers out of range", hint="The model file is damaged.")

    for name, values in tensors.items():
        low, high = _limits(name, tensors)
        if values.min() < low or values.max() > high:
            refuse(name)
    if spec.is_binary("body") and spec.unit == "bbcu-v4":  # the bit-sliced backend multiplies 16-bit fractions
        for widening, thresholds in {(node.widening, node.thresholds) for node in spec.unit_nodes}:
            name = body_part(widening, thresholds) + "shift"
            fractions = 9 * spec.channels * widening * thresholds << (15 - tensors[name].astype(np.int64))
            if fractions.max() > np.iinfo(np.int16).max:
                refuse(name)
    if spec.is_binary("head"):
        if not 0 <= tensors["head.input"][1] <= 30:
            refuse("head.input")
    else:
        weights = np.abs(tensors["head.weight"].astype(np.int64)).sum(axis=(1, 2, 3))
        if spec.level_bias:
            weights = weights + np.abs(tensors["head.level"].astype(np.int64)).sum(axis=1)
        if (weights * PIXEL_LIMIT + np.abs(tensors["head.bias"])).max() >= 1 << 31:
            refuse("head.weight")
    scale = tensors["tail.scale"][0]
    if not np.isfinite(scale) or not 0 < scale < 1:
        refuse("tail.scale")


def _limits(name: str, tensors: dict[str, np.ndarray]) -> tuple[float, float]:
    """What the numbers of a part must lie between."""
    part, _, kind = name.rpartition(".")
    if name == "stream.bits":
        return 0, 12
    if part.startswith("gate."):  # gains are multiplied as fractions
        return {"bits": (1, 14), "gain": (-32767, 32767)}.get(kind, (-np.inf, np.inf))
    if kind == "shift":
        return (0, 30) if f"{part}.bias" in tensors else (1, 15)
    return (1 - (1 << 30), (1 << 30) - 1) if kind == "bias" else (-np.inf, np.inf)


def save_packed(network: PackedNetwork, path: Path | str) -> Path:
    """Write the model file; a finished file appears in one move.

    Raises
    ------
    SaveError
        If the folder cannot be written.
    """
    path = Path(path)
    metadata = {"format": FORMAT, "spec": network.spec.to_json(), "card": network.card.to_json()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as file:  # not save_file: it makes files that nobody else may read
            file.write(save({k: np.ascontiguousarray(v) for k, v in network.tensors.items()}, metadata))
    except (OSError, SafetensorError) as err:
        raise SaveError(f"the model cannot be written: {err}", file=path,
                        hint="Choose a folder you may write to, with free space.") from err
    return path


def _tensor(file: safe_open, name: str) -> np.ndarray:
    """A tensor of a type that may occur; safetensors has some that NumPy does not know."""
    kind = file.get_slice(name).get_dtype()
    if kind not in ("U8", "I16", "I64", "F64"):
        raise ModelError(f"the part {name!r} is of the type {kind}", hint="The model file is damaged.")
    return file.get_tensor(name)


def load_packed(path: Path | str) -> PackedNetwork:
    """Read a model file. Nothing in it is ever run.

    Raises
    ------
    ModelError
        If the file is missing, not a model, damaged, too large or of another version.
    """
    path = Path(path)
    hint = "Choose a model made by this program, or copy it again."
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe would be waited for
            raise ModelError("it is no file", file=path, hint=hint)
        if found.st_size > LARGEST_FILE:
            raise ModelError("it is too large to be a one-bit model", file=path, hint=hint)
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            if metadata.get("format") != FORMAT:
                raise ModelError("it is not a model of this program", file=path, hint=hint)
            spec = NetworkSpec.from_json(metadata.get("spec", ""))
            card = Card.from_json(metadata.get("card", ""))
            expected = schema(spec)
            tensors = {name: _tensor(file, name) for name in file.keys() if name in expected}  # noqa: SIM118
            return PackedNetwork(spec, tensors, card)
    except (OSError, ValueError, SafetensorError) as err:
        raise ModelError("it is not a model file, or it cannot be read", file=path, hint=hint) from err
    except (SpecError, ModelError) as err:
        raise ModelError(err.why, file=path, hint=err.hint or hint) from err
