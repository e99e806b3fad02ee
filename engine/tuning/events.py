"""What a run tells: small frozen facts, each a line of JSON where they pass from one process to another."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Looking:
    """Pictures are being read: `done` of `of`."""

    done: int
    of: int


@dataclass(frozen=True)
class Found:
    """What was found in them: (kind, count, names, number) of each :class:`engine.tuning.findings.Finding`."""

    findings: tuple


@dataclass(frozen=True)
class Begun:
    """There are `photos` pictures, of which `held` are held out to be measured; the PSNR (dB) of the base."""

    photos: int
    held: int
    own: float
    general: float


@dataclass(frozen=True)
class Learning:
    """A step is done: its loss (0..1; None between reports), seconds of training so far, and those left."""

    step: int
    loss: float | None
    seconds: float
    left: float


@dataclass(frozen=True)
class Measured:
    """Gains in dB over the base: on held-out pictures and on general photographs; whether it is the best so far."""

    step: int
    seconds: float
    own: float
    general: float
    best: bool


@dataclass(frozen=True)
class Paused:
    """It waits; everything is saved."""


@dataclass(frozen=True)
class Left:
    """It has ended before its time, and can be gone on with."""

    step: int


@dataclass(frozen=True)
class Packing:
    """It has learned; now the best is packed and measured as it will be used."""


@dataclass(frozen=True)
class Made:
    """There is a new model: its name and file, gains in dB as it runs, PSNR of its held-out pictures."""

    name: str
    path: str
    own: float
    general: float
    psnr: float


@dataclass(frozen=True)
class Failed:
    """It cannot go on, and one thing to try."""

    why: str
    hint: str


Event = Looking | Found | Begun | Learning | Measured | Paused | Left | Packing | Made | Failed
_KINDS = {kind.__name__.lower(): kind for kind in
          (Looking, Found, Begun, Learning, Measured, Paused, Left, Packing, Made, Failed)}


def to_line(event: Event) -> str:
    """As one line of JSON."""
    return json.dumps({"event": type(event).__name__.lower()} | asdict(event))


def from_line(line: str) -> Event | None:
    """What :func:`to_line` wrote; None for anything else, such as half a line of a process that died."""
    try:
        raw = json.loads(line)
        return _KINDS[raw.pop("event")](**raw)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
