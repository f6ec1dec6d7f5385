"""Whoever lacks pairs gets them, wherever paths of exchanges can find them."""

from __future__ import annotations

import numpy as np
import pytest

from services.matcher.domain.assignment import Edges
from services.matcher.domain.assignment.augmenting_paths import augment
from services.matcher.domain.ports import Flags
from tests.unit.matcher.assignment_events import (
    Event,
    event,
    fewest_missing,
    random_event,
    small_event,
    some_chosen,
)


def served(one: Event, chosen: Flags, passes: int) -> Flags:
    """Augment, and hold on the way what must hold always."""
    matching = one.matching(chosen)
    before = matching.surplus.copy()

    augment(one.graph(), matching, passes)

    assert one.is_consistent(matching)
    assert (matching.surplus >= np.minimum(before, 0)).all()
    return matching.chosen


def between_halves(one: Event) -> Event:
    """Leave only pairs of an even and an odd person: without odd cycles, there is no blossom."""
    there = (one.edges.a + one.edges.b) % 2 > 0
    edges = Edges(one.edges.a[there], one.edges.b[there], one.edges.score[there])
    return Event(edges, one.capacity, one.minimum, one.kept[there])


class TestAugment:
    @pytest.mark.parametrize("share", [0.0, 0.6, 1.0])
    def test_reaches_the_fewest_missing_at_once_where_there_are_no_odd_cycles(
        self, share: float
    ) -> None:
        """Berge's theorem: a matching that no path improves is a largest one."""
        lacking = 0
        for seed in range(25):
            one = between_halves(random_event(seed, people=16, pairs_each=5))
            chosen = some_chosen(one, seed, share)
            lacking += one.shortfall(chosen) > fewest_missing(one)

            assert one.shortfall(served(one, chosen, 1)) == fewest_missing(one)

        assert lacking >= 10

    def test_comes_near_the_fewest_missing_everywhere(self) -> None:
        """Blossoms are not contracted; that costs a place in a hundred events at most."""
        missing = 0.0
        for seed in range(100):
            one = small_event(seed)
            shortfall = one.shortfall(served(one, some_chosen(one, seed), 4))
            assert shortfall >= fewest_missing(one) - 0.5
            missing += shortfall - np.ceil(fewest_missing(one))

        assert missing <= 1

    def test_looks_the_other_way_round_in_the_second_pass(self) -> None:
        """What an odd cycle hides from one side is seen from the other."""
        seeds = range(400)
        first, second = (
            sum(one.shortfall(served(one, some_chosen(one, seed), passes)) for seed in seeds
                for one in [small_event(seed)])
            for passes in (1, 2)
        )  # fmt: skip

        assert second < first

    def test_takes_the_best_pair_that_serves(self) -> None:
        """The minimum comes first, and the score decides between ways to reach it."""
        one = event([(0, 1, 5), (0, 2, 9), (0, 3, 7)], [1, 1, 1, 1], [1, 0, 0, 0])

        assert served(one, np.zeros(3, dtype=np.bool_), 1).tolist() == [False, True, False]

    def test_leaves_who_is_served_alone(self) -> None:
        """Nothing changes where nobody lacks a pair, or nothing was to be tried."""
        one = event([(0, 1, 5), (2, 3, 9)], [1] * 4, [0, 0, 1, 0])
        nothing = np.zeros(2, dtype=np.bool_)

        assert served(one, nothing, 4).tolist() == [False, True]
        assert served(one, nothing, 0).tolist() == [False, False]
