"""How well the shipped network restores a picture whose noise is known, whatever level it is told: what the noise meter
is fitted to choose by."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.picture.pixels import LUMA, Picture, to_depth
from engine.plan import Plan, Step
from engine.run.chain import RunOptions
from engine.run.noise_meter import LEAST
from engine.run.restore import restored
from engine.tasks import QUALITY_BESIDE_NOISE, SIGMA, WHITE_IN_COLOUR, WHITE_IN_LUMA, Task
from tools.noise_samples import Sample

TOLD = (0.0, 1.0, 2.0, 3.0, 4.5, 6.5, 9.0, 12.5, 17.0, 24.0, 33.0, 46.0, 63.0)
"""Levels at which errors are kept: sigma of white noise in grey levels."""
TIMES = (0.4, 0.6, 0.8, 1.0, 1.25, 1.6, 2.1)
"""Levels that are tried, over that of the noise that is there."""
FEW = (1.0, 2.0, 3.5, 6.0, 10.0)
"""Levels that are tried where there is little or none."""
ONE_THREAD = RunOptions(threads=1)
REPAIRED = 95
"""JPEG quality up to which a picture without noise would be repaired as a JPEG."""
LEAST_ERROR = 0.65
"""Mean square that counts as none: a PSNR of 50 dB."""


class Errors(NamedTuple):
    """Logarithms of mean squares of errors in grey levels, of luma in all three channels and of what remains.

    Together they are a little more than that of the whole error (by a fifth for white noise), for BT.601 weighs the
    channels unequally.

    Attributes
    ----------
    luma, colour : ndarray of float32, shape (n,)
        At each of some levels.
    """

    luma: np.ndarray
    colour: np.ndarray


def curve(sample: Sample) -> Errors:
    """Errors of the restored picture at the levels of :data:`TOLD`; of 0, as it is, or repaired as a JPEG.

    Luma and colours are told levels of their own, and each is taken to answer for its own error.
    """
    picture, grey = sample.picture, sample.picture.channels == 1
    qualities = [each for each in (picture.jpeg_quality, sample.earlier) if each is not None]
    quality = float(min(qualities)) if qualities else None
    repaired = picture if quality is None or quality > REPAIRED else restored(
        picture, Plan((Step(Task.DEBLOCK, quality),)), ONE_THREAD)
    begun = repaired if quality is not None and quality <= QUALITY_BESIDE_NOISE else picture
    lumas = _tried(sample.luma / (1 if grey else WHITE_IN_LUMA))
    colours = _tried(sample.colour / WHITE_IN_COLOUR)
    count = max(len(lumas), len(colours))
    lumas, colours = (np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(tried)), tried)
                      for tried in (lumas, colours))
    found = [_errors(repaired, sample.clean)]
    for luma, colour in zip(lumas, colours, strict=True):
        step = Step(Task.DENOISE, SIGMA.nearest(luma), colour=SIGMA.nearest(colour), quality=quality or 100.0)
        found.append(_errors(restored(begun, Plan((step,)), ONE_THREAD), sample.clean))
    of_luma, of_colour = np.array(found).T
    return Errors(_at_told(np.array([0, *lumas]), of_luma), _at_told(np.array([0, *colours]), of_colour))


def _tried(sigma: float) -> list[float]:
    few = [level for level in FEW if level > 1.3 * sigma or sigma < 5] if sigma < 7 else []
    return sorted({*few, *(sigma * times for times in TIMES if sigma * times > 0.5)})


def _errors(found: Picture, clean: np.ndarray) -> tuple[float, float]:
    """Mean squares: of the luma's error in all three channels, and of what remains."""
    error = np.subtract(to_depth(found.pixels, np.uint8), clean, dtype=np.float32)
    if error.shape[2] == 1:
        return float(np.square(error).mean()), 0.0
    luma = error @ np.float32(LUMA)
    return float(np.square(luma).mean()), float(np.square(error - luma[..., None]).mean())


def _at_told(levels: np.ndarray, errors: np.ndarray) -> np.ndarray:
    """Logarithms of errors at the levels of TOLD; beyond those that were tried, they grow."""
    places, wanted = np.log(levels + LEAST), np.log(np.array(TOLD) + LEAST)
    logs = np.log(errors + LEAST_ERROR / 2)
    beyond = max(0.5, (logs[-1] - logs[-2]) / max(places[-1] - places[-2], 0.05)) * np.maximum(wanted - places[-1], 0)
    return (np.interp(wanted, places, logs) + beyond).astype(np.float32)
