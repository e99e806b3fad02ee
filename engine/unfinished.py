"""Files that are being written, so that they can be removed wherever the process is told to stop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

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


def remove_all() -> None:
    """Remove every such file, from any thread, for a process that ends without unwinding."""
    for path in tuple(_paths):
        _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
