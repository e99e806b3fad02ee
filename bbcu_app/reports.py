"""What the makers need to know about an error and a machine; folders and the person's name are left out. No widgets."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bbcu_app.i18n import tr
from bbcu_app.workers.task import Failure
from engine.errors import RestoreError

LIBRARIES = ("PySide6-Essentials", "numpy", "numba", "opencv-python-headless", "pillow", "tifffile")


def own_version() -> str:
    """Of the program."""
    try:
        return version("bbcu-restore")
    except PackageNotFoundError:
        return "from source"


def headline(error: Exception) -> str:
    """What happened to which file, in one sentence."""
    if not isinstance(error, RestoreError):
        return tr("Something went wrong that should not have.")
    why = error.why[:1].upper() + error.why[1:]
    return f"{error.file.name}: {error.why}." if error.file is not None else f"{why}."


def hint(error: Exception) -> str:
    """One thing to try."""
    if isinstance(error, RestoreError):
        return error.hint
    return tr("Copy the report and send it to the makers; your files have not been changed.")


def machine() -> str:
    """Versions of the program, of what it uses and of the system, one a line."""
    lines = [f"BBCU Restore {own_version()}, Python {platform.python_version()}",
             f"{platform.system()} {platform.release()} {platform.machine()}, {os.cpu_count()} cores"]
    for name in LIBRARIES:
        try:
            lines.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            lines.append(f"{name}: not there")
    return "\n".join(lines)


def report(failures: list[Failure]) -> str:
    """What went wrong, with the machine it went wrong on."""
    parts = [machine()]
    for failure in failures:
        parts += [headline(failure.error), failure.details.strip()]
    return shortened("\n".join(parts))


def shortened(text: str) -> str:
    """A text without folders that say who somebody is."""
    for folder, short in ((str(Path.home()), "~"), (sys.prefix, "<python>"), (str(Path.cwd()), ".")):
        if len(folder) > 1:
            text = text.replace(folder, short)
    return text
