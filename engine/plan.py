"""What is to be done to a picture: tasks at levels, in order, and how to save the result.

Everything here is frozen and comparable, refuses what cannot be when it is made, and is printed as text that is parsed
back into an equal object: one plan serves the window, the queue and the command line; the window's undo is a list of
plans.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from engine.errors import PlanError
from engine.passes import COUNTS
from engine.tasks import Task

FORMATS = ("jpeg", "png", "tiff", "webp", "bmp")
"""The formats that are read and written, by the names that ``Picture.format`` and :class:`SaveOptions` use."""

_MARKS = re.compile(r"[%,;@=]|^\s+|\s+\Z")
"""What must not stand in a model's name in the text of a plan, where it has another meaning or is cut off."""


@dataclass(frozen=True)
class Step:
    """One task at one level.

    Attributes
    ----------
    task : Task
    level : float or None
        Of the task's range (:class:`engine.tasks.TaskInfo`): sigma in grey levels (denoise), JPEG quality (deblock),
        scale (upscale). None means *auto*: measured from the picture when the plan is resolved (``engine.run.detect``).
    model : str or None
        Name of the model to use, or of its file; None means the task's default.

    Raises
    ------
    PlanError
        If the level is outside the task's range, or no whole number where it must be one, or the model has no name.
    """

    task: Task
    level: float | None = None
    model: str | None = None

    def __post_init__(self) -> None:
        if self.model == "":
            raise PlanError(f"{self.task.title}: the model has no name", hint="Name one, or leave it out.")
        limits = self.task.info.levels
        wrong = limits.complaint(self.level) if self.level is not None else ""
        if wrong:
            raise PlanError(f"{self.task.title}: {wrong}",
                            hint=f"Choose a {limits.unit} between {limits.low:g} and {limits.high:g}, or auto.")

    def __str__(self) -> str:
        level = "auto" if self.level is None else _number(self.level)
        return f"{self.task}={level}" + (f"@{_MARKS.sub(_escaped, self.model)}" if self.model else "")

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
        return cls(task, value, unquote(model.strip()) or None)


@dataclass(frozen=True)
class SaveOptions:
    """How a result is written.

    Attributes
    ----------
    format : str or None
        One of :data:`FORMATS`; None keeps the source's own where it can be written.
    quality : int
        1..100 for JPEG and WebP.
    overwrite : bool
        Whether an existing file may be replaced. Never the default.
    keep_metadata : bool
        Carry EXIF, XMP and dpi. The ICC profile and alpha always travel: without them colours change.

    Raises
    ------
    PlanError
        If there is no such format or quality.
    """

    format: str | None = None
    quality: int = 95
    overwrite: bool = False
    keep_metadata: bool = True

    def __post_init__(self) -> None:
        if self.format is not None and self.format not in FORMATS:
            raise PlanError(f"{self.format!r} is not a format", hint=f"Choose {', '.join(FORMATS)}.")
        if not 1 <= self.quality <= 100:
            raise PlanError(f"quality {self.quality} is outside 1 to 100", hint="Choose 90 to 95 for photos.")


@dataclass(frozen=True)
class Plan:
    """Ordered steps, the strength and how to save.

    Attributes
    ----------
    steps : tuple of Step
    strength : int
        0..100 %, blended after the run: 0 is the original, 100 the full effect.
    save : SaveOptions
    passes : int
        1, 2, 4 or 8: flips and quarter turns of the picture that each network sees, the results being averaged. A
        little better, and that many times slower.

    Raises
    ------
    PlanError
        If the strength or the number of passes is not one of those.
    """

    steps: tuple[Step, ...] = ()
    strength: int = 100
    save: SaveOptions = SaveOptions()
    passes: int = 1

    def __post_init__(self) -> None:
        if self.passes not in COUNTS:
            raise PlanError(f"{self.passes} passes are not possible", hint="Choose 1, 2, 4 or 8 passes.")
        if not 0 <= self.strength <= 100:
            raise PlanError(f"strength {self.strength} is outside 0 to 100", hint="Choose a percentage.")

    @property
    def is_auto(self) -> bool:
        """Whether a level is still to be measured."""
        return any(step.level is None for step in self.steps)

    @property
    def scale(self) -> int:
        """How much larger the result is than the source, per side."""
        scale = 1
        for step in self.steps:
            if step.task.info.enlarges and step.level is not None:
                scale *= int(step.level)
        return scale

    def __str__(self) -> str:
        """``denoise=25,upscale=2;strength=80;passes=4``: the strength, and what else is not usual."""
        plain, save = Plan(), self.save
        options = [f"strength={self.strength}"]
        options += [f"passes={self.passes}"] if self.passes != plain.passes else []
        options += [f"format={save.format}"] if save.format is not None else []
        options += [f"quality={save.quality}"] if save.quality != plain.save.quality else []
        options += [f"overwrite={save.overwrite:d}"] if save.overwrite != plain.save.overwrite else []
        options += [f"metadata={save.keep_metadata:d}"] if save.keep_metadata != plain.save.keep_metadata else []
        return ";".join([",".join(map(str, self.steps)), *options])

    @classmethod
    def parse(cls, text: str) -> Plan:
        """Read what ``str(plan)`` prints."""
        head, *tail = text.split(";")
        found: dict[str, int | str] = {}
        for option in filter(None, tail):
            name, _, value = (word.strip() for word in option.partition("="))
            if name not in _OPTIONS or not (value if name == "format" else value.isdecimal() and len(value) < 9):
                raise PlanError(f"cannot read the plan option {option!r}", hint="Write it like strength=80.")
            found[name] = value if name == "format" else int(value)
        plain = SaveOptions()
        save = SaveOptions(found.get("format"), found.get("quality", plain.quality),
                           bool(found.get("overwrite", plain.overwrite)),
                           bool(found.get("metadata", plain.keep_metadata)))
        steps = tuple(Step.parse(part) for part in head.split(",") if part.strip())
        return cls(steps, found.get("strength", 100), save, found.get("passes", 1))


_OPTIONS = ("strength", "passes", "format", "quality", "overwrite", "metadata")


def _number(value: float) -> str:
    """The shortest text that is this number again."""
    short = f"{value:g}"
    return short if float(short) == value else repr(float(value))


def _escaped(match: re.Match) -> str:
    return quote(match.group(), safe="")
