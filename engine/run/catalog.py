"""Which models there are: those that ship in ``resources/models`` and those in the user's own folder."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from platformdirs import user_data_path

from engine.backend.program import Program
from engine.errors import ModelError, SaveError
from engine.network.packed import SUFFIX, Card, PackedNetwork, load_packed, save_packed
from engine.network.spec import NetworkSpec
from engine.plan import Step
from engine.tasks import Task
from engine.unfinished import whole_file

APPLICATION = "BBCU Restore"
LATENTS = ".safetensors"
"""Ending of the latent weights behind a model, from which it can learn on."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Model:
    """A model file that can be used.

    Attributes
    ----------
    path : Path
    network : PackedNetwork
    bundled : bool
        Whether it ships with the program.
    """

    path: Path
    network: PackedNetwork
    bundled: bool

    @property
    def name(self) -> str:
        """The file's name without its ending: unique in a folder, and what ``--model`` takes."""
        return self.path.stem

    @property
    def spec(self) -> NetworkSpec:
        """What the network is."""
        return self.network.spec

    @property
    def task(self) -> Task:
        """What the network is for."""
        return self.network.spec.task

    @property
    def card(self) -> Card:
        """What a person should know about it."""
        return self.network.card

    @property
    def program(self) -> Program:
        """The network's steps, unpacked for a backend."""
        return _program(self.network)


@lru_cache(maxsize=8)
def _program(network: PackedNetwork) -> Program:
    return Program.of(network)


def user_folder() -> Path:
    """Where people's own models live; it may not exist yet."""
    return user_data_path(APPLICATION, appauthor=False) / "models"


def bundled_folder() -> Path:
    """Where the models that ship with the program lie."""
    return Path(str(files("resources"))) / "models"


def latents_file(model: Model) -> Path:
    """Where the latent weights behind a model would lie: beside it, or of those that ship, in ``resources/latents``."""
    folder = model.path.parent.with_name("latents") if model.bundled else model.path.parent
    return folder / f"{model.name}{LATENTS}"


def teachable(task: Task | None = None) -> tuple[Model, ...]:
    """The models that can learn on, for their latent weights are there; the default of each task first."""
    return tuple(model for model in models(task) if latents_file(model).is_file())


@lru_cache(maxsize=256)
def _load(path: Path, _changed: int) -> PackedNetwork:
    return load_packed(path)


def models(task: Task | None = None) -> tuple[Model, ...]:
    """Every readable model, the default of each task first. A broken file is left out and logged.

    Parameters
    ----------
    task : Task, optional
        Only models for this task.
    """
    found: dict[str, Model] = {}
    for folder, bundled in ((bundled_folder(), True), (user_folder(), False)):
        for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
            try:
                model = Model(path, _load(path, path.stat().st_mtime_ns), bundled)
            except (ModelError, OSError) as err:
                _log.warning("left out a model that cannot be read: %s", err)
                continue
            found.setdefault(model.name, model)
    order = {name: place for task in Task for place, name in enumerate(task.info.models)}
    ranked = sorted(found.values(), key=lambda m: (m.task, order.get(m.name, len(order)), m.name))
    return tuple(m for m in ranked if task is None or m.task == task)


def install(path: Path | str) -> Model:
    """Copy a model file into the user's own folder, after reading it; a name that is taken gets a number.

    Raises
    ------
    ModelError
        If it is no model, or the folder takes no file.
    """
    path = Path(path)
    network = load_packed(path)
    folder = user_folder()
    taken = {model.name for model in models()}
    name, number = path.stem, 1
    while name in taken:
        number += 1
        name = f"{path.stem}-{number}"
    target = folder / f"{name}{SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as file:
            file.write(path.read_bytes())
    except OSError as err:
        raise ModelError("it cannot be copied to the folder of your models", file=path,
                         hint=f"Check that {folder} can be written to and the disk has room.") from err
    return Model(target, network, bundled=False)


def remove(model: Model) -> None:
    """Take one of the user's own models away.

    Raises
    ------
    ModelError
        If it ships with the program, or its file cannot be removed.
    """
    if model.bundled:
        raise ModelError("it ships with the program", file=model.path, hint="Only your own models can be removed.")
    try:
        model.path.unlink(missing_ok=True)
        latents_file(model).unlink(missing_ok=True)
    except OSError as err:
        raise ModelError("it cannot be removed", file=model.path, hint="Check the permissions of its folder.") from err


def rename(model: Model, name: str) -> Model:
    """Give one of the user's own models another name.

    Raises
    ------
    ModelError
        If it ships with the program, the name is taken or none that a file can have, or its file cannot be moved.
    """
    if model.bundled:
        raise ModelError("it ships with the program", file=model.path, hint="Only your own models can be renamed.")
    if not name or Path(name).name != name or name != name.strip(" ."):
        raise ModelError(f"a model cannot be called {name!r}", hint="Use letters, digits, spaces and hyphens.")
    target = model.path.with_name(f"{name}{SUFFIX}")
    if name in {each.name for each in models()} or target.exists():
        raise ModelError(f"there is a model called {name!r} already", hint="Choose another name.")
    network = replace(model.network, card=replace(model.card, name=name))
    try:
        save_packed(network, target)
        if latents_file(model).is_file():
            latents_file(model).replace(target.with_suffix(LATENTS))
        model.path.unlink()
    except (OSError, SaveError) as err:
        raise ModelError("it cannot be renamed", file=model.path, hint="Check the permissions of its folder.") from err
    return Model(target, network, bundled=False)


def export(model: Model, path: Path) -> None:
    """Copy a model to a file that can be given away, and added anywhere by :func:`install`.

    Raises
    ------
    SaveError
        If it cannot be written.
    """
    save_packed(model.network, path)


def find(task: Task | None, name: str | None = None) -> Model:
    """The model of this name, or the task's default.

    Parameters
    ----------
    task : Task or None
    name : str, optional
        A model's name, or the path of a model file.

    Raises
    ------
    ModelError
        If there is no such model, or it is for another task.
    """
    if name and (Path(name).suffix == SUFFIX or Path(name).is_file()):
        model = Model(Path(name), load_packed(name), bundled=False)
        candidates = (model,)
    else:
        candidates = tuple(m for m in models() if name in (None, m.name) and (name or m.task == task))
    if not candidates:
        wanted = f"no model is called {name!r}" if name else f"there is no model for {task.title if task else 'this'}"
        raise ModelError(wanted, hint="See what there is with: bbcu models.")
    model = candidates[0]
    if task is not None and model.task != task:
        raise ModelError(f"the model {model.name!r} is for {model.task.title}, not {task.title}",
                         hint="Choose another with: bbcu models.")
    return model


def for_step(step: Step) -> Model:
    """The model that a step runs: of an enlargement, one that enlarges by its scale.

    Raises
    ------
    ModelError
        If there is none, or the model named is for something else.
    """
    if not step.task.info.enlarges or step.level is None:
        return find(step.task, step.model)
    fitting = tuple(model for model in models(step.task) if model.spec.scale == step.level)
    model = find(step.task, step.model) if step.model or not fitting else fitting[0]
    if model.spec.scale != step.level:
        wanted = f"the model {model.name!r} enlarges" if step.model else "there is only a model that enlarges"
        raise ModelError(f"{wanted} by {model.spec.scale}, not by {step.level:g}",
                         hint="Choose another scale, or see what there is with: bbcu models.")
    return model
