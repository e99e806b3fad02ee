"""Networks of random integers, for measuring: they run like trained ones and restore nothing."""

from __future__ import annotations

import numpy as np

from engine.network.packed import Card, PackedNetwork, schema
from engine.network.spec import NetworkSpec

RANGES = {
    "head.weight": 900, "head.bias": 900, "body.threshold": 300, "body.cut": 40, "body.gain": 9000,
    "body.offset": 60, "tail.weight": 900, "tail.bias": 900,
}


def random_network(spec: NetworkSpec, seed: int = 0) -> PackedNetwork:
    """A packed network with all its numbers in plausible ranges."""
    random = np.random.default_rng(seed)
    tensors = {}
    for name, (dtype, shape) in schema(spec).items():
        limit = RANGES.get(name, 0)
        tensors[name] = random.integers(-limit, limit + 1, shape).astype(dtype)
    tensors["body.weight"] = random.integers(0, 256, schema(spec)["body.weight"][1]).astype(np.uint8)
    tensors["head.shift"] = np.array([10], np.int16)
    tensors["body.shift"] = np.full(spec.units, 14, np.int16)
    tensors["tail.scale"] = np.array([2.0**-30])
    tensors["stream.bits"] = np.array([6], np.int16)
    return PackedNetwork(spec, tensors, Card("bench", summary="Random numbers, for measuring."))
