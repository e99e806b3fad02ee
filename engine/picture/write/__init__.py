"""Encoding: a picture to a file's bytes, with all that the format can carry. Used by ``files`` alone."""

from __future__ import annotations

from typing import BinaryIO

from engine.picture.pixels import Picture
from engine.picture.write import pillow, png, tiff
from engine.plan import SaveOptions


def write(picture: Picture, file: BinaryIO, kind: str, options: SaveOptions) -> None:
    """Encode a picture that has been made to fit its format (:func:`engine.picture.write.fit.fitted`)."""
    if kind == "tiff":
        tiff.write(picture, file)
    elif kind == "png" and picture.bit_depth == 16:
        png.write(picture, file)
    else:
        pillow.write(picture, file, kind, options)
