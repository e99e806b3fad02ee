"""A torch network on NumPy pictures."""

import numpy as np
import pytest
import torch

from engine.errors import SpecError
from engine.network.spec import NetworkSpec
from engine.training.networks import build
from engine.training.restorer import as_restorer


@pytest.mark.parametrize("spec", [
    NetworkSpec(level_map=True, channels=4, units=1, head_relu=False),
    NetworkSpec("srresnet", "upscale", channels=4, units=1, scale=2, upsampler="direct"),
], ids=["told the level", "enlarges"])
def test_a_picture_goes_in_and_comes_out_as_the_network_makes_it(spec):
    torch.manual_seed(0)
    network = build(spec).train()
    values = np.random.default_rng(0).random((9, 7, 3), np.float32)
    found = as_restorer(network, spec, 25.0)(values)
    assert not network.training and found.dtype == np.float32
    assert found.shape == (9 * spec.scale, 7 * spec.scale, 3)
    with torch.no_grad():
        expected = network(torch.from_numpy(values).permute(2, 0, 1)[None], torch.tensor([25 / 255]))[0]
    assert np.array_equal(found, expected.permute(1, 2, 0).numpy())


def test_the_level_reaches_the_network():
    spec = NetworkSpec(level_map=True, channels=4, units=1, head_relu=False)
    network = build(spec)
    values = np.full((6, 6, 3), 0.5, np.float32)
    assert not np.array_equal(as_restorer(network, spec, 10.0)(values), as_restorer(network, spec, 50.0)(values))
    with pytest.raises(SpecError, match="needs a level"):
        network(torch.zeros(1, 3, 4, 4))
