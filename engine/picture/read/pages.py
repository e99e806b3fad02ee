"""Files with several pictures: one is opened, and the others are never lost without a word."""

from __future__ import annotations

from pathlib import Path

from engine.errors import PictureError

_FIRST = ("first", "second", "third")


def check(path: Path, page: int, pages: int) -> None:
    """Raise PictureError unless the file has that page, counted from 0."""
    if not 0 <= page < pages:
        raise PictureError(f"it has {pages} {'picture' if pages == 1 else 'pictures'}, and number {page + 1} is wanted",
                           file=path, hint=f"Choose one from 1 to {pages}.")


def note(page: int, pages: int, holder: str = "file") -> tuple[str, ...]:
    """What to say of a file with several pictures, of which this is one; nothing for a file with one."""
    if pages == 1:
        return ()
    place = f"the {_FIRST[page]}" if page < len(_FIRST) else f"number {page + 1}"
    return (f"This is {place} of the {pages} pictures in this {holder}.",)
