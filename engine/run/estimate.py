"""What a run will need, before it starts."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine import backend as backends
from engine.backend.contract import Runner, run_tile
from engine.backend.program import Program
from engine.picture.pixels import Picture
from engine.plan import Plan
from engine.run.chain import Chain, RunOptions
from engine.run.detect import resolve_for

VALUE_BYTES = 32
"""What a pixel's channel takes around the network: values in and out, sums, and what they become."""


@dataclass(frozen=True)
class Estimate:
    """What a run will need: peak `memory` in bytes beyond the opened picture, and `seconds`."""

    memory: int
    seconds: float


def estimate(picture: Picture, plan: Plan, options: RunOptions | None = None) -> Estimate:
    """What a run of this plan would need. Times one small tile the first time, so keep it off the GUI thread."""
    options = options or RunOptions()
    backend = backends.choose(options.backend)
    chain = Chain.prepare(resolve_for(picture, plan), backend)
    side = options.tile or chain.preferred_tile(backend)
    overhead = ((min(side, picture.width) + 2 * chain.halo) * (min(side, picture.height) + 2 * chain.halo)
                / (min(side, picture.width) * min(side, picture.height)))
    per_pixel = sum(_seconds_per_pixel(link.program, link.runner) for link in chain.links)
    work = chain.passes * picture.width * picture.height * overhead * per_pixel
    return Estimate(memory_of(picture, chain, backend, options), work / min(options.workers, os.cpu_count() or 1))


@lru_cache(maxsize=16)
def _seconds_per_pixel(program: Program, runner: Runner) -> float:
    shown = program.spec.shown(program.spec.task.info.levels.low)
    values = np.full((128, 128, program.spec.image_channels), 0.5, np.float32)
    run_tile(program, runner, values, shown)  # the first call may compile
    began = time.perf_counter()
    run_tile(program, runner, values, shown)
    return (time.perf_counter() - began) / values[..., 0].size


def memory_of(picture: Picture, chain: Chain, backend: backends.Backend, options: RunOptions) -> int:
    """Peak in bytes beyond the opened picture: the result, and for each tile under way its widest moment."""
    side = options.tile or chain.preferred_tile(backend)
    width = min(side + 2 * chain.halo, picture.width)
    height = min(side + 2 * chain.halo, picture.height)
    within = max((backend.tile_bytes(program, height, width) for program in chain.programs), default=0)
    if chain.passes > 4 and height != width:  # room for quarter turns is kept besides
        within += max((backend.tile_bytes(program, width, height) for program in chain.programs), default=0)
    around = VALUE_BYTES * picture.channels * chain.scale**2 * height * width
    tiles = -(-picture.width // side) * -(-picture.height // side)
    return picture.pixels.nbytes * chain.scale**2 + min(options.workers, tiles) * (within + around)
