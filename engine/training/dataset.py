"""A folder of pictures as random training patches: decoded once, checked, with a held-out part."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from engine.errors import TrainingError
from engine.passes import turned
from engine.training.recipes import Source

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"}
HELD_OUT = 0.02
"""Share of the files that are never trained on but measured."""
FEWEST = 2
"""Fewest pictures that can be trained on."""


@dataclass(frozen=True, eq=False)
class Pictures:
    """Decoded pictures and what became of the rest.

    Attributes
    ----------
    images : list of ndarray of uint8, shape (h, w, 3)
        To train on, RGB.
    folders : list of str
        Top folder of each, relative to the data folder; ``""`` if directly inside.
    held_out : list of ndarray of uint8, shape (h, w, 3)
        To measure with, in the order of their names.
    skipped : list of (Path, str)
        Files that were left out, and why.
    """

    images: list[np.ndarray]
    folders: list[str]
    held_out: list[np.ndarray]
    skipped: list[tuple[Path, str]] = field(default_factory=list)


def load(folder: Path, patch: int) -> Pictures:
    """Decode every picture below a folder into memory.

    Parameters
    ----------
    folder : Path
        Searched recursively.
    patch : int
        Side of the patches that will be cut; smaller pictures are skipped.

    Raises
    ------
    TrainingError
        If the folder is missing, or too few pictures in it can be used.
    """
    hint = "Name a folder with photographs (JPEG, PNG, WebP, TIFF or BMP)."
    if not folder.is_dir():
        raise TrainingError("this folder does not exist", file=folder, hint=hint)
    try:
        paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    except OSError as err:
        raise TrainingError(f"this folder cannot be read: {err.strerror}", file=folder, hint=hint) from err
    found = Pictures([], [], [])
    for path in paths:
        image, why = decode(path)
        if image is not None and min(image.shape[:2]) < patch:
            why = f"smaller than the {patch} pixels of a patch"
        if why:
            found.skipped.append((path, why))
        elif is_held_out(path.name):
            found.held_out.append(image)
        else:
            found.images.append(image)
            parts = path.relative_to(folder).parts
            found.folders.append(parts[0] if len(parts) > 1 else "")
    if len(found.images) < FEWEST:
        why = f"{len(found.images)} of its {len(paths)} pictures can be trained on, but {FEWEST} are needed"
        if found.skipped:
            why += f" ({found.skipped[0][0].name}: {found.skipped[0][1]})"
        raise TrainingError(why, file=folder, hint=hint)
    if not found.held_out:  # a small folder may have no file in the held-out part: measure on the last one
        found.held_out.append(found.images.pop())
        found.folders.pop()
    return found


def decode(path: Path) -> tuple[np.ndarray | None, str]:
    """One file as RGB uint8 (h, w, 3), upright; or None and the reason."""
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
        image = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    except (OSError, cv2.error) as err:
        return None, f"cannot be read: {err}"
    if image is None:
        return None, "not a picture that can be decoded"
    return np.ascontiguousarray(image[..., ::-1]), ""


def is_held_out(name: str, share: float = HELD_OUT) -> bool:
    """Whether the file of this name belongs to the held-out part: a hash decides, so adding files changes nothing."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") < share * 2.0**64


class Patches:
    """An endless supply of random patches.

    A picture is drawn with a probability that goes with its pixels and its folder's weight, then a place in it,
    then one of the eight flips and turns.

    Parameters
    ----------
    pictures : Pictures
    sources : tuple of Source
    patch : int
    """

    def __init__(self, pictures: Pictures, sources: tuple[Source, ...], patch: int) -> None:
        known = {source.folder: source for source in sources}
        self.images = pictures.images
        self.sources = [known.get(folder, Source(folder)) for folder in pictures.folders]
        self.patch = patch
        pull = np.array([im.shape[0] * im.shape[1] * s.weight
                         for im, s in zip(self.images, self.sources, strict=True)])
        self.cumulative = np.cumsum(pull / pull.sum())

    def batch(self, count: int, generator: np.random.Generator) -> np.ndarray:
        """Draw patches.

        Parameters
        ----------
        count : int
        generator : numpy.random.Generator

        Returns
        -------
        ndarray of uint8, shape (count, patch, patch, 3)
        """
        out = np.empty((count, self.patch, self.patch, 3), np.uint8)
        draws = generator.random((count, 4))
        turns = generator.integers(8, size=count)
        picks = np.minimum(np.searchsorted(self.cumulative, draws[:, 0], side="right"), len(self.images) - 1)
        for slot, pick, draw, turn in zip(out, picks, draws, turns, strict=True):
            slot[...] = turned(self._cut(pick, draw), int(turn))
        return out

    def _cut(self, pick: int, draw: np.ndarray) -> np.ndarray:
        """Cut one patch; `draw` holds three numbers in 0..1 behind the one that picked: row, column, shrinkage."""
        image, (low, high) = self.images[pick], self.sources[pick].shrink
        factor = low + (high - low) * draw[3]
        side = min(round(self.patch / factor), *image.shape[:2])
        top = int(draw[1] * (image.shape[0] - side + 1))
        left = int(draw[2] * (image.shape[1] - side + 1))
        window = image[top:top + side, left:left + side]
        if side == self.patch:
            return window
        return cv2.resize(window, (self.patch, self.patch), interpolation=cv2.INTER_AREA)
