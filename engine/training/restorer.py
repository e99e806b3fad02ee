"""A torch network as a function on pictures: for validation, measuring and the check of its packed form."""

from __future__ import annotations

import numpy as np
import torch

from engine.measure.evaluate import Restorer
from engine.network.spec import NetworkSpec
from engine.picture.pixels import in_colour
from engine.training.networks import shown_tensor


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
        clipped. A network for colour takes one channel too, as :class:`engine.run.chain.Link` shows it.
    """
    return as_restorer_shown(network, spec, spec.shown(level))


def as_restorer_shown(network: torch.nn.Module, spec: NetworkSpec, shown: tuple[float, ...]) -> Restorer:
    """The same for what the network is shown beside the picture (:meth:`NetworkSpec.shown`)."""
    network.eval()
    device = next(network.parameters()).device
    told = shown_tensor(spec, shown, device)

    @torch.no_grad()
    def restore(values: np.ndarray) -> np.ndarray:
        if values.shape[2] < spec.image_channels:
            return restore(in_colour(values)).mean(axis=2, keepdims=True)
        seen = torch.from_numpy(np.ascontiguousarray(np.moveaxis(values, -1, 0), np.float32))[None].to(device)
        return np.moveaxis(network(seen, told)[0].cpu().numpy(), 0, -1)

    return restore
