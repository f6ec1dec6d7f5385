"""The candidate pairs as the inner loops walk them: person by person, best pair first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.jit import compiled
from services.matcher.domain.ports import Integers

Longs = NDArray[np.int64]


class Graph(NamedTuple):
    """Every person's candidate pairs, each listed with both of its people.

    Attributes:
        start: (n + 1,), where each person's places in the three lists begin.
        other: (2m,), the person on the other side.
        edge: (2m,), the pair's index; a person's pairs descend by worth, ties by index.
        listed: (2m,), that pair's worth.
        a: (m,), the pair's lower person.
        b: (m,), the pair's higher person.
        worth: (m,), the pair's score in fine units.
    """

    start: Longs
    other: Integers
    edge: Integers
    listed: Integers
    a: Integers
    b: Integers
    worth: Integers


class Choice(NamedTuple):
    """The chosen pairs; the inner loops change it in place.

    Attributes:
        chosen: (m,), whether the pair is chosen.
        free: (n,), places that each person has left.
        spare: (n,), pairs that each person can lose; negative: lacks so many.
    """

    chosen: NDArray[np.bool_]
    free: Integers
    spare: Integers


def link(a: Integers, b: Integers, worth: Integers, people: int) -> Graph:
    """List every person's pairs, best first.

    Args:
        a: (m,), lower people.
        b: (m,), higher people.
        worth: (m,), the pairs' scores in fine units.
        people: n.

    Returns:
        The graph; a person's pairs of equal worth are in order of their indices.
    """
    count = np.bincount(a, minlength=people) + np.bincount(b, minlength=people)
    start = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(count, dtype=np.int64)])
    other, edge, listed = (np.empty(2 * a.size, dtype=np.int32) for _ in range(3))
    graph = Graph(start, other, edge, listed, a, b, worth)
    _fill(graph, np.argsort(-worth, kind="stable"), start[:-1].copy())
    return graph


@compiled
def _fill(graph: Graph, best_first: Longs, place: Longs) -> None:
    for edge in best_first:
        a = graph.a[edge]
        b = graph.b[edge]
        graph.other[place[a]] = b
        graph.other[place[b]] = a
        for person in (a, b):
            graph.edge[place[person]] = edge
            graph.listed[place[person]] = graph.worth[edge]
            place[person] += 1


@compiled
def across(graph: Graph, edge: int, person: int) -> int:
    """Name the other person of a pair.

    Args:
        graph: m pairs.
        edge: a pair.
        person: one of its two people.

    Returns:
        The other of the two.
    """
    return int(graph.a[edge] + graph.b[edge] - person)
