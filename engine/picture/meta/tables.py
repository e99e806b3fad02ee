"""The quality of a JPEG file, from its quantisation tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

_BRIGHTNESS = np.array([
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
])  # fmt: skip
"""Example luminance table of the JPEG standard (annex K), which the quality number of libjpeg scales."""


def luma_tables() -> np.ndarray:
    """libjpeg's tables for brightness, one a quality of 1..100: int, shape (100, 64)."""
    quality = np.arange(1, 101)
    factor = np.where(quality < 50, 5000 // quality, 200 - 2 * quality)
    return np.clip((np.outer(factor, _BRIGHTNESS) + 50) // 100, 1, 255)


def jpeg_quality(tables: Mapping[int, Sequence[int]]) -> int | None:
    """Estimate the quality, 1..100 in libjpeg's count, from a JPEG file's quantisation tables.

    Parameters
    ----------
    tables : mapping of int to 64 ints
        Table 0 serves brightness.

    Returns
    -------
    int or None
        The quality whose table comes nearest in ratio; None without a table.
    """
    if 0 not in tables or len(tables[0]) != 64:
        return None
    table = np.log(np.maximum(np.asarray(tables[0], float), 1))
    return 1 + int(np.abs(np.log(luma_tables()) - table).sum(axis=1).argmin())
