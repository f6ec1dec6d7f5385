"""Compiles the assignment while Rapport is set up, so that no first round has to wait for it."""

from __future__ import annotations

import numpy as np

from services.matcher.domain.assignment import Edges, assign

PEOPLE = 120
CANDIDATES = 900


def main() -> None:
    """Assign a small crowd, tight enough that every step has something to do."""
    choose = np.random.default_rng(1)
    ends = np.sort(choose.integers(0, PEOPLE, (CANDIDATES, 2)), axis=1)
    ends = np.unique(ends[ends[:, 0] < ends[:, 1]], axis=0)
    a, b = ends[:, 0].astype(np.int32), ends[:, 1].astype(np.int32)
    score = choose.integers(0, 1_000_000, len(a)).astype(np.int32)
    capacity = choose.integers(2, 6, PEOPLE).astype(np.int32)
    minimum = np.minimum(capacity, 4).astype(np.int32)
    assign(Edges(a, b, score), capacity=capacity, minimum=minimum, kept=np.zeros(len(a), bool))


if __name__ == "__main__":
    main()
