"""Are the candidates the best allowed partners, and only those?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matcher.domain.candidates import UNKNOWN, Rules, find_candidates
from tests.unit.matcher.craft_fair import crowd, profile, scorer_of

PEOPLE = 30
SCORER = scorer_of([*crowd(PEOPLE - 1), profile("zz-empty")])


def rules(**given: object) -> Rules:
    free = np.full(PEOPLE, UNKNOWN, dtype=np.int32)
    return Rules(**{"industry": free, "company": free, **given})


class TestCandidates:
    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_never_break_a_rule(self, data: st.DataObject) -> None:
        """Rules are applied inside the scan, so nothing later can forget them."""
        codes = st.lists(st.integers(-1, 4), min_size=PEOPLE, max_size=PEOPLE)
        industry = np.array(data.draw(codes), dtype=np.int32)
        company = np.array(data.draw(codes), dtype=np.int32)
        known = data.draw(st.booleans())

        a, b = find_candidates(
            SCORER, rules(industry=industry, company=company, unknown_may_meet=not known), 5
        )

        assert (a < b).all()
        assert not ((industry[a] == industry[b]) & (industry[a] >= 0)).any()
        assert not ((company[a] == company[b]) & (company[a] >= 0)).any()
        assert not (known & (industry[a] < 0) & (industry[b] < 0)).any()

    def test_leave_out_forbidden_pairs_either_way_round(self) -> None:
        """Nobody is introduced twice, or to whom they excluded."""
        first = np.array([3, 9], dtype=np.int32)
        second = np.array([7, 2], dtype=np.int32)

        a, b = find_candidates(SCORER, rules(forbidden_a=first, forbidden_b=second), PEOPLE)

        assert not {(3, 7), (2, 9)} & set(zip(a.tolist(), b.tolist(), strict=True))

    def test_hold_everyones_best_partners(self) -> None:
        """The scan is exact: a brute-force search finds the same partners."""
        a, b = find_candidates(SCORER, rules(), 3)
        found = set(zip(a.tolist(), b.tolist(), strict=True))
        table = SCORER.first_order(slice(0, PEOPLE))

        for i in range(PEOPLE - 1):
            best = sorted(range(PEOPLE - 1), key=lambda j: (-round(float(table[i, j]), 4), j))
            assert all((min(i, j), max(i, j)) in found for j in best[:3])

    def test_are_none_for_who_has_nothing_to_match_on(self) -> None:
        """Such people are a matter of the round's last resort."""
        a, b = find_candidates(SCORER, rules(), PEOPLE)

        assert PEOPLE - 1 not in a
        assert PEOPLE - 1 not in b

    @pytest.mark.parametrize("k", [0, 1, PEOPLE, 1000])
    def test_take_any_number(self, k: int) -> None:
        """Capacity settings must not crash a small event."""
        a, b = find_candidates(SCORER, rules(), k)

        assert len(set(zip(a.tolist(), b.tolist(), strict=True))) == len(a)
        assert bool(len(a)) == bool(k)

    def test_tell_progress_for_everyone(self) -> None:
        """A bar that does not end looks like a crash."""
        steps: list[int] = []

        find_candidates(SCORER, rules(), 3, steps.append)

        assert sum(steps) == PEOPLE
