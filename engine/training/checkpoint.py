"""Checkpoints: everything a run needs to go on exactly, written in one move, read without running code."""

from __future__ import annotations

import math
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from engine.errors import SpecError, TrainingError
from engine.training import latents as latents_files
from engine.training.latents import Latents
from engine.training.networks import Description, described
from engine.unfinished import whole_file

FORMATS = ("bbcu-training-1", "bbcu-training-2")
"""The first also held the states of random generators, which steps no longer need."""
LAST = "last.pt"
BEST = "best.pt"


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """The state of a run after a step.

    Attributes
    ----------
    recipe : str
        Name of the recipe.
    spec : NetworkSpec or PeerSpec
    step : int
        Steps done.
    seconds : float
        Training time spent.
    best : float
        Best validation PSNR so far (mean over the levels, dB); minus infinity if none was taken.
    network : dict
        Parameters, and the statistics of BatchNorm.
    optimizer : dict
        Adam's state.
    average : dict
        Running averages of the parameters; empty without EMA.

    Raises
    ------
    ValueError
        For a value of another kind.
    """

    recipe: str
    spec: Description
    step: int
    seconds: float
    best: float
    network: dict[str, Tensor]
    optimizer: dict
    average: dict[str, Tensor]

    def __post_init__(self) -> None:
        whole = isinstance(self.step, int) and self.step >= 0
        numbers = all(isinstance(value, float) and not math.isnan(value) for value in (self.seconds, self.best))
        named = all(isinstance(values, dict) and all(isinstance(name, str) and isinstance(value, Tensor)
                                                     for name, value in values.items())
                    for values in (self.network, self.average))
        if not (isinstance(self.recipe, str) and whole and numbers and named and isinstance(self.optimizer, dict)
                and math.isfinite(self.seconds)):
            raise ValueError("a value of another kind than a checkpoint's")

    @property
    def shipped(self) -> Latents:
        """What is measured and exported: the running averages where there are some."""
        return Latents(self.recipe, self.spec, self.step, self.network | self.average)

    @property
    def finite(self) -> bool:
        """Whether no number of it is infinite or none."""
        parts = (self.network, self.optimizer, self.average)
        return all(bool(torch.isfinite(value).all()) for value in _tensors(parts) if value.is_floating_point())

    def checked(self) -> Checkpoint:
        """The same; raises TrainingError if it is not finite, for no run could go on from it."""
        if not self.finite:
            raise TrainingError(f"the parameters are no longer finite at step {self.step}",
                                hint="Resume from the last checkpoint, or lower the rate.")
        return self


def _tensors(values: object) -> Iterator[Tensor]:
    """All tensors in nested dicts, lists and tuples."""
    if isinstance(values, Tensor):
        yield values
    elif isinstance(values, dict):
        yield from _tensors(tuple(values.values()))
    elif isinstance(values, (list, tuple)):
        for value in values:
            yield from _tensors(value)


def save(checkpoint: Checkpoint, path: Path) -> None:
    """Write a checkpoint beside its place, then move it there: what was there stays whole until then.

    Raises
    ------
    TrainingError
        If it cannot be written, or is not finite.
    """
    checkpoint.checked()
    values = {"format": FORMATS[-1], **checkpoint.__dict__, "spec": checkpoint.spec.to_json()}
    try:
        with whole_file(path) as file:
            torch.save(values, file)
            file.flush()
            os.fsync(file.fileno())  # a machine that loses its power must find the one or the other
    except (OSError, RuntimeError) as err:
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
        if not isinstance(values, dict) or values.pop("format", None) not in FORMATS:
            raise TrainingError("this is not a checkpoint of this program", file=path, hint=hint)
        values.pop("generators", None)
        return Checkpoint(**values | {"spec": described(values["spec"])})
    except (OSError, RuntimeError, EOFError, LookupError, TypeError, ValueError, AttributeError,
            pickle.UnpicklingError, SpecError) as err:
        raise TrainingError("the checkpoint is damaged", file=path, hint=hint) from err


def latents_of(path: Path) -> Latents:
    """The latent weights of a checkpoint or of a file of latents, to begin with, learn from, measure or pack.

    Raises
    ------
    TrainingError
        If it is neither.
    """
    return latents_files.load(path) if path.suffix == latents_files.SUFFIX else load(path).shipped
