"""What the screen needs of a picture: 8 bits, sRGB, and half the size again and again.

Level 0 is the picture's own pixels, untouched; it becomes screen colours tile by tile, when somebody looks. The
halved levels are small (a third of the picture in all), so they are kept in screen colours. Making them takes a
second for 100 megapixels, therefore :meth:`Levels.of` belongs on a worker. :mod:`bbcu_app.growing` shows a result that
is not finished yet.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from PySide6.QtGui import QColorSpace, QImage

from engine.picture.pixels import Picture, in_colour, to_depth
from engine.tiling import Box

SMALLEST = 384
"""A level whose longer side is no longer than this is the last."""

STRIP = 512
"""Rows converted at a time (even), so that the intermediate copies stay small."""

CHECK = 8
"""Side of a square of the board behind transparent places."""


SRGB = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
_screen = SRGB


def set_screen(profile: bytes | None) -> str:
    """Say what the screen's colours are; pictures that are made ready from here on look right on it.

    Parameters
    ----------
    profile : bytes or None
        An ICC profile of an RGB screen; None is sRGB, which is what systems without colour management take screens for.

    Returns
    -------
    str
        What the profile calls itself; empty if there is none or it cannot be used.
    """
    global _screen  # noqa: PLW0603 - there is one screen
    _screen = SRGB
    if profile is None:
        return ""
    space = QColorSpace.fromIccProfile(profile)
    if not space.isValid() or space.colorModel() != QColorSpace.ColorModel.Rgb or not space.isValidTarget():
        return ""
    _screen = space
    return space.description()


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
            pixels, channels = in_colour(pixels), 3
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
        height, width = self._pixels(level).shape[:2]
        return width, height

    def native(self, level: int, box: Box) -> np.ndarray:
        """Pixels of a part of a level as they are kept: at level 0 the picture's own, above that screen colours."""
        return self._pixels(level)[box.slices]

    def on_screen(self, level: int, box: Box) -> np.ndarray:
        """Screen colours of a part of a level: uint8, shape (h, w, 1 or 3)."""
        pixels = self.native(level, box)
        return self.profile(pixels) if level == 0 else pixels

    def alpha(self, level: int, box: Box) -> np.ndarray | None:
        """Opacity of a part of a level, shape (h, w), or None."""
        alpha = self._alphas[level]
        return None if alpha is None else alpha[box.slices]

    def cutting(self, level: int, box: Box) -> np.ndarray:
        """Screen colours of a part of a level; transparent places show a board."""
        pixels, alpha = self.on_screen(level, box), self.alpha(level, box)
        return pixels if alpha is None else _over_board(pixels, to_depth(alpha, np.uint8), box)

    def _pixels(self, level: int) -> np.ndarray:
        return self.base if level == 0 else self.mips[level - 1]

    def _make_room(self) -> None:
        """Memory for every level above the first."""
        width, height = self.width, self.height
        channels = self.profile(self.base[:1, :1]).shape[2]
        while max(width, height) > SMALLEST:
            width, height = (width + 1) // 2, (height + 1) // 2
            self.mips.append(np.empty((height, width, channels), np.uint8))

    def _build(self, cancelled: Callable[[], bool]) -> None:
        self._make_room()
        for level in range(1, self.count):
            width, height = self.size(level - 1)
            for top in range(0, height, STRIP):
                if cancelled():
                    del self.mips[level - 1 :]
                    return
                half = halve(self.on_screen(level - 1, Box(0, top, width, min(STRIP, height - top))))
                self.mips[level - 1][top // 2 : top // 2 + len(half)] = half
            below = self._alphas[-1]
            self._alphas.append(None if below is None else halve(to_depth(below, np.uint8)))


def _over_board(pixels: np.ndarray, alpha: np.ndarray, box: Box) -> np.ndarray:
    """Lay pixels over a quiet grey board; the board stays in place when the view moves."""
    rows = np.arange(box.y, box.bottom) // CHECK
    columns = np.arange(box.x, box.right) // CHECK
    board = np.where((rows[:, None] + columns) % 2, 196, 214).astype(np.float32)[..., None]
    share = (alpha.astype(np.float32) / 255)[..., None]
    return (pixels * share + board * (1 - share) + 0.5).astype(np.uint8)
