"""Tells rare common ground from what everybody says, by meaning: a phrase's inverse frequency."""

from __future__ import annotations

import numpy as np

from services.matcher.domain.phrases import Facets
from services.matcher.domain.ports import Doubles, Flags, Floats, Integers

_ANCHORS = 256
_COMPARED = 1 << 21

_NEAR = 0.5
_LEAST = 0.02
_TEXTS_AT_ONCE = 1 << 12


def anchors(flags: Flags) -> Integers:
    """Choose the marked people, of n, against whom it is measured what is usual for everyone.

    All of them at an event of some thousand people, so that nobody's profile alone moves much;
    a sample where everyone with everyone would take too long.
    """
    return evenly(flags, max(_ANCHORS, _COMPARED // max(len(flags), 1)))


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
    speaks = np.bincount(everything.owner, minlength=len(facets.attendees)) > 0
    sample = anchors(speaks)
    if len(sample) < 2:  # noqa: PLR2004 - one person alone is neither rare nor common
        return np.ones(len(vectors))
    theirs = np.isin(everything.owner, sample)
    order = np.argsort(everything.owner[theirs], kind="stable")
    owner, phrase = everything.owner[theirs][order], everything.phrase[theirs][order]
    starts = np.searchsorted(owner, sample)
    columns = vectors[phrase].T
    found = np.empty(len(vectors))
    for first in range(0, len(vectors), _TEXTS_AT_ONCE):
        part = slice(first, first + _TEXTS_AT_ONCE)
        near = np.maximum.reduceat(vectors[part] @ columns, starts, axis=1) >= _NEAR
        found[part] = np.maximum(near.sum(axis=1), 1)
    people = len(sample) + 1.0
    rarity: Doubles = np.log(people / (found + 1.0)) / np.log(people / 2.0)
    return np.maximum(rarity, _LEAST)
