"""An upper bound of every assignment's total, certified by the prices.

Weak duality of linear programming: whatever the prices (at least 0), the places at their prices
and what each pair is worth beyond them pay for any assignment within capacity.
"""

from __future__ import annotations

from services.matcher.domain.assignment.graph import Graph, Longs
from services.matcher.domain.jit import compiled
from services.matcher.domain.ports import Integers


@compiled
def certified_bound(graph: Graph, room: Integers, price: Longs) -> int:
    """Add up the dual objective.

    Args:
        graph: m pairs of n people.
        room: (n,), the pairs a person can take.
        price: (n,), in fine units, at least 0.

    Returns:
        At least the total worth of any choice within `room`, in fine units.
    """
    total = 0
    for person in range(price.size):
        total += room[person] * price[person]
    for edge in range(graph.worth.size):
        total += max(0, graph.worth[edge] - price[graph.a[edge]] - price[graph.b[edge]])
    return total
