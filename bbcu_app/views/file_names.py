"""What the name of a file to be saved means: its format, and what is there already. No widgets."""

from __future__ import annotations

import os
from pathlib import Path

from engine.formats import FORMATS, WRITTEN
from engine.formats import format_of as any_format_of

OFFERED = [name for name, each in WRITTEN.items() if each.installed]
"""The formats that results can be saved in here."""


def format_of(path: Path) -> str | None:
    """Which of the formats that can be saved in an ending stands for."""
    found = any_format_of(path)
    return found.name if found is not None and found.name in OFFERED else None


def with_ending(name: str, fmt: str) -> str:
    """The name, with the usual ending of a format if it has none that says which format it is."""
    return name if not name or format_of(Path(name)) else name.rstrip(".") + FORMATS[fmt].endings[0]


def state_of(target: Path) -> str:
    """What is there already: ``"file"``, ``"folder"``, ``"free"``, or ``"no name"`` where there can be none."""
    try:
        os.lstat(target)  # Path.exists would hide a name that is too long
    except (FileNotFoundError, NotADirectoryError):
        return "free"
    except (OSError, ValueError):
        return "no name"  # too long, or with a character that no name may have
    return "folder" if target.is_dir() else "file"


def is_same(one: Path, other: Path | None) -> bool:
    """Whether both names mean one file, by whatever way."""
    try:
        return other is not None and os.path.samefile(one, other)  # noqa: PTH121 - Path's raises alike
    except (OSError, ValueError):
        return False
