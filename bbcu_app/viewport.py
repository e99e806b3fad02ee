"""Pure maths of the shared view: where people look, how large, and what one wheel notch does.

All panes share one :class:`Viewport`. It counts in *device pixels* of a pane and in *base pixels* of the original
picture, so that an enlarged result lines up with its source: both are placed by fractions of the picture.
Nothing here knows Qt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

STEPS = (1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 3, 1 / 2, 2 / 3,
         1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0)
"""Zooms that the keys and buttons stop at, as shares of :attr:`Viewport.unit`."""

NOTCH = 1.25
"""How much one notch of the wheel enlarges."""

LARGEST = STEPS[-1]
HARD_PIXELS = 3.0
"""From this zoom on, as a share of the unit, pixels are drawn as hard squares."""


@dataclass(frozen=True)
class Size:
    """A width and a height, never below 1."""

    width: int
    height: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", max(1, int(self.width)))
        object.__setattr__(self, "height", max(1, int(self.height)))


@dataclass(frozen=True)
class Rect:
    """A rectangle with float edges, in base pixels."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Viewport:
    """What the panes show.

    Attributes
    ----------
    image : Size
        Of the original picture, in base pixels.
    pane : Size
        Of one pane, in device pixels.
    centre : tuple of float
        The place in the middle of a pane, as fractions of the picture.
    zoom : float
        Device pixels per base pixel.
    fitted : bool
        Whether the picture is to stay fitted when the pane changes its size.
    unit : float
        The zoom that is called 100 %: one pixel of the result, which may be larger than the original, on one device
        pixel.
    density : float
        Device pixels per pixel of the desktop. On a dense screen a small picture may be fitted that much larger, lest
        it be a stamp.
    """

    image: Size = Size(1, 1)
    pane: Size = Size(1, 1)
    centre: tuple[float, float] = (0.5, 0.5)
    zoom: float = 1.0
    fitted: bool = True
    unit: float = 1.0
    density: float = 1.0

    @property
    def fit_zoom(self) -> float:
        """The zoom at which the whole picture shows; small pictures are not enlarged."""
        largest = self.unit * max(1.0, self.density)
        return min(largest, self.pane.width / self.image.width, self.pane.height / self.image.height)

    @property
    def share(self) -> float:
        """The zoom as people read it: 1.0 is 100 %."""
        return self.zoom / self.unit

    @property
    def hard(self) -> bool:
        """Whether pixels are drawn as hard squares."""
        return self.share >= HARD_PIXELS

    @property
    def shows_all(self) -> bool:
        """Whether the whole picture is in the pane."""
        return (self.image.width * self.zoom <= self.pane.width + 1
                and self.image.height * self.zoom <= self.pane.height + 1)

    @property
    def smallest(self) -> float:
        """The least zoom that makes sense: a quarter of fitted, so that no picture gets lost."""
        return self.fit_zoom / 4

    @property
    def origin(self) -> tuple[int, int]:
        """Device pixel at which the picture's corner lies; whole, so that 100 % is crisp."""
        return (
            round(self.pane.width / 2 - self.centre[0] * self.image.width * self.zoom),
            round(self.pane.height / 2 - self.centre[1] * self.image.height * self.zoom),
        )

    @property
    def visible(self) -> Rect:
        """The part of the picture that a pane shows, in base pixels."""
        left, top = self.to_image(0, 0)
        right, bottom = self.to_image(self.pane.width, self.pane.height)
        return Rect(
            max(0.0, left), max(0.0, top), min(float(self.image.width), right), min(float(self.image.height), bottom)
        )

    def to_image(self, x: float, y: float) -> tuple[float, float]:
        """Base pixel under a device pixel."""
        left, top = self.origin
        return (x - left) / self.zoom, (y - top) / self.zoom

    def fit(self) -> Viewport:
        """Show the whole picture."""
        return replace(self, centre=(0.5, 0.5), zoom=self.fit_zoom, fitted=True)

    def resized(self, pane: Size) -> Viewport:
        """The same place in a pane of another size."""
        moved = replace(self, pane=pane)
        return moved.fit() if self.fitted else moved._clamped()

    def showing(self, image: Size) -> Viewport:
        """The same place and zoom in another picture (for previous and next)."""
        moved = replace(self, image=image)
        return moved.fit() if self.fitted else moved._clamped()

    def counting(self, unit: float, density: float | None = None) -> Viewport:
        """The same view, with another zoom called 100 %."""
        moved = replace(self, unit=unit, density=self.density if density is None else density)
        return moved.fit() if self.fitted else moved

    def actual(self) -> Viewport:
        """100 %, at the same place."""
        return self.zoomed(self.unit)

    def centred(self, x: float, y: float) -> Viewport:
        """The same zoom, with this place (fractions of the picture) in the middle."""
        return replace(self, centre=(x, y), fitted=False)._clamped()

    def zoomed(self, zoom: float, at: tuple[float, float] | None = None) -> Viewport:
        """Zoom so that the place under the device pixel `at` (the middle, if None) stays there."""
        at = at or (self.pane.width / 2, self.pane.height / 2)
        zoom = min(max(zoom, self.smallest), LARGEST * self.unit)
        x, y = self.to_image(*at)
        centre = (
            (x + (self.pane.width / 2 - at[0]) / zoom) / self.image.width,
            (y + (self.pane.height / 2 - at[1]) / zoom) / self.image.height,
        )
        return replace(self, centre=centre, zoom=zoom, fitted=False)._clamped()

    def wheeled(self, notches: float, at: tuple[float, float]) -> Viewport:
        """Zoom by wheel notches, halting at exactly 100 % on the way through."""
        target = self.zoom * NOTCH**notches
        if (self.zoom < self.unit < target) or (target < self.unit < self.zoom):
            target = self.unit
        return self.zoomed(target, at)

    def stepped(self, direction: int) -> Viewport:
        """The next larger (+1) or smaller (-1) of :data:`STEPS` and the fitted zoom."""
        steps = sorted({*(self.unit * step for step in STEPS), self.fit_zoom})
        if direction > 0:
            target = next((s for s in steps if s > self.zoom * 1.001), steps[-1])
        else:
            target = next((s for s in reversed(steps) if s < self.zoom * 0.999), self.smallest)
        return self.zoomed(target)

    def panned(self, dx: float, dy: float) -> Viewport:
        """Move the picture by device pixels."""
        centre = (
            self.centre[0] - dx / (self.image.width * self.zoom),
            self.centre[1] - dy / (self.image.height * self.zoom),
        )
        moved = replace(self, centre=centre)._clamped()
        return replace(moved, fitted=self.fitted and moved.centre == self.centre)

    def toggled(self, at: tuple[float, float]) -> Viewport:
        """Fit becomes 100 % at the place `at`, anything else becomes fit."""
        if self.fitted and self.zoom < self.unit:
            return self.zoomed(self.unit, at)
        if self.fitted:  # a small picture fits at 100 % already: the next useful zoom shows its pixels
            return self.zoomed(4 * self.unit, at)
        return self.fit()

    def _clamped(self) -> Viewport:
        """Keep the picture in the pane: no empty margin where it could be filled."""
        return replace(
            self,
            centre=(
                _clamp(self.centre[0], self.pane.width, self.image.width * self.zoom),
                _clamp(self.centre[1], self.pane.height, self.image.height * self.zoom),
            ),
        )


def _clamp(centre: float, pane: float, picture: float) -> float:
    if picture <= pane:
        return 0.5
    margin = pane / picture / 2
    return min(max(centre, margin), 1 - margin)


def percent(zoom: float) -> str:
    """The zoom in words: ``"67 %"``."""
    value = zoom * 100
    return f"{value:.0f} %" if value >= 1 else f"{value:.1f} %"
