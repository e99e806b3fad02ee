"""Opening: files to a list, one file to a picture, a picture to its levels and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from bbcu_app.display import Levels, from_image
from bbcu_app.document import Opened
from bbcu_app.workers.task import TaskState
from engine.errors import PictureError
from engine.picture.files import READABLE, open_picture
from engine.picture.pixels import Picture
from engine.run.detect import propose

MOST_FILES = 10_000
"""Files taken from dropped folders."""


@dataclass(frozen=True)
class OpenRequest:
    """What to open.

    Attributes
    ----------
    paths : tuple of Path
        Files and folders.
    index : int
        Which of the files in them to show.
    """

    paths: tuple[Path, ...]
    index: int = 0


@dataclass(frozen=True)
class FilesFound:
    """The files that were meant, folders looked through."""

    files: tuple[Path, ...]
    index: int


def open_files(request: OpenRequest, state: TaskState) -> None:
    """Report FilesFound, then Opened, then the evidence (as partial results)."""
    files = _files(request.paths)
    if not files:
        raise PictureError("there is no picture in this folder", file=request.paths[0] if request.paths else None,
                           hint="Choose a folder with JPEG, PNG, TIFF, WebP or BMP files.")
    index = min(request.index, len(files) - 1)
    picture = open_picture(files[index])
    _show(picture, state, FilesFound(files, index))


def open_image(image: QImage, state: TaskState) -> None:
    """The same for an image from the clipboard."""
    has_alpha = image.hasAlphaChannel()
    pixels = from_image(image.convertToFormat(QImage.Format.Format_RGB888))
    alpha = None
    if has_alpha:
        mask = image.convertToFormat(QImage.Format.Format_Alpha8)
        import numpy as np

        rows = np.frombuffer(mask.constBits(), np.uint8, mask.sizeInBytes()).reshape(mask.height(), -1)
        alpha = rows[:, : mask.width()].copy()
    _show(Picture(pixels, alpha=alpha), state, FilesFound((), 0))


def _show(picture: Picture, state: TaskState, found: FilesFound) -> None:
    levels = Levels.of(picture, state.is_cancelled)
    if state.is_cancelled():
        return
    state.partial(found)
    state.partial(Opened(picture, levels))
    _, evidence = propose(picture)
    state.partial(evidence)


def _files(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (each for each in sorted(path.rglob("*")) if each.suffix.lower() in READABLE and each.is_file())
            found += inside
        else:
            found.append(path)
        if len(found) > MOST_FILES:
            break
    return tuple(found[:MOST_FILES])
