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
    inputs, height, width = x.shape
    outputs = convolution.weight.shape[0]
    padded = np.zeros((inputs, height + 2, width + 2), np.float64)
    padded[:, 1:-1, 1:-1] = x
    matrix = convolution.weight.reshape(outputs, inputs * 9).astype(np.float64)
    bias = convolution.bias.astype(np.float64)[:, None]
    out = np.empty((outputs, height, width), np.float64)
    rows = max(1, BLOCK_BYTES // (inputs * 9 * width * 8))
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        windows = np.empty((inputs, 3, 3, bottom - top, width), np.float64)
        for ky in range(3):
            for kx in range(3):
                windows[:, ky, kx] = padded[:, top + ky : bottom + ky, kx : kx + width]
        product = matrix @ windows.reshape(inputs * 9, -1)
        product += bias
        out[:, top:bottom] = product.reshape(outputs, bottom - top, width)
    return out
