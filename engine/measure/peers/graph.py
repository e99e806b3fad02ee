"""A float peer as an ONNX graph, the form in which other runtimes take it."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import numpy as np

from engine.measure.peers.spec import DOWN, PAIR, PeerSpec

PICTURE, LEVEL, RESTORED = "picture", "level", "restored"
OPSET, IR_VERSION = 17, 8


def onnx_model(spec: PeerSpec, tensors: Mapping[str, np.ndarray]) -> bytes:
    """Write the graph.

    Parameters
    ----------
    spec : PeerSpec
    tensors : mapping of str to ndarray
        Weights by their names in torch: ``head.weight``, ``body.3.first.bias`` and so on.

    Returns
    -------
    bytes
        Of a model with the inputs :data:`PICTURE`, float32 (1, 3, h, w) in 0..1, and :data:`LEVEL`, float32
        (1, 1, h / 2, w / 2), and the output :data:`RESTORED`, float32 (1, 3, h, w). Height and width are left open;
        they must be multiples of the spec's alignment.
    """
    graph = _Graph(tensors)
    squares = graph.add("SpaceToDepth", PICTURE, blocksize=2)
    stream = graph.convolution(graph.add("Concat", squares, LEVEL, axis=1), "head")
    kept = []
    for place, layer in enumerate(spec.layers):
        name = f"body.{place}"
        if layer.kind == PAIR:
            found = graph.convolution(graph.add("Relu", graph.convolution(stream, f"{name}.first")), f"{name}.second")
            stream = graph.add("Add", stream, found)
        elif layer.kind == DOWN:
            kept.append(stream)
            stream = graph.convolution(stream, name, strides=[2, 2])
        else:
            wide = graph.add("DepthToSpace", graph.convolution(stream, name), blocksize=2, mode="DCR")
            stream = graph.add("Add", kept.pop(), wide)
    found = graph.add("DepthToSpace", graph.convolution(stream, "tail"), blocksize=2, mode="DCR")
    graph.add("Sub", PICTURE, found, output=RESTORED)
    return graph.model()


class _Graph:
    """Nodes behind each other."""

    def __init__(self, tensors: Mapping[str, np.ndarray]) -> None:
        self.onnx, self.numpy_helper = (importlib.import_module(name) for name in ("onnx", "onnx.numpy_helper"))
        self.tensors, self.nodes, self.weights = tensors, [], []

    def add(self, kind: str, *inputs: str, output: str = "", **attributes: object) -> str:
        """Append a node; gives the name of its output, which begins with the node's."""
        output = output or f"{kind}.{len(self.nodes)}"
        self.nodes.append(self.onnx.helper.make_node(kind, list(inputs), [output], name=output, **attributes))
        return output

    def convolution(self, stream: str, name: str, **attributes: object) -> str:
        """Append a convolution under its own name; 3 x 3 ones have a zero border."""
        for part in ("weight", "bias"):
            value = np.ascontiguousarray(self.tensors[f"{name}.{part}"], np.float32)
            self.weights.append(self.numpy_helper.from_array(value, f"{name}.{part}"))
        if self.tensors[f"{name}.weight"].shape[2] == 3:
            attributes["pads"] = [1, 1, 1, 1]
        return self.add("Conv", stream, f"{name}.weight", f"{name}.bias", output=name, **attributes)

    def model(self) -> bytes:
        """Everything in one file."""
        helper = self.onnx.helper

        def value(name: str, channels: int, height: str, width: str) -> object:
            return helper.make_tensor_value_info(name, self.onnx.TensorProto.FLOAT, [1, channels, height, width])

        graph = helper.make_graph(
            self.nodes, "peer", [value(PICTURE, 3, "h", "w"), value(LEVEL, 1, "half_h", "half_w")],
            [value(RESTORED, 3, "h", "w")], self.weights)
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        return made.SerializeToString()
