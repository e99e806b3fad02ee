"""Pixels out of memory: into a file that is mapped, so that the system reads what somebody looks at, and no more."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bbcu_app.workers.task import TaskState
from engine.picture.pixels import Picture


@dataclass(frozen=True, eq=False)
class SpillRequest:
    """Which picture to move, and into which folder."""

    picture: Picture
    folder: Path


def spill(request: SpillRequest, _state: TaskState) -> Picture:
    """The same picture, its pixels and its alpha in files.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    picture = request.picture
    alpha = None if picture.alpha is None else mapped(picture.alpha, request.folder)
    return picture.with_pixels(mapped(picture.pixels, request.folder), alpha)


def mapped(array: np.ndarray, folder: Path) -> np.ndarray:
    """The same values in a file of a folder. Where the system can, the file has no name: nothing is left by a crash."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(".npy", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            np.save(file, array)
        view = np.load(path, mmap_mode="r").view(np.ndarray)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    if os.name == "posix":
        path.unlink()
    return view


def is_mapped(array: np.ndarray) -> bool:
    """Whether an array's values are in a file."""
    while isinstance(array, np.ndarray):
        if isinstance(array, np.memmap):
            return True
        array = array.base
    return False
