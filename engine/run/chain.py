"""A plan's networks made ready, one behind the other, and how to run them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from engine import backend as backends
from engine.backend.contract import Runner, run_tile
from engine.backend.planes import enlarged
from engine.backend.program import Program
from engine.errors import PlanError
from engine.passes import averaged
from engine.picture.pixels import LUMA, Picture, in_colour, to_pixels
from engine.plan import Plan, Step
from engine.run import catalog
from engine.tasks import Task
from engine.tiling import Box, cut, whole

IDLE_TILE = 512
"""Side of a tile where no network runs."""

_preparing = threading.Lock()
"""Estimate, preview and run of one plan begin together; one of them prepares its networks, and the others wait."""


@dataclass(frozen=True)
class RunOptions:
    """How to run, not what to do.

    Attributes
    ----------
    backend : str
        One of :data:`engine.backend.NAMES`.
    threads : int
        0 uses every core.
    tile : int or None
        Side of a tile in source pixels; None lets the backend choose.
    """

    backend: str = "auto"
    threads: int = 0
    tile: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.threads <= 1024:
            raise PlanError(f"threads is {self.threads}", hint="Choose 0 (all cores) to 1024.")
        if self.tile is not None and not 8 <= self.tile <= 1 << 16:
            raise PlanError(f"tile is {self.tile}", hint="Choose a side of 8 to 65536 pixels.")

    @property
    def workers(self) -> int:
        """How many tiles run at once."""
        return self.threads or os.cpu_count() or 1


@dataclass(frozen=True, eq=False)
class Link:
    """One network of a chain.

    Attributes
    ----------
    name : str
        The model's.
    program : Program
    runner : Runner
        Made from it by a backend.
    shown : tuple of float
        What the network is shown beside the picture (:meth:`engine.network.spec.NetworkSpec.shown`).
    shown_in_grey : tuple of float or None
        The same beside a grey picture; None is the same.
    """

    name: str
    program: Program
    runner: Runner
    shown: tuple[float, ...]
    shown_in_grey: tuple[float, ...] | None = None

    def run(self, values: np.ndarray, rows: tuple[int, int] | None = None) -> np.ndarray:
        """The network on a tile whose channels may not be its own.

        Grey is shown to a colour network three times over. Of colour, a luma network sees the luma (BT.601 weights,
        full range), and what it changes there is added to all three channels alike, which leaves the chroma as it is.

        Parameters
        ----------
        values : ndarray of float32, shape (h, w, channels)
        rows : (int, int), optional
            Of them, those whose results are wanted (:class:`engine.backend.contract.Runner`).

        Returns
        -------
        ndarray of float32, shape (h * scale, w * scale, channels)
        """
        shown, wanted = values.shape[2], self.program.spec.image_channels
        if shown == wanted:
            return self._run_tile(values, rows)
        if shown == 1:
            return self._run_tile(in_colour(values), rows, self.shown_in_grey).mean(axis=2, keepdims=True)
        red, green, blue = (values[..., channel, None] for channel in range(3))
        of_red, of_green, of_blue = np.float32(LUMA)
        luma = of_red * red + of_green * green + of_blue * blue
        scale = self.program.spec.scale
        return enlarged(values, scale) + (self._run_tile(luma, rows) - enlarged(luma, scale))

    def _run_tile(self, values: np.ndarray, rows: tuple[int, int] | None,
                  shown: tuple[float, ...] | None = None) -> np.ndarray:
        return run_tile(self.program, self.runner, values, self.shown if shown is None else shown, rows)


@dataclass(frozen=True, eq=False)
class Chain:
    """The plan's steps made ready: each tile passes through all of them before the next tile starts.

    Attributes
    ----------
    links : tuple of Link
        In the order in which they run.
    passes : int
        See :class:`engine.plan.Plan`.
    """

    links: tuple[Link, ...]
    passes: int = 1

    @classmethod
    def prepare(cls, plan: Plan, backend: backends.Backend) -> Chain:
        """Load the models of a resolved plan, so far as it does something, and hand them to the backend."""
        with _preparing:
            return cls(tuple(_link(step, backend) for step in plan.active), plan.passes)

    @property
    def names(self) -> tuple[str, ...]:
        """The models' names, in order."""
        return tuple(link.name for link in self.links)

    @property
    def programs(self) -> tuple[Program, ...]:
        """What the networks compute, in order."""
        return tuple(link.program for link in self.links)

    @property
    def halo(self) -> int:
        """Receptive radius of all links together, in source pixels."""
        reach, scale = 0, 1
        for program in self.programs:
            reach += -(-program.spec.halo // scale)
            scale *= program.spec.scale
        return reach

    @property
    def alignment(self) -> int:
        """Tiles must begin at multiples of this: those of a later link, on an enlarged picture, then do so too."""
        return max((program.spec.alignment for program in self.programs), default=1)

    @property
    def scale(self) -> int:
        """How much larger the result is than the source, per side."""
        return int(np.prod([program.spec.scale for program in self.programs], dtype=int))

    def preferred_tile(self, backend: backends.Backend) -> int:
        """Side of a tile that suits every link, and whose widest moment is not too wide."""
        return min((backend.preferred_tile(program) for program in self.programs), default=IDLE_TILE)

    def run(self, values: np.ndarray, rows: tuple[int, int] | None = None) -> np.ndarray:
        """Float values (h, w, channels) through every link; of several passes all rows, otherwise those wanted."""
        wanted = [None] * len(self.links) if rows is None or self.passes > 1 else self._rows(rows)
        for link, these in zip(self.links, wanted, strict=True):
            values = averaged(partial(link.run, rows=these), values, self.passes)
        return values

    def _rows(self, rows: tuple[int, int]) -> list[tuple[int, int]]:
        """Rows that each link must get right for those of the source to come out right, in the link's own pixels."""
        scale, found = self.scale, []
        first, behind = rows[0] * scale, rows[1] * scale
        for program in reversed(self.programs):
            first, behind = first // program.spec.scale, -(-behind // program.spec.scale)
            found.append((first, behind))
            first, behind = first - program.spec.halo, behind + program.spec.halo
        return found[::-1]

    def run_box(self, box: Box, page: Box, read: Callable[[Box], np.ndarray]) -> np.ndarray:
        """One tile of a picture, exactly as the whole would have it: read with its halo, run, cut back.

        Parameters
        ----------
        box : Box
            The tile, in source pixels.
        page : Box
            The whole picture.
        read : callable
            Box -> float32 values (h, w, channels) of that part of the picture.

        Returns
        -------
        ndarray of float32, shape (height * scale, width * scale, channels)
        """
        outer = box.grown(self.halo, page).aligned(self.alignment, page)
        inner = box.relative_to(outer)
        return self.run(read(outer), (inner.y, inner.bottom))[inner.scaled(self.scale).slices]


    def restored(self, picture: Picture, box: Box, page: Box) -> np.ndarray:
        """One tile of a picture as pixels: (height * scale, width * scale, channels) in the picture's own dtype."""
        pixels = to_pixels(self.run_box(box, page, picture.values), picture.pixels.dtype)
        return pixels if pixels.shape[2] == picture.channels else in_colour(pixels)


def _link(step: Step, backend: backends.Backend) -> Link:
    model = catalog.for_step(step)
    shown, in_grey = (model.program.spec.shown(float(step.level or 0), step.colour, step.quality, grey=grey)
                      for grey in (False, True))
    return Link(model.name, model.program, _runner(backend, model.program), shown, in_grey)


@lru_cache(maxsize=8)
def _runner(backend: backends.Backend, program: Program) -> Runner:
    return backend.make_runner(program)


def warm_up() -> None:
    """Make ready what a first run is likely to need, for a thread in the background: the backend, then the models that
    people get who choose none."""
    backends.warm_up()
    backend = backends.choose()
    for task in Task:
        for model in catalog.models(task)[:1]:
            with _preparing:
                _runner(backend, model.program)


def whole_array(chain: Chain, values: np.ndarray, workers: int, side: int) -> np.ndarray:
    """Run a chain over float values that are no picture (noise beyond 0..1, say), tile by tile.

    Parameters
    ----------
    chain : Chain
    values : ndarray of float32, shape (h, w, channels)
    workers : int
        Tiles at a time.
    side : int
        Side of a tile.

    Returns
    -------
    ndarray of float32, shape (h * scale, w * scale, channels)
    """
    height, width, channels = values.shape
    page = whole(width, height)
    out = np.empty((height * chain.scale, width * chain.scale, channels), np.float32)

    def one(box: Box) -> None:
        out[box.scaled(chain.scale).slices] = chain.run_box(box, page, lambda part: values[part.slices])

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(one, cut(width, height, side)))
    return out
