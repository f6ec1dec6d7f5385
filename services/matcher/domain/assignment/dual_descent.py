"""What an introduction to each person is worth: the dual of the assignment's linear program.

Coordinate descent on the dual of maximum-weight b-matching, one person's price at a time
(Bertsekas, *Network Optimization: Continuous and Discrete Models*, 1998, chapters 6 and 7).
Given everybody else's price, any price between the offers of the last pair that fits and of
the first that does not is best for one person. The middle of the two is taken: an end would
leave the descent stuck early.
"""

from __future__ import annotations

import numpy as np

from services.matcher.domain.assignment.graph import Graph
from services.matcher.domain.ports import Integers, Longs
from services.matcher.jit import compiled

NO_OFFER = -(1 << 60)


@compiled
def coordinate_pass(
    graph: Graph, capacity: Integers, demand: Integers, price: Longs, subsidy: int
) -> None:
    """Price every person once, in order, given the others' newest prices.

    Args:
        graph: m edges of n people.
        capacity: (n,), the edges a person can have, at most as many as there are.
        demand: (n,), the edges a person must have, at most `capacity`; zero where `subsidy` is.
        price: (n,), in fine units, at least -subsidy; changed in place. A negative price
            pays others for taking someone who would stay below their demand.
        subsidy: the most that is paid, in fine units.
    """
    offers = np.empty(capacity.max() + 1, dtype=np.int64)
    for person in range(price.size):
        if capacity[person] == 0:
            continue
        best = offers[: capacity[person] + 1]
        _rank_offers(graph, price, person, subsidy, best)
        price[person] = _middle(best, demand[person], subsidy)


@compiled
def _rank_offers(graph: Graph, price: Longs, person: int, subsidy: int, best: Longs) -> None:
    """Fill `best`, descending, with what a person's best edges leave after the others' prices."""
    last = best.size - 1
    best[:] = NO_OFFER
    for arc in range(graph.start[person], graph.start[person + 1]):
        if graph.arc_weight[arc] + subsidy <= best[last]:
            break  # weights descend, and no price is below -subsidy
        offer = graph.arc_weight[arc] - price[graph.neighbour[arc]]
        at = last
        while at > 0 and best[at - 1] < offer:
            best[at] = best[at - 1]
            at -= 1
        best[at] = max(best[at], offer)


@compiled
def _middle(best: Longs, demand: int, subsidy: int) -> int:
    """Price a person between the last offer that fits and the first that does not."""
    fits = int(best[-2])
    if fits > 0:
        over = max(int(best[-1]), 0)
    elif demand > 0 and best[demand - 1] < 0:
        fits = max(int(best[demand - 1]), -subsidy)
        over = max(int(best[demand]), -subsidy)
    else:
        return 0
    return over + (fits - over) // 2
