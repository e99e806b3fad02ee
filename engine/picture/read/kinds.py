"""What a file is, by its first bytes, whatever its name says."""

from __future__ import annotations

import stat
from pathlib import Path

from engine.errors import PictureError
from engine.formats import FORMATS, format_of

_SIGNATURES = (
    (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"BM", "bmp"), (b"GIF87a", "gif"), (b"GIF89a", "gif"),
    (b"II*\0", "tiff"), (b"MM\0*", "tiff"), (b"II+\0", "tiff"), (b"MM\0+", "tiff"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"), (b"\xff\x4f\xff\x51", "jp2"),
    (b"\xff\x0a", "jxl"), (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (b"FUJIFILMCCD-RAW", "raw"), (b"IIRO", "raw"), (b"IIRS", "raw"), (b"MMOR", "raw"), (b"IIU\0", "raw"),
    (b"II\x1a\0\0\0HEAPCCDR", "raw"), (b"FOVb", "raw"), (b"\0MRM", "raw"),
)  # fmt: skip
_BRANDS = {
    b"avif": "avif", b"avis": "avif", b"heic": "heic", b"heix": "heic", b"heim": "heic", b"heis": "heic",
    b"hevc": "heic", b"mif1": "heic", b"msf1": "heic", b"crx ": "raw",
}  # fmt: skip
"""What the files that begin with a box ``ftyp`` call themselves."""
_FOREIGN = (
    (b"8BPS", "a Photoshop document"), (b"%PDF", "a PDF document"), (b"\x76\x2f\x31\x01", "OpenEXR"),
    (b"#?RADIANCE", "HDR"),
)  # fmt: skip
_EXTRA = "formats"
"""Which of the program's optional parts brings decoders."""


def kind_of(path: Path) -> str:
    """The name of the file's format, one of :data:`engine.formats.FORMATS`.

    Raises
    ------
    PictureError
        If there is no such file, or it is none of those, or cannot be read here.
    """
    head = _head(path)
    by_name = format_of(path)
    kind = _by_bytes(head)
    if by_name is not None and by_name.name == "raw" and kind in ("tiff", None):
        kind = "raw"  # most cameras' files are a TIFF's to look at
    if kind is None:
        raise _not_ours(path, head)
    if not FORMATS[kind].installed:
        install = f"Install one with: pip install 'bbcu-restore[{_EXTRA}]', or e" if kind in ("heic", "jxl") else "E"
        raise PictureError(f"it is {FORMATS[kind].title}, and a decoder for that is not installed", file=path,
                           hint=f"{install}xport it as a PNG or JPEG.")
    return kind


def _head(path: Path) -> bytes:
    """The first bytes. Only of regular files: a pipe would keep whoever opens it waiting for ever."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise PictureError("it is a folder, not a picture", file=path, hint="Open the pictures inside it.")
        if not stat.S_ISREG(mode):
            raise PictureError("it is no file but a pipe or a device", file=path, hint="Save it as a file first.")
        with path.open("rb") as file:
            head = file.read(32)
    except FileNotFoundError as err:
        raise PictureError("there is no such file", file=path, hint="Check its name and folder.") from err
    except PermissionError as err:
        raise PictureError("this file may not be read", file=path, hint="Check its permissions.") from err
    except (OSError, ValueError) as err:
        raise unreadable(path, err) from err
    if not head:
        raise PictureError("the file is empty", file=path, hint="Copy it again from where it came.")
    return head


def unreadable(path: Path, err: BaseException) -> PictureError:
    """What the system said when the file was read, in words."""
    return PictureError(f"it cannot be read ({reason(err)})", file=path,
                        hint="Check the disk or connection, or copy the file elsewhere.")


def reason(err: BaseException) -> str:
    """An error's own words, in lower case."""
    return (getattr(err, "strerror", None) or str(err) or type(err).__name__).lower()


def _by_bytes(head: bytes) -> str | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "avif" if brand == b"mif1" and b"avif" in head[16:] else _BRANDS.get(brand)
    return next((kind for start, kind in _SIGNATURES if head.startswith(start)), None)


def _not_ours(path: Path, head: bytes) -> PictureError:
    name = next((name for start, name in _FOREIGN if head.startswith(start)), None)
    if head[4:8] == b"ftyp":
        name = "a film"
    if name is None:
        return PictureError("it is not a picture", file=path, hint="Open a JPEG, PNG, TIFF, WebP, AVIF or BMP picture.")
    return PictureError(f"it is {name}, which is not supported", file=path, hint="Export it as a PNG or JPEG first.")
