"""Ways to assign introductions, ours and others', each from an instance to shares of its pairs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from services.matcher.domain.assignment import assign
from services.matcher.domain.assignment.graph import Matching, build_graph
from services.matcher.domain.assignment.greedy import select
from tests.benchmarks.flows import flow, flow_with_minimum, rounded_flow
from tests.benchmarks.instances import Instance, Shares, planted

POINTS = 1_000_000
REWARD = 100.0  # for a place up to the minimum, in perfect scores
GAP = 1e-6

Method = Callable[[Instance], Shares]


def ours(instance: Instance) -> Shares:
    """Run the assignment."""
    kept = np.zeros(instance.edges.a.size, dtype=np.bool_)
    assignment = assign(
        instance.edges, capacity=instance.capacity, minimum=instance.minimum, kept=kept
    )
    return assignment.chosen.astype(np.float64)


def greedy(instance: Instance) -> Shares:
    """Take the best pairs first."""
    edges = instance.edges
    chosen = np.zeros(edges.a.size, dtype=np.bool_)
    matching = Matching(chosen, instance.capacity.copy(), np.zeros(instance.people, dtype=np.int32))
    graph = build_graph(edges.a, edges.b, edges.score, instance.people)
    select(graph, np.zeros(instance.people, np.int64), matching)
    return chosen.astype(np.float64)


def mutual_lists(instance: Instance) -> Shares:
    """Take the pairs in which both are on the other's list of best, as long as the capacity."""
    share: Shares = (_listings(instance) == 2).astype(np.float64)
    return share


def lists(instance: Instance) -> Shares:
    """Give everyone their best, as many as their capacity: whoever is listed receives it, too."""
    return (_listings(instance) >= 1).astype(np.float64)


def _listings(instance: Instance) -> Shares:
    edges = instance.edges
    graph = build_graph(edges.a, edges.b, edges.score, instance.people)
    owner = np.repeat(np.arange(instance.people), np.diff(graph.start))
    listed = np.arange(owner.size) - graph.start[owner] < instance.capacity[owner]
    times: Shares = np.bincount(graph.edge[listed], minlength=edges.a.size).astype(np.float64)
    return times


def linear_program(instance: Instance) -> Shares:
    """Solve the linear program with HiGHS."""
    from scipy.optimize import linprog

    cost = -instance.edges.score.astype(np.float64) / POINTS
    incidence = _incidence(instance)
    found = linprog(  # type: ignore[call-overload]  # its stubs know no sparse rows
        cost, A_ub=incidence, b_ub=instance.capacity, bounds=(0, 1)
    )
    return np.asarray(found.x)


def whole_program(instance: Instance) -> Shares:
    """Solve the whole problem with HiGHS' branch and bound: whole pairs, the minimum first."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import eye_array, hstack

    incidence, people = _incidence(instance), instance.people
    m = incidence.shape[1]
    lacking = hstack([incidence, eye_array(people)], format="csr")
    taken = hstack([incidence, csr_array((people, people))], format="csr")
    found = milp(
        np.concatenate([-instance.edges.score / POINTS, np.full(people, REWARD)]),
        integrality=np.ones(m + people, dtype=np.int64),
        bounds=Bounds(0, np.concatenate([np.ones(m), instance.minimum])),
        constraints=[
            LinearConstraint(taken, ub=instance.capacity),
            LinearConstraint(lacking, lb=instance.minimum),
        ],
        options={"mip_rel_gap": GAP},
    )
    assert found.x is not None
    return np.rint(found.x[:m])


def _incidence(instance: Instance) -> csr_array:
    """Say who is in which pair: (n, m), sparse."""
    m = instance.edges.a.size
    where = np.concatenate([instance.edges.a, instance.edges.b]), np.tile(np.arange(m), 2)
    return csr_array((np.ones(2 * m), where), shape=(instance.people, m))


def blossom(instance: Instance) -> Shares:
    """Match copies of people with networkx (Edmonds' blossoms): the best total, no minimum.

    Everyone has a copy a place, and every pair two nodes that either match each other (the
    pair is not made) or one copy each (it is).
    """
    import networkx as nx

    graph = nx.Graph()
    edges = instance.edges
    columns = (edges.a.tolist(), edges.b.tolist(), edges.score.tolist())
    for pair, (a, b, score) in enumerate(zip(*columns, strict=True)):
        halves = ("pair", pair, a), ("pair", pair, b)
        graph.add_edge(*halves, weight=score)
        for half in halves:
            for copy in range(int(instance.capacity[half[2]])):
                graph.add_edge(half, ("person", half[2], copy), weight=score)
    made = np.zeros(edges.a.size)
    for one, other in nx.max_weight_matching(graph):
        if one[0] != other[0]:
            made[one[1] if one[0] == "pair" else other[1]] += 1
    share: Shares = (made == 2).astype(np.float64)
    return share


class Timed(NamedTuple):
    """What a method chose, and how long that took."""

    share: Shares
    seconds: float


def timed(method: Method, instance: Instance) -> Timed:
    """Run a method in this process; its code is loaded and compiled on a tiny instance first."""
    if method is not blossom:
        method(planted(30, hard=False))
    start = time.perf_counter()
    share = method(instance)
    return Timed(share, time.perf_counter() - start)


METHODS: dict[str, Method] = {
    "ours: descent, greedy, exchanges": ours,
    "greedy (= b-Suitor)": greedy,
    "mutual top-capacity lists": mutual_lists,
    "OR-Tools flow: LP bound": flow,
    "OR-Tools flow: LP, minimum first": flow_with_minimum,
    "the same, rounded": rounded_flow,
    "HiGHS: LP": linear_program,
    "HiGHS: whole, minimum first": whole_program,
    "networkx: blossom, no minimum": blossom,
}
