"""Benchmark tables on folders of pictures, by the published protocols, with the packed networks and no torch."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from pathlib import Path

import numpy as np

from engine import backend as backends
from engine.errors import PictureError, PlanError
from engine.formats import READABLE
from engine.measure.protocols import Protocol, protocol_for
from engine.picture.files import open_picture
from engine.picture.pixels import to_pixels
from engine.plan import Plan, Step
from engine.run.chain import Chain, RunOptions, whole_array
from engine.tasks import Task

NONE = "none"
"""The model that is no model: the degraded picture itself is measured."""
BICUBIC = "bicubic"
"""The model that is plain bicubic enlargement."""

_LITTER = ("thumbs.db", "desktop.ini")
"""What systems leave in folders unasked, beside files whose name starts with a dot."""

Restorer = Callable[[np.ndarray], np.ndarray]


def evaluate(step: Step, folder: Path, options: RunOptions | None = None, protocol: str = "standard",
             passes: int = 1) -> dict:
    """Measure one model at one level on a folder of pictures.

    Parameters
    ----------
    step : Step
        Task, level and model; the level must be given. The model may be :data:`NONE`, which measures the degraded
        picture itself, clipped and rounded, or for enlarging :data:`BICUBIC`.
    folder : Path
        Lossless 8-bit pictures.
    options : RunOptions, optional
    protocol : str
        Of those of the task (:attr:`engine.tasks.TaskInfo.protocols`).
    passes : int
        See :class:`engine.plan.Plan`.

    Returns
    -------
    dict
        ``model``, ``task``, ``level``, ``protocol``, ``set`` (the folder's name), ``images``, ``psnr`` (dB),
        ``ssim``, and ``per_image``: ``file``, ``psnr``, ``ssim`` of each. A PSNR is None where nothing differs.

    Raises
    ------
    RestoreError
        For a level, protocol or model that does not fit, and a folder or picture that cannot be measured on.
    """
    options = options or RunOptions()
    measure = protocol_for(step, protocol)
    pictures_in(folder)  # a folder that cannot be measured on is said before a model is loaded
    name, restore = _restorer(Plan((step,), passes=passes), measure, options)
    rows = scores(folder, measure, restore)
    return {
        "model": name, "task": step.task.value, "level": step.level, "protocol": protocol,
        "set": folder.resolve().name, "images": len(rows),
        "psnr": _finite(np.mean([row[1] for row in rows])), "ssim": float(np.mean([row[2] for row in rows])),
        "per_image": [{"file": row[0], "psnr": _finite(row[1]), "ssim": row[2]} for row in rows],
    }


def plain_model(task: Task) -> str:
    """What stands for no network at all: bicubic enlargement, or the degraded picture itself."""
    return BICUBIC if task.info.enlarges else NONE


def scores(folder: Path, measure: Protocol, restore: Restorer) -> list[tuple[str, float, float]]:
    """Measure any function on a folder of pictures.

    Parameters
    ----------
    folder : Path
    measure : Protocol
    restore : callable
        From degraded values in 0..1, float32 (h, w, channels), to restored ones of the reference's size.

    Returns
    -------
    list of (str, float, float)
        File name, PSNR in dB (infinite where nothing differs) and SSIM of each picture.

    Raises
    ------
    PictureError
        As :func:`pictures_in`, and for a picture that is too small or has more than 8 bits.
    """
    rows = []
    for path in pictures_in(folder):
        reference = _reference(path, measure)
        result = to_pixels(restore(measure.degraded(reference)), np.uint8)
        rows.append((path.name, *measure.score(result, reference)))
    return rows


def pictures_in(folder: Path) -> list[Path]:
    """Pictures of a folder, by name; folders within are not looked into.

    Raises
    ------
    PictureError
        If the folder is missing or cannot be read, holds no pictures, or something that is none: a file left out
        silently would make the figure another set's.
    """
    hint = "Name a folder with PNG, TIFF or BMP pictures and nothing else."
    if not folder.is_dir():
        raise PictureError("this folder does not exist", file=folder, hint=hint)
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file() and not _is_litter(path))
    except OSError as err:
        raise PictureError(f"this folder cannot be read: {err.strerror}", file=folder, hint=hint) from err
    strays = [path for path in files if path.suffix.lower() not in READABLE]
    if len(strays) == len(files):
        raise PictureError("there are no pictures in this folder", file=folder, hint=hint)
    if strays:
        raise PictureError(f"it is not a picture, but lies among those of {folder.name}", file=strays[0], hint=hint)
    return files


def _is_litter(path: Path) -> bool:
    return path.name.startswith(".") or path.name.lower() in _LITTER


def _restorer(plan: Plan, measure: Protocol, options: RunOptions) -> tuple[str, Restorer]:
    """A name, and what makes values in 0..1 of degraded ones, for a plan of one step."""
    (step,) = plan.steps
    if step.model in (NONE, BICUBIC):
        if step.model != plain_model(step.task):
            raise PlanError(f"{step.task.title}: the model {step.model!r} cannot be measured",
                            hint=f"Without a network, measure {plain_model(step.task)!r}.")
        return step.model, measure.plain
    if step.is_idle:
        raise PlanError(f"{step.task.title}: at level {step.level:g} nothing is done", hint="Choose another level.")
    backend = backends.choose(options.backend)
    chain = Chain.prepare(plan, backend)
    if step.task.info.enlarges and chain.scale != step.level:
        raise PlanError(f"the model {chain.names[0]!r} enlarges by {chain.scale}, not {step.level:g}",
                        hint="Choose another model or level.")
    channels = chain.programs[0].spec.image_channels

    def restore(values: np.ndarray) -> np.ndarray:
        if values.shape[2] > channels:
            raise PlanError(f"the model {chain.names[0]!r} restores luma alone, not colour",
                            hint="Choose a protocol on luma, or a model for colour.")
        return whole_array(chain, values, options.workers, chain.preferred_tile(backend))

    return chain.names[0], restore


def _reference(path: Path, measure: Protocol) -> np.ndarray:
    picture = open_picture(path)
    if picture.bit_depth != 8:
        raise PictureError("it has more than 8 bits", file=path, hint="Measure on 8-bit pictures.")
    if min(picture.width, picture.height) < measure.smallest:
        raise PictureError(f"it has {picture.width} x {picture.height} pixels, too few to be measured on", file=path,
                           hint=f"Each side needs {measure.smallest} pixels or more.")
    return measure.reference(picture.pixels)


def _finite(value: float) -> float | None:
    """A number that JSON can hold; equal pictures have an infinite PSNR."""
    return float(value) if isfinite(value) else None
