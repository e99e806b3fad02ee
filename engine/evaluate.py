"""Benchmark tables on folders of pictures, by the paper's protocols, with the packed networks and no torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from engine.metrics import psnr, ssim
from engine.picture import to_pixels
from engine.picture_io import READABLE, open_picture

from engine import backend as backends
from engine.degrade import add_noise
from engine.errors import PictureError, PlanError
from engine.plan import Plan, Step, Task
from engine.restore import Chain, RunOptions, whole_array


def evaluate(step: Step, folder: Path, options: RunOptions | None = None) -> dict:
    """Measure one model at one level.

    Noise is seeded with 0 for every picture, neither clipped nor rounded; the result is clipped and rounded to
    8 bits and compared over all channels and the whole picture (PAPER.md 1.6).

    Parameters
    ----------
    step : Step
        Task, level and model; the level must be given.
    folder : Path
        Lossless pictures.
    options : RunOptions, optional

    Returns
    -------
    dict
        ``model``, ``task``, ``level``, ``images``, ``psnr`` (dB), ``ssim``, ``per_image``.

    Raises
    ------
    RestoreError
        For a task that cannot be measured, an empty folder or an unreadable picture.
    """
    options = options or RunOptions()
    if step.task is not Task.DENOISE or step.level is None:
        raise PlanError(f"{step} cannot be measured", hint="Measure denoise at a level such as 25.")
    backend = backends.choose(options.backend)
    chain = Chain.prepare(Plan((step,)), backend)
    rows = []
    for path in pictures_in(folder):
        clean = open_picture(path)
        if clean.pixels.dtype != np.uint8:
            raise PictureError("it has more than 8 bits", file=path, hint="Measure on 8-bit pictures.")
        noisy = add_noise(clean.values(), step.level)
        result = to_pixels(whole_array(chain, noisy, options, backend.tile), np.uint8)
        rows.append({"file": path.name, "psnr": psnr(result, clean.pixels), "ssim": ssim(result, clean.pixels)})
    return {
        "model": chain.names[0], "task": step.task.value, "level": step.level, "images": len(rows),
        "psnr": float(np.mean([row["psnr"] for row in rows])),
        "ssim": float(np.mean([row["ssim"] for row in rows])),
        "per_image": rows,
    }


def pictures_in(folder: Path) -> list[Path]:
    """Readable pictures of a folder, by name.

    Raises
    ------
    PictureError
        If the folder is missing or holds none.
    """
    hint = "Name a folder with PNG, TIFF or BMP pictures."
    if not folder.is_dir():
        raise PictureError("this folder does not exist", file=folder, hint=hint)
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in READABLE)
    if not found:
        raise PictureError("there are no pictures in this folder", file=folder, hint=hint)
    return found
