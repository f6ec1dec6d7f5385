"""Writes an ONNX graph node by node."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

FUSED = "com.microsoft"
"""The operators that onnxruntime adds to ONNX's own."""

Attribute = int | float | str | TensorProto
"""What an operator is told beside its inputs."""

_OPSET = 18
_IR_VERSION = 9  # the oldest that has this opset: whatever onnxruntime is installed reads it


class Graph:
    """A graph under construction; every value is known by a made-up name."""

    def __init__(self) -> None:
        """Start without nodes."""
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def hold(self, value: NDArray[np.generic]) -> str:
        """Keep a constant.

        Args:
            value: of any shape; its type is kept.

        Returns:
            Its name.
        """
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def call(self, operator: str, *inputs: str, domain: str = "", **attributes: Attribute) -> str:
        """Add a node of one output.

        Args:
            operator: its type.
            inputs: names of values.
            domain: of the operator; empty for ONNX's own.
            attributes: as the operator takes them.

        Returns:
            The output's name.
        """
        name = f"{operator}{len(self._nodes)}"
        node = helper.make_node(operator, inputs, [name], name=name, domain=domain)
        node.attribute.extend(helper.make_attribute(*given) for given in sorted(attributes.items()))
        self._nodes.append(node)
        return name

    def finish(self, tokens: str, vectors: str, width: int) -> bytes:
        """Close the graph.

        Args:
            tokens: the input's name: (texts, length), int64.
            vectors: the output's name: (texts, length, width), float32.
            width: of the vectors.

        Returns:
            The model as a file holds it.
        """
        shape = ("texts", "length")
        given = helper.make_tensor_value_info(tokens, TensorProto.INT64, shape)
        found = helper.make_tensor_value_info(vectors, TensorProto.FLOAT, (*shape, width))
        graph = helper.make_graph(self._nodes, "encoder", [given], [found], self._constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(FUSED, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)
        return bytes(model.SerializeToString())
