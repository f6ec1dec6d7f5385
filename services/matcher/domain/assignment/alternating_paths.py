"""Exchange pairs along short alternating paths while the total grows.

Local search by augmentations of bounded length, many disjoint ones a pass, the most gainful
first (Pettie and Sanders, *A simpler linear time 2/3 - epsilon approximation for maximum weight
matching*, 2004). Nobody falls below the minimum, or lower than they are, by an exchange.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from services.matcher.domain.assignment.exchange_gains import (
    STOP,
    ExchangeGains,
    compute_gains,
    new_gains,
)
from services.matcher.domain.assignment.graph import Graph, Matching, other_end
from services.matcher.domain.ports import Flags, Integers, Longs
from services.matcher.jit import compiled

MEETS_A_PATH = -1


class Pass(NamedTuple):
    """The disjoint paths of one pass.

    Attributes:
        graph: m edges of n people.
        matching: changed in place.
        gains: how paths go on best, as it was when the pass began.
        used: (n,), whether a path of this pass has touched the person.
        trail: (length,), the people of the path at hand.
    """

    graph: Graph
    matching: Matching
    gains: ExchangeGains
    used: Flags
    trail: Integers


def local_search(graph: Graph, matching: Matching, depths: tuple[int, ...]) -> None:
    """Augment along disjoint gainful paths, pass after pass.

    Args:
        graph: m edges of n people.
        matching: changed in place; its total never falls.
        depths: a pass each: the exchanges that a path may have on either side of its first edge.
    """
    of_edge = np.empty(graph.weight.size, dtype=np.int64)
    people = matching.residual.size
    for depth in depths:
        gains = new_gains(depth, people)
        compute_gains(graph, matching, gains, of_edge)
        gainful = np.flatnonzero(of_edge)
        trail = np.empty(4 * (depth + 2), dtype=np.int32)
        now = Pass(graph, matching, gains, np.zeros(people, dtype=np.bool_), trail)
        _augment_all(now, gainful[np.argsort(-of_edge[gainful], kind="stable")])


@compiled
def _augment_all(now: Pass, order: Longs) -> None:
    """Add each edge, with the paths from both of its people, unless one touches another."""
    graph = now.graph
    for edge in order:
        length = _trace(now, graph.a[edge], 0)
        if length != MEETS_A_PATH:
            length = _trace(now, graph.b[edge], length)
        if length == MEETS_A_PATH:
            continue
        now.matching.chosen[edge] = True
        _flip(now, graph.a[edge])
        _flip(now, graph.b[edge])


@compiled
def _trace(now: Pass, person: int, length: int) -> int:
    """Mark the best path on from `person`; where it meets a path, unmark it instead."""
    graph = now.graph
    level = now.gains.drop.shape[0] - 1
    while _mark(now, person, length):
        length += 1
        if now.matching.residual[person] > 0:
            return length
        edge = now.gains.drop_edge[level, person]
        loser = other_end(graph, edge, person)
        if not _mark(now, loser, length):
            return MEETS_A_PATH
        length += 1
        edge = now.gains.recover_edge[level, loser]
        if edge == STOP:
            return length
        person = other_end(graph, edge, loser)
        level -= 1
    return MEETS_A_PATH


@compiled
def _mark(now: Pass, person: int, length: int) -> bool:
    if now.used[person]:
        for marked in now.trail[:length]:
            now.used[marked] = False
        return False
    now.used[person] = True
    now.trail[length] = person
    return True


@compiled
def _flip(now: Pass, person: int) -> None:
    """Exchange edges along the best path on from `person`, who gains one."""
    graph = now.graph
    matching = now.matching
    level = now.gains.drop.shape[0] - 1
    while matching.residual[person] <= 0:
        edge = now.gains.drop_edge[level, person]
        matching.chosen[edge] = False
        loser = other_end(graph, edge, person)
        edge = now.gains.recover_edge[level, loser]
        if edge == STOP:
            matching.residual[loser] += 1
            matching.surplus[loser] -= 1
            return
        matching.chosen[edge] = True
        person = other_end(graph, edge, loser)
        level -= 1
    matching.residual[person] -= 1
    matching.surplus[person] += 1
