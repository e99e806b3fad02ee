"""A picture in memory: its pixels and everything that came with it.

Whoever opens a picture gets all of it; whoever makes a result from it calls :meth:`Picture.with_pixels`, so that
nothing the file carried can be forgotten on the way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from engine.errors import RestoreError
from engine.formats import FORMATS
from engine.tiling import Box

LUMA = (0.299, 0.587, 0.114)
"""How much red, green and blue add to brightness (BT.601), full range."""
TO_YCBCR = np.array([LUMA, (-0.168736, -0.331264, 0.5), (0.5, -0.418688, -0.081312)])
"""The same with the colours, as JPEG has it: rows give Y, Cb and Cr of red, green and blue."""

_STRIP = 1 << 19
"""Elements blended at a time: the intermediate sums stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Picture:
    """Pixels, upright, with what the file said about them. Never changes; threads may share it.

    The arrays given are kept, not copied, and made read-only.

    Attributes
    ----------
    pixels : ndarray of uint8 or uint16, shape (H, W, C)
        C is 1 (grey) or 3 (red, green, blue), in the colours that `icc` describes.
    alpha : ndarray of the same dtype, shape (H, W), or None
        Opacity, not multiplied into the pixels.
    icc : bytes or None
        Colour profile.
    exif : bytes or None
        A TIFF structure without the ``Exif`` prefix; orientation 1, no thumbnail.
    xmp : bytes or None
        Its orientation is 1 too.
    dpi : (float, float) or None
        Dots per inch, across and down.
    path : Path or None
        Where it came from.
    format : str
        A name of :data:`engine.formats.FORMATS`.
    jpeg_quality : int or None
        1..100, estimated from the quantisation tables of a JPEG file.
    iptc : bytes or None
        What agencies write about a photograph, in IPTC's own form.
    page, pages : int
        Which of how many pictures in the file this is, the first being 0.
    notes : tuple of str
        What a person should know about how it was opened: full sentences.

    Raises
    ------
    ValueError
        If the arrays do not fit together: a mistake in the program, not in a file.
    """

    pixels: np.ndarray
    alpha: np.ndarray | None = None
    icc: bytes | None = None
    exif: bytes | None = None
    xmp: bytes | None = None
    dpi: tuple[float, float] | None = None
    path: Path | None = None
    format: str = "png"
    jpeg_quality: int | None = None
    iptc: bytes | None = None
    page: int = 0
    pages: int = 1
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        pixels = self.pixels
        if pixels.ndim != 3 or pixels.shape[2] not in (1, 3) or pixels.dtype not in (np.uint8, np.uint16):
            raise ValueError(f"pixels of shape {pixels.shape} and type {pixels.dtype} are no picture")
        if 0 in pixels.shape:
            raise ValueError("a picture has at least one pixel")
        if self.alpha is not None and (self.alpha.shape != pixels.shape[:2] or self.alpha.dtype != pixels.dtype):
            raise ValueError("alpha does not fit the pixels")
        if self.format not in FORMATS:
            raise ValueError(f"{self.format!r} is not one of {tuple(FORMATS)}")
        object.__setattr__(self, "pixels", _frozen(pixels))
        if self.alpha is not None:
            object.__setattr__(self, "alpha", _frozen(self.alpha))

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.pixels.shape[1]

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.pixels.shape[0]

    @property
    def channels(self) -> int:
        """1 (grey) or 3 (colour); alpha is not counted."""
        return self.pixels.shape[2]

    @cached_property
    def is_grey(self) -> bool:
        """Whether there are no colours: one channel, or three that are alike everywhere."""
        few = self.pixels[::61, ::61]  # says no of nearly every other picture
        return all(np.array_equal(part[..., 0], part[..., channel])
                   for part in (few, self.pixels) for channel in range(1, self.channels))

    @property
    def bit_depth(self) -> int:
        """8 or 16 bits per channel."""
        return 8 * self.pixels.itemsize

    @property
    def peak(self) -> int:
        """The value of white: 255 or 65535."""
        return int(np.iinfo(self.pixels.dtype).max)

    @property
    def megapixels(self) -> float:
        """Millions of pixels."""
        return self.width * self.height / 1e6

    def values(self, box: Box | None = None) -> np.ndarray:
        """What a network reads: the pixels of `box` (default: all) as float32 in 0..1, shape (h, w, C).

        Where there are no colours C is 1, so that what comes out has none either.
        """
        pixels = self.pixels if box is None else self.pixels[box.slices]
        pixels = pixels[..., :1] if self.is_grey else pixels
        return np.divide(pixels, np.float32(self.peak), dtype=np.float32)

    def with_pixels(self, pixels: np.ndarray, alpha: np.ndarray | None = None) -> Picture:
        """The same picture with other pixels, at any size; everything else is carried over.

        Parameters
        ----------
        pixels : ndarray of uint8 or uint16, shape (H', W', C')
        alpha : ndarray of the same dtype, shape (H', W'), optional
            None enlarges or shrinks the picture's own alpha to fit.
        """
        if alpha is None and self.alpha is not None:
            alpha = to_depth(resized(self.alpha, pixels.shape[1], pixels.shape[0]), pixels.dtype)
        return replace(self, pixels=pixels, alpha=alpha)


def _frozen(array: np.ndarray) -> np.ndarray:
    array = np.ascontiguousarray(array)
    array.flags.writeable = False
    return array


def to_pixels(values: np.ndarray, dtype: np.dtype | type) -> np.ndarray:
    """What a network wrote, as pixels: clipped to 0..1, rounded, cast.

    Parameters
    ----------
    values : ndarray of float, any shape
        0 is black, 1 is white.
    dtype : uint8 or uint16

    Returns
    -------
    ndarray of `dtype`, the same shape

    Raises
    ------
    RestoreError
        If a value is not a number or is infinite: such a result must never be saved as black.
    """
    if not np.isfinite(values).all():
        raise RestoreError("the network gave values that are not numbers", hint="Try another backend or model.")
    scaled = np.clip(values, 0, 1)
    scaled *= np.iinfo(dtype).max
    return np.rint(scaled, out=scaled).astype(dtype)


def to_depth(pixels: np.ndarray, dtype: np.dtype | type) -> np.ndarray:
    """Change between 8 and 16 bits: white stays white; 16 to 8 rounds to the nearest level.

    Parameters
    ----------
    pixels : ndarray of uint8 or uint16, any shape
    dtype : uint8 or uint16

    Returns
    -------
    ndarray of `dtype`, the same shape; `pixels` itself if nothing is to be changed
    """
    dtype = np.dtype(dtype)
    if pixels.dtype == dtype:
        return pixels
    if dtype == np.uint16:
        return pixels.astype(np.uint16) * np.uint16(257)
    out = np.empty(pixels.shape, np.uint8)
    for strip in _strips(pixels):
        out[strip] = (pixels[strip].astype(np.uint32) + 128) // 257
    return out


def in_colour(pixels: np.ndarray) -> np.ndarray:
    """Grey, shape (h, w, 1), as three equal channels (h, w, 3); `pixels` itself if it has three already."""
    return np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else pixels


def resized(pixels: np.ndarray, width: int, height: int) -> np.ndarray:
    """`pixels`, shape (h, w) or (h, w, C), at another size by bicubic interpolation; the dtype stays."""
    if pixels.shape[:2] == (height, width):
        return pixels
    import cv2

    return cv2.resize(pixels, (width, height), interpolation=cv2.INTER_CUBIC).reshape(height, width, *pixels.shape[2:])


def blend(original: np.ndarray, restored: np.ndarray, strength: int) -> np.ndarray:
    """Mix two pictures in whole numbers: ``(original * (100 - s) + restored * s) / 100``, halves rounded up.

    Parameters
    ----------
    original, restored : ndarray of uint8 or uint16, the same shape and dtype
        For an enlarged result, enlarge the original first (:func:`resized`).
    strength : int
        0..100 %. 0 gives the original and 100 the restored pixels, exactly.

    Returns
    -------
    ndarray of the same shape and dtype
    """
    if original.shape != restored.shape or original.dtype != restored.dtype:
        raise ValueError("only pictures of one size and depth can be blended")
    if not 0 <= strength <= 100:
        raise ValueError(f"strength {strength} is outside 0 to 100")
    if strength in (0, 100):
        return (restored if strength else original).copy()
    wide = np.uint16 if original.dtype == np.uint8 else np.uint32
    keep, take = wide(100 - strength), wide(strength)
    out = np.empty_like(original)
    for strip in _strips(original):
        mixed = np.multiply(original[strip], keep, dtype=wide)
        mixed += np.multiply(restored[strip], take, dtype=wide)
        mixed += wide(50)
        mixed //= wide(100)
        out[strip] = mixed
    return out


def _strips(array: np.ndarray) -> list[slice]:
    rows = max(1, _STRIP * len(array) // max(1, array.size))
    return [slice(top, top + rows) for top in range(0, len(array), rows)]


def blended(original: Picture, restored: Picture, strength: int) -> Picture:
    """`restored` at a strength of 0..100 % over `original`, which is enlarged where needed; see :func:`blend`."""
    base = resized(original.pixels, restored.width, restored.height)
    return restored.with_pixels(blend(base, restored.pixels, strength), restored.alpha)


def centre(image: np.ndarray, side: int) -> np.ndarray:
    """The middle of (h, w, c), at most `side` pixels each way."""
    top, left = (max(0, (length - side) // 2) for length in image.shape[:2])
    return image[top : top + side, left : left + side]
