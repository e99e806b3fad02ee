"""What a network is, in one frozen description that needs no torch.

A :class:`NetworkSpec` names the backbone, the unit, the sizes and which parts are binary. The trainer builds a
torch network from it, the packed file carries it as JSON, every backend runs it, and the halo, the costs and the
names of the tensors follow from it. The words are those of the BBCU paper (Sec. 3): *head*, *body*, *upsampler*,
*tail*, *unit*, *k*.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from engine.errors import SpecError
from engine.plan import Task

BACKBONES = ("dncnn", "srresnet")
UNITS = ("bbcu-v1", "bbcu-v2", "bbcu-v3", "bbcu-v4", "float")
PARTS = ("head", "body", "upsampler", "tail")
MAX_CHANNELS = 512
MAX_UNITS = 256


def amplification(channels: int) -> float:
    """The paper's best residual-alignment factor for a width: k* = 130 C / 64 (Sec. 4.5)."""
    return 130.0 * channels / 64.0


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
        Whether the head sees one more channel: the level, constant over the picture, on the scale of the pixels
        (sigma / 255 for denoising, (100 - quality) / 100 for deblocking), multiplied by k like them.
    channels : int
        Width C of the body.
    units : int
        Number of body units (one 3 x 3 convolution each).
    unit : str
        One of :data:`UNITS`.
    head_relu : bool
        ReLU behind the head convolution (DnCNN has one; the paper's SRResNet a leaky one of 0.1).
    bias : bool
        Whether head and tail convolutions have biases.
    body_bias : bool
        Whether the units' convolutions have biases too (DnCNN-3). The packed file folds them into the RPReLU.
    k : float
        Residual-alignment factor: the input is multiplied by it, the output divided. 1 switches it off.
    scale : int
        Enlargement per side: 1, 2, 3 or 4.
    binary : tuple of str
        Which :data:`PARTS` are binary.

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
    head_relu: bool = True
    bias: bool = False
    body_bias: bool = False
    k: float = 130.0
    scale: int = 1
    binary: tuple[str, ...] = ("body",)

    def __post_init__(self) -> None:
        checks = (
            ("backbone", self.backbone in BACKBONES, f"one of {', '.join(BACKBONES)}"),
            ("task", self.task in tuple(Task), "denoise, deblock or upscale"),
            ("image_channels", self.image_channels in (1, 3), "1 or 3"),
            ("channels", _whole(self.channels) and 1 <= self.channels <= MAX_CHANNELS, f"1 to {MAX_CHANNELS}"),
            ("units", _whole(self.units) and 1 <= self.units <= MAX_UNITS, f"1 to {MAX_UNITS}"),
            ("unit", self.unit in UNITS, f"one of {', '.join(UNITS)}"),
            ("k", isinstance(self.k, (int, float)) and 0 < self.k < 1e6, "a positive number"),
            ("scale", self.scale in (1, 2, 3, 4), "1, 2, 3 or 4"),
            ("scale", (self.scale > 1) == (self.task == Task.UPSCALE), "above 1 for upscale, else 1"),
            ("backbone", (self.backbone == "srresnet") == (self.task == Task.UPSCALE),
             "srresnet for upscale, dncnn for denoise and deblock"),
            ("binary", set(self.binary) <= set(PARTS), f"some of {', '.join(PARTS)}"),
            ("binary", self.scale > 1 or "upsampler" not in self.binary, "without an upsampler at scale 1"),
        )
        for field, fine, wanted in checks:
            if not fine:
                raise SpecError(f"the network's {field} is {getattr(self, field)!r}, but must be {wanted}",
                                hint="Correct that field of the network description.")

    @property
    def input_channels(self) -> int:
        """Channels that the head sees: the picture's, and the level map's if there is one."""
        return self.image_channels + int(self.level_map)

    @property
    def halo(self) -> int:
        """Receptive radius in LQ pixels: how far beyond itself a tile must be read to be exact.

        Each 3 x 3 convolution at LQ resolution adds one pixel; those behind the upsampler reach 1/scale of a
        pixel each, rounded up; the bilinear base reaches one.
        """
        radius = 1 + self.units
        if self.scale == 1:
            return radius + 1
        if self.scale == 4:  # two upsampling convolutions (at x1 and x2), then two at x4
            return radius + 1 + 1 + 1
        return radius + 1 + 1  # one upsampling convolution, then two at full scale

    def to_json(self) -> str:
        """The description as JSON with sorted keys, as the packed file stores it."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> NetworkSpec:
        """Read :meth:`to_json`'s form; unknown or wrong fields raise :class:`SpecError`."""
        try:
            values = json.loads(text)
            unknown = set(values.keys()) - {field.name for field in fields(cls)}
        except (ValueError, TypeError, AttributeError) as err:
            raise SpecError("the network description is not readable", hint="The model file is damaged.") from err
        if unknown:
            raise SpecError(f"the network description has an unknown field {sorted(unknown)[0]!r}",
                            hint="The model may need a newer version of this program.")
        try:
            values["task"] = Task(values.get("task", "denoise"))
            values["binary"] = tuple(values.get("binary", ("body",)))
            return cls(**values)
        except (ValueError, TypeError) as err:
            raise SpecError(f"the network description is wrong: {err}", hint="The model file is damaged.") from err


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
