"""Writing: the result at its strength, to a file or to the clipboard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage

from bbcu_app.display import SRGB, Profile
from bbcu_app.workers.task import TaskState
from engine.picture.files import open_picture, save_picture
from engine.picture.pixels import Picture, blended, in_colour
from engine.picture.write.fit import sized
from engine.picture.write.guess import guessed_size
from engine.plan import SaveOptions


@dataclass(frozen=True, eq=False)
class SaveRequest:
    """What to write where; the original may be the file that it is in, and its page."""

    original: Picture | Path
    restored: Picture
    strength: int
    path: Path
    options: SaveOptions
    page: int = 0


@dataclass(frozen=True)
class Saved:
    """It was written."""

    path: Path


def save_result(request: SaveRequest, _state: TaskState) -> Saved:
    """Blend and write; the engine writes whole files or none."""
    return Saved(save_picture(_wanted(request), request.path, request.options))


def guess_result(request: SaveRequest, _state: TaskState) -> int:
    """About how many bytes the file will take."""
    return guessed_size(_wanted(request), request.options, request.options.format)


def copy_result(request: SaveRequest, _state: TaskState) -> QImage:
    """The result as other programs like it on the clipboard: 8 bits, sRGB."""
    picture = sized(_wanted(request), request.options.size)
    pixels = np.array(in_colour(Profile(picture.icc, SRGB)(picture.pixels)), order="C")
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _wanted(request: SaveRequest) -> Picture:
    if request.strength == 100:
        return request.restored
    original = request.original
    if not isinstance(original, Picture):
        original = open_picture(original, request.page)
    return blended(original, request.restored, request.strength)
