"""Pairs of pictures, a spoiled one and how it should be, laid over each other to the pixel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from engine.errors import RestoreError
from engine.measure.degrade import bicubic
from engine.measure.pairs import find_pairs
from engine.picture.files import open_picture
from engine.picture.pixels import LUMA
from engine.tuning.findings import Finding
from engine.tuning.photos import BUDGET, colour_pixels, megapixels, middle, spread

MOST = 400
FARTHEST = 32
"""Pixels of the good picture by which the spoiled one may lie aside."""
_NEAR = 4
"""Pixels around the best match so far among which the least difference decides."""
_RELATED = 0.6
"""Correlation of the two once they lie over each other; below, they do not show the same."""


@dataclass(frozen=True, eq=False)
class Pair:
    """Two pictures of the same.

    Attributes
    ----------
    name : str
    seen : ndarray of uint8, shape (h, w, 3)
        The spoiled one.
    clean : ndarray of uint8, shape (h * scale, w * scale, 3)
    quality : int or None
        JPEG quality of the spoiled one's file.
    """

    name: str
    seen: np.ndarray
    clean: np.ndarray
    quality: int | None


def read_pairs(folder: Path, scale: int, side: int, told: Callable[[int, int], None] = lambda done, of: None
               ) -> tuple[tuple[Pair, ...], tuple[Finding, ...]]:
    """Open the pairs of a folder, named as in :func:`engine.measure.pairs.find_pairs`.

    Parameters
    ----------
    folder : Path
    scale : int
        How many times larger the good pictures are.
    side : int
        Pixels that each side of the good pictures needs.
    told : callable
        Hears how many of how many have been looked at.

    Raises
    ------
    PictureError
        If there is no pair at all.
    """
    named, alone = find_pairs(folder)
    named = spread(named, MOST)
    pairs: list[Pair] = []
    left_out: dict[str, list[str]] = {"no partner": [each.name for each in alone]}
    for done, each in enumerate(named):
        told(done, len(named))
        try:
            pictures = open_picture(each.real), open_picture(each.mean)
        except RestoreError:
            left_out.setdefault("unreadable", []).append(each.name)
            continue
        seen, clean = map(colour_pixels, pictures)
        found = laid_over(seen, clean, scale)
        if isinstance(found, str):
            left_out.setdefault(found, []).append(each.name)
        elif min(found[1].shape[:2]) < side:
            left_out.setdefault("small", []).append(each.name)
        else:
            seen, clean = _cut(*found, scale, BUDGET / len(named))
            pairs.append(Pair(each.name, seen, clean, pictures[0].jpeg_quality))
    told(len(named), len(named))
    findings = [Finding.about(kind, names, float(side)) for kind, names in left_out.items() if names]
    if pairs:
        findings.insert(0, Finding("pairs", len(pairs), number=megapixels(pair.clean for pair in pairs)))
    return tuple(pairs), tuple(findings)


def laid_over(seen: np.ndarray, clean: np.ndarray, scale: int = 1) -> tuple[np.ndarray, np.ndarray] | str:
    """The parts of two pictures that show the same, to a whole pixel of the good one.

    Parameters
    ----------
    seen : ndarray of uint8, shape (h, w, 3)
    clean : ndarray of uint8, shape (H, W, 3)
        About `scale` times as large.
    scale : int

    Returns
    -------
    (ndarray, ndarray) or str
        The second is exactly `scale` times as large; or which kind of finding says why they do not fit.
    """
    sizes = np.array(seen.shape[:2]) * scale, np.array(clean.shape[:2])
    if np.abs(sizes[0] - sizes[1]).max() > 2 * FARTHEST:
        return "sizes of a pair"
    large = seen if scale == 1 else np.clip(bicubic(seen, scale), 0, 255)
    height, width = np.minimum(*sizes)
    one, other = (_edges(each[:height, :width]) for each in (large, clean))
    shift = _shift(one, other)
    if np.abs(shift).max() > FARTHEST:
        return "unaligned"
    first = [-(-max(0, -move) // scale) for move in shift]  # of the seen pixels that the good picture shows too
    start = [begin * scale + move for begin, move in zip(first, shift, strict=True)]
    rows, columns = (min(seen.shape[axis] - first[axis], (clean.shape[axis] - start[axis]) // scale) for axis in (0, 1))
    if min(rows, columns) < 1:
        return "unaligned"
    seen = seen[first[0] :, first[1] :][:rows, :columns]
    clean = clean[start[0] :, start[1] :][: rows * scale, : columns * scale]
    return (seen, clean) if _related(seen, clean) > _RELATED else "unaligned"


def _edges(pixels: np.ndarray) -> np.ndarray:
    """What two pictures of the same have in common whatever their brightness: float32 (h, w)."""
    luma = cv2.GaussianBlur(pixels.astype(np.float32) @ np.float32(LUMA), (0, 0), 1.5)
    return luma - cv2.GaussianBlur(luma, (0, 0), 8)


def _shift(one: np.ndarray, other: np.ndarray) -> tuple[int, int]:
    """By how many rows and columns what `one` shows lies farther down and right in `other`."""
    window = np.outer(np.hanning(one.shape[0]), np.hanning(one.shape[1])).astype(np.float32)
    spectra = [np.fft.rfft2(each * window) for each in (one, other)]
    match = np.fft.irfft2(np.conj(spectra[0]) * spectra[1], one.shape)
    row, column = np.unravel_index(int(match.argmax()), match.shape)
    best = tuple(int(place - side if place > side // 2 else place)
                 for place, side in zip((row, column), one.shape, strict=True))
    before = None
    steps = range(-_NEAR, _NEAR + 1)
    while best != before and np.abs(best).max() <= min(FARTHEST, min(one.shape) // 2 - _NEAR):
        before = best
        near = [(best[0] + down, best[1] + right) for down in steps for right in steps]
        best = min(near, key=lambda shift: _difference(one, other, shift))
    return best


def _difference(one: np.ndarray, other: np.ndarray, shift: tuple[int, int]) -> float:
    """Mean squared difference where both show the same, if `one` is moved so."""
    (down, right), (height, width) = shift, one.shape
    first = one[max(0, -down) : height - max(0, down), max(0, -right) : width - max(0, right)]
    second = other[max(0, down) : height - max(0, -down), max(0, right) : width - max(0, -right)]
    return float(np.square(first - second).mean())


def _related(seen: np.ndarray, clean: np.ndarray) -> float:
    small = cv2.resize(clean, seen.shape[1::-1], interpolation=cv2.INTER_AREA)
    one, other = (cv2.GaussianBlur(each.astype(np.float32) @ np.float32(LUMA), (0, 0), 2).ravel()
                  for each in (seen, small))
    return float(np.corrcoef(one, other)[0, 1]) if one.std() > 0 and other.std() > 0 else 0.0


def _cut(seen: np.ndarray, clean: np.ndarray, scale: int, room: float) -> tuple[np.ndarray, np.ndarray]:
    """The middle of both, of at most so many good pixels."""
    from engine.picture.pixels import Picture

    inner = middle(Picture(np.ascontiguousarray(seen)), room / scale**2).pixels
    height, width = inner.shape[:2]
    if (height, width) == seen.shape[:2]:
        return np.ascontiguousarray(seen), np.ascontiguousarray(clean)
    top, left = ((whole - part) // 32 * 16 for whole, part in zip(seen.shape[:2], (height, width), strict=True))
    part = clean[top * scale : (top + height) * scale, left * scale : (left + width) * scale]
    return inner, np.ascontiguousarray(part)
