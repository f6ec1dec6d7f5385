"""The figures of an event say how well the worst off are served, and how evenly everyone is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.insights.domain.figures import Figures, Member, Pair, gini, take_figures

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

    def test_of_an_event_without_attendees_are_zero(self) -> None:
        """The organiser opens the page before the roster is there."""
        assert take_figures({}, []).total_score_gini == 0.0


class TestGini:
    @given(st.lists(st.integers(0, 1_000), min_size=1))
    def test_is_half_the_mean_difference_of_any_two(self, values: list[int]) -> None:
        """The definition, as a share of the mean."""
        apart = sum(abs(one - other) for one in values for other in values)
        mean = sum(values) * len(values) * 2

        assert gini(sorted(values)) == pytest.approx(apart / mean if mean else 0.0, abs=1e-4)
