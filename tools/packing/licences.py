"""The licences of everything that is packaged, in one folder."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from tools.packing.table import PACKAGING, ROOT

TEXTS = PACKAGING / "licences"
"""Of what brings none along in its wheel: Qt and Qt for Python."""
_NAMED = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)


def collect(folder: Path, names: Iterable[str], libraries: Iterable[Path]) -> tuple[str, ...]:
    """Write them into a folder.

    Parameters
    ----------
    folder : Path
    names : iterable of str
        The Python distributions that are packaged.
    libraries : iterable of Path
        Where packaged libraries were taken from; those of a Debian package bring its copyright file.

    Returns
    -------
    tuple of str
        Parts for which there is no text, only a name: empty, or somebody has to look for it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "LICENSE", folder / "bbcu-restore.txt")
    for text in sorted(TEXTS.iterdir()):
        shutil.copyfile(text, folder / text.name)
    _python(folder)
    bare, lines = [], []
    for name in sorted(set(names), key=str.lower):
        try:
            part = distribution(name)
        except PackageNotFoundError:
            continue
        texts = _texts(part)
        for path in texts:
            target = folder / part.name / path.name
            target.parent.mkdir(exist_ok=True)
            before = target.read_bytes() + b"\n" if target.exists() else b""
            target.write_bytes(before + path.read_bytes())
        about = part.metadata
        stated = about.get("License-Expression") or (about.get("License") or "see its texts").splitlines()[0]
        lines.append(f"{part.name} {part.version}: {stated}  {about.get('Home-page') or _home(about)}".rstrip())
        if not texts and not part.name.startswith(("PySide6", "shiboken6", "bbcu")):
            bare.append(part.name)
    lines += _debian(folder, libraries)
    text = "\n".join(["What this program is made of, beside its own code:", "", *lines, ""])
    (folder / "PARTS.txt").write_text(text, encoding="utf-8")
    return tuple(bare)


def _python(folder: Path) -> None:
    places = (Path(sys.base_prefix) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE",
              Path(sys.base_prefix) / f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/LICENSE.txt")
    for place in places:
        if place.is_file():
            shutil.copyfile(place, folder / "Python.txt")
            return


def _texts(part: Distribution) -> list[Path]:
    """The licence files that a distribution brings."""
    found = [Path(str(part.locate_file(path))) for path in part.files or ()
             if path.suffix not in (".py", ".pyc", ".pyi", ".so") and _NAMED.search(path.name)]
    return [path for path in found if path.is_file()]


def _home(about) -> str:
    return next((line.split(",", 1)[1].strip() for line in about.get_all("Project-URL") or ()), "")


def _debian(folder: Path, libraries: Iterable[Path]) -> list[str]:
    """Copyright files of the system's packages that libraries were taken from."""
    if shutil.which("dpkg") is None:
        return []
    lines = []
    for package in sorted({name for path in libraries if (name := _package(path))}):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.is_file():
            (folder / "system").mkdir(exist_ok=True)
            shutil.copyfile(text, folder / "system" / f"{package}.txt")
        lines.append(f"{package}, as Debian packages it")
    return lines


def _package(path: Path) -> str:
    """The Debian package of a file, or nothing."""
    real = path.resolve()
    for place in (real, Path("/", *real.parts[2:])) if real.is_relative_to("/usr") else (real,):  # /lib is /usr/lib
        done = subprocess.run(["dpkg", "-S", str(place)], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.split(":")[0]
    return ""
