"""What the screen needs of a picture: 8 bits, sRGB, and half the size again and again.

Level 0 is the picture's own pixels, untouched; it becomes screen colours tile by tile, when somebody looks. The
halved levels are small (a third of the picture in all), so they are kept in screen colours. Making them takes a
second for 100 megapixels, therefore :meth:`Levels.of` belongs on a worker. A finished tile of a result is written
in by :meth:`Levels.write`, which renews only what lies under it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtGui import QColorSpace, QImage

from engine.picture.pixels import Picture, resized, to_depth
from engine.tiling import Box

SMALLEST = 384
"""A level whose longer side is no longer than this is the last."""

STRIP = 512
"""Rows converted at a time (even), so that the intermediate copies stay small."""

CHECK = 8
"""Side of a square of the board behind transparent places."""


SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
_screen = SRGB


def set_screen(profile: Path | None) -> str:
    """Say what the screen's colours are; pictures that are made ready from here on look right on it.

    Parameters
    ----------
    profile : Path or None
        An ICC file for an RGB screen; None is sRGB, which is what systems without colour management take screens for.

    Returns
    -------
    str
        What the profile calls itself; empty if there is none or it cannot be used.
    """
    global _screen  # noqa: PLW0603 - there is one screen
    _screen = SRGB
    if profile is None:
        return ""
    try:
        space = QColorSpace.fromIccProfile(profile.read_bytes())
    except OSError:
        return ""
    if not space.isValid() or space.colorModel() != QColorSpace.ColorModel.Rgb or not space.isValidTarget():
        return ""
    _screen = space
    return space.description() or profile.name


class Profile:
    """A colour profile, ready to turn pixels into screen colours.

    Parameters
    ----------
    icc : bytes or None
    target : QColorSpace, optional
        Colours to turn them into; those of the screen by default.

    Attributes
    ----------
    name : str
        As the profile calls itself; ``"sRGB"`` if there is none.
    """

    def __init__(self, icc: bytes | None, target: QColorSpace | None = None) -> None:
        space = QColorSpace.fromIccProfile(icc) if icc else QColorSpace()
        name = space.description() if space.isValid() else "sRGB"
        self.name = "sRGB" if name.startswith("sRGB") else name or "own profile"
        self._own = space.isValid()
        self._target = target or _screen
        self._space = space if self._own else SRGB

    def __call__(self, pixels: np.ndarray) -> np.ndarray:
        """Pixels (h, w, C) at any depth as uint8 in screen colours; C may grow from 1 to 3."""
        pixels = to_depth(pixels, np.uint8)
        if self._space == self._target:
            return pixels
        height, width, channels = pixels.shape
        grey = self._space.colorModel() == QColorSpace.ColorModel.Gray
        if channels == 1 and not self._own:
            pixels, channels = np.repeat(pixels, 3, axis=2), 3
        elif grey != (channels == 1):  # a profile of the other kind: nothing sensible to convert
            return pixels
        buffer = np.array(pixels, order="C")  # Qt wants memory of its own that may be written
        kind = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888
        image = QImage(buffer.data, width, height, width * channels, kind)
        image.setColorSpace(self._space)
        shown = image.convertedToColorSpace(self._target, QImage.Format.Format_RGB888)
        return from_image(shown) if not shown.isNull() else pixels


def from_image(image: QImage) -> np.ndarray:
    """The pixels of an image in Format_RGB888 as an array (h, w, 3) of its own."""
    rows = np.frombuffer(image.constBits(), np.uint8, image.sizeInBytes()).reshape(image.height(), -1)
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def halve(pixels: np.ndarray) -> np.ndarray:
    """Half the size by averaging; an odd last row or column counts double."""
    height, width, *channels = pixels.shape
    if height % 2 or width % 2:
        pixels = cv2.copyMakeBorder(pixels, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
    size = (width + 1) // 2, (height + 1) // 2
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).reshape(size[1], size[0], *channels)


class Levels:
    """A picture at full size and halved again and again.

    Attributes
    ----------
    base : ndarray of uint8 or uint16, shape (H, W, C)
        The pixels themselves.
    mips : list of ndarray of uint8
        ``mips[i]`` is the picture at 1 / 2**(i + 1), in screen colours.
    profile : Profile
    """

    def __init__(self, base: np.ndarray, profile: Profile, alpha: np.ndarray | None = None) -> None:
        self.base, self.profile = base, profile
        self.mips: list[np.ndarray] = []
        self._alphas = [alpha]

    @classmethod
    def of(cls, picture: Picture, cancelled: Callable[[], bool] = lambda: False) -> Levels:
        """Build every level. Takes a while: call it on a worker."""
        levels = cls(picture.pixels, Profile(picture.icc), picture.alpha)
        levels._build(cancelled)
        return levels

    def enlarged(self, scale: int) -> Levels:
        """A copy to write a result into, `scale` times as large; it starts as the original."""
        alpha = self._alphas[0]
        if scale == 1:
            copy = Levels(self.base.copy(), self.profile)
            copy.mips = [mip.copy() for mip in self.mips]
            copy._alphas = self._alphas
            return copy
        width, height = self.width * scale, self.height * scale
        copy = Levels(resized(self.base, width, height), self.profile,
                      None if alpha is None else resized(alpha, width, height))
        copy._build(lambda: False)
        return copy

    @property
    def width(self) -> int:
        """Of level 0."""
        return self.base.shape[1]

    @property
    def height(self) -> int:
        """Of level 0."""
        return self.base.shape[0]

    @property
    def count(self) -> int:
        """How many levels there are, the full size included."""
        return 1 + len(self.mips)

    def size(self, level: int) -> tuple[int, int]:
        """Width and height of a level."""
        pixels = self.base if level == 0 else self.mips[level - 1]
        return pixels.shape[1], pixels.shape[0]

    def write(self, box: Box, pixels: np.ndarray) -> None:
        """Put finished pixels in their place, on every level."""
        self.base[box.slices] = pixels
        for level in range(1, self.count):
            self._renew(level, box)

    def cutting(self, level: int, box: Box) -> np.ndarray:
        """Screen colours of a part of a level: uint8, shape (h, w, 1 or 3); transparent places show a board."""
        pixels = self.profile(self.base[box.slices]) if level == 0 else self.mips[level - 1][box.slices]
        alpha = self._alphas[level]
        return pixels if alpha is None else _over_board(pixels, to_depth(alpha[box.slices], np.uint8), box)

    def _build(self, cancelled: Callable[[], bool]) -> None:
        longest = max(self.width, self.height)
        while longest > SMALLEST and not cancelled():
            longest = (longest + 1) // 2
            level = self.count
            width, height = self.size(level - 1)
            channels = self.profile(self.base[:1, :1]).shape[2]
            self.mips.append(np.empty(((height + 1) // 2, (width + 1) // 2, channels), np.uint8))
            for top in range(0, height, STRIP):
                if cancelled():
                    return
                self._halve_rows(level, Box(0, top, width, min(STRIP, height - top)))
            below = self._alphas[-1]
            self._alphas.append(None if below is None else halve(to_depth(below, np.uint8)))

    def _halve_rows(self, level: int, source: Box) -> None:
        """Fill what `source`, a box of the level below with even corner, becomes on `level`."""
        pixels = self.profile(self.base[source.slices]) if level == 1 else self.mips[level - 2][source.slices]
        half = halve(pixels)
        y, x = source.y // 2, source.x // 2
        self.mips[level - 1][y : y + half.shape[0], x : x + half.shape[1]] = half

    def _renew(self, level: int, box: Box) -> None:
        width, height = self.size(level - 1)
        step = 1 << level
        x, y = box.x // step * 2, box.y // step * 2
        right, bottom = min(width, -(-box.right // step) * 2), min(height, -(-box.bottom // step) * 2)
        self._halve_rows(level, Box(x, y, right - x, bottom - y))


def _over_board(pixels: np.ndarray, alpha: np.ndarray, box: Box) -> np.ndarray:
    """Lay pixels over a quiet grey board; the board stays in place when the view moves."""
    rows = np.arange(box.y, box.bottom) // CHECK
    columns = np.arange(box.x, box.right) // CHECK
    board = np.where((rows[:, None] + columns) % 2, 196, 214).astype(np.float32)[..., None]
    share = (alpha.astype(np.float32) / 255)[..., None]
    return (pixels * share + board * (1 - share) + 0.5).astype(np.uint8)
