"""Looks at every pair of an event, and keeps each person's best allowed partners.

A blocked matrix product over half of the square; the best k are taken while a block is at
hand, so that no n x n array ever exists, and the rules are asked before a pair takes a place.
Whole numbers make the products exact: no order of blocks, threads or processors changes a
result.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from services.matcher.domain.compiled import compiled
from services.matcher.domain.heaps import Heaps, new_heaps, push
from services.matcher.domain.ports import Advance, Flags, Floats, Integers, Longs, unheard
from services.matcher.domain.rules import Barriers, barred

_ROWS = 512
_COLUMNS = 4096
_STRIDE = 64


class Crowd(NamedTuple):
    """The people whom a scan compares.

    Attributes:
        vectors: (n, d), whole numbers; `vectors[i, mirror] @ vectors[j]`, below 2^24 in size,
            is the score of i and j, the same as that of j and i.
        mirror: (d,), a permutation that undoes itself.
        present: (n,), whether there is anything to match on.
    """

    vectors: Floats
    mirror: Longs
    present: Flags


class Block(NamedTuple):
    """The scores of some people with some others.

    Attributes:
        score: (r, c).
        rows: (r,), positions.
        columns: (c,), positions.
    """

    score: Floats
    rows: Integers
    columns: Integers


def scan_all(crowd: Crowd, barriers: Barriers, k: int, advance: Advance = unheard) -> Heaps:
    """Find everyone's best k partners.

    Args:
        crowd: n people.
        barriers: who may not be introduced to whom.
        k: partners each, at least 1.
        advance: told how many people are done.
    """
    heaps = new_heaps(crowd.present, k)
    everyone = np.arange(len(crowd.vectors), dtype=np.int32)
    scores = _Scores(crowd)
    with ThreadPoolExecutor(2) as pool:
        for rows in _parts(everyone, _ROWS):
            scores.turn_to(rows)
            _keep_for_rows(scores.against(rows), heaps, barriers)
            for columns in _parts(everyone[rows[-1] + 1 :], _COLUMNS):
                block = scores.against(columns)
                sides: list[Future[None]] = [
                    pool.submit(keep, block, heaps, barriers)
                    for keep in (_keep_for_rows, _keep_for_columns)
                ]
                for side in sides:
                    side.result()
            advance(len(rows))
    return heaps


def scan_some(crowd: Crowd, barriers: Barriers, who: Integers, k: int) -> Heaps:
    """Find some people's best k partners among everyone.

    Args:
        crowd: n people.
        barriers: who may not be introduced to whom.
        who: (m,), positions.
        k: partners each, at least 1.
    """
    heaps = new_heaps(crowd.present, k)
    everyone = np.arange(len(crowd.vectors), dtype=np.int32)
    scores = _Scores(crowd)
    for rows in _parts(who, _ROWS):
        scores.turn_to(rows)
        for columns in _parts(everyone, _COLUMNS):
            _keep_for_rows(scores.against(columns), heaps, barriers)
    return heaps


class _Scores:
    """Scores some people against others, always in the same memory."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._room = np.empty(_ROWS * _COLUMNS, dtype=np.float32)
        self._all_present = bool(crowd.present.all())

    def turn_to(self, rows: Integers) -> None:
        self._rows = rows
        self._mirrored = self._crowd.vectors[rows][:, self._crowd.mirror]

    def against(self, columns: Integers) -> Block:
        """Score against neighbours; good until the next call."""
        shape = len(self._rows), len(columns)
        score = self._room[: shape[0] * shape[1]].reshape(shape)
        others = self._crowd.vectors[columns[0] : columns[-1] + 1]
        np.matmul(self._mirrored, others.T, out=score)
        if not self._all_present:
            score[~self._crowd.present[self._rows]] = -np.inf
            score[:, ~self._crowd.present[columns]] = -np.inf
        return Block(score, self._rows, columns)


def _parts(positions: Integers, size: int) -> Iterator[Integers]:
    return (positions[first : first + size] for first in range(0, len(positions), size))


@compiled
def _keep_for_rows(block: Block, heaps: Heaps, barriers: Barriers) -> None:
    for row in range(block.rows.size):
        person = block.rows[row]
        score = block.score[row]
        for first in range(0, score.size, _STRIDE):
            last = min(first + _STRIDE, score.size)
            least = heaps.least[person]
            found = 0
            for column in range(first, last):
                found += score[column] >= least
            if found == 0:
                continue
            for column in range(first, last):
                other = block.columns[column]
                good = score[column] >= heaps.least[person] and score[column] > -np.inf
                if good and not barred(barriers, person, other):
                    push(heaps, person, int(score[column]), other)


@compiled
def _keep_for_columns(block: Block, heaps: Heaps, barriers: Barriers) -> None:
    least = heaps.least[block.columns[0] : block.columns[-1] + 1]
    for row in range(block.rows.size):
        person = block.rows[row]
        score = block.score[row]
        for first in range(0, score.size, _STRIDE):
            last = min(first + _STRIDE, score.size)
            found = 0
            for column in range(first, last):
                found += score[column] >= least[column]
            if found == 0:
                continue
            for column in range(first, last):
                other = block.columns[column]
                good = score[column] >= least[column] and score[column] > -np.inf
                if good and not barred(barriers, other, person):
                    push(heaps, other, int(score[column]), person)
