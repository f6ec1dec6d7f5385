"""Lists of pairs are sorted, and the greedy takes the best that fits."""

from __future__ import annotations

import numpy as np
import pytest

from services.matcher.domain.assignment.graph import Matching, other_end
from services.matcher.domain.assignment.greedy import select
from services.matcher.domain.ports import Flags, Longs
from tests.unit.matcher.assignment_events import Event, small_event

EVENTS = [small_event(seed) for seed in range(40)]


def by_definition(one: Event, price: Longs, among: Flags) -> Flags:
    """Take pairs by what they leave, the first of equal ones first, while both have room."""
    a, b = one.edges.a, one.edges.b
    chosen = np.zeros(a.size, dtype=np.bool_)
    for edge in sorted(
        range(a.size), key=lambda e: (price[a[e]] + price[b[e]] - one.edges.score[e], e)
    ):
        degree = one.degree(chosen)
        room = degree[[a[edge], b[edge]]] < one.capacity[[a[edge], b[edge]]]
        chosen[edge] = among[edge] and room.all()
    return chosen


class TestGraph:
    def test_lists_everyones_pairs_the_best_first(self) -> None:
        """Inner loops stop at the first pair that is too bad, so the order is a promise."""
        for one in EVENTS:
            graph, edges = one.graph(), one.edges
            for person in range(one.capacity.size):
                arcs = slice(graph.start[person], graph.start[person + 1])
                own = np.flatnonzero((edges.a == person) | (edges.b == person))
                wanted = own[np.argsort(-edges.score[own], kind="stable")]
                others = edges.a[wanted] + edges.b[wanted] - person
                assert graph.edge[arcs].tolist() == wanted.tolist()
                assert graph.arc_weight[arcs].tolist() == edges.score[wanted].tolist()
                assert graph.neighbour[arcs].tolist() == others.tolist()

    def test_knows_a_pairs_other_person(self) -> None:
        """Paths are walked across pairs, from either side."""
        graph = EVENTS[0].graph()

        assert other_end(graph, 3, graph.a[3]) == graph.b[3]
        assert other_end(graph, 3, graph.b[3]) == graph.a[3]


class TestSelect:
    @pytest.mark.parametrize("priced", [False, True])
    def test_chooses_what_its_definition_says(self, *, priced: bool) -> None:
        """Prices come from the linear program, so what a pair leaves decides, not its score."""
        for seed, one in enumerate(EVENTS):
            rng = np.random.default_rng(seed)
            price = rng.integers(-3, 500 * priced + 1, one.capacity.size)
            among = rng.random(one.kept.size) < 0.8
            matching, everything = (one.matching(np.zeros_like(one.kept)) for _ in range(2))

            select(one.graph(), price, matching, among)
            select(one.graph(), price, everything)

            assert matching.chosen.tolist() == by_definition(one, price, among).tolist()
            assert everything.chosen.tolist() == by_definition(one, price, ~one.kept).tolist()
            assert one.is_consistent(matching)

    def test_adds_to_what_is_chosen(self) -> None:
        """A late round begins from an earlier one."""
        one = EVENTS[1]
        before = by_definition(
            one, np.zeros(one.capacity.size, np.int64), np.arange(one.kept.size) % 2 > 0
        )
        matching: Matching = one.matching(before)

        select(one.graph(), np.zeros(one.capacity.size, np.int64), matching, ~before)

        assert matching.chosen[before].all()
        assert one.is_consistent(matching)
