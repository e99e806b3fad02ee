"""A few small photographs-to-be on disk, and a recipe that trains on them in no time."""

import dataclasses

import cv2
import numpy as np
import pytest
import torch

from engine.training.recipes import RECIPES, Source


@pytest.fixture(autouse=True)
def one_thread():
    """Results are compared bit for bit, and the tests share the machine with others."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def recipe():
    """The smallest network there is, with an average of its weights and a shrunk source."""
    smoke = RECIPES["smoke"]
    spec = dataclasses.replace(smoke.spec, channels=4, units=1, k=8.0)
    sources = (Source("bsds", 0.5, (0.5, 0.9)),)
    return dataclasses.replace(smoke, spec=spec, batch=2, ema=0.9, ends_rate=0.5, tail_start=0.5, sources=sources)


@pytest.fixture
def folder(tmp_path):
    """Six pictures of 40 x 52, two of them in ``bsds``."""
    rng = np.random.default_rng(0)
    for index in range(6):
        place = tmp_path / "data" / ("bsds" if index < 2 else "photos")
        place.mkdir(parents=True, exist_ok=True)
        coarse = rng.integers(0, 256, (5, 7, 3), dtype=np.uint8)
        assert cv2.imwrite(str(place / f"{index}.png"), cv2.resize(coarse, (52, 40)))
    return tmp_path / "data"
