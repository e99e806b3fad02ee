"""Checkpoints: everything a run needs to go on exactly, written in one move, read without running code."""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass
from pathlib import Path

import torch

from engine.errors import SpecError, TrainingError
from engine.network.spec import NetworkSpec

FORMAT = "bbcu-training-1"
LAST = "last.pt"
BEST = "best.pt"


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """The state of a run after a step.

    Attributes
    ----------
    recipe : str
        Name of the recipe.
    spec : NetworkSpec
    step : int
        Steps done.
    seconds : float
        Training time spent.
    best : float
        Best validation PSNR so far (mean over the levels, dB); minus infinity if none was taken.
    network : dict
        Parameters.
    optimizer : dict
        Adam's state.
    average : dict
        Running averages of the parameters; empty without EMA.
    generators : dict
        ``numpy`` (JSON text), ``torch`` (uint8 tensor) and ``device`` (the type it belongs to).
    """

    recipe: str
    spec: NetworkSpec
    step: int
    seconds: float
    best: float
    network: dict
    optimizer: dict
    average: dict
    generators: dict


def save(checkpoint: Checkpoint, path: Path) -> None:
    """Write a checkpoint beside its place, then move it there: what was there stays whole until then.

    Raises
    ------
    TrainingError
        If it cannot be written.
    """
    partial = path.with_name(path.name + ".part")
    values = {"format": FORMAT, **checkpoint.__dict__, "spec": checkpoint.spec.to_json()}
    try:
        with partial.open("wb") as file:
            torch.save(values, file)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except (OSError, RuntimeError) as err:
        partial.unlink(missing_ok=True)
        raise TrainingError(f"the checkpoint cannot be written: {err}", file=path,
                            hint="Choose an --out folder you may write to, with free space.") from err


def load(path: Path, device: torch.device | str = "cpu") -> Checkpoint:
    """Read a checkpoint; tensors and plain values only.

    Raises
    ------
    TrainingError
        If it is missing, damaged or something else.
    """
    hint = "Name a folder that holds a run, or start without --resume."
    if not path.is_file():
        raise TrainingError("there is no checkpoint here", file=path, hint=hint)
    try:
        values = torch.load(path, map_location=device, weights_only=True)
        if not isinstance(values, dict) or values.pop("format", None) != FORMAT:
            raise TrainingError("this is not a checkpoint of this program", file=path, hint=hint)
        return Checkpoint(**values | {"spec": NetworkSpec.from_json(values["spec"])})
    except (OSError, RuntimeError, EOFError, KeyError, TypeError, ValueError, pickle.UnpicklingError,
            SpecError) as err:
        raise TrainingError("the checkpoint is damaged", file=path, hint=hint) from err
