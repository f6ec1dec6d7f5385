"""Leaves places free for people who are still expected."""

from __future__ import annotations

import heapq
import math
from dataclasses import replace

import numpy as np

from services.matcher.domain.ports import Flags
from services.matcher.domain.selection import Limits, Selection

_DIGITS = 6


def places_for(share: float, people: int, minimum: int) -> int:
    """Count the places that so many more people need for their minimum.

    Args:
        share: of the people's number that is still expected, in [0, 1].
        people: how many there are.
        minimum: introductions that each of them should get.
    """
    return math.ceil(round(share * people, _DIGITS)) * minimum


def leave_room(selection: Selection, limits: Limits, kept: Flags, places: int) -> Selection:
    """Give up pairs until so many places are free, or nobody can spare one.

    They are taken from those with the most introductions, the weakest first; nobody falls below
    the minimum.

    Args:
        selection: among m pairs of n people.
        limits: everyone's.
        kept: (m,), pairs that stay.
        places: to be free, over all.
    """
    chosen = selection.chosen.copy()
    degree = selection.pairs().degree(len(limits.capacity)).tolist()
    free = int(np.maximum(limits.capacity - np.array(degree, dtype=np.int64), 0).sum())
    least = limits.minimum.tolist()
    edges = selection.edges
    a, b, score = (part.tolist() for part in (edges.a, edges.b, edges.score))

    def rank(pair: int) -> tuple[int, int, int, int]:
        one, other = degree[a[pair]], degree[b[pair]]
        return -min(one, other), -max(one, other), score[pair], pair

    spare = [rank(pair) for pair in np.flatnonzero(chosen & ~kept).tolist()]
    heapq.heapify(spare)
    while spare and free < places:
        ranked = heapq.heappop(spare)
        pair = ranked[-1]
        if any(degree[side] <= least[side] for side in (a[pair], b[pair])):
            continue
        if ranked != (now := rank(pair)):
            heapq.heappush(spare, now)
            continue
        chosen[pair] = False
        for side in (a[pair], b[pair]):
            degree[side] -= 1
        free += 2
    return replace(selection, chosen=chosen)
