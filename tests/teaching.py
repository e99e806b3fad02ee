"""A base that learns in no time, and pictures for it."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
from PIL import Image

from engine.network.packed import Card, save_packed


def photo(seed, height=104, width=120):
    """Coarse colours with some sharp edges and even places: uint8 (h, w, 3)."""
    draws = np.random.default_rng(seed)
    coarse = draws.integers(30, 226, (4, 5, 3), dtype=np.uint8)
    pixels = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    for _ in range(3):
        top, left = draws.integers(height - 30), draws.integers(width - 30)
        pixels[top : top + 26, left : left + 22] = draws.integers(20, 236, 3)
    return pixels


def noisy(pixels, sigma, seed=0):
    """White noise, rounded and clipped."""
    noise = np.random.default_rng(seed).normal(0, sigma, pixels.shape)
    return np.rint(np.clip(pixels + noise, 0, 255)).astype(np.uint8)


def write(path, pixels, **options):
    """Write a picture, and the folders that it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, **options)
    return path


def write_damaged(folder):
    """Write some noisy photos."""
    for number in range(4):
        write(folder / f"{number}.png", noisy(photo(60 + number, 240, 260), 30, number))


def learn_fast(monkeypatch):
    """Few general photographs, and steps that are large for a tiny network."""
    from engine.training import own_lesson

    for module in ("own_lesson", "tuned"):
        monkeypatch.setattr(f"engine.training.{module}.general_photographs", lambda: [photo(99, 64, 64)])
    for name, value in (("RATE", 1e-2), ("EMA", 0.9), ("PRICE", 0.0), ("KEPT", 0.0)):
        monkeypatch.setattr(own_lesson, name, value)


def ship(place):
    """Write a denoiser that has learned nothing, packed and as latents; the folder of its model."""
    import torch

    from engine.training import latents as files
    from engine.training.latents import Latents
    from engine.training.networks import build
    from engine.training.packing import pack
    from engine.training.recipes import RECIPES

    spec = dataclasses.replace(RECIPES["smoke"].spec, channels=4, units=1)
    torch.manual_seed(0)
    network = build(spec)
    with torch.no_grad():
        network.tail.weight.mul_(0.1)
    for name in ("models", "latents"):
        (place / name).mkdir(parents=True)
    files.save(Latents("smoke", spec, 7, network.state_dict()), place / "latents" / "base.safetensors")
    save_packed(pack(network.eval(), spec, Card("base", summary="For tests.")), place / "models" / "base.bbcu")
    return place / "models"
