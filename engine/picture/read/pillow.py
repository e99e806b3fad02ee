"""Decoding with Pillow: everything of 8 bits, and grey of 16.

Pixels are copied out in strips straight to their upright place: beyond the decoder's own memory and the result nothing
of the picture's size is held.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from engine.picture.colour import srgb_profile, to_srgb
from engine.picture.meta.exif import dpi_of_exif, upright_exif
from engine.picture.meta.tables import jpeg_quality
from engine.picture.meta.texts import as_bytes, sane_dpi, upright_xmp
from engine.picture.meta.tiff import exif_of_tiff, iptc_of_tiff
from engine.picture.pixels import Picture
from engine.picture.read import chunks, pages
from engine.picture.read.arrays import as_in_file, room, upright
from engine.picture.read.bounds import refuse_too_large, unsupported
from engine.picture.read.boxes import depth_of_avif, of_jp2
from engine.picture.read.deep import depth, samples

PLUGINS = (AvifImagePlugin, BmpImagePlugin, GifImagePlugin, Jpeg2KImagePlugin, JpegImagePlugin, PngImagePlugin,
           TiffImagePlugin, WebPImagePlugin)
"""Named, not searched for: Pillow opens only formats whose module has been imported."""

_NAMES = {"jp2": "jpeg2000"}
"""What Pillow calls a format, where that is not our name for it."""
_MOVING = ("png", "gif", "webp", "avif")
"""Formats that may hold an animation. (The further pictures of a JPEG are previews and depths of the first.)"""
_BITS = {"1": 1, "L": 8, "P": 8, "LA": 16, "La": 16, "PA": 16, "I;16": 16, "I;16B": 16, "RGB": 24}
"""Of a pixel, by Pillow's mode; 32 in the others."""
_HELD = {"webp": 18, "avif": 16, "gif": 12, "jp2": 20}
"""Bytes a pixel that a decoder and the result hold at the peak, measured, where it is more than `_USUAL`."""
_USUAL, _DEEP = 9, 20
_STRIP_ROWS = 256
_IPTC = 0x0404
"""Where Photoshop's block in a JPEG keeps what the press has to say."""

# Pillow's own guard knows one limit for the whole process and warns before it refuses; `refuse_too_large` comes
# before any pixel is decoded and says which file.
Image.MAX_IMAGE_PIXELS = None


def decode(file: BinaryIO, path: Path, kind: str, page: int = 0) -> Picture:
    """Read the picture that a file, or a part of one, holds.

    Parameters
    ----------
    file : binary file
        Never a name: from a name Pillow maps uncompressed TIFF into memory, and turns it wrongly there.
    path : Path
        Where it comes from, for the result and for errors.
    kind : str
        A name of :data:`engine.formats.FORMATS` that Pillow reads.
    page : int
        Which picture of an animation or a TIFF, from 0.
    """
    with Image.open(file, formats=[_NAMES.get(kind, kind)]) as image:
        count = image.n_frames if kind in _MOVING and getattr(image, "is_animated", False) else 1
        pages.check(path, page, page + 1 if kind == "tiff" else count)
        if page:
            image.seek(page)
        deep = depth(file, kind) > 8 and (kind == "jp2" or image.mode != "I;16")
        refuse_too_large(path, image.size, _bits(image, deep), _DEEP if deep else _HELD.get(kind, _USUAL))
        if kind == "jp2":
            image.info |= of_jp2(file)
        image.info["xmp"] = as_bytes(image.info.get("xmp")) or b""  # Pillow looks into it, whatever its type
        if not (deep and kind == "jp2"):
            image.load()  # some of what is read below may stand behind the pixels
        if kind == "png":
            chunks.check(file)
        exif, turned = upright_exif(_raw_exif(file, kind, image, page))
        xmp, turned_by_xmp = upright_xmp(as_bytes(image.info.get("xmp")))
        # Pillow turns TIFF pictures itself while loading them.
        orientation = 1 if kind == "tiff" else turned or turned_by_xmp or 1
        icc = as_bytes(image.info.get("icc_profile"))
        if deep:
            pixels, alpha = upright(samples(file, kind, image), orientation)
        else:
            pixels, alpha, icc = _arrays(path, image, orientation, icc)
        quality = jpeg_quality(image.quantization) if kind == "jpeg" else None
        dpi = sane_dpi(image.info.get("dpi")) or dpi_of_exif(exif)
        iptc = iptc_of_tiff(file, page) if kind == "tiff" else as_bytes(_photoshop(image).get(_IPTC))
        notes = pages.note(page, count, "animation")
        if kind == "avif" and (bits := depth_of_avif(file)) > 8:
            notes += (f"Of its {bits} bits per channel, 8 were read.",)
    return Picture(pixels, alpha, icc, exif, xmp, dpi, path, kind, quality, iptc, page, count, notes)


def _bits(image: Image.Image, deep: bool) -> int:
    return _BITS.get(image.mode, 32) * (2 if deep else 1)


def _raw_exif(file: BinaryIO, kind: str, image: Image.Image, page: int) -> bytes | None:
    if kind == "tiff":
        return exif_of_tiff(file, page)
    if "exif" in image.info:
        return as_bytes(image.info["exif"])
    # Older ImageMagick writes EXIF into PNG as text: a name, a length, then hexadecimal digits.
    old = image.info.get("Raw profile type exif")
    digits = re.sub(r"\s", "", "".join(old.split("\n")[3:])) if isinstance(old, str) else ""
    return bytes.fromhex(digits) if re.fullmatch(r"([0-9a-fA-F]{2})+", digits) else None


def _photoshop(image: Image.Image) -> dict:
    found = image.info.get("photoshop")
    return found if isinstance(found, dict) else {}


def _arrays(
    path: Path, image: Image.Image, orientation: int, icc: bytes | None
) -> tuple[np.ndarray, np.ndarray | None, bytes | None]:
    """Pixels, alpha and the profile that now describes them."""
    convert, mode, icc = _conversion(path, image, icc)
    dtype = np.uint16 if mode == "I;16" else np.uint8
    channels = 3 if mode.startswith("RGB") else 1
    width, height = image.size
    shape = room(width, height, orientation)
    pixels = np.empty((*shape, channels), dtype)
    alpha = np.empty(shape, dtype) if mode.endswith("A") else None
    lying, lying_alpha = as_in_file(pixels, orientation), None if alpha is None else as_in_file(alpha, orientation)
    for top in range(0, height, _STRIP_ROWS):
        rows = slice(top, min(top + _STRIP_ROWS, height))
        strip = np.asarray(convert(image.crop((0, rows.start, width, rows.stop))))
        strip = strip.reshape(rows.stop - rows.start, width, -1)
        lying[rows] = strip[..., :channels]
        if lying_alpha is not None:
            lying_alpha[rows] = strip[..., -1]
    return pixels, alpha, icc


def _conversion(
    path: Path, image: Image.Image, icc: bytes | None
) -> tuple[Callable[[Image.Image], Image.Image], str, bytes | None]:
    """How to make a strip of `image` one of L, LA, RGB, RGBA, I;16: the function, that mode, the profile that fits."""
    mode, clear = image.mode, "transparency" in image.info
    if mode in ("I", "F"):
        raise unsupported(path, f"it holds 32-bit {'floating-point' if mode == 'F' else 'whole'} numbers")
    if mode in ("CMYK", "LAB", "YCbCr", "HSV"):
        return *to_srgb(image, icc), srgb_profile()
    if mode.startswith("I;16"):
        return (lambda strip: strip), "I;16", icc
    if mode == "P":
        target = "RGBA" if clear or image.palette.mode == "RGBA" else "RGB"
    elif clear and mode in ("1", "L", "RGB"):
        target = "RGBA" if mode == "RGB" else "LA"
    else:
        target = {"1": "L", "La": "LA", "PA": "RGBA", "RGBa": "RGBA", "RGBX": "RGB"}.get(mode, mode)
    if target not in ("L", "LA", "RGB", "RGBA"):
        raise unsupported(path, f"its kind of colour ({mode}) is not supported")

    def convert(strip: Image.Image) -> Image.Image:
        return strip if strip.mode == target else strip.convert(target)

    return convert, target, icc
