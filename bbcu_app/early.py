"""What must be looked at before Qt starts: where a library is missing, Qt ends the process without a helpful word.

Needs nothing but Python's own library, and nothing of ours.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from importlib.util import find_spec
from pathlib import Path

PACKAGES = {
    "libxcb-cursor": "libxcb-cursor0", "libxcb-icccm": "libxcb-icccm4", "libxcb-image": "libxcb-image0",
    "libxcb-keysyms": "libxcb-keysyms1", "libxcb-randr": "libxcb-randr0", "libxcb-render-util": "libxcb-render-util0",
    "libxcb-render": "libxcb-render0", "libxcb-shape": "libxcb-shape0", "libxcb-shm": "libxcb-shm0",
    "libxcb-sync": "libxcb-sync1", "libxcb-util": "libxcb-util1", "libxcb-xfixes": "libxcb-xfixes0",
    "libxcb-xkb": "libxcb-xkb1", "libxcb": "libxcb1", "libxkbcommon-x11": "libxkbcommon-x11-0",
    "libxkbcommon": "libxkbcommon0", "libX11-xcb": "libx11-xcb1", "libX11": "libx11-6", "libEGL": "libegl1",
    "libGL": "libgl1", "libdbus-1": "libdbus-1-3", "libfontconfig": "libfontconfig1", "libfreetype": "libfreetype6",
    "libglib-2.0": "libglib2.0-0", "libwayland-client": "libwayland-client0", "libwayland-cursor": "libwayland-cursor0",
}
"""Debian's packages of the libraries that Qt needs and does not bring along."""

EVERYTHING = ("libegl1", "libgl1", "libxkbcommon-x11-0", "libdbus-1-3", "libfontconfig1", "libxcb-cursor0",
              "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0", "libxcb-shape0",
              "libxcb-xkb1")
"""What a bare machine lacks, so that one command is enough."""

_MISSING = re.compile(r"(lib[\w.+-]+?)\.so[.\d]*: cannot open shared object file")


def platform_plugin() -> Path | None:
    """The file of Qt that talks to an X server, where that is what Qt will use."""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    on_x = wanted.startswith("xcb") or (not wanted and bool(os.environ.get("DISPLAY"))
                                        and not os.environ.get("WAYLAND_DISPLAY"))
    spec = find_spec("PySide6") if sys.platform.startswith("linux") and on_x else None
    if spec is None or spec.origin is None:
        return None
    plugin = Path(spec.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    return plugin if plugin.is_file() else None


def problem() -> str:
    """What keeps the window from opening, and what to do about it; empty if nothing does. Call it before Qt is made.

    Qt's libraries must have been imported: they bring what the plugin needs of Qt itself.
    """
    if sys.platform.startswith("linux") and not any(
            os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return ("There is no screen to show a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).\n"
                "Everything works without one: see bbcu restore --help\n")
    plugin = platform_plugin()
    if plugin is None:
        return ""
    try:
        ctypes.CDLL(str(plugin))
    except OSError as err:  # in the packaged program its cause says which library
        return missing_library(str(err.__cause__ or err))
    return ""


def missing_library(message: str) -> str:
    """What the loader's message means, as the one line that installs what is missing."""
    found = _MISSING.search(message)
    if found is None:
        return f"The window cannot be opened: {message}\n"
    library = found.group(1)
    package = PACKAGES.get(library)
    others = [name for name in EVERYTHING if name != package]
    return (f"The window needs the system library {library}, which is not installed. On Debian and Ubuntu:\n"
            f"    sudo apt install {' '.join([package or library.lower(), *others])}\n"
            "Elsewhere the package has a similar name (Fedora: xcb-util-cursor, libxkbcommon-x11, mesa-libEGL).\n"
            "Everything else works without it: see bbcu restore --help\n")
