"""What a backend is, what it makes of a program, and how that is run on a tile.

All backends compute the same integers (``docs/fixed-point.md``), so which one runs never changes a pixel.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Protocol

import numpy as np

from engine.backend.program import Program, to_input

TILE_BYTES = 256 << 20
"""A tile with its halo should not take more."""
SMALLEST_TILE = 64
"""Below this the halo costs more than memory is worth."""
TILE_STEP = 64
"""Tiles that would take too much shrink by this much: the width of a block of the bit-sliced backend."""


class Runner(Protocol):
    """A program made ready by a backend. Several threads may use it at once."""

    def __call__(self, pixels: np.ndarray, shown: tuple[float, ...] = (),
                 rows: tuple[int, int] | None = None) -> np.ndarray:
        """Run the network on a tile.

        Parameters
        ----------
        pixels : ndarray of int16, shape (inputs, h, w)
            As :func:`engine.backend.program.to_input` makes them.
        shown : tuple of float
            What a network with a level bias is shown (:meth:`engine.network.spec.NetworkSpec.shown`).
        rows : (int, int), optional
            The first row of pixels, as they are put in, whose results are wanted, and that behind the last; the others
            may come out as any number. None wants all.

        Returns
        -------
        ndarray of float64, shape (outputs, h', w')
            The tail's exact sums. Behind an upsampler h' and w' are `scale` times h and w; otherwise they are h and
            w, also of a direct enlarger, whose ``image * scale**2`` outputs :meth:`finish` shuffles.
        """

    def finish(self, values: np.ndarray, sums: np.ndarray) -> np.ndarray:
        """The sums as a result: :func:`engine.backend.program.finished`, or the same numbers sooner."""


class Backend(ABC):
    """A way to run programs.

    Attributes
    ----------
    name : str
        By which people choose it.
    """

    name: str

    @abstractmethod
    def problem(self) -> str | None:
        """Why it must not be used on this machine, or None.

        The first call compiles what has to be compiled and holds it against the popcount backend, which may take
        seconds; later calls only say again what was found. Any thread may ask.
        """

    def unsupported(self, program: Program) -> str | None:
        """What of a program it cannot run, or None. The default: it runs everything."""
        return None

    @abstractmethod
    def make_runner(self, program: Program) -> Runner:
        """Prepare a program that it supports."""

    @abstractmethod
    def fastest_tile(self, program: Program) -> int:
        """Side of a tile, its halo not counted, that runs well, were there memory for any."""

    @abstractmethod
    def tile_bytes(self, program: Program, height: int, width: int) -> int:
        """Bytes that a runner takes for a tile of this size, its halo included."""

    def preferred_tile(self, program: Program) -> int:
        """Side of a tile: the fastest, or the largest below it that stays within :data:`TILE_BYTES` with its halo."""
        side, halos = self.fastest_tile(program), 2 * program.spec.halo
        while side > SMALLEST_TILE and self.tile_bytes(program, side + halos, side + halos) > TILE_BYTES:
            side -= TILE_STEP
        return max(side, SMALLEST_TILE)


def run_tile(program: Program, runner: Runner, values: np.ndarray, shown: tuple[float, ...],
             rows: tuple[int, int] | None = None) -> np.ndarray:
    """Restore one rectangle of pixels as if it were a whole picture.

    Parameters
    ----------
    program : Program
    runner : Runner
        Made from the same program by a backend.
    values : ndarray of float32, shape (h, w, image_channels)
    shown : tuple of float
        As :meth:`engine.network.spec.NetworkSpec.shown` gives them.
    rows : (int, int), optional
        Of :class:`Runner`.

    Returns
    -------
    ndarray of float32, shape (h * scale, w * scale, image_channels)
        Not clipped. Rows that are not wanted, and pixels nearer than the halo to an edge that is not the picture's
        own, are not meaningful.
    """
    return runner.finish(values, runner(to_input(values, program.spec, shown), shown, rows))
