"""What a rule forbids is forbidden, either way round, and nothing else is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matcher.domain.rules import (
    UNKNOWN,
    Rules,
    all_allowed,
    partners,
    read_rules,
    why_not,
)
from tests.unit.matcher.craft_fair import profile

QUICK = settings(max_examples=40)
codes = st.lists(st.integers(UNKNOWN, 2), min_size=5, max_size=5)
pairs = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=4)


def integers(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int32)


def rules(
    industry: list[int], company: list[int], forbidden: set[tuple[int, int]], *, may: bool
) -> Rules:
    one, other = (integers([pair[at] for pair in sorted(forbidden)]) for at in range(2))
    return Rules(integers(industry), integers(company), one, other, unknown_may_meet=may)


class TestRules:
    @pytest.mark.parametrize("may", [False, True])
    @QUICK
    @given(industry=codes, company=codes, forbidden=pairs)
    def test_allow_exactly_what_their_definition_says(
        self, industry: list[int], company: list[int], forbidden: set[tuple[int, int]], *, may: bool
    ) -> None:
        """The inner loops ask a compiled form of the rules; it must say what they say."""
        event = rules(industry, company, forbidden, may=may)
        a, b = (side.ravel().astype(np.int32) for side in np.indices((5, 5)))

        def allowed(one: int, other: int) -> bool:
            unknown = industry[one] == industry[other] == UNKNOWN
            return (
                one != other
                and (may if unknown else industry[one] != industry[other])
                and not company[one] == company[other] != UNKNOWN
                and (one, other) not in forbidden
                and (other, one) not in forbidden
            )

        wanted = [allowed(one, other) for one, other in zip(a.tolist(), b.tolist(), strict=True)]
        assert all_allowed(event, a, b).tolist() == wanted
        assert partners(event, 3).tolist() == [allowed(3, other) for other in range(5)]


class TestReadRules:
    def test_name_people_by_position(self) -> None:
        """Ids stay outside: the loops know places in arrays alone."""
        people = [
            profile("a", company_key="acme"),
            profile("b", excluded=("c", "nobody here")),
            profile("c", company_key="acme"),
            profile("d", company_key="bolt"),
        ]

        read = read_rules(
            people, ["Banking", "Unknown", "Arts", "Banking"], {("d", "b"), ("d", "x")}
        )

        assert read.industry.tolist() == [1, UNKNOWN, 0, 1]
        assert read.company.tolist() == [0, UNKNOWN, 0, 1]
        assert set(zip(read.forbidden_a.tolist(), read.forbidden_b.tolist(), strict=True)) == {
            (1, 2),
            (1, 3),
        }
        assert read.unknown_may_meet


class TestWhyNot:
    @pytest.mark.parametrize(
        ("pair", "why"),
        [
            ((0, 0), "they are one person"),
            ((0, 1), "they are in the same industry"),
            ((1, 2), "they work for the same company"),
            ((3, 2), "one of them is excluded, has declined, or they were introduced before"),
            ((2, 3), "one of them is excluded, has declined, or they were introduced before"),
            ((3, 4), ""),
            ((0, 2), ""),
        ],
    )
    def test_names_the_rule(self, pair: tuple[int, int], why: str) -> None:
        """An organiser who misses an introduction can act on a reason."""
        event = rules([0, 0, 1, UNKNOWN, UNKNOWN], [UNKNOWN, 3, 3, 1, UNKNOWN], {(2, 3)}, may=True)

        assert why_not(event, *pair) == why
