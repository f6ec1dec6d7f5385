"""Exchange pairs along short alternating chains while the total grows.

Local search by augmentations of bounded length, many disjoint ones a round, the most gainful
first (Pettie and Sanders, *A simpler linear time 2/3 - epsilon approximation for maximum weight
matching*, 2004). Nobody falls below the minimum, or lower than they are, by an exchange.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.assignment.exchange_gains import STOP, Ways, explore, new_ways
from services.matcher.domain.assignment.graph import Choice, Graph, Longs, across
from services.matcher.domain.jit import compiled
from services.matcher.domain.ports import Integers

MEETS_ITSELF = -1


class Exchange(NamedTuple):
    """The chains of one round.

    Attributes:
        graph: m pairs of n people.
        choice: what is chosen; changed in place.
        ways: the best ways on, as they were when the round began.
        used: (n,), whether a chain of this round has touched the person.
        trail: (length,), the people of the chain at hand.
    """

    graph: Graph
    choice: Choice
    ways: Ways
    used: NDArray[np.bool_]
    trail: Integers


def polish(graph: Graph, choice: Choice, depths: tuple[int, ...]) -> None:
    """Carry out disjoint gainful chains, round after round.

    Args:
        graph: m pairs of n people.
        choice: changed in place; its total never falls.
        depths: a round each: the exchanges that a chain may have on either side.
    """
    gain = np.empty(graph.worth.size, dtype=np.int64)
    people = choice.free.size
    for depth in depths:
        ways = new_ways(depth, people)
        explore(graph, choice, ways, gain)
        wanted = np.flatnonzero(gain)
        trail = np.empty(4 * (depth + 2), dtype=np.int32)
        exchange = Exchange(graph, choice, ways, np.zeros(people, dtype=np.bool_), trail)
        _carry_out(exchange, wanted[np.argsort(-gain[wanted], kind="stable")])


@compiled
def _carry_out(exchange: Exchange, order: Longs) -> None:
    """Add each pair, with the chains from both of its people, unless one touches another."""
    graph = exchange.graph
    for edge in order:
        length = _walk(exchange, graph.a[edge], 0)
        if length != MEETS_ITSELF:
            length = _walk(exchange, graph.b[edge], length)
        if length == MEETS_ITSELF:
            continue
        exchange.choice.chosen[edge] = True
        _make_room(exchange, graph.a[edge])
        _make_room(exchange, graph.b[edge])


@compiled
def _walk(exchange: Exchange, person: int, length: int) -> int:
    """Mark the way on from `person`; where it meets a chain, unmark this chain instead."""
    graph = exchange.graph
    level = exchange.ways.give.shape[0] - 1
    while _mark(exchange, person, length):
        length += 1
        if exchange.choice.free[person] > 0:
            return length
        edge = exchange.ways.give_by[level, person]
        loser = across(graph, edge, person)
        if not _mark(exchange, loser, length):
            return MEETS_ITSELF
        length += 1
        edge = exchange.ways.regain_by[level, loser]
        if edge == STOP:
            return length
        person = across(graph, edge, loser)
        level -= 1
    return MEETS_ITSELF


@compiled
def _mark(exchange: Exchange, person: int, length: int) -> bool:
    if exchange.used[person]:
        for marked in exchange.trail[:length]:
            exchange.used[marked] = False
        return False
    exchange.used[person] = True
    exchange.trail[length] = person
    return True


@compiled
def _make_room(exchange: Exchange, person: int) -> None:
    """Carry out the way on from `person`, who gains a pair."""
    graph = exchange.graph
    choice = exchange.choice
    level = exchange.ways.give.shape[0] - 1
    while choice.free[person] <= 0:
        edge = exchange.ways.give_by[level, person]
        choice.chosen[edge] = False
        loser = across(graph, edge, person)
        edge = exchange.ways.regain_by[level, loser]
        if edge == STOP:
            choice.free[loser] += 1
            choice.spare[loser] -= 1
            return
        choice.chosen[edge] = True
        person = across(graph, edge, loser)
        level -= 1
    choice.free[person] -= 1
    choice.spare[person] += 1
