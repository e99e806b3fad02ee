"""Somebody's pictures are looked at before a network learns from them, and what is to be learned is written down."""

from __future__ import annotations

from dataclasses import dataclass

from bbcu_app.workers.task import TaskState
from engine.tuning import material as materials
from engine.tuning import runs
from engine.tuning.events import Looking
from engine.tuning.material import Material
from engine.tuning.order import Order
from engine.tuning.runs import Run


@dataclass(frozen=True, eq=False)
class BeginRequest:
    """What to learn, and what was made of the pictures."""

    order: Order
    material: Material


class _Unwanted(Exception):
    """Nobody waits for it any more."""


def look(order: Order, state: TaskState) -> Material:
    """Read, check and measure the pictures of an order; tells how many of how many have been looked at."""
    def told(done: int, of: int) -> None:
        if state.is_cancelled():
            raise _Unwanted
        state.partial(Looking(done, of))

    return materials.prepare(order, told)


def begin(request: BeginRequest, _state: TaskState) -> Run:
    """Write a run down, from which a process of its own goes on."""
    run = runs.begin(request.order)
    try:
        materials.save(request.material, run.folder)
    except Exception:
        run.discard()
        raise
    return run
