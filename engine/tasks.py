"""What can be done to a picture. One entry a task, and everything that tells one task from another stands in it.

The command line, the window, the catalog, the measures and the training ask the entry; so a new task is one entry here
and one recipe that trains its network (CONTRIBUTING.md, "Add a task").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

TOLD = ("luma", "colour", "quality")
"""What a network may be told beside a picture: :func:`told`."""
BESIDE = ("colour", "quality")
"""What a step may say beside its level; for which tasks, and in which range, says :class:`TaskInfo`."""
WHITE_IN_LUMA = 0.6685
"""rms of the luma of white noise in red, green and blue whose rms is 1 (BT.601: the root of the weights' squares)."""
WHITE_IN_COLOUR = 0.6405
"""The same of Cb and Cr, the mean of both."""
WORTH_REMOVING, IF_UNSURE = 1.75, 2.5
"""Level, of brightness or colours, from which on noise is worth removing; clean photographs measure less. Fine texture
may look like grain, but the meter is not sure then (docs/studies/meter.md)."""
IF_UNSURE_AND_SMALL = 8.0
"""The same of a small JPEG that would be repaired: it was shrunk, so that its texture is as fine as noise; and
repairing takes mild noise along."""
IF_COARSE_IN_A_JPEG = 0.3
"""The same where one network removes noise and repairs JPEG (QUALITY_BESIDE_NOISE), of noise of this correlation: no
other is left by such a compression but where it is strong."""
COARSE = 1 / 3
"""Correlation with the next pixel."""
SMALL = 300 * 300
"""Fewer pixels than this are small."""
LEAST_IN_A_JPEG = 3.0
"""Level at which noise in such a JPEG is removed at least."""
QUALITY_WORTH_REPAIRING, QUALITY_BEFORE_ENLARGING = 80, 95
"""JPEG quality; above it blocks are hardly seen, but where they become larger."""
QUALITY_BESIDE_NOISE = 50
"""JPEG quality above which a noisy picture is not repaired first: networks that remove noise are told its quality, and
within 0.1 dB do as well alone, in half the time (docs/studies/meter.md)."""
QUALITY_UNKNOWN = 50
"""JPEG quality taken for a picture that is no JPEG file any more."""


@dataclass(frozen=True)
class LevelRange:
    """Which levels a task accepts.

    Attributes
    ----------
    low, high : float
    light, medium, strong : float
        Those that have a name.
    unit : str
        What the number is called, a word.
    meaning : str
        The same for somebody who has to type it.
    whole : bool
        Whether it must be a whole number.
    """

    low: float
    high: float
    light: float
    medium: float
    strong: float
    unit: str
    meaning: str
    whole: bool = False

    def nearest(self, level: float) -> float:
        """The level of this range that is next to a number."""
        return float(min(max(level, self.low), self.high))

    def complaint(self, level: float) -> str:
        """What is wrong with a level, in words; empty if nothing is."""
        if not self.low <= level <= self.high:
            return f"level {level:g} is outside {self.low:g} to {self.high:g}"
        return f"{level:g} is not a whole number" if self.whole and level != int(level) else ""


class Sureness(StrEnum):
    """How sure a measurement is."""

    FULL = "sure"
    PART = "unsure"
    NONE = "cannot tell"


@dataclass(frozen=True)
class Evidence:
    """What was measured in a picture.

    Attributes
    ----------
    noise_sigma : float
        Noise in grey levels of 0..255: white noise of this sigma does as much to the luma of the picture as shown.
    jpeg_quality : int or None
        From the file's own tables; None if it is no JPEG file.
    earlier_quality : int or None
        Of a stronger compression before the file was written, found in its pixels.
    earlier_corner : (int, int) or None
        Row and column, 0..7, at which that compression's first whole block begins.
    earlier_sure : float
        How clearly it shows, 0..1.
    noise_colour : float or None
        As `noise_sigma`, for the colours; None of a grey picture.
    noise_correlation : float
        Of the noise's luma with the next pixel, 0 (white noise) to 1.
    noise_sure : Sureness
        Of the noise.
    noise_told : (float, float) or None
        Levels of brightness and colours that a network which removes noise is best told: with them it loses least, all
        that the noise may be considered (:mod:`engine.run.noise_meter`). None is what was measured.
    is_grey : bool
        Whether the picture has no colours, be it in one channel or in three alike.
    is_small : bool
        Whether it has fewer pixels than :data:`SMALL`.
    is_enlarged : bool
        Whether the plan is to enlarge it.
    """

    noise_sigma: float
    jpeg_quality: int | None
    earlier_quality: int | None = None
    earlier_corner: tuple[int, int] | None = None
    earlier_sure: float = 0.0
    noise_colour: float | None = None
    noise_correlation: float = 0.0
    noise_sure: Sureness = Sureness.FULL
    noise_told: tuple[float, float] | None = None
    is_grey: bool = False
    is_small: bool = False
    is_enlarged: bool = False

    @property
    def told(self) -> tuple[float, float]:
        """Levels of brightness and colours to be told."""
        return self.noise_told or (self.noise_sigma, self.noise_colour or 0.0)

    @property
    def quality(self) -> int | None:
        """Of the strongest JPEG compression that the picture has been through; None if there was none."""
        return min((each for each in (self.jpeg_quality, self.earlier_quality) if each is not None), default=None)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What it speaks for, in the order of a chain."""
        return tuple(task for task in Task if task.info.wanted(self))

    @property
    def sentence(self) -> str:
        """For people, such as ``"Noise: strong, sigma about 32"``."""
        jpeg = f"; JPEG quality about {self.jpeg_quality}" if self.jpeg_quality is not None else ""
        if self.earlier_quality is not None:
            jpeg += (", " if jpeg else "; ") + f"once a JPEG of quality about {self.earlier_quality}"
        return self._noise + jpeg

    @property
    def is_noisy(self) -> bool:
        """Whether there is noise that is worth removing."""
        return self.noise_sure is not Sureness.NONE and max(self.told) >= self._worth_removing

    @property
    def _worth_removing(self) -> float:
        small = self.is_small and self.is_damaged
        if self.is_repaired_with_noise and self.noise_correlation >= COARSE and not small:
            return IF_COARSE_IN_A_JPEG
        if self.noise_sure is Sureness.FULL:
            return WORTH_REMOVING
        return IF_UNSURE_AND_SMALL if small else IF_UNSURE

    @property
    def is_damaged(self) -> bool:
        """Whether JPEG has left damage that shows, or will once it is enlarged."""
        return self._is_up_to(QUALITY_BEFORE_ENLARGING if self.is_enlarged else QUALITY_WORTH_REPAIRING)

    @property
    def is_repaired_with_noise(self) -> bool:
        """Whether JPEG is repaired by the network that removes noise, if there is some: the less damaged one."""
        return self._is_up_to(QUALITY_WORTH_REPAIRING) and not self._is_up_to(QUALITY_BESIDE_NOISE)

    def _is_up_to(self, quality: int) -> bool:
        return self.quality is not None and self.quality <= quality

    @property
    def is_faint(self) -> bool:
        """Whether the noise, if it is some, can hardly be seen."""
        return max(self.noise_sigma, self.noise_colour or 0.0) < 1

    @property
    def _noise(self) -> str:
        if self.noise_sure is Sureness.NONE:
            return "Noise: cannot tell"
        about = f"sigma about {self.noise_sigma:.0f}"
        if self.is_noisy and self.noise_colour is not None and \
                not 0.6 * self.noise_sigma < self.noise_colour < 1.6 * self.noise_sigma:
            about += f", in the colours about {self.noise_colour:.0f}"
        if Task.DENOISE not in self.tasks:
            return f"Noise: hardly any, {about}"
        if self.is_faint:
            return "Noise: perhaps a little"
        medium, strong = (SIGMA.light + SIGMA.medium) / 2, (SIGMA.light + SIGMA.strong) / 2
        name = "light" if self.noise_sigma < medium else "medium" if self.noise_sigma < strong else "strong"
        return f"Noise: {'perhaps ' if self.noise_sure is Sureness.PART else ''}{name}, {about}"


@dataclass(frozen=True, eq=False)
class TaskInfo:
    """All that is particular about a task.

    Attributes
    ----------
    title : str
        The name people see, a verb first.
    levels : LevelRange
    level_text : str
        A level in words: a format with one place for the number.
    level_map : callable
        From a level to what a network with a level map is shown of it: one number for each of its constant channels, on
        the scale of the pixels, 0..1. Nothing for a task whose networks have no level map.
    wanted : callable
        From the :class:`Evidence` to whether it speaks for this task.
    measured : callable
        From the evidence to the level that is meant by *auto*.
    origin : callable
        From the evidence to where that level comes from, a sentence without its full stop.
    measured_at : tuple of float
        The levels at which models are measured; of enlarging, the scales.
    sweep : tuple of float
        The levels that are tried on pairs of real photographs; none where pairs of equal size say nothing.
    study_level : float or None
        The level at which ``bbcu study`` repeats the paper's studies; None of a task that the paper does not have.
    protocols : mapping of str to str
        How models are measured: the names that ``--protocol`` takes, and what they are called in
        :data:`engine.measure.protocols.PROTOCOLS`. ``"standard"`` is the default.
    colour_protocol : str
        That of them by which a network for colour is measured.
    models : tuple of str
        Which model is the default: the first of these that is there, else the first by name.
    grey_model : str
        Which one is for pictures without colours instead, if it is there.
    beside : mapping of str to LevelRange
        What a step may tell a network beside its level, of :data:`BESIDE`, and from where to where.
    measured_beside : callable
        From the evidence and the level to what is told so where nobody says another, by these names.
    enlarges : bool
        Whether the level is the scale of the result, a property of the network rather than of the picture.
    idle_level : float or None
        The level at which nothing is done.
    """

    title: str
    levels: LevelRange
    level_text: str
    level_map: Callable[[float], tuple[float, ...]]
    wanted: Callable[[Evidence], bool]
    measured: Callable[[Evidence], float]
    origin: Callable[[Evidence], str]
    measured_at: tuple[float, ...]
    sweep: tuple[float, ...]
    study_level: float | None
    protocols: Mapping[str, str]
    colour_protocol: str = "standard"
    models: tuple[str, ...] = ()
    grey_model: str = ""
    beside: Mapping[str, LevelRange] = field(default_factory=dict)
    measured_beside: Callable[[Evidence, float], Mapping[str, float]] = lambda seen, level: {}
    enlarges: bool = False
    idle_level: float | None = None

    def protocol(self, image_channels: int) -> str:
        """The name of the protocol by which a network of so many channels is measured."""
        return self.colour_protocol if image_channels == 3 else "standard"


SIGMA = LevelRange(0, 75, light=10, medium=25, strong=50, unit="sigma", meaning="sigma in grey levels")
QUALITY = LevelRange(5, 95, light=70, medium=40, strong=15, unit="quality", meaning="JPEG quality")
SCALE = LevelRange(2, 4, light=2, medium=3, strong=4, unit="scale", meaning="scale", whole=True)


def _quality_is_from(evidence: Evidence) -> str:
    if evidence.quality is None:
        return f"No JPEG damage was found; quality {QUALITY_UNKNOWN} is assumed"
    return "Read from the file" if evidence.quality == evidence.jpeg_quality else "Found in the picture"


def _is_worth_repairing(evidence: Evidence) -> bool:
    return evidence.is_damaged and not (evidence.is_noisy and evidence.quality > QUALITY_BESIDE_NOISE)


def _told_of_noise(evidence: Evidence) -> tuple[float, float]:
    """Levels of brightness and colours, in halves; a JPEG is not hurt by a little too much."""
    if not evidence.is_noisy:
        return 0.0, 0.0
    least = LEAST_IN_A_JPEG if evidence.is_repaired_with_noise else 0.0
    luma, colour = (max(level, at_least) for level, at_least in zip(evidence.told, (least, least / 2), strict=True))
    return SIGMA.nearest(round(2 * luma) / 2), SIGMA.nearest(round(2 * colour) / 2)


def _beside_noise(evidence: Evidence, level: float) -> dict[str, float]:
    """Of another level than the measured one, the colours keep their proportion."""
    beside = {} if evidence.quality is None else {"quality": float(evidence.quality)}
    if evidence.is_noisy and evidence.noise_colour is not None:
        measured, colour = _told_of_noise(evidence)
        beside["colour"] = SIGMA.nearest(round(2 * colour * (level / measured if measured else 1.0)) / 2)
    return beside if level or beside.get("colour") else {}


class Task(StrEnum):
    """The tasks, in the order in which a chain runs them. Each member's value is its name in plans and commands."""

    info: TaskInfo

    def __new__(cls, value: str, info: TaskInfo) -> Task:
        """A member with its entry."""
        task = str.__new__(cls, value)
        task._value_ = value
        task.info = info
        return task

    DEBLOCK = "deblock", TaskInfo(
        title="Repair JPEG", levels=QUALITY, level_text="quality {:g}",
        level_map=lambda level: ((100.0 - level) / 100.0,),
        wanted=_is_worth_repairing,
        measured=lambda seen: QUALITY.nearest(seen.quality or QUALITY_UNKNOWN),
        origin=_quality_is_from,
        measured_at=(10.0, 20.0, 30.0, 40.0), study_level=10.0,
        sweep=(10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0),
        protocols={"standard": "luma-jpeg", "paper": "luma-jpeg-squeezed", "colour": "colour-jpeg",
                   "colour-444": "colour-jpeg-444"},
        colour_protocol="colour",
        models=("deblock-photo", "deblock-fine", "deblock-fast", "deblock-grey"), grey_model="deblock-grey",
    )
    DENOISE = "denoise", TaskInfo(
        title="Remove noise", levels=SIGMA, level_text="sigma {:g}",
        level_map=lambda level: (level / 255.0,),
        wanted=lambda seen: seen.is_noisy,
        measured=lambda seen: _told_of_noise(seen)[0],
        origin=lambda seen: "Measured in this picture",
        measured_at=(15.0, 25.0, 50.0), study_level=25.0, sweep=(2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 15.0, 20.0, 25.0),
        protocols={"standard": "gaussian-noise", "paper": "gaussian-noise"},
        models=("denoise-photo", "denoise-deep", "denoise-white", "denoise-fine", "denoise-fast", "denoise-paper"),
        idle_level=0.0,
        beside={"colour": SIGMA, "quality": replace(QUALITY, low=1, high=100)},
        measured_beside=_beside_noise,
    )
    UPSCALE = "upscale", TaskInfo(
        title="Enlarge", levels=SCALE, level_text="{:g}×",
        level_map=lambda level: (),
        wanted=lambda seen: False,
        measured=lambda seen: SCALE.low,
        origin=lambda seen: "The smallest there is",
        measured_at=(2.0, 3.0, 4.0), study_level=4.0, sweep=(),
        protocols={"standard": "bicubic-shrinking", "paper": "bicubic-shrinking-paper"},
        models=("upscale-deep-x2", "upscale-deep-x3", "upscale-deep-x4",
                "upscale-fine-x2", "upscale-fine-x3", "upscale-fine-x4"),
        enlarges=True,
    )

    @property
    def title(self) -> str:
        """The name people see."""
        return self.info.title


def told(task: Task, level: float, colour: float | None = None, quality: float | None = None, *,
         grey: bool = False) -> dict[str, float]:
    """What networks with a level bias are told beside a picture, by the names of :data:`TOLD`.

    Parameters
    ----------
    task : Task
    level : float
        Of the task. A noise is told by what it does to the luma and to the colours of the picture as it is shown; white
        noise of this sigma stands for others that do as much to the luma.
    colour : float or None
        The same for its colours: white noise of this sigma does as much to them. None is the level, as of white noise.
    quality : float or None
        JPEG quality of the picture's file, or of a file it once was in; None if there was none. Deblocking says so by
        its level.
    grey : bool
        Whether the picture has no colours, nor its noise; white noise of this sigma then does all of it to the luma.

    Returns
    -------
    dict of str to float
        rms noise of the luma and of the two colours (BT.601), 255 being 1; and (100 - quality) / 100.
    """
    if task is Task.DEBLOCK:
        level, colour, quality = 0.0, 0.0, level
    elif task is not Task.DENOISE:
        level, colour = 0.0, 0.0
    colour = 0.0 if grey else level if colour is None else colour
    return {"luma": (1 if grey else WHITE_IN_LUMA) * level / 255, "colour": WHITE_IN_COLOUR * colour / 255,
            "quality": (100 - (100 if quality is None else quality)) / 100}
