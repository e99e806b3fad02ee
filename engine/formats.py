"""The file formats of pictures: how they are called, how their files' names end, and what each can hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes
    ----------
    name : str
        As ``Picture.format`` and ``SaveOptions.format`` name it.
    title : str
        As people write it.
    endings : tuple of str
        Of file names, in lower case with the dot, the usual one first.
    written : bool
        Whether results can be saved in it.
    lossy : bool
        Whether a quality is chosen for it.
    chroma : bool
        Whether it can keep colours at a lower resolution than brightness, as chosen.
    deep : bool
        Whether it holds 16 bits per channel.
    clear : bool
        Whether it holds alpha.
    longest : int
        Most pixels per side, of those that are written.
    needs : str
        Module without which it cannot be opened; empty if what the program always brings is enough.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    written: bool = False
    lossy: bool = False
    chroma: bool = False
    deep: bool = False
    clear: bool = False
    longest: int = 2**31 - 1
    needs: str = ""

    @cached_property
    def installed(self) -> bool:
        """Whether its decoder is there."""
        try:
            return not self.needs or find_spec(self.needs) is not None
        except ModuleNotFoundError:  # the package around it is missing
            return False


FORMATS = {each.name: each for each in (
    Format("jpeg", "JPEG", (".jpg", ".jpeg", ".jpe", ".jfif"), written=True, lossy=True, chroma=True, longest=65535),
    Format("png", "PNG", (".png",), written=True, deep=True, clear=True),
    Format("tiff", "TIFF", (".tif", ".tiff"), written=True, deep=True, clear=True),
    Format("webp", "WebP", (".webp",), written=True, lossy=True, clear=True, longest=16383),
    Format("avif", "AVIF", (".avif",), written=True, lossy=True, chroma=True, clear=True, longest=65535,
           needs="PIL._avif"),
    Format("bmp", "BMP", (".bmp", ".dib"), written=True),
    Format("gif", "GIF", (".gif",)),
    Format("jp2", "JPEG 2000", (".jp2", ".j2k", ".jpx", ".jpf", ".j2c", ".jpc")),
    Format("heic", "HEIC", (".heic", ".heif", ".hif"), needs="pillow_heif"),
    Format("jxl", "JPEG XL", (".jxl",), needs="pillow_jxl"),
    Format("raw", "camera raw", (
        ".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf", ".rw2", ".orf", ".pef", ".3fr", ".crw", ".dcr", ".erf", ".iiq",
        ".kdc", ".mef", ".mos", ".mrw", ".nrw", ".rwl", ".sr2", ".srf", ".srw", ".x3f")),
)}  # fmt: skip
"""Every format by its name. Camera raw needs nothing: without a developer, the camera's own preview is opened."""

WRITTEN = {name: each for name, each in FORMATS.items() if each.written}
"""Those that results can be saved in."""

_OF_ENDING = {ending: each for each in FORMATS.values() for ending in each.endings}

READABLE = frozenset(ending for ending, each in _OF_ENDING.items() if each.installed)
"""Endings of the files that can be opened here."""

WRITABLE = frozenset(ending for ending in READABLE if _OF_ENDING[ending].written)
"""Endings of the files that results can be saved as here."""


def format_of(path: Path | str) -> Format | None:
    """The format that a file's name stands for, or None; what is in the file may be another."""
    return _OF_ENDING.get(Path(path).suffix.lower())
