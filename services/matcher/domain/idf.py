"""Tells rare common ground from what everybody says, by meaning: a phrase's inverse frequency."""

from __future__ import annotations

import numpy as np

from services.matcher.domain.phrases import Corpus
from services.matcher.domain.ports import Doubles, Flags, Floats, Integers, Longs

_SAMPLE_AT_LEAST = 256
_COMPARED = 1 << 21
_PHRASES_OF_SAMPLE = 1 << 14
_CELLS_AT_ONCE = 1 << 25
_NEAR = 0.5
_LEAST = 0.02


def reference_sample(phrases: Longs) -> Integers:
    """Choose the people with whom everyone is compared to find frequencies and baselines.

    All of them at an event of some thousand people, so that nobody's profile alone moves much;
    a sample where everyone with everyone, or phrase with phrase, would take too long.

    Args:
        phrases: (n,), how many each person states; who states none is not chosen.

    Returns:
        Positions, ascending.
    """
    speaks = phrases > 0
    each = max(float(phrases.sum()) / max(int(speaks.sum()), 1), 1.0)
    most = max(_SAMPLE_AT_LEAST, _COMPARED // max(len(phrases), 1))
    return evenly_spaced(speaks, min(most, int(_PHRASES_OF_SAMPLE / each)))


def rows_at_once(columns: int) -> int:
    """Tell how many rows of so many columns are compared at a time, to bound the memory."""
    return max(1, _CELLS_AT_ONCE // max(columns, 1))


def evenly_spaced(flags: Flags, most: int) -> Integers:
    """Choose some of the marked people evenly along their ids, which are as good as random."""
    marked = np.flatnonzero(flags).astype(np.int32)
    chosen = np.linspace(0, len(marked) - 1, min(len(marked), most))
    return marked[np.rint(chosen).astype(np.int64)]


def phrase_idf(corpus: Corpus, vectors: Floats) -> Doubles:
    """Weigh each phrase by how few people say anything near it.

    The inverse document frequency (Spärck Jones, *A statistical interpretation of term
    specificity and its application in retrieval*, 1972) of a meaning instead of a word: a
    person of the reference sample uses a phrase if any of theirs has a cosine of 0.5 with it.

    Args:
        corpus: of the event.
        vectors: (texts, d), centered unit rows.

    Returns:
        (texts,), in [0.02, 1]: 1 where one person at most says anything near it.
    """
    everything = corpus.everything
    sample = reference_sample(np.bincount(everything.owner, minlength=len(corpus.attendees)))
    if len(sample) < 2:  # noqa: PLR2004 - one person alone is neither rare nor common
        return np.ones(len(vectors))
    theirs = np.isin(everything.owner, sample)
    order = np.argsort(everything.owner[theirs], kind="stable")
    owner, phrase = everything.owner[theirs][order], everything.phrase[theirs][order]
    starts = np.searchsorted(owner, sample)
    columns = vectors[phrase].T
    found = np.empty(len(vectors))
    step = rows_at_once(columns.shape[1])
    for first in range(0, len(vectors), step):
        part = slice(first, first + step)
        near = np.maximum.reduceat(vectors[part] @ columns, starts, axis=1) >= _NEAR
        found[part] = np.maximum(near.sum(axis=1), 1)
    people = len(sample) + 1.0
    idf: Doubles = np.log(people / (found + 1.0)) / np.log(people / 2.0)
    return np.maximum(idf, _LEAST)
