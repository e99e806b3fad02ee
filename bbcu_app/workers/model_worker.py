"""Model files come in and go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bbcu_app.offer import Offer
from bbcu_app.workers.task import TaskState
from engine.run import catalog
from engine.run.catalog import Model


def add_models(paths: tuple[Path, ...], _state: TaskState) -> tuple[str, ...]:
    """Copy model files to the user's own; their names. Stops at the first that is none."""
    return tuple(catalog.install(path).name for path in paths)


def remove_model(model: Model, _state: TaskState) -> tuple[str, ...]:
    """Take one of the user's own models away."""
    catalog.remove(model)
    return ()


@dataclass(frozen=True, eq=False)
class RenameRequest:
    """A model, and what it shall be called."""

    model: Model
    name: str


@dataclass(frozen=True, eq=False)
class ExportRequest:
    """A model, and the file that it is copied to."""

    model: Model
    path: Path


def rename_model(request: RenameRequest, _state: TaskState) -> tuple[str, ...]:
    """Give a model another name, which is chosen then."""
    return (catalog.rename(request.model, request.name).name,)


def export_model(request: ExportRequest, _state: TaskState) -> tuple[str, ...]:
    """Copy a model to a file."""
    catalog.export(request.model, request.path)
    return ()


def look_again(_request: None, _state: TaskState) -> Offer:
    """What can be done now."""
    return Offer.now()
