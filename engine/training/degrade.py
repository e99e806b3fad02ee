"""Degradations for training, drawn on the device that trains; the seeded ones for measuring are in engine.degrade."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

LUMA = (0.299, 0.587, 0.114)
"""BT.601 weights of red, green and blue."""


@dataclass(frozen=True)
class NoiseRange:
    """How strong the noise of a training patch is.

    Attributes
    ----------
    high : float
        Sigma is drawn uniformly from 0 to this, in grey levels of 0..255 (the paper: 75).
    focus : float
        A share of the patches draws from 0 to this instead: the range in which people's photographs lie.
    focus_share : float
        That share, 0..1.
    grey_share : float
        Share of the patches that are turned grey, with the same noise in all three channels, so that grey
        photographs are restored as well as coloured ones.
    """

    high: float = 75.0
    focus: float = 75.0
    focus_share: float = 0.0
    grey_share: float = 0.0


def add_random_noise(clean: Tensor, noise: NoiseRange, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Spoil each patch with white Gaussian noise of its own level, not clipped (PAPER.md 1.5).

    Parameters
    ----------
    clean : Tensor of float32, shape (n, c, h, w)
        In 0..1.
    noise : NoiseRange
    generator : torch.Generator
        On the device of `clean`.

    Returns
    -------
    noisy, clean, level : Tensor
        The patches, their targets (some of them turned grey) and sigma / 255 of each, shape (n,).
    """
    count, device = len(clean), clean.device
    draws = torch.rand(3, count, generator=generator, device=device)
    highest = torch.where(draws[0] < noise.focus_share, noise.focus, noise.high)
    level = draws[1] * highest / 255.0
    field = torch.empty_like(clean).normal_(generator=generator)
    if clean.shape[1] == 3 and noise.grey_share > 0:
        grey = (draws[2] < noise.grey_share).view(-1, 1, 1, 1)
        weights = torch.tensor(LUMA, device=device).view(1, 3, 1, 1)
        clean = torch.where(grey, (clean * weights).sum(dim=1, keepdim=True), clean)
        field = torch.where(grey, field[:, :1], field)
    return torch.addcmul(clean, field, level.view(-1, 1, 1, 1)), clean, level
