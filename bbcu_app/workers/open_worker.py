"""Opening: files to a list, one file to a picture, a picture to its levels and what was found in it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage

from bbcu_app.display import Levels, from_image
from bbcu_app.document import Opened
from bbcu_app.i18n import tr
from bbcu_app.workers.task import Failure, TaskState
from engine.errors import PictureError
from engine.picture.files import open_picture
from engine.picture.pixels import Picture
from engine.run.detect import propose
from engine.run.paths import Source, gather

MOST_FILES = 10_000
"""Files taken from dropped folders."""


@dataclass(frozen=True)
class FilesRequest:
    """Files and folders to open; the first picture in them that can be read is shown."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, eq=False)
class SheetRequest:
    """One open picture to show again.

    Attributes
    ----------
    path : Path or None
    page : int
        Which of the pictures in the file.
    picture : Picture or None
        Its pixels, where no file has them.
    restored : Picture, Path or None
        Its result, if there is one already, or the file that it was written to.
    measured : bool
        Whether it need not be measured any more.
    """

    path: Path | None
    page: int = 0
    picture: Picture | None = None
    restored: Picture | Path | None = None
    measured: bool = False


@dataclass(frozen=True)
class FilesFound:
    """The files that were meant, folders looked through."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, eq=False)
class Unreadable:
    """One of the files cannot be opened."""

    path: Path
    failure: Failure


@dataclass(frozen=True, eq=False)
class Shown:
    """One of the files is open; an image from the clipboard has no path.

    Attributes
    ----------
    path : Path or None
    opened : Opened
    written : Picture or None
        The result, if it had to be read from the file that it was written to.
    """

    path: Path | None
    opened: Opened
    written: Picture | None = None


def open_files(request: FilesRequest, state: TaskState) -> None:
    """Report FilesFound; Unreadable for each file before the first good one; of that Shown, then the evidence."""
    sources = tuple(gather(request.paths)[:MOST_FILES])
    if not sources:
        raise PictureError(tr("there is no picture in this folder"), file=request.paths[0] if request.paths else None,
                           hint=tr("Choose a folder with JPEG, PNG, TIFF, WebP or BMP files."))
    state.partial(FilesFound(sources))
    for path, _ in sources:
        if state.is_cancelled():
            return
        try:
            picture = open_picture(path)
        except PictureError as err:
            state.partial(Unreadable(path, Failure.of(err)))
            continue
        _show(picture, path, state)
        return


def open_sheet(request: SheetRequest, state: TaskState) -> None:
    """Report Shown, and the evidence if it is not known yet."""
    picture = request.picture or open_picture(request.path, request.page)
    levels = Levels.of(picture, state.is_cancelled)
    written = None
    restored = request.restored
    if isinstance(restored, Path):
        with suppress(PictureError):  # taken away meanwhile: then there is only the original
            written = open_picture(restored)
        restored = written
    result = Levels.of(restored, state.is_cancelled) if restored is not None else None
    if state.is_cancelled():
        return
    state.partial(Shown(request.path, Opened(picture, levels, result), written))
    if not request.measured:
        state.partial(propose(picture)[1])


def make_levels(picture: Picture, state: TaskState) -> Levels:
    """What the screen needs of a picture that is in memory."""
    return Levels.of(picture, state.is_cancelled)


def open_image(image: QImage, state: TaskState) -> None:
    """Report Shown and the evidence of an image from the clipboard."""
    pixels = from_image(image.convertToFormat(QImage.Format.Format_RGB888))
    alpha = None
    if image.hasAlphaChannel():
        mask = image.convertToFormat(QImage.Format.Format_Alpha8)
        rows = np.frombuffer(mask.constBits(), np.uint8, mask.sizeInBytes()).reshape(mask.height(), -1)
        alpha = rows[:, : mask.width()].copy()
    _show(Picture(pixels, alpha=alpha), None, state)


def _show(picture: Picture, path: Path | None, state: TaskState) -> None:
    levels = Levels.of(picture, state.is_cancelled)
    if state.is_cancelled():
        return
    state.partial(Shown(path, Opened(picture, levels)))
    state.partial(propose(picture)[1])
