"""One run at a time in a folder: a second one would write over the first one's checkpoints."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from engine.errors import TrainingError

LOCK = "run.lock"
_log = logging.getLogger(__name__)


@contextmanager
def only_run(out: Path) -> Iterator[None]:
    """Hold a folder, made if it is missing, for this run. A run that was killed holds nothing.

    Raises
    ------
    TrainingError
        If another run holds it, or it cannot be written.
    """
    make_folder(out)
    try:
        file = (out / LOCK).open("a")
    except OSError as err:
        raise TrainingError(f"the folder cannot be written: {err.strerror}", file=out,
                            hint="Choose an --out folder you may write to.") from err
    with file:
        try:
            _lock(file)
        except (BlockingIOError, PermissionError) as err:
            raise TrainingError("another run is at work in this folder", file=out,
                                hint="Wait until it ends, or choose another --out folder.") from err
        except OSError as err:  # a file system without locks
            _log.warning("the folder of this run cannot be locked: %s", err)
        yield


def _lock(file: IO) -> None:
    """Take the lock of an open file, which ends when it is closed, or raise."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def make_folder(out: Path) -> None:
    """Make the folder of a run if it is missing."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise TrainingError(f"the folder cannot be made: {err.strerror}", file=out,
                            hint="Choose an --out folder you may write to.") from err
