"""From a network description to a torch network.

The attributes that the export reads: ``head``, ``body`` (a sequence of units), ``upsampler`` (of an enlarger) and
``tail``. Each is a ``Conv2d``, or has ``folded()`` (see :mod:`engine.training.folding`).
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.errors import SpecError
from engine.measure.peers.spec import MARK, PeerSpec
from engine.network.layout import DOWN, UP
from engine.network.packed import gates_of
from engine.network.spec import NetworkSpec
from engine.training.float_peers import FloatPeer
from engine.training.parts import BinaryConvolution, FloatUnit, Widening
from engine.training.rivals import RIVALS, Bam
from engine.training.scales import halved, returned
from engine.training.units import Unit

Description = NetworkSpec | PeerSpec
"""What the trainer can train."""
FIRST_OPENING = 0.05
"""Where the slope and the shift of a gate begin: nearly closed."""
QUIET_SCALE = 0.03
"""Where a learned scale begins below full resolution: what is found there is added to several pixels."""
LEAK = 0.1
"""Slope of the enlargers' leaky ReLUs below zero (docs/paper.md, Enlargers)."""


class Body(nn.Sequential):
    """The units, with residuals that span as many of them as the description says (paper Fig. 5, Table 5).

    Where a layout puts some of them at lower resolutions, each gated group needs the slope and the shift of its gate
    (:class:`engine.backend.program.Gate`).
    """

    def __init__(self, spec: NetworkSpec) -> None:
        super().__init__(*(make_unit(spec, index) for index in range(spec.units)))
        self.residuals, self.nodes = spec.residuals, spec.nodes

    def forward(self, stream: Tensor, gates: Iterable[Tensor] = ()) -> Tensor:
        """(n, C, h, w) to the same shape, with (2, C) for each gated group in the order in which they end."""
        kept, memory = stream, None
        units, gates = iter(zip(self, self.residuals, strict=True)), iter(gates)
        around: list[tuple[Tensor, Tensor]] = []
        for node in self.nodes:
            if node.kind == DOWN:
                around.append((stream, halved(stream, node.copies)))
                stream = around[-1][1]
            elif node.kind == UP:
                wide, small = around.pop()
                stream = returned(wide, stream, small, tuple(next(gates)) if node.gated else None)
            else:
                unit, (keeps, adds) = next(units)
                kept = stream if keeps else kept
                residual = kept if adds else None
                if isinstance(unit, Bam):
                    stream, memory = unit.accumulate(stream, residual, memory)
                else:
                    stream = unit.combine(stream, residual)
        return stream


def make_unit(spec: NetworkSpec, index: int) -> nn.Module:
    """Unit `index` of the body."""
    if not spec.is_binary("body"):
        return FloatUnit(spec.channels, spec.has_relu(index), spec.unit == "float-bn", spec.body_bias)
    if spec.unit in RIVALS:
        return RIVALS[spec.unit](spec.channels)
    version = "bbcu-v1" if spec.unit == "reactnet" else spec.unit
    node = spec.unit_nodes[index]
    unit = Unit(spec.channels * node.widening, version, spec.body_bias, spec.learned_scale, node.thresholds)
    if spec.learned_scale and node.level:
        nn.init.constant_(unit.free_scale, QUIET_SCALE)
    return unit


class Network(nn.Module):
    """Head and body, which all backbones share.

    The picture and the level map are multiplied by k at the very input and the result is divided by k at the very
    end (residual alignment): the stream between the units lives on that scale, where a unit's +-s sums correct it
    instead of drowning it.

    Parameters
    ----------
    spec : NetworkSpec
    """

    def __init__(self, spec: NetworkSpec) -> None:
        super().__init__()
        self.spec = spec
        if spec.is_binary("head"):
            self.head: nn.Module = Widening(spec.input_channels, spec.channels)
        else:
            self.head = nn.Conv2d(spec.input_channels, spec.channels, 3, padding=1, bias=spec.bias)
        bound = (9 * spec.input_channels) ** -0.5
        self.told = nn.Parameter(torch.empty(spec.channels, len(spec.level_bias)).uniform_(-9 * bound, 9 * bound)) \
            if spec.level_bias else None
        self.body = Body(spec)
        self.gates = nn.ParameterList(
            nn.Parameter(torch.full((2, spec.channels * node.widening), FIRST_OPENING)) for node in gates_of(spec))

    def make_tail(self) -> nn.Module:
        """BBCU-T, whose residual is the picture itself; or a convolution."""
        spec = self.spec
        if spec.is_binary("tail"):
            return BinaryConvolution(spec.channels, spec.tail_channels)
        return nn.Conv2d(spec.channels, spec.tail_channels, 3, padding=1, bias=spec.bias)

    def stream(self, scaled: Tensor, level: Tensor | None) -> Tensor:
        """From the amplified picture to the body's end."""
        stream = self.head(with_level(scaled, level, self.spec))
        if self.told is not None:
            numbers = needed(level).view(-1, self.told.shape[1])
            stream = stream + (numbers * self.spec.k @ self.told.T)[:, :, None, None]
        if self.spec.head_relu and not self.spec.is_binary("head"):
            leaky = self.spec.backbone == "srresnet"
            stream = functional.leaky_relu(stream, LEAK) if leaky else torch.relu(stream)
        return self.body(stream.contiguous(memory_format=torch.channels_last), self.gates)


class DnCNN(Network):
    """Head, body, tail; what the tail finds is subtracted from the picture (docs/paper.md, DnCNN)."""

    def __init__(self, spec: NetworkSpec) -> None:
        super().__init__(spec)
        self.tail = self.make_tail()

    def forward(self, picture: Tensor, level: Tensor | None = None) -> Tensor:
        """Restore a batch.

        Parameters
        ----------
        picture : Tensor of float32, shape (n, image_channels, h, w)
            In 0..1; noise may exceed it.
        level : Tensor of float32, shape (n,) or (n, numbers), n or 1, optional
            What :meth:`NetworkSpec.shown` says; needed if the spec has a level map or a level bias.

        Returns
        -------
        Tensor of float32, shape (n, image_channels, h, w)
            Not clipped.
        """
        scaled = picture * self.spec.k
        return (scaled - self.tail(self.stream(scaled, level))) / self.spec.k


class SRResNet(Network):
    """Head, body, upsampler and tail on top of the bilinear enlargement (docs/paper.md, Enlargers).

    Float convolutions outside the binary parts start small, as in the paper's code: Kaiming-normal times 0.1, biases
    of zero.
    """

    def __init__(self, spec: NetworkSpec) -> None:
        super().__init__(spec)
        self.upsampler = nn.ModuleList(self._stage(factor) for factor in spec.stages)
        self.tail = self.make_tail()
        for module in self.modules():
            if isinstance(module, nn.Conv2d | BinaryConvolution):
                nn.init.kaiming_normal_(module.weight)
                module.weight.data.mul_(0.1)
            if isinstance(module, nn.Conv2d) and module.bias is not None:
                nn.init.zeros_(module.bias)

    def _stage(self, factor: int) -> nn.Module:
        inputs, outputs = self.spec.channels, self.spec.channels * factor**2
        if self.spec.is_binary("upsampler"):
            return Widening(inputs, outputs)
        return nn.Conv2d(inputs, outputs, 3, padding=1, bias=self.spec.bias)

    def forward(self, picture: Tensor, level: Tensor | None = None) -> Tensor:
        """Enlarge a batch: float32 (n, image_channels, h, w) in 0..1 to (n, image_channels, h * scale, w * scale)."""
        spec = self.spec
        scaled = picture * spec.k
        stream = self.stream(scaled, level)
        for factor, stage in zip(spec.stages, self.upsampler, strict=True):
            stream = functional.pixel_shuffle(stage(stream), factor)
            if factor == 1 or not spec.is_binary("upsampler"):  # none behind a BBCU-U
                stream = functional.leaky_relu(stream, LEAK)
        found = self.tail(stream)
        if spec.upsampler == "direct":
            found = functional.pixel_shuffle(found, spec.scale)
        base = functional.interpolate(scaled, scale_factor=spec.scale, mode="bilinear", align_corners=False)
        return (base + found) / spec.k


def with_level(scaled: Tensor, level: Tensor | None, spec: NetworkSpec) -> Tensor:
    """Append the level map, constant over each picture and amplified like it, if the spec has one."""
    if not spec.level_map:
        return scaled
    plane = (needed(level) * spec.k).view(-1, 1, 1, 1).expand(len(scaled), 1, *scaled.shape[2:])
    return torch.cat([scaled, plane], dim=1).contiguous(memory_format=torch.channels_last)


def shown_tensor(spec: Description, shown: tuple[float, ...], device: torch.device | str = "cpu") -> Tensor | None:
    """What :meth:`NetworkSpec.shown` says, for one picture: (1,) or (1, numbers); None for nothing."""
    if not shown:
        return None
    told = torch.tensor(shown, device=device)
    return told[None] if spec.level_bias else told


def needed(level: Tensor | None) -> Tensor:
    """The level, which must be there."""
    if level is None:
        raise SpecError("this network needs a level", hint="Give what the spec's `shown` says, for each picture.")
    return level


BUILDERS: dict[str, type[Network]] = {"dncnn": DnCNN, "srresnet": SRResNet}
"""Backbone name to its class."""


def build(spec: Description) -> Network | FloatPeer:
    """Make a fresh network, channels-last: PyTorch's default initialization but for :class:`SRResNet`'s."""
    made = FloatPeer(spec) if isinstance(spec, PeerSpec) else BUILDERS[spec.backbone](spec)
    return made.to(memory_format=torch.channels_last)


def described(text: str) -> Description:
    """Read what either kind of description wrote as JSON; raises SpecError."""
    return (PeerSpec if text.startswith(f'{{"{MARK}"') else NetworkSpec).from_json(text)
