"""Weighs words, because a rare word in common says what an average meaning blurs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from itertools import pairwise
from typing import Final

import numpy as np
import snowballstemmer
from scipy.sparse import csr_array

from services.matcher.domain.centering import on_grid
from services.matcher.domain.ports import Doubles, Integers

_TOKEN = re.compile(r"\w\w+")
_STOP_WORDS: Final = frozenset((files(__package__) / "stop_words.txt").read_text("utf-8").split())
"""Those of the Glasgow Information Retrieval Group, which scikit-learn has, too."""


class _Stems(dict[str, str]):
    """Words by their stems (Porter, *An algorithm for suffix stripping*, 1980), each found once."""

    def __init__(self) -> None:
        super().__init__()
        self._stemmer = snowballstemmer.stemmer("english")

    def __missing__(self, word: str) -> str:
        self[word] = stem = str(self._stemmer.stemWord(word))
        return stem


def words_of(text: str, stems: Mapping[str, str]) -> list[str]:
    """Split a text into the stems of its words, without stop words, and pairs of neighbours.

    Args:
        text: any.
        stems: of every word that there may be.

    Returns:
        Words, then word pairs.
    """
    tokens = (t for t in _TOKEN.findall(text.casefold()) if t not in _STOP_WORDS)
    words = [stems[token] for token in tokens]
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def count_words(texts: tuple[str, ...]) -> csr_array:
    """Count the words of each text.

    Args:
        texts: the phrases of an event.

    Returns:
        (texts, words), counts; words in sorted order.
    """
    stems = _Stems()
    counts = [Counter(words_of(text, stems)) for text in texts]
    place = {word: i for i, word in enumerate(sorted(set().union(*counts)))}
    rows = [(i, place[word], n) for i, row in enumerate(counts) for word, n in sorted(row.items())]
    flat = np.array(rows, dtype=np.int64).reshape(-1, 3)
    shape = (len(texts), max(len(place), 1))
    return csr_array((flat[:, 2].astype(np.float64), (flat[:, 0], flat[:, 1])), shape=shape)


def word_idf(said: csr_array) -> Doubles:
    """Weigh each word by its inverse document frequency, a person being a document.

    In the form of BM25 that stays above 0 (Robertson and Zaragoza, *The Probabilistic Relevance
    Framework: BM25 and Beyond*, 2009).

    Args:
        said: (people, words), counts.

    Returns:
        (words,), unitless, above 0; near 0 for a word that everybody uses.
    """
    users = np.bincount(said.indices, minlength=said.shape[1])
    weight: Doubles = np.log1p((said.shape[0] - users + 0.5) / (users + 0.5))
    return weight


def tfidf(counts: csr_array, idf: Doubles) -> csr_array:
    """Turn counts into unit rows of TF-IDF, the term frequency being logarithmic.

    After Salton and Buckley, *Term-weighting approaches in automatic text retrieval*, 1988.

    Args:
        counts: (n, words).
        idf: (words,), of each word.

    Returns:
        (n, words), float32 on a grid, rows of norm 1 or 0.
    """
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    value = (1.0 + np.log(counts.data)) * idf[counts.indices]
    norm = np.sqrt(np.bincount(rows, weights=value**2, minlength=counts.shape[0]))
    unit = on_grid(value / norm[rows])
    weighed = csr_array((unit, counts.indices, counts.indptr), shape=counts.shape)
    weighed.sort_indices()
    return weighed


def incidence_matrix(owner: Integers, phrase: Integers, shape: tuple[int, int]) -> csr_array:
    """Mark who says which phrase.

    Args:
        owner: (m,), positions of attendees.
        phrase: (m,), positions of phrases.
        shape: numbers of attendees and of phrases.

    Returns:
        `shape`, 1 where said.
    """
    return csr_array((np.ones(len(owner)), (owner, phrase)), shape=shape)
