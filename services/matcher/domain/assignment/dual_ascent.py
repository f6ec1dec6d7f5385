"""What a place with each person is worth: the dual of the assignment's linear program.

Coordinate descent on the dual of maximum-weight b-matching (Bertsekas, *Network Optimization:
Continuous and Discrete Models*, 1998, chapters 6 and 7). Given everybody else's price, any
price between the offers of the last pair that fits and of the first that does not is best for
one person. The middle of the two is taken: an end would leave the descent stuck early.
"""

from __future__ import annotations

import numpy as np

from services.matcher.domain.assignment.graph import Graph, Longs
from services.matcher.domain.jit import compiled
from services.matcher.domain.ports import Integers

NO_OFFER = -(1 << 60)


@compiled
def sweep(graph: Graph, room: Integers, need: Integers, price: Longs, subsidy: int) -> None:
    """Price every person once, in order, given the others' newest prices.

    Args:
        graph: m pairs of n people.
        room: (n,), the pairs a person can take, at most as many as are listed.
        need: (n,), the pairs a person must have, at most `room`; all zero where `subsidy` is.
        price: (n,), in fine units, at least -subsidy; changed in place. A negative price
            pays others for taking someone who would stay below the minimum.
        subsidy: the most that is paid, in fine units.
    """
    offers = np.empty(room.max() + 1, dtype=np.int64)
    for person in range(price.size):
        if room[person] == 0:
            continue
        best = offers[: room[person] + 1]
        _rank_offers(graph, price, person, subsidy, best)
        price[person] = _middle(best, need[person], subsidy)


@compiled
def _rank_offers(graph: Graph, price: Longs, person: int, subsidy: int, best: Longs) -> None:
    """Fill `best`, descending, with what a person's best pairs leave after the others' prices."""
    last = best.size - 1
    best[:] = NO_OFFER
    for place in range(graph.start[person], graph.start[person + 1]):
        if graph.listed[place] + subsidy <= best[last]:
            break  # worths descend, and no price is below -subsidy
        offer = graph.listed[place] - price[graph.other[place]]
        at = last
        while at > 0 and best[at - 1] < offer:
            best[at] = best[at - 1]
            at -= 1
        best[at] = max(best[at], offer)


@compiled
def _middle(best: Longs, need: int, subsidy: int) -> int:
    fits = int(best[-2])
    if fits > 0:
        over = max(int(best[-1]), 0)
    elif need > 0 and best[need - 1] < 0:
        fits = max(int(best[need - 1]), -subsidy)
        over = max(int(best[need]), -subsidy)
    else:
        return 0
    return over + (fits - over) // 2
