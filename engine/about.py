"""What is running: versions of the program, of what it uses, and of the system. Names no person and no folder."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("PySide6-Essentials", "numpy", "numba", "llvmlite", "opencv-python-headless", "pillow", "tifffile",
             "pillow-heif", "pillow-jxl-plugin", "rawpy", "torch")
PACKAGED = bool(getattr(sys, "frozen", False))
"""Whether this is the packaged program, which brings its own Python along."""


def program() -> str:
    """The program's version."""
    return _version("bbcu-restore") or "from source"


def command() -> list[str]:
    """How to start the command line of this program in another process: ``[*command(), "restore", ...]``."""
    if not PACKAGED:
        return [sys.executable, "-m", "engine.cli"]
    return [str(Path(sys.executable).with_name("bbcu" + Path(sys.executable).suffix))]


def machine() -> str:
    """Versions of the program, of what it uses and of the system, one a line."""
    how = "packaged" if PACKAGED else "installed"
    lines = [f"BBCU Restore {program()} ({how}), Python {platform.python_version()}",
             f"{platform.system()} {platform.release()} {platform.machine()}, {os.cpu_count()} cores"]
    return "\n".join([*lines, *(f"{name} {_version(name) or 'is not there'}" for name in LIBRARIES)])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
