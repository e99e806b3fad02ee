"""From a trained torch network to the integers of a packed one.

The float parameters become the integers of ``docs/fixed-point.md`` here, once; after that no backend rounds
anything by itself. Signs and thresholds survive exactly: on the stream's grid ``x > alpha`` and
``x > floor(alpha)`` are the same question.
"""

from __future__ import annotations

import math

import numpy as np
import torch

from engine.backend.integers import FRACTION_BITS, INT16, SLOPE_BITS
from engine.errors import TrainingError
from engine.network.packed import PIXEL_LIMIT, PIXEL_STEPS, Card, PackedNetwork, body_part
from engine.network.spec import NetworkSpec
from engine.training.folding import Folded, convolution, numbers

STREAM_BITS = 6
"""Fractional bits of an amplified stream: steps of 1/64 on the k scale, range +-512."""
FEWEST_STREAM_BITS = 4
"""The fewest that are tried to make room for a unit's scale: steps of 1/16."""
MOST_GATE_BITS = 14
"""Fractional bits of a gate."""
MOST_STREAM_BITS = 10
"""Those of a stream without amplification: steps of 1/1024, range +-32."""


def pack(network: torch.nn.Module, spec: NetworkSpec, card: Card, stream_bits: int | None = None) -> PackedNetwork:
    """Turn a torch network's parameters into integers.

    Parameters
    ----------
    network : torch.nn.Module
        Built by :func:`engine.training.networks.build` from `spec`.
    spec : NetworkSpec
    card : Card
    stream_bits : int, optional
        Fractional bits of the residual stream; None chooses by k, and fewer where a unit's scale needs the room.

    Raises
    ------
    TrainingError
        If a parameter is not finite or too large for 16 bits.
    SpecError
        If its units have no packed form.
    """
    for name, value in network.state_dict().items():
        if not torch.isfinite(value).all():
            raise TrainingError(f"the network's {name} is not finite", hint="Go back to an earlier checkpoint.")
    bits = stream_bits_for(network, spec) if stream_bits is None else stream_bits
    grid = float(1 << bits)
    units = [_unit(layer.folded(), grid) if spec.is_binary("body") else _float_step(*layer.folded(), grid, "body")
             for layer in network.body]
    if _takes_fractions(spec) and not all(_fits(len(unit["threshold"]), int(unit["shift"])) for unit in units):
        raise TrainingError("a unit's scale is too large to pack", hint="Go back to an earlier checkpoint.")
    parts = {"head": _head(network, spec, grid), "tail": _tail(network.tail, spec, bits)}
    places = [body_part(node.widening, node.thresholds).rstrip(".") for node in spec.unit_nodes]
    for part in set(places):
        alike = [unit for unit, place in zip(units, places, strict=True) if place == part]
        parts[part] = {name: np.stack([unit[name] for unit in alike]) for name in alike[0]}
    for place, gate in enumerate(network.gates):
        parts[f"gate.{place}"] = _gate(numbers(gate), grid)
    for place, layer in enumerate(getattr(network, "upsampler", ())):
        stage = (_unit(layer.folded(), grid) if spec.is_binary("upsampler")
                 else _float_step(*convolution(layer), grid, "upsampler"))
        parts[f"upsampler.{place}"] = stage
    tensors = {f"{part}.{name}": value for part, found in parts.items() for name, value in found.items()}
    tensors |= {name: np.atleast_1d(value) for name, value in tensors.items() if name.endswith("shift")}
    return PackedNetwork(spec, tensors | {"stream.bits": np.array([bits], np.int16)}, card)


def stream_bits_for(network: torch.nn.Module, spec: NetworkSpec) -> int:
    """Fractional bits of the stream: more where no amplification spreads it, fewer where a scale needs the room."""
    bits = min(MOST_STREAM_BITS, STREAM_BITS + max(0, math.ceil(math.log2(16.0 / spec.k))))
    if _takes_fractions(spec):
        units = [layer.folded() for layer in network.body]
        while bits > FEWEST_STREAM_BITS and not all(
                _fits(len(unit.threshold), _gain_shift(unit.gain * 2.0**bits)) for unit in units):
            bits -= 1
    return bits


def _takes_fractions(spec: NetworkSpec) -> bool:
    """Whether the bit-sliced backend multiplies sums and gains of the body as 16-bit fractions."""
    return spec.unit == "bbcu-v4" and spec.is_binary("body")


def _fits(inputs: int, shift: int) -> bool:
    """Whether a unit's largest sum fits beside a gain with this shift."""
    return shift >= 1 and 9 * inputs << (15 - shift) <= INT16.max


def _gain_shift(gain: np.ndarray) -> int:
    """By how many bits a unit's gains are shifted, to be packed in 16."""
    return min(_room(gain), 15)


def _gate(gate: np.ndarray, grid: float) -> dict[str, np.ndarray]:
    """Slope and shift of a gate, (2, C), as fractions of as many bits as there is room for."""
    slope, shift = gate
    bits = min(_room(slope / grid) - FRACTION_BITS, _room(shift), MOST_GATE_BITS)
    if bits < 1:
        raise TrainingError("a gate's slope is too large to pack", hint="Go back to an earlier checkpoint.")
    return {"gain": _int16(np.rint(slope / grid * 2.0 ** (bits + FRACTION_BITS))),
            "offset": _int16(np.rint(shift * 2.0**bits)), "bits": np.array([bits], np.int16)}


def _head(network: torch.nn.Module, spec: NetworkSpec, grid: float) -> dict[str, np.ndarray]:
    layer, step = network.head, spec.k * grid / PIXEL_STEPS
    if spec.is_binary("head"):
        shift = min(_room(np.array([step])), 30)
        return _unit(layer.folded(), grid) | {"input": np.array([round(step * 2.0**shift), shift], np.int16)}
    weight, bias = convolution(layer)
    weight, bias = weight * step, bias * grid
    level = numbers(network.told) * step if spec.level_bias else np.zeros((len(weight), 1))
    shift = min(_room(weight), _room(level), 24)
    # int32 sums must do for every backend, whatever the picture holds.
    most = np.abs(weight).sum(axis=(1, 2, 3)) + np.abs(level).sum(axis=1)
    while (most * PIXEL_LIMIT + np.abs(bias)).max() * 2.0**shift >= 2.0**30:
        shift -= 1
    found = _fixed(weight, bias, shift, "head")
    return found | {"level": np.rint(level * 2.0**shift).astype(np.int16)} if spec.level_bias else found


def _float_step(weight: np.ndarray, bias: np.ndarray, grid: float, part: str) -> dict[str, np.ndarray]:
    """A convolution from the stream to the stream."""
    shift = min(_room(weight), 15)
    while np.abs(bias * grid).max() * 2.0**shift >= 2.0**30:
        shift -= 1
    return _fixed(weight, bias * grid, shift, part)


def _fixed(weight: np.ndarray, bias: np.ndarray, shift: int, part: str) -> dict[str, np.ndarray]:
    if shift < 0:
        raise TrainingError(f"the {part}'s weights are too large to pack", hint="Go back to an earlier checkpoint.")
    return {
        "weight": np.rint(weight * 2.0**shift).astype(np.int16),
        "bias": np.rint(bias * 2.0**shift).astype(np.int64),
        "shift": np.int16(shift),
    }


def _unit(folded: Folded, grid: float) -> dict[str, np.ndarray]:
    gain = folded.gain * grid
    shift = _gain_shift(gain)
    if shift < 1 or (folded.slope is not None and np.abs(folded.slope).max() * 2**SLOPE_BITS > INT16.max):
        raise TrainingError("a unit's scale or slope is too large to pack", hint="Go back to an earlier checkpoint.")
    found = {
        "weight": np.packbits(folded.signs.reshape(len(folded.signs), -1), axis=-1, bitorder="little"),
        "threshold": _int16(np.floor(folded.threshold * grid)),
        "cut": _int16(np.floor(folded.cut)),
        "gain": _int16(np.rint(gain * 2.0**shift)),
        "offset": _int16(np.rint(folded.offset * grid)),
        "shift": np.int16(shift),
    }
    if folded.slope is not None:
        found["slope"] = _int16(np.rint(folded.slope * 2**SLOPE_BITS))
        found["lift"] = _int16(np.rint(folded.lift * grid))
    return found


def _tail(layer: torch.nn.Module, spec: NetworkSpec, stream_bits: int) -> dict[str, np.ndarray]:
    if spec.is_binary("tail"):
        grid = 2.0**stream_bits
        return _unit(layer.folded(), grid) | {"scale": np.array([1.0 / (grid * spec.k)])}
    weight, bias = convolution(layer)
    shift = min(_room(weight), 20)
    unit = 2.0 ** (stream_bits + shift)
    return {
        "weight": np.rint(weight * 2.0**shift).astype(np.int16),
        "bias": np.rint(bias * unit).astype(np.int64),
        "scale": np.array([1.0 / (unit * spec.k)]),
    }


def _room(values: np.ndarray) -> int:
    """Largest power of two by which values may be multiplied and still fit in int16."""
    return int(np.floor(np.log2(INT16.max / max(np.abs(values).max(), 1e-12))))


def _int16(values: np.ndarray) -> np.ndarray:
    return np.clip(values, INT16.min, INT16.max).astype(np.int16)
