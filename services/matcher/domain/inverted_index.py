"""Finds people who use the same rare words: what a mean of meanings blurs.

Term-at-a-time evaluation over an inverted index (Turtle and Flood, *Query evaluation: strategies
and optimizations*, 1995), the rarest words first, and no more once a budget is spent (the "quit"
strategy of Moffat and Zobel, *Self-indexing inverted files for fast text retrieval*, 1996), so
that the work grows with the people and not with their square.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from services.matcher.domain.ports import Flags, Integers
from services.matcher.domain.rules import Barriers, barred
from services.matcher.domain.top_k import TopK, new_top_k, push
from services.matcher.jit import compiled, in_parts

BUDGET = 20_000
"""Postings read per person: people looked at, counted once for each word in common."""


class InvertedIndex(NamedTuple):
    """Who uses which word, rarest words first; both sides in compressed rows.

    Attributes:
        start: (n + 1,), where each person's words begin.
        word: (m,), positions of words, ascending per person.
        value: (m,), how much the word counts with that person, a whole number.
        postings_from: (words + 1,), where each word's postings begin.
        user: (p,), the postings: positions of people, ascending per word.
        counts: (p,), how much the word counts with that user, a whole number.
    """

    start: Integers
    word: Integers
    value: Integers
    postings_from: Integers
    user: Integers
    counts: Integers

    @classmethod
    def build(cls, left: csr_array, right: csr_array) -> InvertedIndex:
        """Index what everyone says.

        Args:
            left: (n, words), how much each word counts with a person who looks for partners;
                whole numbers, none of them 0.
            right: (n, words), the same with a person who is looked for.
        """
        users = np.bincount(right.indices, minlength=right.shape[1])
        rank = np.empty(right.shape[1], dtype=np.int32)
        rank[np.argsort(users, kind="stable")] = np.arange(right.shape[1], dtype=np.int32)
        mine, theirs = (
            csr_array((rows.data.copy(), rank[rows.indices], rows.indptr.copy()), shape=rows.shape)
            for rows in (left, right)
        )
        mine.sort_indices()
        by_word = theirs.tocsc()
        by_word.sort_indices()
        sides = ((rows.indptr, rows.indices, rows.data) for rows in (mine, by_word))
        return cls(*(array.astype(np.int32) for side in sides for array in side))


def search(index: InvertedIndex, barriers: Barriers, who: Integers, k: int) -> TopK:
    """Find some people's best k partners by the words that few use; exact within the budget.

    Args:
        index: of n people.
        barriers: who may not be introduced to whom.
        who: (m,), positions.
        k: partners each, at least 1.
    """
    takes: Flags = np.diff(index.start) > 0
    heaps = new_top_k(takes, k)
    in_parts(lambda part: _scan(index, barriers, who[part], heaps), len(who))
    return heaps


@compiled
def _scan(index: InvertedIndex, barriers: Barriers, who: Integers, heaps: TopK) -> None:
    people = index.start.size - 1
    score = np.zeros(people, dtype=np.int32)
    reached = np.empty(people, dtype=np.int32)
    for person in who:
        count = _reach(index, person, score, reached)
        for other in reached[:count]:
            good = score[other] >= heaps.threshold[person]
            if good and not barred(barriers, person, other):
                push(heaps, person, score[other], other)
            score[other] = 0


@compiled
def _reach(index: InvertedIndex, person: int, score: Integers, reached: Integers) -> int:
    """Add up what others share with a person; list whom, and tell how many."""
    count = 0
    budget = BUDGET
    for at in range(index.start[person], index.start[person + 1]):
        first, last = (
            index.postings_from[index.word[at]],
            index.postings_from[index.word[at] + 1],
        )
        budget -= last - first
        if budget < 0:
            break
        for posting in range(first, last):
            other = index.user[posting]
            if score[other] == 0:
                reached[count] = other
                count += 1
            score[other] += index.value[at] * index.counts[posting]
    return count
