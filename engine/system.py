"""What the machine has to offer."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

BEHIND = 5
"""Niceness of threads that give way."""


def available_memory() -> int | None:
    """Bytes that can be taken without swapping, or None where the system does not say.

    On Linux the least of what the machine has and what its control groups (containers, services, slices) leave. macOS
    tells only how much is built in; there it is the upper bound.
    """
    if sys.platform == "win32":
        return _windows()
    found = [room for room in (_linux(), groups_room()) if room is not None]
    if found:
        return min(found)
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return None


def groups_room(own: Path = Path("/proc/self/cgroup"), root: Path = Path("/sys/fs/cgroup")) -> int | None:
    """Bytes that this process's Linux control groups leave, or None without a limit.

    Parameters
    ----------
    own : Path
        Which groups the process is in: lines ``number:controllers:/path``.
    root : Path
        Where their files are. In a container the path may be another's, and only the root is there.
    """
    try:
        lines = own.read_text().splitlines()
    except OSError:
        return None
    rooms = []
    for line in lines:
        _, controllers, path = [*line.split(":", 2), "", ""][:3]
        if controllers and "memory" not in controllers.split(","):
            continue
        top = root / "memory" if controllers else root
        names = _FIRST if controllers else _SECOND
        place = top / path.lstrip("/")
        for group in (place, *place.parents):  # the limit of each group above holds too
            if group.is_relative_to(top):
                rooms += [room for room in [_group_room(group, *names)] if room is not None]
    return min(rooms, default=None)


_FIRST = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
_SECOND = ("memory.max", "memory.current", "inactive_file")
"""Of the first and second version of control groups: the limit, what is used, and what of that is given back."""


def _group_room(group: Path, limit: str, used: str, cache: str) -> int | None:
    try:
        most = int((group / limit).read_text())  # "max" where there is none
        taken = int((group / used).read_text())
        stat = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
        return max(0, most - max(0, taken - int(stat.get(cache, 0))))
    except (OSError, ValueError):
        return None


def _linux() -> int | None:
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return None


def peak_memory() -> int | None:
    """Most bytes that this process has held at once, or None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def step_back() -> None:
    """Let every other process go first from here on, where the system lets us."""
    if sys.platform == "win32":
        below_normal = 0x4000
        ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), below_normal)
    else:
        with suppress(OSError):
            os.nice(19)


def give_way() -> None:
    """Let this process's other threads go first from here on, before this one and those that it starts.

    Only Linux knows threads of different niceness; Windows prefers the thread of the window in front by itself.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, max(BEHIND, os.getpriority(os.PRIO_PROCESS, thread)))


def _windows() -> int | None:
    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong), ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in (
                "total", "available", "total_page", "available_page", "total_virtual", "available_virtual", "extended",
            )),
        )  # fmt: skip

    status = Status(length=ctypes.sizeof(Status))
    found = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
    return status.available if found else None
