"""Somebody's own photographs, looked at before a network learns from them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from engine.errors import RestoreError, TrainingError
from engine.formats import READABLE
from engine.picture.files import open_picture
from engine.picture.pixels import LUMA, Picture, in_colour, to_depth
from engine.run.detect import measure
from engine.tasks import QUALITY_WORTH_REPAIRING
from engine.tuning.findings import Finding

FEWEST, ENOUGH, MOST = 5, 20, 400
"""Photos: without so many nothing is begun; from so many on nothing is said; more are not read."""
BUDGET = 48e6
"""Pixels kept in memory, of all photos together."""
_SAME, _ALIKE = 0.998, 0.93
"""Correlation of two pictures' marks from which they count as one picture, and as much alike."""
_MARK = 16
_BLURRED = 1.5
"""Grey levels that the sharpest places of a photo lose by being halved and enlarged again."""
_NOISY = 8.0
"""Sigma from which a photo counts as noisy: fine texture alone may measure half of it."""
_EMPTY = 2.0
"""Standard deviation in grey levels; below, a picture shows nothing."""

Told = Callable[[int, int], None]
"""Hears how many of how many files have been looked at; may raise, to end it."""


@dataclass(frozen=True, eq=False)
class Photo:
    """One photograph.

    Attributes
    ----------
    path : Path
    pixels : ndarray of uint8, shape (h, w, 3)
        Its middle, if it is large.
    picture : Picture
        What was opened, cut likewise.
    noise : float
        See :class:`engine.tasks.Evidence`.
    quality : int or None
        Of the strongest JPEG compression it went through.
    sharpness : float
        Grey levels that its sharpest places lose by being halved.
    mark : ndarray of float32
        Its coarse look, of zero mean and unit length: pictures are compared by it.
    """

    path: Path
    pixels: np.ndarray
    picture: Picture
    noise: float
    quality: int | None
    sharpness: float
    mark: np.ndarray


@dataclass(frozen=True, eq=False)
class Photos:
    """Photographs that can be learned from.

    Attributes
    ----------
    photos : tuple of Photo
    groups : tuple of int
        Of each, which of the groups of pictures much alike it belongs to.
    findings : tuple of Finding
    """

    photos: tuple[Photo, ...]
    groups: tuple[int, ...]
    findings: tuple[Finding, ...]


def files_in(folders: Sequence[Path]) -> list[Path]:
    """All pictures in and below folders, and files that are named themselves, by name.

    Raises
    ------
    TrainingError
        If a folder is missing or cannot be read.
    """
    found: list[Path] = []
    for folder in folders:
        if folder.is_file():
            found.append(folder)
            continue
        if not folder.is_dir():
            raise TrainingError("this folder is not there", file=folder,
                                hint="If it lies on another disk, connect that; or choose another folder.")
        try:
            found += [path for path in folder.rglob("*") if path.suffix.lower() in READABLE
                      and not path.name.startswith(".") and path.is_file()]
        except OSError as err:
            raise TrainingError(f"this folder cannot be read: {err.strerror}", file=folder,
                                hint="Check its permissions, or choose another folder.") from err
    return sorted(set(found))


def read_photos(folders: Sequence[Path], side: int, told: Told = lambda done, of: None) -> Photos:
    """Open photographs and look at them. Nothing is refused here: :func:`refuse` does so.

    Parameters
    ----------
    folders : sequence of Path
    side : int
        Pixels that each side needs.
    told : callable
    """
    paths, findings = spread(files_in(folders), MOST), []
    if len(paths) == MOST:
        findings.append(Finding("half used", MOST))
    room = BUDGET / max(1, len(paths))
    photos, left_out, cut = [], {"unreadable": [], "small": [], "empty": [], "twice": []}, 0
    for done, path in enumerate(paths):
        told(done, len(paths))
        photo, why, was_cut = _look(path, side, room)
        if photo is not None and any(float(photo.mark @ other.mark) > _SAME for other in photos):
            photo, why = None, "twice"
        if photo is None:
            left_out[why].append(path.name)
        else:
            photos.append(photo)
            cut += was_cut
    told(len(paths), len(paths))
    photos, groups = tuple(photos), tuple(_grouped(photos))
    findings = [*_good(photos), *findings, *_remarks(photos, groups, room if cut else 0.0)]
    findings += [Finding.about(kind, names, float(side)) for kind, names in left_out.items() if names]
    return Photos(photos, groups, tuple(findings))


def refuse(found: Photos) -> None:
    """Raise in plain words if nothing can be learned from them.

    Raises
    ------
    TrainingError
        If they are too few, or all alike.
    """
    count, why = len(found.photos), [each.sentence for each in found.findings if each.kind in
                                     ("unreadable", "small", "empty", "twice")]
    if count < FEWEST:
        there = "no photo" if not count else f"only {count} photo{'s' * (count > 1)}"
        raise TrainingError(f"{there} can be learned from, but {FEWEST} are needed",
                            hint=" ".join([*why, f"Add photos: {ENOUGH} are a good number."]))
    if len(set(found.groups)) < FEWEST // 2 + 1:
        raise TrainingError("the photos are all alike, so that nothing could be said about others",
                            hint="Add photos with other subjects.")


def spread(paths: list[Path], most: int) -> list[Path]:
    """At most so many, spread over all."""
    if len(paths) <= most:
        return paths
    return [paths[place * len(paths) // most] for place in range(most)]


def colour_pixels(picture: Picture) -> np.ndarray:
    """uint8 (h, w, 3) of any picture."""
    return in_colour(to_depth(picture.pixels, np.uint8))


def middle(picture: Picture, pixels: float) -> Picture:
    """The middle of a picture, of at most so many pixels, its corner where JPEG's blocks begin."""
    share = math.sqrt(pixels / (picture.width * picture.height))
    if share >= 1:
        return picture
    height, width = (max(16, int(side * share) // 16 * 16) for side in (picture.height, picture.width))
    top, left = ((side - part) // 32 * 16 for side, part in ((picture.height, height), (picture.width, width)))
    inner = np.ascontiguousarray(picture.pixels[top : top + height, left : left + width])
    return Picture(inner, path=picture.path, format=picture.format, jpeg_quality=picture.jpeg_quality)


def mark_of(pixels: np.ndarray) -> np.ndarray:
    """A picture's coarse look: float32 (256,), of zero mean and unit length."""
    small = cv2.resize(pixels, (_MARK, _MARK), interpolation=cv2.INTER_AREA).astype(np.float32) @ np.float32(LUMA)
    small -= small.mean()
    return (small / max(float(np.linalg.norm(small)), 1e-6)).ravel()


def sharpness_of(pixels: np.ndarray, noise: float) -> float:
    """Grey levels that the sharpest tenth of a picture loses by being halved and enlarged again, less the noise."""
    luma = pixels.astype(np.float32) @ np.float32(LUMA)
    half = cv2.resize(luma, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    lost = np.square(luma - cv2.resize(half, luma.shape[::-1], interpolation=cv2.INTER_CUBIC))
    cells = cv2.resize(lost, (max(1, luma.shape[1] // 32), max(1, luma.shape[0] // 32)), interpolation=cv2.INTER_AREA)
    return math.sqrt(max(0.0, float(np.percentile(cells, 90)) - (0.6 * noise) ** 2))


def _look(path: Path, side: int, room: float) -> tuple[Photo | None, str, bool]:
    try:
        whole = open_picture(path)
    except RestoreError:
        return None, "unreadable", False
    if min(whole.width, whole.height) < side:
        return None, "small", False
    picture = middle(whole, room)
    pixels = colour_pixels(picture)
    if float(pixels.std()) < _EMPTY:
        return None, "empty", False
    seen = measure(picture)
    photo = Photo(path, pixels, picture, seen.noise_sigma, seen.quality, sharpness_of(pixels, seen.noise_sigma),
                  mark_of(pixels))
    return photo, "", picture is not whole


def _grouped(photos: Sequence[Photo]) -> list[int]:
    """A number for each: those that are alike, or alike to one that is, have the same."""
    groups = list(range(len(photos)))
    for place, photo in enumerate(photos):
        for before in range(place):
            if groups[before] != groups[place] and float(photo.mark @ photos[before].mark) > _ALIKE:
                old, new = groups[place], groups[before]
                groups = [new if group == old else group for group in groups]
    return groups


def _good(photos: Sequence[Photo]) -> list[Finding]:
    return [Finding("usable", len(photos), number=megapixels(photo.pixels for photo in photos))] if photos else []


def _remarks(photos: Sequence[Photo], groups: Sequence[int], cut: float) -> list[Finding]:
    """What is worth knowing about them, though they can be used."""
    made = []
    if FEWEST <= len(photos) < ENOUGH:
        made.append(Finding("few", len(photos)))
    sizes = {photo.pixels.shape[:2] for photo in photos}
    if len(sizes) > 1 and not cut:
        made.append(Finding("sizes", len(sizes)))
    if cut:
        made.append(Finding("cut", len(photos), number=cut / 1e6))
    alike = [photo.path.name for photo, group in zip(photos, groups, strict=True) if groups.count(group) > 1]
    noisy = [photo.path.name for photo in photos if photo.noise > _NOISY]
    damaged = [photo.path.name for photo in photos if photo.quality is not None
               and photo.quality <= QUALITY_WORTH_REPAIRING]
    blurred = [photo.path.name for photo in photos if photo.sharpness < _BLURRED]
    return made + [Finding.about(kind, names) for kind, names in
                   (("alike", alike), ("noisy", noisy), ("jpeg", damaged), ("blurred", blurred)) if names]


def megapixels(arrays: object) -> float:
    """Of all of them together."""
    return sum(array.shape[0] * array.shape[1] for array in arrays) / 1e6
