"""The size that a result is wanted in: in pixels, megapixels, or centimetres of a print."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.errors import PlanError

MOST = 100_000
"""Most pixels per side, and most megapixels times 10."""

CM_PER_INCH = 2.54


class By(StrEnum):
    """What is given; the proportions of the picture give the rest."""

    WIDTH = "width"
    HEIGHT = "height"
    LONGEST = "longest"
    MEGAPIXELS = "megapixels"
    PRINT = "print"
    """Centimetres of the longest side."""


@dataclass(frozen=True)
class OutputSize:
    """A size in one number, or for prints in two.

    Attributes
    ----------
    by : By
    value : float
        Pixels, megapixels, or centimetres.
    dpi : float
        Dots per inch of a print.

    Raises
    ------
    PlanError
        If the number is none that a picture can have.
    """

    by: By
    value: float
    dpi: float = 300.0

    def __post_init__(self) -> None:
        if not 0 < self.value <= MOST:
            raise PlanError(f"{self.by} {self.value:g} is no size", hint=f"Choose a number up to {MOST}.")
        if not 1 <= self.dpi <= 65535:
            raise PlanError(f"{self.dpi:g} dpi is outside 1 to 65535", hint="Choose 300 for prints.")

    def pixels(self, width: int, height: int) -> tuple[int, int]:
        """Width and height of the result of a picture of this width and height, in pixels, at least 1."""
        if self.by is By.WIDTH:
            scale = self.value / width
        elif self.by is By.HEIGHT:
            scale = self.value / height
        elif self.by is By.MEGAPIXELS:
            scale = (self.value * 1e6 / (width * height)) ** 0.5
        else:
            longest = self.value if self.by is By.LONGEST else self.value / CM_PER_INCH * self.dpi
            scale = longest / max(width, height)
        return min(MOST, max(1, round(width * scale))), min(MOST, max(1, round(height * scale)))

    def __str__(self) -> str:
        """``longest:3000``, ``print:30@300``."""
        return f"{self.by}:{self.value:.10g}" + (f"@{self.dpi:.10g}" if self.by is By.PRINT else "")

    @classmethod
    def parse(cls, text: str) -> OutputSize:
        """Read what ``str`` prints."""
        name, _, rest = text.partition(":")
        value, _, dpi = rest.partition("@")
        try:
            return cls(By(name), float(value), float(dpi) if dpi else 300.0)
        except ValueError as err:
            raise PlanError(f"cannot read the size {text!r}", hint="Write it like longest:3000.") from err


def print_cm(pixels: int, dpi: float) -> float:
    """How long a side of so many pixels is in print, in centimetres."""
    return pixels / dpi * CM_PER_INCH
