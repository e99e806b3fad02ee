"""The graph that other runtimes run is the network that was trained."""

import numpy as np
import pytest
import torch

from engine.measure.peers.graph import LEVEL, PICTURE, RESTORED, onnx_model
from engine.measure.peers.spec import PeerSpec
from engine.training.networks import build

onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")


@pytest.mark.parametrize("spec", [PeerSpec((4,), (2,)), PeerSpec((4, 6, 8), (1, 2, 1))], ids=str)
@pytest.mark.parametrize("size", [(8, 16), (24, 8)])
def test_it_gives_what_torch_gives(spec, size):
    torch.manual_seed(1)
    network = build(spec).eval()
    model = onnx_model(spec, {name: value.numpy() for name, value in network.state_dict().items()})
    picture = np.random.default_rng(0).random((1, 3, *size), np.float32)
    plane = np.full((1, 1, size[0] // 2, size[1] // 2), 0.2, np.float32)
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    (found,) = session.run([RESTORED], {PICTURE: picture, LEVEL: plane})
    with torch.no_grad():
        expected = network(torch.from_numpy(picture), torch.tensor([0.2])).numpy()
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)
