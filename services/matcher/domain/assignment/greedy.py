"""Take pairs in order of what they leave after both prices.

Greedy b-matching (Avis, *A survey of heuristics for the weighted matching problem*, 1983) on
reduced instead of plain scores: near the best prices, the pairs of the best assignment are the
ones that leave most (complementary slackness).
"""

from __future__ import annotations

import numpy as np

from services.matcher.domain.assignment.graph import Choice, Graph, Longs
from services.matcher.domain.jit import compiled
from services.matcher.domain.ports import Flags


def take_best(graph: Graph, price: Longs, choice: Choice, among: Flags | None = None) -> None:
    """Choose every pair whose two people still have a place, the one that leaves most first.

    Args:
        graph: m pairs of n people.
        price: (n,), in fine units; all zero for the plain greedy.
        choice: changed in place.
        among: (m,), the pairs to choose from; None for all.
    """
    left = graph.worth - price[graph.a] - price[graph.b]
    order = np.argsort(-left, kind="stable")
    _take(graph, order if among is None else order[among[order]], choice)


@compiled
def _take(graph: Graph, order: Longs, choice: Choice) -> None:
    for edge in order:
        a = graph.a[edge]
        b = graph.b[edge]
        if choice.free[a] > 0 and choice.free[b] > 0:
            choice.chosen[edge] = True
            for person in (a, b):
                choice.free[person] -= 1
                choice.spare[person] += 1
