"""Are the candidates the best allowed partners, and only those?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from services.matcher.domain.candidates import (
    KEPT,
    among_best,
    find_candidates,
    find_candidates_of,
)
from services.matcher.domain.inverted_index import InvertedIndex, search
from services.matcher.domain.linear_proxy import index_words, proxy_vectors
from services.matcher.domain.nearest_neighbours import ProxyVectors, nearest_of, nearest_of_all
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
    @settings(max_examples=25, deadline=None)
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


def planted_crowd(people: int) -> ProxyVectors:
    choose = np.random.default_rng(people)
    forth, back = choose.integers(-40, 40, (2, people, 7)).astype(np.float32)
    present = choose.random(people) > 0.1
    mirror = np.roll(np.arange(14), 7)
    return ProxyVectors(np.hstack([forth, back]), mirror, present)


class TestScan:
    @pytest.mark.parametrize("people", [1, 2, 30, 700, 5000])
    def test_is_exact(self, people: int) -> None:
        """Blocks, both halves of the square and ties lose nobody: brute force agrees."""
        crowd = planted_crowd(people)
        industry = np.random.default_rng(1).integers(-1, 6, people).astype(np.int32)
        barriers = Rules(industry, np.full(people, UNKNOWN, np.int32)).barriers
        score = crowd.vectors[:, crowd.mirror] @ crowd.vectors.T
        barred = (industry[:, None] == industry) & (industry >= 0)
        score[barred | ~crowd.present | ~crowd.present[:, None]] = -np.inf
        np.fill_diagonal(score, -np.inf)

        found = named(*kept_pairs(nearest_of_all(crowd, barriers, 4)))

        for person in range(0, people, max(1, people // 40)):
            best = np.lexsort((np.arange(people), -score[person]))[:4]
            wanted = {(person, int(x)) for x in best if score[person, x] > -np.inf}
            assert {pair for pair in found if pair[0] == person} == wanted

    def test_of_some_agrees_with_the_scan_of_all(self) -> None:
        """Half of the square and the whole of a few rows are two ways to one answer."""
        crowd = planted_crowd(900)
        barriers = rules_for(900).barriers
        who = np.array([3, 511, 512, 899], dtype=np.int32)

        some, every = nearest_of(crowd, barriers, who, 5), nearest_of_all(crowd, barriers, 5)

        assert (np.sort(some.key[who]) == np.sort(every.key[who])).all()

    def test_passes_on_what_goes_wrong(self) -> None:
        """A scanner that fails must not leave the others waiting for it for ever."""
        crowd = planted_crowd(3000)._replace(mirror=np.array([99]))

        with pytest.raises(IndexError):
            nearest_of_all(crowd, rules_for(3000).barriers, 4)

    def test_of_meaning_follows_the_scores(self) -> None:
        """The first-order form is worth scanning: it puts good partners before bad ones."""
        crowd = proxy_vectors(SCORER)
        a, b = (side.astype(np.int32) for side in np.triu_indices(PEOPLE - 1, 1))

        near = (crowd.vectors[a][:, crowd.mirror] * crowd.vectors[b]).sum(axis=1)

        assert np.corrcoef(near, SCORER.score_pairs(a, b).points)[0, 1] > 0.7

    def test_of_meaning_is_the_same_from_both_sides(self) -> None:
        """A pair has one score, whoever is looked at first."""
        crowd = proxy_vectors(SCORER)
        score = crowd.vectors[:, crowd.mirror] @ crowd.vectors.T

        assert (score == score.T).all()
        assert np.abs(score).max() < 2**24


class TestWordScan:
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

    def test_adds_up_exactly_what_two_people_share(self) -> None:
        """Brute force over both matrices finds the same partners, and nobody twice."""
        choose = np.random.default_rng(3)
        table = choose.integers(0, 50, (80, 30)) * (choose.random((80, 30)) < 0.2)
        mirror = np.roll(np.arange(30), 15)
        wording = InvertedIndex.build(csr_array(table), csr_array(table[:, mirror]))
        score = table @ table[:, mirror].T

        heaps = search(wording, rules_for(80).barriers, np.arange(80, dtype=np.int32), 5)

        rows, partners = kept_pairs(heaps)
        for person in range(80):
            found = partners[rows == person]
            others = np.delete(score[person], person)
            best = np.sort(others[others > 0])[::-1][:5]
            assert len(set(found.tolist())) == len(found)
            assert sorted(score[person, found].tolist(), reverse=True) == best.tolist()

    def test_survives_what_nearly_everybody_says(self) -> None:
        """Words of no weight must not be counted again and again."""
        template = " ".join(f"clause{number}" for number in range(60))
        same = [profile(f"same-{i:03}", interests=(template,)) for i in range(120)]
        scorer = scorer_of([*same, profile("zz", interests=("clause1 moss", "clause2 fern"))])
        everyone = np.arange(121, dtype=np.int32)

        rows, partners = kept_pairs(
            search(index_words(scorer), rules_for(121).barriers, everyone, 10)
        )

        assert len(named(rows, partners)) == len(rows)
