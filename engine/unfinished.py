"""Files that are being written, so that they can be removed wherever the process is told to stop."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_paths: set[Path] = set()


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """A file that has no name of its own yet; what is left of it afterwards is removed."""
    _paths.add(path)
    try:
        yield path
    finally:
        _remove(path)
        _paths.discard(path)


@contextmanager
def whole_file(path: Path, shared: bool = False) -> Iterator[BinaryIO]:
    """A file to write beside its place, which it takes in one move when the block ends well.

    Otherwise nothing new is there, and what was there stays as it was.

    Parameters
    ----------
    path : Path
        In a folder that is there.
    shared : bool
        Whether other processes may write the same file meanwhile: the last one to end holds then.

    Yields
    ------
    file
        Of bytes, empty.

    Raises
    ------
    OSError
        If it cannot be written, or cannot take its place.
    """
    own = f".{os.getpid()}" if shared else ""
    with unfinished(path.with_name(f"{path.name}{own}.part")) as part:
        with part.open("wb") as file:
            yield file
        part.replace(path)


def remove_all() -> None:
    """Remove every such file, from any thread, for a process that ends without unwinding."""
    for path in tuple(_paths):
        _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
