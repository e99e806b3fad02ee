"""Decoding: from a file's bytes to an upright picture. Used by ``files`` alone.

Pillow reads everything of 8 bits; it cannot hold 16-bit colour, so OpenCV reads that from PNG and JPEG 2000, and
tifffile from TIFF (OpenCV again where the compression needs libtiff).
"""

from __future__ import annotations

from pathlib import Path

from engine.picture.pixels import Picture
from engine.picture.read import heif, jxl, pillow, raw, tiff


def read(path: Path, kind: str, page: int = 0) -> Picture:
    """Decode a file whose first bytes say that it is of `kind`, a name of :data:`engine.formats.FORMATS`.

    Parameters
    ----------
    path : Path
    kind : str
    page : int
        Which of several pictures in the file, from 0.

    Raises
    ------
    PictureError
        For what the program does not support or has no room for.
    Exception
        Whatever the libraries raise for broken files: :data:`engine.picture.files.BROKEN`.
    """
    readers = {"tiff": tiff.read, "heic": heif.read, "jxl": jxl.read, "raw": raw.read}
    if kind in readers:
        return readers[kind](path, page)
    with path.open("rb") as file:
        return pillow.decode(file, path, kind, page)
