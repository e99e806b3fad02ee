"""Open and save pictures: JPEG, PNG, TIFF, WebP, BMP, of 8 and 16 bits.

Opening applies the orientation once and keeps everything the file carries. Saving never replaces a file that was
not meant to be replaced and never leaves half a file: it writes beside the target, checks, then renames. Whatever
goes wrong comes out as one :class:`PictureError` or :class:`SaveError` that names the file and one thing to try.
"""

from __future__ import annotations

import errno
import os
import secrets
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from engine.errors import PictureError, SaveError
from engine.picture import read, write
from engine.picture.pixels import Picture
from engine.plan import SaveOptions

SUFFIXES = {
    "jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "png": (".png",),
    "tiff": (".tif", ".tiff"),
    "webp": (".webp",),
    "bmp": (".bmp", ".dib"),
}
"""File name endings by format, the usual one first."""

READABLE = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
WRITABLE = READABLE
"""Lower-case endings with their dot that can be opened and saved."""

_FORMAT_OF = {suffix: name for name, suffixes in SUFFIXES.items() for suffix in suffixes}

_SIGNATURES = (
    (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"BM", "bmp"),
    (b"II*\0", "tiff"), (b"MM\0*", "tiff"), (b"II+\0", "tiff"), (b"MM\0+", "tiff"),
)  # fmt: skip
_FOREIGN = (
    (b"GIF8", "a GIF"), (b"8BPS", "a Photoshop document"), (b"%PDF", "a PDF document"),
    (b"\x76\x2f\x31\x01", "OpenEXR"),
    (b"\xff\x0a", "JPEG XL"), (b"\0\0\0\x0cJXL ", "JPEG XL"), (b"\0\0\0\x0cjP  ", "JPEG 2000"), (b"#?RADIANCE", "HDR"),
    (b"FUJIFILMCCD-RAW", "a camera's raw picture"), (b"IIRO", "a camera's raw picture"),
    (b"IIU\0", "a camera's raw picture"),
)  # fmt: skip
_RAW = frozenset((
    ".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".iiq", ".kdc", ".mef", ".mos", ".mrw", ".nef",
    ".nrw", ".orf", ".pef", ".raf", ".rw2", ".rwl", ".sr2", ".srf", ".srw", ".x3f",
))  # fmt: skip

BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, EOFError,
          ZeroDivisionError, AssertionError, RuntimeError, struct.error, zlib.error)
"""What Pillow and tifffile raise for files that break their format's rules; both are loose about it."""

_FORMATS_HINT = "Open a JPEG, PNG, TIFF, WebP or BMP picture."


def open_picture(path: Path | str) -> Picture:
    """Read a picture, upright, with all that it carries.

    Parameters
    ----------
    path : path

    Returns
    -------
    Picture
        Palettes become RGB, CMYK and Lab become sRGB; 8 and 16 bits stay. Of a file with several pictures the
        first one.

    Raises
    ------
    PictureError
        If there is no such file, or it is no picture, is broken, cut off, not supported or too large.
    """
    path = Path(path)
    kind = _kind(path)
    try:
        with _no_warnings():
            return read.read(path, kind)
    except MemoryError as err:
        raise PictureError("there is not enough memory to open it", file=path,
                           hint="Close other programs, or open a smaller copy.") from err
    except PictureError:
        raise
    except _libraries_errors() as err:
        raise _broken(path, kind, err) from err


def _libraries_errors() -> tuple[type[BaseException], ...]:
    """`BROKEN` and what OpenCV and tifffile call their own; both are imported only when a picture needs them."""
    import cv2
    import tifffile

    return (*BROKEN, cv2.error, tifffile.TiffFileError)


def _kind(path: Path) -> str:
    """The format by the file's first bytes, whatever its name says; refuses what is none of ours."""
    try:
        if path.is_dir():
            raise PictureError("it is a folder, not a picture", file=path, hint="Open the pictures inside it.")
        with path.open("rb") as file:
            head = file.read(32)
    except FileNotFoundError as err:
        raise PictureError("there is no such file", file=path, hint="Check its name and folder.") from err
    except PermissionError as err:
        raise PictureError("this file may not be read", file=path, hint="Check its permissions.") from err
    except (OSError, ValueError) as err:
        raise PictureError(f"it cannot be read ({_reason(err)})", file=path,
                           hint="Check the disk or connection, or copy the file elsewhere.") from err
    if not head:
        raise PictureError("the file is empty", file=path, hint="Copy it again from where it came.")
    if path.suffix.lower() in _RAW:
        raise PictureError("camera raw files are not developed here", file=path,
                           hint="Export it as a 16-bit TIFF from your raw developer first.")
    for start, kind in _SIGNATURES:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    raise _not_ours(path, head)


def _not_ours(path: Path, head: bytes) -> PictureError:
    name = next((name for start, name in _FOREIGN if head.startswith(start)), None)
    if head[4:8] == b"ftyp":
        name = {b"avif": "AVIF", b"avis": "AVIF", b"crx ": "a camera's raw picture"}.get(head[8:12], "HEIC or a film")
    if name is None:
        return PictureError("it is not a picture", file=path, hint=_FORMATS_HINT)
    return PictureError(f"it is {name}, which is not supported", file=path, hint="Export it as a PNG or JPEG first.")


def _broken(path: Path, kind: str, err: BaseException) -> PictureError:
    if isinstance(err, OSError) and err.errno is not None:
        return PictureError(f"it cannot be read ({_reason(err)})", file=path,
                            hint="Check the disk or connection, or copy the file elsewhere.")
    if _is_cut_off(path, kind, err):
        return PictureError("it is cut off: the end of the file is missing", file=path,
                            hint="Copy or download it again from where it came.")
    return PictureError(f"it is damaged and cannot be read as {kind.upper()}", file=path,
                        hint="Copy it again, or open and save it in another program.")


def _is_cut_off(path: Path, kind: str, err: BaseException) -> bool:
    with suppress(OSError, struct.error), path.open("rb") as file:
        head = file.read(12)
        size = file.seek(0, os.SEEK_END)
        if kind == "webp":
            return size < struct.unpack_from("<I", head, 4)[0] + 8
        file.seek(-min(size, 64), os.SEEK_END)
        tail = file.read()
        if kind == "png":
            return b"IEND" not in tail
        if kind == "jpeg" and b"\xff\xd9" in tail:
            return False
    return kind == "jpeg" or isinstance(err, EOFError) or "truncated" in str(err).lower()


def _reason(err: BaseException) -> str:
    return (getattr(err, "strerror", None) or str(err) or type(err).__name__).lower()


_lock = threading.Lock()
_quiet_readers = 0
_silence = warnings.catch_warnings(action="ignore")


@contextmanager
def _no_warnings() -> Iterator[None]:
    """Keep the libraries' warnings about odd files to themselves; the pixels decide whether a file is good.

    Python's own context manager is not made for threads: two that overlap can leave the process silenced. Here
    the first one in silences and the last one out restores.
    """
    global _quiet_readers, _silence  # noqa: PLW0603 - the filters are the whole process's
    with _lock:
        if _quiet_readers == 0:
            _silence = warnings.catch_warnings(action="ignore")
            _silence.__enter__()
        _quiet_readers += 1
    try:
        yield
    finally:
        with _lock:
            _quiet_readers -= 1
            if _quiet_readers == 0:
                _silence.__exit__(None, None, None)


# ---- saving ---------------------------------------------------------------------------------------------------------


def can_write(path: Path | str) -> bool:
    """Whether a picture can be saved under this name, by its ending."""
    return Path(path).suffix.lower() in WRITABLE


def default_target(source: Path | str, suffix: str = "restored", fmt: str | None = None) -> Path:
    """A free name beside the source: ``IMG.jpg`` gives ``IMG_restored.jpg``, then ``IMG_restored-2.jpg``.

    Parameters
    ----------
    source : path
    suffix : str
        What is added to the name.
    fmt : str, optional
        One of `engine.plan.FORMATS`; None keeps the source's ending where it can be written, else takes PNG.
    """
    source = Path(source)
    ending = source.suffix
    if fmt is not None and _FORMAT_OF.get(ending.lower()) != fmt:
        ending = SUFFIXES[fmt][0]
    elif ending.lower() not in WRITABLE:
        ending = ".png"
    target, number = source.with_name(f"{source.stem}_{suffix}{ending}"), 1
    while os.path.lexists(target):
        number += 1
        target = source.with_name(f"{source.stem}_{suffix}-{number}{ending}")
    return target


def save_picture(picture: Picture, path: Path | str, options: SaveOptions | None = None) -> Path:
    """Write a picture: beside the target first, checked, then renamed.

    Parameters
    ----------
    picture : Picture
    path : path
        Its ending decides the format unless `options` names one; without an ending the format's usual one is added.
    options : SaveOptions, optional

    Returns
    -------
    Path
        The file that now exists.

    Raises
    ------
    SaveError
        If the file exists and may not be replaced, the format is unknown or too small for the picture, or the
        folder or disk does not take it. Nothing is left behind then, and an older file is untouched.
    """
    options, path = options or SaveOptions(), Path(path)
    path, kind = _named(picture, path, options.format)
    part = None
    try:
        target = _target(path, options.overwrite)
        part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
        with _no_warnings():
            fitting = write.fitted(picture, options, kind)
            _write_part(fitting, part, kind, options.quality)
            _check_part(fitting, part, kind)
        _rename(part, target, options.overwrite)
    except SaveError as err:
        raise SaveError(err.why, file=path, hint=err.hint) from err
    except FileExistsError as err:
        raise _exists(path) from err
    except MemoryError as err:
        raise SaveError("there is not enough memory to save it", file=path, hint="Close other programs.") from err
    except _libraries_errors() as err:
        raise _unsaved(path, err) from err
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return path


def _named(picture: Picture, path: Path, fmt: str | None) -> tuple[Path, str]:
    if not path.suffix:
        kind = fmt or picture.format
        return path.with_name(path.name + SUFFIXES[kind][0]), kind
    kind = _FORMAT_OF.get(path.suffix.lower())
    if kind is None:
        raise SaveError(f"pictures cannot be saved as {path.suffix}", file=path,
                        hint="Choose .jpg, .png, .tif, .webp or .bmp.")
    if fmt not in (None, kind):
        raise SaveError(f"the name says {kind.upper()} and the format chosen is {fmt.upper()}", file=path,
                        hint=f"Let the name end in {SUFFIXES[fmt][0]}.")
    return path, kind


def _target(path: Path, overwrite: bool) -> Path:
    """Where the file goes: a link stays a link, and what it points to is replaced."""
    target = path.resolve() if path.is_symlink() else path
    if not overwrite and os.path.lexists(target):
        raise _exists(path)
    if target.is_dir():
        raise SaveError("a folder has this name", hint="Choose another name.")
    return target


def _write_part(picture: Picture, part: Path, kind: str, quality: int) -> None:
    with part.open("x+b") as file:
        write.write(picture, _PythonFile(file), kind, quality)
        file.flush()
        os.fsync(file.fileno())


class _PythonFile:
    """A file that only Python writes: encoders in C write past it to the descriptor, and lose why that failed."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.name, self.mode, self.closed = file, "", "r+b", False
        self.read, self.write, self.seek = file.read, file.write, file.seek
        self.tell, self.flush = file.tell, file.flush

    def close(self) -> None:
        """The owner closes."""

    def seekable(self) -> bool:
        """Yes."""
        return True


def _check_part(picture: Picture, part: Path, kind: str) -> None:
    """Read back what was written; a result that cannot be opened must not take its name."""
    size = picture.width, picture.height
    if kind == "tiff":
        write.check_tiff(part, size)
        return
    with Image.open(part, formats=[kind]) as image:
        if image.size != size:
            raise ValueError("the size differs")
        if kind == "png":
            image.verify()
            return
        if kind == "jpeg":
            # An eighth of the size passes every coded byte and takes a sixty-fourth of the memory.
            image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()


def _rename(part: Path, target: Path, overwrite: bool) -> None:
    """Give the finished file its name in one step; raises FileExistsError rather than replace what is there."""
    if overwrite:
        with suppress(OSError):
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    elif os.name == "nt":
        part.rename(target)  # refuses to replace, on Windows
    else:
        try:
            os.link(part, target)
        except FileExistsError:
            raise
        except OSError:
            # No hard links here (FAT, some network folders): take the name first, then fill it.
            target.open("xb").close()
            try:
                part.replace(target)
            except OSError:
                target.unlink(missing_ok=True)
                raise


def _exists(path: Path) -> SaveError:
    return SaveError("this file exists already", file=path, hint="Choose another name, or allow it to be replaced.")


def _unsaved(path: Path, err: BaseException) -> SaveError:
    code = getattr(err, "errno", None)
    if code in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return SaveError("the disk is full", file=path, hint="Free some space, or save to another disk.")
    if code in (errno.EACCES, errno.EPERM, errno.EROFS):
        return SaveError("this folder may not be written to", file=path, hint="Save to another folder.")
    if code in (errno.ENOENT, errno.ENOTDIR):
        return SaveError("its folder does not exist", file=path, hint="Choose a folder that exists.")
    if code == errno.EFBIG:
        return SaveError("the disk does not take a file this large", file=path, hint="Save to another disk.")
    if code == errno.ENAMETOOLONG:
        return SaveError("the name is too long", file=path, hint="Choose a shorter name.")
    return SaveError(f"it could not be written ({_reason(err)})", file=path, hint="Save to another folder or format.")
