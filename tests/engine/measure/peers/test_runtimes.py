"""Every engine that is installed runs a graph of any size."""

import numpy as np
import pytest

from engine.measure.peers import runtimes
from tests.engine.measure.peers.tiny_peer import SPEC, write_peer

pytest.importorskip("onnx")


def test_what_is_not_there_is_left_out(monkeypatch):
    assert runtimes.installed("there-is-no-such-package") is None
    monkeypatch.setattr(runtimes, "installed", lambda name: None)
    assert runtimes.runtimes() == {}


@pytest.mark.parametrize("name", ["onnxruntime", "openvino"])
def test_it_runs_one_size_after_the_other(name, tmp_path):
    from engine.measure.peers.files import inputs_of, load_peers

    pytest.importorskip(name)
    write_peer(tmp_path)
    (peer,) = load_peers(tmp_path)
    engine = runtimes.runtimes()[name]
    assert engine.name == name and engine.version[0].isdigit()
    run = engine.load(peer.model, 1, "f32")
    for side in (8, 12, 8):
        values = np.random.default_rng(side).random((side, 16, 3), np.float32)
        found = run(inputs_of(SPEC, values, 25.0))
        assert found.shape == (1, 3, side, 16) and np.isfinite(found).all()


def test_a_precision_that_an_engine_lacks_is_refused():
    pytest.importorskip("onnxruntime")
    with pytest.raises(ValueError, match="bf16"):
        runtimes.runtimes()["onnxruntime"].load(b"", 1, "bf16")
