"""A plan's networks made ready, one behind the other, and how to run them."""

from __future__ import annotations

import os
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
from engine.plan import Plan
from engine.run import catalog
from engine.tiling import Box, cut, whole


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
class Chain:
    """The plan's steps made ready: each tile passes through all of them before the next tile starts.

    Attributes
    ----------
    stages : tuple of (Program, Runner, float)
        In order, with their levels.
    names : tuple of str
        The models' names, in the same order.
    views : int
        See :class:`engine.plan.Plan`.
    """

    stages: tuple[tuple[Program, Runner, float], ...]
    names: tuple[str, ...]
    views: int = 1

    @classmethod
    def prepare(cls, plan: Plan, backend: backends.Backend) -> Chain:
        """Load the models of a resolved plan and hand them to the backend."""
        chosen = [catalog.for_step(step) for step in plan.steps]
        stages = tuple(
            (model.program, _runner(backend, model.program), float(step.level or 0))
            for model, step in zip(chosen, plan.steps, strict=True)
        )
        return cls(stages, tuple(model.name for model in chosen), plan.views)

    @property
    def halo(self) -> int:
        """Receptive radius of all stages together, in source pixels."""
        reach, scale = 0, 1
        for program, _, _ in self.stages:
            reach += -(-program.spec.halo // scale)
            scale *= program.spec.scale
        return reach

    @property
    def alignment(self) -> int:
        """Tiles must begin at multiples of this: those of a later stage, on an enlarged picture, then do so too."""
        return max(program.spec.alignment for program, _, _ in self.stages)

    @property
    def scale(self) -> int:
        """How much larger the result is than the source, per side."""
        return int(np.prod([program.spec.scale for program, _, _ in self.stages], dtype=int))

    def preferred_tile(self, backend: backends.Backend) -> int:
        """Side of a tile that suits every stage, and whose widest moment is not too wide."""
        return min(backend.preferred_tile(program) for program, _, _ in self.stages)

    def run(self, values: np.ndarray) -> np.ndarray:
        """Float values (h, w, channels) through every stage."""
        for program, runner, level in self.stages:
            values = averaged(partial(_run_stage, program, runner, level), values, self.views)
        return values

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
        inner = box.relative_to(outer).scaled(self.scale)
        return self.run(read(outer))[inner.slices]


def _run_stage(program: Program, runner: Runner, level: float, values: np.ndarray) -> np.ndarray:
    """One network on a tile whose channels may not be its own.

    Grey is shown to a colour network three times over. Of colour, a luma network sees the luma (BT.601 weights,
    full range), and what it changes there is added to all three channels alike, which leaves the chroma as it is.
    """
    shown, wanted = values.shape[2], program.spec.image_channels
    if shown == wanted:
        return run_tile(program, runner, values, level)
    if shown == 1:
        return run_tile(program, runner, np.repeat(values, 3, axis=2), level).mean(axis=2, keepdims=True)
    red, green, blue = (values[..., channel, None] for channel in range(3))
    luma = np.float32(0.299) * red + np.float32(0.587) * green + np.float32(0.114) * blue
    scale = program.spec.scale
    return enlarged(values, scale) + (run_tile(program, runner, luma, level) - enlarged(luma, scale))


@lru_cache(maxsize=8)
def _runner(backend: backends.Backend, program: Program) -> Runner:
    return backend.make_runner(program)


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
