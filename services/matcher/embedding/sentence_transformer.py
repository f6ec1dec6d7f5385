"""Any sentence-transformers model, in the precision that it was saved in: the reference."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from services.matcher.domain.ports import Floats
from services.matcher.embedding.encoder import Tokens
from services.matcher.embedding.packaged_weights import minilm_folder
from shared.errors import RapportError
from shared.installing import install_command

PACKAGED = "all-MiniLM-L6-v2"


class MissingLibrary(RapportError):
    """The library that runs such a model is not installed; the default model needs it not."""


class SentenceTransformerEncoder:
    """A sentence-transformers model from a local folder, loaded when first needed."""

    threads = 1

    def __init__(self, folder: Path | None = None) -> None:
        """Choose the model.

        Args:
            folder: of a saved sentence-transformers model; None for all-MiniLM-L6-v2
                from the installed package.

        Raises:
            MissingLibrary: sentence-transformers is not installed.
        """
        if find_spec("sentence_transformers") is None:
            raise MissingLibrary(
                "this model needs sentence-transformers, and so PyTorch:"
                f" {install_command('rapport[sentence-transformers]')}"
            )
        self._folder = folder

    @cached_property
    def identity(self) -> str:
        """Name the packaged model; or a folder, its files' sizes and when they were written."""
        if self._folder is None:
            return PACKAGED
        folder = self._folder.resolve()
        digest = hashlib.sha256(str(folder).encode())
        for path in sorted(folder.rglob("*")):
            found = path.stat()
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
        return f"folder/{digest.hexdigest()}"

    @cached_property
    def _model(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - untyped library, loaded late
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # it would cut through our bars
        folder = self._folder or minilm_folder()
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True).eval()

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Cut each text into token ids, special ones included, as long as the model reads."""
        cut = self._model.tokenizer(
            list(texts), truncation=True, max_length=self._model.max_seq_length
        )
        return [list(row) for row in cut["input_ids"]]

    def encode(self, tokens: Tokens) -> Floats:
        """Turn (m, length) token ids, without padding, into (m, d) vectors."""
        import torch

        ids = torch.from_numpy(tokens)
        with torch.inference_mode():
            found = self._model({"input_ids": ids, "attention_mask": torch.ones_like(ids)})
        return np.asarray(found["sentence_embedding"].float().numpy(), np.float32)
