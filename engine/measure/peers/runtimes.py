"""Other engines that run ONNX models on this processor; loaded by whoever measures them, and only if installed."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType

import numpy as np

Run = Callable[[Mapping[str, np.ndarray]], np.ndarray]
"""From the inputs by their names to the first output."""


@dataclass(frozen=True)
class Runtime:
    """An engine.

    Attributes
    ----------
    name, version : str
    load : callable
        (model, threads, precision) -> :data:`Run`. The model is ONNX as bytes; the precision of what is not quantized
        in it is ``"f32"`` or ``"bf16"``.
    """

    name: str
    version: str
    load: Callable[[bytes, int, str], Run]


def runtimes() -> dict[str, Runtime]:
    """Those that are installed here, by name; none without the package that writes ONNX."""
    if installed("onnx") is None:
        return {}
    known = {"onnxruntime": _onnxruntime, "openvino": _openvino}
    found = {name: installed(name) for name in known}
    return {name: Runtime(name, _version(found[name]), known[name]) for name in known if found[name] is not None}


def installed(name: str) -> ModuleType | None:
    """An optional package; None if it is not there, or broken, which is as good as absent."""
    try:
        return importlib.import_module(name)
    except Exception:
        return None


def _version(module: ModuleType) -> str:
    return str(getattr(module, "__version__", "?")).split("-")[0]  # without a build's hash


def _onnxruntime(model: bytes, threads: int, precision: str) -> Run:
    runtime = importlib.import_module("onnxruntime")
    if precision != "f32":
        raise ValueError(f"onnxruntime has no {precision} on processors")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return lambda inputs: session.run(None, dict(inputs))[0]


def _openvino(model: bytes, threads: int, precision: str) -> Run:
    """Compiled anew for each size, for fixed sizes run faster."""
    core = importlib.import_module("openvino").Core()
    options = {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": precision}
    compiled: dict[tuple, Callable] = {}

    def run(inputs: Mapping[str, np.ndarray]) -> np.ndarray:
        size = tuple((name, value.shape) for name, value in inputs.items())
        if size not in compiled:
            read = core.read_model(model)
            read.reshape({name: list(shape) for name, shape in size})
            compiled[size] = core.compile_model(read, "CPU", options).create_infer_request().infer
        return next(iter(compiled[size](dict(inputs)).values()))

    return run
