"""Tiny networks with random integers, for every test that needs one to run rather than to be good."""

from __future__ import annotations

import numpy as np

from engine.network.packed import Card, PackedNetwork, schema
from engine.network.spec import NetworkSpec

RANGES = {
    "weight": 900, "bias": 900, "threshold": 300, "cut": 40, "gain": 9000, "offset": 60, "slope": 8000, "lift": 60,
    "level": 900,
}
"""Random integers reach this far either way, by the last word of a tensor's name."""


def spec(**changes: object) -> NetworkSpec:
    """A small denoiser; any field may be changed."""
    return NetworkSpec(**({"channels": 5, "units": 3, "k": 10.0} | changes))


def network(description: NetworkSpec | None = None, seed: int = 0, name: str = "tiny") -> PackedNetwork:
    """A packed network of random integers that uses the whole of the arithmetic."""
    description = description or spec()
    random = np.random.default_rng(seed)
    tensors = {}
    shapes = schema(description)
    for key, (dtype, shape) in shapes.items():
        part, _, kind = key.rpartition(".")
        if dtype == np.uint8:
            tensors[key] = random.integers(0, 256, shape).astype(np.uint8)
        elif kind == "bits" and part.startswith("gate"):
            tensors[key] = np.full(shape, 8, np.int16)
        elif kind in RANGES:
            tensors[key] = random.integers(-RANGES[kind], RANGES[kind], shape).astype(dtype)
        elif kind == "shift":
            tensors[key] = np.full(shape, 13 if f"{part}.gain" in shapes else 10 if part == "head" else 16, np.int16)
    if "head.input" in shapes:
        tensors["head.input"] = np.array([300, 6], np.int16)
    tensors["tail.scale"] = np.array([2.0**-10 if description.is_binary("tail") else 2.0**-26])
    tensors["stream.bits"] = np.array([6], np.int16)
    return PackedNetwork(description, tensors, Card(name, summary="Random numbers, for tests."))
