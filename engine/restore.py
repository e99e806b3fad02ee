"""The loop: a picture and a plan become tiles, tiles become events. (Contract first; body follows.)"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.picture import Picture
from engine.plan import Plan
from engine.tiling import Box


@dataclass(frozen=True)
class Started:
    """The run begins: what will be done and what it needs.

    Attributes
    ----------
    plan : Plan
        The plan with every *auto* level measured.
    width, height : int
        Size of the result in pixels.
    tiles : int
    memory : int
        Estimated peak in bytes beyond the picture itself.
    backend : str
        Which path runs, and why.
    """

    plan: Plan
    width: int
    height: int
    tiles: int
    memory: int
    backend: str


@dataclass(frozen=True, eq=False)
class TileDone:
    """One tile is finished, at full strength.

    Attributes
    ----------
    box : Box
        Its place in the result.
    pixels : ndarray, shape (height, width, channels), dtype of the picture's pixels
    """

    box: Box
    pixels: np.ndarray


@dataclass(frozen=True)
class Progress:
    """How far the run is: `done` in 0..1, `seconds_left` estimated from the tiles so far (None: not yet known)."""

    done: float
    seconds_left: float | None


@dataclass(frozen=True, eq=False)
class Finished:
    """The run ended: the result at full strength, with everything the source carried."""

    picture: Picture
    plan: Plan
    seconds: float


@dataclass(frozen=True)
class Stopped:
    """The run was cancelled; nothing follows."""


Event = Started | TileDone | Progress | Finished | Stopped


@dataclass(frozen=True)
class RunOptions:
    """How to run, not what to do.

    Attributes
    ----------
    backend : str
        ``"auto"``, ``"popcount"``, ``"bitsliced"`` or ``"torch"``.
    threads : int
        0 uses every core.
    tile : int or None
        Side of a tile in pixels; None chooses from the memory at hand.
    """

    backend: str = "auto"
    threads: int = 0
    tile: int | None = None


def restore(
    picture: Picture,
    plan: Plan,
    options: RunOptions | None = None,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    focus: Callable[[], tuple[float, float] | None] = lambda: None,
) -> Iterator[Event]:
    """Run `plan` on `picture`, yielding events. `cancelled` is asked between tiles; `focus` (centre of what is on
    the screen as fractions of the picture) picks the next tile."""
    raise NotImplementedError
