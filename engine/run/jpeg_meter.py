"""Which JPEG compression a picture has been through, as its pixels tell: re-saved, cropped, or compressed again.

JPEG leaves the frequencies of each block of 8 x 8 pixels at multiples of steps, which its quality sets. Where blocks
are cut as they were then, frequencies still lie near such multiples: for each quality of libjpeg's tables a likelihood
ratio says how much better they are explained by its steps than by none. A picture that never was a JPEG speaks against
all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.picture.meta.tables import luma_tables
from engine.run.jpeg_blocks import (
    BIN,
    CENTRES,
    CORNERS,
    LOWEST,
    STEPS,
    corner_histograms,
    histograms,
    luma_of,
)

BEST_FOUND = 92
"""Higher qualities have steps of one or two grey levels, which rounding hides."""
_ROUNDING = 0.38
"""Standard deviation of a frequency, from rounding to 8 bits per colour."""
_HANDLED = 1.2
"""The same where a little more happened to the picture since."""
_OUTLIERS = 0.04
"""Share of frequencies that something else has moved: black and white, which cut them off, or a retouched place."""
_LEAST_TOTAL = 40.0
"""Log likelihood ratio from which a compression counts as found."""
_LEAST_MEAN, _LEAST_ELSEWHERE = 0.1, 0.01
"""The same for each frequency that tells; of blocks that lie elsewhere than those of a later compression, little is
left, but nothing else looks like them."""
_CERTAIN = 2000.0
"""Total at which a find is beyond doubt."""
_MEAN_SQUARE_STEP = np.square(luma_tables(), dtype=float).mean(axis=1)


@dataclass(frozen=True)
class History:
    """An earlier compression.

    Attributes
    ----------
    quality : int
        1..100, in libjpeg's count.
    corner : (int, int)
        Row and column, 0..7, of the first whole block: other than (0, 0) in a picture that was cropped.
    sure : float
        0..1, how clearly it shows.
    """

    quality: int
    corner: tuple[int, int]
    sure: float


def history(crops: Sequence[np.ndarray], last: int | None = None) -> History | None:
    """The strongest compression before the file's own.

    Parameters
    ----------
    crops : sequence of ndarray of uint8, shape (h, w, C)
        Of a picture, their corners at multiples of 8 pixels of it.
    last : int or None
        Quality of the file, if it is a JPEG: its blocks begin at the picture's corner.

    Returns
    -------
    History or None
        None if there is none of quality :data:`BEST_FOUND` or less, or the crops are too small to tell.
    """
    planes = [luma_of(crop) for crop in crops]
    everywhere = corner_histograms(planes)
    if last is not None:
        found = _before(planes, everywhere, History(last, (0, 0), 1.0))
    else:
        found = _before(planes, everywhere, None)
        if found is not None:  # it may hide another before it
            found = _before(planes, everywhere, found) or found
    return found if found is not None and found.quality <= BEST_FOUND else None


def _before(planes: Sequence[np.ndarray], everywhere: np.ndarray, known: History | None) -> History | None:
    """What explains the frequencies best, given a later compression."""
    best, found = _LEAST_TOTAL, None
    for corner in _likely_corners(everywhere, known):
        counts = histograms(planes, corner)
        aligned = known is not None and corner == known.corner
        least = _LEAST_MEAN if known is None or aligned else _LEAST_ELSEWHERE
        for ratios in _tables(known, aligned):
            totals = _totals(counts, ratios, known)
            quality = int(totals.argmax())
            tell = counts[STEPS[quality, :, None] / 2 < CENTRES].sum()
            if totals[quality] >= best and totals[quality] >= least * tell:
                best = float(totals[quality])
                found = History(quality + 1, corner, min(1.0, best / _CERTAIN))
    return found


def _likely_corners(everywhere: np.ndarray, known: History | None) -> list[tuple[int, int]]:
    """The picture's own corner, and the two others that explain a few frequencies best."""
    totals = _totals(everywhere, _tables(known, False)[-1][LOWEST], known).max(axis=-1)
    return [CORNERS[place] for place in sorted({0, *np.argsort(-totals)[:2].tolist()})]


def _totals(counts: np.ndarray, ratios: np.ndarray, known: History | None) -> np.ndarray:
    """Log likelihood ratio of each quality: (..., frequencies, bins) to (..., 100)."""
    totals = np.tensordot(counts, ratios, axes=([-2, -1], [0, 2]))
    if known is not None:  # nearly the same steps explain the same multiples
        totals[..., max(0, known.quality - max(3, (100 - known.quality) // 4)) :] = 0
    return totals


# ---- what speaks for a quality --------------------------------------------------------------------------------------


def _tables(known: History | None, aligned: bool) -> list[np.ndarray]:
    """Log likelihood ratios, by what may have happened since; a known later compression says what did."""
    if known is not None:
        return [_behind(known.quality, aligned)]
    return [_by_rounding(_ROUNDING), _by_rounding(_HANDLED)]


@lru_cache(maxsize=2)
def _by_rounding(deviation: float) -> np.ndarray:
    """Log likelihood ratios if nothing but rounding, of this standard deviation, happened since.

    Returns
    -------
    ndarray of float32, shape (frequencies, 100, bins)
    """
    return np.stack([_ratios(steps, BIN, deviation) for steps in STEPS.T])


@lru_cache(maxsize=6)
def _behind(quality: int, aligned: bool) -> np.ndarray:
    """The same if the picture was compressed once more, with its blocks at the same places or at others."""
    own = STEPS[quality - 1].astype(float)
    if aligned:  # they are multiples of the new steps now, next to those of the old
        widths, deviations = np.maximum(own, BIN), np.full(len(own), _ROUNDING)
    else:  # fitted to pictures of quality 30 and 50 that were cropped and saved again at 75, 85 and 92
        widths = np.full(len(own), BIN)
        deviations = np.sqrt(_ROUNDING**2 + own**2 / 6 + 0.08 * _MEAN_SQUARE_STEP[quality - 1] / 12)
    return np.stack([_ratios(*each) for each in zip(STEPS.T, widths, deviations, strict=True)])


def _ratios(steps: np.ndarray, width: float, deviation: float) -> np.ndarray:
    """How much likelier each bin is near multiples of a step than anywhere in between, as a logarithm.

    Bins nearest to zero say nothing: every picture has many there.

    Parameters
    ----------
    steps : ndarray of int, shape (100,)
    width : float
        Over which a multiple is spread evenly, before deviating normally.
    deviation : float

    Returns
    -------
    ndarray of float32, shape (100, bins)
    """
    different, place = np.unique(steps, return_inverse=True)
    step, centres = different[:, None].astype(np.float32), CENTRES.astype(np.float32)
    nearest = np.round(centres / step)
    density = sum(_share(centres - (nearest + beside) * step, width, deviation) for beside in (-1, 0, 1))
    ratio = np.log((1 - _OUTLIERS) * density * (step / np.float32(width)) + _OUTLIERS)
    return np.where(nearest == 0, 0, ratio).astype(np.float32)[place]


def _share(distance: np.ndarray, width: float, deviation: float) -> np.ndarray:
    """Of a normal distribution's mass, what lies within half a width of a distance from its middle."""
    slope = np.float32(1.702 / deviation)  # the logistic curve that is next to the normal one
    low, high = (np.tanh(slope / 2 * (distance + np.float32(side * width / 2))) for side in (-1, 1))
    return (high - low) / 2
