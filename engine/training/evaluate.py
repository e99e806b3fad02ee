"""Measure a torch network, or any function, on a folder of pictures by the denoising papers' protocol.

``engine.evaluate`` does the same for packed networks and needs no torch; this one is for checkpoints and experiments.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from engine.degrade import add_noise
from engine.errors import RestoreError, TrainingError
from engine.metrics import psnr, ssim
from engine.training.checkpoint import load
from engine.training.dataset import SUFFIXES, decode
from engine.training.networks import build

Denoiser = Callable[[np.ndarray, float], np.ndarray]
"""From noisy values (h, w, 3) float32 in 0..1 (not clipped) and sigma to restored values of the same shape."""


@dataclass(frozen=True)
class Score:
    """Means over a folder at one level: PSNR in dB and SSIM over all channels, border 0."""

    sigma: float
    psnr: float
    ssim: float
    images: int


def measure(denoise: Denoiser, folder: Path, sigma: float) -> Score:
    """Measure a function at one level of noise (PAPER.md 1.6).

    The noise is seeded with 0 for every picture, neither clipped nor rounded; the result is clipped and rounded to
    8 bits.

    Parameters
    ----------
    denoise : callable
    folder : Path
        Lossless pictures, read as RGB.
    sigma : float
        In grey levels of 0..255.

    Raises
    ------
    TrainingError
        If the folder holds no picture, or a broken one.
    """
    paths = sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES) if folder.is_dir() else []
    if not paths:
        raise TrainingError("there are no pictures in this folder", file=folder, hint="Name a folder of PNG files.")
    rows = []
    for path in paths:
        clean, why = decode(path)
        if clean is None:
            raise TrainingError(why, file=path, hint="Remove it, or copy it again.")
        result = denoise(add_noise(clean / 255.0, sigma), sigma)
        result = np.rint(np.clip(result, 0.0, 1.0) * 255.0).astype(np.uint8)
        rows.append((psnr(result, clean), ssim(result, clean)))
    means = np.mean(rows, axis=0)
    return Score(sigma, float(means[0]), float(means[1]), len(rows))


def as_denoiser(network: torch.nn.Module) -> Denoiser:
    """A torch network as a function on NumPy pictures, on the device it lives on."""
    network.eval()
    device = next(network.parameters()).device

    @torch.no_grad()
    def denoise(values: np.ndarray, sigma: float) -> np.ndarray:
        noisy = torch.from_numpy(np.ascontiguousarray(np.moveaxis(values, -1, 0), np.float32))[None].to(device)
        result = network(noisy, torch.tensor([sigma / 255.0], device=device))[0]
        return np.moveaxis(result.cpu().numpy(), 0, -1)

    return denoise


def main(arguments: list[str] | None = None) -> int:
    """``python -m engine.training.evaluate CHECKPOINT FOLDER [--sigma S ...]``: one JSON line per level."""
    made = argparse.ArgumentParser(prog="python -m engine.training.evaluate", description="Measure a checkpoint.")
    made.add_argument("checkpoint", type=Path)
    made.add_argument("folder", type=Path)
    made.add_argument("--sigma", type=float, nargs="+", default=[15.0, 25.0, 50.0])
    options = made.parse_args(arguments)
    try:
        state = load(options.checkpoint)
        network = build(state.spec)
        network.load_state_dict(state.network)
        for sigma in options.sigma:
            score = measure(as_denoiser(network), options.folder, sigma)
            print(json.dumps(score.__dict__ | {"step": state.step}), flush=True)  # noqa: T201 (the command's output)
    except RestoreError as err:
        print(f"error: {err}", file=sys.stderr)  # noqa: T201 (the command's output)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
