"""A part of a result, without the rest: the same pixels that the whole run will give there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from engine import backend as backends
from engine.picture.pixels import Picture
from engine.plan import Plan
from engine.run.chain import Chain, RunOptions
from engine.run.detect import resolve_for
from engine.tiling import Box, split, whole


def preview(
    picture: Picture,
    plan: Plan,
    box: Box,
    options: RunOptions | None = None,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> np.ndarray | None:
    """Run a plan on a part of a picture.

    Parameters
    ----------
    picture : Picture
    plan : Plan
        With at least one step. The strength is not applied.
    box : Box
        The part, in source pixels.
    options : RunOptions, optional
    cancelled : callable
        Asked between tiles.

    Returns
    -------
    ndarray, shape (height * scale, width * scale, channels), dtype of the picture's pixels
        None if it was cancelled.

    Raises
    ------
    RestoreError
        If there is no model for a step.
    """
    options = options or RunOptions()
    backend = backends.choose(options.backend)
    chain = Chain.prepare(resolve_for(picture, plan), backend)
    page = whole(picture.width, picture.height)
    side = options.tile or min(chain.preferred_tile(backend), max(box.width, box.height) // 2 + 1)
    shape = box.height * chain.scale, box.width * chain.scale, picture.channels
    out = np.empty(shape, picture.pixels.dtype)

    def one(part: Box) -> None:
        if not cancelled():
            place = part.relative_to(box).scaled(chain.scale)
            out[place.slices] = chain.restored(picture, part, page)

    with ThreadPoolExecutor(options.workers, thread_name_prefix="preview") as pool:
        list(pool.map(one, sorted(split(box, side))))
    return None if cancelled() else out
