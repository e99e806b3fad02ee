"""The measuring itself: pairs, tables, and nothing measured that did not run."""

import time

from engine.measure import bench

REPORT = {
    "machine": {"processor": "P", "cores": 2, "features": ["avx2"], "load": 0.5},
    "pairs": [{"network": "N", "backend": "bitsliced", "peer": "torch float32 2", "threads": 1,
               "ratio": {"min": 1.0, "median": 2.0, "max": 3.0}, "nanoseconds": 400.0}],
    "network": "N", "profile": {"head": 1.5}, "roofline": {"adders": 2.5},
    "sizes": [{"megapixels": 1, "nanoseconds": 500.0, "processor": 900.0}], "peak_memory": 150e6,
    "start": {"cold": 10.0, "warm": None}, "left_out": ["64 megapixels"], "seconds": 5.0,
}


def test_a_pair_is_the_ratio_of_neighbouring_runs():
    ratios, times = bench.alternate(lambda: time.sleep(0.002), lambda: time.sleep(0.02), 3)
    assert len(ratios) == len(times) == 3
    assert all(1 < ratio < 20 for ratio in ratios)
    assert bench.Ratio.of([3.0, 1.0, 2.0]) == bench.Ratio(1.0, 2.0, 3.0)


def test_the_text_names_everything():
    text = bench.as_text(REPORT)
    for part in ("2.00", "torch float32 2, 1 thread", "head", "adders", "150 MB", "cold: 10.00 s", "64 megapixels"):
        assert part in text
