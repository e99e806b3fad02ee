"""One picture to be restored: what is to be done, and how far it is. The same for the window and the command line."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from engine.plan import Plan
from engine.run.paths import Conflict, Destination, Source


class State(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def over(self) -> bool:
        """Whether nothing more happens unless somebody asks for it."""
        return self not in (State.WAITING, State.RUNNING)


@dataclass(frozen=True)
class Job:
    """A plan for one file. Frozen: whoever was given one may keep it, and looks at the queue for the next.

    Attributes
    ----------
    number : int
        By which the queue knows it; never given twice.
    source : Source
    plan : Plan or None
        Without one, or steps in it, the steps are those that are measured in the picture to be good for it.
    destination : Destination
    state : State
    done : float
        0..1 of its pixels.
    seconds : float
        Spent on it, pauses not counted.
    seconds_left : float or None
        None if that cannot be said yet.
    ran : Plan or None
        The plan with every *auto* measured, once it is.
    output : Path or None
        The file that was written; of a skipped job the file that was there.
    why : str
        Why it was skipped, failed or only copied, a sentence or two with something to try.
    size, changed : int
        Of the file when it was queued: bytes, and time of its last change in nanoseconds; -1 if it was not there.
    """

    number: int
    source: Source
    plan: Plan | None
    destination: Destination
    state: State = State.WAITING
    done: float = 0.0
    seconds: float = 0.0
    seconds_left: float | None = None
    ran: Plan | None = None
    output: Path | None = None
    why: str = ""
    size: int = -1
    changed: int = -1

    @property
    def name(self) -> str:
        """The file's."""
        return self.source.path.name

    @property
    def is_named(self) -> bool:
        """Whether the name of its result is known before its picture is measured."""
        plan = self.plan or Plan()
        return not self.destination.needs_plan or bool(plan.steps and not plan.is_auto)

    def report(self) -> dict[str, Any]:
        """What became of it, for JSON."""
        wished = self.plan or Plan()
        plan = self.ran or (wished if wished.steps else replace(wished, measured=True))
        return {
            "file": str(self.source.path), "state": self.state.value,
            "plan": str(plan),
            "output": None if self.output is None else str(self.output),
            "why": self.why, "seconds": round(self.seconds, 3),
        }


def as_text(job: Job) -> str:
    """A job as one line of JSON."""
    place = job.destination
    return json.dumps({
        "number": job.number, "source": str(job.source.path), "base": _text(job.source.base), "plan": _text(job.plan),
        "folder": _text(place.folder), "pattern": place.pattern, "conflict": place.conflict.value,
        "file": _text(place.file), "state": job.state.value, "seconds": job.seconds, "ran": _text(job.ran),
        "output": _text(job.output), "why": job.why, "size": job.size, "changed": job.changed,
    })


def from_text(text: str) -> Job:
    """What :func:`as_text` wrote; a job that was running waits again.

    Raises
    ------
    ValueError, TypeError, KeyError, RestoreError
        If it is nothing of the kind.
    """
    raw = json.loads(text)
    state = State(raw["state"])
    place = Destination(_path(raw["folder"]), raw["pattern"], Conflict(raw["conflict"]), _path(raw["file"]))
    return Job(
        int(raw["number"]), Source(Path(raw["source"]), _path(raw["base"])), _plan(raw["plan"]), place,
        State.WAITING if state is State.RUNNING else state, float(state is State.DONE), float(raw["seconds"]), None,
        _plan(raw["ran"]), _path(raw["output"]), str(raw["why"]), int(raw["size"]), int(raw["changed"]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)


def _plan(text: str | None) -> Plan | None:
    return None if text is None else Plan.parse(text)
