"""How large a file will be, before it is written: parts of the picture are encoded, and stand for all of it."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np

from engine.picture import write
from engine.picture.pixels import Picture
from engine.picture.quiet import quiet
from engine.picture.write.fit import fitted, scaled
from engine.plan import SaveOptions

SIDE, PARTS = 192, 4
"""Side of a part in pixels of the file, and how many there are each way."""
LITTLE = 16
"""Side of a picture that is as good as nothing but what stands around the pixels."""


def guessed_size(picture: Picture, options: SaveOptions, kind: str) -> int:
    """About how many bytes a picture takes in a format; what a small one takes is known.

    Parameters
    ----------
    picture : Picture
    options : SaveOptions
    kind : str
        A name of :data:`engine.formats.FORMATS` that can be written.

    Raises
    ------
    SaveError
        If the format cannot hold it.
    """
    size = picture.width, picture.height
    width, height = options.size.pixels(*size) if options.size is not None else size
    whole = width * height <= (SIDE * PARTS) ** 2
    sample = picture if whole else _sample(picture, width / picture.width, height / picture.height)
    options = options if whole else replace(options, size=None)
    encoded = _encoded(sample, options, kind)
    if whole:
        return encoded
    around = _encoded(sample.with_pixels(sample.pixels[:LITTLE, :LITTLE]), options, kind)
    share = (width * height - LITTLE**2) / (sample.width * sample.height - LITTLE**2)
    return around + round((encoded - around) * share)


def _sample(picture: Picture, across: float, down: float) -> Picture:
    """Parts from all over a picture, side by side, each enlarged or shrunk as the whole will be."""
    wide, high = min(picture.width, round(SIDE / across)), min(picture.height, round(SIDE / down))
    lefts, tops = (np.linspace(0, length - part, PARTS).astype(int)
                   for length, part in ((picture.width, wide), (picture.height, high)))

    def mosaic(array: np.ndarray) -> np.ndarray:
        return np.concatenate([np.concatenate([scaled(array[top : top + high, left : left + wide], SIDE, SIDE)
                                               for left in lefts], axis=1) for top in tops])

    return picture.with_pixels(mosaic(picture.pixels), None if picture.alpha is None else mosaic(picture.alpha))


def _encoded(picture: Picture, options: SaveOptions, kind: str) -> int:
    file = io.BytesIO()
    with quiet():
        write.write(fitted(picture, options, kind), file, kind, options)
    return len(file.getvalue())
