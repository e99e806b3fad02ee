"""Turns are taken in order, and what is timed is the whole network on the whole picture."""

import json
import subprocess
import sys
import time
from dataclasses import asdict

import numpy as np
import pytest

from engine.backend import popcount
from engine.backend.program import Program
from engine.measure import turns
from engine.measure.random_network import random_network
from engine.measure.turns import ONE_BIT, Contestant, banded, in_turn
from engine.network.packed import save_packed
from engine.network.spec import NetworkSpec


def test_all_take_turns(monkeypatch):
    monkeypatch.setattr(turns, "TURN", 0.02)
    order = []
    runs = [lambda name=name: (order.append(name), time.sleep(0.011)) for name in "ab"]
    found = in_turn(runs, 2)
    assert [len(rounds) for rounds in found] == [2, 2]
    assert all(0.01 < seconds < 1 for rounds in found for seconds in rounds)
    assert "".join(order).replace("aa", "a").replace("aa", "a").replace("bb", "b").replace("bb", "b") == "abab"


@pytest.mark.parametrize(("layout", "units"), [("", 2), ("1<g2[1]>1", 5)])
@pytest.mark.parametrize("threads", [2, 3])
def test_bands_give_the_whole_picture(layout, units, threads):
    spec = NetworkSpec(channels=4, units=units, layout=layout, learned_scale=bool(layout))
    program, values = Program.of(random_network(spec)), np.random.default_rng(0).random((44, 20, 3), np.float32)
    runner = popcount.BACKEND.make_runner(program)
    whole = banded(program, runner, values, 1)()
    parts = banded(program, runner, values, threads)()
    assert len(parts) == threads
    step, top = spec.alignment, 0
    for place, part in enumerate(parts):
        first = len(values) * place // threads // step * step
        before = first - max(0, (first - spec.halo) // step * step)
        bottom = len(values) if place == threads - 1 else len(values) * (place + 1) // threads // step * step
        assert np.array_equal(part[before : before + bottom - first], whole[first:bottom])
        assert first == top
        top = bottom
    assert top == len(values)


def test_the_command_prints_all_rounds(tmp_path):
    model = save_packed(random_network(NetworkSpec(channels=4, units=1)), tmp_path / "a.bbcu")
    manifest = tmp_path / "manifest.json"
    contestants = [asdict(Contestant(str(model), ONE_BIT))]
    manifest.write_text(json.dumps({"contestants": contestants, "threads": [1], "rounds": 2}))
    done = subprocess.run([sys.executable, "-m", turns.__name__, str(manifest)], capture_output=True, text=True,
                          check=True)
    ((seconds,),) = json.loads(done.stdout).values()
    assert len(seconds) == 2 and all(0 < each < 10 for each in seconds)
