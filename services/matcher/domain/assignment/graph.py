"""The candidate pairs as the inner loops walk them: person by person, best pair first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from services.matcher.domain.ports import Flags, Integers, Longs
from services.matcher.jit import compiled


class Graph(NamedTuple):
    """Adjacency lists in compressed rows; every edge (a pair) lies there as two arcs.

    Attributes:
        start: (n + 1,), where each person's arcs begin.
        neighbour: (2m,), the person at the arc's other end.
        edge: (2m,), the arc's edge; a person's arcs descend by weight, ties by edge.
        arc_weight: (2m,), that edge's weight.
        a: (m,), the edge's lower person.
        b: (m,), the edge's higher person.
        weight: (m,), the pair's score in fine units.
    """

    start: Longs
    neighbour: Integers
    edge: Integers
    arc_weight: Integers
    a: Integers
    b: Integers
    weight: Integers


class Matching(NamedTuple):
    """A b-matching under construction; the inner loops change it in place.

    Attributes:
        chosen: (m,), whether the edge is in it.
        residual: (n,), edges that each person can still gain.
        surplus: (n,), edges that each person can lose; negative: lacks so many.
    """

    chosen: Flags
    residual: Integers
    surplus: Integers


def build_graph(a: Integers, b: Integers, weight: Integers, people: int) -> Graph:
    """List every person's edges, best first.

    Args:
        a: (m,), lower people.
        b: (m,), higher people.
        weight: (m,), the pairs' scores in fine units.
        people: n.

    Returns:
        The graph; a person's edges of equal weight are in order of their indices.
    """
    degree = np.bincount(a, minlength=people) + np.bincount(b, minlength=people)
    start = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(degree, dtype=np.int64)])
    neighbour, edge, arc_weight = (np.empty(2 * a.size, dtype=np.int32) for _ in range(3))
    graph = Graph(start, neighbour, edge, arc_weight, a, b, weight)
    _fill(graph, np.argsort(-weight, kind="stable"), start[:-1].copy())
    return graph


@compiled
def _fill(graph: Graph, best_first: Longs, next_arc: Longs) -> None:
    for edge in best_first:
        a = graph.a[edge]
        b = graph.b[edge]
        graph.neighbour[next_arc[a]] = b
        graph.neighbour[next_arc[b]] = a
        for person in (a, b):
            graph.edge[next_arc[person]] = edge
            graph.arc_weight[next_arc[person]] = graph.weight[edge]
            next_arc[person] += 1


@compiled
def other_end(graph: Graph, edge: int, person: int) -> int:
    """Name the other person of a pair.

    Args:
        graph: m edges.
        edge: one of them.
        person: one of its two people.

    Returns:
        The other of the two.
    """
    return int(graph.a[edge] + graph.b[edge] - person)
