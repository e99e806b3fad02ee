"""The eight flips and quarter turns of a picture, and averaging what a network makes of several of them.

A network that has learned from all eight gives a slightly different result for each; their mean has less error
(flip self-ensemble: Timofte et al., CVPR 2016). Every pass runs all pixels, and the results are summed in a fixed
order, so a tile still equals the whole, bit for bit.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

COUNTS = (1, 2, 4, 8)
"""How many passes there may be: the picture; its mirror image; both mirrors; those and quarter turns."""


def turned(image: np.ndarray, turn: int) -> np.ndarray:
    """One of the eight flips and quarter turns of (h, w, c), as a view; 0 is the picture itself."""
    if turn & 4:
        image = image.swapaxes(0, 1)
    if turn & 2:
        image = image[::-1]
    return image[:, ::-1] if turn & 1 else image


def turned_back(image: np.ndarray, turn: int) -> np.ndarray:
    """Undo :func:`turned`."""
    if turn & 1:
        image = image[:, ::-1]
    if turn & 2:
        image = image[::-1]
    return image.swapaxes(0, 1) if turn & 4 else image


def averaged(run: Callable[[np.ndarray], np.ndarray], values: np.ndarray, count: int) -> np.ndarray:
    """The mean of what a function makes of the picture in `count` passes, turned another way in each.

    Parameters
    ----------
    run : callable
        Float32 (h, w, c) to float32 (h * scale, w * scale, c).
    values : ndarray of float32, shape (h, w, c)
    count : int
        One of :data:`COUNTS`.

    Returns
    -------
    ndarray of float32, shape (h * scale, w * scale, c)
    """
    if count == 1:
        return run(values)
    total = np.zeros((), np.float32)
    for turn in range(count):
        total = total + turned_back(run(np.ascontiguousarray(turned(values, turn))), turn)
    return total * np.float32(1 / count)
