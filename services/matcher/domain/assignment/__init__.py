"""Who is introduced to whom: the best total within everyone's minimum and capacity."""

from services.matcher.domain.assignment.edges import Assignment, Edges, MisshapenEdges
from services.matcher.domain.assignment.solve import assign

__all__ = ["Assignment", "Edges", "MisshapenEdges", "assign"]
