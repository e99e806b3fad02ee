"""What is refused before it is decoded: pictures larger than memory, than sense, or than their file can hold."""

from __future__ import annotations

from pathlib import Path

from engine.errors import PictureError
from engine.system import available_memory

PIXEL_LIMIT = 1_000_000_000
"""Pictures of more pixels are refused: no camera makes them, but hostile files declare them."""

_DENSEST = 1100
"""Most bytes of samples that one byte of a file stands for. Deflate ends at 1032; photographs stay far below, whatever
their format, and what claims more is drawn or a trap."""
_ALWAYS = 1 << 26
"""Bytes of samples below which a picture is opened whatever its file's size: one colour all over compresses well."""


def refuse_too_large(path: Path, size: tuple[int, int], bits: int, held: float) -> None:
    """Raise PictureError unless this picture may be decoded.

    Parameters
    ----------
    path : Path
        Its file.
    size : (int, int)
        Width and height in pixels, as the file declares them.
    bits : int
        Of all samples of a pixel.
    held : float
        Bytes for each pixel that opening holds at its peak, the result included.
    """
    pixels, said = size[0] * size[1], f"it is declared as {size[0]} x {size[1]} pixels"
    if pixels > PIXEL_LIMIT:
        raise PictureError(f"{said}, more than the {PIXEL_LIMIT // 10**6} megapixels this program opens", file=path,
                           hint="Check the file, or open a smaller copy.")
    stored = path.stat().st_size
    if pixels * bits / 8 > max(_ALWAYS, _DENSEST * stored):
        raise PictureError(f"{said}, more than a file of {stored} bytes can hold", file=path,
                           hint="It is damaged or made to do harm: get it again from where it came.")
    need, free = pixels * held, available_memory()
    if free is not None and need > free:
        raise PictureError(f"{said}, which needs {need / 2**30:.1f} GB of memory, and {free / 2**30:.1f} GB are free",
                           file=path, hint="Close other programs, or open a smaller copy.")


def unsupported(path: Path, what: str) -> PictureError:
    """A picture of a kind that the program knows but does not restore."""
    return PictureError(what, file=path, hint="Export it as a PNG or TIFF of 8 or 16 bits first.")
