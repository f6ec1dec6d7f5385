"""Finds for everyone the people worth introducing, without an n x n array."""

from __future__ import annotations

import numpy as np

from services.matcher.domain.assignment import Edges
from services.matcher.domain.inverted_index import search
from services.matcher.domain.linear_proxy import index_words, proxy_vectors
from services.matcher.domain.nearest_neighbours import nearest_of, nearest_of_all
from services.matcher.domain.phrases import distinct
from services.matcher.domain.ports import Flags, Integers
from services.matcher.domain.rules import Rules
from services.matcher.domain.scoring import Scorer
from services.matcher.domain.top_k import TopK, holds, kept_pairs, new_top_k, push
from services.matcher.jit import compiled
from shared.progress import Advance, unheard

BY_MEANING = 24
BY_WORDS = 12
"""Partners that each scan looks for, per attendee."""

KEPT = 24
"""Partners kept per attendee, the best by their exact scores."""


def find_candidates(scorer: Scorer, rules: Rules, advance: Advance = unheard) -> Edges:
    """Find each attendee's best allowed partners.

    A scan of every pair by meaning, and one of who shares rare words, propose partners by the
    score's first-order form, the rules applied before a place is taken; the exact score then
    decides who is kept.

    Args:
        scorer: of the event.
        rules: what is never allowed.
        advance: told how many attendees are done.

    Returns:
        The pairs that either side has among its best, by (a, b), with their exact scores in
        points. People with nothing to match on are in
        no pair.
    """
    everyone = np.arange(scorer.people, dtype=np.int32)
    found = nearest_of_all(proxy_vectors(scorer), rules.barriers, BY_MEANING, advance)
    return _best(scorer, rules, everyone, found)


def find_candidates_of(scorer: Scorer, rules: Rules, who: Integers) -> Edges:
    """Find the best allowed partners of some attendees alone, as `find_candidates` does.

    Args:
        scorer: of the event.
        rules: what is never allowed.
        who: (m,), positions.
    """
    found = nearest_of(proxy_vectors(scorer), rules.barriers, who, BY_MEANING)
    return _best(scorer, rules, who, found)


def _best(scorer: Scorer, rules: Rules, who: Integers, by_meaning: TopK) -> Edges:
    """Add partners by words, score exactly, and keep what either side has among its best."""
    by_words = search(index_words(scorer), rules.barriers, who, BY_WORDS)
    one, other = (
        np.concatenate(side)
        for side in zip(kept_pairs(by_meaning), kept_pairs(by_words), strict=True)
    )
    people = max(scorer.people, 1)
    codes = distinct(np.minimum(one, other).astype(np.int64) * people + np.maximum(one, other))
    a, b = (part.astype(np.int32) for part in np.divmod(codes, people))
    points = scorer.points_of(a, b)
    kept = among_best(a, b, points, KEPT)
    return Edges(a[kept], b[kept], points[kept])


def among_best(a: Integers, b: Integers, points: Integers, k: int) -> Flags:
    """Mark the pairs, (m,) each, that are among the best k of either of their people: (m,)."""
    people = int(max(a.max(initial=-1), b.max(initial=-1))) + 1
    heaps = new_top_k(np.ones(people, dtype=bool), k)
    kept = np.zeros(len(a), dtype=bool)
    _mark_best(heaps, a, b, points, kept)
    return kept


@compiled
def _mark_best(heaps: TopK, a: Integers, b: Integers, points: Integers, kept: Flags) -> None:
    for pair in range(a.size):
        push(heaps, a[pair], points[pair], b[pair])
        push(heaps, b[pair], points[pair], a[pair])
    for pair in range(a.size):
        kept[pair] = holds(heaps, a[pair], points[pair], b[pair]) or holds(
            heaps, b[pair], points[pair], a[pair]
        )
