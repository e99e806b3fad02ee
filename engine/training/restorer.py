"""A torch network as a function on pictures: for validation, measuring and the check of its packed form."""

from __future__ import annotations

import numpy as np
import torch

from engine.backend.program import level_value
from engine.measure.evaluate import Restorer
from engine.network.spec import NetworkSpec


def as_restorer(network: torch.nn.Module, spec: NetworkSpec, level: float) -> Restorer:
    """Run a network on NumPy pictures, on the device it lives on.

    Parameters
    ----------
    network : torch.nn.Module
        Built from `spec`; it is put into evaluation mode.
    spec : NetworkSpec
    level : float
        What it is told, if it has a level map.

    Returns
    -------
    callable
        From float32 (h, w, image_channels), nominally 0..1, to float32 (h * scale, w * scale, image_channels), not
        clipped.
    """
    network.eval()
    device = next(network.parameters()).device
    shown = torch.tensor([level_value(spec, level)], dtype=torch.float32, device=device)

    @torch.no_grad()
    def restore(values: np.ndarray) -> np.ndarray:
        seen = torch.from_numpy(np.ascontiguousarray(np.moveaxis(values, -1, 0), np.float32))[None].to(device)
        return np.moveaxis(network(seen, shown)[0].cpu().numpy(), 0, -1)

    return restore
