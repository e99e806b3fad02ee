"""Writing: the result at its strength, to a file or to the clipboard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage

from bbcu_app.display import Profile
from bbcu_app.workers.task import TaskState
from engine.picture.files import save_picture
from engine.picture.pixels import Picture, blended
from engine.plan import SaveOptions


@dataclass(frozen=True, eq=False)
class SaveRequest:
    """What to write where."""

    original: Picture
    restored: Picture
    strength: int
    path: Path
    options: SaveOptions


@dataclass(frozen=True, eq=False)
class Saved:
    """This result was written, at this strength; by now another may be shown."""

    path: Path
    restored: Picture
    strength: int


def save_result(request: SaveRequest, _state: TaskState) -> Saved:
    """Blend and write; the engine writes whole files or none."""
    picture = blended(request.original, request.restored, request.strength)
    return Saved(save_picture(picture, request.path, request.options), request.restored, request.strength)


def copy_result(request: SaveRequest, _state: TaskState) -> QImage:
    """The result as other programs like it on the clipboard: 8 bits, sRGB."""
    picture = blended(request.original, request.restored, request.strength)
    pixels = Profile(picture.icc)(picture.pixels)
    if pixels.shape[2] == 1:
        pixels = np.repeat(pixels, 3, axis=2)
    pixels = np.array(pixels, order="C")
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
