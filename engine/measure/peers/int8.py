"""Float peers in 8 bits, by onnxruntime's static quantization: unsigned numbers, signed weights, one scale per channel.

The ranges of the numbers come from photographs (:mod:`engine.measure.peers.files` keeps them), so that a quantized
model is made again from its weights and its ranges alone.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import logging
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

Inputs = Mapping[str, np.ndarray]
Ranges = dict[str, tuple[float, float]]
"""By the names of a graph's values: between which two numbers each lies."""


@dataclass(frozen=True)
class Form:
    """What of a network is quantized. More of it runs faster and loses more.

    Attributes
    ----------
    name : str
    ends : bool
        Head and tail too.
    stream : bool
        What convolutions give and what is added up; else only what goes into them, and sums stay float.
    """

    name: str
    ends: bool
    stream: bool


FORMS = (Form("int8", True, True), Form("int8, float ends", False, True), Form("int8 products", True, False),
         Form("int8 products, float ends", False, False))


def ranges_of(model: bytes, pictures: list[Inputs], percentile: float) -> Ranges:
    """Where the numbers of a network lie on some pictures.

    Parameters
    ----------
    model : bytes
        ONNX.
    pictures : list of dict
        Its inputs.
    percentile : float
        Share of the numbers that lie within, in percent: what lies beyond will be clipped. 100 for all.
    """
    calibrate = importlib.import_module("onnxruntime.quantization.calibrate")
    by_share = percentile < 100
    method = calibrate.CalibrationMethod.Percentile if by_share else calibrate.CalibrationMethod.MinMax
    options = {"percentile": percentile} if by_share else {}
    with _files(model) as (source, other), _quiet():
        calibrator = calibrate.create_calibrator(source, None, str(other), method, extra_options=options)
        calibrator.collect_data(_reader(pictures))
        found = calibrator.compute_data()
    return {name: tuple(float(f"{float(np.ravel(end)[0]):.5g}") for end in data.range_value)
            for name, data in found.items()}


def quantized(model: bytes, ranges: Ranges, form: Form) -> bytes:
    """The model in 8 bits.

    Parameters
    ----------
    model : bytes
        ONNX of a float peer (:func:`engine.measure.peers.graph.onnx_model`).
    ranges : dict
        As :func:`ranges_of` gives them.
    form : Form
    """
    quantization = importlib.import_module("onnxruntime.quantization")
    options: dict = {"TensorQuantOverrides": {
        name: [{"quant_type": quantization.QuantType.QUInt8, "rmin": np.float32(low), "rmax": np.float32(high)}]
        for name, (low, high) in ranges.items()}}
    if not form.stream:
        options["OpTypesToExcludeOutputQuantization"] = ["Conv"]
    with _files(model) as (source, target), _quiet():
        quantization.quantize_static(
            source, target, _reader([_zeros(model)]), quant_format=quantization.QuantFormat.QDQ, per_channel=True,
            activation_type=quantization.QuantType.QUInt8, weight_type=quantization.QuantType.QInt8,
            op_types_to_quantize=None if form.stream else ["Conv"],
            nodes_to_exclude=[] if form.ends else ["head", "tail"], extra_options=options,
        )
        return target.read_bytes()


@contextlib.contextmanager
def _files(model: bytes) -> Iterator[tuple[Path, Path]]:
    """The model in a file, for tools that want one, and a place for another."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "float.onnx"
        source.write_bytes(model)
        yield source, Path(folder) / "other.onnx"


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """The tools print as they go, and advise steps that change nothing here."""
    logging.disable(logging.WARNING)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        logging.disable(logging.NOTSET)


def _zeros(model: bytes) -> Inputs:
    """Something for each input, where numbers do not matter; lengths that are left open become 8 (half ones 4)."""
    inputs = importlib.import_module("onnx").load_model_from_string(model).graph.input
    return {value.name: np.zeros([
        side.dim_value or (4 if side.dim_param.startswith("half") else 8) for side in value.type.tensor_type.shape.dim
    ], np.float32) for value in inputs}


def _reader(pictures: list[Inputs]) -> object:
    base = importlib.import_module("onnxruntime.quantization").CalibrationDataReader

    class Reader(base):
        def __init__(self) -> None:
            self.left = iter(pictures)

        def get_next(self) -> dict | None:
            return next(self.left, None)

    return Reader()
