"""Where a result goes: what may be replaced, the file that is written beside it, and giving that its name."""

from __future__ import annotations

import os
import re
import secrets
import stat
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from engine.errors import SaveError

_PART = re.compile(r"\.bbcu-[0-9a-f]{12}\.part")
_OLD = 24 * 3600.0
"""Seconds after which an unfinished file belongs to a run that was killed; one that lives writes all the time."""


def place_for(path: Path, overwrite: bool) -> Path:
    """The file that would be written: a link stays a link, and what it leads to is replaced.

    Raises
    ------
    SaveError
        If what is there is not to be replaced, or is no file that can be.
    OSError
        What the system says of a name or folder that cannot be used.
    """
    linked = path.is_symlink()
    target = Path(os.path.realpath(path)) if linked else path
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        if linked:
            raise SaveError("it is a link that leads nowhere", file=path, hint="Choose another name.") from None
        if not target.parent.is_dir():
            raise
    else:
        _refuse_to_replace(path, target, mode, overwrite)
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise PermissionError
    return target


def _refuse_to_replace(path: Path, target: Path, mode: int, overwrite: bool) -> None:
    if stat.S_ISLNK(mode):
        raise SaveError("it is a link that leads in a circle", file=path, hint="Choose another name.")
    if stat.S_ISDIR(mode):
        raise SaveError("a folder has this name", file=path, hint="Choose another name.")
    if not stat.S_ISREG(mode):
        raise SaveError("a pipe or a device has this name", file=path, hint="Choose another name.")
    if not overwrite:
        raise exists(path)
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise SaveError("this file is read-only", file=path, hint="Choose another name, or allow it to be changed.")


def exists(path: Path) -> SaveError:
    """What to say if a file is there and may not be replaced."""
    return SaveError("this file exists already", file=path, hint="Choose another name, or allow it to be replaced.")


def part_beside(target: Path) -> Path:
    """A name in the same folder for the file while it is written, as short as any."""
    return target.with_name(f".bbcu-{secrets.token_hex(6)}.part")


@cache  # once a run for each folder: nobody else's run is as old as this one's is new
def sweep(folder: Path) -> None:
    """Remove what killed runs of this program and this person have left unfinished, if it is a day old."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not _PART.fullmatch(entry.name):
                continue
            with suppress(OSError):
                found = entry.stat(follow_symlinks=False)
                mine = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
                if stat.S_ISREG(found.st_mode) and mine and time.time() - found.st_mtime > _OLD:
                    Path(entry.path).unlink()


def publish(part: Path, target: Path, overwrite: bool) -> None:
    """Give the finished file its name in one step; raises FileExistsError rather than replace what is there."""
    if overwrite:
        with suppress(OSError):
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    elif os.name == "nt":
        part.rename(target)  # refuses to replace, on Windows
    else:
        try:
            os.link(part, target)
        except FileExistsError:
            raise
        except OSError:
            # No hard links here (FAT, some network folders): take the name first, then fill it.
            target.open("xb").close()
            try:
                part.replace(target)
            except OSError:
                target.unlink(missing_ok=True)
                raise
