"""PSNR and SSIM by the conventions of the restoration papers, in NumPy."""

from __future__ import annotations

import cv2
import numpy as np

SSIM_SIDE = 11
SSIM_SIGMA = 1.5


def psnr(result: np.ndarray, reference: np.ndarray, border: int = 0) -> float:
    """Peak signal-to-noise ratio over all pixels and channels together.

    Parameters
    ----------
    result, reference : ndarray of uint8, or of float in 0..255, shape (h, w) or (h, w, channels)
    border : int
        Pixels left out along each edge: 0 for denoising and deblocking, the scale for enlarging (docs/paper.md,
        Measuring).

    Returns
    -------
    float
        In dB with a peak of 255; infinite for equal pictures.
    """
    a, b = _pair(result, reference, border)
    error = float(np.mean((a - b) ** 2))
    return float("inf") if error == 0 else 10.0 * float(np.log10(255.0**2 / error))


def ssim(result: np.ndarray, reference: np.ndarray, border: int = 0) -> float:
    """Structural similarity: Gaussian window 11 x 11 of sigma 1.5, only where it fits, mean over the channels.

    Wang et al. 2004 with K1 = 0.01, K2 = 0.03 and a peak of 255, as Matlab's published script and the papers'
    evaluation do it.

    Parameters
    ----------
    result, reference : ndarray of uint8, or of float in 0..255, shape (h, w) or (h, w, channels)
    border : int
        As in :func:`psnr`.

    Raises
    ------
    ValueError
        If less than 11 x 11 pixels are left.
    """
    a, b = _pair(result, reference, border)
    if min(a.shape[:2]) < SSIM_SIDE:
        raise ValueError(f"SSIM needs pictures of at least {SSIM_SIDE} x {SSIM_SIDE} pixels, not {a.shape}")
    if a.ndim == 2:
        a, b = a[..., None], b[..., None]
    return float(np.mean([_ssim_plane(a[..., i], b[..., i]) for i in range(a.shape[2])]))


def luma(rgb: np.ndarray) -> np.ndarray:
    """BT.601 luma with head and foot room, Matlab's ``rgb2ycbcr``: 16 for black, 235 for white.

    Parameters
    ----------
    rgb : ndarray of uint8, or of float in 0..255, shape (h, w, 3)

    Returns
    -------
    ndarray of float64, shape (h, w)
        Not rounded.
    """
    return 16.0 + rgb.astype(np.float64) @ np.array([65.481, 128.553, 24.966]) / 255.0


def _pair(result: np.ndarray, reference: np.ndarray, border: int) -> tuple[np.ndarray, np.ndarray]:
    if result.shape != reference.shape:
        raise ValueError(f"pictures of different shapes cannot be compared: {result.shape} and {reference.shape}")
    if border:
        result, reference = (x[border:-border, border:-border] for x in (result, reference))
    return result.astype(np.float64), reference.astype(np.float64)


def _ssim_plane(a: np.ndarray, b: np.ndarray) -> float:
    c1, c2 = (0.01 * 255.0) ** 2, (0.03 * 255.0) ** 2
    mean_a, mean_b = _blur(a), _blur(b)
    var_a = _blur(a * a) - mean_a**2
    var_b = _blur(b * b) - mean_b**2
    covariance = _blur(a * b) - mean_a * mean_b
    similarity = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
    similarity /= (mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2)
    return float(similarity.mean())


def _blur(plane: np.ndarray) -> np.ndarray:
    """Gaussian mean of a float64 plane, only where the whole window fits."""
    kernel = cv2.getGaussianKernel(SSIM_SIDE, SSIM_SIGMA)
    reach = SSIM_SIDE // 2
    return cv2.sepFilter2D(plane, -1, kernel, kernel)[reach:-reach, reach:-reach]
