"""Libraries of which this program calls nothing, replaced by hollow ones of the same name.

A wheel links its libraries for everything that it can do, and the system's loader refuses to start without them:
OpenCV wants FFmpeg and OpenBLAS although nobody plays a film here, libheif an encoder of HEVC (under the GPL) although
HEIC is only read, Qt the sorting orders of all languages. A hollow library offers the same names, so that the loader
is content; a function that is called all the same returns 0, and data are zeros.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from tools.packing.contents import Entry

HOLLOW = (
    "opencv_python_headless.libs/libav*.so*",  # films, and AVIF, which Pillow reads
    "opencv_python_headless.libs/libsw*.so*",
    "opencv_python_headless.libs/libopenblas*.so*",  # linear algebra; NumPy has its own
    "pillow_heif.libs/libx265*.so*",
    "PySide6/Qt/lib/libicudata.so*",
)
"""Names in the program's folder, on Linux. What only these need goes with them."""
_SYMBOL = re.compile(r"^\s*\d+: [0-9a-f]+\s+(\w+)\s+(FUNC|OBJECT|IFUNC|NOTYPE)\s+(?:GLOBAL|WEAK)\s+DEFAULT\s+(\w+)"
                     r" (\S+)", re.MULTILINE)
_SONAME = re.compile(r"\(SONAME\).*\[(.+)\]")
_ICU = ("{32, 0, 0xda, 0x27, 20, 0, 0, 0, 0, 0, 2, 0, 'T', 'o', 'C', 'P', 1, 0, 0, 0, 0, 0, 0, 0, "
        "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}")
"""A table of contents of ICU's with nothing in it: the one datum that is looked into."""


@dataclass(frozen=True)
class Symbol:
    """A name that a library offers or asks for.

    Attributes
    ----------
    name : str
        Without its version.
    version : str
        Empty if it has none.
    size : int
        Bytes, of data; 0 for functions.
    wanted : bool
        Whether it is asked for and not offered.
    """

    name: str
    version: str
    size: int
    wanted: bool


def symbols(library: Path) -> list[Symbol]:
    """What a library offers and asks for."""
    text = subprocess.run(["readelf", "--wide", "--dyn-syms", str(library)], capture_output=True, text=True, check=True)
    found = []
    for size, kind, section, name in _SYMBOL.findall(text.stdout):
        bare, _, version = name.partition("@")
        found.append(Symbol(bare, version.lstrip("@"), int(size, 0) if kind == "OBJECT" else 0, section == "UND"))
    return found


def source(offered: Iterable[Symbol]) -> str:
    """C that offers these names and does nothing."""
    lines = []
    for symbol in offered:
        if symbol.name.startswith("icudt"):
            lines.append(f"const unsigned char {symbol.name}[] __attribute__((aligned(16))) = {_ICU};")
        elif symbol.size:
            lines.append(f"char {symbol.name}[{symbol.size}] __attribute__((aligned(16)));")
        else:
            lines.append(f"void *{symbol.name}(void) {{ return 0; }}")
    return "\n".join(lines) + "\n"


def versions(offered: Iterable[Symbol]) -> str:
    """The linker's script that gives names their versions; empty if they have none."""
    by_version: dict[str, list[str]] = {}
    for symbol in offered:
        if symbol.version:
            by_version.setdefault(symbol.version, []).append(symbol.name)
    return "".join(f"{version} {{ global: {' '.join(f'{name};' for name in names)} }};\n"
                   for version, names in by_version.items())


def make(library: Path, wanted: set[str], folder: Path) -> Path:
    """Write a hollow library beside its source in a folder, with those of the names that are wanted."""
    folder.mkdir(parents=True, exist_ok=True)
    offered = [symbol for symbol in symbols(library) if not symbol.wanted and symbol.name in wanted]
    made, code, script = (folder / f"{library.name}{ending}" for ending in ("", ".c", ".map"))
    code.write_text(source(offered), encoding="ascii")
    script.write_text(versions(offered), encoding="ascii")
    said = subprocess.run(["readelf", "--wide", "--dynamic", str(library)], capture_output=True, text=True, check=True)
    soname = _SONAME.search(said.stdout)
    options = [f"-Wl,-soname,{soname[1] if soname else library.name}",
               *([f"-Wl,--version-script={script}"] if script.stat().st_size else [])]
    subprocess.run(["gcc", "-shared", "-nostdlib", "-fno-builtin", "-w", "-s", *options, "-o", str(made), str(code)],
                   check=True)
    return made


def hollowed(binaries: Iterable[Entry], folder: Path) -> list[Entry]:
    """The binaries, with hollow ones in the place of those that are named above.

    As they are where none is named, as on other systems, or none can be made, for want of a compiler.
    """
    left = list(binaries)
    chosen = [entry for entry in left if entry[2] == "BINARY" and any(fnmatch(entry[0], name) for name in HOLLOW)]
    if not chosen or not all(map(shutil.which, ("gcc", "readelf"))):
        return left
    others = [Path(entry[1]) for entry in left if entry not in chosen and entry[2] in ("BINARY", "EXTENSION")]
    wanted = {symbol.name for path in others for symbol in symbols(path) if symbol.wanted}
    made = {entry[0]: str(make(Path(entry[1]), wanted, folder)) for entry in chosen}
    return [(name, made.get(name, path), kind) for name, path, kind in left]
