"""Looks at every pair of an event, and keeps each person's best allowed partners.

A blocked matrix product over half of the square; the best k are taken while a block is at
hand, so that no n x n array ever exists, and the rules are asked before a pair takes a place.
Whole numbers make the products exact: no order of blocks, threads or processors changes a
result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from services.matcher.domain.jit import compiled
from services.matcher.domain.ports import Flags, Floats, Integers, Longs
from services.matcher.domain.rules import Barriers, barred
from services.matcher.domain.top_k import Heaps, merge, new_heaps, push
from shared.progress import Advance, unheard

_ROWS = 512
_COLUMNS = 4096
_STRIDE = 64
_SCANNERS = 2


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
    everyone = np.arange(len(crowd.vectors), dtype=np.int32)
    return _scan(crowd, barriers, k, _Scanner.scan_half, everyone, advance)


def scan_some(crowd: Crowd, barriers: Barriers, who: Integers, k: int) -> Heaps:
    """Find some people's best k partners among everyone.

    Args:
        crowd: n people.
        barriers: who may not be introduced to whom.
        who: (m,), positions.
        k: partners each, at least 1.
    """
    return _scan(crowd, barriers, k, _Scanner.scan_whole, who, unheard)


class _Scanner:
    """Scans some people after others, always in the same memory, into heaps of its own."""

    def __init__(self, crowd: Crowd, barriers: Barriers, k: int) -> None:
        self._crowd = crowd
        self._barriers = barriers
        self._everyone = np.arange(len(crowd.vectors), dtype=np.int32)
        self._all_present = bool(crowd.present.all())
        self._room = np.empty(_ROWS * _COLUMNS, dtype=np.float32)
        self.heaps = new_heaps(crowd.present, k)

    def scan_half(self, rows: Integers) -> None:
        """Compare neighbours with each other and with everyone after them, for both sides."""
        mirrored = self._crowd.vectors[rows][:, self._crowd.mirror]
        _keep_for_rows(self._block(mirrored, rows, rows), self.heaps, self._barriers)
        for columns in _parts(self._everyone[rows[-1] + 1 :], _COLUMNS):
            block = self._block(mirrored, rows, columns)
            _keep_for_rows(block, self.heaps, self._barriers)
            _keep_for_columns(block, self.heaps, self._barriers)

    def scan_whole(self, rows: Integers) -> None:
        """Compare some people with everyone, for their side alone."""
        mirrored = self._crowd.vectors[rows][:, self._crowd.mirror]
        for columns in _parts(self._everyone, _COLUMNS):
            block = self._block(mirrored, rows, columns)
            _keep_for_rows(block, self.heaps, self._barriers)

    def _block(self, mirrored: Floats, rows: Integers, columns: Integers) -> Block:
        """Score against neighbours; good until the next call."""
        shape = len(rows), len(columns)
        score = self._room[: shape[0] * shape[1]].reshape(shape)
        np.matmul(mirrored, self._crowd.vectors[columns[0] : columns[-1] + 1].T, out=score)
        if not self._all_present:
            score[~self._crowd.present[rows]] = -np.inf
            score[:, ~self._crowd.present[columns]] = -np.inf
        return Block(score, rows, columns)


def _scan(  # noqa: PLR0913, PLR0917 - whom to compare, how, and who is told
    crowd: Crowd,
    barriers: Barriers,
    k: int,
    scan: Callable[[_Scanner, Integers], None],
    who: Integers,
    advance: Advance,
) -> Heaps:
    """Let two scanners share the work, each on one core; merged, they kept the best of all."""
    scanners = [_Scanner(crowd, barriers, k) for _ in range(_SCANNERS)]
    free: SimpleQueue[_Scanner] = SimpleQueue()
    for scanner in scanners:
        free.put(scanner)

    def share(rows: Integers) -> int:
        scanner = free.get()
        try:
            scan(scanner, rows)
        finally:
            free.put(scanner)
        return len(rows)

    with threadpool_limits(1, "blas"), ThreadPoolExecutor(_SCANNERS) as pool:
        for done in pool.map(share, _parts(who, _ROWS)):
            advance(done)
    first, *others = (scanner.heaps for scanner in scanners)
    for other in others:
        merge(first, other)
    return first


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
