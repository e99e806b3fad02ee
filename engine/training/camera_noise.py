"""Training patches of a simulated camera, and among them white noise, strong JPEG and clean ones."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import torch

from engine.measure.camera import (
    BLOCK,
    KINDS,
    MARGIN,
    Compression,
    Levels,
    before_jpeg,
    compressed,
    draw_camera,
    levels_between,
    levels_of_white,
    lowest_quality,
)
from engine.picture.pixels import LUMA
from engine.training.damage import NoiseRange, Pairs

MAPS = (*Levels._fields, "quality")
"""What a network may be told about a patch."""


class Patch(NamedTuple):
    """One patch.

    Attributes
    ----------
    spoiled, clean : ndarray of float32, shape (h, w, 3)
        In grey levels of 0..255.
    levels : Levels
        As told to the network.
    quality : int
        Of its strongest JPEG compression; 100 if there is none.
    """

    spoiled: np.ndarray
    clean: np.ndarray
    levels: Levels
    quality: int


@dataclass(frozen=True)
class CameraNoise:
    """Patches as people have them. What the shares leave over is white noise.

    Attributes
    ----------
    white : NoiseRange
        How strong white noise is.
    camera_share, jpeg_share, clean_share : float
        Shares of the patches: by a simulated camera; with noise, half of it a camera's and half white, under JPEG of
        `qualities`; without any noise.
    kinds : tuple of (str, float)
        Kinds of cameras (:data:`engine.measure.camera.RANGES`) and how often each is drawn.
    qualities : (int, int)
        Lowest and highest of the strong JPEG.
    jpeg_sigma : float
        The strongest white noise under it.
    grey_share : float
        Share of the camera and JPEG patches that are grey.
    jitter : float
        Standard deviation of the logarithm of the factors by which a measured level is told too high or too low. It
        makes the knob work both ways; and a picture is told one level, from which its patches differ by 0.3
        (``docs/studies/camera.md``). White noise is told as it was drawn.
    maps : tuple of str
        What `level` holds of each patch, of :data:`MAPS`: levels / 255, and (100 - quality) / 100. One map gives
        shape (n,), several (n, maps).
    """

    white: NoiseRange = field(default_factory=lambda: NoiseRange(75.0, 55.0, 0.5, 1 / 16))
    camera_share: float = 0.5
    jpeg_share: float = 0.1
    clean_share: float = 0.05
    kinds: tuple[tuple[str, float], ...] = (("camera", 0.6), ("phone", 0.25), ("raw", 0.15))
    qualities: tuple[int, int] = (30, 90)
    jpeg_sigma: float = 30.0
    grey_share: float = 1 / 16
    jitter: float = 0.25
    maps: tuple[str, ...] = ("luma", "colour")

    def __post_init__(self) -> None:
        """Names must be known, and shares fit."""
        if not set(self.maps) <= set(MAPS) or not {kind for kind, _ in self.kinds} <= set(KINDS):
            raise ValueError(f"maps are of {MAPS} and kinds of {KINDS}, not {self.maps} and {self.kinds}")
        if self.camera_share + self.jpeg_share + self.clean_share > 1 + 1e-9:
            raise ValueError("the shares add up to more than 1")

    @property
    def white_share(self) -> float:
        """What the other shares leave over."""
        return 1.0 - self.camera_share - self.jpeg_share - self.clean_share

    def source_side(self, patch: int) -> int:
        """The patch and what the camera's filters see around it."""
        return patch + 2 * MARGIN

    def pairs(self, clean: np.ndarray, draws: np.random.Generator, noise: torch.Generator) -> Pairs:
        """See :class:`engine.training.damage.Degradation`; everything is drawn from `draws`."""
        ends = np.cumsum([self.camera_share, self.jpeg_share, self.clean_share])
        makers = (self._camera, self._jpeg, self._clean, self._white)
        places = (np.arange(len(clean)) + draws.random()) / len(clean)  # every batch keeps the shares as it can
        patches = [makers[np.searchsorted(ends, place, side="right")](square, draws)
                   for square, place in zip(clean, places, strict=True)]
        level = np.array([self._told(patch) for patch in patches], np.float32)
        spoiled, target = (np.stack([patch[which] for patch in patches]).transpose(0, 3, 1, 2) for which in (0, 1))
        return Pairs(*(torch.from_numpy(np.ascontiguousarray(array)).to(noise.device) for array in (
            spoiled / np.float32(255), target / np.float32(255), level[:, 0] if len(self.maps) == 1 else level)))

    def _told(self, patch: Patch) -> list[float]:
        known = {name: level / 255 for name, level in patch.levels._asdict().items()}
        known["quality"] = (100 - patch.quality) / 100
        return [known[name] for name in self.maps]

    def _camera(self, square: np.ndarray, draws: np.random.Generator,
                jpegs: tuple[Compression, ...] | None = None) -> Patch:
        """By a camera of one of the kinds, with its own JPEG or another."""
        shares = np.cumsum([share for _, share in self.kinds])
        kind = self.kinds[np.searchsorted(shares, draws.random() * shares[-1], side="right")][0]
        camera = draw_camera(draws, kind)
        camera = camera if jpegs is None else replace(camera, jpegs=jpegs)
        spoiled, target = before_jpeg(square, camera, draws)
        if draws.random() < self.grey_share:
            spoiled, target = grey(spoiled), grey(target)
        return self._measured(spoiled, target, camera.jpegs, draws)

    def _jpeg(self, square: np.ndarray, draws: np.random.Generator) -> Patch:
        quality = int(draws.integers(self.qualities[0], self.qualities[1] + 1))
        jpegs = (Compression(quality, "4:2:0" if draws.random() < 0.75 else "4:4:4"),)
        if draws.random() < 0.5:
            return self._camera(square, draws, jpegs)
        if draws.random() < self.grey_share:
            square = grey(square)
        sigma = np.float32(draws.uniform(0, self.jpeg_sigma))
        spoiled = square + sigma * draws.standard_normal(square.shape, np.float32)
        pixels = np.rint(np.clip(spoiled, 0, 255)).astype(np.uint8)
        return self._measured(pixels, square, jpegs, draws)

    def _clean(self, square: np.ndarray, _draws: np.random.Generator) -> Patch:
        values = square[MARGIN:-MARGIN, MARGIN:-MARGIN].astype(np.float32)
        return Patch(values, values, Levels(0.0, 0.0, 0.0), 100)

    def _white(self, square: np.ndarray, draws: np.random.Generator) -> Patch:
        """As the papers have it: neither clipped nor rounded (:func:`engine.training.damage.add_random_noise`)."""
        values = square[MARGIN:-MARGIN, MARGIN:-MARGIN].astype(np.float32)
        without_colour = draws.random() < self.white.grey_share
        if without_colour:
            values = np.repeat((values @ np.float32(LUMA))[..., None], 3, axis=2)
        sigma = draws.random() * (self.white.focus if draws.random() < self.white.focus_share else self.white.high)
        drawn = draws.standard_normal((*values.shape[:2], 1 if without_colour else 3), np.float32)
        return Patch(values + np.float32(sigma) * drawn, values, levels_of_white(sigma, without_colour), 100)

    def _measured(self, noisy: np.ndarray, target: np.ndarray, jpegs: tuple[Compression, ...],
                  draws: np.random.Generator) -> Patch:
        """Compress pixels with a margin, uint8 (h, w, 1 or 3), and cut a patch; the JPEG's grid lies anywhere in it.

        The levels are of what noise does: the same JPEG without noise is what it is compared with.
        """
        side = len(target) - 2 * MARGIN
        top, left = MARGIN - BLOCK // 2 + draws.integers(BLOCK, size=2)
        spoiled, still, target = (
            np.broadcast_to(pixels, (*pixels.shape[:2], 3))[top : top + side, left : left + side].astype(np.float32)
            for pixels in (compressed(noisy, jpegs), compressed(target, jpegs), target))
        factors = np.exp(self.jitter * draws.standard_normal(len(Levels._fields)))
        return Patch(spoiled, target, Levels(*(levels_between(spoiled, still) * factors)), lowest_quality(jpegs))


def grey(pixels: np.ndarray) -> np.ndarray:
    """BT.601 luma of 8-bit colour: (h, w, 3) to (h, w, 1)."""
    return np.rint(pixels @ np.float32(LUMA)).astype(np.uint8)[..., None]
