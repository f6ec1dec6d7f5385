"""What the assignment takes and gives back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from services.matcher.domain.ports import Flags, Integers, Longs

HIGHEST_SCORE = 1_000_000


class MisshapenEdges(ValueError):
    """The candidate pairs are no simple graph over these people."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Candidate pairs of people, each listed once, in any order.

    Attributes:
        a: (m,), the pair's lower index.
        b: (m,), the pair's higher index.
        score: (m,), integer, in [0, 1_000_000].
    """

    a: Integers
    b: Integers
    score: Integers


@dataclass(frozen=True, slots=True)
class Assignment:
    """A b-matching: which candidate pairs are introduced.

    Attributes:
        chosen: (m,), whether the pair is chosen.
        bound: no matching within capacity has a higher total score, whatever it does about the
            minimum; certified by the prices (linear programming duality). None where the
            search began from an earlier matching, without prices.
    """

    chosen: Flags
    bound: int | None


def validate(edges: Edges, *, capacity: Integers, minimum: Integers, kept: Flags) -> None:
    """Refuse what does not fit together.

    Args:
        edges: m candidate pairs.
        capacity: (n,), introductions at most.
        minimum: (n,), introductions at least.
        kept: (m,), pairs that must stay.

    Raises:
        MisshapenEdges: says what does not fit.
    """
    if not (edges.a.shape == edges.b.shape == edges.score.shape == kept.shape):
        raise MisshapenEdges("a, b, score and kept differ in length")
    if capacity.shape != minimum.shape:
        raise MisshapenEdges("capacity and minimum differ in length")
    if capacity.size and min(int(capacity.min()), int(minimum.min())) < 0:
        raise MisshapenEdges("a capacity or a minimum is negative")
    if edges.a.size:
        _validate_pairs(edges, capacity.size)


def _validate_pairs(edges: Edges, people: int) -> None:
    if int(edges.a.min()) < 0 or int(edges.b.max()) >= people or (edges.a >= edges.b).any():
        raise MisshapenEdges(f"a pair is not 0 <= a < b < {people}")
    if int(edges.score.min()) < 0 or int(edges.score.max()) > HIGHEST_SCORE:
        raise MisshapenEdges(f"a score is outside 0..{HIGHEST_SCORE}")


def canonical_order(edges: Edges, people: int) -> Longs:
    """Order the pairs by (a, b), so that the order of the input means nothing.

    Args:
        edges: m candidate pairs.
        people: n.

    Returns:
        (m,), the pairs' indices in that order.

    Raises:
        MisshapenEdges: a pair is listed twice.
    """
    key = edges.a.astype(np.int64) * people + edges.b
    if (key[1:] > key[:-1]).all():
        return np.arange(key.size)
    order = np.argsort(key)
    if (np.diff(key[order]) == 0).any():
        raise MisshapenEdges("a pair is listed twice")
    return order
