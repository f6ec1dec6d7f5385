"""Compose the assignment: prices, greedy, paths for the minimum, exchanges for the total."""

from __future__ import annotations

import numpy as np

from services.matcher.domain.assignment.alternating_paths import local_search
from services.matcher.domain.assignment.augmenting_paths import augment
from services.matcher.domain.assignment.bound import certified_bound
from services.matcher.domain.assignment.dual_descent import coordinate_pass
from services.matcher.domain.assignment.edges import (
    HIGHEST_SCORE,
    Assignment,
    Edges,
    canonical_order,
    validate,
)
from services.matcher.domain.assignment.graph import Graph, Matching, build_graph
from services.matcher.domain.assignment.greedy import select
from services.matcher.domain.assignment.two_exchange import two_exchange
from services.matcher.domain.ports import Flags, Integers, Longs

FINE = 64
"""Prices fall between scores; fine units a point of score."""

PASSES = 24
SUBSIDISED_PASSES = (8, 32)
"""With the minimum in view; the latter only where somebody would stay below it."""

SUBSIDY = HIGHEST_SCORE * FINE
AUGMENTING_PASSES = 4
DEPTHS = (0, 0, 0, 1, 1, 1)
DEPTHS_AFTER_TWO_EXCHANGE = (2, 1, 0)


def assign(
    edges: Edges,
    *,
    capacity: Integers,
    minimum: Integers,
    kept: Flags,
    start: Flags | None = None,
) -> Assignment:
    """Choose the pairs with the highest total score, everyone between minimum and capacity.

    A heuristic for maximum-weight b-matching with lower bounds, near the optimum and certified
    by the bound. The minimum comes first: as few people as possible are left with nothing, then
    as few pairs below the minimum as possible, then the total is as high as possible. The
    result depends on the set of pairs alone, not on their order, and is the same on every
    machine.

    Args:
        edges: m candidate pairs of n people.
        capacity: (n,), introductions at most; kept pairs count, and may exceed it.
        minimum: (n,), introductions at least, wherever feasible within capacity.
        kept: (m,), pairs that must stay.
        start: (m,), an earlier matching to build on: a pair of it ends only where a short path
            of exchanges gains by that, and nobody falls below the minimum by it. None to
            choose anew.

    Returns:
        The chosen pairs, among them all kept ones, and the certified bound of the total;
        no bound where the search began from an earlier matching.

    Raises:
        MisshapenEdges: the arrays do not fit together.
    """
    validate(edges, capacity=capacity, minimum=minimum, kept=kept)
    degree = _degree(edges, kept, capacity.size)
    residual = np.maximum(capacity - degree, 0).astype(np.int32)
    demand = np.maximum(np.minimum(minimum, capacity) - degree, 0).astype(np.int32)
    left, graph = _what_is_left(edges, kept, residual)
    matching = Matching(np.zeros(left.size, dtype=np.bool_), residual.copy(), -demand)
    bare = (degree == 0) & (demand > 0)
    if start is None:
        price, dual = _price(graph, residual, demand)
        bound = dual // FINE + int(edges.score[kept].sum(dtype=np.int64))
        select(graph, price, matching)
        _serve_bare(graph, matching, matching.surplus + demand - bare)
    else:
        bound = None
        select(graph, np.zeros(residual.size, dtype=np.int64), matching, start[left])
        bare &= matching.surplus + demand == 0
        _serve_bare(graph, matching, np.where(bare, -1, np.maximum(matching.surplus, 0)))
    augment(graph, matching, AUGMENTING_PASSES)
    _improve(graph, matching)
    chosen = kept.copy()
    chosen[left] = matching.chosen
    return Assignment(chosen, bound)


def _degree(edges: Edges, among: Flags, people: int) -> Longs:
    """Count everyone's pairs among some of the edges: (n,)."""
    return np.bincount(np.concatenate([edges.a[among], edges.b[among]]), minlength=people)


def _what_is_left(edges: Edges, kept: Flags, residual: Integers) -> tuple[Longs, Graph]:
    """Link the edges that could still be chosen: which they are, (m,), in order, and the graph."""
    order = canonical_order(edges, residual.size)
    left = order[(~kept & (residual[edges.a] > 0) & (residual[edges.b] > 0))[order]]
    weight = edges.score[left] * np.int32(FINE)
    return left, build_graph(edges.a[left], edges.b[left], weight, residual.size)


def _improve(graph: Graph, matching: Matching) -> None:
    local_search(graph, matching, DEPTHS)
    two_exchange(graph, matching)
    local_search(graph, matching, DEPTHS_AFTER_TWO_EXCHANGE)


def _price(graph: Graph, residual: Integers, demand: Integers) -> tuple[Longs, int]:
    """Price everyone, in fine units: (n,); and certify the bound before any subsidy."""
    if graph.weight.size == 0:
        return np.zeros(residual.size, dtype=np.int64), 0
    capacity = np.minimum(residual, np.diff(graph.start)).astype(np.int32)
    price = np.zeros(residual.size, dtype=np.int64)
    for _ in range(PASSES):
        coordinate_pass(graph, capacity, np.zeros_like(demand), price, 0)
    dual = certified_bound(graph, capacity, price)
    for passes in SUBSIDISED_PASSES:
        for _ in range(passes):
            coordinate_pass(graph, capacity, np.minimum(demand, capacity), price, SUBSIDY)
        if not (price < 0).any():
            break
    return price, dual


def _serve_bare(graph: Graph, matching: Matching, surplus: Integers) -> None:
    """Serve those who have nothing, before everyone is served up to the minimum.

    The people whom some assignment serves form a matroid (Edmonds and Fulkerson, *Transversals
    and matroid partition*, 1965), so serving the bottom first costs nothing later.

    Args:
        graph: m edges of n people.
        matching: changed in place.
        surplus: (n,), the edges that each can lose for that; -1 for who has nothing.
    """
    before = matching.surplus.copy()
    matching.surplus[:] = surplus
    augment(graph, matching, AUGMENTING_PASSES)
    matching.surplus[:] += before - surplus
