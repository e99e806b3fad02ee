"""What of a picture speaks for noise: how strong its finest differences are, at several scales, where little happens.

Noise is everywhere; edges and texture are not. So a picture is cut into regions, and of the strength of each kind of
difference it is the weaker regions that count. How that strength falls from scale to scale tells white noise from
correlated, how it lies between brightness and colour tells a sensor's noise from a picture's own texture.
"""

from __future__ import annotations

import cv2
import numpy as np

from engine.picture.pixels import TO_YCBCR

SCALES = (1, 2, 4, 8)
"""Side of the squares of pixels whose means are looked at."""
REGION = 16
"""Side of a region in pixels."""
SMALLEST = 8
"""Side in pixels below which nothing can be said."""
_LEAST_SIDE = 64
"""Smaller pictures are mirrored at their edges to this side."""
_QUANTILES = (0.05, 0.2, 0.5, 0.8)
_WITHIN = (0.2, 0.5)
"""Quantiles over all regions, and over those of one brightness: JPEG leaves nothing in the calmest ones, so the
others must tell."""
_CALM, _GROUPS = 0.2, 4
"""Share of the regions in which least happens; groups of equally many regions by brightness."""
_MANY = 256
"""Regions beyond which more of them say nothing more; what the meter is fitted to are parts of photographs."""
FLOOR = 0.1
"""Grey levels: weaker differences are as good as none."""
_DARK, _BRIGHT = 6.0, 249.0
"""Grey levels beyond which black and white cut noise off."""

PLANES = 3
"""Brightness and two colours, of which grey pictures have nothing."""
BANDS = PLANES * len(SCALES) * 2
PER_BAND = len(_QUANTILES) + _GROUPS * len(_WITHIN) + 1
SPREADS = 3
COUNT = BANDS * PER_BAND + 2 * SPREADS + 5


def features(crops: np.ndarray) -> np.ndarray:
    """Numbers that a noise meter is fitted to.

    Parameters
    ----------
    crops : ndarray of float32, shape (n, h, w, 1 or 3)
        Parts of a picture in grey levels of 0..255, their corners where squares of 16 pixels of its JPEG begin; each
        side at least :data:`SMALLEST`.

    Returns
    -------
    ndarray of float32, shape (COUNT,)
        Of each band (:func:`_energies`) the logarithm of its strength: quantiles over the regions, in the darkest to
        the brightest ones, and where least happens. Then how evenly it is spread at the finest scales of brightness,
        where least happens and everywhere: noise is more even than texture. Then the share of the regions without any
        difference, the mean brightness, the share of regions that are neither black nor white, the logarithm of how
        many there are, and whether the picture is grey.
    """
    crops = _large_enough(crops)
    energies, spreads, brightness = _energies(crops)
    inside = (brightness > _DARK) & (brightness < _BRIGHT)
    used = inside if inside.sum() >= max(_GROUPS, 0.05 * inside.size) else np.ones_like(inside)
    logs, levels = np.log(energies[:, used] + FLOOR**2) / 2, brightness[used]
    calm = np.argsort(logs.mean(axis=0))[: max(1, int(_CALM * logs.shape[1]))]
    groups = np.array_split(np.argsort(levels, kind="stable"), _GROUPS)
    groups = [group if len(group) else calm for group in groups]
    by_level = [each for group in groups for each in np.quantile(logs[:, group], _WITHIN, axis=1)]
    found = [*np.quantile(logs, _QUANTILES, axis=1), *by_level, logs[:, calm].mean(axis=1)]
    still = float((energies[: 2 * len(SCALES)].max(axis=0) < 1e-4).mean())
    even = [spreads[:, used][:, calm].mean(axis=1), np.median(spreads[:, used], axis=1)]
    many = np.log(min(logs.shape[1], _MANY)) / 8
    rest = [still, levels.mean() / 255, inside.mean(), many, float(crops.shape[3] == 1)]
    return np.concatenate([*found, *even, rest]).astype(np.float32)


def _large_enough(crops: np.ndarray) -> np.ndarray:
    """Mirrored at their edges where they are too small."""
    missing = [max(0, _LEAST_SIDE - side) for side in crops.shape[1:3]]
    return np.pad(crops, ((0, 0), (0, missing[0]), (0, missing[1]), (0, 0)), "symmetric") if any(missing) else crops


def _energies(crops: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean squares of the differences in each region, how evenly they are spread, and the regions' brightness.

    Returns
    -------
    energies : ndarray of float32, shape (BANDS, regions)
        For brightness and the two colours, at each scale: second differences across and down at once, and the weaker
        of those across and those down (an edge has but one of them). White noise of variance v gives v / scale**2.
    spreads : ndarray of float32, shape (SPREADS, regions)
        For brightness at the finest scales: mean over root of the mean square of the former differences. Of normal
        noise 0.80, less where there are edges.
    brightness : ndarray of float32, shape (regions,)
    """
    planes = _planes(crops)
    height, width = crops.shape[1:3]
    rows, columns = ((side // SCALES[-1] - 2) * SCALES[-1] // REGION for side in (height, width))
    found, spreads = [], []
    for scale in SCALES:
        side, skip = REGION // scale, SCALES[-1] // scale - 1
        low, high = (skip + count * side + 2 for count in (rows, columns))
        part = planes[..., skip:low, skip:high]
        across = part[..., :-2] + part[..., 2:] - 2 * part[..., 1:-1]
        both = across[..., :-2, :] + across[..., 2:, :] - 2 * across[..., 1:-1, :]
        inner = part[..., 1:-1]
        down = inner[..., :-2, :] + inner[..., 2:, :] - 2 * inner[..., 1:-1, :]
        if len(spreads) < SPREADS:
            spreads.append(_means(np.abs(both[0]), side).ravel())
        both, across, down = (_mean_squares(values, side) for values in (both, across[..., 1:-1, :], down))
        found += [both / 36, np.minimum(across, down) / 6]
        if scale < SCALES[-1]:
            planes = _halved(planes)
        else:
            brightness = _means(planes[0][..., 1 : 1 + rows * 2, 1 : 1 + columns * 2], 2).ravel()
    stacked = np.stack(found, axis=1).reshape(len(planes), 2 * len(SCALES), -1)  # plane, band, region
    energies = np.zeros((PLANES, *stacked.shape[1:]), np.float32)
    energies[: len(stacked)] = stacked
    roots = np.sqrt(stacked[0, : 2 * SPREADS : 2] * 36)
    return energies.reshape(BANDS, -1), np.stack(spreads) / np.maximum(roots, FLOOR), brightness


def _planes(crops: np.ndarray) -> np.ndarray:
    """Y, Cb and Cr, or grey alone: (n, h, w, C) to (C, n, h, w)."""
    if crops.shape[3] == 1:
        return np.ascontiguousarray(crops[..., 0])[None]
    count, height, width, _ = crops.shape
    colours = cv2.transform(crops.reshape(count * height, width, 3), TO_YCBCR.astype(np.float32))
    return np.stack(cv2.split(colours)).reshape(3, count, height, width)


def _halved(planes: np.ndarray) -> np.ndarray:
    """Means of squares of 2 x 2."""
    height, width = (side // 2 * 2 for side in planes.shape[-2:])
    rows = planes[..., :height:2, :width] + planes[..., 1:height:2, :width]
    return (rows[..., ::2] + rows[..., 1::2]) / 4


def _mean_squares(values: np.ndarray, side: int) -> np.ndarray:
    return _means(values * values, side).reshape(len(values), -1)


def _means(values: np.ndarray, side: int) -> np.ndarray:
    """Of squares of `side`: (..., h, w) to (..., h / side, w / side)."""
    *outer, height, width = values.shape
    rows = values.reshape(*outer, height, width // side, side).sum(axis=-1)
    return rows.reshape(*outer, height // side, side, width // side).sum(axis=-2) / side**2
