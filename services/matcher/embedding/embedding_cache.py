"""Remembers vectors: in a service's store as they come, or on disk what every run needs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.matcher.embedding.embedder import GRID, Advance, ignore
from services.matcher.embedding.encoder import Floats
from services.matcher.embedding.file_cache import default_folders, keep
from shared.store import Store

EMBEDDINGS = "embeddings"
COLLECTIONS: dict[str, tuple[str, ...]] = {EMBEDDINGS: ()}
"""What a store must declare to keep vectors; nothing but ids is looked up."""

_KEPT_AT_ONCE = 1024

Embed = Callable[[Sequence[str], Advance], Floats]


class CachedEmbed:
    """Embeds only what its store does not know yet, and keeps it batch by batch."""

    def __init__(self, embed: Embed, store: Store, model: str) -> None:
        """Wrap an embedder.

        Args:
            embed: texts to (n, d) rows on a grid of 2^-14, telling its progress.
            store: with the collection `EMBEDDINGS`; no text is kept there, only hashes.
            model: the name and version of the model; another one shares nothing.
        """
        self._embed = embed
        self._store = store
        self._model = model

    def __call__(self, texts: Sequence[str], advance: Advance = ignore) -> Floats:
        """Embed texts; a crash loses at most one batch of work.

        Args:
            texts: any number, repeats allowed.
            advance: told how many texts are done; known ones at once.

        Returns:
            (texts, d); (0, 0) for no texts.
        """
        if not texts:
            return np.empty((0, 0), dtype=np.float32)
        keys = {text: self._key(text) for text in set(texts)}
        known = self._recall(keys)
        missing = sorted(keys.keys() - known.keys(), key=lambda text: (len(text), text))
        advance(len(texts) - len(missing))
        for first in range(0, len(missing), _KEPT_AT_ONCE):
            batch = missing[first : first + _KEPT_AT_ONCE]
            known.update(zip(batch, self._learn(batch, keys, advance), strict=True))
        return _vectors(np.stack([known[text] for text in texts]))

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._model}\0{text}".encode()).hexdigest()

    def _recall(self, keys: Mapping[str, str]) -> dict[str, NDArray[np.int16]]:
        texts = {key: text for text, key in keys.items()}
        return {
            texts[document["_id"]]: np.frombuffer(document["vector"], dtype="<i2")
            for document in self._store.get_many(EMBEDDINGS, texts)
        }

    def _learn(
        self, batch: list[str], keys: Mapping[str, str], advance: Advance
    ) -> NDArray[np.int16]:
        stored = _steps(self._embed(batch, advance))
        with self._store.batch():
            self._store.put(
                EMBEDDINGS,
                [
                    {"_id": keys[text], "vector": row.tobytes()}
                    for text, row in zip(batch, stored, strict=True)
                ],
            )
        return stored


class Foreknown:
    """Embeds texts that every run needs once a machine, and keeps their vectors on disk."""

    def __init__(
        self,
        embed: Embed,
        texts: Sequence[str],
        model: str,
        folders: Sequence[Path] | None = None,
    ) -> None:
        """Wrap an embedder.

        Args:
            embed: texts to (n, d) rows on a grid of 2^-14, telling its progress.
            texts: each of them once; they are embedded when one of them is first asked for.
            model: the name and version of the model; another one shares nothing.
            folders: as `keep` takes them; None for the usual ones.
        """
        self._embed = embed
        self._texts = texts
        self._place = {text: i for i, text in enumerate(texts)}
        self._model = model
        self._folders = default_folders() if folders is None else folders

    def __call__(self, texts: Sequence[str], advance: Advance = ignore) -> Floats:
        """Embed texts.

        Args:
            texts: any number, repeats allowed.
            advance: told how many texts are done; known ones at once.

        Returns:
            (texts, d); (0, 0) for no texts.
        """
        strange = [text for text in texts if text not in self._place]
        if len(strange) == len(texts):
            return self._embed(texts, advance)
        advance(len(texts) - len(strange))
        rows = np.empty((len(texts), self._known.shape[1]), np.float32)
        is_known = np.array([text in self._place for text in texts])
        rows[is_known] = self._known[[self._place[t] for t in texts if t in self._place]]
        if strange:
            rows[~is_known] = self._embed(strange, advance)
        return rows

    @cached_property
    def _known(self) -> Floats:
        digest = hashlib.sha256("\0".join((self._model, *self._texts)).encode()).hexdigest()
        kept = keep(f"vectors-{digest[:32]}", self._make, self._folders)
        return _vectors(np.frombuffer(kept, dtype="<i2").reshape(len(self._texts), -1))

    def _make(self) -> bytes:
        return _steps(self._embed(self._texts, ignore)).tobytes()


def _steps(rows: Floats) -> NDArray[np.int16]:
    steps: NDArray[np.int16] = np.rint(rows * GRID).astype("<i2")
    return steps


def _vectors(steps: NDArray[np.int16]) -> Floats:
    return (steps / np.float32(GRID)).astype(np.float32)
