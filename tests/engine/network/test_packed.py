import json
import os
import struct
import sys

import numpy as np
import pytest
from safetensors.numpy import save_file

from engine.errors import ModelError, SaveError
from engine.network.packed import FORMAT, Card, PackedNetwork, load_packed, save_packed
from engine.tasks import Task
from tests import tiny


def test_a_model_survives_the_file(tmp_path):
    network = tiny.network()
    path = save_packed(network, tmp_path / "deep" / "a.bbcu")
    again = load_packed(path)
    assert again.spec == network.spec
    assert again.card == network.card
    assert all(np.array_equal(again.tensors[name], value) for name, value in network.tensors.items())
    assert [p.name for p in path.parent.iterdir()] == ["a.bbcu"]


def _header(header: dict, body: bytes = b"") -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + body


def _with_card(card: str) -> bytes:
    return _header({"__metadata__": {"format": FORMAT, "card": card, "spec": tiny.spec().to_json()}})


def _of_type(dtype: str, size: float) -> bytes:
    """A whole model but for one tensor, which is of a type that NumPy does not have."""
    network, header, body = tiny.network(), {}, b""
    for name, values in network.tensors.items():
        odd = name == "tail.scale"
        data = b"\0" * int(size * values.size) if odd else values.tobytes()
        kind = {"int16": "I16", "int64": "I64", "uint8": "U8", "float64": "F64"}[values.dtype.name]
        header[name] = {"dtype": dtype if odd else kind, "shape": list(values.shape),
                        "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    about = {"format": FORMAT, "card": network.card.to_json(), "spec": network.spec.to_json()}
    return _header({"__metadata__": about} | header, body)


HOSTILE = {
    "empty": b"",
    "text": b"not a model at all, just words in a file",
    "pickle": b"\x80\x04\x95\x0c\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x94\x8c\x06system\x94\x93\x94.",
    "endless header": struct.pack("<Q", 1 << 60),
    "no metadata": _header({}),
    "wrong format": _header({"__metadata__": {"format": "other"}}),
    "no spec": _header({"__metadata__": {"format": FORMAT}}),
    "hostile card": _header({"__metadata__": {"format": FORMAT, "card": '{"measured": 3}',
                                              "spec": tiny.spec().to_json()}}),
    "brackets in the card": _with_card("[" * 100_000),
    "brackets in a row": _with_card('{"measured": [{"set": ' + "[" * 5000 + "]" * 5000 + "}]}"),
    "brackets in the spec": _header({"__metadata__": {"format": FORMAT, "card": "{}", "spec": "[" * 100_000}}),
    "infinity in the card": _with_card('{"iterations": Infinity}'),
    "infinity in a row": _with_card('{"measured": [{"psnr": Infinity}]}'),
    "a huge number": _with_card('{"iterations": 1' + "0" * 5000 + "}"),
    "half a character": _with_card('{"summary": "\\ud800"}'),
    "half a character in a row": _with_card('{"measured": [{"\\udfff": 1}]}'),
    "a summary that is none": _with_card('{"summary": {"a": [1]}}'),
    "a base that is none": _with_card('{"base": 3}'),
    "bfloat16": _of_type("BF16", 2),
    "float8": _of_type("F8_E4M3", 1),
    "no tensors": _header({"__metadata__": {"format": FORMAT, "card": "{}", "spec": tiny.spec().to_json()}}),
    "offsets outside": _header({"__metadata__": {"format": FORMAT},
                                "head.bias": {"dtype": "I64", "shape": [5], "data_offsets": [0, 9999]}}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_a_clear_error(tmp_path, name):
    path = tmp_path / "bad.bbcu"
    path.write_bytes(HOSTILE[name])
    with pytest.raises(ModelError, match=r"bad\.bbcu") as caught:
        load_packed(path)
    assert caught.value.hint


@pytest.mark.skipif(sys.platform == "win32", reason="no such things")
def test_what_is_no_file_gives_a_clear_error(tmp_path):
    os.mkfifo(tmp_path / "pipe.bbcu")
    (tmp_path / "folder.bbcu").mkdir()
    (tmp_path / "link.bbcu").symlink_to(tmp_path / "nowhere")
    for name in ("pipe", "folder", "link"):
        with pytest.raises(ModelError, match=rf"{name}\.bbcu"):
            load_packed(tmp_path / f"{name}.bbcu")
    with pytest.raises(ModelError):
        load_packed("a\0b.bbcu")


def test_a_cut_off_file_gives_a_clear_error(tmp_path):
    path = save_packed(tiny.network(), tmp_path / "a.bbcu")
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(ModelError, match=r"a\.bbcu"):
        load_packed(path)


def test_missing_file():
    with pytest.raises(ModelError, match=r"gone\.bbcu"):
        load_packed("gone.bbcu")


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("head.shift", np.array([31], np.int16)),
        ("body.shift", np.array([0, 13, 13], np.int16)),
        ("tail.scale", np.array([np.nan])),
        ("tail.bias", np.array([1 << 50, 0, 0], np.int64)),
        ("head.bias", np.array([1 << 50, 0, 0, 0, 0], np.int64)),
        ("head.weight", np.full((5, 3, 3, 3), 32767, np.int16)),
        ("body.cut", np.zeros((3, 4), np.int16)),
        ("body.cut", np.zeros((3, 5), np.float32)),
    ],
)
def test_numbers_that_would_break_the_arithmetic_are_refused(part, value):
    good = tiny.network()
    with pytest.raises(ModelError, match=part.replace(".", r"\.")):
        PackedNetwork(good.spec, good.tensors | {part: value})


EVERYTHING_BINARY = tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=3, unit="bbcu-v1",
                              binary=("head", "body", "upsampler", "tail"))
FLOAT = tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=3, unit="float", binary=())


@pytest.mark.parametrize("spec", [EVERYTHING_BINARY, FLOAT], ids=["binary", "float"])
def test_every_part_survives_the_file(tmp_path, spec):
    network = tiny.network(spec)
    again = load_packed(save_packed(network, tmp_path / "a.bbcu"))
    assert again.spec == spec
    assert all(np.array_equal(again.tensors[name], value) for name, value in network.tensors.items())


@pytest.mark.parametrize(
    ("spec", "part", "value"),
    [
        (EVERYTHING_BINARY, "head.input", np.array([1, 31], np.int16)),
        (EVERYTHING_BINARY, "head.weight", np.zeros((5, 3, 3, 3), np.int16)),
        (EVERYTHING_BINARY, "body.slope", np.zeros((3, 4), np.int16)),
        (EVERYTHING_BINARY, "upsampler.1.shift", np.array([0], np.int16)),
        (EVERYTHING_BINARY, "upsampler.0.cut", np.zeros(5, np.int16)),
        (EVERYTHING_BINARY, "tail.shift", np.array([16], np.int16)),
        (FLOAT, "upsampler.0.bias", np.full(45, 1 << 40, np.int64)),
        (FLOAT, "body.shift", np.array([1, 2, 31], np.int16)),
        (FLOAT, "body.bias", np.full((3, 5), 1 << 40, np.int64)),
    ],
)
def test_wrong_numbers_in_any_part_are_refused(spec, part, value):
    good = tiny.network(spec)
    with pytest.raises(ModelError, match=part.replace(".", r"\.")):
        PackedNetwork(spec, good.tensors | {part: value})


def test_a_unit_without_a_packed_form_is_refused():
    with pytest.raises(ModelError, match="accumulates"):
        PackedNetwork(tiny.spec(unit="bam"), {})


def test_a_file_with_tensors_beyond_the_schema_is_read_without_them(tmp_path):
    network = tiny.network()
    path = tmp_path / "more.bbcu"
    save_file(network.tensors | {"extra": np.zeros(3)}, path,
              {"format": FORMAT, "spec": network.spec.to_json(), "card": network.card.to_json()})
    assert set(load_packed(path).tensors) == set(network.tensors)


def test_a_card_keeps_its_rows():
    card = Card("x", measured=({"set": "CBSD68", "level": 25, "psnr": 29.9},))
    assert Card.from_json(card.to_json()) == card


def test_a_folder_that_is_a_file_gives_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(SaveError):
        save_packed(tiny.network(), tmp_path / "file" / "a.bbcu")


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes")
def test_others_may_read_a_model_file_as_any_other(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    path = save_packed(tiny.network(), tmp_path / "a.bbcu")
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode
