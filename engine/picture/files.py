"""Open and save pictures by name.

Opening applies the orientation once and keeps everything the file carries. Saving never replaces a file that was
not meant to be replaced and never leaves half a file: it writes beside the target, checks, then renames. Whatever
goes wrong comes out as one :class:`PictureError` or :class:`SaveError` that names the file and one thing to try.
"""

from __future__ import annotations

import errno
import os
import shutil
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from engine.errors import PictureError, SaveError
from engine.formats import FORMATS, WRITABLE, WRITTEN, format_of
from engine.picture import place, read, write
from engine.picture.pixels import Picture
from engine.picture.quiet import quiet
from engine.picture.read.kinds import kind_of, reason, unreadable
from engine.picture.write.check import check
from engine.picture.write.fit import fitted, refuse_unfit
from engine.plan import SaveOptions
from engine.unfinished import unfinished

BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, EOFError,
          ZeroDivisionError, AssertionError, RuntimeError, struct.error, zlib.error)
"""What Pillow and tifffile raise for files that break their format's rules; both are loose about it."""


def open_picture(path: Path | str, page: int = 0) -> Picture:
    """Read a picture, upright, with all that it carries.

    Parameters
    ----------
    path : path
    page : int
        Which picture, of a file with several: a TIFF's pages, an animation's frames. The first is 0.

    Returns
    -------
    Picture
        Palettes become RGB, CMYK and Lab become sRGB; 8 and 16 bits stay. `Picture.notes` says what else was done.

    Raises
    ------
    PictureError
        If there is no such file or page, or it is no picture, is broken, cut off, not supported or too large.
    """
    path = Path(path)
    kind = kind_of(path)
    try:
        with quiet():
            return read.read(path, kind, page)
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


def _broken(path: Path, kind: str, err: BaseException) -> PictureError:
    if isinstance(err, OSError) and err.errno is not None:
        return unreadable(path, err)
    if _is_cut_off(path, kind, err):
        return PictureError("it is cut off: the end of the file is missing", file=path,
                            hint="Copy or download it again from where it came.")
    return PictureError(f"it is damaged and cannot be read as {FORMATS[kind].title}", file=path,
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


def default_target(source: Path | str, suffix: str = "restored", fmt: str | None = None) -> Path:
    """A free name beside the source: ``IMG.jpg`` gives ``IMG_restored.jpg``, then ``IMG_restored-2.jpg``.

    Parameters
    ----------
    source : path
    suffix : str
        What is added to the name, which is shortened where the system would find it too long.
    fmt : str, optional
        A name of :data:`engine.formats.FORMATS`; None keeps the source's ending where it can be written, else takes
        PNG.
    """
    source = Path(source)
    ending, meant = source.suffix, format_of(source)
    if fmt is not None and (meant is None or meant.name != fmt):
        ending = FORMATS[fmt].endings[0]
    elif ending.lower() not in WRITABLE:
        ending = ".png"
    stem, number = source.stem, 1
    while True:
        target = source.with_name(f"{stem}_{suffix}{f'-{number}' if number > 1 else ''}{ending}")
        try:
            target.lstat()
        except OSError as err:
            if err.errno != errno.ENAMETOOLONG or len(stem) <= 1:
                return target
            stem = stem[:-1]
        else:
            number += 1


def check_target(
    path: Path | str, options: SaveOptions, source: str = "png", size: tuple[int, int] = (1, 1)
) -> Path:
    """Where a result would be saved; refuses now whatever can be known to fail after the work is done.

    Parameters
    ----------
    path : path
        As for :func:`save_picture`.
    options : SaveOptions
    source : str
        Format of the picture, for names without an ending.
    size : (int, int)
        Width and height of the result.

    Raises
    ------
    SaveError
        See :func:`save_picture`.
    """
    path, kind = _named(Path(path), options, source)
    with _in_words(path):
        refuse_unfit(size, options, kind)
        place.place_for(path, options.overwrite)
    return path


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
    options = options or SaveOptions()
    path, kind = _named(Path(path), options, picture.format)
    with _in_words(path):
        target = place.place_for(path, options.overwrite)
        place.sweep(target.parent)
        with unfinished(place.part_beside(target)) as part:
            with quiet():
                fitting = fitted(picture, options, kind)
                _write_part(fitting, part, kind, options)
                check(part, kind, (fitting.width, fitting.height))
            place.publish(part, target, options.overwrite)
    return path


def copy_picture(source: Path, path: Path, overwrite: bool = False) -> Path:
    """Copy a picture's file as it is, with the same care as :func:`save_picture`.

    Raises
    ------
    SaveError
        See :func:`save_picture`; also if the source cannot be read any more.
    """
    with _in_words(path):
        target = place.place_for(path, overwrite)
        place.sweep(target.parent)
        with unfinished(place.part_beside(target)) as part:
            shutil.copyfile(source, part)
            place.publish(part, target, overwrite)
    return path


def _named(path: Path, options: SaveOptions, source: str) -> tuple[Path, str]:
    """The name with its ending, and the format that it is to be written in."""
    if not path.suffix:
        kind = options.format or (source if source in WRITTEN else "png")
        path = path.with_name(path.name + FORMATS[kind].endings[0])
    named = format_of(path)
    if named is None or not named.written:
        raise SaveError(f"pictures cannot be saved as {path.suffix}", file=path,
                        hint="Choose .jpg, .png, .tif, .webp, .avif or .bmp.")
    if options.format not in (None, named.name):
        chosen = FORMATS[options.format]
        raise SaveError(f"the name says {named.title} and the format chosen is {chosen.title}", file=path,
                        hint=f"Let the name end in {chosen.endings[0]}.")
    if not named.installed:
        raise SaveError(f"{named.title} cannot be written here: its encoder is not installed", file=path,
                        hint="Choose .jpg, .png, .tif or .webp.")
    return path, named.name


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Make one SaveError about this file of whatever goes wrong inside."""
    try:
        yield
    except SaveError as err:
        raise SaveError(err.why, file=path, hint=err.hint) from err
    except FileExistsError as err:
        raise place.exists(path) from err
    except MemoryError as err:
        raise SaveError("there is not enough memory to save it", file=path, hint="Close other programs.") from err
    except _libraries_errors() as err:
        raise _unsaved(path, err) from err


def _write_part(picture: Picture, part: Path, kind: str, options: SaveOptions) -> None:
    with part.open("x+b") as file:
        write.write(picture, _PythonFile(file), kind, options)
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


def _unsaved(path: Path, err: BaseException) -> SaveError:
    code = getattr(err, "errno", None)
    if code in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return SaveError("the disk is full", file=path, hint="Free some space, or save to another disk.")
    if isinstance(err, PermissionError) or code == errno.EROFS:
        return SaveError("this folder may not be written to", file=path, hint="Save to another folder.")
    if code in (errno.ENOENT, errno.ENOTDIR):
        return SaveError("its folder does not exist", file=path, hint="Choose a folder that exists.")
    if code == errno.EFBIG:
        return SaveError("the disk does not take a file this large", file=path, hint="Save to another disk.")
    if code == errno.ENAMETOOLONG:
        return SaveError("the name is too long", file=path, hint="Choose a shorter name.")
    return SaveError(f"it could not be written ({reason(err)})", file=path, hint="Save to another folder or format.")
