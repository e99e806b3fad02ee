"""How the papers spoil pictures, in NumPy, seeded: evaluation and samples need no torch."""

from __future__ import annotations

import numpy as np


def add_noise(values: np.ndarray, sigma: float, seed: int = 0) -> np.ndarray:
    """Add white Gaussian noise as the denoising papers do, neither clipped nor rounded (PAPER.md 1.6).

    Parameters
    ----------
    values : ndarray of float, shape (h, w, channels)
        In 0..1.
    sigma : float
        Standard deviation in grey levels of 0..255.
    seed : int
        The published protocol seeds NumPy's old generator with 0 for every image.

    Returns
    -------
    ndarray of float32, shape (h, w, channels)
    """
    noise = np.random.RandomState(seed).normal(0, sigma / 255.0, values.shape)
    return (values.astype(np.float64) + noise).astype(np.float32)
