"""Let two pairs exchange partners where that raises the total.

The 2-exchange of local search (Croes, *A method for solving traveling-salesman problems*, 1958)
on pairs: it closes the cycles of four that paths with two ends can't. Nobody's number of
pairs changes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from services.matcher.domain.assignment.graph import Graph, Matching, other_end
from services.matcher.domain.ports import Integers, Longs
from services.matcher.jit import compiled

NO_EDGE = 1 << 60


class Reach(NamedTuple):
    """Whom a person's partners could meet instead.

    Attributes:
        reached_by: (n,), the person whose partner could last meet this one instead.
        value: (n,), in fine units, what that brings.
        via: (n,), the edge that the partner would gain.
        dropped: (n,), the edge that the person and the partner would drop.
        weakest: (n,), in fine units, everyone's least chosen edge when the search began.
    """

    reached_by: Integers
    value: Longs
    via: Integers
    dropped: Integers
    weakest: Longs


def two_exchange(graph: Graph, matching: Matching) -> None:
    """Carry out every person's best exchange of partners, person by person.

    Args:
        graph: m edges of n people.
        matching: changed in place; its total never falls.
    """
    people = matching.residual.size
    reached_by, via, dropped = (np.full(people, -1, dtype=np.int32) for _ in range(3))
    value = np.zeros(people, dtype=np.int64)
    weakest = np.full(people, NO_EDGE, dtype=np.int64)
    for side in (graph.a, graph.b):
        np.minimum.at(weakest, side[matching.chosen], graph.weight[matching.chosen])
    _exchange_all(graph, matching, Reach(reached_by, value, via, dropped, weakest))


@compiled
def _exchange_all(graph: Graph, matching: Matching, reach: Reach) -> None:
    for person in range(matching.residual.size):
        top = -NO_EDGE
        for arc in range(graph.start[person], graph.start[person + 1]):
            if matching.chosen[graph.edge[arc]]:
                top = max(top, _reach_on(graph, matching, reach, person, arc))
        gained, lost = _best_exchange(graph, matching, reach, person, top)
        if gained >= 0:
            end = other_end(graph, lost, other_end(graph, gained, person))
            matching.chosen[reach.dropped[end]] = False
            matching.chosen[lost] = False
            matching.chosen[reach.via[end]] = True
            matching.chosen[gained] = True


@compiled
def _reach_on(graph: Graph, matching: Matching, reach: Reach, person: int, dropped: int) -> int:
    """Note whom the partner along the arc `dropped` could meet; tell the most it brings."""
    top = -NO_EDGE
    partner = graph.neighbour[dropped]
    for arc in range(graph.start[partner], graph.start[partner + 1]):
        end = graph.neighbour[arc]
        value = graph.arc_weight[arc] - graph.arc_weight[dropped]
        if matching.chosen[graph.edge[arc]]:
            continue
        top = max(top, value)
        if reach.reached_by[end] != person or reach.value[end] < value:
            reach.reached_by[end] = person
            reach.value[end] = value
            reach.via[end] = graph.edge[arc]
            reach.dropped[end] = graph.edge[dropped]
    return top


@compiled
def _best_exchange(
    graph: Graph, matching: Matching, reach: Reach, person: int, top: int
) -> tuple[int, int]:
    """Find the edge that `person` should gain and the one that its other person drops; -1: none."""
    best = 0
    gained = -1
    lost = -1
    for arc in range(graph.start[person], graph.start[person + 1]):
        partner = graph.neighbour[arc]
        hopeless = int(graph.arc_weight[arc]) + top <= reach.weakest[partner]
        if hopeless or matching.chosen[graph.edge[arc]]:
            continue
        for onward in range(graph.start[partner], graph.start[partner + 1]):
            end = graph.neighbour[onward]
            if not matching.chosen[graph.edge[onward]] or reach.reached_by[end] != person:
                continue
            value = reach.value[end] + graph.arc_weight[arc] - graph.arc_weight[onward]
            if value > best:
                best = value
                gained = graph.edge[arc]
                lost = graph.edge[onward]
    return gained, lost
