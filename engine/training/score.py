"""Measure a checkpoint or latents on a folder of pictures by the published protocols, as the network ships.

``engine.measure.evaluate`` does the same for packed networks and needs no torch; this one also measures networks that
have no packed form, and shows what packing costs.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import RestoreError
from engine.measure.evaluate import Restorer, scores
from engine.measure.protocols import Protocol, protocol_for
from engine.plan import Step
from engine.training.checkpoint import latents_of
from engine.training.restorer import as_restorer
from engine.training.validation import levels_of, protocol_of


@dataclass(frozen=True)
class Score:
    """Means over a folder at one level: PSNR in dB and SSIM, as the protocol takes them."""

    level: float
    psnr: float
    ssim: float
    images: int


def measure(restore: Restorer, folder: Path, protocol: Protocol, level: float) -> Score:
    """Measure a function at one level (docs/paper.md, Measuring).

    Parameters
    ----------
    restore : callable
        From degraded values (h, w, channels), float32 in 0..1 (noise is not clipped), to restored ones.
    folder : Path
        Lossless pictures.
    protocol : Protocol
    level : float

    Raises
    ------
    PictureError
        If the folder holds no picture, or something that cannot be measured on.
    """
    rows = scores(folder, protocol, restore)
    return Score(level, *(float(np.mean([row[column] for row in rows])) for column in (1, 2)), len(rows))


def main(arguments: list[str] | None = None) -> int:
    """``python -m engine.training.score CHECKPOINT FOLDER [--level L ...]``: one JSON line per level."""
    made = argparse.ArgumentParser(prog="python -m engine.training.score", description="Measure a checkpoint.")
    made.add_argument("checkpoint", type=Path)
    made.add_argument("folder", type=Path)
    made.add_argument("--level", "--sigma", type=float, nargs="+", dest="levels",
                      help="sigma, JPEG quality or scale; default: those measured while training")
    made.add_argument("--protocol", help="default: the field's standard, and for colour deblockers: colour")
    options = made.parse_args(arguments)
    try:
        latents = latents_of(options.checkpoint)
        network, spec = latents.network(), latents.spec
        for level in options.levels or levels_of(spec):
            named = options.protocol and protocol_for(Step(spec.task, level), options.protocol)
            score = measure(as_restorer(network, spec, level), options.folder, named or protocol_of(spec, level), level)
            print(json.dumps(score.__dict__ | {"step": latents.step}), flush=True)  # noqa: T201 (the command's output)
    except RestoreError as err:
        print(f"error: {err}", file=sys.stderr)  # noqa: T201 (the command's output)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
