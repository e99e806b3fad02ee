"""Degradations for training; the seeded ones for measuring are in engine.measure.degrade.

A recipe names one: noise is drawn on the device that trains, JPEG and shrinking run on the processor, by the very
functions that measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import torch
from torch import Tensor

from engine.measure.degrade import bicubic, jpeg
from engine.measure.metrics import luma
from engine.picture.pixels import LUMA

JPEG_BLOCK = 8
"""Side of a JPEG block, and how far beyond a patch a picture is encoded so that its grid may lie anywhere."""

BEST_QUALITY = 98
"""With which a spoiled picture is saved again at best."""
CUBIC_REACH = 2
"""How many LQ pixels away the shrinking cubic still looks."""


class Pairs(NamedTuple):
    """A batch to learn from.

    Attributes
    ----------
    spoiled : Tensor of float32, shape (n, c, h, w)
        What the network sees, nominally 0..1.
    clean : Tensor of float32, shape (n, c, h * scale, w * scale)
        What it should make of it.
    level : Tensor of float32, shape (n,) or (n, maps)
        On the scale of the level maps (:class:`engine.network.spec.NetworkSpec`).
    """

    spoiled: Tensor
    clean: Tensor
    level: Tensor


class Degradation(Protocol):
    """How a recipe spoils its patches."""

    def source_side(self, patch: int) -> int:
        """Side of the clean square that must be cut for a patch of this side."""

    def pairs(self, clean: np.ndarray, draws: np.random.Generator, noise: torch.Generator) -> Pairs:
        """Spoil a batch.

        Parameters
        ----------
        clean : ndarray of uint8, shape (n, side, side, 3)
            Squares of :meth:`source_side`.
        draws : numpy.random.Generator
            For what runs on the processor.
        noise : torch.Generator
            For what runs on its device, where the pairs are put.
        """


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

    def source_side(self, patch: int) -> int:
        """The patch itself."""
        return patch

    def pairs(self, clean: np.ndarray, _draws: np.random.Generator, noise: torch.Generator) -> Pairs:
        """See :class:`Degradation`."""
        return Pairs(*add_random_noise(as_values(clean, noise.device), self, noise))


@dataclass(frozen=True)
class JpegRange:
    """How training patches are compressed, by the JPEG encoder that measures (OpenCV's libjpeg, docs/paper.md, Traps).

    Attributes
    ----------
    low, high : int
        The quality is drawn uniformly from low..high (the paper: 0 to 50).
    focus : int
        A share of the patches has a quality of low..focus instead, where there is most to repair.
    focus_share : float
        That share, 0..1.
    aligned_share : float
        Share of the patches whose corner is a corner of a block (the paper: half); the others lie anywhere on the
        grid, as pictures do that were cropped after they were compressed.
    full_colour_share : float
        Share of the patches with 4:4:4; the rest has 4:2:0.
    grey_share : float
        Share of the patches that are grey files, shown in three channels.
    luma : bool
        Patches are Matlab's luma (16..235), one channel, as the paper trains DnCNN-3 (docs/paper.md, Training).
    twice_share : float
        Share of the patches that were cut anywhere and saved again with a better quality, up to
        :data:`BEST_QUALITY`: the level is that of the worse one.
    """

    low: int = 5
    high: int = 95
    focus: int = 95
    focus_share: float = 0.0
    aligned_share: float = 0.0
    full_colour_share: float = 0.0
    grey_share: float = 0.0
    luma: bool = False
    twice_share: float = 0.0

    def source_side(self, patch: int) -> int:
        """A block more for each encoding: the patch is cut behind it."""
        return patch + JPEG_BLOCK * (1 + bool(self.twice_share))

    def pairs(self, clean: np.ndarray, draws: np.random.Generator, noise: torch.Generator) -> Pairs:
        """See :class:`Degradation`; the level is (100 - quality) / 100."""
        count, side = len(clean), self._patch(clean.shape[1])
        shares = draws.random((count, 4))
        highest = np.where(shares[:, 3] < self.focus_share, self.focus, self.high)
        qualities = draws.integers(self.low, highest + 1)
        corners = draws.integers(JPEG_BLOCK, size=(count, 2))
        corners[shares[:, 0] < self.aligned_share] = 0
        before = np.empty((count, side, side, 1 if self.luma else 3), np.uint8)
        after = np.empty_like(before)
        for index, square in enumerate(clean):
            one_plane = self.luma or shares[index, 2] < self.grey_share
            source = self._one_plane(square) if one_plane else square
            subsampling = "4:4:4" if shares[index, 1] < self.full_colour_share else "4:2:0"
            encoded = jpeg(source, int(qualities[index]), subsampling)
            if self.twice_share:
                top, left = draws.integers(JPEG_BLOCK, size=2)
                source, encoded = (pixels[top : top + side + JPEG_BLOCK, left : left + side + JPEG_BLOCK]
                                   for pixels in (source, encoded))
            if self.twice_share and draws.random() < self.twice_share:
                again = draws.integers(qualities[index], max(BEST_QUALITY, qualities[index]) + 1)
                encoded = jpeg(np.ascontiguousarray(encoded), int(again), subsampling)
            top, left = corners[index]
            before[index] = source[top : top + side, left : left + side]
            after[index] = encoded[top : top + side, left : left + side]
        level = torch.from_numpy((100 - qualities).astype(np.float32) / 100).to(noise.device)
        return Pairs(as_values(after, noise.device), as_values(before, noise.device), level)

    def _patch(self, side: int) -> int:
        """The side of the patch that a square of this side gives."""
        return side - self.source_side(0)

    def _one_plane(self, square: np.ndarray) -> np.ndarray:
        """Matlab's luma, or grey of the full range: uint8 (h, w, 3) to (h, w, 1)."""
        grey = luma(square) if self.luma else square @ np.array(LUMA)
        return np.floor(grey + 0.5).astype(np.uint8)[..., None]


@dataclass(frozen=True)
class Shrinking:
    """The LQ patch is the clean one shrunk by Matlab's bicubic, rounded to 8 bits (docs/paper.md, Training).

    Attributes
    ----------
    scale : int
        2, 3 or 4. A recipe's patch is the LQ one; the paper takes 32 x 32.
    """

    scale: int

    def source_side(self, patch: int) -> int:
        """The HQ patch and what the cubic sees around it: no patch then shows an edge where the picture has none."""
        return (patch + 2 * CUBIC_REACH) * self.scale

    def pairs(self, clean: np.ndarray, _draws: np.random.Generator, noise: torch.Generator) -> Pairs:
        """See :class:`Degradation`; the level is 0, for no network sees it."""
        stacked = np.moveaxis(clean, 0, 2).reshape(*clean.shape[1:3], -1)  # one call for all patches
        small = bicubic(stacked, 1 / self.scale)
        small = np.moveaxis(small.reshape(*small.shape[:2], len(clean), -1), 2, 0)
        reach, device = CUBIC_REACH, noise.device
        small = small[:, reach:-reach, reach:-reach]
        clean = clean[:, reach * self.scale : -reach * self.scale, reach * self.scale : -reach * self.scale]
        return Pairs(as_values(small, device), as_values(clean, device), torch.zeros(len(clean), device=device))


def as_values(pixels: np.ndarray, device: torch.device) -> Tensor:
    """uint8 (n, h, w, c) as float32 (n, c, h, w) in 0..1 on the device."""
    moved = torch.from_numpy(np.ascontiguousarray(pixels)).to(device)
    return moved.permute(0, 3, 1, 2).float() / 255.0


def add_random_noise(clean: Tensor, noise: NoiseRange, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Spoil each patch with white Gaussian noise of its own level, not clipped (docs/paper.md, Training).

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
