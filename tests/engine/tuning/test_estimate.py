"""What learning needs is said before it begins."""

import os

from engine.network.spec import NetworkSpec
from engine.tuning import estimate
from engine.tuning.photos import BUDGET


def test_one_processor_is_left_free(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(8)), raising=False)
    assert estimate.cores() == (7, 8)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {3}, raising=False)
    assert estimate.cores() == (1, 1)


def test_memory_grows_with_network_and_pictures_up_to_a_bound():
    small, large = NetworkSpec(channels=8, units=4), NetworkSpec(channels=32, units=24)
    assert estimate.memory(small, 1e6) < estimate.memory(large, 1e6) < estimate.memory(large, 2e7)
    assert estimate.memory(large, 10 * BUDGET) == estimate.memory(large, BUDGET) < 2e9
