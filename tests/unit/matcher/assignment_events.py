"""Events to assign: drawn, random, and hard."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from services.matcher.domain.assignment import Assignment, Edges, assign
from services.matcher.domain.assignment.graph import Graph, Matching, build_graph
from services.matcher.domain.ports import Flags


@dataclass(frozen=True)
class Event:
    """Candidate pairs with everyone's limits."""

    edges: Edges
    capacity: NDArray[np.int32]
    minimum: NDArray[np.int32]
    kept: NDArray[np.bool_]

    def assigned(self) -> Assignment:
        return assign(self.edges, capacity=self.capacity, minimum=self.minimum, kept=self.kept)

    def degree(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        ends = np.concatenate([self.edges.a[chosen], self.edges.b[chosen]])
        return np.bincount(ends, minlength=self.capacity.size)

    def shortfall(self, chosen: NDArray[np.bool_]) -> int:
        return int(np.maximum(self.minimum - self.degree(chosen), 0).sum())

    def total(self, chosen: NDArray[np.bool_]) -> int:
        return int(self.edges.score[chosen].sum(dtype=np.int64))

    def graph(self) -> Graph:
        edges = self.edges
        return build_graph(edges.a, edges.b, edges.score, self.capacity.size)

    def matching(self, chosen: Flags) -> Matching:
        """Say what everyone can gain and lose where these pairs are chosen."""
        degree = self.degree(chosen).astype(np.int32)
        return Matching(chosen.copy(), self.capacity - degree, degree - self.minimum)

    def is_consistent(self, matching: Matching) -> bool:
        """Tell whether nobody exceeds the capacity, and the books say what is chosen."""
        books = self.matching(matching.chosen)
        return (
            bool((matching.residual >= 0).all())
            and books.residual.tolist() == matching.residual.tolist()
            and books.surplus.tolist() == matching.surplus.tolist()
        )


def integers(values: Sequence[int]) -> NDArray[np.int32]:
    return np.array(values, dtype=np.int32)


def event(
    pairs: Sequence[tuple[int, int, int]],
    capacity: Sequence[int],
    minimum: Sequence[int],
    kept: Sequence[int] = (),
) -> Event:
    """Make an event of (a, b, score) triples; `kept` lists positions."""
    a, b, score = (integers([pair[at] for pair in pairs]) for at in range(3))
    stays = np.zeros(len(pairs), dtype=np.bool_)
    stays[list(kept)] = True
    return Event(Edges(a, b, score), integers(capacity), integers(minimum), stays)


@st.composite
def events(draw: st.DrawFn, people: int = 9, pairs: int = 20, *, keeping: bool = True) -> Event:
    n = draw(st.integers(2, people))
    every = list(itertools.combinations(range(n), 2))
    picked = draw(st.lists(st.sampled_from(every), unique=True, max_size=pairs))
    top = draw(st.sampled_from([1, 10, 1_000_000]))
    scores = draw(st.lists(st.integers(0, top), min_size=len(picked), max_size=len(picked)))
    capacity = draw(st.lists(st.integers(0, 4), min_size=n, max_size=n))
    minimum = draw(st.lists(st.integers(0, 4), min_size=n, max_size=n))
    kept = [at for at in range(len(picked)) if keeping and draw(st.integers(0, 4)) == 0]
    triples = [(*pair, score) for pair, score in zip(picked, scores, strict=True)]
    return event(triples, capacity, minimum, kept)


def random_event(seed: int, people: int, pairs_each: float) -> Event:
    """Pair people at random, with limits that mostly can be met."""
    rng = np.random.default_rng(seed)
    a, b = np.triu_indices(people, 1)
    there = rng.random(a.size) < pairs_each / people
    a, b = a[there].astype(np.int32), b[there].astype(np.int32)
    score = rng.integers(0, 1_000_000, a.size).astype(np.int32)
    capacity = rng.integers(1, 6, people).astype(np.int32)
    minimum = np.minimum(capacity, rng.integers(0, 4, people)).astype(np.int32)
    return Event(Edges(a, b, score), capacity, minimum, np.zeros(a.size, dtype=np.bool_))


def small_event(seed: int) -> Event:
    """Pair up to ten people at random, half of the time with many equal scores."""
    rng = np.random.default_rng(seed)
    people = int(rng.integers(4, 11))
    a, b = (side.astype(np.int32) for side in np.triu_indices(people, 1))
    there = rng.random(a.size) < rng.choice([0.35, 0.6])
    a, b = a[there], b[there]
    score = rng.integers(0, rng.choice([4, 1000]), a.size).astype(np.int32)
    capacity = rng.integers(1, 4, people).astype(np.int32)
    minimum = np.minimum(capacity, rng.integers(0, 3, people)).astype(np.int32)
    return Event(Edges(a, b, score), capacity, minimum, np.zeros(a.size, dtype=np.bool_))


def some_chosen(one: Event, seed: int, share: float = 1.0) -> Flags:
    """Choose a part of the pairs, in any order, as far as they fit."""
    order = np.random.default_rng(seed).permutation(one.kept.size)
    chosen = np.zeros_like(one.kept)
    for edge in order[: round(share * order.size)]:
        chosen[edge] = True
        chosen[edge] = bool((one.degree(chosen) <= one.capacity).all())
    return chosen


def hard_event(people: int) -> Event:
    """Mix capacities, exclude 5 % of the pairs, leave 5 % of the people with about four."""
    rng = np.random.default_rng(people)
    a, b = np.triu_indices(people, 1)
    where = rng.normal(size=(people, 6))
    score = np.rint(1_000_000 / (1 + np.square(where[a] - where[b]).sum(axis=1) / 8))
    near = np.zeros((people, people))
    near[a, b] = near[b, a] = score
    twentieth = np.sort(near, axis=1)[:, -20]
    possible = np.where(rng.random(people) < 0.05, 0.15, 1.0)
    there = score >= np.minimum(twentieth[a], twentieth[b])
    there &= rng.random(a.size) < 0.95 * possible[a] * possible[b]
    edges = Edges(*(x[there].astype(np.int32) for x in (a, b, score)))
    capacity = rng.choice(integers([2, 5, 8, 12]), people)
    return Event(edges, capacity, np.minimum(capacity, integers(3)), np.zeros_like(there[there]))


def fewest_missing(hard: Event) -> float:
    """Find the least shortfall that a flow on the double cover reaches: no choice has less."""
    people = hard.capacity.size
    everyone, source, sink = np.arange(people), 2 * people, 2 * people + 1
    a, b = hard.edges.a.astype(np.int64), hard.edges.b.astype(np.int64)
    solver = SimpleMinCostFlow()
    tails, heads = np.concatenate([a, b]), np.concatenate([b, a]) + people
    ones = np.ones(tails.size, dtype=np.int64)
    solver.add_arcs_with_capacity_and_unit_cost(tails, heads, ones, 0 * ones)
    for places, cost in ((hard.minimum, -1), (hard.capacity - hard.minimum, 0)):
        costs = np.full(people, cost)
        outgoing, incoming = np.full(people, source), np.full(people, sink)
        solver.add_arcs_with_capacity_and_unit_cost(outgoing, everyone, places, costs)
        solver.add_arcs_with_capacity_and_unit_cost(everyone + people, incoming, places, costs)
    total = int(hard.capacity.sum())
    solver.add_arc_with_capacity_and_unit_cost(source, sink, total, 0)
    solver.set_node_supply(source, total)
    solver.set_node_supply(sink, -total)
    assert solver.solve() == solver.OPTIMAL
    return float(hard.minimum.sum()) + solver.optimal_cost() / 2
