"""Quantized peers: near the float one, and made again from ranges alone."""

import numpy as np
import pytest

from engine.measure.peers.files import inputs_of, load_peers
from engine.measure.peers.int8 import FORMS, quantized, ranges_of
from engine.measure.peers.runtimes import runtimes
from tests.engine.measure.peers.tiny_peer import SPEC, write_peer

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")


@pytest.fixture(scope="module")
def peer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("peers")
    write_peer(folder)
    return load_peers(folder)[0]


@pytest.fixture(scope="module")
def pictures():
    random = np.random.default_rng(0)
    return [inputs_of(SPEC, random.random((16, 16, 3), np.float32), 25.0) for _ in range(3)]


def kinds(model):
    return [node.op_type for node in onnx.load_model_from_string(model).graph.node]


def test_ranges_hold_the_numbers(peer, pictures):
    every, most = (ranges_of(peer.model, pictures, percentile) for percentile in (100, 90))
    assert set(every) == set(most) and {"head", "tail", "picture"} <= set(every)
    assert 0 <= every["picture"][0] < 0.01 and 0.99 < every["picture"][1] <= 1
    assert most["picture"][1] < every["picture"][1]


def test_more_that_is_quantized_is_further_from_the_float_network(peer, pictures):
    load = runtimes()["onnxruntime"].load
    expected = load(peer.model, 1, "f32")(pictures[0])
    ranges = ranges_of(peer.model, pictures, 100)
    found = {form.name: load(quantized(peer.model, ranges, form), 1, "f32")(pictures[0]) for form in FORMS}
    errors = {name: float(np.abs(picture - expected).mean()) for name, picture in found.items()}
    assert 0 < errors["int8 products, float ends"] < errors["int8"] < 0.02
    assert errors["int8, float ends"] < errors["int8"]


def test_the_ends_and_the_stream_stay_float_where_a_form_says_so(peer, pictures):
    ranges = ranges_of(peer.model, pictures, 100)
    steps = {form.name: kinds(quantized(peer.model, ranges, form)).count("QuantizeLinear") for form in FORMS}
    assert steps["int8"] > steps["int8, float ends"] > steps["int8 products, float ends"]
    convolutions = kinds(peer.model).count("Conv")
    assert steps["int8 products"] <= convolutions + 1, "what goes into convolutions, and nothing else"


def test_the_same_ranges_give_the_same_model(peer, pictures):
    ranges = ranges_of(peer.model, pictures, 99.9)
    assert quantized(peer.model, ranges, FORMS[0]) == quantized(peer.model, ranges, FORMS[0])
