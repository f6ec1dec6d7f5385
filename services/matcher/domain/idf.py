"""Tells rare common ground from what everybody says, by meaning: a phrase's inverse frequency."""

from __future__ import annotations

import numpy as np

from services.matcher.domain.phrases import Facets
from services.matcher.domain.ports import Doubles, Flags, Floats, Integers, Longs

_ANCHORS = 256
_COMPARED = 1 << 21
_ANCHORS_PHRASES = 1 << 14
_CELLS_AT_ONCE = 1 << 25
_NEAR = 0.5
_LEAST = 0.02


def anchors(phrases: Longs) -> Integers:
    """Choose the people against whom it is measured what is usual for everyone.

    All of them at an event of some thousand people, so that nobody's profile alone moves much;
    a sample where everyone with everyone, or phrase with phrase, would take too long.

    Args:
        phrases: (n,), how many each person states; who states none is no anchor.

    Returns:
        Positions, ascending.
    """
    speaks = phrases > 0
    each = max(float(phrases.sum()) / max(int(speaks.sum()), 1), 1.0)
    most = max(_ANCHORS, _COMPARED // max(len(phrases), 1))
    return evenly(speaks, min(most, int(_ANCHORS_PHRASES / each)))


def rows_at_once(columns: int) -> int:
    """Tell how many rows of so many columns are compared at a time, to bound the memory."""
    return max(1, _CELLS_AT_ONCE // max(columns, 1))


def evenly(flags: Flags, most: int) -> Integers:
    """Choose some of the marked people evenly along their ids, which are as good as random."""
    marked = np.flatnonzero(flags).astype(np.int32)
    chosen = np.linspace(0, len(marked) - 1, min(len(marked), most))
    return marked[np.rint(chosen).astype(np.int64)]


def phrase_rarity(facets: Facets, vectors: Floats) -> Doubles:
    """Weigh each phrase by how few people say anything near it.

    The inverse document frequency (Sparck Jones, *A statistical interpretation of term
    specificity*, 1972) of a meaning instead of a word, on a sample of people.

    Args:
        facets: of the event.
        vectors: (texts, d), centred unit rows.

    Returns:
        (texts,), in [0.02, 1]: 1 where one person at most says anything near it.
    """
    everything = facets.everything
    sample = anchors(np.bincount(everything.owner, minlength=len(facets.attendees)))
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
    rarity: Doubles = np.log(people / (found + 1.0)) / np.log(people / 2.0)
    return np.maximum(rarity, _LEAST)
