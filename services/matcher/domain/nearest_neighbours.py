"""Looks at every pair of an event, and keeps each person's best allowed partners.

Exact k nearest neighbours by inner product: a blocked matrix product over half of the square.
The best k are taken while a block is at hand, so that no n x n array ever exists, and the
rules are asked before a pair is kept.
Whole numbers make the products exact: no order of blocks, threads or processors changes a
result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from services.matcher.domain.ports import Flags, Floats, Integers, Longs
from services.matcher.domain.rules import Barriers, barred
from services.matcher.domain.top_k import TopK, merge, new_top_k, push
from services.matcher.jit import compiled
from shared.progress import Advance, unheard

BLOCK = (512, 4096)
"""Rows and columns of the largest matrix product: 8 MB, which fit a processor's cache."""

_STRIDE = 64
_SCANNERS = 2


class ProxyVectors(NamedTuple):
    """A vector each, whose inner products order pairs about as their scores do.

    Attributes:
        vectors: (n, d), whole numbers; `vectors[i, mirror] @ vectors[j]`, below 2^24 in size,
            is the proxy score of i and j, the same as that of j and i.
        mirror: (d,), a permutation that undoes itself.
        present: (n,), whether there is anything to match on.
    """

    vectors: Floats
    mirror: Longs
    present: Flags


class ScoreBlock(NamedTuple):
    """The proxy scores of some people with some others.

    Attributes:
        score: (r, c).
        rows: (r,), positions.
        columns: (c,), positions.
    """

    score: Floats
    rows: Integers
    columns: Integers


def nearest_of_all(
    proxy: ProxyVectors,
    barriers: Barriers,
    k: int,
    advance: Advance = unheard,
    *,
    block: tuple[int, int] = BLOCK,
) -> TopK:
    """Find everyone's best k partners.

    Args:
        proxy: n people.
        barriers: who may not be introduced to whom.
        k: partners each, at least 1.
        advance: told how many people are done.
        block: rows and columns that are compared at once; means nothing to the result.
    """
    scanners = [_Scanner(proxy, barriers, k, block) for _ in range(_SCANNERS)]
    everyone = np.arange(len(proxy.vectors), dtype=np.int32)
    return _scan(scanners, _Scanner.scan_half, _parts(everyone, block[0]), advance)


def nearest_of(
    proxy: ProxyVectors,
    barriers: Barriers,
    who: Integers,
    k: int,
    *,
    block: tuple[int, int] = BLOCK,
) -> TopK:
    """Find some people's best k partners among everyone.

    Args:
        proxy: n people.
        barriers: who may not be introduced to whom.
        who: (m,), positions.
        k: partners each, at least 1.
        block: as `nearest_of_all` takes it.
    """
    scanners = [_Scanner(proxy, barriers, k, block) for _ in range(_SCANNERS)]
    return _scan(scanners, _Scanner.scan_whole, _parts(who, block[0]), unheard)


class _Scanner:
    """Scans some people after others, always in the same memory, into heaps of its own."""

    def __init__(
        self, proxy: ProxyVectors, barriers: Barriers, k: int, block: tuple[int, int]
    ) -> None:
        self._proxy = proxy
        self._barriers = barriers
        self._everyone = np.arange(len(proxy.vectors), dtype=np.int32)
        self._all_present = bool(proxy.present.all())
        self._columns = block[1]
        self._memory = np.empty(block[0] * max(block), dtype=np.float32)
        self.heaps = new_top_k(proxy.present, k)

    def scan_half(self, rows: Integers) -> None:
        """Compare neighbours with each other and with everyone after them, for both sides."""
        mirrored = self._proxy.vectors[rows][:, self._proxy.mirror]
        _keep_for_rows(self._block(mirrored, rows, rows), self.heaps, self._barriers)
        for columns in _parts(self._everyone[rows[-1] + 1 :], self._columns):
            block = self._block(mirrored, rows, columns)
            _keep_for_rows(block, self.heaps, self._barriers)
            _keep_for_columns(block, self.heaps, self._barriers)

    def scan_whole(self, rows: Integers) -> None:
        """Compare some people with everyone, for their side alone."""
        mirrored = self._proxy.vectors[rows][:, self._proxy.mirror]
        for columns in _parts(self._everyone, self._columns):
            block = self._block(mirrored, rows, columns)
            _keep_for_rows(block, self.heaps, self._barriers)

    def _block(self, mirrored: Floats, rows: Integers, columns: Integers) -> ScoreBlock:
        """Score against neighbours; good until the next call."""
        shape = len(rows), len(columns)
        score = self._memory[: shape[0] * shape[1]].reshape(shape)
        np.matmul(mirrored, self._proxy.vectors[columns[0] : columns[-1] + 1].T, out=score)
        if not self._all_present:
            score[~self._proxy.present[rows]] = -np.inf
            score[:, ~self._proxy.present[columns]] = -np.inf
        return ScoreBlock(score, rows, columns)


def _scan(
    scanners: list[_Scanner],
    scan: Callable[[_Scanner, Integers], None],
    parts: Iterable[Integers],
    advance: Advance,
) -> TopK:
    """Let scanners divide the work, each on one core; merged, they kept the best of all."""
    free: SimpleQueue[_Scanner] = SimpleQueue()
    for scanner in scanners:
        free.put(scanner)

    def take(rows: Integers) -> int:
        scanner = free.get()
        try:
            scan(scanner, rows)
        finally:
            free.put(scanner)
        return len(rows)

    with threadpool_limits(1, "blas"), ThreadPoolExecutor(len(scanners)) as pool:
        for done in pool.map(take, parts):
            advance(done)
    first, *others = (scanner.heaps for scanner in scanners)
    for other in others:
        merge(first, other)
    return first


def _parts(positions: Integers, size: int) -> Iterator[Integers]:
    return (positions[first : first + size] for first in range(0, len(positions), size))


@compiled
def _keep_for_rows(block: ScoreBlock, heaps: TopK, barriers: Barriers) -> None:
    for row in range(block.rows.size):
        person = block.rows[row]
        score = block.score[row]
        for first in range(0, score.size, _STRIDE):
            last = min(first + _STRIDE, score.size)
            threshold = heaps.threshold[person]
            found = 0
            for column in range(first, last):
                found += score[column] >= threshold
            if found == 0:
                continue
            for column in range(first, last):
                other = block.columns[column]
                good = score[column] >= heaps.threshold[person] and score[column] > -np.inf
                if good and not barred(barriers, person, other):
                    push(heaps, person, int(score[column]), other)


@compiled
def _keep_for_columns(block: ScoreBlock, heaps: TopK, barriers: Barriers) -> None:
    threshold = heaps.threshold[block.columns[0] : block.columns[-1] + 1]
    for row in range(block.rows.size):
        person = block.rows[row]
        score = block.score[row]
        for first in range(0, score.size, _STRIDE):
            last = min(first + _STRIDE, score.size)
            found = 0
            for column in range(first, last):
                found += score[column] >= threshold[column]
            if found == 0:
                continue
            for column in range(first, last):
                other = block.columns[column]
                good = score[column] >= threshold[column] and score[column] > -np.inf
                if good and not barred(barriers, other, person):
                    push(heaps, other, int(score[column]), person)
