"""Which files are meant, and where their results go. Nothing here opens a picture."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from engine.errors import PlanError
from engine.formats import FORMATS, READABLE, WRITABLE
from engine.plan import Plan
from engine.tasks import Task

FIELDS = ("name", "task", "scale")
"""What a name pattern may hold in braces: the source's name without its ending, the tasks that ran, joined by a hyphen,
and how many times larger the result is."""
BESIDE, INSIDE = "{name}_restored", "{name}"
"""Usual patterns: beside the source, and in a folder of its own."""
UNCHANGED = "unchanged"
"""What stands for the tasks of a picture that needed none."""


class Conflict(StrEnum):
    """What happens where the result's name is taken."""

    NUMBER = "number"
    """A number makes the name free: ``IMG_restored-2.jpg``."""
    SKIP = "skip"
    """The picture counts as done."""
    REFUSE = "refuse"
    """The job fails."""
    REPLACE = "replace"
    """The file is written over. Never the default."""


class Source(NamedTuple):
    """A file that is meant, and the folder that was given if it was found in one."""

    path: Path
    base: Path | None = None


@dataclass(frozen=True)
class Destination:
    """Where a result goes.

    Attributes
    ----------
    folder : Path or None
        None is beside the source. Folders within the one that was given are kept.
    pattern : str
        Of the file's name without its ending, with :data:`FIELDS` in braces.
    conflict : Conflict
    file : Path or None
        This very file, in the place of folder and pattern.

    Raises
    ------
    PlanError
        For a pattern with another field, or one that is no file name.
    """

    folder: Path | None = None
    pattern: str = BESIDE
    conflict: Conflict = Conflict.NUMBER
    file: Path | None = None

    def __post_init__(self) -> None:
        try:
            parts = list(Formatter().parse(self.pattern))
        except ValueError as err:
            raise PlanError(f"cannot read the name pattern {self.pattern!r}: {err}",
                            hint=f"Write it like {BESIDE}.") from err
        for _, field, form, conversion in parts:
            if field is not None and (field not in FIELDS or form or conversion):
                raise PlanError(f"a name pattern has no field {{{field}}}",
                                hint=f"Choose of {', '.join(f'{{{name}}}' for name in FIELDS)}.")
        if not self.pattern.strip() or re.search(r'[/\\\0<>:"|?*]', self.pattern):
            raise PlanError(f"{self.pattern!r} cannot be part of a file name",
                            hint=f"Write it like {BESIDE}; name folders in the place for the folder.")

    @property
    def needs_plan(self) -> bool:
        """Whether the name depends on what runs, which is not known before *auto* is measured."""
        return self.file is None and any(f"{{{field}}}" in self.pattern for field in FIELDS if field != "name")

    def target(self, source: Source, plan: Plan) -> Path:
        """The result's name, taken or not.

        Parameters
        ----------
        source : Source
        plan : Plan
            Its format decides the ending; None keeps the source's where it can be written, else takes PNG.
        """
        if self.file is not None:
            return self.file
        path, base = source
        tasks = "-".join(step.task.value for step in plan.steps) or UNCHANGED
        name = self.pattern.format(name=path.stem, task=tasks, scale=plan.scale)
        folder = path.parent
        if self.folder is not None:
            folder = self.folder / (path.parent.relative_to(base) if base is not None else "")
        return folder / f"{name}{_ending(path, plan.save.format)}"


def _ending(source: Path, fmt: str | None) -> str:
    fitting = WRITABLE if fmt is None else FORMATS[fmt].endings
    return source.suffix if source.suffix.lower() in fitting else FORMATS[fmt or "png"].endings[0]


def free(target: Path, taken: Iterable[Path] = ()) -> Path:
    """`target`, or the first of ``target-2``, ``target-3`` and so on that names no file and is not in `taken`."""
    path, number, reserved = target, 1, set(taken)
    while path in reserved or os.path.lexists(path):
        number += 1
        path = target.with_name(f"{target.stem}-{number}{target.suffix}")
    return path


def gather(paths: Iterable[Path | str], destination: Destination | None = None) -> list[Source]:
    """The files that people mean: files as they are, pictures in folders and within, and what patterns match.

    Parameters
    ----------
    paths : iterable of path
        A file that is not there is kept: what is wrong with it is said when its turn comes. Wildcards are for shells
        that leave them to the program: ``*.jpg``, ``**/*.png``.
    destination : Destination, optional
        Pictures that lie where results go, or are results of others among these, are left out.

    Returns
    -------
    list of Source
        Each file once, in the order in which it was named; those of a folder by name.
    """
    found: dict[Path, Source] = {}
    for given in map(Path, paths):
        if given.is_dir():
            sources = [Source(path, given) for path in _within(given)]
        elif glob.has_magic(str(given)) and not os.path.lexists(given):
            matches = (Path(match) for match in sorted(glob.glob(str(given), recursive=True)))  # noqa: PTH207 (may be absolute)
            sources = [Source(path) for path in matches if _is_picture(path)] or [Source(given)]
        else:
            sources = [Source(given)]
        for source in sources:
            found.setdefault(_absolute(source.path), source)
    return list(found.values()) if destination is None else _without_results(found, destination)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 (links stay as they are)


def _within(folder: Path) -> Iterator[Path]:
    """Pictures in a folder and those within it, without hidden ones; links to folders are not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and _is_picture(path):
                yield path


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in READABLE and path.is_file()


def _without_results(found: dict[Path, Source], destination: Destination) -> list[Source]:
    """Those that this destination did not make; a file that was named itself always stays."""
    root = None if destination.folder is None else _absolute(destination.folder)
    stems = {(path.parent, path.stem) for path in found}
    kept = []
    for path, source in found.items():
        result = False
        if source.base is not None and root is None:
            result = any((path.parent, name) in stems for name in _origins(path.stem, destination.pattern))
        elif source.base is not None:
            result = path.is_relative_to(root) and not _absolute(source.base).is_relative_to(root)
        if not result:
            kept.append(source)
    return kept


def _origins(stem: str, pattern: str) -> set[str]:
    """Names that give `stem` when they are put into a pattern, but for `stem` itself."""
    if pattern.count("{name}") != 1:
        return set()
    found, task = set(), f"(?:{'|'.join([*Task, UNCHANGED])})"
    for name in (".+", ".+?"):  # where another field stands beside it, either may be meant
        fields = {None: "", "name": f"(?P<name>{name})", "task": f"{task}(?:-{task})*",
                  "scale": "[0-9]+?"}
        form = "".join(re.escape(text) + fields[field] for text, field, _, _ in Formatter().parse(pattern))
        match = re.fullmatch(form + "(-[0-9]+)?", stem)
        found |= {match["name"]} if match else set()
    return found - {stem}
