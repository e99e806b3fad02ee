"""The best there is at each cost, and what is read off between: pure arithmetic of (cost, quality) points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WITHIN, BELOW, ABOVE = "", "below", "above"


@dataclass(frozen=True)
class Reading:
    """What a front says.

    Attributes
    ----------
    value : float
        A cost or a quality. Beyond the front's ends it is that of the nearer end, a bound and no measurement.
    beyond : str
        :data:`WITHIN` the front; or :data:`BELOW` its cheapest or :data:`ABOVE` its dearest point.
    """

    value: float
    beyond: str


def front_of(costs: Sequence[float], qualities: Sequence[float]) -> list[int]:
    """Which points are not beaten, by rising cost: none that costs less, or the same, is as good."""
    best, places = -np.inf, []
    for place in sorted(range(len(costs)), key=lambda place: (costs[place], -qualities[place])):
        if qualities[place] > best:
            best = qualities[place]
            places.append(place)
    return places


def cost_at(costs: Sequence[float], qualities: Sequence[float], quality: float) -> Reading:
    """What a quality costs along a front, given by rising quality: straight lines in the logarithm of the cost."""
    value = float(np.exp(np.interp(quality, qualities, np.log(costs))))
    return Reading(value, _beyond(quality, qualities))


def quality_at(costs: Sequence[float], qualities: Sequence[float], cost: float) -> Reading:
    """What is had for a cost along a front, given by rising cost: straight lines in the logarithm of the cost."""
    return Reading(float(np.interp(np.log(cost), np.log(costs), qualities)), _beyond(cost, costs))


def _beyond(value: float, along: Sequence[float]) -> str:
    return BELOW if value < along[0] else ABOVE if value > along[-1] else WITHIN
