"""Small pictures for the list of open ones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from bbcu_app.display import Profile
from bbcu_app.workers.task import Failure, TaskState
from engine.errors import PictureError
from engine.picture.files import open_picture
from engine.picture.pixels import Picture, in_colour


@dataclass(frozen=True)
class ThumbnailRequest:
    """Which files, and the longer side in device pixels."""

    paths: tuple[Path, ...]
    side: int


@dataclass(frozen=True, eq=False)
class Thumbnail:
    """One small picture, or why there is none."""

    path: Path
    image: QImage | None
    failure: Failure | None = None


def make_thumbnails(request: ThumbnailRequest, state: TaskState) -> None:
    """Report a Thumbnail for each file (as partial results)."""
    for path in request.paths:
        if state.is_cancelled():
            return
        try:
            state.partial(Thumbnail(path, thumbnail(path, request.side)))
        except PictureError as err:
            state.partial(Thumbnail(path, None, Failure.of(err)))


def thumbnail(path: Path, side: int) -> QImage:
    """A small picture of a file, upright.

    Raises
    ------
    PictureError
        If it cannot be opened.
    """
    # A JPEG is shrunk while it is decoded; only what Qt cannot read is opened in full.
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and bytes(reader.format().data()) in (b"jpeg", b"png", b"webp", b"bmp"):
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
        image = reader.read()
        if not image.isNull():
            return image.convertToFormat(QImage.Format.Format_RGB32)
    return of_picture(open_picture(path), side)


def of_picture(picture: Picture, side: int) -> QImage:
    """A small picture of one that is open."""
    scale = min(1.0, side / max(picture.width, picture.height))
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    small = cv2.resize(picture.pixels, size, interpolation=cv2.INTER_AREA).reshape(size[1], size[0], picture.channels)
    shown = np.ascontiguousarray(in_colour(Profile(picture.icc)(small)))
    image = QImage(shown.data, size[0], size[1], 3 * size[0], QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)
