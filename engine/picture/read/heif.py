"""HEIC, the photographs of many telephones, where pillow-heif is installed: 8 to 16 bits, upright by libheif."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.picture.meta.exif import dpi_of_exif, upright_exif
from engine.picture.meta.texts import as_bytes, upright_xmp
from engine.picture.pixels import Picture
from engine.picture.read import pages
from engine.picture.read.arrays import upright
from engine.picture.read.bounds import refuse_too_large, unsupported

_LIKE_SRGB = (1, 2)
"""Colour primaries, as the file numbers them: those of sRGB, and none stated."""


def read(path: Path, page: int = 0) -> Picture:
    """Decode one picture of a HEIC file; the first one is what the file calls its primary one."""
    import pillow_heif

    with path.open("rb") as file:
        found = pillow_heif.open_heif(file, convert_hdr_to_8bit=False)
    primary = found.primary_index
    order = [primary, *(number for number in range(len(found)) if number != primary)]
    pages.check(path, page, len(order))
    image = found[order[page]]
    mode, _, deep = image.mode.partition(";")
    if mode not in ("L", "LA", "RGB", "RGBA"):
        raise unsupported(path, f"its kind of colour ({image.mode}) is not supported")
    refuse_too_large(path, image.size, len(mode) * (16 if deep else 8), 20 if deep else 12)
    stored = np.asarray(image)
    stored = stored.reshape(*stored.shape[:2], -1)
    if deep:  # the bits come at the upper end of 16; white is where all of them are set
        white = ((1 << image.info["bit_depth"]) - 1) << (16 - image.info["bit_depth"])
        stored = np.stack([np.minimum(np.rint(row * (65535 / white)), 65535).astype(np.uint16) for row in stored])
    pixels, alpha = upright(stored)
    exif, _ = upright_exif(as_bytes(image.info.get("exif")))
    xmp, _ = upright_xmp(as_bytes(image.info.get("xmp")))
    icc, notes = as_bytes(image.info.get("icc_profile")), pages.note(page, len(order))
    colours = image.info.get("nclx_profile") or {}
    if icc is None and colours.get("color_primaries", 2) not in _LIKE_SRGB:
        notes += ("Its colours are wider than sRGB and are read as if they were not: they may look paler.",)
    return Picture(pixels, alpha, icc, exif, xmp, dpi_of_exif(exif), path, "heic",
                   page=page, pages=len(order), notes=notes)
