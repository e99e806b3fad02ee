"""One tree of errors; each says which file, which step, why, and one thing to try.

The engine raises these and nothing else for anything a person can cause or cure. The window shows them in one
place (``bbcu_app.views.notices``) and the command line prints them on one line.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path


class RestoreError(Exception):
    """Base of every error that a person is meant to read.

    Parameters
    ----------
    why : str
        What happened, in plain words, without a full stop.
    hint : str
        One thing to try, a full sentence.
    file : path, optional
        The file concerned.
    step : str, optional
        The step of the work that failed, such as ``"reading"`` or ``"Remove noise"``.
    """

    def __init__(self, why: str, *, hint: str = "", file: Path | str | None = None, step: str = "") -> None:
        self.why = why
        self.hint = hint
        self.file = Path(file) if file is not None else None
        self.step = step
        super().__init__(str(self))

    def __str__(self) -> str:
        """One line: ``name: why. Hint.``"""
        head = f"{self.file.name}: " if self.file is not None else ""
        step = f" (while {self.step})" if self.step else ""
        hint = f" {self.hint}" if self.hint else ""
        return printable(f"{head}{self.why}{step}.{hint}")


def printable(text: str) -> str:
    """Text from files and their names, fit for a terminal: control characters, halves of others are spelt out."""
    return "".join(
        char.encode("unicode_escape").decode() if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char
        for char in text
    )


class PictureError(RestoreError):
    """A picture cannot be read: not a picture, broken, empty, unsupported or too large."""


class SaveError(RestoreError):
    """A result cannot be written: no permission, disk full, target exists, unknown format."""


class PlanError(RestoreError):
    """A plan, task, level or option is outside what can be done; names the field."""


class SpecError(RestoreError):
    """A network description that cannot be; names the field."""


class ModelError(RestoreError):
    """A model file is missing, broken or not a model file."""


class BackendError(RestoreError):
    """A backend is unknown or cannot run here."""


class MemoryShortError(RestoreError):
    """The work does not fit in memory, even with the smallest tiles."""


class TrainingError(RestoreError):
    """Training cannot start or go on: no data, too few images, an unfit checkpoint."""
