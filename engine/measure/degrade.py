"""How the papers spoil pictures, in NumPy and libjpeg, seeded: evaluation and samples need no torch."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np

from engine.errors import PlanError

Subsampling = Literal["4:2:0", "4:4:4"]

MATLAB_CUBIC = -0.5
"""The cubic's parameter a in Matlab's ``imresize`` (Keys 1981), behind every published LR picture and bicubic row."""
TORCH_CUBIC = -0.75
"""That of torch's and OpenCV's bicubic, behind the bicubic row of the BBCU paper's Table 1 (docs/paper.md, Traps)."""


def add_noise(values: np.ndarray, sigma: float, seed: int = 0) -> np.ndarray:
    """Add white Gaussian noise as the denoising papers do, neither clipped nor rounded (docs/paper.md, Measuring).

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


def jpeg_quality(value: float) -> int:
    """A number as a JPEG quality; refuses what is no whole number of 1..100 with a :class:`PlanError`."""
    if not 1 <= value <= 100 or value != int(value):
        raise PlanError(f"the JPEG quality is {value:g}", hint="Choose a whole number from 1 to 100.")
    return int(value)


def jpeg(pixels: np.ndarray, quality: float, subsampling: Subsampling = "4:2:0") -> np.ndarray:
    """Compress with libjpeg's standard tables and decompress again.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (h, w, 1) or (h, w, 3)
        Grey, or red, green, blue.
    quality : float
        A whole number, 1..100.
    subsampling : str
        How colour is stored: at half the resolution (``"4:2:0"``, the usual) or in full. Grey has none.

    Returns
    -------
    ndarray of uint8, the same shape

    Raises
    ------
    PlanError
        If the quality or the subsampling is none of those.
    """
    import cv2

    factors = {"4:2:0": cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420, "4:4:4": cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444}
    if subsampling not in factors:
        raise PlanError(f"the subsampling is {subsampling!r}", hint="Choose 4:2:0 or 4:4:4.")
    options = [cv2.IMWRITE_JPEG_QUALITY, jpeg_quality(quality)]
    if pixels.shape[2] == 1:
        _, data = cv2.imencode(".jpg", pixels, options)
        return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)[..., None]
    options += [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, factors[subsampling]]
    _, data = cv2.imencode(".jpg", np.ascontiguousarray(pixels[..., ::-1]), options)
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1])


def whole_blocks(pixels: np.ndarray, scale: int) -> np.ndarray:
    """Cut off what does not make a whole LQ pixel, right and below, as all enlarging papers do.

    Parameters
    ----------
    pixels : ndarray, shape (h, w, ...)
    scale : int

    Returns
    -------
    ndarray, shape (h - h % scale, w - w % scale, ...), a view
    """
    height, width = (side - side % scale for side in pixels.shape[:2])
    return pixels[:height, :width]


def bicubic(pixels: np.ndarray, scale: float, a: float = MATLAB_CUBIC) -> np.ndarray:
    """Resize as Matlab's ``imresize`` does: pixel centres aligned, antialiased when shrinking.

    When shrinking, the cubic is stretched by 1 / `scale`, so that every source pixel counts; ready-made resizers
    either leave that out (OpenCV, torch by default) or treat the edges in another way (Pillow). Edge pixels are
    repeated outwards, rows are resized before columns, and 8-bit pictures are rounded after each: with that the
    published LR pictures of Set5 (x2, x3, x4) are met bit for bit. (Newer Matlab mirrors the edges instead, which
    differs from those pictures by up to 7 levels along the border.)

    Parameters
    ----------
    pixels : ndarray of uint8, or of float, shape (h, w) or (h, w, channels)
    scale : float
        Above 1 enlarges, below 1 shrinks: ``bicubic(hq, 1 / 3)`` makes the LQ picture for a scale of 3.
    a : float
        The cubic's parameter.

    Returns
    -------
    ndarray of the same dtype, sides ``ceil(side * scale)``
        uint8 is clipped and rounded; floats are neither.
    """
    for axis in (0, 1):
        pixels = _resampled(pixels, axis, float(scale), a)
    return pixels


def _resampled(pixels: np.ndarray, axis: int, scale: float, a: float) -> np.ndarray:
    """Resize one axis: a weighted sum of shifted copies, one for each tap."""
    index, weight = _taps(pixels.shape[axis], scale, a)
    moved = np.moveaxis(pixels, axis, 0)
    out = np.zeros((len(index), *moved.shape[1:]))
    for tap in range(index.shape[1]):
        out += moved[index[:, tap]] * weight[:, tap].reshape(-1, *[1] * (moved.ndim - 1))
    if pixels.dtype == np.uint8:
        out = np.floor(np.clip(out, 0, 255) + 0.5)  # Matlab rounds halves away from zero, NumPy to even
    return np.ascontiguousarray(np.moveaxis(out, 0, axis).astype(pixels.dtype))


@lru_cache(maxsize=64)
def _taps(side: int, scale: float, a: float) -> tuple[np.ndarray, np.ndarray]:
    """Which source pixels make each result pixel, and how much of each: two arrays of shape (result side, taps)."""
    stretch = max(1.0, 1.0 / scale)
    result = int(np.ceil(side * scale - 1e-9))  # 1/3 of a multiple of 3 is a whole number, whatever binary says
    centre = (np.arange(result) + 0.5) / scale - 0.5
    first = np.floor(centre - 2 * stretch).astype(int)
    index = first[:, None] + np.arange(int(np.ceil(4 * stretch)) + 2)
    weight = _cubic((centre[:, None] - index) / stretch, a)
    weight /= weight.sum(axis=1, keepdims=True)
    used = (weight != 0).any(axis=0)
    return np.clip(index, 0, side - 1)[:, used], weight[:, used]


def _cubic(x: np.ndarray, a: float) -> np.ndarray:
    """Keys' cubic convolution kernel with support -2..2 (IEEE Trans. ASSP 29(6), 1981)."""
    x = np.abs(x)
    near = ((a + 2) * x - (a + 3)) * x**2 + 1
    far = a * (((x - 5) * x + 8) * x - 4)
    return np.where(x <= 1, near, np.where(x < 2, far, 0.0))
