"""Where compiled kernels are kept, and why what lies there may be loaded.

Machine code and the pickles around it are a program: whoever may write them runs anything as this person. So the
folder is this person's alone, and nobody else can put another in its place. And a file is loaded only if it is as
this program left it: a list of digests lies beside the files, and what is not in it or differs (a bad disk, a copy that
broke off) is removed before Numba looks, and compiled again.

Kernels that came with the program are copied into that folder, if nobody else may write where they lie. Where the
person has no folder that can be written, one that lasts as long as the process takes them.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import logging
import os
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

from engine.unfinished import whole_file

DIGESTS = "digests.json"
"""The list: file name to digest."""
DISTRUSTED = "compile-here"
"""A file that says that kernels which came with the program are wrong on this machine."""
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
        try:
            with whole_file(self.folder / DIGESTS, shared=True) as file:
                file.write(json.dumps(self._digests).encode())
        except OSError as err:
            _log.warning("compiled kernels cannot be kept: %s", err)

    def adopt(self, shipped: Path) -> None:
        """Take in kernels that came with the program, those that are as they were made and not here yet."""
        if (self.folder / DISTRUSTED).exists():
            return
        for name, digest in _known(shipped).items():
            if name not in self._digests and _digest(shipped / name) == digest:
                with whole_file(self.folder / name, shared=True) as file:
                    file.write((shipped / name).read_bytes())
        self.keep()

    def discard(self) -> None:
        """Remove everything, so that the next start compiles anew, whatever came with the program."""
        for name in (DIGESTS, *_stamps(self.folder)):
            (self.folder / name).unlink(missing_ok=True)
        with suppress(OSError):
            (self.folder / DISTRUSTED).touch()


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


def opened(name: str, shipped: Path | None = None) -> KernelCache | None:
    """The folder of that name for compiled kernels, made, tried and cleared of what may not be loaded.

    It lies in ``NUMBA_CACHE_DIR`` where that is set, else among the user's caches.

    Parameters
    ----------
    name : str
    shipped : Path, optional
        Kernels that came with the program, to begin with.

    Returns
    -------
    KernelCache or None
        None, with a warning in the log, if there can be none: kernels are then compiled at every start.
    """
    if shipped is not None and (reason := exposed(shipped.resolve())):
        _log.warning("the kernels that came with the program are not used, because %s", reason)
        shipped = None
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    try:
        cache = _tried(name, Path(chosen) if chosen else None)
    except OSError as err:
        cache = f"their cache folder cannot be used ({err})"
    if isinstance(cache, str) and shipped is not None:
        _log.warning("compiled kernels last as long as this process, because %s", cache)
        cache = _passing()
    if isinstance(cache, str):
        _log.warning("kernels are compiled at every start, because %s", cache)
        return None
    if cache.altered:
        _log.warning("compiled kernels that were not as they were left, and are compiled again: %d", cache.altered)
    if shipped is not None:
        try:
            cache.adopt(shipped)
        except OSError as err:
            _log.warning("kernels that came with the program cannot be taken in: %s", err)
    return cache


def _tried(name: str, root: Path | None) -> KernelCache | str:
    """The cache of that name, or why there can be none."""
    if root is None:
        root = _private(user_cache_path("bbcu-restore", appauthor=False)) / "kernels"
    root.mkdir(parents=True, exist_ok=True)
    folder = _private(root.resolve() / name)
    reason = unsafe(folder)
    if reason is not None:
        return reason
    probe = folder / f".probe-{os.getpid()}"
    probe.write_bytes(b"")
    probe.unlink()
    return KernelCache(folder)


def _passing() -> KernelCache | str:
    """A cache that goes with the process, or why there can be none."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="bbcu-kernels-")).resolve()
    except OSError as err:
        return f"no folder can be written ({err})"
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return unsafe(folder) or KernelCache(folder)


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
    return exposed(folder.parent)


def exposed(folder: Path) -> str | None:
    """Why others could change what lies in a folder, or None; see :func:`unsafe`. Others may read it."""
    if not hasattr(os, "geteuid"):
        return None
    for place in (folder, *folder.parents):
        found = place.lstat()
        if not _mine(found) and found.st_uid not in SYSTEM:
            return f"{place} belongs to another user"
        if found.st_mode & stat.S_ISVTX:
            continue
        if found.st_mode & stat.S_IWOTH or (found.st_mode & stat.S_IWGRP and not _own_group(found.st_gid)):
            return f"other users may write to {place}"
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
