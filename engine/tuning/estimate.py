"""What learning will need, before it begins."""

from __future__ import annotations

import os

from engine.network.spec import NetworkSpec
from engine.tuning.photos import BUDGET

PROGRAM = 480e6
"""Bytes of the program with torch and its compiled loops, before it learns anything."""
KEPT_VALUES = 9
"""Numbers of four bytes that a unit's channel keeps of each pixel until the gradients are known."""
PATCHES, SIDE = 8, 64
"""Of a step, about."""
COPIES = 3
"""Of the pictures, at most, while they are being kept."""


def memory(spec: NetworkSpec, pixels: float) -> int:
    """Peak in bytes of learning with pictures of so many pixels together."""
    step = PATCHES * SIDE**2 * spec.channels * spec.units * KEPT_VALUES * 4
    return round(PROGRAM + step + COPIES * 3 * min(pixels, BUDGET))


def cores() -> tuple[int, int]:
    """How many processors learning uses, and how many there are: one is left free."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, there - 1), there
