"""Compare ways to assign introductions on one planted instance a size, in one table.

Usage: `python tests/benchmarks/assignment.py [--hard] [SIZE ...]` from the project's root.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from services.matcher.domain.assignment import Edges, assign
from services.matcher.domain.assignment.graph import Choice, link
from services.matcher.domain.assignment.greedy import take_best

CANDIDATES = 20
DIMENSIONS = 6
REWARD = 100_000_000  # a place below the minimum outweighs any exchange of scores

Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Instance:
    """Candidate pairs and what everyone can and should have."""

    edges: Edges
    capacity: NDArray[np.int32]
    minimum: NDArray[np.int32]


@dataclass(frozen=True)
class Measured:
    """What one method chose (a share of each pair), and what that took."""

    share: Shares
    seconds: float
    peak_mb: float


Method = Callable[[Instance], Shares]


def planted(people: int, *, hard: bool) -> Instance:
    """Plant people in a space, some near everyone and some near no one, 20 candidates each.

    The hard instance mixes capacities of 2, 5, 8 and 12, excludes 5 % of the pairs and leaves
    5 % of the people with about four.
    """
    rng = np.random.default_rng(people)
    edges = nearest(rng, people)
    if not hard:
        return Instance(edges, np.full(people, 5, np.int32), np.full(people, 3, np.int32))
    capacity = rng.choice(np.array([2, 5, 8, 12], dtype=np.int32), people)
    degree = np.bincount(np.concatenate([edges.a, edges.b]), minlength=people)
    possible = np.where(rng.random(people) < 0.05, 4 / np.maximum(degree, 4), 1.0)
    stays = rng.random(edges.a.size) < 0.95 * possible[edges.a] * possible[edges.b]
    edges = Edges(edges.a[stays], edges.b[stays], edges.score[stays])
    return Instance(edges, capacity, np.minimum(capacity, 3))


def nearest(rng: np.random.Generator, people: int) -> Edges:
    """Pair everyone with the nearest; `distance` (squared) keeps some away from everyone."""
    from scipy.spatial import cKDTree

    where = rng.normal(size=(people, DIMENSIONS))
    distance = rng.exponential(0.3, size=people)
    tree = cKDTree(np.column_stack([where, np.sqrt(distance)]))
    found = tree.query(np.column_stack([where, np.zeros(people)]), k=CANDIDATES + 1, workers=2)[1]
    one = np.repeat(np.arange(people), CANDIDATES + 1)
    pairs = np.column_stack([one, found.ravel()])
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
    a, b = pairs[:, 0], pairs[:, 1]
    apart = np.square(where[a] - where[b]).sum(axis=1) + distance[a] + distance[b]
    score = np.rint(1_000_000 / (1 + apart / 8)).astype(np.int32)
    return Edges(a.astype(np.int32), b.astype(np.int32), score)


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
    people = instance.capacity.size
    chosen = np.zeros(edges.a.size, dtype=np.bool_)
    choice = Choice(chosen, instance.capacity.copy(), np.zeros(people, dtype=np.int32))
    take_best(link(edges.a, edges.b, edges.score, people), np.zeros(people, np.int64), choice)
    return chosen.astype(np.float64)


def mutual_lists(instance: Instance) -> Shares:
    """Take the pairs in which both are on the other's list of best, as long as the capacity."""
    edges = instance.edges
    graph = link(edges.a, edges.b, edges.score, instance.capacity.size)
    owner = np.repeat(np.arange(instance.capacity.size), np.diff(graph.start))
    listed = np.arange(owner.size) - graph.start[owner] < instance.capacity[owner]
    return (np.bincount(graph.edge[listed], minlength=edges.a.size) == 2).astype(np.float64)


def flow(instance: Instance) -> Shares:
    """Solve the linear program: a min-cost flow on the bipartite double cover."""
    return double_cover(instance, 0)


def flow_with_minimum(instance: Instance) -> Shares:
    """Solve the linear program in which the minimum comes first."""
    return double_cover(instance, REWARD)


def double_cover(instance: Instance, reward: int) -> Shares:
    """Send each person's places from one side to the other; a pair is two half arcs."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    a, b, score = (x.astype(np.int64) for x in _columns(instance.edges))
    people = instance.capacity.size
    source, sink = 2 * people, 2 * people + 1
    solver = SimpleMinCostFlow()
    pairs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([a, b]),
        np.concatenate([b, a]) + people,
        np.ones(2 * a.size, dtype=np.int64),
        -np.concatenate([score, score]),
    )
    everyone = np.arange(people)
    for places, cost in (
        (instance.minimum, -reward),
        (instance.capacity - instance.minimum, 0),
    ):
        costs = np.full(people, cost)
        solver.add_arcs_with_capacity_and_unit_cost(
            np.full(people, source), everyone, places, costs
        )
        solver.add_arcs_with_capacity_and_unit_cost(
            everyone + people, np.full(people, sink), places, costs
        )
    total = int(instance.capacity.sum())
    solver.add_arc_with_capacity_and_unit_cost(source, sink, total, 0)
    solver.set_node_supply(source, total)
    solver.set_node_supply(sink, -total)
    if solver.solve() != solver.OPTIMAL:
        raise ArithmeticError("the flow has no optimum")
    return np.asarray(solver.flows(pairs)).reshape(2, -1).sum(axis=0) / 2


def _columns(edges: Edges) -> tuple[NDArray[np.int32], ...]:
    return edges.a, edges.b, edges.score


METHODS: tuple[tuple[str, Method], ...] = (
    ("prices, greedy, chains", ours),
    ("greedy", greedy),
    ("mutual top-capacity lists", mutual_lists),
    ("flow: LP bound", flow),
    ("flow: LP, minimum first", flow_with_minimum),
)


def measure(method: Method, instance: Instance) -> Measured:
    """Run a method in this process; compiled code is loaded on a tiny instance first."""
    if method in (ours, greedy, mutual_lists):
        method(planted(30, hard=False))
    start = time.perf_counter()
    share = method(instance)
    seconds = time.perf_counter() - start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(share, seconds, peak_mb)


def compare(people: int, *, hard: bool) -> None:
    """Print the table of one size; every method has a process of its own."""
    instance = planted(people, hard=hard)
    measured = {}
    for name, method in METHODS:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            measured[name] = pool.submit(measure, method, instance).result()
    bound = float(measured["flow: LP bound"].share @ instance.edges.score)
    kind = "hard" if hard else "capacity 5, minimum 3"
    print(f"\n{people} people, {instance.edges.a.size} pairs, {kind}")
    print(f"{'':26} seconds  of LP bound  at minimum   below  left out  peak MB")
    for name, one in measured.items():
        print(row(name, instance, one, bound))


def row(name: str, instance: Instance, measured: Measured, bound: float) -> str:
    """Write one method's line."""
    edges = instance.edges
    ends = np.concatenate([edges.a, edges.b])
    shares = np.concatenate([measured.share, measured.share])
    degree = np.bincount(ends, weights=shares, minlength=instance.capacity.size)
    below = int((degree < instance.minimum).sum())
    return (
        f"{name:26} {measured.seconds:7.2f} {measured.share @ edges.score / bound:12.3%} "
        f"{1 - below / degree.size:11.3%} {below:7d} {int((degree == 0).sum()):9d} "
        f"{measured.peak_mb:8.0f}"
    )


def main() -> None:
    """Compare at the sizes given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--hard", action="store_true")
    options = parser.parse_args()
    for people in options.sizes:
        compare(people, hard=options.hard)


if __name__ == "__main__":
    main()
