import numpy as np
import pytest

from engine.backend import popcount
from engine.backend.contract import run_tile
from engine.backend.program import Program
from engine.measure.bench import NETWORKS
from engine.measure.random_network import random_network
from tests import tiny


@pytest.mark.parametrize("spec", [*NETWORKS.values(), tiny.spec(level_map=True), tiny.spec(layout="1<g2>")], ids=str)
def test_it_is_a_network_that_runs(spec):
    """It fits its description, which is checked when it is made, and computes something."""
    network = random_network(spec)
    again, other = random_network(spec), random_network(spec, seed=1)
    assert all(np.array_equal(network.tensors[name], again.tensors[name]) for name in network.tensors)
    assert any(not np.array_equal(network.tensors[name], other.tensors[name]) for name in network.tensors)
    program = Program.of(network)
    values = np.random.default_rng(0).random((6, 7, 3), np.float32)
    result = run_tile(program, popcount.BACKEND.make_runner(program), values, spec.shown(spec.task.info.levels.low))
    assert result.shape == (6 * spec.scale, 7 * spec.scale, 3)
    assert np.isfinite(result).all()
