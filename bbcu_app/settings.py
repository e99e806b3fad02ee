"""Typed settings: each has a default, is checked when read, and all can be reset.

They live in one ini file that people may read and delete. A value that is not understood counts as its default,
so an old or damaged file can never keep the window from opening.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from engine.errors import PlanError
from engine.plan import Plan, Step
from engine.tasks import Task

APPLICATION = "BBCU Restore"
T = TypeVar("T")


class ThemeChoice(StrEnum):
    """Light, dark, or whatever the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ViewMode(StrEnum):
    """How original and result are compared."""

    SIDE = "side"
    DIVIDER = "divider"
    SINGLE = "single"

    @property
    def title(self) -> str:
        """The name people see."""
        return {"side": "Side by side", "divider": "Divider", "single": "Result only"}[self.value]


DEFAULT_PLAN = Plan((Step(Task.DENOISE),))


def _threads(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 1024:
        raise ValueError(text)
    return value


def _quality(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 100:
        raise ValueError(text)
    return value


def _folder(text: str) -> Path:
    return Path(text) if text else Path.home()


class Settings(QObject):
    """What is remembered from one start to the next.

    Parameters
    ----------
    path : Path, optional
        The ini file; None takes the user's own.

    Attributes
    ----------
    theme : ThemeChoice
    mode : ViewMode
    plan : Plan
        The last plan; the levels and the strength only.
    folder : Path
        Where the last picture was opened.
    threads : int
        0 is every core.
    quality : int
        Of saved JPEG and WebP files.
    geometry : bytes
        Of the window; empty at the first start.

    Signals
    -------
    changed : str
        The name of the setting.
    """

    changed = Signal(str)

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path or user_config_path(APPLICATION, appauthor=False) / "settings.ini"
        self._store = QSettings(str(self.path), QSettings.Format.IniFormat)

    @property
    def theme(self) -> ThemeChoice:
        return self._read("theme", ThemeChoice, ThemeChoice.SYSTEM)

    @theme.setter
    def theme(self, value: ThemeChoice) -> None:
        self._write("theme", str(ThemeChoice(value)))

    @property
    def mode(self) -> ViewMode:
        return self._read("mode", ViewMode, ViewMode.SIDE)

    @mode.setter
    def mode(self, value: ViewMode) -> None:
        self._write("mode", str(ViewMode(value)))

    @property
    def plan(self) -> Plan:
        plan = self._read("plan", Plan.parse, DEFAULT_PLAN)
        return plan if plan.steps else DEFAULT_PLAN

    @plan.setter
    def plan(self, value: Plan) -> None:
        self._write("plan", str(value))

    @property
    def folder(self) -> Path:
        return self._read("folder", _folder, Path.home())

    @folder.setter
    def folder(self, value: Path) -> None:
        self._write("folder", str(value))

    @property
    def threads(self) -> int:
        return self._read("threads", _threads, 0)

    @threads.setter
    def threads(self, value: int) -> None:
        self._write("threads", str(_threads(str(value))))

    @property
    def quality(self) -> int:
        return self._read("quality", _quality, 95)

    @quality.setter
    def quality(self, value: int) -> None:
        self._write("quality", str(_quality(str(value))))

    @property
    def geometry(self) -> bytes:
        value = self._store.value("geometry")
        return bytes(value.data()) if isinstance(value, QByteArray) else b""

    @geometry.setter
    def geometry(self, value: bytes) -> None:
        self._store.setValue("geometry", QByteArray(value))

    def reset(self) -> None:
        """Forget everything."""
        self._store.clear()
        self.changed.emit("")

    def flush(self) -> None:
        """Write to disk now (Qt does so by itself, a little later)."""
        self._store.sync()

    def _read(self, key: str, parse: Callable[[str], T], default: T) -> T:
        text = self._store.value(key)
        if not isinstance(text, str):
            # QSettings splits what holds commas into a list.
            text = ",".join(map(str, text)) if isinstance(text, list) else None
        if text is None:
            return default
        try:
            return parse(text)
        except (ValueError, PlanError):
            return default

    def _write(self, key: str, text: str) -> None:
        if self._store.value(key) != text:
            self._store.setValue(key, text)
            self.changed.emit(key)
