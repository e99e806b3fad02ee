"""Two files to be looked at side by side."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bbcu_app.display import Levels
from bbcu_app.workers.task import TaskState
from engine.picture.files import open_picture


@dataclass(frozen=True)
class PairRequest:
    """Which two."""

    first: Path
    second: Path


@dataclass(frozen=True, eq=False)
class Pair:
    """Both, with what the screen needs of them."""

    names: tuple[str, str]
    levels: tuple[Levels, Levels]


def open_pair(request: PairRequest, state: TaskState) -> Pair | None:
    """Open both; None if it was cancelled."""
    levels = []
    for path in (request.first, request.second):
        levels.append(Levels.of(open_picture(path), state.is_cancelled))
        if state.is_cancelled():
            return None
    return Pair((request.first.name, request.second.name), (levels[0], levels[1]))
