"""TIFF: which of its pictures, whether all of it is there, and the samples that Pillow does not hold.

Pillow reads those of up to 8 bits, in every compression. Those of 16 bits and of floating-point numbers are read by
tifffile, or by OpenCV where the compression needs libtiff.
"""

from __future__ import annotations

import logging
import math
import struct
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import PictureError
from engine.picture.meta.exif import ORIENTATION, upright_exif
from engine.picture.meta.texts import as_bytes, sane_dpi, upright_xmp
from engine.picture.meta.tiff import exif_of_tiff, iptc_of_tiff
from engine.picture.pixels import Picture
from engine.picture.read import pages, raw
from engine.picture.read.arrays import from_bgr, upright
from engine.picture.read.bounds import refuse_too_large, unsupported
from engine.picture.read.pillow import decode

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffPage

_PLAIN = (1, 8, 32946, 32773)
"""Compressions that tifffile reads by itself: none, deflate (two numbers), PackBits."""
_MOST_PAGES = 10_000
_REDUCED, _MASK = 1, 4
"""Bits of NewSubfileType: a smaller copy of another picture, a mask of one."""
_DNG_VERSION = 50706
_WHITE, _BLACK, _RGB, _CMYK = 0, 1, 2, 5
"""PhotometricInterpretation: grey with white at zero, grey, colour, four inks."""


def read(path: Path, page: int = 0) -> Picture:
    """Decode one picture of a TIFF; see :func:`engine.picture.read.read`."""
    with path.open("rb") as file, _opened(file) as tiff:
        first = tiff.pages[0]
        if _DNG_VERSION in first.tags:
            return raw.read(path)
        numbers = _pictures(tiff)
        pages.check(path, page, len(numbers))
        index = numbers[page]
        found = tiff.pages[index]
        _refuse(path, found)
        if found.bitspersample > 8 and found.photometric != _CMYK:  # CMYK ends as 8-bit sRGB, Pillow's work
            picture = _deep(path, found)
            exif, _ = upright_exif(exif_of_tiff(file, index))
            picture = replace(picture, exif=exif, iptc=iptc_of_tiff(file, index))
        elif tiff.is_bigtiff and tiff.byteorder == ">":
            raise unsupported(path, "it is a BigTIFF in Motorola's byte order, which is only supported at 16 bits")
        else:
            picture = decode(file, path, "tiff", index)
    return replace(picture, page=page, pages=len(numbers), notes=picture.notes + pages.note(page, len(numbers)))


def _opened(file) -> TiffFile:
    import tifffile

    logging.getLogger("tifffile").setLevel(logging.CRITICAL + 1)  # what matters comes as an exception
    return tifffile.TiffFile(file)


def _pictures(tiff: TiffFile) -> list[int]:
    """Numbers of the directories that hold a picture of their own: no thumbnails, no masks."""
    found = []
    for number, page in enumerate(tiff.pages):
        if not int(page.subfiletype or 0) & (_REDUCED | _MASK):
            found.append(number)
        if number == _MOST_PAGES:
            break
    return found or [0]


def _refuse(path: Path, page: TiffPage) -> None:
    """Raise for what is too large, is not all there, or holds numbers that are no picture."""
    bits, kind, samples = page.bitspersample, page.sampleformat, page.samplesperpixel
    floats = kind == 3 and bits in (16, 32, 64)
    if bits > 8 and not floats and (kind != 1 or bits != 16):
        word = {1: "whole", 2: "signed"}.get(kind, "floating-point")
        raise unsupported(path, f"it holds {bits}-bit {word} numbers")
    if bits > 8 and page.photometric not in (_WHITE, _BLACK, _RGB, _CMYK):
        raise unsupported(path, f"its kind of colour is not supported at {bits} bits")
    held = samples * (bits // 8 + 3) + 8 if floats else samples * 6 if bits > 8 else 0
    refuse_too_large(path, (page.imagewidth, page.imagelength), bits * samples, max(held, 9))
    _refuse_holes(path, page)


def _refuse_holes(path: Path, page: TiffPage) -> None:
    """Every strip or tile must lie in the file, none twice; readers give black for those that are missing."""
    wanted = math.prod(page.chunked)
    places, sizes = page.dataoffsets[:wanted], page.databytecounts[:wanted]
    end = path.stat().st_size
    if len(places) < wanted or len(sizes) < wanted or 0 in places or 0 in sizes:
        raise PictureError("it is damaged: parts of the picture are missing", file=path,
                           hint="Copy it again, or open and save it in another program.")
    if max(place + size for place, size in zip(places, sizes, strict=True)) > end or sum(sizes) > end:
        raise EOFError("truncated")
    plain = page.compression == 1 and not page.is_subsampled
    if plain and sum(sizes) < math.prod(page.shape) * page.bitspersample // 8:
        raise EOFError("truncated")


def _deep(path: Path, page: TiffPage) -> Picture:
    stored = _samples(path, page)
    tags = {tag.code: tag.value for tag in page.tags if tag.code in (700, 34675, ORIENTATION, 282, 283, 296)}
    stored, notes = (stored, ()) if stored.dtype == np.uint16 else _levels(stored)
    if page.photometric == _WHITE:
        stored[..., 0] = 65535 - stored[..., 0]
    colours, extra = (3 if page.photometric == _RGB else 1), page.extrasamples
    kind = int(extra[0]) if extra and stored.shape[2] > colours else 0
    # Extra samples of no stated meaning may be masks; only what is called opacity is taken for it.
    stored = stored[..., : colours + (kind in (1, 2))]
    if kind == 1:
        _unmultiply(stored)
    xmp, _ = upright_xmp(as_bytes(tags.get(700)))
    orientation = tags.get(ORIENTATION)
    pixels, alpha = upright(stored, orientation if orientation in range(1, 9) else 1)
    return Picture(pixels, alpha, icc=as_bytes(tags.get(34675)), xmp=xmp, dpi=_dpi(tags), path=path, format="tiff",
                   notes=notes)


def _samples(path: Path, page: TiffPage) -> np.ndarray:
    """The page's samples as they are stored: native uint16 or float, shape (h, w, samples), writeable."""
    if page.compression in _PLAIN and page.predictor in (1, 2):
        samples = page.asarray()
        if page.planarconfig == 2 and page.samplesperpixel > 1:
            samples = np.moveaxis(samples, 0, -1)
        samples = samples.reshape(page.imagelength, page.imagewidth, -1)
        return samples.astype(samples.dtype.newbyteorder("="), copy=not samples.flags.writeable)
    import cv2

    if page.index:
        raise unsupported(path, f"its compression ({page.compression.name}) is only supported in the first picture")
    data = bytearray(path.read_bytes())
    if ORIENTATION in page.tags:  # or OpenCV would turn it, in some versions
        place = page.tags[ORIENTATION].valueoffset
        data[place : place + 2] = struct.pack(page.parent.byteorder + "H", 1)
    samples = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    wanted = page.dtype.newbyteorder("=")
    if samples is None or samples.dtype != wanted or samples.shape[:2] != (page.imagelength, page.imagewidth):
        raise unsupported(path, f"its compression ({page.compression.name}) is not supported at 16 bits and more")
    return from_bgr(samples, grey=page.photometric != _RGB)


def _levels(values: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    """Floating-point samples as 16 bits, and what was done to them.

    Black is 0. White is 1, or what the largest value shows to be meant: 255, 65535, or itself. (Where it is a little
    more than 1, light beyond white was kept, and is cut off.)
    """
    notes = []
    numbers = np.isfinite(values)
    if not numbers.all():
        notes.append("Values that are no numbers became black.")
    top = float(values.max(where=numbers, initial=0))
    white = next((white for white, most in ((1, 16), (255, 255), (65535, 65535)) if top <= most), top)
    out = np.empty(values.shape, np.uint16)
    clipped = 0
    for row, good, target in zip(values, numbers, out, strict=True):
        scaled = np.where(good, row, 0) / np.float64(white)
        clipped += int(((scaled > 1) | (scaled < 0)).sum())
        target[...] = np.rint(np.clip(scaled, 0, 1) * 65535)
    if clipped:
        notes.append(f"{clipped / values.size:.1%} of its values lay below black or beyond white and were cut off.")
    said = f"Its floating-point numbers were read as 16 bits, {white:g} as white."
    return out, (said, *notes)


def _unmultiply(stored: np.ndarray) -> None:
    """Take opacity out of the colours in place, row by row."""
    for row in stored:
        opacity = np.maximum(row[:, -1:], 1).astype(np.float32) / 65535
        row[:, :-1] = np.minimum(np.rint(row[:, :-1] / opacity), 65535)


def _dpi(tags: dict) -> tuple[float, float] | None:
    try:
        scale = {2: 1.0, 3: 2.54}[int(tags.get(296, 2))]
        return sane_dpi([tags[code][0] / tags[code][1] * scale for code in (282, 283)])
    except (KeyError, TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
