"""One small comparison of a backend with the popcount oracle, to be made before it is trusted on a new machine."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.backend import popcount
from engine.backend.program import Convolution, Program, Runner, Unit
from engine.network.spec import NetworkSpec

CHANNELS, UNITS, HEIGHT, WIDTH = 6, 2, 11, 75


def small_program() -> Program:
    """A program of random integers that uses every part of the arithmetic."""
    random = np.random.default_rng(5)

    def numbers(limit: int, *shape: int) -> np.ndarray:
        return random.integers(-limit, limit, shape).astype(np.int16)

    units = tuple(
        Unit(random.integers(0, 2, (CHANNELS, CHANNELS, 3, 3)).astype(bool), numbers(300, CHANNELS),
             numbers(9, CHANNELS), numbers(30000, 2, CHANNELS), numbers(90, 2, CHANNELS), 13)
        for _ in range(UNITS)
    )
    return Program(
        NetworkSpec(channels=CHANNELS, units=UNITS),
        Convolution(numbers(900, CHANNELS, 3, 3, 3), numbers(900, CHANNELS).astype(np.int64)), 10,
        units,
        Convolution(numbers(900, 3, CHANNELS, 3, 3), numbers(900, 3).astype(np.int64)), 2.0**-24,
    )


def agrees_with_popcount(make_runner: Callable[[Program], Runner]) -> bool:
    """Whether a backend gives the popcount backend's numbers on a small tile."""
    program = small_program()
    pixels = np.random.default_rng(6).integers(-4000, 8000, (3, HEIGHT, WIDTH)).astype(np.int16)
    return np.array_equal(make_runner(program)(pixels), popcount.make_runner(program)(pixels))
