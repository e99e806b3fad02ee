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
from engine.formats import WRITTEN
from engine.passes import COUNTS
from engine.size import OutputSize
from engine.tasks import BESIDE, Task

CHROMA = ("4:4:4", "4:2:2", "4:2:0")
"""How a format may keep colours: whole, at half the width, at half the width and height."""

AUTO = "auto"
"""What stands in the text of a plan for the steps that are measured."""
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
    colour : float or None
        Sigma of the noise in the colours, where it is not that of the level; see :func:`engine.tasks.told`. *Auto*
        fills it in.
    quality : float or None
        JPEG quality of a noisy picture; likewise.

    Raises
    ------
    PlanError
        If the level is outside the task's range, or no whole number where it must be one, or the model has no name.
    """

    task: Task
    level: float | None = None
    model: str | None = None
    colour: float | None = None
    quality: float | None = None

    def __post_init__(self) -> None:
        if self.model == "":
            raise PlanError(f"{self.task.title}: the model has no name", hint="Name one, or leave it out.")
        limits = self.task.info.levels
        wrong = limits.complaint(self.level) if self.level is not None else ""
        if wrong:
            raise PlanError(f"{self.task.title}: {wrong}",
                            hint=f"Choose a {limits.unit} between {limits.low:g} and {limits.high:g}, or auto.")
        for name in BESIDE:
            value, known = getattr(self, name), self.task.info.beside.get(name)
            if value is not None and (known is None or self.level is None):
                raise PlanError(f"{self.task.title}: its {name} cannot be told",
                                hint="Leave it out, or name a level of a task that knows it.")
            if value is not None and (wrong := known.complaint(value)):
                raise PlanError(f"{self.task.title}: {name}: {wrong}",
                                hint=f"Choose {name} between {known.low:g} and {known.high:g}, or leave it out.")

    @property
    def is_idle(self) -> bool:
        """Whether it leaves every picture as it is, so that no network needs to run."""
        return self.level is not None and self.level == self.task.info.idle_level and not self.colour

    def __str__(self) -> str:
        level = "auto" if self.level is None else _number(self.level)
        beside = "".join(f"+{name}={_number(value)}" for name in BESIDE if (value := getattr(self, name)) is not None)
        return f"{self.task}={level}{beside}" + (f"@{_MARKS.sub(_escaped, self.model)}" if self.model else "")

    @classmethod
    def parse(cls, text: str) -> Step:
        """Read ``task=level[+colour=sigma][+quality=number][@model]``, the form that ``str(step)`` prints."""
        head, _, model = text.partition("@")
        name, _, level = head.partition("=")
        level, *more = re.split(r"\+(?=[a-z])", level)
        try:
            task = Task(name.strip())
            value = None if level.strip() in ("", "auto") else float(level)
            beside = {name.strip(): float(value) for name, _, value in (each.partition("=") for each in more)}
            if not beside.keys() <= set(BESIDE):
                raise ValueError(text)
        except ValueError as err:
            raise PlanError(f"cannot read the step {text!r}", hint="Write it like denoise=25.") from err
        return cls(task, value, unquote(model.strip()) or None, **beside)


@dataclass(frozen=True)
class SaveOptions:
    """How a result is written.

    Attributes
    ----------
    format : str or None
        A name of :data:`engine.formats.WRITTEN`; None keeps the source's own where it can be written.
    quality : int
        1..100 for JPEG, WebP and AVIF.
    overwrite : bool
        Whether an existing file may be replaced. Never the default.
    keep_metadata : bool
        Carry EXIF, XMP, IPTC and dpi, or leave them all out: whose, where, when and with what the picture was taken.
        The ICC profile and alpha always travel: without them colours change.
    chroma : str
        One of :data:`CHROMA`: how finely JPEG and AVIF keep colours beside brightness. WebP has one way alone.
    depth : int or None
        8 or 16 bits per channel; None keeps the picture's own where the format can.
    dpi : float or None
        Dots per inch to state; None keeps what the picture says, or takes those of a print's size.
    size : OutputSize or None
        The size to save in, whatever size the networks gave; None keeps that.

    Raises
    ------
    PlanError
        If there is no such format, quality, chroma or depth, or the dpi is no number from 1 to 65535.
    """

    format: str | None = None
    quality: int = 95
    overwrite: bool = False
    keep_metadata: bool = True
    chroma: str = CHROMA[0]
    depth: int | None = None
    dpi: float | None = None
    size: OutputSize | None = None

    def __post_init__(self) -> None:
        if self.format is not None and self.format not in WRITTEN:
            raise PlanError(f"{self.format!r} is not a format to save in", hint=f"Choose {', '.join(WRITTEN)}.")
        if not 1 <= self.quality <= 100:
            raise PlanError(f"quality {self.quality} is outside 1 to 100", hint="Choose 90 to 95 for photos.")
        if self.chroma not in CHROMA:
            raise PlanError(f"chroma {self.chroma!r} is unknown", hint=f"Choose {', '.join(CHROMA)}.")
        if self.depth not in (None, 8, 16):
            raise PlanError(f"{self.depth} bits per channel are not possible", hint="Choose 8 or 16.")
        if self.dpi is not None and not 1 <= self.dpi <= 65535:
            raise PlanError(f"{self.dpi:g} dpi is outside 1 to 65535", hint="Choose 300 for prints.")


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
    measured : bool
        Whether what is measured to be good for the picture is done besides, as it is where there are no steps.

    Raises
    ------
    PlanError
        If the strength or the number of passes is not one of those.
    """

    steps: tuple[Step, ...] = ()
    strength: int = 100
    save: SaveOptions = SaveOptions()
    passes: int = 1
    measured: bool = False

    def __post_init__(self) -> None:
        if self.passes not in COUNTS:
            raise PlanError(f"{self.passes} passes are not possible", hint="Choose 1, 2, 4 or 8 passes.")
        if not 0 <= self.strength <= 100:
            raise PlanError(f"strength {self.strength} is outside 0 to 100", hint="Choose a percentage.")

    @property
    def is_auto(self) -> bool:
        """Whether steps or a level are still to be measured."""
        return self.measured or any(step.level is None for step in self.steps)

    @property
    def active(self) -> tuple[Step, ...]:
        """The steps that do something: without those that would remove no noise at all."""
        return tuple(step for step in self.steps if not step.is_idle)

    @property
    def enlarges(self) -> bool:
        """Whether a step does, by whatever scale."""
        return any(step.task.info.enlarges for step in self.steps)

    @property
    def scale(self) -> int:
        """How much larger the result is than the source, per side."""
        scale = 1
        for step in self.steps:
            if step.task.info.enlarges and step.level is not None:
                scale *= int(step.level)
        return scale

    def __str__(self) -> str:
        """``auto,upscale=2;strength=80;passes=4``: the strength, and what else is not usual."""
        plain, save = Plan(), self.save
        options = [f"strength={self.strength}"]
        options += [f"passes={self.passes}"] if self.passes != plain.passes else []
        for name, (field, _) in _SAVING.items():
            value = getattr(save, field)
            if value != getattr(plain.save, field):
                options.append(f"{name}={_number(value) if isinstance(value, (int, float)) else value}")
        steps = [AUTO] * self.measured + [str(step) for step in self.steps]
        return ";".join([",".join(steps), *options])

    @classmethod
    def parse(cls, text: str) -> Plan:
        """Read what ``str(plan)`` prints."""
        head, *tail = text.split(";")
        found: dict[str, str] = {}
        for option in filter(None, tail):
            name, _, value = (word.strip() for word in option.partition("="))
            found[name] = value
        try:
            own = {name: _whole(found.pop(name)) for name in ("strength", "passes") if name in found}
            save = {_SAVING[name][0]: _SAVING[name][1](value) for name, value in found.items()}
        except (KeyError, ValueError) as err:
            raise PlanError(f"cannot read the plan's options {';'.join(tail)!r}",
                            hint="Write them like strength=80.") from err
        parts = [part.strip() for part in head.split(",") if part.strip()]
        steps = tuple(Step.parse(part) for part in parts if part != AUTO)
        return cls(steps, own.get("strength", 100), SaveOptions(**save), own.get("passes", 1), AUTO in parts)


def _whole(text: str) -> int:
    """A whole number in plain digits."""
    if not text.isdecimal() or len(text) > 8:
        raise ValueError(text)
    return int(text)


def _flag(text: str) -> bool:
    """``1`` or ``0``."""
    return {"1": True, "0": False}[text]


_SAVING = {
    "format": ("format", str), "quality": ("quality", _whole), "overwrite": ("overwrite", _flag),
    "metadata": ("keep_metadata", _flag), "chroma": ("chroma", str), "depth": ("depth", _whole), "dpi": ("dpi", float),
    "size": ("size", OutputSize.parse),
}  # fmt: skip
"""What the text of a plan calls the options of saving: their fields, and how their values are read."""


def _number(value: float) -> str:
    """The shortest text that is this number again."""
    short = f"{value:g}"
    return short if float(short) == value else repr(float(value))


def _escaped(match: re.Match) -> str:
    return quote(match.group(), safe="")
