"""The loop: a picture and a plan become tiles, tiles become events.

One route serves the window, the queue and the command line. It is a generator, so that a caller may look at every
tile as it is finished, and stop by no longer asking.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine import backend as backends
from engine import catalog
from engine.backend.footprint import bytes_per_pixel, largest_tile
from engine.backend.program import Program, Runner, run_tile
from engine.detect import resolve
from engine.errors import MemoryShortError, PlanError
from engine.picture import Picture, to_pixels
from engine.plan import Plan
from engine.tiling import Box, cut, nearest, whole

SMALLEST_TILE = 32
"""Below this the halo costs many times the tile; memory that short ends the run."""


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
        Estimated peak in bytes beyond the opened picture, the result included.
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
    """How far the run is: `done` in 0..1, `seconds_left` estimated from the tiles so far."""

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
class Estimate:
    """What a run will need: peak `memory` in bytes beyond the opened picture, and `seconds`."""

    memory: int
    seconds: float


@dataclass(frozen=True, eq=False)
class Chain:
    """The plan's steps made ready: each tile passes through all of them before the next tile starts.

    Attributes
    ----------
    stages : tuple of (Program, Runner, float)
        In order, with their levels.
    names : tuple of str
        The models' names, in the same order.
    """

    stages: tuple[tuple[Program, Runner, float], ...]
    names: tuple[str, ...]

    @classmethod
    def prepare(cls, plan: Plan, backend: backends.Backend) -> Chain:
        """Load the models of a resolved plan and hand them to the backend."""
        chosen = [catalog.for_step(step) for step in plan.steps]
        stages = tuple(
            (model.program, _runner(backend, model.program), float(step.level or 0))
            for model, step in zip(chosen, plan.steps, strict=True)
        )
        return cls(stages, tuple(model.name for model in chosen))

    @property
    def halo(self) -> int:
        """Receptive radius of all stages together, in source pixels."""
        reach, scale = 0, 1
        for program, _, _ in self.stages:
            reach += -(-program.spec.halo // scale)
            scale *= program.spec.scale
        return reach

    @property
    def scale(self) -> int:
        """How much larger the result is than the source, per side."""
        return int(np.prod([program.spec.scale for program, _, _ in self.stages], dtype=int))

    def preferred_tile(self, backend: backends.Backend) -> int:
        """Side of a tile that suits every stage, and whose widest moment is not too wide."""
        return min(min(backend.preferred_tile(program), largest_tile(program)) for program, _, _ in self.stages)

    def run(self, values: np.ndarray) -> np.ndarray:
        """Float values (h, w, channels) through every stage."""
        for program, runner, level in self.stages:
            values = _run_stage(program, runner, values, level)
        return values


def _run_stage(program: Program, runner: Runner, values: np.ndarray, level: float) -> np.ndarray:
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
    return values + (run_tile(program, runner, luma, level) - luma)


@lru_cache(maxsize=8)
def _runner(backend: backends.Backend, program: Program) -> Runner:
    return backend.make_runner(program)


def restore(
    picture: Picture,
    plan: Plan,
    options: RunOptions | None = None,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    focus: Callable[[], tuple[float, float] | None] = lambda: None,
) -> Iterator[Event]:
    """Run a plan on a picture, tile by tile.

    Parameters
    ----------
    picture : Picture
    plan : Plan
        Levels may be *auto*. The strength is not applied: blend afterwards, it costs no run.
    options : RunOptions, optional
    cancelled : callable
        Asked between tiles; once true, :class:`Stopped` is the last event.
    focus : callable
        Centre of what is on the screen as fractions (x, y) of the picture, or None; the nearest tile runs next.

    Yields
    ------
    Started, then TileDone and Progress for each tile, then Finished or Stopped

    Raises
    ------
    RestoreError
        A subclass that says which file, why, and what to try.
    """
    options = options or RunOptions()
    began = time.perf_counter()
    plan = resolve(picture, plan)
    if not plan.steps:
        raise PlanError("there is nothing to do", file=picture.path, hint="Choose a task first.")
    backend = backends.choose(options.backend)
    chain = Chain.prepare(plan, backend)
    side = options.tile or chain.preferred_tile(backend)
    run = _Run(picture, chain, options.workers, side)
    yield Started(plan, picture.width * chain.scale, picture.height * chain.scale, len(run.waiting),
                  _memory(picture, chain, options.workers, side),
                  backend.explained(program for program, _, _ in chain.stages))
    finished = yield from run.tiles(cancelled, focus)
    if not finished:
        yield Stopped()
        return
    yield Finished(picture.with_pixels(run.result), plan, time.perf_counter() - began)


class _Run:
    """What one run keeps while its tiles are under way."""

    def __init__(self, picture: Picture, chain: Chain, workers: int, side: int) -> None:
        self.picture, self.chain, self.workers, self.side = picture, chain, workers, side
        self.page = whole(picture.width, picture.height)
        self.waiting = set(cut(picture.width, picture.height, side))
        self.running: dict[Future, Box] = {}
        self.done = 0
        try:
            shape = (picture.height * chain.scale, picture.width * chain.scale, picture.channels)
            self.result = np.empty(shape, picture.pixels.dtype)
        except MemoryError as err:
            raise self._too_little_memory() from err

    def tiles(self, cancelled: Callable[[], bool], focus: Callable[[], tuple[float, float] | None]) -> Iterator:
        """Yield tile and progress events; return whether every tile was finished."""
        began = time.perf_counter()
        with ThreadPoolExecutor(self.workers, thread_name_prefix="tile") as pool:
            while self.waiting or self.running:
                if cancelled():
                    return False
                self._submit(pool, focus() or (0.5, 0.5))
                ready, _ = wait(self.running, timeout=0.05, return_when=FIRST_COMPLETED)
                for future in ready:
                    tile = self._collect(future)
                    if tile is None:
                        continue
                    yield tile
                    spent, share = time.perf_counter() - began, self.done / self.page.area
                    yield Progress(share, spent * (1 - share) / share)
        return True

    def _submit(self, pool: ThreadPoolExecutor, focus: tuple[float, float]) -> None:
        point = focus[0] * self.picture.width, focus[1] * self.picture.height
        while self.waiting and len(self.running) < self.workers:
            box = nearest(self.waiting, point)
            self.waiting.remove(box)
            self.running[pool.submit(self._restore, box)] = box

    def _restore(self, box: Box) -> np.ndarray:
        outer = box.grown(self.chain.halo, self.page)
        values = self.chain.run(self.picture.values(outer))
        inner = box.relative_to(outer).scaled(self.chain.scale)
        return to_pixels(values[inner.slices], self.picture.pixels.dtype)

    def _collect(self, future: Future) -> TileDone | None:
        box = self.running.pop(future)
        try:
            pixels = future.result()
        except MemoryError as err:
            self._use_smaller_tiles(box, err)
            return None
        place = box.scaled(self.chain.scale)
        self.result[place.slices] = pixels
        self.done += box.area
        return TileDone(place, pixels)

    def _use_smaller_tiles(self, failed: Box, err: MemoryError) -> None:
        """Cut what is left into tiles of half the side, and run fewer of them at once."""
        side = max(failed.width, failed.height) // 2
        if side < SMALLEST_TILE:
            raise self._too_little_memory() from err
        self.side = min(self.side, side)
        self.workers = max(1, self.workers // 2)
        boxes, self.waiting = [failed, *self.waiting], set()
        for box in boxes:
            self.waiting |= {Box(box.x + part.x, box.y + part.y, part.width, part.height)
                             for part in cut(box.width, box.height, self.side)}

    def _too_little_memory(self) -> MemoryShortError:
        return MemoryShortError("there is not enough memory", file=self.picture.path,
                                hint="Close other programs, or restore a smaller copy.")


def whole_array(chain: Chain, values: np.ndarray, options: RunOptions, side: int) -> np.ndarray:
    """Run a chain over float values that are no picture (noise beyond 0..1, say), tile by tile.

    Parameters
    ----------
    chain : Chain
    values : ndarray of float32, shape (h, w, channels)
    options : RunOptions
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
        outer = box.grown(chain.halo, page)
        inner = box.relative_to(outer).scaled(chain.scale)
        out[box.scaled(chain.scale).slices] = chain.run(values[outer.slices])[inner.slices]

    with ThreadPoolExecutor(options.workers) as pool:
        list(pool.map(one, cut(width, height, side)))
    return out


def estimate(picture: Picture, plan: Plan, options: RunOptions | None = None) -> Estimate:
    """What a run of this plan would need. Times one small tile the first time, so keep it off the GUI thread."""
    options = options or RunOptions()
    backend = backends.choose(options.backend)
    chain = Chain.prepare(resolve(picture, plan), backend)
    side = options.tile or chain.preferred_tile(backend)
    overhead = ((min(side, picture.width) + 2 * chain.halo) * (min(side, picture.height) + 2 * chain.halo)
                / (min(side, picture.width) * min(side, picture.height)))
    per_pixel = sum(_seconds_per_pixel(program, runner) for program, runner, _ in chain.stages)
    seconds = picture.width * picture.height * overhead * per_pixel / min(options.workers, os.cpu_count() or 1)
    return Estimate(_memory(picture, chain, options.workers, side), seconds)


@lru_cache(maxsize=16)
def _seconds_per_pixel(program: Program, runner: Runner) -> float:
    values = np.full((128, 128, program.spec.image_channels), 0.5, np.float32)
    run_tile(program, runner, values, 25.0)  # the first call may compile
    began = time.perf_counter()
    run_tile(program, runner, values, 25.0)
    return (time.perf_counter() - began) / values[..., 0].size


def _memory(picture: Picture, chain: Chain, workers: int, side: int) -> int:
    """Peak in bytes: the result, and for each tile under way its widest moment."""
    result = picture.pixels.nbytes * chain.scale**2
    outer_w = min(side + 2 * chain.halo, picture.width)
    outer_h = min(side + 2 * chain.halo, picture.height)
    # The widest network, and float values in and out.
    widest = max(bytes_per_pixel(program) for program, _, _ in chain.stages)
    per_pixel = widest + 48 * picture.channels * chain.scale**2 + 200
    return result + workers * (outer_w * outer_h * per_pixel + (24 << 20))

