"""The measuring itself: pairs, tables, and nothing measured that did not run."""

import argparse
import json
import time

import numpy as np
import pytest

from engine import bench
from engine.backend import popcount
from engine.backend.program import Program
from engine.errors import SaveError
from engine.network.spec import NetworkSpec
from engine.random_network import random_network
from engine.training import peers

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


def test_the_table_replaces_the_old_one(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{bench.START}\nold\n{bench.END}\nafter\n")
    bench._update(page, bench.as_table(REPORT))
    text = page.read_text()
    assert "| N | bitsliced | torch float32 2 | 1 | 1.00 / **2.00** / 3.00 |" in text
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text


def test_a_page_without_marks_is_left_alone(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("nothing here")
    with pytest.raises(SaveError, match="table"):
        bench._update(page, "table")
    assert page.read_text() == "nothing here"


def test_the_command_prints_json(monkeypatch, capsys):
    monkeypatch.setattr(bench, "measure", lambda quick: REPORT)
    parser = argparse.ArgumentParser()
    bench.add_arguments(parser)
    assert bench.run(parser.parse_args(["--quick", "--json"])) == 0
    assert json.loads(capsys.readouterr().out)["pairs"][0]["ratio"]["median"] == 2.0
    assert bench.run(parser.parse_args([])) == 0
    assert "x as fast as" in capsys.readouterr().out


def test_bands_cover_the_picture_with_any_number_of_threads():
    program = Program.of(random_network(NetworkSpec(channels=4, units=1)))
    whole = bench.banded(popcount.make_runner(program), program, 24, 1)()
    parts = bench.banded(popcount.make_runner(program), program, 24, 2)()
    halo = program.spec.halo
    assert np.array_equal(np.concatenate([parts[0][:, :-halo], parts[1][:, halo:]], axis=1), whole)


def test_torch_is_a_peer():
    peer = peers.peers()[0]
    assert peer.name == "torch float32"
    assert tuple(peer.make(NetworkSpec(channels=4, units=1), 1, 8, 9)().shape) == (1, 3, 8, 9)
