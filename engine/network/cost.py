"""What a network costs, counted as the BBCU paper counts: its Tables 1 to 3, and V_C and V_P of its Table 6.

The conventions (found by matching every row, docs/paper.md, Counts): an operation is one multiply-accumulate at an LQ
picture of 320 x 180; only the weights of convolutions count, not biases, thresholds, RPReLU vectors, weight scales,
activations or interpolation; a binary convolution's operations are divided by 64 and its parameters by 32.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from engine.errors import SpecError
from engine.network.spec import PARTS, NetworkSpec, amplification
from engine.tasks import Task

PIXELS = 320 * 180
"""Size of the LQ picture for which operations are stated."""
BINARY_OPERATIONS = 64
"""Binary multiply-accumulates that count as one operation (Bi-Real Net's convention)."""
BINARY_PARAMETERS = 32
"""Binary weights that count as one parameter."""
TAPS = 9
LITE_CHANNELS = 12
"""Width of the paper's Lite networks (docs/paper.md, Enlargers)."""


@dataclass(frozen=True)
class Convolution:
    """`count` equal 3 x 3 convolutions of a part.

    Attributes
    ----------
    inputs, outputs : int
        Channels.
    density : float
        Pixels computed per LQ pixel: 1; 4, 9 or 16 behind the upsampler; 1/4 at half resolution.
    count : int
    """

    inputs: int
    outputs: int
    density: float = 1
    count: int = 1

    @property
    def parameters(self) -> int:
        """Weights, each counted as one."""
        return TAPS * self.inputs * self.outputs * self.count

    @property
    def operations(self) -> int:
        """Multiply-accumulates for :data:`PIXELS` LQ pixels."""
        return round(self.parameters * self.density * PIXELS)


@dataclass(frozen=True)
class PartCost:
    """Head, body, upsampler or tail: what it costs in full precision, and whether it is binary.

    Attributes
    ----------
    name : str
        One of :data:`engine.network.spec.PARTS`.
    binary : bool
    full_operations, full_parameters : int
        As if it were not binary.
    """

    name: str
    binary: bool
    full_operations: int
    full_parameters: int

    @property
    def binary_operations(self) -> float:
        """Operations of the part, were it binary."""
        return self.full_operations / BINARY_OPERATIONS

    @property
    def binary_parameters(self) -> float:
        """Parameters of the part, were it binary."""
        return self.full_parameters / BINARY_PARAMETERS

    @property
    def operations(self) -> float:
        """Operations of the part as it is, binary or not."""
        return self.binary_operations if self.binary else float(self.full_operations)

    @property
    def parameters(self) -> float:
        """Parameters of the part as it is, binary or not."""
        return self.binary_parameters if self.binary else float(self.full_parameters)

    def value(self, lost: float) -> tuple[float, float]:
        """V_C and V_P: what making this part binary loses for what it saves (paper Sec. 4.4, Table 6).

        The paper's V_C = (PSNR_f - PSNR_b) / (OPs_f - OPs_b), V_P likewise with parameters; lower is better value.

        Parameters
        ----------
        lost : float
            PSNR_f - PSNR_b in dB, of the network with this part alone binary.

        Returns
        -------
        tuple of float
            dB per 10^9 operations, and dB per 10^3 parameters.
        """
        return (lost / (self.full_operations - self.binary_operations) * 1e9,
                lost / (self.full_parameters - self.binary_parameters) * 1e3)


@dataclass(frozen=True)
class Cost:
    """What a network costs, part by part."""

    parts: tuple[PartCost, ...]

    @property
    def operations(self) -> float:
        """Of all parts, at 320 x 180 LQ pixels."""
        return sum(part.operations for part in self.parts)

    @property
    def parameters(self) -> float:
        """Of all parts."""
        return sum(part.parameters for part in self.parts)


def convolutions(spec: NetworkSpec) -> dict[str, tuple[Convolution, ...]]:
    """The convolutions of each part, in the order in which they run (docs/paper.md, Enlargers and DnCNN).

    Behind the body of an ``srresnet`` come one upsampling convolution to ``scale**2`` times the channels, or for
    x4 two to four times the channels, then one at full size: together they are the part *upsampler*. Part by part,
    binary layers have the shapes of their float counterparts: repeating channels (BBCU-H, BBCU-U) fits the
    residual, not the weights.
    """
    width = spec.channels
    head = (Convolution(spec.input_channels, width),)
    body = tuple(Convolution(width * node.widening * node.thresholds, width * node.widening, 0.25**node.level, count)
                 for node, count in Counter(spec.unit_nodes).items())
    upsampler: tuple[Convolution, ...] = ()
    density = 1
    for step in spec.stages:
        upsampler += (Convolution(width, width * step**2, density),)
        density *= step**2
    tail = (Convolution(width, spec.tail_channels, density),)
    parts = {"head": head, "body": body, "upsampler": upsampler, "tail": tail}
    return {name: parts[name] for name in PARTS if parts[name]}


def cost_of(spec: NetworkSpec) -> Cost:
    """Count a network."""
    return Cost(tuple(
        PartCost(
            name, spec.is_binary(name),
            sum(layer.operations for layer in layers), sum(layer.parameters for layer in layers),
        )
        for name, layers in convolutions(spec).items()
    ))


def values_of(cost: Cost, psnr_float: float, psnr_binary: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """V_C and V_P of each part whose PSNR is known; see :meth:`PartCost.value`.

    Parameters
    ----------
    cost : Cost
    psnr_float : float
        PSNR of the full-precision network in dB.
    psnr_binary : mapping of str to float
        PSNR in dB of the network with that part alone binary.

    Raises
    ------
    SpecError
        For a part that the network does not have.
    """
    parts = {part.name: part for part in cost.parts}
    for name in psnr_binary:
        if name not in parts:
            raise SpecError(f"this network has no part {name!r}", hint=f"Choose {', '.join(parts)}.")
    return {name: parts[name].value(psnr_float - psnr) for name, psnr in psnr_binary.items()}


def _srresnet(scale: int, channels: int = 64, binary: tuple[str, ...] = ()) -> NetworkSpec:
    return NetworkSpec(
        "srresnet", Task.UPSCALE, channels=channels, units=32, unit="bbcu-v4" if binary else "float", bias=True,
        convolutions_per_residual=1 if binary else 2, k=amplification(channels) if binary else 1.0, scale=scale,
        binary=binary,
    )


def _dncnn(task: Task, channels: int = 64, binary: tuple[str, ...] = ()) -> NetworkSpec:
    return NetworkSpec(
        "dncnn", task, image_channels=1 if task is Task.DEBLOCK else 3, channels=channels, units=18,
        unit="bbcu-v4" if binary else "float-bn", bias=task is Task.DEBLOCK, body_bias=task is Task.DEBLOCK,
        convolutions_per_residual=1 if binary else 0, k=amplification(channels) if binary else 1.0, binary=binary,
    )


def _family(name: str, scales: tuple[int, ...], channels: int = 64, binary: tuple[str, ...] = ()) -> dict:
    return {f"{name}-x{scale}": _srresnet(scale, channels, binary) for scale in scales}


ARCHITECTURES: dict[str, NetworkSpec] = {
    **_family("srresnet", (2, 3, 4)),
    **_family("srresnet-lite", (2, 3, 4), LITE_CHANNELS),
    **_family("bbcu-l", (2, 3, 4), binary=("body",)),
    **_family("bbcu-m", (2, 3, 4), binary=("body", "upsampler")),
    **_family("bbcu-all", (2, 3, 4), binary=PARTS),
    "dncnn": _dncnn(Task.DENOISE),
    "dncnn-lite": _dncnn(Task.DENOISE, LITE_CHANNELS),
    "bbcu-dncnn": _dncnn(Task.DENOISE, binary=("body",)),
    "dncnn-3": _dncnn(Task.DEBLOCK),
    "dncnn-3-lite": _dncnn(Task.DEBLOCK, LITE_CHANNELS),
    "bbcu-dncnn-3": _dncnn(Task.DEBLOCK, binary=("body",)),
}
"""The paper's networks by name. The rivals (BNN, Bi-Real, IRNet, BTM, ReActNet) cost what ``bbcu-l-*`` and
``bbcu-dncnn*`` cost: they differ in vectors and normalisations, which are not counted."""
