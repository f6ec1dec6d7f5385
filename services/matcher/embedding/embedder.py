"""Turns texts into vectors, so that a text's vector depends on that text alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from services.matcher.domain.ports import Floats
from services.matcher.embedding.encoder import Encoder, Tokens
from shared.progress import Advance, unheard

GRID = 2.0**14
"""Vectors are rounded to multiples of 1 / GRID: two bytes hold a value exactly."""

_TOKENS_AT_ONCE = 2048
_MOST_TEXTS_AT_ONCE = 64


class SentenceEmbedder:
    """Embeds texts so that equal texts get equal vectors, whatever stands beside them.

    Only texts of the same number of tokens share a batch, so nothing is padded; measured,
    a row's bits then depend neither on its neighbours nor on the batch's size. Other
    processors may differ in the last bits; that vectors are rounded to multiples of 2^-14
    hides most of that.
    """

    def __init__(self, encoder: Encoder) -> None:
        """Wrap a model."""
        self._encoder = encoder

    def __call__(self, texts: Sequence[str], advance: Advance = unheard) -> Floats:
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
        """Embed texts, (n,) lists of token ids, the shortest first: (n, d) on the grid."""
        order = sorted(range(len(tokens)), key=lambda i: (len(tokens[i]), i))
        batches = [
            np.array([tokens[i] for i in batch], np.int64) for batch in _batches(order, tokens)
        ]
        found: list[Floats] = []
        for vectors in self._encode(batches):
            found.append(vectors)
            advance(len(vectors))
        rows = np.concatenate(found)[np.argsort(order)].astype(np.float64)
        norms = np.maximum(np.sqrt(np.square(rows).sum(axis=1, keepdims=True)), 1e-12)
        rounded: Floats = (np.rint(rows / norms * GRID) / GRID).astype(np.float32)
        return rounded

    def _encode(self, batches: list[Tokens]) -> Iterator[Floats]:
        """Encode as many batches at once as the model allows; they come in order."""
        pool = ThreadPoolExecutor(self._encoder.threads)
        try:
            yield from pool.map(self._encoder.encode, batches)
        finally:
            pool.shutdown(cancel_futures=True)


def _batches(order: list[int], tokens: list[list[int]]) -> Iterator[list[int]]:
    """Group texts of equal length, about `_TOKENS_AT_ONCE` tokens each."""
    batch: list[int] = []
    for i in order:
        length = max(len(tokens[i]), 1)
        most = min(_MOST_TEXTS_AT_ONCE, max(1, _TOKENS_AT_ONCE // length))
        if batch and (len(tokens[batch[0]]) != len(tokens[i]) or len(batch) == most):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
