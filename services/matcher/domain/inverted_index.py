"""Finds people who use the same rare words: what a mean of meanings blurs.

Term at a time over an inverted index, the rarest words first and within a budget per person
(as in Turtle and Flood, *Query evaluation: strategies and optimizations*, 1995), so that the
work grows with the people and not with their square.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from services.matcher.domain.jit import compiled, in_parts
from services.matcher.domain.ports import Flags, Integers
from services.matcher.domain.rules import Barriers, barred
from services.matcher.domain.top_k import Heaps, new_heaps, push

BUDGET = 20_000
"""People looked at per person, counted once for each word in common."""


class Wording(NamedTuple):
    """Who uses which word, rarest words first.

    Attributes:
        start: (n + 1,), where each person's words begin.
        word: (m,), positions of words, ascending per person.
        value: (m,), how much the word counts with that person, a whole number.
        used_from: (words + 1,), where each word's users begin.
        user: (m,), positions of people, ascending per word.
        counts: (m,), how much the word counts with that user.
    """

    start: Integers
    word: Integers
    value: Integers
    used_from: Integers
    user: Integers
    counts: Integers

    @classmethod
    def read(cls, left: csr_array, right: csr_array) -> Wording:
        """Index rows of words: (n, words) each, whole numbers, none of them 0."""
        users = np.bincount(right.indices, minlength=right.shape[1])
        rank = np.empty(right.shape[1], dtype=np.int32)
        rank[np.argsort(users, kind="stable")] = np.arange(right.shape[1], dtype=np.int32)
        mine, theirs = (
            csr_array((rows.data.copy(), rank[rows.indices], rows.indptr.copy()), shape=rows.shape)
            for rows in (left, right)
        )
        mine.sort_indices()
        index = theirs.tocsc()
        index.sort_indices()
        arrays = (mine.indptr, mine.indices, mine.data, index.indptr, index.indices, index.data)
        return cls(*(array.astype(np.int32) for array in arrays))


def scan_words(wording: Wording, barriers: Barriers, who: Integers, k: int) -> Heaps:
    """Find some people's best k partners by the words that few use.

    Args:
        wording: of n people.
        barriers: who may not be introduced to whom.
        who: (m,), positions.
        k: partners each, at least 1.
    """
    takes: Flags = np.diff(wording.start) > 0
    heaps = new_heaps(takes, k)
    in_parts(lambda part: _scan(wording, barriers, who[part], heaps), len(who))
    return heaps


@compiled
def _scan(wording: Wording, barriers: Barriers, who: Integers, heaps: Heaps) -> None:
    people = wording.start.size - 1
    score = np.zeros(people, dtype=np.int32)
    touched = np.empty(people, dtype=np.int32)
    for person in who:
        reached = _reach(wording, person, score, touched)
        for other in touched[:reached]:
            good = score[other] >= heaps.least[person]
            if good and not barred(barriers, person, other):
                push(heaps, person, score[other], other)
            score[other] = 0


@compiled
def _reach(wording: Wording, person: int, score: Integers, touched: Integers) -> int:
    """Add up what others share with a person; tell how many are in `touched`."""
    reached = 0
    left = BUDGET
    for place in range(wording.start[person], wording.start[person + 1]):
        first, last = (
            wording.used_from[wording.word[place]],
            wording.used_from[wording.word[place] + 1],
        )
        left -= last - first
        if left < 0:
            break
        for use in range(first, last):
            other = wording.user[use]
            if score[other] == 0:
                touched[reached] = other
                reached += 1
            score[other] += wording.value[place] * wording.counts[use]
    return reached
