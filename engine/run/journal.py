"""What a queue writes down, so that it goes on where it was after a crash or a restart."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.errors import RestoreError
from engine.run.job import Job, as_text, from_text
from engine.unfinished import whole_file

_log = logging.getLogger(__name__)


class Journal:
    """A small text file: a line of JSON each time a job changes its state. The last line of a job holds.

    Nothing that goes wrong here stops the work: what cannot be read is left out, what cannot be written is logged.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._troubled = False

    def read(self) -> list[Job]:
        """The jobs as they were, in the order in which they were queued."""
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return []
        jobs: dict[int, Job] = {}
        for line in text.splitlines():
            try:
                job = from_text(line)
            except (ValueError, TypeError, KeyError, RestoreError, RecursionError) as err:
                _log.warning("left out a line of %s that cannot be read: %s", self.path.name, err)
                continue
            jobs[job.number] = job
        return [jobs[number] for number in sorted(jobs)]

    def add(self, jobs: Iterable[Job]) -> None:
        """Write down how jobs stand."""
        with self._going_on():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                file.write(_lines(jobs))

    def replace(self, jobs: Iterable[Job]) -> None:
        """Forget everything but these; without any the file goes."""
        jobs = list(jobs)
        if not jobs:
            with contextlib.suppress(OSError):
                self.path.unlink()
            return
        with self._going_on():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(self.path) as file:
                file.write(_lines(jobs))

    @contextlib.contextmanager
    def _going_on(self) -> Iterator[None]:
        """What goes wrong with the file is logged, once."""
        try:
            yield
        except OSError as err:
            if not self._troubled:
                _log.warning("the queue cannot be written down, and would be lost in a crash: %s", err)
            self._troubled = True


def _lines(jobs: Iterable[Job]) -> bytes:
    return "".join(f"{as_text(job)}\n" for job in jobs).encode()
