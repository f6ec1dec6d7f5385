"""Take pairs in order of what they leave after both prices.

Greedy b-matching (Avis, *A survey of heuristics for the weighted matching problem*, 1983) on
reduced instead of plain scores: near the best prices, the pairs of the best assignment are the
ones that leave most (complementary slackness).
"""

from __future__ import annotations

import numpy as np

from services.matcher.domain.assignment.compiled import compiled
from services.matcher.domain.assignment.graph import Choice, Graph, Longs


def take_best(graph: Graph, price: Longs, choice: Choice) -> None:
    """Choose every pair whose two people still have a place, the one that leaves most first.

    Args:
        graph: m pairs of n people.
        price: (n,), in fine units; all zero for the plain greedy.
        choice: changed in place.
    """
    left = graph.worth - price[graph.a] - price[graph.b]
    _take(graph, np.argsort(-left, kind="stable"), choice)


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
