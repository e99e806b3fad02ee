"""Where compiled kernels are kept, and why what lies there may be loaded.

Machine code and the pickles around it are a program: whoever may write them runs anything as this person. So the
folder is this person's alone, and nobody else can put another in its place. And a file is loaded only if it is as
this program left it: a list of digests lies beside the files, and what is not in it or differs (a bad disk, a copy that
broke off) is removed before Numba looks, and compiled again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import stat
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

DIGESTS = "digests.json"
"""The list: file name to digest."""
PRIVATE, EVERYONE = 0o700, 0o777
SYSTEM = (0, 65534)
"""Owners of folders above: root, and whom a container does not know (the kernel's overflow id)."""
_log = logging.getLogger(__name__)


class KernelCache:
    """A folder of compiled kernels. Made, it holds only files that :meth:`keep` has seen as they are.

    Attributes
    ----------
    folder : Path
    damaged : int
        Files that were removed: never kept, as those of a run that was stopped, or altered.
    altered : int
        Those of them that had been kept, and were not as they were left.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._digests, self._stamps = _known(folder), _stamps(folder)
        wrong = [name for name in self._stamps if self._digests.get(name) != _digest(folder / name)]
        for name in wrong:
            (folder / name).unlink(missing_ok=True)
            del self._stamps[name]
        self.damaged, self.altered = len(wrong), len(self._digests.keys() & set(wrong))

    def keep(self) -> None:
        """Note what the folder holds as fit to be loaded. What another process adds later, that one notes."""
        stamps = _stamps(self.folder)
        if stamps == self._stamps:
            return
        self._digests = {name: self._digests[name] if self._stamps.get(name) == stamp else _digest(self.folder / name)
                         for name, stamp in stamps.items()}
        self._stamps = stamps
        part = self.folder / f".{DIGESTS}-{os.getpid()}"
        try:
            part.write_text(json.dumps(self._digests))
            part.replace(self.folder / DIGESTS)
        except OSError as err:
            _log.warning("compiled kernels cannot be kept: %s", err)

    def discard(self) -> None:
        """Remove everything, so that the next start compiles anew."""
        for name in (DIGESTS, *_stamps(self.folder)):
            (self.folder / name).unlink(missing_ok=True)


def _known(folder: Path) -> dict[str, str]:
    """The list of digests; empty if there is none that can be read."""
    try:
        known = json.loads((folder / DIGESTS).read_bytes())
    except (OSError, ValueError):  # ValueError: no JSON, or no UTF-8
        return {}
    return known if isinstance(known, dict) else {}


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Time and size of every file that Numba would load."""
    found = {}
    for path in (*folder.rglob("*.nbi"), *folder.rglob("*.nbc")):
        with suppress(FileNotFoundError):  # another process has just removed it
            about = path.stat()
            found[path.relative_to(folder).as_posix()] = about.st_mtime_ns, about.st_size
    return found


def _digest(path: Path) -> str | None:
    try:
        return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except FileNotFoundError:  # another process has just removed it
        return None


def opened(name: str) -> KernelCache | None:
    """The folder of that name for compiled kernels, made, tried and cleared of what may not be loaded.

    It lies in ``NUMBA_CACHE_DIR`` where that is set, else among the user's caches.

    Returns
    -------
    KernelCache or None
        None, with a warning in the log, if there can be none: kernels are then compiled at every start.
    """
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    try:
        root = Path(chosen) if chosen else _private(user_cache_path("bbcu-restore", appauthor=False)) / "kernels"
        root.mkdir(parents=True, exist_ok=True)
        folder = _private(root.resolve() / name)
        reason = unsafe(folder)
        if reason is None:
            probe = folder / f".probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
            cache = KernelCache(folder)
    except OSError as err:
        reason = f"their cache folder cannot be used ({err})"
    if reason is not None:
        _log.warning("kernels are compiled at every start, because %s", reason)
        return None
    if cache.altered:
        _log.warning("compiled kernels that were not as they were left, and are compiled again: %d", cache.altered)
    return cache


def _private(folder: Path) -> Path:
    """Make a folder for this person alone; one that is there and this person's is closed to others."""
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    if hasattr(os, "geteuid"):
        found = folder.lstat()
        if stat.S_ISDIR(found.st_mode) and _mine(found):
            folder.chmod(PRIVATE)
    return folder


def unsafe(folder: Path) -> str | None:
    """Why others could put programs into a folder, or None.

    The folder must be this person's, and open to nobody else. Those above it must be this person's or the system's,
    and writable by nobody else either, unless they are sticky like ``/tmp``, where only owners replace what they own.
    Windows has no such bits; there the user's own folders are private by their access lists.

    Parameters
    ----------
    folder : Path
        Absolute, with no link in it.
    """
    if not hasattr(os, "geteuid"):
        return None
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or not _mine(found) or found.st_mode & EVERYONE & ~PRIVATE:
        return f"{folder} is not this user's alone"
    for above in folder.parents:
        found = above.lstat()
        if not _mine(found) and found.st_uid not in SYSTEM:
            return f"{above} belongs to another user"
        if found.st_mode & stat.S_ISVTX:
            continue
        if found.st_mode & stat.S_IWOTH or (found.st_mode & stat.S_IWGRP and not _own_group(found.st_gid)):
            return f"other users may write to {above}"
    return None


def _mine(found: os.stat_result) -> bool:
    return found.st_uid == os.geteuid()


def _own_group(number: int) -> bool:
    """Whether a group has this person as its only member: on many systems everybody has one that bears their name."""
    import grp
    import pwd

    try:
        group, user = grp.getgrgid(number), pwd.getpwuid(os.geteuid())
    except KeyError:
        return False
    return number == user.pw_gid and group.gr_name == user.pw_name and set(group.gr_mem) <= {user.pw_name}
