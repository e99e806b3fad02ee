"""Small full-precision denoisers of good design: what a person would run in the place of a one-bit network.

Beside the network of our own shape, which nobody would choose, these are what an honest comparison needs: they work at
half the resolution, where a float convolution costs a quarter, and are told the level of the noise by a plane.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import ClassVar

from engine.errors import SpecError
from engine.network.spec import read_json
from engine.tasks import Task

PAIR, DOWN, UP = "pair", "down", "up"
MARK = "peer"
"""The field by which a description says that it is one of these."""
WIDEST, DEEPEST, MOST_PAIRS = 512, 4, 64
HINT = "Correct that field of the description."


@dataclass(frozen=True)
class Layer:
    """One layer of a body.

    Attributes
    ----------
    kind : str
        :data:`PAIR`: ``x + second(relu(first(x)))``, both 3 x 3. :data:`DOWN`: 2 x 2 with stride 2; its input is kept.
        :data:`UP`: 1 x 1 to four times the channels, which are put beside each other as squares of 2 x 2 pixels; then
        what was kept is added.
    inputs, outputs : int
        Channels.
    """

    kind: str
    inputs: int
    outputs: int


@dataclass(frozen=True)
class PeerSpec:
    """A float denoiser: squares of 2 x 2 pixels become channels, a body of residual pairs, and the same way back.

    One width makes it a relative of FFDNet (Zhang et al., TIP 2018), several make it one of DRUNet (Zhang et al.,
    TPAMI 2022). What it finds is subtracted from the picture.

    Attributes
    ----------
    widths : tuple of int
        Channels at half the resolution, at a quarter, and so on.
    pairs : tuple of int
        Residual pairs at each of them, on the way down and once more on the way up; at the last width only once.

    Raises
    ------
    SpecError
        For what cannot be.
    """

    widths: tuple[int, ...]
    pairs: tuple[int, ...]

    task: ClassVar[Task] = Task.DENOISE
    scale: ClassVar[int] = 1
    image_channels: ClassVar[int] = 3
    level_bias: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        for name, values, highest in (("widths", self.widths, WIDEST), ("pairs", self.pairs, MOST_PAIRS)):
            if not isinstance(values, tuple) or not all(type(each) is int and 0 < each <= highest for each in values):
                raise SpecError(f"the network's {name} are {values!r}, but must be whole numbers of 1 to {highest}",
                                hint=HINT)
        if not 0 < len(self.widths) == len(self.pairs) <= DEEPEST:
            raise SpecError(f"the network has {len(self.widths)} widths and {len(self.pairs)} numbers of pairs, but "
                            f"must have as many of both, at most {DEEPEST}", hint=HINT)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The body in the order in which it runs."""
        way_down: list[Layer] = []
        way_up: list[Layer] = []
        for place, (width, pairs) in enumerate(zip(self.widths, self.pairs, strict=True)):
            here = [Layer(PAIR, width, width)] * pairs
            if place + 1 == len(self.widths):
                return (*way_down, *here, *way_up)
            below = self.widths[place + 1]
            way_down += [*here, Layer(DOWN, width, below)]
            way_up = [Layer(UP, below, width), *here, *way_up]
        raise AssertionError("a description has at least one width")

    @property
    def alignment(self) -> int:
        """Each side of a picture must be a multiple of this."""
        return 1 << len(self.widths)

    def shown(self, level: float) -> tuple[float, ...]:
        """What the network is told of a level of noise: one number, on the scale of the pixels."""
        return self.task.info.level_map(level)

    def to_json(self) -> str:
        """The description as JSON with sorted keys."""
        return json.dumps({MARK: asdict(self)}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> PeerSpec:
        """Read :meth:`to_json`'s form; raises :class:`SpecError` for anything else."""
        try:
            values = read_json(text)[MARK]
            return cls(**{name: tuple(value) for name, value in values.items()})
        except (ValueError, TypeError, LookupError, AttributeError) as err:
            raise SpecError(f"the network's description cannot be read: {err}", hint="The file is damaged.") from err
