"""Keeps each person's best few partners while pairs stream by: a bounded min-heap each.

Williams, *Algorithm 232: Heapsort*, 1964, with the least of the k best at the root, which is
what a further partner has to beat.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from services.matcher.domain.ports import Flags, Floats, Integers, Longs
from services.matcher.jit import compiled

EMPTY = -(1 << 62)
_SHIFT = 32
_LOW = (1 << _SHIFT) - 1


class TopK(NamedTuple):
    """The best k partners of n people so far: a min-heap each.

    Attributes:
        key: (n, k), score and partner in one number, so that ties go to the smaller position
            and the order in which pairs come means nothing; EMPTY where there is none yet.
        threshold: (n,), the score that a further partner has to reach; infinite for who takes
            none.
    """

    key: Longs
    threshold: Floats


def new_top_k(takes: Flags, k: int) -> TopK:
    """Make empty heaps.

    Args:
        takes: (n,), whether each person takes any partners.
        k: partners each, at least 1.
    """
    key = np.full((len(takes), k), EMPTY, dtype=np.int64)
    return TopK(key, np.where(takes, -np.inf, np.inf).astype(np.float32))


def kept_pairs(heaps: TopK) -> tuple[Integers, Integers]:
    """List everyone with each of their partners: rows and partners, (m,) each."""
    rows, at = np.nonzero(heaps.key != EMPTY)
    partners = _LOW - (heaps.key[rows, at] & _LOW)
    return rows.astype(np.int32), partners.astype(np.int32)


@compiled
def _key(score: int, partner: int) -> int:
    return (int(score) << _SHIFT) + (_LOW - int(partner))


@compiled
def holds(heaps: TopK, row: int, score: int, partner: int) -> bool:
    """Tell whether a partner is among those kept; arguments as in `push`."""
    return bool(_key(score, partner) >= heaps.key[row, 0])


@compiled
def push(heaps: TopK, row: int, score: int, partner: int) -> None:
    """Take a partner in if they beat the least one kept.

    Args:
        heaps: changed in place.
        row: whose heap.
        score: a whole number, within 2^29.
        partner: a position.
    """
    key = _key(score, partner)
    heap = heaps.key[row]
    if key <= heap[0]:
        return
    at = 0
    child = 1
    while child < heap.size:
        if child + 1 < heap.size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = key
    if heap[0] != EMPTY:
        heaps.threshold[row] = heap[0] >> _SHIFT


@compiled
def merge(heaps: TopK, others: TopK) -> None:
    """Take in all partners that other heaps of the same people kept."""
    for row in range(heaps.threshold.size):
        for key in others.key[row]:
            if key != EMPTY:
                push(heaps, row, key >> _SHIFT, _LOW - (key & _LOW))
