"""The head and tail convolutions: 16-bit fixed point, exact in every order of summation.

Products of two 16-bit numbers summed over a few hundred taps stay far below 2**53, so a float64 matrix product
gives the exact integer whatever order BLAS adds in, with or without fused multiply-add. That is what makes a tile
equal to the whole and one machine equal to another.
"""

from __future__ import annotations

import numpy as np

from engine.backend.program import Convolution

BLOCK_BYTES = 4 << 20
"""Unfolded windows are built for as many rows at a time as fit in this."""


def convolve(x: np.ndarray, convolution: Convolution) -> np.ndarray:
    """Zero-padded 3 x 3 convolution of integers.

    Parameters
    ----------
    x : ndarray of int16, shape (inputs, h, w)
    convolution : Convolution

    Returns
    -------
    ndarray of float64, shape (outputs, h, w)
        Exact integers.
    """
    outputs, inputs = convolution.weight.shape[:2]
    width = x.shape[2]
    out = np.empty((outputs, *x.shape[1:]), np.float64)
    out[:] = convolution.bias[:, None, None]
    rows = max(1, BLOCK_BYTES // (min(inputs, outputs) * 9 * width * 8))
    by_block = _windows_first if inputs <= outputs else _products_first
    for top in range(0, x.shape[1], rows):
        by_block(x, convolution.weight.astype(np.float64), top, min(top + rows, x.shape[1]), out)
    return out


def _windows_first(x: np.ndarray, weight: np.ndarray, top: int, bottom: int, out: np.ndarray) -> None:
    """Unfold the windows of some rows, then one matrix product: for few inputs. Adds to `out`."""
    outputs, inputs = weight.shape[:2]
    height, width = x.shape[1:]
    windows = np.zeros((inputs, 3, 3, bottom - top, width), np.float64)
    for ky, kx in np.ndindex(3, 3):
        for here, there in _overlap(ky - 1, kx - 1, (top, bottom), (height, width)):
            windows[:, ky, kx, here[0], here[1]] = x[:, there[0], there[1]]
    product = weight.reshape(outputs, inputs * 9) @ windows.reshape(inputs * 9, -1)
    out[:, top:bottom] += product.reshape(outputs, bottom - top, width)


def _products_first(x: np.ndarray, weight: np.ndarray, top: int, bottom: int, out: np.ndarray) -> None:
    """One matrix product for all taps, then move each tap's part to where it belongs: for few outputs."""
    outputs, inputs = weight.shape[:2]
    height, width = x.shape[1:]
    by_tap = np.moveaxis(weight.reshape(outputs, inputs, 9), 2, 0).reshape(9 * outputs, inputs)
    product = by_tap @ x[:, top:bottom].reshape(inputs, -1).astype(np.float64)
    product = product.reshape(3, 3, outputs, bottom - top, width)
    for ky, kx in np.ndindex(3, 3):
        for here, there in _overlap(1 - ky, 1 - kx, (top, bottom), (height, width)):
            out[:, there[0], there[1]] += product[ky, kx, :, here[0], here[1]]


def _overlap(dy: int, dx: int, rows: tuple[int, int], size: tuple[int, int]) -> list[tuple[tuple, tuple]]:
    """Slices of a block of rows, and of the whole picture `dy` lower and `dx` further right; [] if outside."""
    (top, bottom), (height, width) = rows, size
    first, last = max(top, -dy), min(bottom, height - dy)
    left, right = max(0, -dx), min(width, width - dx)
    if first >= last or left >= right:
        return []
    here = (slice(first - top, last - top), slice(left, right))
    return [(here, (slice(first + dy, last + dy), slice(left + dx, right + dx)))]
