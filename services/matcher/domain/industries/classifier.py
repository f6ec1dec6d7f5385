"""Weighs the industries of a text that is nobody's alias."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from services.matcher.domain.industries.entry import Industry
from services.matcher.domain.industries.normalise import words
from services.matcher.domain.ports import Embed, Floats

_SHARPNESS: Final = 4.0  # of the meaning kernel: how near a text must be to an alias to learn of it
_REGULARISATION: Final = 0.2
_SPELLING_WEIGHT: Final = 0.5


class Classifier:
    """Ridge regression on what texts mean (embeddings) and how they are spelt (n-grams).

    Meaning is kernel ridge regression, the kernel being Gaussian. Both learn from the taxonomy
    alone, when first asked; spelling once a process, from every alias, meaning from the English
    aliases that bring a new word, for embedding is dear.
    """

    def __init__(self, embed: Embed, industries: tuple[Industry, ...]) -> None:
        self._embed = embed
        self._industries = industries

    def scores(self, texts: Sequence[str]) -> Floats:
        """Score each text against each industry, by spelling and meaning.

        Args:
            texts: labels, as written.

        Returns:
            (n, industries), unitless, about 0 (not it) to 1 (surely it).
        """
        spelling, meaning = _spelling(self._industries).scores(texts), self.meanings(texts)
        return np.asarray(
            _SPELLING_WEIGHT * spelling + (1 - _SPELLING_WEIGHT) * meaning, np.float32
        )

    def meanings(self, texts: Sequence[str]) -> Floats:
        """Score each text against each industry by what it means alone.

        Args:
            texts: labels or sentences.

        Returns:
            (n, industries), unitless, about 0 (not it) to 1 (surely it).
        """
        known, weights = self._meaning
        return np.asarray(_nearness(self._embed(texts), known) @ weights, np.float32)

    @cached_property
    def _meaning(self) -> tuple[Floats, Floats]:
        texts, owners = anchors(self._industries)
        known = self._embed(texts)
        return known, _ridge(_nearness(known, known), _one_hot(owners))


class _Spelling:
    """Ridge regression on character n-grams, solved by conjugate gradients: they are sparse."""

    def __init__(self, texts: Sequence[str], targets: Floats) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import Ridge

        self._vectors = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(2, 4),
            sublinear_tf=True,
            preprocessor=lambda text: " ".join(words(text)),
            dtype=np.float32,
        )
        known = self._vectors.fit_transform(texts)
        self._ridge = Ridge(_REGULARISATION, fit_intercept=False, solver="sparse_cg", tol=1e-4)
        self._ridge.fit(known, targets)

    def scores(self, texts: Sequence[str]) -> Floats:
        return np.asarray(self._ridge.predict(self._vectors.transform(texts)), np.float32)


@cache
def _spelling(industries: tuple[Industry, ...]) -> _Spelling:
    pairs = [(text, i) for i, entry in enumerate(industries) for text in entry.labels()]
    return _Spelling([text for text, _ in pairs], _one_hot([i for _, i in pairs]))


def anchors(industries: Sequence[Industry]) -> tuple[list[str], list[int]]:
    """List the texts that meaning is learnt from, and the position of each one's industry.

    Of the English aliases, those that bring a new word; and every sentence.
    """
    texts: list[str] = []
    owners: list[int] = []
    seen: set[str] = set()
    for number, entry in enumerate(industries):
        fresh = []
        for label in entry.english():
            if not seen.issuperset(words(label)):
                fresh.append(label)
                seen.update(words(label))
        texts += [*fresh, *entry.sentences()]
        owners += [number] * (len(texts) - len(owners))
    return texts, owners


def _nearness(rows: Floats, anchors: Floats) -> Floats:
    return np.asarray(np.exp(_SHARPNESS * (rows @ anchors.T - 1.0)), np.float32)


def _one_hot(owners: Sequence[int]) -> Floats:
    return np.eye(max(owners) + 1, dtype=np.float32)[list(owners)]


def _ridge(kernel: Floats, targets: Floats) -> NDArray[np.float32]:
    kernel[np.diag_indices_from(kernel)] += _REGULARISATION
    factor = cho_factor(kernel, lower=True, overwrite_a=True, check_finite=False)
    return np.asarray(cho_solve(factor, targets, check_finite=False), np.float32)
