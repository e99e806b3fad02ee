"""A torch network as a function on pictures: for validation, measuring and the check of its packed form."""

from __future__ import annotations

import numpy as np
import torch

from engine.measure.evaluate import Restorer
from engine.network.spec import NetworkSpec
from engine.training.networks import level_tensor


def as_restorer(network: torch.nn.Module, spec: NetworkSpec, level: float) -> Restorer:
    """Run a network on NumPy pictures, on the device it lives on.

    Parameters
    ----------
    network : torch.nn.Module
        Built from `spec`; it is put into evaluation mode.
    spec : NetworkSpec
    level : float
        What it is told, if it is told one.

    Returns
    -------
    callable
        From float32 (h, w, image_channels), nominally 0..1, to float32 (h * scale, w * scale, image_channels), not
        clipped.
    """
    network.eval()
    device = next(network.parameters()).device
    shown = level_tensor(spec, level, device)

    @torch.no_grad()
    def restore(values: np.ndarray) -> np.ndarray:
        seen = torch.from_numpy(np.ascontiguousarray(np.moveaxis(values, -1, 0), np.float32))[None].to(device)
        return np.moveaxis(network(seen, shown)[0].cpu().numpy(), 0, -1)

    return restore
