"""Finds for everyone the people worth scoring exactly, without an n x n array."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from services.matcher.domain.ports import Advance, Floats, Integers
from services.matcher.domain.scoring import Scorer

UNKNOWN = -1
"""The code of an industry or a company that nobody knows."""

_CELLS_AT_ONCE = 1 << 22
_MOST_ROWS = 256
_STEPS = 10_000.0


@dataclass(frozen=True)
class Rules:
    """Who may never be introduced to whom, among n attendees.

    `industry` and `company` are (n,) codes, equal for the same one, `UNKNOWN` if not known;
    colleagues and people of one industry never meet. `unknown_may_meet` says whether two
    people of unknown industries may. `forbidden_a` and `forbidden_b` are (m,) positions, a
    pair each, either way round.
    """

    industry: Integers
    company: Integers
    forbidden_a: Integers = field(default_factory=lambda: np.empty(0, np.int32))
    forbidden_b: Integers = field(default_factory=lambda: np.empty(0, np.int32))
    unknown_may_meet: bool = True


def find_candidates(
    scorer: Scorer, rules: Rules, k: int, advance: Advance = lambda _: None
) -> tuple[Integers, Integers]:
    """Find each attendee's k best allowed partners by the first-order score.

    The scan is exact: every pair is looked at, block by block, and the rules apply before
    the best are taken. Ties go to the smaller position.

    Args:
        scorer: of the event.
        rules: what is never allowed.
        k: partners per attendee; a pair is kept if either side chose it.
        advance: told how many attendees are done.

    Returns:
        Positions a < b, (m,) each, unique, sorted. People with nothing to match on are in
        no pair.
    """
    n = scorer.people
    banned = _banned(rules, n)
    codes = [np.empty(0, dtype=np.int64)]
    for people in _blocks(n):
        allowed = _allowed(scorer.first_order(people), people, rules, banned)
        row, column = _best(allowed, k)
        row += people.start
        codes.append(np.minimum(row, column) * n + np.maximum(row, column))
        advance(people.stop - people.start)
    pairs = np.unique(np.concatenate(codes))
    return (pairs // max(n, 1)).astype(np.int32), (pairs % max(n, 1)).astype(np.int32)


def _blocks(n: int) -> Iterator[slice]:
    rows = max(1, min(_MOST_ROWS, _CELLS_AT_ONCE // max(n, 1)))
    return (slice(first, min(first + rows, n)) for first in range(0, n, rows))


def _banned(rules: Rules, n: int) -> csr_array:
    a = np.concatenate([rules.forbidden_a, rules.forbidden_b])
    b = np.concatenate([rules.forbidden_b, rules.forbidden_a])
    return csr_array((np.ones(len(a), dtype=np.int32), (a, b)), shape=(n, n))


def _allowed(score: Floats, people: slice, rules: Rules, banned: csr_array) -> Floats:
    """Set what is not allowed to -inf, in place."""
    for codes in (rules.industry, rules.company):
        known = codes != UNKNOWN
        score[(codes[people, None] == codes) & known] = -np.inf
    if not rules.unknown_may_meet:
        unknown = rules.industry == UNKNOWN
        score[unknown[people, None] & unknown] = -np.inf
    score[banned[people].nonzero()] = -np.inf
    return score


def _best(score: Floats, k: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Take each row's k best in whole steps, so that ties are real and settled by position."""
    if k <= 0 or not score.size:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    score *= np.float32(_STEPS)
    np.rint(score, out=score)
    kth = max(score.shape[1] - k, 0)
    least = np.maximum(np.partition(score, kth, axis=1)[:, kth], np.finfo(np.float32).min)
    rows, columns = np.nonzero(score >= least[:, None])
    order = np.lexsort((columns, -score[rows, columns], rows))
    kept = order[np.arange(len(order)) - np.searchsorted(rows, rows) < k]
    return rows[kept], columns[kept]
