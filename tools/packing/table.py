"""``packaging/table.toml`` with what the project says elsewhere: the facts that all three systems are told."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from engine.formats import FORMATS

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"


@dataclass(frozen=True)
class FileType:
    """A kind of file that the program opens.

    Attributes
    ----------
    title : str
        As people write it.
    endings : tuple of str
        With the dot.
    mime : tuple of str
    uti : tuple of str
        macOS's types.
    """

    title: str
    endings: tuple[str, ...]
    mime: tuple[str, ...]
    uti: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The facts; ``packaging/table.toml`` explains those of `program`.

    Attributes
    ----------
    program : dict
    version, licence : str
        Of ``pyproject.toml``.
    types : tuple of FileType
    sizes : dict
        Megabytes that a build may have.
    """

    program: dict
    version: str
    licence: str
    types: tuple[FileType, ...]
    sizes: dict[str, int]

    def __getitem__(self, name: str) -> str:
        return self.program[name]

    @property
    def mime(self) -> tuple[str, ...]:
        """Of all types."""
        return tuple(each for kind in self.types for each in kind.mime)


def load() -> Table:
    """Read it."""
    table = tomllib.loads((PACKAGING / "table.toml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    types = tuple(FileType(FORMATS[name].title, FORMATS[name].endings, tuple(row["mime"]), tuple(row["uti"]))
                  for name, row in table["formats"].items())
    return Table(table["program"], project["version"], project["license"], types, table["sizes"])


def filled(template: Path, values: dict[str, str]) -> str:
    """A text with ``@name@`` replaced.

    Raises
    ------
    KeyError
        If the text asks for what is not there.
    """
    return re.sub(r"@(\w+)@", lambda found: values[found[1]], template.read_text(encoding="utf-8"))
