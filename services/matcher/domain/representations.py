"""Represents everyone by weighed phrases, a mean and words, so that saying more earns nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from services.matcher.domain.centering import GRID, CenteredEmbeddings
from services.matcher.domain.idf import phrase_idf
from services.matcher.domain.phrases import Corpus, Incidence, distinct
from services.matcher.domain.ports import Doubles, Flags, Floats, Integers, Longs, Shorts
from services.matcher.domain.tfidf import count_words, incidence_matrix, tfidf, word_idf
from services.matcher.jit import compiled, in_parts

MOST_WEIGHED = 40
"""Phrases of one attendee that count: the most distinctive ones."""

_WEIGHT_GRID = 2.0**16
_ENOUGH_NORM = 0.7


class PhraseRows(NamedTuple):
    """Who says which phrase, as the inner loops read it: compressed sparse rows.

    Attributes:
        start: (n + 1,), where each person's phrases begin.
        phrase: (m,), positions of texts.
        weight: (m,), multiples of 2^-16, about 1 in all per person.
    """

    start: Longs
    phrase: Integers
    weight: Doubles


class WordRows(NamedTuple):
    """Rows of words, as the inner loops read them: compressed sparse rows.

    Attributes:
        start: (n + 1,), where each row begins.
        word: (m,), positions of words, ascending per row.
        value: (m,), unit rows.
    """

    start: Integers
    word: Integers
    value: Floats

    @classmethod
    def of(cls, rows: csr_array) -> WordRows:
        """Read a sparse matrix."""
        return cls(rows.indptr.astype(np.int32), rows.indices.astype(np.int32), rows.data)


@dataclass(frozen=True)
class Representation:
    """How n attendees are represented for one component of the score.

    `phrases` say who brings which phrase. `mean` (n, d), what someone means on the whole, as
    packed unit rows, and `words` (n, vocabulary) are unit rows, `vectors` (texts, d) is the same
    in all representations; all are on grids that make their products exact. `reliability` is
    (n,), in [0, 1]: how much someone's similarities are worth believing.
    """

    phrases: PhraseRows
    mean: Shorts
    words: csr_array
    vectors: Floats
    reliability: Doubles

    @cached_property
    def stated(self) -> Flags:
        """Tell which attendees bring anything: (n,)."""
        return np.diff(self.phrases.start) > 0

    @cached_property
    def word_rows(self) -> WordRows:
        """Read `words` as the inner loops do."""
        return WordRows.of(self.words)


@dataclass(frozen=True)
class Representations:
    """What attendees share, offer and need, and each text's own words, (texts, vocabulary)."""

    common_ground: Representation
    offers: Representation
    needs: Representation
    text_words: csr_array


def represent(corpus: Corpus, centered: CenteredEmbeddings) -> Representations:
    """Represent what everyone shares, offers and needs.

    A person's mean averages their phrases by inverse frequency, off which the event's mean was
    taken, as smooth inverse frequency does with words (Arora et al., *A Simple but Tough-to-Beat
    Baseline for Sentence Embeddings*, 2017). What a bio says counts as much as what was listed,
    and never more. Where nothing is listed as an offer, people can help with what interests them.

    Args:
        corpus: of the event.
        centered: its embeddings.
    """
    shape = len(corpus.attendees), len(corpus.texts)
    listed = _union(shape, corpus.interests, corpus.offers, corpus.needs)
    hinted = _union(shape, corpus.interests, corpus.about)
    nothing = _union(shape)
    counts = count_words(corpus.texts)
    everything = _union(shape, listed, corpus.about)
    words_idf = word_idf(incidence_matrix(everything.owner, everything.phrase, shape) @ counts)
    idf = phrase_idf(corpus, centered.vectors)
    full_texts = corpus.full_texts

    def by(first: Incidence, second: Incidence, full_text: Integers) -> Representation:
        owner, phrases = _weighed(first, second, centered.distinctiveness * idf, shape)
        words = tfidf(incidence_matrix(owner, phrases.phrase, shape) @ counts, words_idf)
        mean, norms = _means(phrases, centered.vectors)
        mean[full_text >= 0] = centered.full_texts[full_text[full_text >= 0]]
        reliability = _reliability(phrases, norms, idf)
        return Representation(phrases, mean, words, centered.vectors, reliability)

    return Representations(
        common_ground=by(listed, corpus.about, full_texts.common_ground),
        offers=by(corpus.offers, hinted, full_texts.offers),
        needs=by(corpus.needs, nothing, full_texts.needs),
        text_words=tfidf(counts, words_idf),
    )


def _union(shape: tuple[int, int], *parts: Incidence) -> Incidence:
    codes = distinct(np.concatenate([np.empty(0, np.int64), *(_codes(x, shape) for x in parts)]))
    texts = max(shape[1], 1)
    return Incidence((codes // texts).astype(np.int32), (codes % texts).astype(np.int32))


def _codes(incidence: Incidence, shape: tuple[int, int]) -> Longs:
    return incidence.owner.astype(np.int64) * max(shape[1], 1) + incidence.phrase


def _weighed(
    first: Incidence, second: Incidence, importance: Doubles, shape: tuple[int, int]
) -> tuple[Integers, PhraseRows]:
    """Weigh phrases by their (texts,) importance, `second` up to as much in all as `first`."""
    both = _union(shape, first, second)
    mass = importance[both.phrase]
    is_first = np.isin(_codes(both, shape), _codes(first, shape))
    firsts = np.bincount(both.owner, weights=mass * is_first, minlength=shape[0])
    seconds = np.bincount(both.owner, weights=mass * ~is_first, minlength=shape[0])
    capped = (firsts > 0.0) & (seconds > firsts)
    damping = np.where(capped, firsts / np.where(seconds > 0.0, seconds, 1.0), 1.0)
    mass *= np.where(is_first, 1.0, damping[both.owner])
    kept = _heaviest(both.owner, mass)
    owner, phrase, mass = both.owner[kept], both.phrase[kept], mass[kept]
    total = np.bincount(owner, weights=mass, minlength=shape[0])
    start = np.searchsorted(owner, np.arange(shape[0] + 1)).astype(np.int64)
    weight = np.rint(mass / total[owner] * _WEIGHT_GRID) / _WEIGHT_GRID
    return owner, PhraseRows(start, phrase, weight)


def _heaviest(owner: Integers, mass: Doubles) -> Flags:
    """Mark the `MOST_WEIGHED` heaviest phrases of each attendee; earlier ones win ties."""
    order = np.lexsort((-mass, owner))
    ranked = owner[order]
    kept = np.zeros(len(owner), dtype=bool)
    kept[order] = np.arange(len(order)) - np.searchsorted(ranked, ranked) < MOST_WEIGHED
    return kept


def _means(phrases: PhraseRows, vectors: Floats) -> tuple[Shorts, Doubles]:
    """Average everyone's phrases by weight: packed unit rows (n, d), and their norms (n,)."""
    people = len(phrases.start) - 1
    means = np.zeros((people, vectors.shape[1]), dtype=np.int16)
    norms = np.zeros(people)

    def some(part: slice) -> None:
        start = phrases.start[part.start : part.stop + 1]
        _average(PhraseRows(start, *phrases[1:]), vectors, means[part], norms[part])

    in_parts(some, people)
    return means, norms


@compiled
def _average(phrases: PhraseRows, vectors: Floats, means: Shorts, norms: Doubles) -> None:
    total = np.empty(vectors.shape[1])
    for person in range(norms.size):
        total[:] = 0.0
        for place in range(phrases.start[person], phrases.start[person + 1]):
            row = vectors[phrases.phrase[place]]
            for column in range(total.size):
                total[column] += phrases.weight[place] * row[column]
        norms[person] = np.sqrt(np.square(total).sum())
        if norms[person] > 0.0:
            for column in range(total.size):
                means[person, column] = int(np.rint(total[column] / norms[person] * GRID))


def _reliability(phrases: PhraseRows, norms: Doubles, idf: Doubles) -> Doubles:
    """Tell how much someone's similarities are worth: (n,), in [0, 1].

    Who lists everything, or copies many others, points in no direction, and is somewhat
    similar to everyone; who says only what everybody says is similar to all others who do.
    Both are measured by the event's median.

    Args:
        phrases: of n attendees.
        norms: (n,), of their average phrases.
        idf: (texts,), each phrase's inverse frequency.
    """
    stated = np.diff(phrases.start) > 0
    if not stated.any():
        return np.ones(len(stated))
    said = np.zeros(len(stated))
    weighed = phrases.weight * idf[phrases.phrase]
    said[stated] = np.add.reduceat(weighed, phrases.start[:-1][stated])
    reliability = np.ones(len(stated))
    for measured, enough in ((norms, _ENOUGH_NORM), (said, 1.0)):
        full = max(enough * float(np.median(measured[stated])), 1e-9)
        reliability *= np.minimum(measured / full, 1.0)
    return reliability
