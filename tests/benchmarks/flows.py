"""The assignment's linear program as a min-cost flow (OR-Tools), and its rounding."""

from __future__ import annotations

from typing import Any

import numpy as np

from services.matcher.domain.assignment.graph import Matching, build_graph
from services.matcher.domain.assignment.greedy import select
from tests.benchmarks.instances import Instance, Shares

REWARD = 100_000_000  # a place below the minimum outweighs any exchange of scores


def flow(instance: Instance) -> Shares:
    """Solve the linear program: a min-cost flow on the bipartite double cover."""
    return double_cover(instance, 0)


def flow_with_minimum(instance: Instance) -> Shares:
    """Solve the linear program in which the minimum comes first."""
    return double_cover(instance, REWARD)


def rounded_flow(instance: Instance) -> Shares:
    """Solve the program with the minimum first, keep whole pairs, take the best of the halves."""
    share = flow_with_minimum(instance)
    edges, whole = instance.edges, share == 1
    used = instance.degree(whole.astype(np.float64)).astype(np.int32)
    matching = Matching(whole.copy(), instance.capacity - used, used - instance.minimum)
    graph = build_graph(edges.a, edges.b, edges.score, instance.people)
    select(graph, np.zeros(instance.people, np.int64), matching, share == 0.5)
    select(graph, np.zeros(instance.people, np.int64), matching, ~matching.chosen)
    return matching.chosen.astype(np.float64)


def double_cover(instance: Instance, reward: int) -> Shares:
    """Send each person's places from one side to the other; a pair is two half arcs.

    Args:
        instance: m pairs of n people.
        reward: for every place up to the minimum.

    Returns:
        (m,), 0, a half or 1.

    Raises:
        ArithmeticError: the solver found no optimum.
    """
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    edges = instance.edges
    a, b, score = (x.astype(np.int64) for x in (edges.a, edges.b, edges.score))
    solver = SimpleMinCostFlow()
    pairs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([a, b]),
        np.concatenate([b, a]) + instance.people,
        np.ones(2 * a.size, dtype=np.int64),
        -np.concatenate([score, score]),
    )
    _add_places(solver, instance, reward)
    if solver.solve() != solver.OPTIMAL:
        raise ArithmeticError("the flow has no optimum")
    halves = np.asarray(solver.flows(pairs), dtype=np.float64).reshape(2, -1)
    share: Shares = halves.sum(axis=0) / 2
    return share


def _add_places(solver: Any, instance: Instance, reward: int) -> None:
    people = instance.people
    source, sink = 2 * people, 2 * people + 1
    everyone = np.arange(people)
    for places, cost in (
        (instance.minimum, -reward),
        (instance.capacity - instance.minimum, 0),
    ):
        costs = np.full(people, cost)
        for tail, head in (
            (np.full(people, source), everyone),
            (everyone + people, np.full(people, sink)),
        ):
            solver.add_arcs_with_capacity_and_unit_cost(tail, head, places, costs)
    total = int(instance.capacity.sum())
    solver.add_arc_with_capacity_and_unit_cost(source, sink, total, 0)
    solver.set_node_supply(source, total)
    solver.set_node_supply(sink, -total)
