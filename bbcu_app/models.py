"""The models at hand: added, removed, looked for again. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal

from bbcu_app.offer import Offer
from bbcu_app.workers.model_worker import (
    ExportRequest,
    RenameRequest,
    add_models,
    export_model,
    look_again,
    remove_model,
    rename_model,
)
from bbcu_app.workers.task import Task
from engine.network.packed import SUFFIX
from engine.run.catalog import Model

PATTERN = f"*{SUFFIX}"
"""Which names model files have."""


def model_files(paths: Sequence[Path]) -> list[Path]:
    """Those that are model files by their names."""
    return [path for path in paths if path.suffix.lower() == SUFFIX]


class Models(QObject):
    """What can be done, and how that changes.

    Parameters
    ----------
    offer : Offer
    pool : QThreadPool

    Attributes
    ----------
    offer : Offer

    Signals
    -------
    changed :
        Models came or went.
    added : tuple of str
        Names of models that somebody added.
    failed : Failure
    """

    changed = Signal()
    added = Signal(object)
    failed = Signal(object)

    def __init__(self, offer: Offer, pool: QThreadPool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.offer = offer
        self._moving, self._looking = Task(pool, self), Task(pool, self)
        self._moving.succeeded.connect(self._on_moved)
        self._moving.ended.connect(self.renew)  # some may have come before one failed
        self._looking.succeeded.connect(self._on_found)
        for task in (self._moving, self._looking):
            task.failed.connect(self.failed)

    def add(self, paths: Sequence[Path]) -> None:
        """Copy model files to the user's own."""
        self._moving.start(add_models, tuple(paths))

    def remove(self, model: Model) -> None:
        """Take one of the user's own models away."""
        self._moving.start(remove_model, model)

    def rename(self, model: Model, name: str) -> None:
        """Give one of the user's own models another name."""
        self._moving.start(rename_model, RenameRequest(model, name))

    def export(self, model: Model, path: Path) -> None:
        """Copy a model to a file."""
        self._moving.start(export_model, ExportRequest(model, path))

    def renew(self) -> None:
        """Look again which models there are."""
        self._looking.start(look_again, None)

    def close(self) -> None:
        """Nothing arrives any more; files that are being copied are copied."""
        self._moving.cancel()
        self._looking.cancel()

    def _on_moved(self, names: tuple[str, ...]) -> None:
        if names:
            self.added.emit(names)

    def _on_found(self, offer: Offer) -> None:
        self.offer = offer
        self.changed.emit()
