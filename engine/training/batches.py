"""What a step learns from: a function of the seed and the step's number, so that it can be drawn ahead of time.

Nothing is carried from step to step. A resumed run therefore goes on with just the batches that it would have had, and
another thread may draw them while a step is computed; or, where a GPU computes the steps, other processes.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from typing import Protocol

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from engine.training.damage import Pairs
from engine.training.dataset import Patches, Pictures
from engine.training.recipes import Recipe
from engine.training.validation import held_out_psnr

AHEAD = 2
"""Batches that may lie ready."""
PREFETCHED = 4
"""Batches that each of several processes draws ahead."""
MOST_PROCESSES = 16
"""That draw: what a network for noise asks of them where it has an H200 to itself."""
MOST_USES = 8
"""Of a batch: in as many ways it can be turned."""


class Lesson(Protocol):
    """What a run learns from, and what it is measured by.

    Attributes
    ----------
    device : torch.device
        Where it puts its pairs.
    """

    device: torch.device

    def at(self, step: int) -> Pairs:
        """The pairs of a step, counted from 0: the same whenever, in whichever thread and order they are asked for."""

    def measured(self, network: torch.nn.Module) -> tuple[float, ...]:
        """Figures in dB of a network in evaluation mode; the one with the highest mean is the best of a run."""


class Batches:
    """All batches of a run on photographs: a :class:`Lesson`.

    Parameters
    ----------
    recipe : Recipe
    pictures : Pictures
    device : torch.device
        Where the pairs are put.
    """

    def __init__(self, recipe: Recipe, pictures: Pictures, device: torch.device) -> None:
        self.recipe, self.device, self.held_out = recipe, device, pictures.held_out
        self.patches = Patches(pictures, recipe.sources, recipe.source_side)

    def at(self, step: int) -> Pairs:
        """See :class:`Lesson`."""
        draws = np.random.default_rng((self.recipe.seed, step))
        noise = torch.Generator(self.device).manual_seed(int(draws.integers(2**63)))
        pixels = self.patches.batch(self.recipe.batch, draws)
        return self.recipe.degradation.pairs(pixels, draws, noise)

    def measured(self, network: torch.nn.Module) -> tuple[float, ...]:
        """See :class:`Lesson`: PSNR on the held-out pictures at each of the task's levels."""
        return held_out_psnr(network, self.recipe.spec, self.held_out, self.recipe.protocol)


class Supply(Protocol):
    """Batches in order, as a context: its end stops whatever drew them ahead.

    Attributes
    ----------
    waited : float
        Seconds that :meth:`take` took altogether: what drawing costs the run.
    """

    waited: float

    def take(self) -> Pairs:
        """The next batch; whatever failed while it was drawn is raised here."""

    def __enter__(self) -> Supply: ...

    def __exit__(self, *_: object) -> None: ...


class Ahead:
    """Draws batches in order, in a thread of its own where the machine has a processor to spare for it.

    Use it as a context manager: its end stops the thread, and what was drawn in vain is dropped.

    Parameters
    ----------
    make : callable
        A step's number to its batch.
    first : int
        The step to begin with.
    depth : int
        Batches that may lie ready; 0 draws each when it is asked for.

    Attributes
    ----------
    waited : float
        Seconds that :meth:`take` took altogether: what drawing costs the run.
    """

    def __init__(self, make: Callable[[int], Pairs], first: int, depth: int) -> None:
        self.waited = 0.0
        self._make, self._next = make, first
        self._ready: deque[Future[Pairs]] = deque()
        self._thread = ThreadPoolExecutor(1, "batches") if depth else None
        for _ in range(depth):
            self._order()

    def _order(self) -> None:
        if self._thread is not None:
            self._ready.append(self._thread.submit(self._make, self._next))
            self._next += 1

    def take(self) -> Pairs:
        """The next batch; whatever failed while it was drawn is raised here."""
        began = time.monotonic()
        if self._thread is None:
            made = self._make(self._next)
            self._next += 1
        else:
            made = self._ready.popleft().result()
            self._order()
        self.waited += time.monotonic() - began
        return made

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, *_: object) -> None:
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)


class _Numbered(Dataset):
    """Batches under the numbers of their steps, as torch's loader wants them."""

    def __init__(self, make: Callable[[int], Pairs]) -> None:
        self.make = make

    def __getitem__(self, step: int) -> Pairs:
        return self.make(step)


class Drawn:
    """Batches drawn by several processes, in order, and put on a GPU.

    Parameters
    ----------
    make : callable
        A step's number to its batch, in the processor's memory.
    first : int
        The step to begin with.
    processes : int
    device : torch.device
    """

    def __init__(self, make: Callable[[int], Pairs], first: int, processes: int, device: torch.device) -> None:
        self.waited, self._device = 0.0, device
        loader = DataLoader(_Numbered(make), batch_size=None, sampler=count(first), num_workers=processes,
                            prefetch_factor=PREFETCHED, pin_memory=device.type == "cuda")
        self._batches = iter(loader)

    def take(self) -> Pairs:
        """See :class:`Supply`."""
        began = time.monotonic()
        made = Pairs(*(part.to(self._device, non_blocking=True) for part in next(self._batches)))
        self.waited += time.monotonic() - began
        return made

    def __enter__(self) -> Drawn:
        return self

    def __exit__(self, *_: object) -> None:
        del self._batches  # which ends its processes


class Reused:
    """Batches that are learned from several times each, turned in another way each time.

    A GPU may compute faster than a machine's processors simulate cameras; this halves what they have to do.

    Parameters
    ----------
    drawn : callable
        The number of a batch to the supply that begins with it.
    first : int
        The step to begin with.
    uses : int
        How often each batch is taken, 1..:data:`MOST_USES`.
    """

    def __init__(self, drawn: Callable[[int], Supply], first: int, uses: int) -> None:
        self._batches, self._step, self._uses = drawn(first // uses), first, uses
        self._kept: Pairs | None = None

    @property
    def waited(self) -> float:
        """See :class:`Supply`."""
        return self._batches.waited

    def take(self) -> Pairs:
        """See :class:`Supply`."""
        use = self._step % self._uses
        if use == 0 or self._kept is None:
            self._kept = self._batches.take()
        self._step += 1
        spoiled, clean, level = self._kept
        turn = 3 * use % MOST_USES  # a batch's uses are as unlike each other as can be
        return Pairs(turned_planes(spoiled, turn), turned_planes(clean, turn), level)

    def __enter__(self) -> Reused:
        self._batches.__enter__()
        return self

    def __exit__(self, *problem: object) -> None:
        self._batches.__exit__(*problem)


def turned_planes(planes: torch.Tensor, turn: int) -> torch.Tensor:
    """:func:`engine.passes.turned` of squares: (n, c, h, h) to the same shape."""
    if turn & 4:
        planes = planes.transpose(2, 3)
    mirrored = [axis for axis, bit in ((2, 2), (3, 1)) if turn & bit]
    return planes.flip(mirrored) if mirrored else planes


def supply(lesson: Lesson, first: int, device: torch.device, uses: int = 1) -> Supply:
    """Draw a run's batches from a step on, in the way that fits the device which computes the steps.

    A processor's own thread draws for itself where no other is to spare. A GPU asks for more than one thread can give:
    the camera makes three to ten million pixels a second. But a lesson that uses the GPU itself cannot draw in other
    processes. Each batch is learned from `uses` times.
    """
    def drawn(first: int) -> Supply:
        if lesson.device == device:
            busy = device.type == "cpu" and usable_processors() <= torch.get_num_threads()
            return Ahead(lesson.at, first, 0 if busy else AHEAD)
        return Drawn(lesson.at, first, max(1, min(MOST_PROCESSES, usable_processors() - 1)), device)

    return drawn(first) if uses == 1 else Reused(drawn, first, uses)


def usable_processors() -> int:
    """How many of the machine's processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
