"""Tiny networks with random integers, for every test that needs one to run rather than to be good."""

from __future__ import annotations

import numpy as np

from engine.network.packed import Card, PackedNetwork, schema
from engine.network.spec import NetworkSpec

RANGES = {
    "head.weight": 900, "head.bias": 900, "body.threshold": 300, "body.cut": 40, "body.gain": 9000,
    "body.offset": 60, "tail.weight": 900, "tail.bias": 900,
}


def spec(**changes: object) -> NetworkSpec:
    """A small denoiser; any field may be changed."""
    return NetworkSpec(**({"channels": 5, "units": 3, "k": 10.0} | changes))


def network(description: NetworkSpec | None = None, seed: int = 0, name: str = "tiny") -> PackedNetwork:
    """A packed network of random integers that uses the whole of the arithmetic."""
    description = description or spec()
    random = np.random.default_rng(seed)
    tensors = {}
    for key, (dtype, shape) in schema(description).items():
        if key in RANGES:
            tensors[key] = random.integers(-RANGES[key], RANGES[key], shape).astype(dtype)
    shape = schema(description)["body.weight"][1]
    tensors["body.weight"] = random.integers(0, 256, shape).astype(np.uint8)
    tensors["head.shift"] = np.array([10], np.int16)
    tensors["body.shift"] = np.full(description.units, 13, np.int16)
    tensors["tail.scale"] = np.array([2.0**-26])
    tensors["stream.bits"] = np.array([6], np.int16)
    return PackedNetwork(description, tensors, Card(name, summary="Random numbers, for tests."))
