"""Beginning a run with what another network has learned."""

from __future__ import annotations

import torch
from torch import Tensor

from engine.errors import TrainingError
from engine.network.spec import NetworkSpec
from engine.training.binary import weight_scale
from engine.training.latents import Latents
from engine.training.networks import Network
from engine.training.units import first_shifts

QUIET_SCALE = 0.01
"""Learned scale of a unit that joins a trained body: it begins by changing next to nothing."""


@torch.no_grad()
def take_over(network: Network, latents: Latents) -> None:
    """Give a fresh network the parameters of another one that fit; new units begin nearly silent.

    A float peer goes on from its own.

    Raises
    ------
    TrainingError
        If nothing of the other's body fits, or one of them is a float peer and the other is not the same.
    """
    if not isinstance(network.spec, NetworkSpec) or not isinstance(latents.spec, NetworkSpec):
        if network.spec != latents.spec:
            raise TrainingError("a float peer begins with nothing but itself, and nothing else with it",
                                hint="Train it from the start.")
        network.load_state_dict(latents.parameters)
        return
    fitting = fitting_parameters(latents, network)
    if not any(name.startswith("body.") for name in fitting):
        raise TrainingError(f"nothing of the {latents.recipe} network fits this one",
                            hint="Begin with a network whose body has as many channels and the same unit.")
    for unit in network.body:
        if getattr(unit, "free_scale", None) is not None:
            unit.free_scale.fill_(QUIET_SCALE)
    network.load_state_dict(fitting, strict=False)


def fitting_parameters(latents: Latents, network: Network) -> dict[str, Tensor]:
    """What of a trained network has a place in another one, by its name there.

    The first unit at full resolution becomes the first one here, and so on; those of every other resolution and width
    likewise. So a trained body can grow by units of another kind. A learned scale begins with the mean|W| that was
    there. A unit that takes two signs where the other took one begins with its weights for both (:func:`_split`).
    """
    source, target = latents.spec, network.spec
    values, own = latents.parameters, network.state_dict()
    renamed = {}
    for kind in {(node.level, node.widening) for node in target.unit_nodes}:
        before, here = ([place for place, node in enumerate(spec.unit_nodes) if (node.level, node.widening) == kind]
                        for spec in (source, target))
        renamed |= {f"body.{a}.": f"body.{b}." for a, b in zip(before, here, strict=False)}
    found = {}
    for name, value in values.items():
        part = ".".join(name.split(".")[:2]) + "."
        place = name.replace(part, renamed.get(part, part), 1) if part in renamed or part[:5] != "body." else None
        if place not in own:
            continue
        if part in renamed and own[renamed[part] + "weight"].shape[1] == 2 * values[part + "weight"].shape[1]:
            fitting = _split(name.removeprefix(part), value)
        else:
            fitting = value
        if own[place].shape == fitting.shape:
            found[place] = fitting
            scale = place.removesuffix("weight") + "free_scale"
            if place.endswith(".weight") and scale in own and name.removesuffix("weight") + "free_scale" not in values:
                found[scale] = weight_scale(value) * value.shape[1] / fitting.shape[1]
    return found


def _split(name: str, value: Tensor) -> Tensor:
    """A parameter of a unit that takes one sign of each channel, for one that takes two: of both the sum is about as
    large, and the thresholds lie at either side of where the one was."""
    if name == "weight":
        return value.repeat(1, 2, 1, 1)
    if name == "threshold_shift":
        return value.repeat(2) + first_shifts(len(value), 2)
    return value / 2 if name == "free_scale" else value
