"""Caches vectors: in a service's store as they come, or on disk what every run needs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from services.matcher.domain.ports import Embed, Floats, Shorts
from services.matcher.embedding.embedder import GRID
from services.matcher.file_cache import default_folders, read_or_make
from shared.progress import Advance, unheard
from shared.store import Store

EMBEDDINGS = "embeddings"
COLLECTIONS: dict[str, tuple[str, ...]] = {EMBEDDINGS: ()}
"""What a store must declare to cache vectors; nothing but ids is looked up."""

_STORED_AT_ONCE = 1024


class CachedEmbed:
    """Embeds only what its store does not know yet, and stores it batch by batch."""

    def __init__(self, embed: Embed, store: Store, model: str) -> None:
        """Wrap an embedder.

        Args:
            embed: texts to (n, d) rows on a grid of 2^-14, telling its progress.
            store: with the collection `EMBEDDINGS`; no text is stored there, only hashes.
            model: the name and version of the model; another one shares nothing.
        """
        self._embed = embed
        self._store = store
        self._model = model

    def __call__(self, texts: Sequence[str], advance: Advance = unheard) -> Floats:
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
        for first in range(0, len(missing), _STORED_AT_ONCE):
            batch = missing[first : first + _STORED_AT_ONCE]
            known.update(zip(batch, self._learn(batch, keys, advance), strict=True))
        return _from_grid(np.stack([known[text] for text in texts]))

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._model}\0{text}".encode()).hexdigest()

    def _recall(self, keys: Mapping[str, str]) -> dict[str, Shorts]:
        texts = {key: text for text, key in keys.items()}
        return {
            texts[document["_id"]]: np.frombuffer(document["vector"], dtype="<i2")
            for document in self._store.get_many(EMBEDDINGS, texts)
        }

    def _learn(self, batch: list[str], keys: Mapping[str, str], advance: Advance) -> Shorts:
        stored = _to_grid(self._embed(batch, advance))
        with self._store.batch():
            self._store.put(
                EMBEDDINGS,
                [
                    {"_id": keys[text], "vector": row.tobytes()}
                    for text, row in zip(batch, stored, strict=True)
                ],
            )
        return stored


class PrecomputedEmbed:
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
            folders: as `read_or_make` takes them; None for the usual ones.
        """
        self._embed = embed
        self._texts = texts
        self._place = {text: i for i, text in enumerate(texts)}
        self._model = model
        self._folders = default_folders() if folders is None else folders

    def __call__(self, texts: Sequence[str], advance: Advance = unheard) -> Floats:
        """Embed texts.

        Args:
            texts: any number, repeats allowed.
            advance: told how many texts are done; known ones at once.

        Returns:
            (texts, d); (0, 0) for no texts.
        """
        unknown = [text for text in texts if text not in self._place]
        if len(unknown) == len(texts):
            return self._embed(texts, advance)
        advance(len(texts) - len(unknown))
        rows = np.empty((len(texts), self._known.shape[1]), np.float32)
        is_known = np.array([text in self._place for text in texts])
        rows[is_known] = self._known[[self._place[t] for t in texts if t in self._place]]
        if unknown:
            rows[~is_known] = self._embed(unknown, advance)
        return rows

    @cached_property
    def _known(self) -> Floats:
        digest = hashlib.sha256("\0".join((self._model, *self._texts)).encode()).hexdigest()
        made = read_or_make(f"vectors-{digest[:32]}", self._make, self._folders)
        return _from_grid(np.frombuffer(made, dtype="<i2").reshape(len(self._texts), -1))

    def _make(self) -> bytes:
        return _to_grid(self._embed(self._texts, unheard)).tobytes()


def _to_grid(rows: Floats) -> Shorts:
    steps: Shorts = np.rint(rows * GRID).astype("<i2")
    return steps


def _from_grid(steps: Shorts) -> Floats:
    return (steps / np.float32(GRID)).astype(np.float32)
