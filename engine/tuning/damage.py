"""What spoils somebody's pictures, measured in spoiled ones without their originals, and done to clean ones.

Noise is looked at in even places: how strong it is at each brightness and in each colour, how the colours go together,
and its spectrum. JPEG is read from the files, or found in the pixels. It changes the noise that it is given, and what
is measured is what it left; so clean photographs are spoiled with it and without, both are measured, and the noise is
set right by what differs (:func:`adjusted`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from engine.measure.degrade import jpeg
from engine.picture.pixels import LUMA

SIDE = 32
"""Of the squares that are looked at, in pixels."""
BINS = 16
"""Brightnesses that are told apart."""
CENTRES = (np.arange(BINS) + 0.5) * (256 / BINS)
_EVENEST = 0.12
"""Share of the squares that is looked at, of all and of each brightness: those with the least coarse structure."""
_NOT_WORSE = 10.0
"""How much coarser they may be than that share of all squares."""
_FEWEST = 6
"""Squares of a brightness, or its noise is guessed from its neighbours'."""
_NEEDED = 24
"""Squares altogether, or nothing can be said."""
_CELL = 8


@dataclass(frozen=True, eq=False)
class Noise:
    """Noise as it was measured.

    Attributes
    ----------
    curve : ndarray of float32, shape (BINS, 3)
        Its standard deviation in grey levels in red, green and blue, where that colour is as bright as :data:`CENTRES`.
    mix : ndarray of float32, shape (3, 3)
        Makes the three colours of three independent fields of unit variance.
    spectrum : ndarray of float32, shape (3, SIDE, SIDE)
        Power of each of these fields at each frequency, of mean 1.
    """

    curve: np.ndarray
    mix: np.ndarray
    spectrum: np.ndarray

    @property
    def sigma(self) -> float:
        """Root mean square of it all, in grey levels."""
        return float(np.sqrt(np.square(self.curve).mean()))

    def field(self, height: int, width: int, draws: np.random.Generator) -> np.ndarray:
        """Noise of unit variance: float32 (h, w, 3)."""
        white = np.fft.rfft2(draws.standard_normal((3, height, width), np.float32))
        fields = np.fft.irfft2(white * np.sqrt(_stretched(self.spectrum, height, width)), (height, width))
        return np.moveaxis(np.tensordot(self.mix, fields.astype(np.float32), axes=1), 0, -1)

    def added(self, clean: np.ndarray, draws: np.random.Generator) -> np.ndarray:
        """A picture with it: uint8 (h, w, 3) to the same, rounded and clipped."""
        strength = strength_at(self.curve, cv2.GaussianBlur(clean.astype(np.float32), (0, 0), 1.5))
        noisy = clean + strength * self.field(*clean.shape[:2], draws)
        return np.rint(np.clip(noisy, 0, 255)).astype(np.uint8)


@dataclass(frozen=True, eq=False)
class Damage:
    """Everything that was measured.

    Attributes
    ----------
    noise : Noise or None
        None if there is none.
    qualities : tuple of int
        JPEG qualities of the spoiled pictures; one of them is drawn each time. None of them was a JPEG if empty.
    """

    noise: Noise | None
    qualities: tuple[int, ...] = ()

    def spoiled(self, clean: np.ndarray, draws: np.random.Generator) -> np.ndarray:
        """A clean picture with this damage: uint8 (h, w, 3) to the same."""
        pixels = clean if self.noise is None else self.noise.added(clean, draws)
        if not self.qualities:
            return pixels
        return jpeg(pixels, self.qualities[int(draws.integers(len(self.qualities)))])


def strength_at(curve: np.ndarray, brightness: np.ndarray) -> np.ndarray:
    """The curve of each colour at its own brightness: (..., 3) to the same."""
    return np.stack([np.interp(brightness[..., channel], CENTRES, curve[:, channel]) for channel in range(3)], axis=-1)


def measured_noise(pictures: Sequence[np.ndarray]) -> Noise | None:
    """Look at the noise of pictures, uint8 (h, w, 3); None if they have too few even places to tell."""
    squares, brightness = _even_squares(pictures)
    if len(squares) < _NEEDED:
        return None
    curve = _curve(squares, brightness)
    units = squares / np.maximum(strength_at(curve, brightness), 0.25)[:, None, None, :]
    covariance = np.cov(units.reshape(-1, 3).T)
    values, vectors = np.linalg.eigh(covariance / np.sqrt(np.outer(np.diag(covariance), np.diag(covariance))))
    values = np.maximum(values, 1e-4)
    fields = (units.reshape(-1, 3) @ vectors / np.sqrt(values)).reshape(units.shape)
    power = np.square(np.abs(np.fft.fft2(fields, axes=(1, 2)))).mean(axis=0)
    spectrum = np.moveaxis(power / power.mean(axis=(0, 1)), -1, 0)
    return Noise(curve.astype(np.float32), (vectors * np.sqrt(values)).astype(np.float32), spectrum.astype(np.float32))


def adjusted(damage: Damage, clean: Sequence[np.ndarray], rounds: int = 2) -> Damage:
    """The damage with its noise as it must be before JPEG, so that it is as it was measured behind it.

    Parameters
    ----------
    damage : Damage
        Whose noise was measured in JPEG files.
    clean : sequence of ndarray of uint8, shape (h, w, 3)
        Good photographs, to try it on.
    rounds : int
    """
    if damage.noise is None or not damage.qualities:
        return damage
    aim = _made(replace(damage, qualities=()), clean)
    for _ in range(rounds):
        found = _made(damage, clean)
        if aim is None or found is None:
            break
        factor = np.clip(aim.curve / np.maximum(found.curve, 0.25), 0.5, 2.0)
        power = damage.noise.spectrum * np.clip(aim.spectrum / np.maximum(found.spectrum, 1e-3), 0.5, 2.0)
        damage = replace(damage, noise=replace(damage.noise, curve=damage.noise.curve * factor,
                                               spectrum=power / power.mean(axis=(1, 2), keepdims=True)))
    return damage


def _made(damage: Damage, clean: Sequence[np.ndarray]) -> Noise | None:
    draws = np.random.default_rng(0)
    return measured_noise([damage.spoiled(pixels, draws) for pixels in clean])


def _even_squares(pictures: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The evenest squares without their slopes, float32 (n, SIDE, SIDE, 3), and how bright each colour is, (n, 3)."""
    squares, brightness, uneven = [], [], []
    for pixels in pictures:
        for part in _cut(pixels):
            coarse = part.reshape(SIDE // _CELL, _CELL, SIDE // _CELL, _CELL, 3).mean(axis=(1, 3)) @ np.float32(LUMA)
            squares.append(part)
            brightness.append(part.mean(axis=(0, 1)))
            uneven.append(float(np.square(coarse - _slope(coarse)).mean()))
    if not squares:
        return np.zeros((0, SIDE, SIDE, 3), np.float32), np.zeros((0, 3))
    brightness, uneven = np.array(brightness), np.array(uneven)
    even = uneven <= _NOT_WORSE * np.quantile(uneven, _EVENEST)  # a brightness of which all is busy tells nothing
    places = _bin(brightness @ np.float32(LUMA))
    kept = np.concatenate([_evenest(np.flatnonzero((places == place) & even), uneven) for place in range(BINS)])
    chosen = np.stack([squares[place] - _slope(squares[place]) for place in kept])
    return chosen.astype(np.float32), brightness[kept]


def _cut(pixels: np.ndarray) -> list[np.ndarray]:
    """Squares of a picture that are neither black nor white anywhere to speak of; at most some hundred."""
    rows, columns = ((side - SIDE) // (SIDE // 2) + 1 for side in pixels.shape[:2])
    step = max(1, round((rows * columns / 1600) ** 0.5))
    found = []
    for row in range(0, rows, step):
        for column in range(0, columns, step):
            part = pixels[row * SIDE // 2 :, column * SIDE // 2 :][:SIDE, :SIDE]
            if ((part <= 1) | (part >= 254)).mean() < 0.02:
                found.append(part.astype(np.float32))
    return found


def _evenest(places: np.ndarray, uneven: np.ndarray) -> np.ndarray:
    count = max(min(len(places), _FEWEST), len(places) // 4)
    return places[np.argsort(uneven[places], kind="stable")[:count]]


def _bin(brightness: np.ndarray) -> np.ndarray:
    return np.clip((brightness * BINS / 256).astype(int), 0, BINS - 1)


def _slope(part: np.ndarray) -> np.ndarray:
    """The plane that fits a square best: (n, n) or (n, n, channels)."""
    ramp = np.linspace(-1, 1, len(part))
    share = (part * ramp.reshape(-1, 1, *[1] * (part.ndim - 2))).mean(axis=(0, 1)) / np.square(ramp).mean()
    other = (part * ramp.reshape(1, -1, *[1] * (part.ndim - 2))).mean(axis=(0, 1)) / np.square(ramp).mean()
    shape = [1] * (part.ndim - 2)
    return part.mean(axis=(0, 1)) + ramp.reshape(-1, 1, *shape) * share + ramp.reshape(1, -1, *shape) * other


def _curve(squares: np.ndarray, brightness: np.ndarray) -> np.ndarray:
    """Noise at each brightness: the median of its squares, and where there are too few, that of the next ones."""
    variances, places = np.square(squares).mean(axis=(1, 2)), _bin(brightness)
    columns = []
    for channel in range(3):
        known = [place for place in range(BINS) if (places[:, channel] == place).sum() >= _FEWEST]
        found = [np.sqrt(np.median(variances[places[:, channel] == place, channel])) for place in known]
        columns.append(np.interp(CENTRES, CENTRES[known], found) if known else
                       np.full(BINS, np.sqrt(np.median(variances[:, channel]))))
    return np.stack(columns, axis=-1)


def _stretched(spectrum: np.ndarray, height: int, width: int) -> np.ndarray:
    """The power at the frequencies of a larger field: (3, SIDE, SIDE) to (3, h, w // 2 + 1).

    What pixels have in common that lie up to half a square apart stays the same; farther ones have nothing in common.
    """
    common = np.fft.ifft2(spectrum).real
    fade = np.hanning(SIDE + 1)[:SIDE] ** 0.5
    common = np.fft.fftshift(common, axes=(1, 2)) * np.outer(fade, fade)
    large = np.zeros((3, height, width))
    rows, columns = min(height, SIDE), min(width, SIDE)
    middle = common[:, (SIDE - rows) // 2 :, (SIDE - columns) // 2 :][:, :rows, :columns]
    large[:, :rows, :columns] = middle
    large = np.roll(large, (-(rows // 2), -(columns // 2)), axis=(1, 2))
    power = np.maximum(np.fft.rfft2(large).real, 0.0)
    whole = np.fft.fft2(large).real
    return power / np.maximum(np.maximum(whole, 0).mean(axis=(1, 2), keepdims=True), 1e-9)
