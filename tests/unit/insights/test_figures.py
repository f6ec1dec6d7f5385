"""The figures of an event say how well the worst off are served, and how evenly everyone is."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.insights.domain.figures import (
    UNKNOWN_INDUSTRY,
    Figures,
    Member,
    Pair,
    Parity,
    gini,
    take_figures,
)

PEOPLE = ("ada", "ben", "cat", "dan")


def figures(*pairs: tuple[str, str, float], wanted: int = 1) -> Figures:
    members = {name: Member(wanted, "mid") for name in PEOPLE}
    return take_figures(members, [Pair(a, b, score, "Banking", "Health") for a, b, score in pairs])


class TestTotals:
    def test_name_the_worst_off(self) -> None:
        """A high mean must not hide somebody who has nothing."""
        found = figures(("ada", "ben", 0.9), ("ada", "cat", 0.5))

        assert found.total_score_mean == pytest.approx(0.7)
        assert found.total_score_min == 0.0
        assert found.exposure_least == 0
        assert found.without_introduction == 1
        assert found.share_at_minimum == 0.75

    def test_are_even_where_all_have_equally_much(self) -> None:
        """Equal totals are equal, whatever they are made of."""
        found = figures(("ada", "ben", 0.5), ("cat", "dan", 0.5))

        assert found.total_score_gini == 0.0
        assert found.exposure_gini == 0.0

    def test_can_be_uneven_where_all_have_equally_many(self) -> None:
        """Equally many introductions are not equally good ones."""
        found = figures(("ada", "ben", 0.9), ("cat", "dan", 0.1))

        assert found.exposure_gini == 0.0
        assert found.total_score_gini == pytest.approx(0.4)

    def test_leave_a_twentieth_of_the_people_below_the_fifth_percentile(self) -> None:
        """One who has nothing must not be taken for how the worst served fare."""
        members = {f"guest {number}": Member(1, "mid") for number in range(40)}
        pairs = [
            Pair(f"guest {number}", "nobody", number / 100, "Banking", "Health")
            for number in range(40)
        ]

        found = take_figures(members, pairs)

        assert (found.total_score_min, found.total_score_p5) == (0.0, 0.02)
        assert found.total_score_mean == pytest.approx(0.195)

    def test_leave_out_who_no_longer_attends(self) -> None:
        """Their introductions stand for the others, who may have read of them."""
        found = figures(("ada", "gone", 0.8))

        assert (found.attendees, found.introductions) == (4, 1)
        assert found.total_score_mean == pytest.approx(0.2)

    def test_of_an_event_without_attendees_are_zero(self) -> None:
        """The organiser opens the page before the roster is there."""
        found = asdict(take_figures({}, []))
        assert found.pop("parity") == {}
        assert found.pop("share_crossing_industries") is None
        assert set(found.values()) == {0}

    def test_are_told_to_four_places(self) -> None:
        """More would only be noise on the page."""
        found = take_figures(
            {name: Member(1, "mid") for name in ("ada", "ben", "cat")},
            [Pair("ada", "ben", 2 / 3, "Banking", "Health")],
        )

        assert found.share_at_minimum == 0.6667
        assert found.mean_score == 0.6667
        assert found.total_score_mean == 0.4444
        assert found.total_score_gini == 0.3333


class TestMinimum:
    def test_is_everyones_own(self) -> None:
        """Who wants one introduction is well served with one."""
        members = {"ada": Member(2, "mid"), "ben": Member(1, "mid"), "cat": Member(0, "mid")}
        pairs = [Pair("ada", "ben", 0.5, "Banking", "Health")]

        assert take_figures(members, pairs).share_at_minimum == 0.6667


class TestExposure:
    def test_compares_the_most_introduced_with_the_usual(self) -> None:
        """A crowd around one person is what the organiser wants to see."""
        found = figures(("ada", "ben", 0.5), ("ada", "cat", 0.5), ("ada", "dan", 0.5))

        assert (found.exposure_least, found.exposure_largest) == (1, 3)
        assert found.exposure_median == 1.0
        assert found.most_introduced_to_median == 3.0
        assert found.exposure_gini == pytest.approx(0.25)

    def test_is_compared_with_nothing_where_hardly_anybody_is_introduced(self) -> None:
        """Nothing is so many times nothing."""
        assert figures(("ada", "ben", 0.5)).exposure_median == 0.5
        assert figures().most_introduced_to_median == 0.0


class TestIndustries:
    def test_of_which_one_is_unknown_are_told_beside_the_crossing_of_the_known(self) -> None:
        """What is not known to be one industry is no breach, and no proof either."""
        industries = [
            ("Banking", "Health"), ("Banking", "Banking"), (UNKNOWN_INDUSTRY, "Health"),
            (UNKNOWN_INDUSTRY, UNKNOWN_INDUSTRY), ("Health", UNKNOWN_INDUSTRY),
        ]  # fmt: skip
        pairs = [Pair("ada", "ben", 0.5, *pair) for pair in industries]

        found = take_figures({}, pairs)

        assert found.share_crossing_industries == 0.5
        assert found.share_unknown_industry == 0.6

    def test_that_nobody_knows_are_no_crossing_at_all(self) -> None:
        """An organiser who reads of 100 % believes it."""
        pair = Pair("ada", "ben", 0.5, UNKNOWN_INDUSTRY, "Health")
        assert take_figures({}, [pair]).share_crossing_industries is None

    def test_are_told_apart_from_the_last_resort(self) -> None:
        """How many were introduced by hardly anything says how full the profiles are."""
        pair = Pair("ada", "ben", 0.5, "Banking", "Health")
        assert take_figures({}, [pair] * 3).share_last_resort == 0.0
        pairs = [pair, replace(pair, last_resort=True)]
        assert take_figures({}, pairs).share_last_resort == 0.5


class TestParity:
    def test_is_told_by_level(self) -> None:
        """Whether a title decided anything shows after the fact, or not at all."""
        members = {
            "ada": Member(1, "senior"), "ben": Member(1, "senior"), "cat": Member(1, "junior"),
        }  # fmt: skip
        pairs = [
            Pair("ada", "ben", 0.4, "Banking", "Health"),
            Pair("ada", "cat", 0.6, "Banking", "Health"),
        ]

        assert list(take_figures(members, pairs).parity.items()) == [
            ("junior", Parity(1, 1.0, 0.6)),
            ("senior", Parity(2, 1.5, 0.7)),
        ]


class TestGini:
    @given(st.lists(st.integers(0, 1_000), min_size=1, max_size=30))
    def test_is_half_the_mean_difference_of_any_two(self, values: list[int]) -> None:
        """The definition, as a share of the mean."""
        apart = sum(abs(one - other) for one in values for other in values)
        mean = sum(values) * len(values) * 2

        assert gini(sorted(values)) == pytest.approx(apart / mean if mean else 0.0, abs=1e-4)
