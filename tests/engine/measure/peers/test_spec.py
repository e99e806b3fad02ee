"""What a float peer is, and that its description survives a file."""

import json

import pytest

from engine.errors import SpecError
from engine.measure.peers.spec import DOWN, PAIR, UP, Layer, PeerSpec

UNET = PeerSpec((4, 6, 10), (2, 1, 3))


def test_one_width_is_a_row_of_pairs():
    assert PeerSpec((8,), (3,)).layers == (Layer(PAIR, 8, 8),) * 3


def test_several_widths_go_down_and_come_back_the_same_way():
    kinds = [(layer.kind, layer.inputs, layer.outputs) for layer in UNET.layers]
    assert kinds == [
        (PAIR, 4, 4), (PAIR, 4, 4), (DOWN, 4, 6), (PAIR, 6, 6), (DOWN, 6, 10), (PAIR, 10, 10), (PAIR, 10, 10),
        (PAIR, 10, 10), (UP, 10, 6), (PAIR, 6, 6), (UP, 6, 4), (PAIR, 4, 4), (PAIR, 4, 4),
    ]
    assert UNET.alignment == 8 and UNET.shown(51.0) == (0.2,)


def test_a_description_comes_back_from_json():
    assert PeerSpec.from_json(UNET.to_json()) == UNET


@pytest.mark.parametrize(("widths", "pairs"), [
    ((), ()), ((8,), (1, 2)), ((8, 8), (1,)), ((0,), (1,)), ((8,), (-1,)), ((8.0,), (1,)), ((True,), (1,)),
    ([8], (1,)), ((8,) * 5, (1,) * 5), ((4096,), (1,)),
], ids=str)
def test_what_cannot_be_is_refused(widths, pairs):
    with pytest.raises(SpecError, match="the network"):
        PeerSpec(widths, pairs)


@pytest.mark.parametrize("text", [
    "", "[]", "{}", "7", '{"peer": 3}', '{"peer": {"widths": 8, "pairs": 1}}', '{"peer": {"widths": [8]}}',
    json.dumps({"peer": {"widths": [8], "pairs": [1], "more": []}}), '{"peer": {"widths": [1e400], "pairs": [1]}}',
])
def test_what_is_no_description_is_refused(text):
    with pytest.raises(SpecError):
        PeerSpec.from_json(text)
