"""What the makers need to know about an error and a machine; folders and the person's name are left out. No widgets."""

from __future__ import annotations

import sys
from pathlib import Path

from bbcu_app.i18n import tr
from bbcu_app.said import said
from bbcu_app.workers.task import Failure
from engine.about import command, machine
from engine.about import program as own_version
from engine.errors import RestoreError

__all__ = ["headline", "hint", "machine", "own_version", "report", "self_test_command", "shortened"]


def headline(error: Exception) -> str:
    """What happened to which file, in one sentence."""
    if isinstance(error, MemoryError):
        return tr("There is not enough memory.")
    if not isinstance(error, RestoreError):
        return tr("Something went wrong that should not have.")
    why = said(error.why)
    return f"{error.file.name}: {why}." if error.file is not None else f"{why[:1].upper()}{why[1:]}."


def hint(error: Exception) -> str:
    """One thing to try."""
    if isinstance(error, MemoryError):
        return tr("Close other programs, or take a smaller picture.")
    if isinstance(error, RestoreError):
        return said(error.hint)
    return tr("Copy the report and send it to the makers; your files have not been changed.")


def report(failures: list[Failure]) -> str:
    """What went wrong, with the machine it went wrong on; in English, for the makers."""
    parts = [machine()]
    for failure in failures:
        parts += [str(failure.error), failure.details.strip()]
    return shortened("\n".join(parts))


def self_test_command() -> list[str]:
    """What tries everything in another process, and prints what :func:`machine` says and what came of it."""
    return [*command(), "--self-test"]


def shortened(text: str) -> str:
    """A text without folders that say who somebody is."""
    for folder, short in ((str(Path.home()), "~"), (sys.prefix, "<python>"), (str(Path.cwd()), ".")):
        if len(folder) > 1:
            text = text.replace(folder, short)
    return text
