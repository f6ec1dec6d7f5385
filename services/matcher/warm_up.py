"""Does at set-up what no first round should wait for: compiles, and prepares the model."""

from __future__ import annotations

import numpy as np

from services.matcher.domain.assignment import Edges, assign
from services.matcher.domain.industries import anchor_texts
from services.matcher.main import build_embed

PEOPLE = 120
CANDIDATES = 900


def main() -> None:
    """Compile the assignment and prepare the default model."""
    compile_assignment()
    build_embed()(anchor_texts())


def compile_assignment() -> None:
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
