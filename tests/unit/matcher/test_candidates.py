"""Are the candidates the best allowed partners, and only those?"""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matcher.domain.candidates import (
    BY_MEANING,
    BY_WORDS,
    KEPT,
    among_best,
    find_candidates,
    find_candidates_of,
)
from services.matcher.domain.inverted_index import search
from services.matcher.domain.linear_proxy import index_words, proxy_vectors
from services.matcher.domain.nearest_neighbours import nearest_of_all
from services.matcher.domain.ports import Integers
from services.matcher.domain.rules import UNKNOWN, Rules
from services.matcher.domain.top_k import kept_pairs
from tests.unit.matcher.craft_fair import crowd, profile, scorer_of

PEOPLE = 30
SCORER = scorer_of([*crowd(PEOPLE - 1), profile("zz-empty")])


def rules(**given: object) -> Rules:
    free = np.full(PEOPLE, UNKNOWN, dtype=np.int32)
    return Rules(**{"industry": free, "company": free, **given})


def rules_for(people: int) -> Rules:
    free = np.full(people, UNKNOWN, dtype=np.int32)
    return Rules(free, free)


def named(a: Integers, b: Integers) -> set[tuple[int, int]]:
    return set(zip(a.tolist(), b.tolist(), strict=True))


class TestCandidates:
    @settings(max_examples=8)
    @given(st.data())
    def test_never_break_a_rule(self, data: st.DataObject) -> None:
        """Rules are applied inside the scan, so nothing later can forget them."""
        codes = st.lists(st.integers(-1, 4), min_size=PEOPLE, max_size=PEOPLE)
        industry = np.array(data.draw(codes), dtype=np.int32)
        company = np.array(data.draw(codes), dtype=np.int32)
        known = data.draw(st.booleans())

        wanted = rules(industry=industry, company=company, unknown_may_meet=not known)

        found = find_candidates(SCORER, wanted)

        a, b = found.a, found.b
        assert (a < b).all()
        assert not ((industry[a] == industry[b]) & (industry[a] >= 0)).any()
        assert not ((company[a] == company[b]) & (company[a] >= 0)).any()
        assert not (known & (industry[a] < 0) & (industry[b] < 0)).any()

    def test_leave_out_forbidden_pairs_either_way_round(self) -> None:
        """Nobody is introduced twice, or to whom they excluded."""
        first = np.array([3, 9], dtype=np.int32)
        second = np.array([7, 2], dtype=np.int32)

        found = find_candidates(SCORER, rules(forbidden_a=first, forbidden_b=second))

        assert not {(3, 7), (2, 9)} & named(found.a, found.b)

    def test_are_the_best_of_whom_meaning_and_words_propose(self) -> None:
        """Of each scan's nearest, those stay that either side has among its best by exact score."""
        people = crowd(90)
        scorer = scorer_of(people)
        by_meaning = nearest_of_all(proxy_vectors(scorer), rules_for(90).barriers, BY_MEANING)
        everyone = np.arange(90, dtype=np.int32)
        by_words = search(index_words(scorer), rules_for(90).barriers, everyone, BY_WORDS)
        proposed = {
            (min(pair), max(pair))
            for heaps in (by_meaning, by_words)
            for pair in named(*kept_pairs(heaps))
        }
        a, b = np.array(sorted(proposed), dtype=np.int32).T
        points = scorer.points_of(a, b)
        best = among_best(a, b, points, KEPT)

        found = find_candidates(scorer, rules_for(90))

        assert found.a.tolist() == a[best].tolist()
        assert found.b.tolist() == b[best].tolist()
        assert found.score.tolist() == points[best].tolist()

    def test_hold_everyones_best_partners(self) -> None:
        """No good introduction is missed: brute force over all pairs finds the same partners."""
        found = find_candidates(SCORER, rules())
        a, b = (side.astype(np.int32) for side in np.triu_indices(PEOPLE - 1, 1))
        points = SCORER.score_pairs(a, b).points
        best = among_best(a, b, points, 3)

        assert named(a[best], b[best]) <= named(found.a, found.b)

    def test_are_none_for_who_has_nothing_to_match_on(self) -> None:
        """Such people are a matter of the round's last resort."""
        found = find_candidates(SCORER, rules())

        assert PEOPLE - 1 not in found.a
        assert PEOPLE - 1 not in found.b

    def test_of_some_are_the_same_as_of_all(self) -> None:
        """A late arrival finds whom they would have found in time."""
        who = np.array([4, 11], dtype=np.int32)

        some, every = find_candidates_of(SCORER, rules(), who), find_candidates(SCORER, rules())

        for person in who.tolist():
            own = np.flatnonzero((every.a == person) | (every.b == person))
            best = own[np.argsort(-every.score[own], kind="stable")[: KEPT // 2]]
            assert named(every.a[best], every.b[best]) <= named(some.a, some.b)

    def test_tell_progress_for_everyone(self) -> None:
        """A bar that does not end looks like a crash."""
        steps: list[int] = []

        find_candidates(SCORER, rules(), steps.append)

        assert sum(steps) == PEOPLE


class TestWordsInCommon:
    def test_finds_who_shares_a_rare_word(self) -> None:
        """Averages of meaning blur what two people alone are passionate about."""
        scorer = scorer_of(
            [
                *crowd(),
                profile("x", interests=("wood craft", "zymurgy")),
                profile("y", interests=("glass craft", "zymurgy")),
            ]
        )
        who = np.array([40], dtype=np.int32)

        heaps = search(index_words(scorer), rules_for(42).barriers, who, 1)

        assert named(*kept_pairs(heaps)) == {(40, 41)}

    def test_survives_what_nearly_everybody_says(self) -> None:
        """Words of no weight must not be counted again and again."""
        template = " ".join(f"clause{number}" for number in range(20))
        same = [profile(f"same-{i:03}", interests=(template,)) for i in range(40)]
        scorer = scorer_of([*same, profile("zz", interests=("clause1 moss", "clause2 fern"))])
        everyone = np.arange(41, dtype=np.int32)

        rows, partners = kept_pairs(
            search(index_words(scorer), rules_for(41).barriers, everyone, 10)
        )

        assert len(named(rows, partners)) == len(rows)


class TestAmongBest:
    @settings(max_examples=30)
    @given(st.integers(0, 200), st.integers(1, 4))
    def test_marks_what_either_of_the_two_has_among_their_best(self, seed: int, k: int) -> None:
        """Somebody popular stays the candidate of whoever has nobody better."""
        choose = np.random.default_rng(seed)
        a, b = (side.astype(np.int32) for side in np.triu_indices(9, 1))
        there = choose.random(a.size) < 0.6
        a, b = a[there], b[there]
        points = choose.integers(0, 6, a.size).astype(np.int32)

        def is_among_best(one: Integers, other: Integers, pair: int) -> bool:
            own = [*zip(-points[one == one[pair]], other[one == one[pair]], strict=True)]
            own += [*zip(-points[other == one[pair]], one[other == one[pair]], strict=True)]
            return (-points[pair], other[pair]) in sorted(own)[:k]

        wanted = [is_among_best(a, b, p) or is_among_best(b, a, p) for p in range(a.size)]
        assert among_best(a, b, points, k).tolist() == wanted

    def test_takes_no_pairs(self) -> None:
        """An event of one person has candidates, too: none."""
        nothing = np.empty(0, dtype=np.int32)

        assert among_best(nothing, nothing, nothing, 3).tolist() == []
