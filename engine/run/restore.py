"""The loop: a picture and a plan become tiles, tiles become events.

One route serves the window, the queue and the command line. It is a generator, so that a caller may look at every
tile as it is finished, and stop by no longer asking.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np

from engine import backend as backends
from engine.errors import MemoryShortError, PlanError, RestoreError
from engine.picture.pixels import Picture
from engine.plan import Plan
from engine.run.chain import Chain, RunOptions
from engine.run.detect import resolve_for
from engine.run.estimate import memory_of
from engine.system import available_memory
from engine.tiling import Box, cut, nearest, split, whole

SMALLEST_TILE = 32
"""Below this the halo costs many times the tile; memory that short ends the run."""

CENTRE = (0.5, 0.5)

FIRST_TILES = 256, 96
"""The place that people look at is cut into tiles of at most these sides, so that something is seen at once: the first
tile into some of the one, and the first of those into some of the other."""


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


@dataclass(frozen=True)
class Switched:
    """The rest of the run takes another path, which has only now become ready; the pixels are the same."""

    backend: str


@dataclass(frozen=True, eq=False)
class Finished:
    """The run ended: the result at full strength, with everything the source carried."""

    picture: Picture
    plan: Plan
    seconds: float


@dataclass(frozen=True)
class Stopped:
    """The run was cancelled; nothing follows."""


Event = Started | TileDone | Progress | Switched | Finished | Stopped


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
    Started, then TileDone and Progress for each tile (and Switched if need be), then Finished or Stopped

    Raises
    ------
    RestoreError
        A subclass that says which file, why, and what to try.
    """
    options = options or RunOptions()
    began = time.perf_counter()
    plan = resolve_for(picture, plan)
    if not plan.steps:
        raise PlanError("there is nothing to do", file=picture.path, hint="Choose a task first.")
    backend = backends.choose(options.backend)
    run = _Run(picture, plan, backend, options)
    run.cut_small(focus() or CENTRE)
    chain = run.chain
    yield Started(plan, picture.width * chain.scale, picture.height * chain.scale, len(run.waiting),
                  run.memory, backend.explained(chain.programs))
    finished = yield from run.tiles(cancelled, focus)
    if not finished:
        yield Stopped()
        return
    yield Finished(picture.with_pixels(run.result), plan, time.perf_counter() - began)


def restored(picture: Picture, plan: Plan, options: RunOptions | None = None) -> Picture:
    """What :func:`restore` ends with; the picture itself where there is nothing to do.

    Raises
    ------
    RestoreError
        As :func:`restore`.
    """
    if not plan.active:
        return picture
    *_, last = restore(picture, plan, options)
    if not isinstance(last, Finished):
        raise RestoreError("the run did not finish", file=picture.path, hint="Try again.")
    return last.picture


def _in_words(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 995e6 else f"{size / 1e6:.0f} MB"


class _Run:
    """What one run keeps while its tiles are under way."""

    def __init__(self, picture: Picture, plan: Plan, backend: backends.Chosen, options: RunOptions) -> None:
        self.picture, self.plan, self.backend, self.workers = picture, plan, backend, options.workers
        self.chain = chain = Chain.prepare(plan, backend)
        self.side = side = options.tile or chain.preferred_tile(backend)
        self.page = whole(picture.width, picture.height)
        self.waiting = set(cut(picture.width, picture.height, side))
        self.running: dict[Future, Box] = {}
        self.done = 0
        self.memory = memory_of(picture, chain, backend, options)
        free = available_memory()
        if free is not None and self.memory > free:
            raise MemoryShortError(
                f"it needs about {_in_words(self.memory)} of memory, and {_in_words(free)} are free",
                file=picture.path, hint="Close other programs, or restore or enlarge less at once.")
        try:
            shape = (picture.height * chain.scale, picture.width * chain.scale, picture.channels)
            self.result = np.empty(shape, picture.pixels.dtype)
        except MemoryError as err:
            raise self._too_little_memory() from err

    def tiles(self, cancelled: Callable[[], bool], focus: Callable[[], tuple[float, float] | None]) -> Iterator:
        """Yield tile and progress events; return whether every tile was finished."""
        began, before = time.perf_counter(), 0
        with ThreadPoolExecutor(self.workers, thread_name_prefix="tile") as pool:
            while self.waiting or self.running:
                if cancelled():
                    return False
                if self._switch():
                    yield Switched(str(self.backend))
                    began, before = time.perf_counter(), self.done
                self._submit(pool, focus() or CENTRE)
                ready, _ = wait(self.running, timeout=0.05, return_when=FIRST_COMPLETED)
                for future in ready:
                    tile = self._collect(future)
                    if tile is None:
                        continue
                    yield tile
                    speed = (self.done - before) / (time.perf_counter() - began)
                    yield Progress(self.done / self.page.area, (self.page.area - self.done) / speed)
        return True

    def _switch(self) -> bool:
        """Go on with the faster backend once it is ready; says whether that was now."""
        better = backends.settled(self.backend)
        if better is self.backend:
            return False
        self.chain, self.backend = Chain.prepare(self.plan, better), better
        return True

    def _submit(self, pool: ThreadPoolExecutor, focus: tuple[float, float]) -> None:
        point = focus[0] * self.picture.width, focus[1] * self.picture.height
        while self.waiting and len(self.running) < self.workers:
            box = nearest(self.waiting, point)
            self.waiting.remove(box)
            self.running[pool.submit(self._restore, box)] = box

    def _restore(self, box: Box) -> np.ndarray:
        return self.chain.restored(self.picture, box, self.page)

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

    def cut_small(self, focus: tuple[float, float]) -> None:
        """Cut the first tile into small ones."""
        for side in FIRST_TILES:
            first = nearest(self.waiting, (focus[0] * self.picture.width, focus[1] * self.picture.height))
            self.waiting.remove(first)
            self.waiting |= split(first, min(self.side, side))

    def _use_smaller_tiles(self, failed: Box, err: MemoryError) -> None:
        """Cut what is left into tiles of half the side, and run fewer of them at once."""
        side = max(failed.width, failed.height) // 2
        if side < SMALLEST_TILE:
            raise self._too_little_memory() from err
        self.side = min(self.side, side)
        self.workers = max(1, self.workers // 2)
        boxes, self.waiting = [failed, *self.waiting], set()
        for box in boxes:
            self.waiting |= split(box, self.side)

    def _too_little_memory(self) -> MemoryShortError:
        return MemoryShortError("there is not enough memory", file=self.picture.path,
                                hint="Close other programs, or restore a smaller copy.")
