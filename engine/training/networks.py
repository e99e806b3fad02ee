"""From a network description to a torch network.

Names of the parameters, which the export reads: ``head.weight`` (and ``head.bias``), ``body.<i>.weight``,
``body.<i>.threshold_shift``, ``body.<i>.rprelu.{shift_in,slope,shift_out}`` (and ``body.<i>.bias``), ``tail.weight``
(and ``tail.bias``).
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from engine.errors import SpecError
from engine.network.spec import NetworkSpec
from engine.training.units import Unit


class DnCNN(nn.Module):
    """Head, binary body, tail; what the tail finds is subtracted from the picture (PAPER.md 1.4).

    The picture and the level map are multiplied by k at the very input and the result is divided by k at the very
    end (residual alignment): the stream between the units lives on that scale, where a unit's +-s sums correct it
    instead of drowning it.

    Parameters
    ----------
    spec : NetworkSpec
        With backbone ``"dncnn"``.
    """

    def __init__(self, spec: NetworkSpec) -> None:
        super().__init__()
        self.spec = spec
        self.head = nn.Conv2d(spec.input_channels, spec.channels, 3, padding=1, bias=spec.bias)
        self.body = nn.Sequential(*(Unit(spec.channels, spec.unit, spec.body_bias) for _ in range(spec.units)))
        self.tail = nn.Conv2d(spec.channels, spec.image_channels, 3, padding=1, bias=spec.bias)

    def forward(self, picture: Tensor, level: Tensor | None = None) -> Tensor:
        """Restore a batch.

        Parameters
        ----------
        picture : Tensor of float32, shape (n, image_channels, h, w)
            In 0..1; noise may exceed it.
        level : Tensor of float32, shape (n,) or (1,), optional
            The level on the scale of the pixels (sigma / 255); needed if the spec has a level map.

        Returns
        -------
        Tensor of float32, shape (n, image_channels, h, w)
            Not clipped.
        """
        scaled = picture * self.spec.k
        stream = self.head(with_level(scaled, level, self.spec))
        if self.spec.head_relu:
            stream = torch.relu(stream)
        stream = self.body(stream.contiguous(memory_format=torch.channels_last))
        return (scaled - self.tail(stream)) / self.spec.k


def with_level(scaled: Tensor, level: Tensor | None, spec: NetworkSpec) -> Tensor:
    """Append the level map, constant over each picture and amplified like it, if the spec has one."""
    if not spec.level_map:
        return scaled
    if level is None:
        raise SpecError("this network needs a level",
                        hint="Give sigma / 255, or (100 - quality) / 100, for each picture.")
    plane = (level * spec.k).view(-1, 1, 1, 1).expand(len(scaled), 1, *scaled.shape[2:])
    return torch.cat([scaled, plane], dim=1).contiguous(memory_format=torch.channels_last)


BUILDERS: dict[str, Callable[[NetworkSpec], nn.Module]] = {"dncnn": DnCNN}
"""Backbone name to its class."""


def build(spec: NetworkSpec) -> nn.Module:
    """Make a fresh network with PyTorch's default initialization, channels-last.

    Raises
    ------
    SpecError
        For a backbone, part or unit that cannot be trained.
    """
    if spec.backbone not in BUILDERS:
        raise SpecError(f"a {spec.backbone} cannot be trained yet", hint="Choose the backbone dncnn.")
    if tuple(spec.binary) != ("body",):
        raise SpecError("only a network whose body alone is binary can be trained", hint="Use binary = ('body',).")
    return BUILDERS[spec.backbone](spec).to(memory_format=torch.channels_last)
