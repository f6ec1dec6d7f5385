"""Let two pairs exchange partners where that raises the total.

The 2-exchange of local search (Croes, *A method for solving traveling-salesman problems*, 1958)
on pairs: it closes the cycles of four that chains with two ends can't. Nobody's number of
pairs changes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from services.matcher.domain.assignment.graph import Choice, Graph, Longs, across
from services.matcher.domain.jit import compiled
from services.matcher.domain.ports import Integers

NO_PAIR = 1 << 60


class Reach(NamedTuple):
    """Whom a person's partners could turn to instead.

    Attributes:
        reached_by: (n,), the person whose partner could last turn to this one.
        value: (n,), in fine units, what that brings.
        via: (n,), the pair that the partner would gain.
        given: (n,), the pair that the person and the partner would give up.
        weakest: (n,), in fine units, everyone's least chosen pair when the round began.
    """

    reached_by: Integers
    value: Longs
    via: Integers
    given: Integers
    weakest: Longs


def swap(graph: Graph, choice: Choice) -> None:
    """Carry out every person's best exchange of partners, person by person.

    Args:
        graph: m pairs of n people.
        choice: changed in place; its total never falls.
    """
    people = choice.free.size
    reached_by, via, given = (np.full(people, -1, dtype=np.int32) for _ in range(3))
    value = np.zeros(people, dtype=np.int64)
    weakest = np.full(people, NO_PAIR, dtype=np.int64)
    for side in (graph.a, graph.b):
        np.minimum.at(weakest, side[choice.chosen], graph.worth[choice.chosen])
    _swap_all(graph, choice, Reach(reached_by, value, via, given, weakest))


@compiled
def _swap_all(graph: Graph, choice: Choice, reach: Reach) -> None:
    for person in range(choice.free.size):
        top = -NO_PAIR
        for place in range(graph.start[person], graph.start[person + 1]):
            if choice.chosen[graph.edge[place]]:
                top = max(top, _reach_on(graph, choice, reach, person, place))
        gained, lost = _best_swap(graph, choice, reach, person, top)
        if gained >= 0:
            end = across(graph, lost, across(graph, gained, person))
            choice.chosen[reach.given[end]] = False
            choice.chosen[lost] = False
            choice.chosen[reach.via[end]] = True
            choice.chosen[gained] = True


@compiled
def _reach_on(graph: Graph, choice: Choice, reach: Reach, person: int, given: int) -> int:
    """Note whom the partner at the place `given` could turn to; tell the most it brings."""
    top = -NO_PAIR
    partner = graph.other[given]
    for place in range(graph.start[partner], graph.start[partner + 1]):
        end = graph.other[place]
        value = graph.listed[place] - graph.listed[given]
        if choice.chosen[graph.edge[place]]:
            continue
        top = max(top, value)
        if reach.reached_by[end] != person or reach.value[end] < value:
            reach.reached_by[end] = person
            reach.value[end] = value
            reach.via[end] = graph.edge[place]
            reach.given[end] = graph.edge[given]
    return top


@compiled
def _best_swap(
    graph: Graph, choice: Choice, reach: Reach, person: int, top: int
) -> tuple[int, int]:
    """Find the pair that `person` should gain and the one that its other side gives up."""
    best = 0
    gained = -1
    lost = -1
    for place in range(graph.start[person], graph.start[person + 1]):
        partner = graph.other[place]
        hopeless = int(graph.listed[place]) + top <= reach.weakest[partner]
        if hopeless or choice.chosen[graph.edge[place]]:
            continue
        for give in range(graph.start[partner], graph.start[partner + 1]):
            end = graph.other[give]
            if not choice.chosen[graph.edge[give]] or reach.reached_by[end] != person:
                continue
            value = reach.value[end] + graph.listed[place] - graph.listed[give]
            if value > best:
                best = value
                gained = graph.edge[place]
                lost = graph.edge[give]
    return gained, lost
