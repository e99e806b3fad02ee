"""The engine's targets; run by hand on an idle machine: ``pytest tests/benchmarks --override-ini addopts=``."""

import pytest

from engine.measure.bench import measure

MUST = {("bitsliced", "torch float32"): 6.0, ("bitsliced", "openvino int8"): 1.5, ("popcount", "torch float32"): 0.5}


@pytest.mark.timeout(120)
@pytest.mark.filterwarnings("default")
def test_the_ratios_that_must_be_reached():
    report = measure(quick=True)
    assert report["seconds"] < 40
    assert report["pairs"]
    for pair in report["pairs"]:
        for (backend, peer), least in MUST.items():
            if pair["backend"] == backend and pair["peer"].startswith(peer):
                assert pair["ratio"]["median"] >= least, pair
