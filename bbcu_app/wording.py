"""What people read: numbers, sizes, times and findings in plain words. No widgets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QT_TR_NOOP, QLocale

from bbcu_app.document import Document
from bbcu_app.i18n import tr
from bbcu_app.settings import ViewMode
from bbcu_app.sheet import Result
from engine.picture.pixels import Picture
from engine.plan import Plan, Step
from engine.run.job import State
from engine.tasks import Evidence, Sureness, Task

TITLES = {Task.DEBLOCK: QT_TR_NOOP("Repair JPEG"), Task.DENOISE: QT_TR_NOOP("Remove noise"),
          Task.UPSCALE: QT_TR_NOOP("Enlarge")}
LATER = {Task.DEBLOCK: QT_TR_NOOP("repair JPEG"), Task.DENOISE: QT_TR_NOOP("remove noise"),
         Task.UPSCALE: QT_TR_NOOP("enlarge")}
"""The same behind *then*."""
FOUND = {
    Task.DENOISE: (QT_TR_NOOP("light noise (sigma about {level})"), QT_TR_NOOP("medium noise (sigma about {level})"),
                   QT_TR_NOOP("strong noise (sigma about {level})")),
    Task.DEBLOCK: (QT_TR_NOOP("light JPEG damage (quality about {level})"),
                   QT_TR_NOOP("medium JPEG damage (quality about {level})"),
                   QT_TR_NOOP("strong JPEG damage (quality about {level})")),
}
LEVEL = {Task.DENOISE: QT_TR_NOOP("sigma {level}"), Task.DEBLOCK: QT_TR_NOOP("quality {level}"),
         Task.UPSCALE: QT_TR_NOOP("{level}×")}
RANGES = {Task.DENOISE: QT_TR_NOOP("Sigma of the noise in grey levels, {between}. More is stronger."),
          Task.DEBLOCK: QT_TR_NOOP("JPEG quality, {between}. Less is stronger.")}
MODES = {ViewMode.SIDE: QT_TR_NOOP("Side by side"), ViewMode.DIVIDER: QT_TR_NOOP("Divider"),
         ViewMode.SINGLE: QT_TR_NOOP("Result only")}
JOB_STATES = {State.WAITING: QT_TR_NOOP("Waits"), State.RUNNING: QT_TR_NOOP("Running"),
              State.DONE: QT_TR_NOOP("Done"), State.SKIPPED: QT_TR_NOOP("Skipped"),
              State.FAILED: QT_TR_NOOP("Failed"), State.STOPPED: QT_TR_NOOP("Stopped")}
LEVEL_NAMES = (QT_TR_NOOP("Light"), QT_TR_NOOP("Medium"), QT_TR_NOOP("Strong"))


def number(value: float) -> str:
    """A number as the language writes it, without decimals that say nothing: ``"12.5"``, ``"40"``."""
    return QLocale().toString(float(value), "g", 6)


def title(task: Task) -> str:
    """What a task is called."""
    return tr(TITLES[task])


def duration(seconds: float) -> str:
    """Seconds in words: ``"12 s"``, ``"3 min"``, ``"1 h 5 min"``."""
    if seconds < 0.95:
        return tr("under 1 s")
    if seconds < 99.5:
        return tr("{seconds} s").format(seconds=f"{seconds:.0f}")
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("{minutes} min").format(minutes=minutes)
    return tr("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def memory(size: int) -> str:
    """Bytes in words: ``"640 MB"``, ``"2.1 GB"``."""
    if size >= 995e6:
        return tr("{size} GB").format(size=QLocale().toString(size / 1e9, "f", 1))
    return tr("{size} MB").format(size=max(1, round(size / 1e6)))


def file_size(size: int) -> str:
    """Bytes of a file in words, as exactly as a guess is: ``"850 KB"``, ``"9.3 MB"``, ``"120 MB"``."""
    if size < 995e3:
        return tr("{size} KB").format(size=max(1, round(size / 1e3)))
    return tr("{size} MB").format(size=QLocale().toString(size / 1e6, "f", 1)) if size < 9.95e6 else memory(size)


def percent(share: float) -> str:
    """A share of 1 in words: ``"43 %"``."""
    return f"{100 * share:.0f} %"


def size_text(width: int, height: int) -> str:
    """A size in pixels: ``"4000 × 3000"``."""
    return f"{width} × {height}"


def found(picture: Picture | None, evidence: Evidence | None, resolved: Plan | None) -> str:
    """What was found in the picture, in one line or two.

    Parameters
    ----------
    picture : Picture or None
    evidence : Evidence or None
    resolved : Plan or None
        What it speaks for, with its levels as numbers.
    """
    if picture is None:
        return ""
    if evidence is None or resolved is None:
        return tr("Looking at the picture…")
    seen = [finding(step, evidence) for step in resolved.steps if step.task in FOUND]
    doubt = tr("Noise: cannot tell.") if is_in_doubt(evidence) else ""
    if not seen:
        return doubt or tr("This picture looks clean.")
    what = seen[0] if len(seen) == 1 else tr("{one} and {other}").format(one=", ".join(seen[:-1]), other=seen[-1])
    return " ".join(filter(None, (tr("Found: {what}.").format(what=what), doubt)))


def is_in_doubt(evidence: Evidence | None) -> bool:
    """Whether a person has to say if there is noise."""
    return evidence is not None and evidence.noise_sure is Sureness.NONE


def finding(step: Step, evidence: Evidence) -> str:
    """What a step's measured level says of the picture: ``"strong noise (sigma about 32)"``; *perhaps* if unsure."""
    if step.task is not Task.DENOISE:
        return _named(step)
    if evidence.is_faint:
        return tr("perhaps a little noise")
    return tr("perhaps {what}").format(what=_named(step)) if evidence.noise_sure is Sureness.PART else _named(step)


def _named(step: Step) -> str:
    limits, level = step.task.info.levels, step.level or 0
    named = (limits.light, limits.medium, limits.strong)
    nearest = min(range(3), key=lambda place: abs(named[place] - level))
    words, bracket, figure = tr(FOUND[step.task][nearest]).format(level=number(round(level))).partition("(")
    return words + bracket + figure.replace(" ", "\N{NO-BREAK SPACE}")


def purpose(document: Document) -> str:
    """What Run will do, for the line above it; if nothing, whether nothing is needed or nobody knows."""
    nothing = tr("Noise: cannot tell") if is_in_doubt(document.evidence) else tr("Nothing to do")
    return intention(document.plan) or nothing


def intention(plan: Plan) -> str:
    """What a run will do: ``"Repair JPEG, then remove noise"``; empty if nothing."""
    words = ""
    for step in plan.steps:
        factor = f" {scale_name(step.level)}" if step.task.info.enlarges and step.level else ""
        if not words:
            words = title(step.task) + factor
        else:
            words = tr("{first}, then {second}").format(first=words, second=tr(LATER[step.task]) + factor)
    return words


def measured(task: Task, evidence: Evidence | None) -> str:
    """Where the number of *auto* comes from."""
    if evidence is None:
        return tr("Measuring…")
    if task is Task.DENOISE and is_in_doubt(evidence):
        return tr("It cannot be measured in this picture")
    if task in replace(evidence, is_enlarged=False).tasks:
        return tr("Measured in this picture")
    if task in evidence.tasks:
        return tr("Enlarging would show the damage")
    return tr("Hardly any was found in this picture")


def scale_name(scale: float) -> str:
    """A scale in short: ``"2×"``."""
    return f"{number(scale)}×"


def level_name(step: Step) -> str:
    """A step's level in words: ``"sigma 15"``, ``"quality 40"``, ``"2×"``."""
    return tr(LEVEL[step.task]).format(level=number(step.level or 0))


def level_tooltips(task: Task) -> tuple[str, str, str, str]:
    """What the four levels mean in numbers."""
    limits = task.info.levels
    named = (tr(LEVEL[task]).format(level=number(level)) for level in (limits.light, limits.medium, limits.strong))
    return (tr("As measured in the picture"), *(text[:1].upper() + text[1:] for text in named))


def range_tooltip(task: Task) -> str:
    """What the number means, and between which limits."""
    limits = task.info.levels
    between = tr("{low} to {high}").format(low=number(limits.low), high=number(limits.high))
    return tr(RANGES[task]).format(between=between)


def needs(document: Document) -> str:
    """What a run would take, or what is missing for one."""
    if not document.plan.steps:
        if document.evidence is None:
            return ""
        if is_in_doubt(document.evidence):
            return tr("If you see noise, choose Remove noise above.")
        return tr("Nothing needs to be done. Choose something above to do it all the same.")
    if document.estimate is None:
        return ""
    if document.short_of_memory:
        words = tr("It needs about {memory} of memory, and {free} are free. Close other programs, or enlarge less.")
        return words.format(memory=memory(document.estimate.memory), free=memory(document.estimate.free))
    return tr("About {time}, {memory} of memory").format(
        time=duration(document.estimate.seconds), memory=memory(document.estimate.memory))


def result_line(document: Document) -> str:
    """How the result came about, or why it is to be made again."""
    result = document.result
    if result is None:
        return ""
    if document.outdated:
        return tr("The settings have changed since this result. Run to renew it.")
    levels = ", ".join(map(level_name, result.plan.steps))
    done = tr("Done in {time} with {levels}.").format(time=duration(result.seconds), levels=levels)
    return f"{done} " + (tr("Not saved yet.") if document.unsaved else tr("Saved."))


def original_label(picture: Picture) -> str:
    """The name of the pane that shows the original."""
    return tr("Original  {size}").format(size=size_text(picture.width, picture.height))


def result_label(result: Result, width: int, height: int) -> str:
    """The name of the pane that shows a result: its size and the models that made it."""
    parts = [tr("Restored"), size_text(width, height), ", ".join(result.models)]
    return "  ".join(filter(None, parts))


def about_picture(picture: Picture, profile: str) -> str:
    """The line in the toolbar: size, depth, JPEG quality, profile."""
    parts = [size_text(picture.width, picture.height)]
    if picture.bit_depth != 8:
        parts.append(tr("{bits} bit").format(bits=picture.bit_depth))
    if picture.channels == 1:
        parts.append(tr("grey"))
    if picture.jpeg_quality is not None:
        parts.append(tr("JPEG, quality about {level}").format(level=picture.jpeg_quality))
    parts.append(profile if len(profile) <= 24 else profile[:23] + "…")
    return "   ".join(parts)


def short_path(path: Path) -> str:
    """A path with the person's own folder as ``~``."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)
