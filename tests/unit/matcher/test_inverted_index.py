"""Who shares words is found exactly, as far as the budget goes, the rarest words first."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from services.matcher.domain.inverted_index import BUDGET, InvertedIndex, search
from services.matcher.domain.ports import Integers
from services.matcher.domain.rules import UNKNOWN, Barriers, Rules
from services.matcher.domain.top_k import kept_pairs

PEOPLE, WORDS, K = 60, 24, 5


def rules_for(people: int) -> Barriers:
    unknown = np.full(people, UNKNOWN, np.int32)
    industry = unknown.copy()
    industry[: people // 4] = 1
    return Rules(industry, unknown).barriers


def table(seed: int) -> Integers:
    choose = np.random.default_rng(seed)
    drawn = choose.integers(1, 4, (PEOPLE, WORDS)) * (choose.random((PEOPLE, WORDS)) < 0.15)
    return drawn.astype(np.int32)


def found(index: InvertedIndex, who: list[int], k: int = K) -> set[tuple[int, int]]:
    people = index.start.size - 1
    heaps = search(index, rules_for(people), np.array(who, dtype=np.int32), k)
    return set(zip(*(side.tolist() for side in kept_pairs(heaps)), strict=True))


class TestSearch:
    def test_finds_what_the_product_of_all_words_finds(self) -> None:
        """Within the budget, everyone's best partners are exactly those of brute force."""
        for seed in range(5):
            mine, theirs = table(seed), table(seed + 100)
            score = mine @ theirs.T
            score[: PEOPLE // 4, : PEOPLE // 4] = 0
            np.fill_diagonal(score, 0)
            wanted = {
                (person, int(other))
                for person in range(PEOPLE)
                for other in np.lexsort((np.arange(PEOPLE), -score[person]))[:K]
                if score[person, other] > 0
            }

            index = InvertedIndex.build(csr_array(mine), csr_array(theirs))

            assert found(index, list(range(PEOPLE))) == wanted
            assert found(index, [7, 50]) == {pair for pair in wanted if pair[0] in {7, 50}}

    def test_leaves_what_it_is_given_as_it_was(self) -> None:
        """The rows belong to the event."""
        left, right = csr_array(table(1)), csr_array(table(2))
        before = left.toarray(), right.toarray()

        InvertedIndex.build(left, right)

        assert (left.toarray() == before[0]).all()
        assert (right.toarray() == before[1]).all()


class TestIndex:
    def test_puts_rare_words_first(self) -> None:
        """Of two words in common, the one that few use says more."""
        mine = np.array([[5, 7, 9], [0, 1, 1], [0, 0, 1], [0, 0, 1]])

        index = InvertedIndex.build(csr_array(mine), csr_array(mine))

        assert index.value[: index.start[1]].tolist() == [5, 7, 9]
        assert np.diff(index.postings_from).tolist() == [1, 2, 4]
        assert index.user.tolist() == [0, 0, 1, 0, 1, 2, 3]
        assert index.counts.tolist() == [5, 7, 1, 9, 1, 1, 1]


def shared_by(common: int) -> InvertedIndex:
    """Let the last person share a rare word with the one before, and another with `common`."""
    people = BUDGET + 3
    last = people - 1
    users = [*range(common - 1), last, last - 1, last]
    words = [*[0] * common, 1, 1]
    counts = np.array(words, dtype=np.int32) + 1
    rows = csr_array((counts, (users, words)), shape=(people, 2))
    return InvertedIndex.build(rows, rows)


class TestBudget:
    def test_is_spent_to_the_last_posting(self) -> None:
        """Two postings of the rare word, and as many of the common one as are left."""
        last = BUDGET + 2

        assert found(shared_by(BUDGET - 2), [last], 2) == {(last, last - 1), (last, 0)}

    def test_keeps_common_words_from_making_the_work_quadratic(self) -> None:
        """One posting more, and the common word is not looked at; the rare one still is."""
        last = BUDGET + 2

        assert found(shared_by(BUDGET - 1), [last], 2) == {(last, last - 1)}
