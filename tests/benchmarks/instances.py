"""Planted instances of the assignment: who could meet whom, and how many each can take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.assignment import Edges

CANDIDATES = 20
DIMENSIONS = 6

Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Instance:
    """m candidate pairs of n people, and what everyone can and should have: (n,) each."""

    edges: Edges
    capacity: NDArray[np.int32]
    minimum: NDArray[np.int32]

    @property
    def people(self) -> int:
        """Count the people."""
        return self.capacity.size

    def degree(self, share: Shares) -> Shares:
        """Count everyone's introductions, (n,), of which (m,) `share` says how much is made."""
        ends = np.concatenate([self.edges.a, self.edges.b])
        weights = np.concatenate([share, share])
        return np.bincount(ends, weights, self.people).astype(np.float64, copy=False)


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
