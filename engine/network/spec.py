"""What a network is, in one frozen description that needs no torch.

A :class:`NetworkSpec` names the backbone, the unit, the sizes and which parts are binary. The trainer builds a
torch network from it, the packed file carries it as JSON, every backend runs it, and the halo, the costs and the
names of the tensors follow from it. The words are those of the BBCU paper (Sec. 3): *head*, *body*, *upsampler*,
*tail*, *unit*, *k*.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from engine.errors import SpecError
from engine.network.layout import UNIT, Node, deepest, parse, reach, with_halves
from engine.tasks import TOLD, Task, told

BACKBONES = ("dncnn", "srresnet")
RIVALS = ("bnn", "bi-real", "ir-net", "bam", "btm", "reactnet")
FLOAT_UNITS = ("float", "float-bn")
UNITS = ("bbcu-v1", "bbcu-v2", "bbcu-v3", "bbcu-v4", *RIVALS, *FLOAT_UNITS)
RECTIFIED_AFTER = ("bbcu-v1", "bbcu-v2", "bbcu-v3", "reactnet")
"""Units whose RPReLU comes after the residual was added (docs/paper.md, Versions), not before."""
UPSAMPLERS = ("stages", "direct")
PARTS = ("head", "body", "upsampler", "tail")
MAX_CHANNELS = 512
MAX_UNITS = 256


def amplification(channels: int) -> float:
    """The paper's best residual-alignment factor for a width: k* = 130 C / 64 (Sec. 4.5)."""
    return 130.0 * channels / 64.0


BLOCK_UNITS = ("bnn", "bam", "btm")
"""Rivals whose residuals span blocks of two convolutions (docs/paper.md, Rivals)."""
AMPLIFIED = ("bbcu-v3", "bbcu-v4")
"""Units that live in an amplified stream (docs/paper.md, Versions)."""

TRIED = ("level_scale", "second_order")
"""Fields that are gone, because what they stood for did not pay. Older files carry them as false, which is fine."""


@dataclass(frozen=True)
class NetworkSpec:
    """A one-bit restoration network.

    Attributes
    ----------
    backbone : str
        ``"dncnn"``: head, body, tail; the output is the input minus what the network finds (residual learning).
        ``"srresnet"``: head, body, upsampler, tail, added to the bilinear enlargement of the input.
    task : Task
        What the network was made for.
    image_channels : int
        3 (colour) or 1 (luma).
    level_map : bool
        Whether the head sees the level too, as a channel that is constant over the picture
        (:attr:`engine.tasks.TaskInfo.level_map`), multiplied by k like the pixels.
    channels : int
        Width C of the body.
    units : int
        Number of body units (one 3 x 3 convolution each).
    unit : str
        One of :data:`UNITS`; ``"float"`` and ``"float-bn"`` (with BatchNorm, as DnCNN has it) are full-precision
        convolutions with ReLUs. A body that is not among the binary parts is made of them too.
    convolutions_per_residual : int
        How many units one residual connection spans (paper Fig. 5): 1 for each its own, 2 for blocks of two, ...;
        0 for none at all (DnCNN in full precision).
    without_residual : tuple of int
        Which residual connections are left out, counted from 0 (paper Table 5).
    head_relu : bool
        ReLU behind the head convolution (DnCNN has one; the paper's SRResNet a leaky one of 0.1). A binary head has
        an RPReLU instead.
    bias : bool
        Whether head and tail convolutions have biases.
    body_bias : bool
        Whether the units' convolutions have biases too (DnCNN-3). The packed file folds them into the RPReLU.
    k : float
        Residual-alignment factor: the input is multiplied by it, the output divided. 1 switches it off.
    scale : int
        Enlargement per side: 1, 2, 3 or 4.
    upsampler : str
        Of an srresnet. ``"stages"``: as in the paper, convolutions with pixel shuffles, then one at full size, then
        the tail. ``"direct"``: the tail alone, which gives scale**2 times the channels and is shuffled.
    binary : tuple of str
        Which :data:`PARTS` are binary: BBCU-H, -B, -U and -T of the paper (Sec. 3.2).
    layout : str
        How the units are laid out over resolutions (:mod:`engine.network.layout`), of BBCU-V4 units; ``""`` for all of
        them at full resolution. Not in the paper.
    level_bias : tuple of str
        What the network is told beside the picture, some of :data:`engine.tasks.TOLD` in their order: each number,
        on the scale of the pixels, times a learned weight for each channel, is added to what the head finds. In the
        place of a level map, whose constant planes cost as much as a colour.
    learned_scale : bool
        Whether the scale of a BBCU-V4 unit is a parameter of its own, in the place of mean|W| (paper Eq. 4). Not in
        the paper; costs nothing once packed.

    Raises
    ------
    SpecError
        For any value or combination that cannot be; the message names the field.
    """

    backbone: str = "dncnn"
    task: Task = Task.DENOISE
    image_channels: int = 3
    level_map: bool = False
    channels: int = 64
    units: int = 18
    unit: str = "bbcu-v4"
    convolutions_per_residual: int = 1
    without_residual: tuple[int, ...] = ()
    head_relu: bool = True
    bias: bool = False
    body_bias: bool = False
    k: float = 130.0
    scale: int = 1
    upsampler: str = "stages"
    binary: tuple[str, ...] = ("body",)
    layout: str = ""
    level_bias: tuple[str, ...] = ()
    learned_scale: bool = False

    def __post_init__(self) -> None:
        self._check_each()
        object.__setattr__(self, "task", Task(self.task))  # its plain name will do
        self._check_parts()
        self._check_residuals()

    def _check_each(self) -> None:
        """Each field by itself."""
        self._check(
            ("backbone", self.backbone in BACKBONES, f"one of {', '.join(BACKBONES)}"),
            ("task", self.task in tuple(Task), f"one of {', '.join(Task)}"),
            ("image_channels", _whole(self.image_channels) and self.image_channels in (1, 3), "1 or 3"),
            ("channels", _whole(self.channels) and 1 <= self.channels <= MAX_CHANNELS, f"1 to {MAX_CHANNELS}"),
            ("units", _whole(self.units) and 1 <= self.units <= MAX_UNITS, f"1 to {MAX_UNITS}"),
            ("unit", self.unit in UNITS, f"one of {', '.join(UNITS)}"),
            ("k", (_whole(self.k) or isinstance(self.k, float)) and 0 < self.k < 1e6, "a positive number"),
            ("scale", _whole(self.scale) and self.scale in (1, 2, 3, 4), "1, 2, 3 or 4"),
            ("upsampler", self.upsampler in UPSAMPLERS, f"one of {', '.join(UPSAMPLERS)}"),
            *((flag, isinstance(getattr(self, flag), bool), "true or false")
              for flag in ("level_map", "head_relu", "bias", "body_bias", "learned_scale")),
            ("binary", isinstance(self.binary, tuple) and all(part in PARTS for part in self.binary)
             and _distinct(self.binary), f"a tuple of some of {', '.join(PARTS)}"),
            ("without_residual", isinstance(self.without_residual, tuple) and all(map(_whole, self.without_residual))
             and _distinct(self.without_residual), "a tuple of whole numbers, each once"),
            ("layout", isinstance(self.layout, str), "a text"),
            ("level_bias", isinstance(self.level_bias, tuple) and all(name in TOLD for name in self.level_bias)
             and _distinct(self.level_bias), f"a tuple of some of {', '.join(TOLD)}, each once"),
        )

    def _check_parts(self) -> None:
        """What task, backbone and parts have to do with each other."""
        enlarges = self.task.info.enlarges
        self._check(
            ("scale", (self.scale > 1) == enlarges, "above 1 for a task that enlarges, else 1"),
            ("backbone", (self.backbone == "srresnet") == enlarges, "srresnet for a task that enlarges, else dncnn"),
            ("upsampler", enlarges or self.upsampler == "stages", "stages for a task that does not enlarge"),
            ("level_map", not self.level_map or self.map_values(self.task.info.levels.low),
             f"off for {self.task}: there is nothing to show"),
            ("binary", enlarges or "upsampler" not in self.binary, "without an upsampler at scale 1"),
            ("binary", self.upsampler == "stages" or "upsampler" not in self.binary, "without a direct upsampler"),
            ("binary", self.unit not in RIVALS or self.binary == ("body",), f"the body alone for {self.unit}"),
            ("binary", self.unit not in FLOAT_UNITS or not self.binary, f"empty for {self.unit}"),
            ("learned_scale", not self.learned_scale or (self.unit == "bbcu-v4" and self.is_binary("body")),
             "off but for binary bodies of bbcu-v4"),
        )

    def _check_residuals(self) -> None:
        """What the units have to do with each other."""
        self._check(
            ("convolutions_per_residual", _whole(self.convolutions_per_residual)
             and 0 <= self.convolutions_per_residual <= self.units, "0 (none) to the number of units"),
        )
        self._check(
            ("without_residual", all(0 <= place < self.residual_count for place in self.without_residual),
             "numbers of residuals that there are"),
            ("layout", not self.layout or (
                self.unit == "bbcu-v4" and self.is_binary("body") and self.convolutions_per_residual == 1
                and not self.without_residual), "empty but for binary bbcu-v4 bodies with a residual for each unit"),
            ("level_bias", not self.level_bias or not (self.level_map or self.is_binary("head")),
             "empty beside a level map or a binary head"),
        )
        self._check(
            ("units", self.units == sum(node.kind == UNIT for node in self.nodes), "the number of units in its layout"),
            ("layout", max(node.widening * node.copies for node in self.nodes) * self.channels <= MAX_CHANNELS,
             f"no wider than {MAX_CHANNELS} channels"),
        )

    def _check(self, *checks: tuple[str, bool, str]) -> None:
        """Refuse the first field that is not fine; later groups rely on what earlier ones have found to be so.

        Each is the field, whether it is fine, and what it must be.
        """
        for field, fine, wanted in checks:
            if not fine:
                raise SpecError(f"the network's {field} is {getattr(self, field)!r}, but must be {wanted}",
                                hint="Correct that field of the network description.")

    @property
    def input_channels(self) -> int:
        """Channels that the head sees: the picture's, and the level map's if there is one."""
        return self.image_channels + len(self.map_values(self.task.info.levels.low))

    def map_values(self, level: float) -> tuple[float, ...]:
        """What the channels of the level map hold, one number each, on the scale of the pixels."""
        return self.task.info.level_map(level) if self.level_map else ()

    def shown(self, level: float, colour: float | None = None, quality: float | None = None, *,
              grey: bool = False) -> tuple[float, ...]:
        """The numbers that the network is shown beside a picture, on the scale of the pixels.

        Parameters
        ----------
        level : float
            Of the task.
        colour : float or None
            See :func:`engine.tasks.told`.
        quality : float or None
            Likewise.
        grey : bool
            Likewise.

        Returns
        -------
        tuple of float
            One for each channel of the level map, or for each name of the level bias.
        """
        if not self.level_bias:
            return self.map_values(level)
        known = told(self.task, level, colour, quality, grey=grey)
        return tuple(known[name] for name in self.level_bias)

    def is_binary(self, part: str) -> bool:
        """Whether this one of :data:`PARTS` is binary."""
        return part in self.binary and self.unit not in FLOAT_UNITS

    @property
    def residual_count(self) -> int:
        """How many residual connections the body has before any is left out."""
        return -(-self.units // self.convolutions_per_residual) if self.convolutions_per_residual else 0

    @property
    def residuals(self) -> tuple[tuple[bool, bool], ...]:
        """For each unit: whether its input is kept for a residual, and whether what was kept is added behind it."""
        span = self.convolutions_per_residual
        if not span:
            return ((False, False),) * self.units
        places = []
        for unit in range(self.units):
            there = unit // span not in self.without_residual
            last = unit % span == span - 1 or unit == self.units - 1
            places.append((there and unit % span == 0, there and last))
        return tuple(places)

    def has_relu(self, unit: int) -> bool:
        """Whether a float unit ends in a ReLU: not where it ends a block of several (conv, ReLU, conv, + input)."""
        adds = self.residuals[unit][1]
        return not adds or self.convolutions_per_residual == 1

    @property
    def stages(self) -> tuple[int, ...]:
        """What each convolution of the upsampler enlarges by; the last, at full size, by 1. Empty if there is none."""
        if self.scale == 1 or self.upsampler == "direct":
            return ()
        return (2, 2, 1) if self.scale == 4 else (self.scale, 1)

    @property
    def tail_channels(self) -> int:
        """Channels that the tail gives: the picture's, or scale**2 times as many if it is shuffled."""
        return self.image_channels * (self.scale**2 if self.upsampler == "direct" else 1)

    @property
    def halo(self) -> int:
        """Receptive radius in LQ pixels: how far beyond itself a tile must be read to be exact.

        Each 3 x 3 convolution at LQ resolution adds one pixel, one at half resolution as much as its squares reach;
        those behind the upsampler reach 1/scale of a pixel each, rounded up; the bilinear base reaches one.
        """
        radius = 1 + reach(self.nodes)
        if not self.stages:
            return radius + 1
        if self.scale == 4:  # two upsampling convolutions (at x1 and x2), then two at x4
            return radius + 1 + 1 + 1
        return radius + 1 + 1  # one upsampling convolution, then two at full scale

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The body's units and changes of resolution, in the order in which they run."""
        return parse(self.layout or str(self.units))

    @property
    def unit_nodes(self) -> tuple[Node, ...]:
        """Those that are units."""
        return tuple(node for node in self.nodes if node.kind == UNIT)

    @property
    def alignment(self) -> int:
        """Tiles must begin at multiples of this, in LQ pixels, for squares to lie where the whole picture has them."""
        return 1 << deepest(self.nodes)

    def to_json(self) -> str:
        """The description as JSON with sorted keys, as the packed file stores it."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> NetworkSpec:
        """Read :meth:`to_json`'s form; unknown or wrong fields raise :class:`SpecError`."""
        try:
            values = read_json(text)
            for name in [name for name in TRIED if name in values]:
                if values.pop(name) is not False:
                    raise SpecError(f"the network uses {name}, which was tried and given up",
                                    hint="Train and export it again without.")
            unknown = set(values.keys()) - {field.name for field in fields(cls)} - {"half_units"}
        except (ValueError, TypeError, AttributeError) as err:
            raise SpecError("the network description is not readable", hint="The model file is damaged.") from err
        if unknown:
            raise SpecError(f"the network description has an unknown field {sorted(unknown)[0]!r}",
                            hint="The model may need a newer version of this program.")
        try:
            values["task"] = Task(values.get("task", Task.DENOISE))
            halves = values.pop("half_units", ())  # how older files say it
            if halves and not set(halves) <= set(range(values["units"])):
                raise ValueError(f"half_units is {halves!r}")
            if halves:
                values["layout"] = with_halves(values["units"], halves)
            for name, default in (("binary", ("body",)), ("without_residual", ()), ("level_bias", ())):
                values[name] = tuple(values.get(name, default))
            return cls(**values)
        except (ValueError, TypeError) as err:
            raise SpecError(f"the network description is wrong: {err}", hint="The model file is damaged.") from err


def with_unit(spec: NetworkSpec, unit: str) -> NetworkSpec:
    """The same network made of another unit, with what belongs to that unit: k, residuals and binary parts.

    ``"float"`` gives the full-precision network that the binary one is compared with: an SRResNet with residual
    blocks of two convolutions, or a DnCNN with BatchNorm and no residuals.

    Raises
    ------
    SpecError
        If there is no such unit.
    """
    if unit in FLOAT_UNITS:
        plain = spec.backbone == "dncnn"
        return replace(spec, unit="float-bn" if plain else "float", k=1.0, binary=(), without_residual=(),
                       layout="", level_bias=(), learned_scale=False,
                       convolutions_per_residual=0 if plain else min(2, spec.units))
    return replace(
        spec, unit=unit, k=amplification(spec.channels) if unit in AMPLIFIED else 1.0, without_residual=(),
        layout=spec.layout if unit == "bbcu-v4" else "", learned_scale=spec.learned_scale and unit == "bbcu-v4",
        convolutions_per_residual=min(2, spec.units) if unit in BLOCK_UNITS else 1,
        binary=("body",) if unit in RIVALS or not spec.binary else spec.binary,
    )


def read_json(text: str) -> Any:
    """JSON as the standard has it, from a file that may be anything.

    Raises
    ------
    ValueError
        Also for what Python's reader lets pass or stumbles over: infinities, halves of characters, endless brackets.
    """
    def refuse(word: str) -> None:
        raise ValueError(f"{word} is no number")

    try:
        values = json.loads(text, parse_constant=refuse)
        json.dumps(values, ensure_ascii=False).encode()
    except RecursionError as err:
        raise ValueError("it is nested too deeply") from err
    return values


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _distinct(values: tuple) -> bool:
    return len(values) == len(set(values))
