"""The latent weights of a network as it ships: what is measured, packed, taught by and begun with.

In a file they take some hundred kilobytes, with nothing of the optimizer: plain numbers under names, in safetensors.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as encode
from torch import Tensor

from engine.errors import SpecError, TrainingError
from engine.measure.peers.spec import PeerSpec
from engine.network.packed import Card
from engine.training.float_peers import FloatPeer
from engine.training.networks import Description, Network, build, described
from engine.training.packing import pack
from engine.unfinished import whole_file

FORMAT = "bbcu-latents-1"
SUFFIX = ".safetensors"
LARGEST_FILE = 256 << 20
HINT = "Choose a file of latent weights or a checkpoint that this program has made."


@dataclass(frozen=True, eq=False)
class Latents:
    """A trained network before it is packed.

    Attributes
    ----------
    recipe : str
        Name of the recipe.
    spec : NetworkSpec or PeerSpec
    step : int
        Training steps behind it.
    parameters : dict
        Names to tensors, of the running averages where there are some, and the statistics of BatchNorm.
    """

    recipe: str
    spec: Description
    step: int
    parameters: dict[str, Tensor]

    def network(self, device: torch.device | str = "cpu") -> Network | FloatPeer:
        """Build the network, ready to be run and not to be trained.

        Raises
        ------
        TrainingError
            If the parameters do not belong to the description.
        """
        made = build(self.spec)
        try:
            made.load_state_dict(self.parameters)
        except (RuntimeError, TypeError, AttributeError) as err:
            raise TrainingError("the parameters do not fit their network", hint=HINT) from err
        return made.to(device).eval().requires_grad_(False)


def save(latents: Latents, path: Path) -> None:
    """Write latents; a finished file appears in one move.

    Latent weights whose signs alone count are halved to 16 bits, if the packed network stays the same for it; so are
    all numbers of a float peer, which is measured as it is written.

    Raises
    ------
    TrainingError
        If it cannot be written, or the network cannot be packed.
    SpecError
        If its units have no packed form.
    """
    small = _smaller(latents)
    kept = small if isinstance(latents.spec, PeerSpec) or _packs_alike(small, latents) else latents
    metadata = {"format": FORMAT, "recipe": latents.recipe, "spec": latents.spec.to_json(), "step": str(latents.step)}
    tensors = {name: value.detach().cpu().contiguous() for name, value in kept.parameters.items()}
    try:
        with whole_file(path) as file:
            file.write(encode(tensors, metadata))
    except (OSError, SafetensorError) as err:
        raise TrainingError(f"the latent weights cannot be written: {err}", file=path,
                            hint="Choose a folder you may write to, with free space.") from err


def load(path: Path) -> Latents:
    """Read latents; plain numbers, nothing of a file is ever run.

    Raises
    ------
    TrainingError
        If it is missing, damaged or something else.
    """
    if not path.is_file():
        raise TrainingError("there are no latent weights here", file=path, hint=HINT)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TrainingError("it is too large for latent weights", file=path, hint=HINT)
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            if metadata.get("format") != FORMAT:
                raise TrainingError("these are no latent weights of this program", file=path, hint=HINT)
            parameters = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (no mapping)
        parameters = {name: value.float() if value.is_floating_point() else value for name, value in parameters.items()}
        found = Latents(metadata["recipe"], described(metadata["spec"]), int(metadata["step"]), parameters)
    except (OSError, SafetensorError, SpecError, KeyError, ValueError) as err:
        raise TrainingError("the latent weights are damaged", file=path, hint=HINT) from err
    found.network()
    return found


def _smaller(latents: Latents) -> Latents:
    """Weights of the body in float16; what would become zero, and lose its sign, becomes the least there is."""
    def halved(value: Tensor) -> Tensor:
        half = value.half()
        least = torch.tensor(2.0**-24, dtype=torch.float16)
        return torch.where((half == 0) & (value != 0), torch.copysign(least, value.half()), half)

    weights = {name: halved(value) for name, value in latents.parameters.items()
               if isinstance(latents.spec, PeerSpec) or (name.startswith("body.") and value.ndim == 4)}
    return Latents(latents.recipe, latents.spec, latents.step, latents.parameters | weights)


def _packs_alike(one: Latents, other: Latents) -> bool:
    packed = [pack(latents.network(), latents.spec, Card("latents")).tensors for latents in (one, other)]
    return all(np.array_equal(packed[0][name], packed[1][name]) for name in packed[1])
