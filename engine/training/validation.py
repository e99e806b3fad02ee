"""PSNR on held-out pictures while a network learns, by the protocols that measure finished models."""

from __future__ import annotations

import numpy as np
import torch

from engine.measure.metrics import psnr
from engine.measure.protocols import Protocol, protocol_for
from engine.network.spec import NetworkSpec
from engine.picture.pixels import centre, to_pixels
from engine.plan import Step
from engine.training.restorer import as_restorer

CROP = 128
"""Side of the crops at the network's input; of the result it is `scale` times that."""
COUNT = 16
"""Pictures measured."""


def levels_of(spec: NetworkSpec) -> tuple[float, ...]:
    """The levels at which a network is measured."""
    info = spec.task.info
    return (float(spec.scale),) if info.enlarges else info.measured_at


def protocol_of(spec: NetworkSpec, level: float, name: str = "") -> Protocol:
    """How it is measured: by the task's protocol of this name, or as the field does networks of as many channels."""
    return protocol_for(Step(spec.task, level), name or spec.task.info.protocol(spec.image_channels))


def held_out_psnr(network: torch.nn.Module, spec: NetworkSpec, pictures: list[np.ndarray],
                  protocol: str = "") -> tuple[float, ...]:
    """Mean PSNR in dB over fixed crops with fixed degradation, one figure per level.

    Parameters
    ----------
    network : torch.nn.Module
        Runs on the device it lives on, in evaluation mode.
    spec : NetworkSpec
    pictures : list of ndarray of uint8, shape (h, w, 3)
    protocol : str
        Its name, of the task's; none is the usual one for as many channels.
    """
    means = []
    for level in levels_of(spec):
        measure = protocol_of(spec, level, protocol)
        restore = as_restorer(network, spec, level)
        row = []
        for picture in pictures[:COUNT]:
            reference = measure.reference(centre(picture, CROP * spec.scale))
            pixels = to_pixels(restore(measure.degraded(reference)), np.uint8)
            row.append(psnr(measure.compared(pixels), measure.compared(reference), measure.border))
        means.append(float(np.mean(row)))
    return tuple(means)
