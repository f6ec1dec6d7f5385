"""Serve the people who lack pairs, along augmenting paths.

Augmenting paths (Berge, *Two theorems in graph theory*, 1957) for b-matching, searched
breadth-first from one person at a time. One who lacks an edge, an outer vertex, asks an inner
one; who can gain no further edge drops another for it; the loser of that edge can spare it, or
asks in turn as an outer vertex. People whom a failed search reached are not searched again in
that pass (Hungarian trees), so a pass takes time linear in the edges beyond the paths it finds.
Odd cycles (blossoms) are not contracted: fresh passes, in which people look through their edges
the other way round, find most of what they hide.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from services.matcher.domain.assignment.graph import Graph, Matching, other_end
from services.matcher.domain.ports import Integers, Longs
from services.matcher.jit import compiled

UNSEEN = -2
ROOT = -1


class Search(NamedTuple):
    """The alternating tree of one search.

    Attributes:
        graph: m edges of n people.
        matching: as it stands; changed in place where a path is found.
        lost: (n,), of outer people: the edge that they lose along the path, ROOT, or UNSEEN.
        gained: (n,), of inner people: the edge that they gain along the path, or UNSEEN.
        outer: (n,), outer people in the order in which they were reached.
        inner: (n,), inner people in the order in which they were reached.
        size: (2,), how many outer and how many inner people this search has reached.
        worst_first: whether people look through their edges from the worst one up.
    """

    graph: Graph
    matching: Matching
    lost: Integers
    gained: Integers
    outer: Integers
    inner: Integers
    size: Longs
    worst_first: bool


def augment(graph: Graph, matching: Matching, passes: int) -> None:
    """Find a path for every lacking edge that one can be found for; nobody else loses by it.

    Args:
        graph: m edges of n people.
        matching: changed in place; whoever has a negative `surplus` lacks edges.
        passes: how often to try again, at most.
    """
    people = matching.residual.size
    for attempt in range(passes):
        if not ((matching.surplus < 0) & (matching.residual > 0)).any():
            return
        lost, gained = (np.full(people, UNSEEN, dtype=np.int32) for _ in range(2))
        outer, inner = (np.empty(people, dtype=np.int32) for _ in range(2))
        size = np.zeros(2, dtype=np.int64)
        worst_first = attempt % 2 == 1
        _augment_once(Search(graph, matching, lost, gained, outer, inner, size, worst_first))


@compiled
def _augment_once(search: Search) -> None:
    matching = search.matching
    for root in range(matching.residual.size):
        while (
            matching.surplus[root] < 0
            and matching.residual[root] > 0
            and search.lost[root] == UNSEEN
        ):
            if not _augment_from(search, root):
                break
            _forget(search)


@compiled
def _augment_from(search: Search, root: int) -> bool:
    """Search breadth-first for a path from `root`; tell whether one was found and flipped."""
    search.outer[0] = root
    search.lost[root] = ROOT
    search.size[0] = 1
    search.size[1] = 0
    head = 0
    while head < search.size[0]:
        if _grow_outer(search, search.outer[head], root):
            return True
        head += 1
    return False


@compiled
def _arcs(search: Search, person: int) -> range:
    first = search.graph.start[person]
    last = search.graph.start[person + 1] - 1
    return range(last, first - 1, -1) if search.worst_first else range(first, last + 1, 1)


@compiled
def _grow_outer(search: Search, asker: int, root: int) -> bool:
    """Let an outer person ask everyone around; tell whether that completes a path."""
    graph = search.graph
    for arc in _arcs(search, asker):
        edge = graph.edge[arc]
        person = graph.neighbour[arc]
        if search.matching.chosen[edge] or search.gained[asker] == edge:
            continue  # the second: a path must not use one edge twice
        if search.matching.residual[person] > (1 if person == root else 0):
            search.matching.residual[person] -= 1
            search.matching.surplus[person] += 1
            _flip(search, edge, person)
            return True
        if search.gained[person] == UNSEEN and _grow_inner(search, person, edge):
            return True
    return False


@compiled
def _grow_inner(search: Search, person: int, edge: int) -> bool:
    """Let `person` gain `edge` for any other edge; tell whether that completes a path."""
    graph = search.graph
    search.gained[person] = edge
    search.inner[search.size[1]] = person
    search.size[1] += 1
    for arc in _arcs(search, person):
        dropped = graph.edge[arc]
        loser = graph.neighbour[arc]
        if not search.matching.chosen[dropped] or search.lost[person] == dropped:
            continue  # the second: a path must not use one edge twice
        if search.matching.surplus[loser] > 0:
            search.matching.chosen[dropped] = False
            search.matching.residual[loser] += 1
            search.matching.surplus[loser] -= 1
            _flip(search, edge, person)
            return True
        if search.lost[loser] == UNSEEN:
            search.lost[loser] = dropped
            search.outer[search.size[0]] = loser
            search.size[0] += 1
    return False


@compiled
def _flip(search: Search, edge: int, person: int) -> None:
    """Choose `edge` for `person`, and exchange edges back to the path's root."""
    graph = search.graph
    while True:
        search.matching.chosen[edge] = True
        asker = other_end(graph, edge, person)
        dropped = search.lost[asker]
        if dropped == ROOT:
            search.matching.residual[asker] -= 1
            search.matching.surplus[asker] += 1
            return
        search.matching.chosen[dropped] = False
        person = other_end(graph, dropped, asker)
        edge = search.gained[person]


@compiled
def _forget(search: Search) -> None:
    for person in search.outer[: search.size[0]]:
        search.lost[person] = UNSEEN
    for person in search.inner[: search.size[1]]:
        search.gained[person] = UNSEEN
