"""The most that every person's gaining or losing an edge can bring, by the exchanges that follow.

Bellman-Ford over alternating paths of bounded length (Pettie and Sanders, *A simpler linear
time 2/3 - epsilon approximation for maximum weight matching*, 2004, show how much short paths
can gain). All gains are those of the matching as it stands when they are computed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from services.matcher.domain.assignment.graph import Graph, Matching
from services.matcher.domain.ports import Integers, Longs
from services.matcher.jit import compiled

IMPOSSIBLE = -(1 << 60)
STOP = -1


class ExchangeGains(NamedTuple):
    """How a path goes on best from every person; row l holds for l further exchanges.

    Attributes:
        recover: (depth + 1, n), in fine units: what someone who lost an edge brings by stopping
            or gaining another; IMPOSSIBLE if they can't spare it.
        recover_edge: (depth + 1, n), the edge to gain; STOP if none.
        drop: (depth + 1, n), in fine units: what someone who drops an edge brings.
        drop_edge: (depth + 1, n), the edge to drop; STOP if none can be.
    """

    recover: Longs
    recover_edge: Integers
    drop: Longs
    drop_edge: Integers


def new_gains(depth: int, people: int) -> ExchangeGains:
    """Make room for paths of up to `depth` exchanges on either side of an edge.

    Args:
        depth: exchanges at most.
        people: n.

    Returns:
        Gains still to be computed.
    """
    shape = (depth + 1, people)
    return ExchangeGains(
        np.empty(shape, dtype=np.int64),
        np.empty(shape, dtype=np.int32),
        np.empty(shape, dtype=np.int64),
        np.empty(shape, dtype=np.int32),
    )


@compiled
def compute_gains(graph: Graph, matching: Matching, gains: ExchangeGains, of_edge: Longs) -> None:
    """Find how paths go on best, and what adding each edge with the best paths gains.

    Args:
        graph: m edges of n people.
        matching: as it stands.
        gains: filled in.
        of_edge: (m,), in fine units, filled in; 0 where nothing is gained.
    """
    for level in range(gains.drop.shape[0]):
        for person in range(matching.residual.size):
            _compute_recover(graph, matching, gains, level, person)
        for person in range(matching.residual.size):
            _compute_drop(graph, matching, gains, level, person)
    drop = gains.drop[gains.drop.shape[0] - 1]
    for edge in range(of_edge.size):
        of_edge[edge] = 0
        if matching.chosen[edge]:
            continue
        total = int(graph.weight[edge])
        for person in (graph.a[edge], graph.b[edge]):
            if matching.residual[person] <= 0:
                total += drop[person]
        of_edge[edge] = max(0, total)


@compiled
def _compute_recover(
    graph: Graph, matching: Matching, gains: ExchangeGains, level: int, person: int
) -> None:
    best = 0 if matching.surplus[person] > 0 else IMPOSSIBLE
    by = STOP
    if level > 0:
        for arc in range(graph.start[person], graph.start[person + 1]):
            if graph.arc_weight[arc] <= best:
                break  # weights descend, and dropping an edge hardly ever brings anything
            if matching.chosen[graph.edge[arc]]:
                continue
            value = int(graph.arc_weight[arc])
            if matching.residual[graph.neighbour[arc]] <= 0:
                value += gains.drop[level - 1, graph.neighbour[arc]]
            if value > best:
                best = value
                by = graph.edge[arc]
    gains.recover[level, person] = best
    gains.recover_edge[level, person] = by


@compiled
def _compute_drop(
    graph: Graph, matching: Matching, gains: ExchangeGains, level: int, person: int
) -> None:
    best = IMPOSSIBLE
    by = STOP
    for arc in range(graph.start[person], graph.start[person + 1]):
        if matching.chosen[graph.edge[arc]]:
            value = gains.recover[level, graph.neighbour[arc]] - graph.arc_weight[arc]
            if value > best:
                best = value
                by = graph.edge[arc]
    gains.drop[level, person] = best
    gains.drop_edge[level, person] = by
