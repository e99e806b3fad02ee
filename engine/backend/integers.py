"""Rounding, stated once: 16-bit integers, how they are clipped, shifted and bent. Every backend computes just this.

Scalars or arrays alike; the bit-sliced backend compiles :func:`round_shift` and the limits into its kernels.
"""

from __future__ import annotations

import numpy as np

INT16 = np.iinfo(np.int16)
LOWEST, HIGHEST = int(INT16.min), int(INT16.max)
"""The stream's range."""
FRACTION_BITS = 15
"""Fractional bits of a 16-bit number that stands for -1..1."""
SLOPE_BITS = 13
"""Fractional bits of the slopes of RPReLUs behind a residual: up to +-4."""
LEAK = 3277
"""The leaky ReLU's slope of 0.1 in units of 2**-FRACTION_BITS (docs/paper.md, Enlargers)."""
WEIGHT_LIMIT = 1 << 16
"""Weights whose absolute values add up to less: their products with 16-bit numbers sum to 32 bits in any order."""


def saturate(values: np.ndarray) -> np.ndarray:
    """Clip to int16 and cast."""
    return np.clip(values, LOWEST, HIGHEST).astype(np.int16)


def round_shift(values, shift):
    """Divide integers by ``2**shift``, rounding halves up."""
    return (values + (1 << shift >> 1)) >> shift


def leaky_relu(stream: np.ndarray) -> np.ndarray:
    """Negative values times :data:`LEAK`, rounded: int16, in place and returned."""
    for plane in stream:
        below = round_shift(plane.astype(np.int32) * LEAK, FRACTION_BITS)
        np.copyto(plane, below, casting="unsafe", where=plane < 0)
    return stream


def add_saturating(here: np.ndarray, change: np.ndarray, extremes: tuple[int, int]) -> None:
    """Add in place, int16; the wide and slow way only where the sum could leave the range.

    Parameters
    ----------
    here, change : ndarray of int16, of one shape
    extremes : (int, int)
        No element of `change` is below or above these.
    """
    low, high = extremes
    if int(here.min()) + low >= LOWEST and int(here.max()) + high <= HIGHEST:
        np.add(here, change, out=here)
    else:
        here[:] = saturate(np.add(here, change, dtype=np.int32))
