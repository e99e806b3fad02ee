"""What a network's results are measured by while it learns: losses, by the names that recipes give."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import torch
from torch.nn import functional

from engine.picture.pixels import LUMA, TO_YCBCR

_COLOURS = tuple(map(tuple, TO_YCBCR[1:].tolist()))


@cache
def _constant(values: tuple, device: torch.device) -> torch.Tensor:
    """Numbers in a device's memory: put there once, for a step that is recorded can copy nothing from outside."""
    return torch.tensor(values, dtype=torch.float32, device=device)


def luma_loss(restored: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Mean |error| of the luma (BT.601), plus a quarter of that of the colours: (n, 3, h, w) twice to a scalar."""
    error = restored - wanted
    luma = torch.tensordot(_constant(LUMA, error.device), error, dims=([0], [1]))
    return luma.abs().mean() + 0.25 * error.abs().mean()


SMALL_ERROR = 1e-5
"""Mean squared error, of values 0..1, from which on less is hardly better: that of 0.8 grey levels."""


def psnr_loss(restored: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Mean of each patch's ln(mse + 1e-5), a quarter of minus its PSNR in dB: (n, c, h, w) twice to a scalar."""
    return (_errors(restored - wanted) + SMALL_ERROR).log().mean()


def colour_loss(restored: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """The same, with twice the error of Cb and Cr besides, which luma drowns: (n, 3, h, w) twice to a scalar."""
    error = restored - wanted
    colours = torch.einsum("kc,nchw->nkhw", _constant(_COLOURS, error.device), error)
    return (_errors(error) + 2.0 * _errors(colours) + SMALL_ERROR).log().mean()


def _errors(difference: torch.Tensor) -> torch.Tensor:
    """Mean square of each patch: (n, c, h, w) to (n,)."""
    return difference.square().mean(dim=(1, 2, 3))


LITTLE_DAMAGE = 1 / 255
"""Mean |damage|, of values 0..1, that is added to each patch's, lest clean patches count for everything."""


def balanced_loss(restored: torch.Tensor, wanted: torch.Tensor, spoiled: torch.Tensor) -> torch.Tensor:
    """Mean of each patch's |error| over the square root of what was wrong with it: (n, c, h, w) thrice to a scalar."""
    error, damage = ((each - wanted).abs().mean(dim=(1, 2, 3)) for each in (restored, spoiled))
    return (error * (damage + LITTLE_DAMAGE).rsqrt()).mean()


BALANCED = "balanced"
Loss = Callable[[torch.Tensor, torch.Tensor, torch.Tensor], torch.Tensor]
"""What was restored, what was wanted, what was spoiled, to a number that is to become small."""


def _without_spoiled(measure: Callable[[torch.Tensor, torch.Tensor], torch.Tensor]) -> Loss:
    return lambda restored, wanted, _spoiled: measure(restored, wanted)


LOSSES: dict[str, Loss] = {
    "l1": _without_spoiled(functional.l1_loss), "l2": _without_spoiled(functional.mse_loss),
    "psnr": _without_spoiled(psnr_loss), "luma": _without_spoiled(luma_loss), "colour": _without_spoiled(colour_loss),
    BALANCED: balanced_loss,
}
"""What a recipe's loss is called."""
