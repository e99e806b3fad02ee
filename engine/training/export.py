"""From a trained torch network to the packed model file, and the check that both say the same.

The float parameters become the integers of ``docs/fixed-point.md`` here, once; after that no backend rounds
anything by itself. Signs and thresholds survive exactly: on the stream's grid ``x > alpha`` and
``x > floor(alpha)`` are the same question.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from engine.backend import popcount
from engine.backend.program import INT16, Program, level_value, run_tile, to_input
from engine.errors import TrainingError
from engine.network.packed import PIXEL_LIMIT, PIXEL_STEPS, Card, PackedNetwork
from engine.network.spec import NetworkSpec

STREAM_BITS = 6
"""Fractional bits of the stream tried first: steps of 1/64 on the k scale, range +-512."""


@dataclass(frozen=True)
class Agreement:
    """How well a packed network repeats the torch network it came from.

    Attributes
    ----------
    sums_equal : bool
        Whether every sum of every unit is the same integer when both see the same stream.
    psnr : float
        Of one picture against the other, in dB, both clipped to 0..1.
    peak : int
        Largest absolute stream value; 32767 would mean saturation.
    """

    sums_equal: bool
    psnr: float
    peak: int


def pack(network: torch.nn.Module, spec: NetworkSpec, card: Card, stream_bits: int = STREAM_BITS) -> PackedNetwork:
    """Turn a torch network's parameters into integers.

    Parameters
    ----------
    network : torch.nn.Module
        Built by :func:`engine.training.networks.build` from `spec`.
    spec : NetworkSpec
    card : Card
    stream_bits : int
        Fractional bits of the residual stream.

    Raises
    ------
    TrainingError
        If a parameter is not finite or too large for 16 bits.
    """
    floats = {name: value.detach().double().cpu().numpy() for name, value in network.state_dict().items()}
    for name, value in floats.items():
        if not np.isfinite(value).all():
            raise TrainingError(f"the network's {name} is not finite", hint="Go back to an earlier checkpoint.")
    grid = float(1 << stream_bits)
    tensors = _head(floats, spec, grid) | _tail(floats, spec, stream_bits)
    units = [_unit(floats, f"body.{index}.", grid) for index in range(spec.units)]
    for name in units[0]:
        tensors[f"body.{name}"] = np.stack([unit[name] for unit in units])
    tensors["stream.bits"] = np.array([stream_bits], np.int16)
    return PackedNetwork(spec, tensors, card)


def _head(floats: dict[str, np.ndarray], spec: NetworkSpec, grid: float) -> dict[str, np.ndarray]:
    weight = floats["head.weight"] * (spec.k * grid / PIXEL_STEPS)
    bias = floats.get("head.bias", np.zeros(spec.channels)) * grid
    shift = min(_room(weight), 24)
    # int32 sums must do for every backend, whatever the picture holds.
    while (np.abs(weight).sum(axis=(1, 2, 3)) * PIXEL_LIMIT + np.abs(bias)).max() * 2.0**shift >= 2.0**30:
        shift -= 1
    if shift < 0:
        raise TrainingError("the head's weights are too large to pack", hint="Go back to an earlier checkpoint.")
    return {
        "head.weight": np.rint(weight * 2.0**shift).astype(np.int16),
        "head.bias": np.rint(bias * 2.0**shift).astype(np.int64),
        "head.shift": np.array([shift], np.int16),
    }


def _unit(floats: dict[str, np.ndarray], name: str, grid: float) -> dict[str, np.ndarray]:
    weight = floats[name + "weight"]
    scale = np.maximum(np.abs(weight).mean(axis=(1, 2, 3)), 1e-12)
    shift_in, slope, shift_out = (
        floats[name + "rprelu." + part].reshape(-1) for part in ("shift_in", "slope", "shift_out")
    )
    shift_in = shift_in + floats.get(name + "bias", 0.0)
    gain = np.stack([slope * scale, scale]) * grid
    offset = np.stack([slope * shift_in + shift_out, shift_in + shift_out]) * grid
    shift = min(_room(gain), 15)
    if shift < 1 or weight[0].size << (15 - shift) > INT16.max:
        raise TrainingError("a unit's scale is too large to pack", hint="Go back to an earlier checkpoint.")
    return {
        "weight": np.packbits((weight > 0).reshape(len(weight), -1), axis=-1, bitorder="little"),
        "threshold": _int16(np.floor(-floats[name + "threshold_shift"].reshape(-1) * grid)),
        "cut": _int16(np.floor(-shift_in / scale)),
        "gain": _int16(np.rint(gain * 2.0**shift)),
        "offset": _int16(np.rint(offset)),
        "shift": np.int16(shift),
    }


def _tail(floats: dict[str, np.ndarray], spec: NetworkSpec, stream_bits: int) -> dict[str, np.ndarray]:
    weight = floats["tail.weight"]
    shift = min(_room(weight), 20)
    unit = 2.0 ** (stream_bits + shift)
    return {
        "tail.weight": np.rint(weight * 2.0**shift).astype(np.int16),
        "tail.bias": np.rint(floats.get("tail.bias", np.zeros(len(weight))) * unit).astype(np.int64),
        "tail.scale": np.array([1.0 / (unit * spec.k)]),
    }


def _room(values: np.ndarray) -> int:
    """Largest power of two by which values may be multiplied and still fit in int16."""
    return int(np.floor(np.log2(INT16.max / max(np.abs(values).max(), 1e-12))))


def _int16(values: np.ndarray) -> np.ndarray:
    return np.clip(values, INT16.min, INT16.max).astype(np.int16)


@torch.no_grad()
def agreement(network: torch.nn.Module, packed: PackedNetwork, values: np.ndarray, level: float) -> Agreement:
    """Run both networks on one picture and compare.

    Parameters
    ----------
    network : torch.nn.Module
    packed : PackedNetwork
    values : ndarray of float32, shape (h, w, image_channels)
        A natural picture, degraded.
    level : float

    Returns
    -------
    Agreement
    """
    program = Program.of(packed)
    grid = float(1 << int(packed.tensors["stream.bits"][0]))
    network = network.cpu().float().eval()
    stream = popcount.head(program, to_input(values, packed.spec, level))
    equal, peak = True, int(np.abs(stream.astype(np.int32)).max())
    for unit, layer in zip(program.units, network.body, strict=True):
        seen = torch.from_numpy(stream.astype(np.float32) / grid)[None]
        bits = torch.where(seen + layer.threshold_shift.reshape(1, -1, 1, 1) > 0, 1.0, -1.0)
        signs = torch.where(layer.weight > 0, 1.0, -1.0)
        sums = torch.nn.functional.conv2d(bits, signs, padding=1)[0].numpy()
        equal &= bool(np.array_equal(sums, popcount.binary_convolution(stream, unit)))
        popcount.apply_unit(stream, unit)
        peak = max(peak, int(np.abs(stream.astype(np.int32)).max()))
    ours = run_tile(program, popcount.make_runner(program), values, level)
    theirs = run_torch(network, packed.spec, values, level)
    error = np.mean((np.clip(ours, 0, 1).astype(np.float64) - np.clip(theirs, 0, 1)) ** 2)
    return Agreement(equal, float(10 * np.log10(1.0 / max(error, 1e-20))), peak)


@torch.no_grad()
def run_torch(network: torch.nn.Module, spec: NetworkSpec, values: np.ndarray, level: float) -> np.ndarray:
    """One picture through the torch network: float32 (h, w, image_channels) in and out."""
    x = torch.from_numpy(np.ascontiguousarray(np.moveaxis(values, -1, 0)))[None]
    levels = torch.tensor([level_value(spec, level)], dtype=x.dtype) if spec.level_map else None
    out = network(x, levels)
    return np.moveaxis(out[0].numpy(), 0, -1)
