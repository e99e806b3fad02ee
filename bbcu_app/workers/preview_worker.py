"""A part of a result for the screen, before anybody runs the whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bbcu_app.display import Levels
from bbcu_app.workers.task import TaskState
from engine.picture.pixels import Picture
from engine.plan import Plan
from engine.run.chain import RunOptions
from engine.run.preview import preview
from engine.tiling import Box

PreviewFunction = Callable[..., np.ndarray | None]


@dataclass(frozen=True, eq=False)
class PreviewRequest:
    """What to run, and where.

    Attributes
    ----------
    picture : Picture
    plan : Plan
    box : Box
        The part, in source pixels.
    options : RunOptions
    function : callable
        ``engine.run.preview.preview``, or what a test puts in its place.
    """

    picture: Picture
    plan: Plan
    box: Box
    options: RunOptions
    function: PreviewFunction = preview


@dataclass(frozen=True, eq=False)
class Preview:
    """A part of a result: its place in source pixels, and what the screen needs of it."""

    box: Box
    plan: Plan
    levels: Levels


def run_preview(request: PreviewRequest, state: TaskState) -> Preview | None:
    """Run it; None if it was cancelled."""
    pixels = request.function(request.picture, request.plan, request.box, request.options,
                              cancelled=state.is_cancelled)
    if pixels is None:
        return None
    return Preview(request.box, request.plan, Levels.of(Picture(pixels, icc=request.picture.icc), state.is_cancelled))
