"""Serve the people who lack pairs, through alternating chains.

Augmenting paths (Berge, *Two theorems in graph theory*, 1957) for b-matching, searched
breadth-first from one person at a time. One who lacks a pair asks somebody; who has no place
left gives up another pair for it; the loser of that pair can spare it, or asks in turn. People
whom a failed search reached are not searched again in that pass (Hungarian trees), so a pass
takes time linear in the pairs beyond the chains it finds. Odd cycles (blossoms) are not
contracted: fresh passes, in which people look through their pairs the other way round, find
most of what they hide.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from services.matcher.domain.assignment.graph import Choice, Graph, Longs, across
from services.matcher.domain.jit import compiled
from services.matcher.domain.ports import Integers

UNSEEN = -2
ROOT = -1


class Search(NamedTuple):
    """The chains that are being explored.

    Attributes:
        graph: m pairs of n people.
        choice: what is chosen so far.
        lost: (n,), for people who ask: the pair that they lose in the chain, ROOT, or UNSEEN.
        gained: (n,), for people who are asked: the pair that they gain in the chain, or UNSEEN.
        askers: (n,), who asks, in order.
        asked: (n,), who is asked, in order.
        size: (2,), how many askers and how many asked this search has reached.
        worst_first: whether people look through their pairs from the worst one up.
    """

    graph: Graph
    choice: Choice
    lost: Integers
    gained: Integers
    askers: Integers
    asked: Integers
    size: Longs
    worst_first: bool


def lift(graph: Graph, choice: Choice, passes: int) -> None:
    """Find a chain for every missing pair that one can be found for; nobody else loses by it.

    Args:
        graph: m pairs of n people.
        choice: changed in place; whoever has a negative `spare` lacks pairs.
        passes: how often to try again, at most.
    """
    for attempt in range(passes):
        if not ((choice.spare < 0) & (choice.free > 0)).any():
            return
        lost, gained = (np.full(choice.free.size, UNSEEN, dtype=np.int32) for _ in range(2))
        askers, asked = (np.empty(choice.free.size, dtype=np.int32) for _ in range(2))
        size = np.zeros(2, dtype=np.int64)
        worst_first = attempt % 2 == 1
        _lift_once(Search(graph, choice, lost, gained, askers, asked, size, worst_first))


@compiled
def _lift_once(search: Search) -> None:
    choice = search.choice
    for root in range(choice.free.size):
        while choice.spare[root] < 0 and choice.free[root] > 0 and search.lost[root] == UNSEEN:
            if not _serve(search, root):
                break
            _forget(search)


@compiled
def _serve(search: Search, root: int) -> bool:
    """Search breadth-first for a chain from `root`; tell whether one was carried out."""
    search.askers[0] = root
    search.lost[root] = ROOT
    search.size[0] = 1
    search.size[1] = 0
    head = 0
    while head < search.size[0]:
        if _ask_everyone(search, search.askers[head], root):
            return True
        head += 1
    return False


@compiled
def _places(search: Search, person: int) -> range:
    first = search.graph.start[person]
    last = search.graph.start[person + 1] - 1
    return range(last, first - 1, -1) if search.worst_first else range(first, last + 1, 1)


@compiled
def _ask_everyone(search: Search, asker: int, root: int) -> bool:
    graph = search.graph
    for place in _places(search, asker):
        edge = graph.edge[place]
        person = graph.other[place]
        if search.choice.chosen[edge] or search.gained[asker] == edge:
            continue  # the second: a chain must not use one pair twice
        if search.choice.free[person] > (1 if person == root else 0):
            search.choice.free[person] -= 1
            search.choice.spare[person] += 1
            _carry_out(search, edge, person)
            return True
        if search.gained[person] == UNSEEN and _give_up(search, person, edge):
            return True
    return False


@compiled
def _give_up(search: Search, person: int, edge: int) -> bool:
    """Let `person` gain `edge` for any other pair; tell whether that completes a chain."""
    graph = search.graph
    search.gained[person] = edge
    search.asked[search.size[1]] = person
    search.size[1] += 1
    for place in _places(search, person):
        given = graph.edge[place]
        loser = graph.other[place]
        if not search.choice.chosen[given] or search.lost[person] == given:
            continue  # the second: a chain must not use one pair twice
        if search.choice.spare[loser] > 0:
            search.choice.chosen[given] = False
            search.choice.free[loser] += 1
            search.choice.spare[loser] -= 1
            _carry_out(search, edge, person)
            return True
        if search.lost[loser] == UNSEEN:
            search.lost[loser] = given
            search.askers[search.size[0]] = loser
            search.size[0] += 1
    return False


@compiled
def _carry_out(search: Search, edge: int, person: int) -> None:
    """Choose `edge` for `person`, and exchange pairs back to the chain's root."""
    graph = search.graph
    while True:
        search.choice.chosen[edge] = True
        asker = across(graph, edge, person)
        given = search.lost[asker]
        if given == ROOT:
            search.choice.free[asker] -= 1
            search.choice.spare[asker] += 1
            return
        search.choice.chosen[given] = False
        person = across(graph, given, asker)
        edge = search.gained[person]


@compiled
def _forget(search: Search) -> None:
    for asker in search.askers[: search.size[0]]:
        search.lost[asker] = UNSEEN
    for person in search.asked[: search.size[1]]:
        search.gained[person] = UNSEEN
