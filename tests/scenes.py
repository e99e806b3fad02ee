"""Made-up pictures for tests that measure: as uneven as photographs are, without noise, and drawings."""

from __future__ import annotations

import cv2
import numpy as np


def photo(height: int = 320, width: int = 416, seed: int = 0) -> np.ndarray:
    """Clouds of every size, of which fine ones are faint as in photographs, in front of each other: uint8 (h, w, 3)."""
    draws = np.random.default_rng(seed)
    values = _clouds(height, width, draws, 1.9)
    for _ in range(6):
        mask = _clouds(height, width, draws, 2.6)[..., :1] > draws.uniform(0.4, 0.6)
        values = np.where(mask, 0.6 * _clouds(height, width, draws, 1.9) + draws.uniform(0, 0.4, 3), values)
    smooth = cv2.GaussianBlur(values.astype(np.float32), (0, 0), 0.7)  # as a lens does
    return np.rint(np.clip(20 + 215 * smooth, 0, 255)).astype(np.uint8)


def _clouds(height: int, width: int, draws: np.random.Generator, fall: float) -> np.ndarray:
    """Waves of random phases whose power falls with their frequency: three similar channels, about 0..1."""
    frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)) + 1 / max(height, width)
    planes = []
    for _ in range(3):
        phases = np.exp(2j * np.pi * draws.random(frequency.shape))
        plane = np.fft.irfft2(phases * frequency**-fall, (height, width))
        planes.append((plane - plane.mean()) / plane.std())
    grey, *colours = planes
    return np.stack([grey + 0.3 * colours[0], grey, grey + 0.3 * colours[1]], axis=2) * 0.18 + 0.5


def drawing(height: int = 240, width: int = 320, seed: int = 0) -> np.ndarray:
    """Words, lines and areas of one colour: uint8 (h, w, 3)."""
    draws = np.random.default_rng(seed)
    pixels = np.full((height, width, 3), 245, np.uint8)
    for _ in range(25):
        x, y, right, bottom = (int(draws.integers(side)) for side in (width, height, width, height))
        colour = tuple(int(value) for value in draws.integers(0, 256, 3))
        if draws.random() < 0.5:
            cv2.putText(pixels, "Quick brown fox", (x - 60, y), int(draws.integers(7)), draws.uniform(0.3, 0.9), colour,
                        1, cv2.LINE_AA)
        elif draws.random() < 0.5:
            cv2.rectangle(pixels, (x, y), (right, bottom), colour, -1)
        else:
            cv2.line(pixels, (x, y), (right, bottom), colour, 2, cv2.LINE_AA)
    return pixels


def noisy(pixels: np.ndarray, sigma: float, seed: int = 0) -> np.ndarray:
    """With white noise, uint8."""
    noise = np.random.default_rng(seed).normal(0, sigma, pixels.shape)
    return np.rint(np.clip(pixels + noise, 0, 255)).astype(np.uint8)
