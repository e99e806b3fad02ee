"""PSNR on held-out pictures while a network learns, by the protocols that measure finished models."""

from __future__ import annotations

import numpy as np
import torch

from engine.backend.program import level_value
from engine.measure.metrics import psnr
from engine.measure.protocols import Protocol, protocol_for
from engine.network.spec import NetworkSpec
from engine.picture.pixels import to_pixels
from engine.plan import Step

CROP = 128
"""Side of the crops at the network's input; of the result it is `scale` times that."""
COUNT = 16
"""Pictures measured."""


def levels_of(spec: NetworkSpec) -> tuple[float, ...]:
    """The levels at which a network is measured."""
    info = spec.task.info
    return (float(spec.scale),) if info.enlarges else info.measured_at


def protocol_of(spec: NetworkSpec, level: float) -> Protocol:
    """How it is measured: as the field does networks of this task and as many channels."""
    return protocol_for(Step(spec.task, level), spec.task.info.protocol(spec.image_channels))


@torch.no_grad()
def held_out_psnr(network: torch.nn.Module, spec: NetworkSpec, pictures: list[np.ndarray]) -> tuple[float, ...]:
    """Mean PSNR in dB over fixed crops with fixed degradation, one figure per level.

    Parameters
    ----------
    network : torch.nn.Module
        In evaluation mode; runs on the device it lives on.
    spec : NetworkSpec
    pictures : list of ndarray of uint8, shape (h, w, 3)
    """
    device = next(network.parameters()).device
    means = []
    for level in levels_of(spec):
        protocol = protocol_of(spec, level)
        shown = torch.tensor([level_value(spec, level)], device=device)
        row = []
        for picture in pictures[:COUNT]:
            reference = protocol.reference(centre(picture, CROP * spec.scale))
            seen = np.moveaxis(protocol.degraded(reference), -1, 0)[None]
            result = network(torch.from_numpy(np.ascontiguousarray(seen)).to(device), shown)[0]
            pixels = to_pixels(result.permute(1, 2, 0).cpu().numpy(), np.uint8)
            row.append(psnr(protocol.compared(pixels), protocol.compared(reference), protocol.border))
        means.append(float(np.mean(row)))
    return tuple(means)


def centre(image: np.ndarray, side: int) -> np.ndarray:
    """The middle of (h, w, c), at most `side` pixels each way."""
    top, left = (max(0, (length - side) // 2) for length in image.shape[:2])
    return image[top : top + side, left : left + side]
