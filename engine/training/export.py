"""The packed form of a trained network, given away only after it was held against torch."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import torch

from engine.backend import popcount
from engine.backend.integers import INT16
from engine.backend.layers import LayeredRunner
from engine.backend.program import FloatUnit, Program, Unit, to_input
from engine.errors import TrainingError
from engine.measure.protocols import Protocol
from engine.network.packed import Card, PackedNetwork
from engine.picture.pixels import centre
from engine.training.binary import repeated
from engine.training.latents import Latents
from engine.training.packing import pack
from engine.training.restorer import as_restorer
from engine.training.validation import levels_of, protocol_of

CROP = 96
"""Side of the crop, at the network's input, on which both are compared."""


@dataclass(frozen=True)
class Agreement:
    """How well a packed network repeats the torch network it came from.

    Attributes
    ----------
    sums_equal : bool
        Whether every sum of every unit is the same integer when both see the same stream.
    worst_step : float
        Largest difference between what a unit gives here and there when both see the same stream, in steps of the
        stream's grid; of all units but the last.
    psnr : float
        Of one picture against the other, in dB, both clipped to 0..1.
    peak : int
        Largest absolute stream value in front of a unit; 32767 would mean saturation.
    """

    sums_equal: bool
    worst_step: float
    psnr: float
    peak: int


def exported(latents: Latents, picture: np.ndarray, card: Card | None = None,
             protocol: Protocol | None = None) -> tuple[PackedNetwork, Agreement]:
    """Pack a network, and hold it against torch's on one picture.

    Parameters
    ----------
    latents : Latents
    picture : ndarray of uint8, shape (h, w, 3)
        A photograph; a crop of it is degraded as the network is measured.
    card : Card, optional
        Default: the recipe's name, the steps and the date of today.
    protocol : Protocol, optional
        How it is degraded. Default: at the middle one of the levels that are measured.

    Returns
    -------
    PackedNetwork, Agreement

    Raises
    ------
    TrainingError
        If the two do not compute the same sums, or the stream leaves its range.
    SpecError
        If the network has no packed form.
    """
    levels = levels_of(latents.spec)
    level = levels[len(levels) // 2]
    protocol = protocol or protocol_of(latents.spec, level)
    network = latents.network()
    packed = pack(network, latents.spec, card or Card(latents.recipe, iterations=latents.step,
                                                      date=time.strftime("%Y-%m-%d")))
    seen = protocol.degraded(protocol.reference(centre(picture, CROP * latents.spec.scale)))
    found = agreement(network, packed, seen, level)
    hint = "Go back to an earlier checkpoint, or train with a smaller rate."
    if found.peak >= INT16.max:
        raise TrainingError("the packed network's stream does not fit in 16 bits", hint=hint)
    if not found.sums_equal:
        raise TrainingError("the packed network does not compute what the trained one does", hint=hint)
    return packed, found


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
    watcher = _Watcher(network, grid)
    runner = LayeredRunner(program, popcount.PIECES, watcher)
    shown = packed.spec.shown(level)
    ours = runner.finish(values, runner(to_input(values, packed.spec, shown), shown))
    theirs = as_restorer(network, packed.spec, level)(values)
    error = np.mean((np.clip(ours, 0, 1).astype(np.float64) - np.clip(theirs, 0, 1)) ** 2)
    psnr = float(10 * np.log10(1.0 / max(error, 1e-20)))
    return Agreement(watcher.equal, watcher.worst, psnr, watcher.peak)


class _Watcher:
    """Runs each torch layer on the packed network's own stream, and compares."""

    def __init__(self, network: torch.nn.Module, grid: float) -> None:
        self.layers, self.grid = iter(network.body), grid
        self.equal, self.worst, self.peak = True, 0.0, 0
        self.kept = self.expected = None

    def __call__(self, unit: Unit | FloatUnit, stream: np.ndarray) -> None:
        layer = next(self.layers)
        self.peak = max(self.peak, int(np.abs(stream.astype(np.int32)).max()))
        if self.expected is not None and self.expected.shape == stream.shape:  # else the resolution has changed
            self.worst = max(self.worst, float(np.abs(self.expected - stream).max()))
        seen = torch.from_numpy(stream.astype(np.float32) / self.grid)[None]
        self.kept = seen if unit.keeps else self.kept
        self.expected = layer.combine(seen, self.kept if unit.adds else None)[0].numpy() * self.grid
        if isinstance(unit, Unit):
            self.equal &= bool(np.array_equal(torch_sums(layer, seen), popcount.binary_convolution(stream, unit)))


def torch_sums(layer: torch.nn.Module, stream: torch.Tensor) -> np.ndarray:
    """A binary layer's sums of +-1 products as torch computes them: (1, C, h, w) to float32 (C, h, w)."""
    shift = getattr(layer, "threshold_shift", torch.zeros(())).reshape(-1, 1, 1)
    latent = layer.latent() if hasattr(layer, "latent") else layer.weight
    seen = repeated(stream, latent.shape[1])
    bits, signs = (torch.where(x > 0, 1.0, -1.0) for x in (seen + shift, latent))
    return torch.nn.functional.conv2d(bits, signs, padding=1)[0].numpy()
