"""Networks of random integers, for measuring: they run like trained ones and restore nothing."""

from __future__ import annotations

import numpy as np

from engine.network.packed import Card, PackedNetwork, schema
from engine.network.spec import NetworkSpec

RANGES = {"weight": 900, "bias": 900, "level": 900, "threshold": 300, "cut": 40, "gain": 9000, "offset": 60}
"""How far the integers reach either way, by the last word of a tensor's name."""


def random_network(spec: NetworkSpec, seed: int = 0) -> PackedNetwork:
    """A packed network with all its numbers in plausible ranges."""
    random = np.random.default_rng(seed)
    tensors = {}
    shapes = schema(spec)
    for name, (dtype, shape) in shapes.items():
        part, _, kind = name.rpartition(".")
        limit = RANGES.get(kind, 0)
        tensors[name] = random.integers(-limit, limit + 1, shape).astype(dtype)
        if dtype == np.uint8:
            tensors[name] = random.integers(0, 256, shape).astype(np.uint8)
        elif kind == "shift":
            tensors[name] = np.full(shape, 14 if f"{part}.gain" in shapes else 10, np.int16)
        elif kind == "bits":
            tensors[name] = np.full(shape, 9, np.int16)
    tensors["tail.scale"] = np.array([2.0**-30])
    tensors["stream.bits"] = np.array([6], np.int16)
    return PackedNetwork(spec, tensors, Card("bench", summary="Random numbers, for measuring."))
