"""What a person would run instead: the full-precision network of the same shape, in the runtimes they would use.

Only ``bbcu bench`` loads this module. Every peer gets random weights, which cost what trained ones cost, and the
layout and options its makers recommend for processors. Peers that are not installed are left out.
"""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import nn

from engine.measure.peers.runtimes import Runtime, runtimes
from engine.network.spec import NetworkSpec


@dataclass(frozen=True)
class Peer:
    """One way to run the float network.

    Attributes
    ----------
    name : str
        Such as ``"torch float32"``.
    version : str
    make : callable
        (spec, threads, height, width) -> a function without arguments that runs the network once.
    """

    name: str
    version: str
    make: Callable[[NetworkSpec, int, int, int], Callable[[], object]]


def peers() -> list[Peer]:
    """The peers that are installed here."""
    found = [Peer("torch float32", torch.__version__, _torch)]
    for runtime in runtimes().values():
        found += [Peer(f"{runtime.name} {precision}", runtime.version, partial(_run, runtime, model))
                  for precision, model in (("float32", _model), ("int8", _quantized))]
    return found


def widths(spec: NetworkSpec) -> list[tuple[int, int]]:
    """Inputs and outputs of every convolution."""
    body = [(spec.channels, spec.channels)] * spec.units
    return [(spec.input_channels, spec.channels), *body, (spec.channels, spec.tail_channels)]


def _torch(spec: NetworkSpec, threads: int, height: int, width: int) -> Callable[[], object]:
    layers: list[nn.Module] = []
    for inputs, outputs in widths(spec):
        layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU()]
    network = nn.Sequential(*layers[:-1]).eval().to(memory_format=torch.channels_last)
    picture = torch.rand(1, spec.input_channels, height, width).to(memory_format=torch.channels_last)

    def run() -> object:
        torch.set_num_threads(threads)
        with torch.inference_mode():
            return network(picture)

    return run


def _model(spec: NetworkSpec, height: int, width: int) -> bytes:
    """The float network as ONNX."""
    onnx = importlib.import_module("onnx")
    helper, numpy_helper = onnx.helper, importlib.import_module("onnx.numpy_helper")
    random = np.random.default_rng(0)
    nodes, weights, name = [], [], "picture"
    pairs = widths(spec)
    for index, (inputs, outputs) in enumerate(pairs):
        weight = random.normal(0, (2 / (9 * inputs)) ** 0.5, (outputs, inputs, 3, 3)).astype(np.float32)
        bias = np.zeros(outputs, np.float32)
        weights += [numpy_helper.from_array(weight, f"w{index}"), numpy_helper.from_array(bias, f"b{index}")]
        nodes.append(helper.make_node("Conv", [name, f"w{index}", f"b{index}"], [f"c{index}"], pads=[1, 1, 1, 1]))
        name = f"c{index}"
        if index + 1 < len(pairs):
            nodes.append(helper.make_node("Relu", [name], [f"r{index}"]))
            name = f"r{index}"
    def value(label: str, channels: int) -> object:
        return helper.make_tensor_value_info(label, 1, [1, channels, height, width])
    graph = helper.make_graph(nodes, "float", [value("picture", spec.input_channels)],
                              [value(name, spec.tail_channels)], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return model.SerializeToString()


def _quantized(spec: NetworkSpec, height: int, width: int) -> bytes:
    """The same in 8 bits: weights signed, activations unsigned, scales from a few random pictures."""
    quantization = importlib.import_module("onnxruntime.quantization")
    random = np.random.default_rng(1)

    class Pictures(quantization.CalibrationDataReader):
        def __init__(self) -> None:
            self.left = 2

        def get_next(self) -> dict | None:
            self.left -= 1
            if self.left < 0:
                return None
            return {"picture": random.random((1, spec.input_channels, height, width), np.float32)}

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "float.onnx", Path(folder) / "int8.onnx"
        source.write_bytes(_model(spec, height, width))
        quantization.quantize_static(
            str(source), str(target), Pictures(), quant_format=quantization.QuantFormat.QDQ, per_channel=True,
            activation_type=quantization.QuantType.QUInt8, weight_type=quantization.QuantType.QInt8,
        )
        return target.read_bytes()


def _run(runtime: Runtime, make: Callable[[NetworkSpec, int, int], bytes], spec: NetworkSpec, threads: int,
         *size: int) -> Callable[[], object]:
    run = runtime.load(make(spec, *size), threads, "f32")
    picture = np.random.default_rng(2).random((1, spec.input_channels, *size), np.float32)
    return lambda: run({"picture": picture})
