"""Typed settings: each has a default, is checked when read, and all can be reset.

They live in one ini file that people may read and delete. A value that is not understood counts as its default,
so an old or damaged file can never keep the window from opening.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from bbcu_app.i18n import LANGUAGES
from engine.errors import PlanError
from engine.passes import COUNTS
from engine.plan import CHROMA, Plan
from engine.run.paths import BESIDE, INSIDE, Conflict, Destination

APPLICATION = "BBCU Restore"
MOST_RECENT = 8
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


class Motion(StrEnum):
    """Whether things move: as the system says, or never."""

    SYSTEM = "system"
    NONE = "none"


class Setting(Generic[T]):
    """One setting, kept as text.

    Parameters
    ----------
    parse : callable
        From the text; raises ValueError or PlanError for what it does not understand. Values are checked by it, too,
        before they are written.
    default : object
    show : callable
        To the text.
    """

    def __init__(self, parse: Callable[[str], T], default: T, show: Callable[[T], str] = str) -> None:
        self.parse, self.default, self.show = parse, default, show

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, settings: Settings | None, owner: type | None = None) -> T | Setting[T]:
        if settings is None:
            return self
        text = settings.read(self.name)
        if text is None:
            return self.default
        try:
            return self.parse(text)
        except (ValueError, PlanError):
            return self.default

    def __set__(self, settings: Settings, value: T) -> None:
        text = self.show(value)
        self.parse(text)
        settings.write(self.name, text)


def _between(low: float, high: float, kind: type = int) -> Callable[[str], float]:
    def parse(text: str) -> float:
        value = kind(text)
        if not low <= value <= high:
            raise ValueError(text)
        return value

    return parse


def _one_of(*values: object) -> Callable[[str], object]:
    known = {str(value): value for value in values}

    def parse(text: str) -> object:
        if text not in known:
            raise ValueError(text)
        return known[text]

    return parse


def _folder(text: str) -> Path:
    if not text:
        raise ValueError(text)
    return Path(text)


def _pattern(text: str) -> str:
    return Destination(pattern=text).pattern


def _presets(text: str) -> dict[str, Plan]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError(text)
    return {str(name): Plan.parse(str(plan)) for name, plan in found.items()}


def _show_presets(presets: dict[str, Plan]) -> str:
    return json.dumps({name: str(plan) for name, plan in presets.items()}, ensure_ascii=False)


def _paths(text: str) -> tuple[Path, ...]:
    found = json.loads(text)
    if not isinstance(found, list):
        raise ValueError(text)
    return tuple(Path(str(each)) for each in found)[:MOST_RECENT]


def _show_paths(paths: tuple[Path, ...]) -> str:
    return json.dumps([str(path) for path in paths], ensure_ascii=False)


class Settings(QObject):
    """What is remembered from one start to the next.

    Parameters
    ----------
    path : Path, optional
        The ini file; None takes the user's own.

    Attributes
    ----------
    theme : ThemeChoice
    language : str
        One of :data:`bbcu_app.i18n.LANGUAGES`, or empty for the system's.
    motion : Motion
    screen_profile : str
        An ICC file that describes the screen; empty for what the system says.
    mode : ViewMode
    passes : int
        The wish for quality: 1, 2, 4 or 8.
    plan : Plan
        Of the last run, for *same as last time*.
    presets : dict of str to Plan
    folder : Path
        Where the last picture was opened.
    recent : tuple of Path
        Files opened last, the latest first.
    threads : int
        0 is every core.
    quality : int
        Of saved JPEG and WebP files.
    chroma : str
        One of :data:`engine.plan.CHROMA`.
    keep_metadata : bool
    pace : float
        How much longer runs take here than the engine's estimate says.
    navigator : bool
        Whether the small overview shows while only a part of the picture is seen.
    strip_folded : bool
        Whether the thumbnails are hidden.
    each_measured, into_folder, target_folder, pattern_beside, pattern_inside, conflict
        How all pictures were run last: see :class:`engine.run.paths.Destination`.
    geometry : bytes
        Of the window; empty at the first start.

    Signals
    -------
    changed : str
        The name of the setting; empty after a reset.
    """

    changed = Signal(str)

    theme = Setting(ThemeChoice, ThemeChoice.SYSTEM)
    language = Setting(_one_of("", *LANGUAGES), "")
    motion = Setting(Motion, Motion.SYSTEM)
    screen_profile = Setting(str, "")
    mode = Setting(ViewMode, ViewMode.DIVIDER)
    passes = Setting(_one_of(*COUNTS), 1)
    plan = Setting(Plan.parse, Plan())
    presets = Setting(_presets, {}, _show_presets)
    folder = Setting(_folder, Path.home())
    recent = Setting(_paths, (), _show_paths)
    threads = Setting(_between(0, 1024), 0)
    quality = Setting(_between(1, 100), 95)
    chroma = Setting(_one_of(*CHROMA), CHROMA[0])
    keep_metadata = Setting(_one_of(True, False), True)
    pace = Setting(_between(0.1, 10.0, float), 1.0)
    navigator = Setting(_one_of(True, False), True)
    strip_folded = Setting(_one_of(True, False), False)
    each_measured = Setting(_one_of(True, False), True)
    into_folder = Setting(_one_of(True, False), False)
    target_folder = Setting(_folder, Path.home() / "Restored")
    pattern_beside = Setting(_pattern, BESIDE)
    pattern_inside = Setting(_pattern, INSIDE)
    conflict = Setting(Conflict, Conflict.NUMBER)

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path or user_config_path(APPLICATION, appauthor=False) / "settings.ini"
        self._store = QSettings(str(self.path), QSettings.Format.IniFormat)

    def add_recent(self, path: Path) -> None:
        """A file was opened."""
        self.recent = (path, *(each for each in self.recent if each != path))[:MOST_RECENT]

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

    def read(self, name: str) -> str | None:
        """The text of a setting, if there is one."""
        text = self._store.value(name)
        if isinstance(text, list):
            return ",".join(map(str, text))  # QSettings splits what holds commas
        return text if isinstance(text, str) else None

    def write(self, name: str, text: str) -> None:
        """Write the text of a setting; tells only what has changed."""
        if self.read(name) != text:
            self._store.setValue(name, text)
            self.changed.emit(name)
