"""Keeps each person's best few partners while pairs stream by."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.jit import compiled
from services.matcher.domain.ports import Flags, Floats, Integers

Keys = NDArray[np.int64]

EMPTY = -(1 << 62)
_SHIFT = 32
_LOW = (1 << _SHIFT) - 1


class Heaps(NamedTuple):
    """The best k partners of n people so far: a min-heap each.

    Attributes:
        key: (n, k), score and partner in one number, so that ties go to the smaller position
            and the order in which pairs come means nothing; EMPTY where there is none yet.
        least: (n,), the score that a further partner has to reach.
    """

    key: Keys
    least: Floats


def new_heaps(takes: Flags, k: int) -> Heaps:
    """Make room for k partners, at least 1, of each of the (n,) people who take any."""
    key = np.full((len(takes), k), EMPTY, dtype=np.int64)
    return Heaps(key, np.where(takes, -np.inf, np.inf).astype(np.float32))


def pairs_of(heaps: Heaps) -> tuple[Integers, Integers]:
    """List everyone and their partners: rows and partners, (m,) each."""
    rows, places = np.nonzero(heaps.key != EMPTY)
    partners = _LOW - (heaps.key[rows, places] & _LOW)
    return rows.astype(np.int32), partners.astype(np.int32)


@compiled
def _key(score: int, partner: int) -> int:
    return (int(score) << _SHIFT) + (_LOW - int(partner))


@compiled
def holds(heaps: Heaps, row: int, score: int, partner: int) -> bool:
    """Tell whether a partner is among those kept; arguments as in `push`."""
    return bool(_key(score, partner) >= heaps.key[row, 0])


@compiled
def push(heaps: Heaps, row: int, score: int, partner: int) -> None:
    """Take a partner in if they beat the least one kept.

    Args:
        heaps: changed in place.
        row: whose heap.
        score: within 2^29.
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
        heaps.least[row] = heap[0] >> _SHIFT


@compiled
def merge(heaps: Heaps, others: Heaps) -> None:
    """Take in all partners that other heaps of the same people kept."""
    for row in range(heaps.least.size):
        for key in others.key[row]:
            if key != EMPTY:
                push(heaps, row, key >> _SHIFT, _LOW - (key & _LOW))
