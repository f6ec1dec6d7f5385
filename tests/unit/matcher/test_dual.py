"""Prices descend to the bound, and the bound is one."""

from __future__ import annotations

import numpy as np
import pytest

from services.matcher.domain.assignment.bound import certified_bound
from services.matcher.domain.assignment.dual_descent import coordinate_pass
from services.matcher.domain.assignment.graph import Graph
from services.matcher.domain.ports import Integers, Longs
from tests.unit.matcher.assignment_events import Event, event, integers, random_event, small_event

EVENTS = [one for one in map(small_event, range(40)) if one.kept.size]


def limits(one: Event) -> tuple[Integers, Integers]:
    """Give everyone's capacity and demand, as far as there are pairs for it."""
    listed = np.diff(one.graph().start)
    capacity = np.minimum(one.capacity, listed).astype(np.int32)
    return capacity, np.minimum(one.minimum, capacity).astype(np.int32)


def offers(graph: Graph, price: Longs, person: int) -> list[int]:
    """Sort what a person's pairs leave after the others' prices, the best first."""
    arcs = slice(graph.start[person], graph.start[person + 1])
    left = graph.arc_weight[arcs] - price[graph.neighbour[arcs]]
    return sorted(left.tolist(), reverse=True)


def priced(one: Event, passes: int) -> Longs:
    price = np.zeros(one.capacity.size, dtype=np.int64)
    capacity, _ = limits(one)
    for _ in range(passes):
        coordinate_pass(one.graph(), capacity, np.zeros_like(capacity), price, 0)
    return price


class TestBound:
    def test_is_the_dual_objective(self) -> None:
        """Everyone's capacity at their price, and what pairs leave beyond both prices."""
        for seed, one in enumerate(EVENTS):
            price = np.random.default_rng(seed).integers(0, 600, one.capacity.size)
            left = one.edges.score - price[one.edges.a] - price[one.edges.b]
            wanted = int(one.capacity @ price) + int(np.maximum(left, 0).sum())

            assert certified_bound(one.graph(), one.capacity, price) == wanted

    def test_comes_down_with_every_pass(self) -> None:
        """A pass prices each person best, so the dual can't rise; it ends near the optimum."""
        one = random_event(3, people=40, pairs_each=8)
        capacity, _ = limits(one)
        bounds = [
            certified_bound(one.graph(), capacity, priced(one, n)) for n in (0, 1, 2, 4, 8, 24)
        ]

        assert bounds == sorted(bounds, reverse=True)
        assert one.total(one.assigned().chosen) > 0.97 * bounds[-1]


class TestCoordinatePass:
    def test_prices_each_person_best_given_the_others(self) -> None:
        """No other price of the last one priced makes the dual smaller."""
        for one in EVENTS:
            graph, price = one.graph(), priced(one, 2)
            capacity, _ = limits(one)
            last = int(np.flatnonzero(capacity)[-1])
            best = certified_bound(graph, capacity, price)
            for other in {0, *(max(0, offer) for offer in offers(graph, price, last))}:
                changed = price.copy()
                changed[last] = other
                assert certified_bound(graph, capacity, changed) >= best

    def test_takes_the_middle_between_what_fits_and_what_does_not(self) -> None:
        """An end of the range of best prices would leave the descent stuck early."""
        pairs = [(0, 1, 90), (0, 2, 70), (0, 3, 41), (0, 4, 10)]

        found = [
            priced(event(pairs, [places, 9, 9, 9, 9], [0] * 5), 1)[0] for places in (1, 2, 3, 4)
        ]

        assert found == [80, 55, 25, 5]

    def test_asks_the_others_newest_prices(self) -> None:
        """Whoever is priced later sees who was priced before."""
        one = event([(0, 1, 100), (1, 2, 60)], [1, 1, 1], [0] * 3)

        assert priced(one, 1).tolist() == [50, 55, 2]

    @pytest.mark.parametrize(
        ("offers", "places", "demand", "price"),
        [
            ((-20, -30, -70), 1, 0, 0),
            ((-20, -30, -70), 1, 1, -25),
            ((-20, -30, -70), 2, 1, -25),
            ((-20, -30, -70), 2, 2, -50),
            ((-20, -30, -70), 3, 3, -85),
            ((40, -30, -70), 2, 1, 0),
            ((40, -30, -70), 2, 2, -50),
            ((0, -30, -70), 1, 1, 0),
        ],
    )
    def test_pays_for_who_would_stay_below_the_minimum(
        self, offers: tuple[int, ...], places: int, demand: int, price: int
    ) -> None:
        """A negative price makes the others' pairs with somebody unpopular worth having."""
        one = event([(0, 2, 100), (0, 3, 100), (0, 4, 100)], [places] * 5, [0] * 5)
        paid = np.array([0, 0, *(100 - offer for offer in offers)])

        coordinate_pass(
            one.graph(), integers([places, 0, 0, 0, 0]), integers([demand, 0, 0, 0, 0]), paid, 100
        )

        assert paid[0] == price

    def test_prices_who_comes_after_somebody_without_a_place(self) -> None:
        """Nobody is left out because of who stands before them."""
        one = event([(0, 1, 90), (1, 2, 80)], [0, 1, 1], [0] * 3)
        price = np.zeros(3, dtype=np.int64)

        coordinate_pass(one.graph(), integers([0, 1, 1]), integers([0] * 3), price, 0)

        assert price.tolist() == [0, 85, 0]

    def test_pays_no_more_than_the_subsidy(self) -> None:
        """Nobody's minimum is worth an unlimited price."""
        one = event([(0, 1, 10)], [1, 1], [0] * 2)
        paid = np.array([0, 500])

        coordinate_pass(one.graph(), integers([1, 0]), integers([1, 0]), paid, 100)

        assert paid[0] == -100

    def test_skips_no_offer_that_a_subsidy_makes_good(self) -> None:
        """The search for offers ends early, and not before a paid one could come."""
        one = event([(0, 1, 90), (0, 2, 80), (0, 3, 20)], [1, 9, 9, 9], [0] * 4)
        paid = np.array([0, 0, 0, -90])

        coordinate_pass(one.graph(), integers([1, 0, 0, 0]), integers([0] * 4), paid, 90)

        assert paid[0] == (110 + 90) // 2
