"""Compares two sides three ways: meaning on average, meaning phrase by phrase, and words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.background import Doubles
from services.matcher.domain.ports import Integers
from services.matcher.domain.sides import Side

_PAIRS_AT_ONCE = 1 << 15
_PHRASES_AT_ONCE = 1 << 11


def mean_likeness(left: Side, right: Side, a: Integers, b: Integers) -> Doubles:
    """Compare what pairs mean on average.

    Args:
        left: of the first of each pair.
        right: of the second.
        a: (m,), positions of the first.
        b: (m,), positions of the second.

    Returns:
        (m,), cosines in [-1, 1].
    """
    found = np.empty(len(a))
    for part in _parts(len(a)):
        found[part] = np.einsum("ij,ij->i", left.mean[a[part]], right.mean[b[part]])
    return found


def word_likeness(left: Side, right: Side, a: Integers, b: Integers) -> Doubles:
    """Compare the words of pairs; arguments and result as in `mean_likeness`."""
    found = np.empty(len(a))
    for part in _parts(len(a)):
        found[part] = left.words[a[part]].multiply(right.words[b[part]]).sum(axis=1)
    return found


def phrase_likeness(left: Side, right: Side, a: Integers, b: Integers) -> Doubles:
    """Compare pairs phrase by phrase, each with its best match, both ways.

    Arguments and result as in `mean_likeness`; a pair in which one brings nothing is 0.
    """
    found = np.zeros(len(a))
    usable = np.flatnonzero(left.stated[a] & right.stated[b])
    order = usable[np.argsort(a[usable], kind="stable")]
    groups = np.split(order, np.flatnonzero(np.diff(a[order])) + 1)
    for group in groups:
        if len(group):
            found[group] = _one_with_many(left, right, int(a[group[0]]), b[group])
    return found


def phrase_table(left: Side, right: Side, anchors: Integers) -> Iterator[tuple[slice, Doubles]]:
    """Compare everyone of `left` with the anchors of `right`, phrase by phrase.

    Args:
        left: of n attendees.
        right: of the same attendees.
        anchors: (k,), positions of people who bring something to `right`.

    Yields:
        A slice of the attendees and their (m, k) likenesses; 0 for who brings nothing.
    """
    theirs, starts = _gathered(right, anchors)
    columns = right.vectors[right.phrase[theirs]].T
    first = 0
    while first < len(left.starts) - 1:
        reach = left.starts[first] + _PHRASES_AT_ONCE
        last = max(int(np.searchsorted(left.starts, reach, side="right")) - 1, first + 1)
        yield slice(first, last), _block(left, slice(first, last), columns, starts, right, theirs)
        first = last


def _block(  # noqa: PLR0913, PLR0917 - two sides and where they are cut
    left: Side,
    people: slice,
    columns: NDArray[np.float32],
    starts: NDArray[np.int64],
    right: Side,
    theirs: NDArray[np.int64],
) -> Doubles:
    found = np.zeros((people.stop - people.start, len(starts)))
    own = slice(int(left.starts[people.start]), int(left.starts[people.stop]))
    who = np.flatnonzero(left.stated[people])
    if not len(who) or not len(starts):
        return found
    begins = left.starts[people][who] - own.start
    cosines = left.vectors[left.phrase[own]] @ columns
    given = np.maximum.reduceat(cosines, starts, axis=1) * left.weight[own, None]
    taken = np.maximum.reduceat(cosines, begins, axis=0) * right.weight[theirs]
    found[who] = np.minimum(
        np.add.reduceat(given, begins, axis=0), np.add.reduceat(taken, starts, axis=1)
    )
    return found


def _one_with_many(left: Side, right: Side, one: int, many: Integers) -> Doubles:
    mine = left.phrases_of(one)
    theirs, starts = _gathered(right, many)
    cosines = left.vectors[left.phrase[mine]] @ right.vectors[right.phrase[theirs]].T
    given = left.weight[mine] @ np.maximum.reduceat(cosines, starts, axis=1).astype(np.float64)
    taken = np.add.reduceat(cosines.max(axis=0) * right.weight[theirs], starts)
    both: Doubles = np.minimum(given, taken)
    return both


def _gathered(side: Side, people: Integers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Line up the entries of some people: where each entry is, and where each person starts."""
    sizes = np.diff(side.starts)[people]
    starts = np.cumsum(sizes) - sizes
    entries = np.arange(int(sizes.sum())) + np.repeat(side.starts[people] - starts, sizes)
    return entries, starts


def _parts(length: int) -> Iterator[slice]:
    for first in range(0, length, _PAIRS_AT_ONCE):
        yield slice(first, min(first + _PAIRS_AT_ONCE, length))
