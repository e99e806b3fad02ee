"""From the order in which a file stores samples to that of a picture."""

from __future__ import annotations

import numpy as np


def as_in_file(upright: np.ndarray, orientation: int) -> np.ndarray:
    """A view of an upright array, shape (H, W, ...), in the order in which a file of that orientation stores it."""
    view = upright.swapaxes(0, 1) if orientation >= 5 else upright
    if orientation in (3, 4, 6, 7):
        view = view[::-1]
    if orientation in (2, 3, 7, 8):
        view = view[:, ::-1]
    return view


def room(width: int, height: int, orientation: int) -> tuple[int, int]:
    """Height and width of the upright picture that a file stores as `width` x `height`."""
    return (width, height) if orientation >= 5 else (height, width)


def upright(stored: np.ndarray, orientation: int = 1) -> tuple[np.ndarray, np.ndarray | None]:
    """Pixels and alpha, turned, of samples as a file stores them.

    Parameters
    ----------
    stored : ndarray of uint8 or uint16, shape (h, w, 1 to 4)
        Grey or colour; the second or fourth channel is alpha.
    orientation : int
        1..8, as EXIF counts.
    """
    height, width, count = stored.shape
    channels = 3 if count >= 3 else 1
    pixels = np.empty((*room(width, height, orientation), channels), stored.dtype)
    as_in_file(pixels, orientation)[...] = stored[..., :channels]
    if count == channels:
        return pixels, None
    alpha = np.empty(pixels.shape[:2], stored.dtype)
    as_in_file(alpha, orientation)[...] = stored[..., channels]
    return pixels, alpha


def from_bgr(samples: np.ndarray, grey: bool) -> np.ndarray:
    """OpenCV's order of channels to ours, shape (h, w, 1 to 4), as a view; grey with alpha comes to it as colour."""
    if samples.ndim == 2:
        return samples[..., None]
    if grey:
        return samples[..., ::3] if samples.shape[2] == 4 else samples[..., :1]
    if samples.shape[2] == 3:
        return samples[..., ::-1]
    samples[..., [0, 2]] = samples[..., [2, 0]]
    return samples
