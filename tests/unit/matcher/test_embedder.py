"""Do equal texts get equal vectors, and is nothing embedded twice?"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from services.matcher.embedding.embedder import SentenceEmbedder
from services.matcher.embedding.embedding_cache import COLLECTIONS, CachedEmbed, PrecomputedEmbed
from tests.fakes import MemoryStore


class WordEncoder:
    """Stands in for a model; remembers the shapes that it was given."""

    identity = "words"
    threads = 1

    def __init__(self, fails_after: int | None = None) -> None:
        self.shapes: list[tuple[int, int]] = []
        self.fails_after = fails_after

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        return [[1, *(zlib.crc32(w.encode()) % 1000 for w in t.split()), 2] for t in texts]

    def encode(self, tokens: np.ndarray) -> np.ndarray:
        if self.fails_after is not None and len(self.shapes) >= self.fails_after:
            raise MemoryError
        self.shapes.append(tokens.shape)
        return np.stack([np.cos(np.arange(8) * row.sum()) for row in tokens]).astype(np.float32)


TEXTS = ["bees", "old kilns", "sails", "a loom of glass", "tide tables", "bees"]


class TestSentenceEmbedder:
    def test_gives_a_text_the_same_vector_in_any_company(self) -> None:
        """Else the same roster in another order would introduce other people."""
        embed = SentenceEmbedder(WordEncoder())

        together = embed(TEXTS)
        alone = np.concatenate([embed([text]) for text in TEXTS])

        assert np.array_equal(together, alone)
        assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-3)

    def test_embeds_each_text_once_in_batches_of_one_length(self) -> None:
        """Padding is what would make a text depend on its neighbours."""
        encoder = WordEncoder()

        SentenceEmbedder(encoder)(TEXTS)

        assert encoder.shapes == [(2, 3), (2, 4), (1, 6)]

    def test_tells_progress_for_every_text(self) -> None:
        """A bar that does not end looks like a crash."""
        steps: list[int] = []

        SentenceEmbedder(WordEncoder())(TEXTS, steps.append)

        assert sum(steps) == len(TEXTS)

    def test_takes_no_texts(self) -> None:
        """An event without phrases is still an event."""
        assert SentenceEmbedder(WordEncoder())([]).size == 0


class TestCachedEmbed:
    def test_embeds_only_what_is_missing(self) -> None:
        """The second round of an event must not cost what the first did."""
        store, encoder = MemoryStore(COLLECTIONS), WordEncoder()
        embed = CachedEmbed(SentenceEmbedder(encoder), store, "words")
        first = embed(TEXTS)
        encoder.shapes.clear()

        again = embed([*TEXTS, "moss"])

        assert encoder.shapes == [(1, 3)]
        assert np.array_equal(first, again[:-1])

    def test_shares_nothing_between_models(self) -> None:
        """Vectors of two models do not compare."""
        store, encoder = MemoryStore(COLLECTIONS), WordEncoder()
        CachedEmbed(SentenceEmbedder(encoder), store, "words")(["bees"])
        encoder.shapes.clear()

        CachedEmbed(SentenceEmbedder(encoder), store, "other")(["bees"])

        assert encoder.shapes == [(1, 3)]

    def test_keeps_what_was_done_before_a_crash(self) -> None:
        """Embedding a large event takes minutes; a restart goes on where it stopped."""
        store, texts = MemoryStore(COLLECTIONS), [f"bees {i:05d}" for i in range(1100)]
        crashing = WordEncoder(fails_after=16)
        with pytest.raises(MemoryError):
            CachedEmbed(SentenceEmbedder(crashing), store, "words")(texts)

        assert store.count("embeddings") == 1024


class TestPrecomputedEmbed:
    def test_embeds_the_known_texts_once_a_machine(self, tmp_path: Path) -> None:
        """Every match needs them, and they take seconds."""
        first, second = WordEncoder(), WordEncoder()
        for encoder in (first, second):
            PrecomputedEmbed(SentenceEmbedder(encoder), TEXTS[:4], "words", [tmp_path])(TEXTS[:2])

        assert len(first.shapes) > 0
        assert second.shapes == []

    def test_gives_the_vectors_that_the_model_gives(self, tmp_path: Path) -> None:
        """A text must not move because somebody else's list has it, too."""
        embed = PrecomputedEmbed(SentenceEmbedder(WordEncoder()), TEXTS[1:4], "words", [tmp_path])
        steps: list[int] = []

        found = embed(TEXTS, steps.append)

        assert np.array_equal(found, SentenceEmbedder(WordEncoder())(TEXTS))
        assert sum(steps) == len(TEXTS)
        assert embed([]).size == 0

    def test_learns_anew_for_another_model_or_other_texts(self, tmp_path: Path) -> None:
        """What is kept outlives the version that kept it."""
        encoder = WordEncoder()
        known = [("words", TEXTS[:2]), ("other", TEXTS[:2]), ("words", TEXTS[1:3])]
        for model, texts in known:
            PrecomputedEmbed(SentenceEmbedder(encoder), texts, model, [tmp_path])(texts)

        assert len(list(tmp_path.iterdir())) == len(known)

    def test_leaves_other_texts_alone(self, tmp_path: Path) -> None:
        """A roster of ordinary industries needs none of it."""
        PrecomputedEmbed(SentenceEmbedder(WordEncoder()), TEXTS[:2], "words", [tmp_path])(["moss"])

        assert list(tmp_path.iterdir()) == []
