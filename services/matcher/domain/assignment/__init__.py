"""Who is introduced to whom: a maximum-weight b-matching within everyone's minimum and capacity.

Goes in: `Edges`, candidate pairs with their scores, and everyone's limits. Comes out: an
`Assignment`, the chosen pairs and a certified upper bound of the total. Between them, `solve`
composes one algorithm a module: prices (`dual_descent`, `bound`), a first matching (`greedy`),
the minimum (`augmenting_paths`), and the total (`exchange_gains` with `alternating_paths`,
`two_exchange`).
"""

from services.matcher.domain.assignment.edges import Assignment, Edges, MisshapenEdges
from services.matcher.domain.assignment.solve import assign

__all__ = ["Assignment", "Edges", "MisshapenEdges", "assign"]
