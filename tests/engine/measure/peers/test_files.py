"""Weights and ranges come back from their files; what is something else is named."""

import numpy as np
import pytest

from engine.errors import ModelError, SaveError
from engine.measure.peers import files as peer_files
from tests.engine.measure.peers.tiny_peer import SPEC, write_peer

pytest.importorskip("onnx")
RANGES = {"peer-tiny": {"int8": {"head": (-1.5, 2.0)}, "int8, float ends": {"head": (0.0, 1.0)}}}


def test_peers_come_by_name(tmp_path):
    for name in ("peer-b", "peer-a"):
        write_peer(tmp_path, name)
    first, second = peer_files.load_peers(tmp_path)
    assert (first.name, second.name, first.spec, first.steps) == ("peer-a", "peer-b", SPEC, 7)
    assert first.model[:1] == b"\x08", "ONNX"


def test_where_there_is_none_it_says_so(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ModelError, match="no weights of float peers"):
            peer_files.load_peers(folder)


@pytest.mark.parametrize("content", [b"", b"\x08\x00\x00\x00\x00\x00\x00\x00{}      ", None])
def test_what_is_no_peer_is_named(tmp_path, content):
    path = tmp_path / "a.safetensors"
    if content is None:  # a whole file, but of a one-bit network's latent weights
        from safetensors.numpy import save_file
        save_file({"a": np.zeros(1)}, path, {"recipe": "a", "spec": "{}", "step": "1"})
    else:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"no weights of a float peer") as caught:
        peer_files.load_peers(tmp_path)
    assert caught.value.file == path


def test_ranges_come_back(tmp_path):
    assert peer_files.load_calibration(tmp_path) == {}
    peer_files.save_calibration(tmp_path, RANGES)
    assert peer_files.load_calibration(tmp_path) == RANGES


@pytest.mark.parametrize("text", [
    "", "[]", '{"a": 1}', '{"a": {"int8": {"head": 1}}}', '{"a": {"int8": {"head": [1, NaN]}}}',
])
def test_ranges_that_are_none_are_named(tmp_path, text):
    (tmp_path / peer_files.CALIBRATION).write_text(text)
    with pytest.raises(ModelError, match="ranges"):
        peer_files.load_calibration(tmp_path)


def test_ranges_that_cannot_be_written_are_an_error(tmp_path):
    with pytest.raises(SaveError, match="ranges"):
        peer_files.save_calibration(tmp_path / "nowhere", RANGES)


def test_a_picture_is_filled_and_the_result_cut(tmp_path):
    values = np.random.default_rng(0).random((5, 7, 3), np.float32)
    inputs = peer_files.inputs_of(SPEC, values, 51.0)
    assert inputs["picture"].shape == (1, 3, 8, 8) and np.all(inputs["level"] == np.float32(0.2))
    assert np.array_equal(inputs["picture"][0, :, 7, 7], values[4, 6])
    restore = peer_files.restorer_of(SPEC, lambda seen: seen["picture"])
    assert np.array_equal(restore(values, 51.0), values)
