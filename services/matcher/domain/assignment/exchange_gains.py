"""The best way on from every person, should they give up a pair or have lost one.

Bellman-Ford over alternating chains of bounded length (Pettie and Sanders, *A simpler linear
time 2/3 - epsilon approximation for maximum weight matching*, 2004, show how much short chains
can gain). All worths are those of the choice as it stands when explored.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.assignment.graph import Choice, Graph, Longs
from services.matcher.domain.jit import compiled

IMPOSSIBLE = -(1 << 60)
STOP = -1


class Ways(NamedTuple):
    """The most that can come of losing a pair, by the exchanges that may follow.

    Attributes:
        regain: (depth + 1, n), in fine units: what someone who lost a pair brings by stopping
            or gaining another; IMPOSSIBLE if they can't spare it.
        regain_by: (depth + 1, n), the pair to gain; STOP if none.
        give: (depth + 1, n), in fine units: what someone who gives up a pair brings.
        give_by: (depth + 1, n), the pair to give up; STOP if none can be.
    """

    regain: NDArray[np.int64]
    regain_by: NDArray[np.int32]
    give: NDArray[np.int64]
    give_by: NDArray[np.int32]


def new_ways(depth: int, people: int) -> Ways:
    """Make room for chains of up to `depth` exchanges on either side.

    Args:
        depth: exchanges at most.
        people: n.

    Returns:
        Ways still to be explored.
    """
    shape = (depth + 1, people)
    return Ways(
        np.empty(shape, dtype=np.int64),
        np.empty(shape, dtype=np.int32),
        np.empty(shape, dtype=np.int64),
        np.empty(shape, dtype=np.int32),
    )


@compiled
def explore(graph: Graph, choice: Choice, ways: Ways, gain: Longs) -> None:
    """Find the best ways, and what adding each pair would gain with them.

    Args:
        graph: m pairs of n people.
        choice: what is chosen.
        ways: filled in.
        gain: (m,), in fine units, filled in; 0 where nothing is gained.
    """
    for level in range(ways.give.shape[0]):
        for person in range(choice.free.size):
            _explore_regain(graph, choice, ways, level, person)
        for person in range(choice.free.size):
            _explore_give(graph, choice, ways, level, person)
    give = ways.give[ways.give.shape[0] - 1]
    for edge in range(gain.size):
        total = 0 if choice.chosen[edge] else int(graph.worth[edge])
        for person in (graph.a[edge], graph.b[edge]):
            if choice.free[person] <= 0:
                total += give[person]
        gain[edge] = 0 if choice.chosen[edge] else max(0, total)


@compiled
def _explore_regain(graph: Graph, choice: Choice, ways: Ways, level: int, person: int) -> None:
    best = 0 if choice.spare[person] > 0 else IMPOSSIBLE
    by = STOP
    if level > 0:
        for place in range(graph.start[person], graph.start[person + 1]):
            if graph.listed[place] <= best:
                break  # worths descend, and giving up a pair hardly ever brings anything
            if choice.chosen[graph.edge[place]]:
                continue
            value = int(graph.listed[place])
            if choice.free[graph.other[place]] <= 0:
                value += ways.give[level - 1, graph.other[place]]
            if value > best:
                best = value
                by = graph.edge[place]
    ways.regain[level, person] = best
    ways.regain_by[level, person] = by


@compiled
def _explore_give(graph: Graph, choice: Choice, ways: Ways, level: int, person: int) -> None:
    best = IMPOSSIBLE
    by = STOP
    for place in range(graph.start[person], graph.start[person + 1]):
        if choice.chosen[graph.edge[place]]:
            value = ways.regain[level, graph.other[place]] - graph.listed[place]
            if value > best:
                best = value
                by = graph.edge[place]
    ways.give[level, person] = best
    ways.give_by[level, person] = by
