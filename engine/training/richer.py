"""Units that compute more than a BBCU-V4, to find out whether that pays. They cannot be packed."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.errors import SpecError
from engine.network.spec import NetworkSpec
from engine.training.folding import Folded
from engine.training.units import BinaryWeight, SurrogateSign, Unit, as_planes

LEVEL_STEP = 5.0
"""The level, at most 1, times this is what a learned factor is multiplied by."""


class RicherUnit(Unit):
    """A unit V4 whose scale follows the level, or whose weights are sums of two scaled signs (second order).

    Attributes
    ----------
    level : Tensor of float32, shape (n,), or None
        Of the batch at hand; the network puts it here.
    """

    def __init__(self, spec: NetworkSpec) -> None:
        super().__init__(spec.channels, "bbcu-v4", spec.body_bias, spec.learned_scale)
        self.level: Tensor | None = None
        self.slope = nn.Parameter(torch.zeros(spec.channels)) if spec.level_scale else None
        self.second = nn.Parameter(torch.empty_like(self.weight).uniform_(-0.05, 0.05)) if spec.second_order else None

    def combine(self, x: Tensor, residual: Tensor | None) -> Tensor:
        """See :class:`engine.training.units.Unit`."""
        signs = SurrogateSign.apply(x + as_planes(self.threshold_shift))
        value = functional.conv2d(signs, BinaryWeight.apply(self.weight), self.bias, padding=1)
        if self.second is not None:
            value = value + functional.conv2d(signs, BinaryWeight.apply(self.second), padding=1)
        if self.slope is not None:
            value = value * (1.0 + as_planes(self.slope) * self.level.view(-1, 1, 1, 1) * LEVEL_STEP)
        value = self.rprelu(value)
        return value if residual is None else value + residual

    def folded(self) -> Folded:
        """There is no packed form."""
        raise SpecError("second-order weights and scales that follow the level cannot be packed",
                        hint="Train without them.")
