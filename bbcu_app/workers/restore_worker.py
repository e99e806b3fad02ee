"""Running a plan: the engine's events become partial results of a task."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bbcu_app.display import Levels
from bbcu_app.document import Needs
from bbcu_app.growing import Growing
from bbcu_app.workers.task import TaskState
from engine.errors import ModelError
from engine.picture.pixels import Picture
from engine.plan import Plan
from engine.run import catalog
from engine.run.chain import RunOptions
from engine.run.estimate import estimate
from engine.run.restore import Event, Started, Stopped, TileDone, restore
from engine.system import available_memory
from engine.tiling import Box

RestoreFunction = Callable[..., Iterator[Event]]


class Focus:
    """Where people look, as fractions of the picture. Written by the window, read by the run; one tuple, no lock."""

    def __init__(self) -> None:
        self.place: tuple[float, float] | None = None

    def __call__(self) -> tuple[float, float] | None:
        return self.place


@dataclass(frozen=True, eq=False)
class RunRequest:
    """What to run, captured when Run was pressed.

    Attributes
    ----------
    picture : Picture
    plan : Plan
    options : RunOptions
    levels : Levels
        Of the picture; they show through where the result is not finished.
    focus : Focus
    function : callable
        ``engine.run.restore.restore``, or what a test puts in its place.
    """

    picture: Picture
    plan: Plan
    options: RunOptions
    levels: Levels
    focus: Focus = field(default_factory=Focus)
    function: RestoreFunction = restore


@dataclass(frozen=True, eq=False)
class ResultBegun:
    """The run has begun; here is room for what it makes, and the names of the models that make it."""

    started: Started
    levels: Levels
    models: tuple[str, ...] = ()


@dataclass(frozen=True)
class TileShown:
    """A part of the result is in its levels; its place in the result."""

    box: Box


class Screening:
    """What a run makes, written where the screen finds it.

    Parameters
    ----------
    behind : Levels
        Of the picture that is run.
    """

    def __init__(self, behind: Levels) -> None:
        self._behind = behind
        self._growing: Growing | None = None

    def __call__(self, event: Event) -> ResultBegun | TileShown | Event:
        """One of the engine's events, with its pixels taken in."""
        match event:
            case Started():
                self._growing = Growing(self._behind, max(1, event.width // self._behind.width))
                return ResultBegun(event, self._growing, names_of(event.plan))
            case TileDone():
                self._growing.write(event.box, event.pixels)
                return TileShown(event.box)
        return event


def run_plan(request: RunRequest, state: TaskState) -> None:
    """Report ResultBegun, then TileShown and the engine's Progress and Finished."""
    screening = Screening(request.levels)
    for event in request.function(request.picture, request.plan, request.options, cancelled=state.is_cancelled,
                                  focus=request.focus):
        if not isinstance(event, Stopped):
            state.partial(screening(event))


def names_of(plan: Plan) -> tuple[str, ...]:
    """The models that a plan runs; nothing if one of them has gone."""
    try:
        return tuple(catalog.for_step(step).name for step in plan.steps)
    except ModelError:
        return ()


@dataclass(frozen=True, eq=False)
class EstimateRequest:
    """For which run to say what it needs."""

    picture: Picture
    plan: Plan
    options: RunOptions


def estimate_run(request: EstimateRequest, _state: TaskState) -> Needs:
    """What the run would need; the view's own copy of the result is counted in."""
    found = estimate(request.picture, request.plan, request.options)
    shown = round(request.picture.pixels.nbytes * request.plan.scale**2 * 4 / 3)
    return Needs(found.memory + shown, found.seconds, available_memory())
