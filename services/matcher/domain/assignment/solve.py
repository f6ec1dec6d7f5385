"""Compose the assignment: prices, greedy, chains for the minimum, chains for the total."""

from __future__ import annotations

import numpy as np

from services.matcher.domain.assignment.alternating_paths import polish
from services.matcher.domain.assignment.augmenting_paths import lift
from services.matcher.domain.assignment.bound import certified_bound
from services.matcher.domain.assignment.dual_ascent import sweep
from services.matcher.domain.assignment.edges import (
    HIGHEST_SCORE,
    Assignment,
    Edges,
    canonical,
    check,
)
from services.matcher.domain.assignment.graph import Choice, Graph, Longs, link
from services.matcher.domain.assignment.greedy import take_best
from services.matcher.domain.assignment.two_exchange import swap
from services.matcher.domain.ports import Flags, Integers

FINE = 64
"""Prices fall between scores; fine units a point of score."""

SWEEPS = 24
SUBSIDISED_SWEEPS = (8, 32)
"""With the minimum in view; the latter only where somebody would stay below it."""

SUBSIDY = HIGHEST_SCORE * FINE
LIFTS = 4
DEPTHS = (0, 0, 0, 1, 1, 1)
DEPTHS_AFTER_SWAPS = (2, 1, 0)


def assign(
    edges: Edges,
    *,
    capacity: Integers,
    minimum: Integers,
    kept: Flags,
    start: Flags | None = None,
) -> Assignment:
    """Choose the pairs with the highest total score, everyone between minimum and capacity.

    The minimum comes first: as few people as possible are left with nothing, then as few
    places below the minimum as possible, then the total is as high as possible. The result
    depends on the set of pairs alone, not on their order, and is the same on every machine.

    Args:
        edges: m candidate pairs of n people.
        capacity: (n,), introductions at most; kept pairs count, and may exceed it.
        minimum: (n,), introductions at least, wherever feasible within capacity.
        kept: (m,), pairs that must stay.
        start: (m,), an earlier choice to build on: a pair of it ends only where a short chain
            of exchanges gains by that, and nobody falls below the minimum by it. None to
            choose anew.

    Returns:
        The chosen pairs, among them all kept ones, and the certified bound of the total;
        no bound where the choice began from an earlier one.

    Raises:
        MisshapenEdges: the arrays do not fit together.
    """
    check(edges, capacity=capacity, minimum=minimum, kept=kept)
    order = canonical(edges, capacity.size)
    degree = np.bincount(edges.a[kept], minlength=capacity.size)
    degree += np.bincount(edges.b[kept], minlength=capacity.size)
    free = np.maximum(capacity - degree, 0).astype(np.int32)
    need = np.maximum(np.minimum(minimum, capacity) - degree, 0).astype(np.int32)
    left = order[(~kept & (free[edges.a] > 0) & (free[edges.b] > 0))[order]]
    worth = edges.score[left] * np.int32(FINE)
    graph = link(edges.a[left], edges.b[left], worth, capacity.size)
    choice = Choice(np.zeros(left.size, dtype=np.bool_), free.copy(), -need)
    bound = None
    if start is not None:
        take_best(graph, np.zeros(free.size, dtype=np.int64), choice, start[left])
    else:
        price, dual = _price(graph, free, need)
        bound = dual // FINE + int(edges.score[kept].sum(dtype=np.int64))
        take_best(graph, price, choice)
    bare = (degree == 0) & (need > 0)
    if start is None:
        _lift_first(graph, choice, choice.spare + need - bare)
    else:
        bare &= choice.spare + need == 0
        _lift_first(graph, choice, np.where(bare, -1, np.maximum(choice.spare, 0)))
    lift(graph, choice, LIFTS)
    _improve(graph, choice)
    chosen = kept.copy()
    chosen[left] = choice.chosen
    return Assignment(chosen, bound)


def _improve(graph: Graph, choice: Choice) -> None:
    polish(graph, choice, DEPTHS)
    swap(graph, choice)
    polish(graph, choice, DEPTHS_AFTER_SWAPS)


def _price(graph: Graph, free: Integers, need: Integers) -> tuple[Longs, int]:
    if graph.worth.size == 0:
        return np.zeros(free.size, dtype=np.int64), 0
    room = np.minimum(free, np.diff(graph.start)).astype(np.int32)
    price = np.zeros(free.size, dtype=np.int64)
    for _ in range(SWEEPS):
        sweep(graph, room, np.zeros_like(need), price, 0)
    dual = certified_bound(graph, room, price)
    for sweeps in SUBSIDISED_SWEEPS:
        for _ in range(sweeps):
            sweep(graph, room, np.minimum(need, room), price, SUBSIDY)
        if not (price < 0).any():
            break
    return price, dual


def _lift_first(graph: Graph, choice: Choice, spare: Integers) -> None:
    """Lift those who have nothing, before everyone is lifted to the minimum.

    The people whom some assignment serves form a matroid (Edmonds and Fulkerson, *Transversals
    and matroid partition*, 1965), so lifting the bottom first costs nothing later.

    Args:
        graph: m pairs of n people.
        choice: changed in place.
        spare: (n,), the pairs that each can lose for that; -1 for who has nothing.
    """
    before = choice.spare.copy()
    choice.spare[:] = spare
    lift(graph, choice, LIFTS)
    choice.spare[:] += before - spare
