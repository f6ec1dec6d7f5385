"""Builds MiniLM for 8-bit arithmetic, so that a text's vector depends on that text alone.

Dynamic quantisation token by token (Yao et al., *ZeroQuant*, 2022). Ordinarily, it takes one
scale for a whole batch. Here every token has its own, products of 8-bit integers are summed
exactly, and everything else works row by row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper

from services.matcher.domain.ports import Floats
from services.matcher.embedding.onnx_graph import FUSED, Graph

TOKENS: Final = "tokens"
_LAYERS: Final = 6
_HEADS: Final = 12
_EPSILON: Final = 1e-12
_WEIGHT_LEVELS: Final = 63
"""7 bits: two products, 2 * 255 * 63, fit the 16 bits in which older processors add them."""


@dataclass(frozen=True, slots=True)
class _Range:
    """How values become unsigned bytes: value = scale * (byte - zero)."""

    zero: int
    least_scale: float
    signed: bool


_EVEN: Final = _Range(zero=128, least_scale=1e-6, signed=True)
_GELU: Final = _Range(zero=32, least_scale=0.17 / 32, signed=False)
"""GELU never falls below -0.17, so nearly all bytes are left for what is positive."""


@dataclass(frozen=True, slots=True)
class _Bytes:
    """Names of a quantised value: (tokens, n) bytes, (tokens, 1) scales, the zero."""

    rows: str
    scales: str
    zero: str


class QuantisedGraph:
    """MiniLM's graph, from token ids of one length to one vector a token."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        """Take the weights.

        Args:
            weights: by their names in the saved model.
        """
        self._weights = weights
        self._graph = Graph()
        self._hold, self._call = self._graph.hold, self._graph.call

    def build(self) -> bytes:
        """Write the graph.

        Returns:
            An ONNX model from `tokens` (texts, length) to (texts, length, width).
        """
        width = self._weights["embeddings.LayerNorm.bias"].size
        embedded = self._normalise(self._embeddings(), "embeddings.LayerNorm")
        whole = self._call("Concat", self._call("Shape", TOKENS), self._integers(width), axis=0)
        rows = self._call("Reshape", embedded, self._integers(-1, width))
        for layer in range(_LAYERS):
            rows = self._layer(rows, f"encoder.layer.{layer}.", whole)
        return self._graph.finish(TOKENS, self._call("Reshape", rows, whole), width)

    def _embeddings(self) -> str:
        words = self._weights["embeddings.word_embeddings.weight"]
        kinds = self._weights["embeddings.token_type_embeddings.weight"]
        places = self._hold(self._weights["embeddings.position_embeddings.weight"])
        halves = self._hold((words + kinds[0]).astype(np.float16))  # halves the file
        length = self._call("Shape", TOKENS, start=1, end=2)
        start, step = self._integers(0), self._integers(1)
        first = self._call("Slice", places, start, length, start, step)
        found = self._call("Gather", halves, TOKENS)
        return self._call("Add", self._call("Cast", found, to=TensorProto.FLOAT), first)

    def _layer(self, rows: str, name: str, whole: str) -> str:
        attended = self._attention(rows, f"{name}attention.", whole)
        kept = self._after(attended, rows, f"{name}attention.output")
        hidden = self._linear(self._quantise(kept, _EVEN), f"{name}intermediate.dense")
        bias = self._hold(self._weights[f"{name}intermediate.dense.bias"])
        active = self._call("BiasGelu", hidden, bias, domain=FUSED)
        found = self._linear(self._quantise(active, _GELU), f"{name}output.dense")
        return self._after(found, kept, f"{name}output")

    def _attention(self, rows: str, name: str, whole: str) -> str:
        quantised = self._quantise(rows, _EVEN)
        parts = [f"{name}self.{part}" for part in ("query", "key", "value")]
        sides = [self._call("Reshape", self._linear(quantised, part), whole) for part in parts]
        bias = self._hold(np.concatenate([self._weights[f"{part}.bias"] for part in parts]))
        mixed = self._call("MultiHeadAttention", *sides, bias, domain=FUSED, num_heads=_HEADS)
        flat = self._call("Reshape", mixed, self._call("Shape", rows))
        return self._linear(self._quantise(flat, _EVEN), f"{name}output.dense")

    def _after(self, found: str, before: str, name: str) -> str:
        """Add the bias and what went in, and normalise."""
        biased = self._call("Add", found, self._hold(self._weights[f"{name}.dense.bias"]))
        return self._normalise(self._call("Add", biased, before), f"{name}.LayerNorm")

    def _normalise(self, rows: str, name: str) -> str:
        learnt = [self._hold(self._weights[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self._call("LayerNormalization", rows, *learnt, axis=-1, epsilon=_EPSILON)

    def _quantise(self, rows: str, span: _Range) -> _Bytes:
        """Turn each token's row into bytes, on a scale of its own."""
        measured = self._call("Abs", rows) if span.signed else rows
        largest = self._call("ReduceMax", measured, self._integers(-1), keepdims=1)
        above = 255 - span.zero
        wanted = self._call("Mul", largest, self._number(1 / above))
        scales = self._call("Max", wanted, self._number(span.least_scale))
        zero = helper.make_tensor("zero", TensorProto.UINT8, [1], [span.zero])
        count = self._call("Shape", rows, start=0, end=1)
        zeros = self._call("ConstantOfShape", count, value=zero)
        listed = self._call("Reshape", scales, self._integers(-1))
        quantised = self._call("QuantizeLinear", rows, listed, zeros, axis=0)
        return _Bytes(quantised, scales, self._hold(np.array(span.zero, np.uint8)))

    def _linear(self, given: _Bytes, name: str) -> str:
        """Multiply by a layer's weights; its bias is left to what follows."""
        matrix, steps = quantise_columns(self._weights[f"{name}.weight"].T)
        sides = (given.rows, self._hold(matrix), self._number(1.0), self._hold(steps), given.zero)
        product = self._call("MatMulIntegerToFloat", *sides, domain=FUSED)
        return self._call("Mul", product, given.scales)

    def _integers(self, *values: int) -> str:
        return self._hold(np.array(values, np.int64))

    def _number(self, value: float) -> str:
        return self._hold(np.array(value, np.float32))


def quantise_columns(matrix: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Round a matrix to 7 bits, each column on its own scale.

    Args:
        matrix: (inputs, outputs), no column all zeros.

    Returns:
        (inputs, outputs) integers in [-63, 63], and (outputs,) scales.
    """
    steps = (np.abs(matrix).max(axis=0) / _WEIGHT_LEVELS).astype(np.float32)
    return np.rint(matrix / steps).astype(np.int8), steps
