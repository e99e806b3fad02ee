"""The published ways of spoiling a picture and comparing what becomes of it, one small object each.

A protocol says which pixels are the reference, how they are degraded, and over which pixels PSNR and SSIM are
taken. ``standard`` is what the field's tables use; ``paper`` is what the code of the BBCU paper does where that
differs (docs/paper.md, Traps), so that its tables can be met too.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.errors import PlanError
from engine.measure.degrade import (
    MATLAB_CUBIC,
    TORCH_CUBIC,
    Subsampling,
    add_noise,
    bicubic,
    jpeg,
    jpeg_quality,
    whole_blocks,
)
from engine.measure.metrics import SSIM_SIDE, luma, psnr, ssim
from engine.picture.pixels import in_colour, to_pixels
from engine.plan import Step


class Protocol(ABC):
    """How one task is measured at one level. Pixels are uint8 of shape (h, w, 1 or 3)."""

    @property
    def border(self) -> int:
        """Pixels along each edge that are not compared."""
        return 0

    @property
    def smallest(self) -> int:
        """Shortest side of a reference that can be measured."""
        return SSIM_SIDE + 2 * self.border

    def reference(self, pixels: np.ndarray) -> np.ndarray:
        """What is degraded and then compared with, made from a picture's pixels."""
        return pixels

    @abstractmethod
    def degraded(self, reference: np.ndarray) -> np.ndarray:
        """What the network sees: float32 in 0..1 (noise may reach beyond), shape (h, w, channels)."""

    def plain(self, degraded: np.ndarray) -> np.ndarray:
        """What a network must beat: values in 0..1 of the reference's size."""
        return degraded

    def compared(self, pixels: np.ndarray) -> np.ndarray:
        """The plane or planes, in 0..255, over which results and references are compared."""
        return pixels

    def score(self, result: np.ndarray, reference: np.ndarray) -> tuple[float, float]:
        """PSNR in dB and SSIM of 8-bit pixels."""
        a, b = self.compared(result), self.compared(reference)
        return psnr(a, b, self.border), ssim(a, b, self.border)


@dataclass(frozen=True)
class GaussianNoise(Protocol):
    """White noise of `sigma` grey levels, seeded with 0 for every picture, not clipped; all channels compared."""

    sigma: float

    def degraded(self, reference: np.ndarray) -> np.ndarray:
        """The picture with noise, neither clipped nor rounded."""
        return add_noise(_values(reference), self.sigma)


@dataclass(frozen=True)
class LumaJpeg(Protocol):
    """JPEG of a luma plane by itself: LIVE1, Classic5.

    Colour becomes Matlab's luma, 16 for black and 235 for white, rounded to 8 bits. Grey pictures are taken as
    they are; with `squeeze` they go through the same formula as grey colour, as the code of the BBCU paper does,
    which lifts every Classic5 figure by about 0.8 dB (docs/paper.md, Traps).
    """

    quality: float
    squeeze: bool = False

    def __post_init__(self) -> None:
        jpeg_quality(self.quality)

    def reference(self, pixels: np.ndarray) -> np.ndarray:
        """The luma plane, uint8 of shape (h, w, 1)."""
        if pixels.shape[2] == 1 and not self.squeeze:
            return pixels
        return np.floor(luma(in_colour(pixels)) + 0.5).astype(np.uint8)[..., None]

    def degraded(self, reference: np.ndarray) -> np.ndarray:
        """The plane after JPEG."""
        return _values(jpeg(reference, self.quality))


@dataclass(frozen=True)
class ColourJpeg(Protocol):
    """JPEG in colour, all channels compared, as colour deblockers are measured (FBCNN and SwinIR: 4:2:0)."""

    quality: float
    subsampling: Subsampling = "4:2:0"

    def __post_init__(self) -> None:
        jpeg_quality(self.quality)

    def reference(self, pixels: np.ndarray) -> np.ndarray:
        """Grey pictures become colour: three equal channels."""
        return in_colour(pixels)

    def degraded(self, reference: np.ndarray) -> np.ndarray:
        """The picture after JPEG."""
        return _values(jpeg(reference, self.quality, self.subsampling))


@dataclass(frozen=True)
class BicubicShrinking(Protocol):
    """Shrunk as Matlab does; unrounded BT.601 luma compared, without `scale` pixels along each edge.

    What a network must beat is bicubic enlargement with the parameter `cubic`. Grey pictures are taken as they
    are, which gives the bicubic rows of the field's tables; with `squeeze` they count as colour and are compared
    as luma of 16..235, as BasicSR and the tables of networks since EDSR do. Set14 has one such picture, and its
    mean is 0.09 dB higher for it.
    """

    scale: int
    cubic: float = MATLAB_CUBIC
    squeeze: bool = False

    @property
    def border(self) -> int:
        """The scale, as in every published table."""
        return self.scale

    @property
    def smallest(self) -> int:
        """As for every protocol, and a side is first cut to a multiple of the scale."""
        return -(-super().smallest // self.scale) * self.scale

    def reference(self, pixels: np.ndarray) -> np.ndarray:
        """Cut to a multiple of the scale; in colour if grey is to count as such."""
        return whole_blocks(in_colour(pixels) if self.squeeze else pixels, self.scale)

    def degraded(self, reference: np.ndarray) -> np.ndarray:
        """The LQ picture, rounded to 8 bits."""
        return _values(bicubic(reference, 1 / self.scale))

    def plain(self, degraded: np.ndarray) -> np.ndarray:
        """The LQ picture enlarged, in 8 bits like every published row."""
        return _values(bicubic(to_pixels(degraded, np.uint8), self.scale, self.cubic))

    def compared(self, pixels: np.ndarray) -> np.ndarray:
        """BT.601 luma, float64 of shape (h, w), or the only channel."""
        return luma(pixels) if pixels.shape[2] == 3 else pixels


PROTOCOLS: dict[str, Callable[[float], Protocol]] = {
    "gaussian-noise": GaussianNoise,
    "luma-jpeg": LumaJpeg,
    "luma-jpeg-squeezed": lambda level: LumaJpeg(level, squeeze=True),
    "colour-jpeg": ColourJpeg,
    "colour-jpeg-444": lambda level: ColourJpeg(level, "4:4:4"),
    "bicubic-shrinking": lambda level: BicubicShrinking(int(level)),
    "bicubic-shrinking-paper": lambda level: BicubicShrinking(int(level), TORCH_CUBIC, squeeze=True),
}
"""Made for a level; a task names those by which it is measured (:attr:`engine.tasks.TaskInfo.protocols`)."""


def protocol_for(step: Step, name: str = "standard") -> Protocol:
    """The protocol of a step.

    Parameters
    ----------
    step : Step
    name : str
        Of the task's own names: ``"standard"`` is what the field's tables use, ``"paper"`` what the code of the BBCU
        paper does.

    Raises
    ------
    PlanError
        If the level is not given, or no whole number where it must be one, or the name is unknown.
    """
    named = step.task.info.protocols
    if name not in named:
        raise PlanError(f"{step.task.title}: there is no protocol {name!r}", hint=f"Choose {', '.join(named)}.")
    if step.level is None:
        raise PlanError(f"{step.task.title}: the level is auto", hint="Name the level to measure at.")
    return PROTOCOLS[named[name]](step.level)


def _values(pixels: np.ndarray) -> np.ndarray:
    """8-bit pixels as float32 in 0..1."""
    return np.divide(pixels, np.float32(255), dtype=np.float32)
