"""An upper bound of every assignment's total, certified by the prices.

Weak duality of linear programming: whatever the prices (at least 0), everyone's capacity at
their price, and what each pair's weight exceeds both prices by, pay for any assignment within
capacity.
"""

from __future__ import annotations

from services.matcher.domain.assignment.graph import Graph
from services.matcher.domain.ports import Integers, Longs
from services.matcher.jit import compiled


@compiled
def certified_bound(graph: Graph, capacity: Integers, price: Longs) -> int:
    """Add up the dual objective.

    Args:
        graph: m edges of n people.
        capacity: (n,), the edges a person can have.
        price: (n,), in fine units, at least 0.

    Returns:
        At least the total weight of any matching within `capacity`, in fine units.
    """
    total = 0
    for person in range(price.size):
        total += capacity[person] * price[person]
    for edge in range(graph.weight.size):
        total += max(0, graph.weight[edge] - price[graph.a[edge]] - price[graph.b[edge]])
    return total
