"""Choose pairs in order of their reduced weights: what they leave after both prices.

Greedy b-matching (Avis, *A survey of heuristics for the weighted matching problem*, 1983) on
reduced instead of plain weights: near the best prices, the pairs of the best assignment are the
ones that leave most (complementary slackness).
"""

from __future__ import annotations

import numpy as np

from services.matcher.domain.assignment.graph import Graph, Matching
from services.matcher.domain.ports import Flags, Longs
from services.matcher.jit import compiled


def select(graph: Graph, price: Longs, matching: Matching, among: Flags | None = None) -> None:
    """Choose every pair whose two people can still gain one, the one that leaves most first.

    Args:
        graph: m edges of n people.
        price: (n,), in fine units; all zero for the plain greedy.
        matching: changed in place.
        among: (m,), the edges to choose from; None for all.
    """
    reduced = graph.weight - price[graph.a] - price[graph.b]
    order = np.argsort(-reduced, kind="stable")
    _select(graph, order if among is None else order[among[order]], matching)


@compiled
def _select(graph: Graph, order: Longs, matching: Matching) -> None:
    for edge in order:
        a = graph.a[edge]
        b = graph.b[edge]
        if matching.residual[a] > 0 and matching.residual[b] > 0:
            matching.chosen[edge] = True
            for person in (a, b):
                matching.residual[person] -= 1
                matching.surplus[person] += 1
