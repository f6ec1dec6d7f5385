"""MiniLM in 8-bit arithmetic on onnxruntime: about half the work, and loaded in no time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from services.matcher.domain.ports import Floats
from services.matcher.embedding.encoder import Tokens
from services.matcher.embedding.packaged_weights import minilm_folder
from services.matcher.file_cache import default_folders, read_or_make

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

_MOST_TOKENS = 256
_SOURCES = ("onnx_graph.py", "quantised_graph.py")


class QuantisedMiniLM:
    """all-MiniLM-L6-v2 with 7-bit weights and 8-bit activations, each token on its own scale.

    The graph is made once and cached on disk. A batch runs on one thread, so that neither the
    number of threads nor a neighbour can touch a vector's bits; several batches run at once.
    """

    def __init__(
        self, folders: Sequence[Path] | None = None, *, threads: int | None = None
    ) -> None:
        """Choose where the graph is cached; nothing is loaded yet.

        Args:
            folders: as `read_or_make` takes them; None for the usual ones.
            threads: batches at once; None for the cores that this process may use.
        """
        self._folders = default_folders() if folders is None else folders
        self.threads = threads or _cores()

    @cached_property
    def identity(self) -> str:
        """Name the model by everything that its graph is made from."""
        digest = hashlib.sha256(str(_weights().stat().st_size).encode())
        for source in _SOURCES:
            digest.update(Path(__file__).with_name(source).read_bytes())
        return f"minilm-int8-{digest.hexdigest()[:16]}"

    @cached_property
    def _loaded(self) -> tuple[Tokenizer, InferenceSession]:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
        tokenizer.enable_truncation(_MOST_TOKENS)
        tokenizer.no_padding()
        options = SessionOptions()
        options.intra_op_num_threads = 1
        made = read_or_make(f"{self.identity}.onnx", _build, self._folders)
        return tokenizer, InferenceSession(made, options, providers=["CPUExecutionProvider"])

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Cut each text into token ids, special ones included, as long as the model reads."""
        return [cut.ids for cut in self._loaded[0].encode_batch_fast(list(texts))]

    def encode(self, tokens: Tokens) -> Floats:
        """Turn (m, length) token ids, without padding, into (m, d) vectors."""
        [hidden] = self._loaded[1].run(None, {"tokens": tokens})
        return np.asarray(hidden.mean(axis=1), np.float32)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # not everywhere
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _weights() -> Path:
    return minilm_folder() / "model.safetensors"


def _build() -> bytes:
    from safetensors.numpy import load_file

    from services.matcher.embedding.quantised_graph import QuantisedGraph

    return QuantisedGraph(load_file(_weights())).build()
