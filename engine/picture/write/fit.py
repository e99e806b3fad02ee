"""A picture as a format can hold it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.errors import SaveError
from engine.formats import FORMATS
from engine.picture.colour import in_srgb
from engine.picture.meta.exif import exif_with_dpi, sized_exif
from engine.picture.pixels import Picture, to_depth
from engine.plan import SaveOptions
from engine.size import By, OutputSize

_RESOLUTION_IN_EXIF = ("webp", "avif")
"""Formats that keep the resolution nowhere else."""


def refuse_unfit(size: tuple[int, int], options: SaveOptions, kind: str) -> None:
    """Raise SaveError if a picture of this width and height cannot be saved in the format as wished."""
    chosen, longest = FORMATS[kind], max(options.size.pixels(*size) if options.size else size)
    if longest > chosen.longest:
        raise SaveError(f"{chosen.title} holds at most {chosen.longest} pixels per side, this picture has {longest}",
                        hint="Save it as a PNG or TIFF.")
    if options.depth == 16 and not chosen.deep:
        raise SaveError(f"{chosen.title} does not hold 16 bits", hint="Save it as a PNG or TIFF, or with 8 bits.")


def fitted(picture: Picture, options: SaveOptions, kind: str) -> Picture:
    """The picture as the format can hold it, and as the options want it.

    16 bits are rounded to 8, alpha is laid over white, and colours are brought to sRGB where no profile can tell
    what they mean. EXIF gets the picture's size and resolution.

    Raises
    ------
    SaveError
        If the picture is larger than the format allows.
    """
    refuse_unfit((picture.width, picture.height), options, kind)
    picture = sized(picture, options.size)
    pixels, alpha, icc = picture.pixels, picture.alpha, picture.icc
    bits = options.depth or picture.bit_depth if FORMATS[kind].deep else 8
    pixels = to_depth(pixels, np.dtype(f"u{bits // 8}"))
    alpha = None if alpha is None else to_depth(alpha, pixels.dtype)
    if not FORMATS[kind].clear and alpha is not None:
        pixels, alpha = _over_white(pixels, alpha), None
    # BMP takes no profile; WebP stores grey as colour, which a grey profile does not describe.
    if icc is not None and (kind == "bmp" or (kind == "webp" and picture.channels == 1)):
        pixels, icc = in_srgb(pixels, icc), None
    result = replace(picture, pixels=pixels, alpha=alpha, icc=icc)
    wished = options.dpi or (options.size.dpi if options.size and options.size.by is By.PRINT else None)
    dpi = (wished, wished) if wished else picture.dpi if options.keep_metadata else None
    if not options.keep_metadata:
        result = replace(result, exif=None, xmp=None, iptc=None)
    exif = exif_with_dpi(sized_exif(result.exif, result.width, result.height), dpi, kind in _RESOLUTION_IN_EXIF)
    return replace(result, exif=exif, dpi=dpi)


def sized(picture: Picture, size: OutputSize | None) -> Picture:
    """The picture in another size."""
    width, height = size.pixels(picture.width, picture.height) if size is not None else (picture.width, picture.height)
    if (width, height) == (picture.width, picture.height):
        return picture
    alpha = None if picture.alpha is None else scaled(picture.alpha, width, height)
    return replace(picture, pixels=scaled(picture.pixels, width, height), alpha=alpha)


def scaled(array: np.ndarray, width: int, height: int) -> np.ndarray:
    """Pixels or alpha in another size: bicubic where it grows, the mean of what falls together where it shrinks."""
    import cv2

    how = cv2.INTER_AREA if width < array.shape[1] else cv2.INTER_CUBIC
    return cv2.resize(array, (width, height), interpolation=how).reshape(height, width, *array.shape[2:])


def _over_white(pixels: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Composite in whole numbers, row by row: ``(p * a + 255 * (255 - a)) / 255``, halves rounded up."""
    out = np.empty_like(pixels)
    for row, opacity, target in zip(pixels, alpha, out, strict=True):
        opaque = opacity[:, None].astype(np.uint32)
        target[...] = (row * opaque + 255 * (255 - opaque) + 127) // 255
    return out
