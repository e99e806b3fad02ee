"""What is to be done to a picture: tasks at levels, in order, and how to save the result.

Everything here is frozen, comparable and can be printed as text and parsed back, so that one object serves the
window, the queue and the command line (a *plan*); the window's undo is a list of plans.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.errors import PlanError
from engine.passes import COUNTS


class Task(StrEnum):
    """The three tasks, in the order in which a chain runs them."""

    DEBLOCK = "deblock"
    DENOISE = "denoise"
    UPSCALE = "upscale"

    @property
    def title(self) -> str:
        """The name people see."""
        return {"deblock": "Repair JPEG", "denoise": "Remove noise", "upscale": "Enlarge"}[self.value]


@dataclass(frozen=True)
class LevelRange:
    """Which levels a task accepts, with the three that have names."""

    low: float
    high: float
    light: float
    medium: float
    strong: float
    unit: str


LEVELS: dict[Task, LevelRange] = {
    Task.DENOISE: LevelRange(0, 75, light=10, medium=25, strong=50, unit="sigma"),
    Task.DEBLOCK: LevelRange(5, 95, light=70, medium=40, strong=15, unit="quality"),
    Task.UPSCALE: LevelRange(2, 4, light=2, medium=3, strong=4, unit="x"),
}
"""Denoise: sigma in grey levels of 0..255. Deblock: JPEG quality. Upscale: the scale, a whole number."""


@dataclass(frozen=True)
class Step:
    """One task at one level.

    Attributes
    ----------
    task : Task
    level : float or None
        Sigma in grey levels (denoise), JPEG quality (deblock), scale (upscale). None means *auto*: measured
        from the picture when the plan is resolved (``engine.run.detect``).
    model : str or None
        Name of the model to use; None means the task's default.

    Raises
    ------
    PlanError
        If the level is outside the task's range, or no whole number where it must be one.
    """

    task: Task
    level: float | None = None
    model: str | None = None

    def __post_init__(self) -> None:
        if self.level is None:
            return
        limits = LEVELS[self.task]
        if not limits.low <= self.level <= limits.high:
            raise PlanError(
                f"{self.task.title}: level {self.level:g} is outside {limits.low:g} to {limits.high:g}",
                hint=f"Choose a {limits.unit} between {limits.low:g} and {limits.high:g}, or auto.",
            )
        if self.task is Task.UPSCALE and self.level != int(self.level):
            raise PlanError(f"{self.task.title}: {self.level:g} is not a whole number", hint="Choose 2, 3 or 4.")

    def __str__(self) -> str:
        level = "auto" if self.level is None else f"{self.level:g}"
        return f"{self.task}={level}" + (f"@{self.model}" if self.model else "")

    @classmethod
    def parse(cls, text: str) -> Step:
        """Read ``task=level[@model]``, the form that ``str(step)`` prints."""
        head, _, model = text.partition("@")
        name, _, level = head.partition("=")
        try:
            task = Task(name.strip())
            value = None if level.strip() in ("", "auto") else float(level)
        except ValueError as err:
            raise PlanError(f"cannot read the step {text!r}", hint="Write it like denoise=25.") from err
        return cls(task, value, model.strip() or None)


@dataclass(frozen=True)
class SaveOptions:
    """How a result is written.

    Attributes
    ----------
    format : str or None
        ``"jpeg"``, ``"png"``, ``"tiff"``, ``"webp"``, ``"bmp"``; None keeps the source's own where it can be
        written.
    quality : int
        1..100 for JPEG and WebP.
    overwrite : bool
        Whether an existing file may be replaced. Never the default.
    keep_metadata : bool
        Carry EXIF, XMP and dpi. The ICC profile and alpha always travel: without them colours change.
    """

    format: str | None = None
    quality: int = 95
    overwrite: bool = False
    keep_metadata: bool = True


@dataclass(frozen=True)
class Plan:
    """Ordered steps, the strength and how to save. Immutable; printed and parsed as text.

    Attributes
    ----------
    steps : tuple of Step
    strength : int
        0..100 %, blended after the run: 0 is the original, 100 the full effect.
    save : SaveOptions
    views : int
        1, 2, 4 or 8: flips and quarter turns of the picture that each network sees, the results being averaged. A
        little better, and that many times slower.
    """

    steps: tuple[Step, ...] = ()
    strength: int = 100
    save: SaveOptions = SaveOptions()
    views: int = 1

    def __post_init__(self) -> None:
        if self.views not in COUNTS:
            raise PlanError(f"{self.views} views are not possible", hint="Choose 1, 2, 4 or 8 views.")
        if not 0 <= self.strength <= 100:
            raise PlanError(f"strength {self.strength} is outside 0 to 100", hint="Choose a percentage.")

    @property
    def scale(self) -> int:
        """How much larger the result is than the source, per side."""
        scale = 1
        for step in self.steps:
            if step.task is Task.UPSCALE and step.level is not None:
                scale *= int(step.level)
        return scale

    def __str__(self) -> str:
        views = f";views={self.views}" if self.views > 1 else ""
        return ",".join(map(str, self.steps)) + f";strength={self.strength}" + views

    @classmethod
    def parse(cls, text: str) -> Plan:
        """Read what ``str(plan)`` prints: ``denoise=25,upscale=2;strength=80;views=4``."""
        head, *tail = text.split(";")
        options = {"strength": 100, "views": 1}
        for option in filter(None, tail):
            key, _, value = option.partition("=")
            if key.strip() not in options or not value.strip().isdigit():
                raise PlanError(f"cannot read the plan option {option!r}", hint="Write it like strength=80.")
            options[key.strip()] = int(value)
        steps = tuple(Step.parse(part) for part in head.split(",") if part.strip())
        return cls(steps, **options)
