"""What people read: numbers, sizes, times and findings in plain words. No widgets."""

from __future__ import annotations

from bbcu_app.document import Document
from engine.picture.pixels import Picture
from engine.plan import Step
from engine.tasks import Evidence, Task

RUN_HINT = "Press Ctrl+R or Enter to run."


def duration(seconds: float) -> str:
    """Seconds in words: ``"12 s"``, ``"3 min"``, ``"1 h 5 min"``."""
    if seconds < 0.95:
        return "under 1 s"
    if seconds < 99.5:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def memory(size: int) -> str:
    """Bytes in words: ``"640 MB"``, ``"2.1 GB"``."""
    if size >= 995e6:
        return f"{size / 1e9:.1f} GB"
    return f"{max(1, round(size / 1e6))} MB"


def found(picture: Picture | None, evidence: Evidence | None) -> str:
    """What was found in the picture, in one line or two."""
    if picture is None:
        return ""
    if evidence is None:
        return "Looking at the picture…"
    return evidence.sentence.rstrip(".") + "."


def suggestion(tasks: tuple[Task, ...]) -> str:
    """What a button says that chooses these tasks."""
    return "Suggested: " + " and ".join(task.title if place == 0 else task.title[0].lower() + task.title[1:]
                                        for place, task in enumerate(tasks))


def measured(task: Task, evidence: Evidence | None) -> str:
    """The line under *auto*."""
    return "Measuring…" if evidence is None else task.info.origin(evidence)


def scale_name(scale: float) -> str:
    """A scale in short: ``"2×"``."""
    return f"{scale:g}×"


def level_name(step: Step) -> str:
    """A step's level in words: ``"sigma 15"``, ``"quality 40"``, ``"2×"``."""
    return step.task.info.level_text.format(step.level or 0)


def level_tooltips(task: Task) -> tuple[str, str, str, str]:
    """What the four levels mean in numbers."""
    limits = task.info.levels
    return (
        f"Measure the {limits.unit} in the picture",
        *(f"{limits.unit.capitalize()} {level:g}" for level in (limits.light, limits.medium, limits.strong)),
    )


def needs(document: Document) -> str:
    """What a run would take, or what is missing for one."""
    if not document.plan.steps:
        return "Choose what to do first."
    if document.estimate is None:
        return RUN_HINT
    return f"About {memory(document.estimate.memory)}, {duration(document.estimate.seconds)}"


def result_line(document: Document) -> str:
    """How the result came about, or why it is to be made again."""
    result = document.result
    if result is None:
        return ""
    if document.outdated:
        return "The settings have changed since this result. Run to renew it."
    levels = ", ".join(map(level_name, result.plan.steps))
    return f"Done in {duration(result.seconds)} with {levels}. " + ("Not saved yet." if document.unsaved else "Saved.")


def about_picture(picture: Picture, profile: str) -> str:
    """The line in the toolbar: size, depth, JPEG quality, profile."""
    parts = [f"{picture.width} × {picture.height}"]
    if picture.bit_depth != 8:
        parts.append(f"{picture.bit_depth} bit")
    if picture.channels == 1:
        parts.append("grey")
    if picture.jpeg_quality is not None:
        parts.append(f"JPEG q~{picture.jpeg_quality}")
    parts.append(profile if len(profile) <= 24 else profile[:23] + "…")
    return "    ".join(parts)
