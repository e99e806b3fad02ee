"""Where runs are kept while they last: a folder each, from which any process can go on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from engine.errors import TrainingError
from engine.run import catalog
from engine.tuning.events import Event, Learning, Measured, from_line, to_line
from engine.tuning.order import Order
from engine.unfinished import whole_file

ORDER, LOG = "order.json", "log.jsonl"
PREVIEWS = ("seen", "base", "now", "clean")
"""Pictures of one held-out place: as it is given, by the base, by what is being learned, and as it should be."""


@dataclass(frozen=True)
class Run:
    """A run that has begun.

    Attributes
    ----------
    folder : Path
    order : Order
    """

    folder: Path
    order: Order

    def preview(self, which: str) -> Path:
        """The file of one of :data:`PREVIEWS`; it may not exist yet."""
        return self.folder / f"{which}.png"

    def past(self) -> list[Event]:
        """What was told so far of learning and measuring, each step once, as it was told last."""
        try:
            lines = (self.folder / LOG).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []
        told = [event for event in map(from_line, lines) if isinstance(event, Learning | Measured)]
        last = {(type(event), event.step): event for event in told}
        return sorted(last.values(), key=lambda event: event.step)

    def note(self, event: Event) -> None:
        """Write an event down, to be shown again later; what cannot be written is no reason to stop."""
        try:
            with (self.folder / LOG).open("a", encoding="utf-8") as file:
                file.write(f"{to_line(event)}\n")
        except OSError:
            pass

    def again(self, minutes: float | None) -> Run:
        """The same with another time, if one is given, which is written down."""
        if minutes is None or minutes == self.order.minutes:
            return self
        order = self.order.longer(minutes)
        _write(self.folder, order)
        return Run(self.folder, order)

    def discard(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.folder, ignore_errors=True)


def folder() -> Path:
    """Where all of them are; it may not exist yet."""
    return catalog.user_folder().parent / "tuning"


def begin(order: Order) -> Run:
    """Write down a new run.

    Raises
    ------
    TrainingError
        If there is a model or a run of this name, or it cannot be written.
    """
    if order.name in {model.name for model in catalog.models()}:
        raise TrainingError(f"there is a model called {order.name!r} already", hint="Choose another name.")
    place = folder() / order.name
    if (place / ORDER).exists():
        raise TrainingError(f"a run called {order.name!r} has begun already",
                            hint="Go on with it by --resume, or choose another name.")
    _write(place, order)
    return Run(place, order)


def find(name: str) -> Run:
    """A run that has begun.

    Raises
    ------
    TrainingError
        If there is none of this name, or it cannot be read.
    """
    place = folder() / name
    if Path(name).name != name or not (place / ORDER).is_file():
        there = ", ".join(run.order.name for run in unfinished())
        raise TrainingError(f"no run called {name!r} has begun",
                            hint=f"There is: {there}." if there else "Begin one by naming its --photos.")
    return Run(place, Order.from_json(_read(place)))


def unfinished() -> list[Run]:
    """All that can be gone on with, the latest first; what cannot be read is left out."""
    found = []
    for path in sorted(folder().glob(f"*/{ORDER}"), key=lambda path: -path.stat().st_mtime):
        try:
            found.append(Run(path.parent, Order.from_json(_read(path.parent))))
        except TrainingError:
            continue
    return found


def _read(place: Path) -> str:
    try:
        return (place / ORDER).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise TrainingError("what was to be learned cannot be read any more", file=place,
                            hint="Begin it anew.") from err


def _write(place: Path, order: Order) -> None:
    try:
        place.mkdir(parents=True, exist_ok=True)
        with whole_file(place / ORDER) as file:
            file.write(order.to_json().encode())
    except OSError as err:
        raise TrainingError(f"the run cannot be written down: {err.strerror}", file=place,
                            hint="Free some space on this disk.") from err
