"""What is usual for everyone at an event, so that a likeness can be read against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from services.matcher.domain.centering import unpacked
from services.matcher.domain.idf import anchors, evenly, rows_at_once
from services.matcher.domain.jit import compiled, in_parts
from services.matcher.domain.ports import Doubles, Floats, Integers
from services.matcher.domain.representations import Entries, Side

_PRIOR_PEOPLE = 10.0
_MOST_FOR_DIRECTIONS = 1 << 12
_PEOPLE_AT_ONCE = 1 << 13


@dataclass(frozen=True)
class Stranger:
    """The likeness of strangers at any event: what few people's likenesses lean towards."""

    centre: float
    spread: float


@dataclass(frozen=True)
class Moments:
    """Everyone's likenesses with others, added up: (n,) each.

    `number` counts the others, `total` and `squares` add up the likenesses and their squares.
    """

    number: Doubles
    total: Doubles
    squares: Doubles


@dataclass(frozen=True)
class Usual:
    """What is usual for n attendees, as likenesses.

    `common` is everyone's mean, `excess` (n,) how far above it each person's own mean is,
    `spread` (n,) how much a person's likenesses vary.
    """

    common: float
    excess: Doubles
    spread: Doubles

    @classmethod
    def read(cls, moments: Moments, left: Side, stranger: Stranger) -> Usual:
        """Estimate means and spreads, leaning towards a stranger's where few are known."""
        number = moments.number + _PRIOR_PEOPLE
        centre = (moments.total + _PRIOR_PEOPLE * stranger.centre) / number
        beyond = moments.squares - 2.0 * centre * moments.total + moments.number * centre**2
        variance = (np.maximum(beyond, 0.0) + _PRIOR_PEOPLE * stranger.spread**2) / number
        stated = left.stated
        if not stated.any():
            return cls(
                stranger.centre, np.zeros(len(centre)), np.full(len(centre), stranger.spread)
            )
        common = float(centre[stated].mean())
        spread = np.sqrt((variance + variance[stated].mean()) / 2.0)
        return cls(common, centre - common, spread)


def mean_moments(left: Side, right: Side) -> Moments:
    """Add up likenesses of meaning with the anchors."""
    chosen = anchors(np.diff(right.entries.start))
    theirs = unpacked(right.mean[chosen]).T
    return _moments(len(left.mean), chosen, lambda part: unpacked(left.mean[part]) @ theirs)


def word_moments(left: Side, right: Side) -> Moments:
    """Add up likenesses of words with the anchors."""
    chosen = anchors(np.diff(right.entries.start))
    theirs = right.words[chosen].T.tocsc()
    return _moments(len(left.mean), chosen, lambda part: (left.words[part] @ theirs).toarray())


def _moments(people: int, chosen: Integers, compare: Callable[[slice], Floats]) -> Moments:
    """Add up tables of likenesses, (people, anchors) each, but for those with oneself."""
    total, squares = np.empty(people), np.empty(people)
    for part in _parts(people):
        table = compare(part).astype(np.float64)
        own = np.arange(part.start, part.stop)[:, None] == chosen
        table[own] = 0.0
        total[part], squares[part] = table.sum(axis=1), np.square(table).sum(axis=1)
    return Moments(_others(people, chosen), total, squares)


def phrase_moments(left: Side, right: Side) -> Moments:
    """Add up likenesses phrase by phrase with the anchors."""
    chosen = anchors(np.diff(right.entries.start))
    people = len(left.entries.start) - 1
    total, squares = np.zeros(people), np.zeros(people)
    theirs = _gathered(right.entries, chosen)
    columns = right.vectors[theirs.phrase].T
    for part in _parts_by_phrases(left, rows_at_once(columns.shape[1])):
        start = left.entries.start[part.start : part.stop + 1]
        said = left.entries.phrase[start[0] : start[-1]]
        texts, phrase = np.unique(said, return_inverse=True)
        mine = Entries(
            start - start[0], phrase.astype(np.int32), left.entries.weight[start[0] : start[-1]]
        )
        cosines = left.vectors[texts] @ columns
        sums = total[part], squares[part]
        _add_up(mine, theirs, cosines, chosen - part.start, sums)
    return Moments(_others(people, chosen), total, squares)


def second_moment(side: Side) -> Doubles:
    """Average the outer products of some people's means: (d, d), exact."""
    some = unpacked(side.mean[evenly(side.stated, _MOST_FOR_DIRECTIONS)]).astype(np.float64)
    return (some.T @ some) / max(len(some), 1)


def _others(people: int, chosen: Integers) -> Doubles:
    number = np.full(people, float(len(chosen)))
    number[chosen] -= 1.0
    return number


def _parts(people: int) -> Iterator[slice]:
    for first in range(0, people, _PEOPLE_AT_ONCE):
        yield slice(first, min(first + _PEOPLE_AT_ONCE, people))


def _parts_by_phrases(side: Side, most: int) -> Iterator[slice]:
    """Cut the people so that about so many different phrases are compared at a time."""
    start = side.entries.start
    people = len(start) - 1
    first = 0
    while first < people:
        reach = start[first] + most
        fitting = max(int(np.searchsorted(start, reach, side="right")) - 1, first + 1)
        last = people if len(side.vectors) <= most else fitting
        yield slice(first, last)
        first = last


def _gathered(entries: Entries, people: Integers) -> Entries:
    """Line up the entries of some people."""
    sizes = np.diff(entries.start)[people]
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    places = np.arange(start[-1]) + np.repeat(entries.start[people] - start[:-1], sizes)
    return Entries(start, entries.phrase[places], entries.weight[places])


def _add_up(
    mine: Entries,
    theirs: Entries,
    cosines: Floats,
    anchors: Integers,
    sums: tuple[Doubles, Doubles],
) -> None:
    def some(part: slice) -> None:
        _add_up_some(mine, theirs, cosines, anchors, sums, (part.start, part.stop))

    in_parts(some, len(sums[0]))


@compiled
def _add_up_some(  # noqa: PLR0913, PLR0917 - two sides, a table and the result
    mine: Entries,
    theirs: Entries,
    cosines: Floats,
    anchors: Integers,
    sums: tuple[Doubles, Doubles],
    people: tuple[int, int],
) -> None:
    """Compare people with each anchor: the lesser of how well each covers the other.

    Args:
        mine: of the people.
        theirs: of the anchors.
        cosines: (texts, entries of anchors).
        anchors: their positions among the people, wherever they are among them.
        sums: likenesses and their squares, (people,) each; changed in place.
        people: from which to before which.
    """
    nearest = np.empty(cosines.shape[1], dtype=np.float32)
    given = np.empty(anchors.size)
    for person in range(people[0], people[1]):
        nearest[:] = -1.0
        given[:] = 0.0
        for place in range(mine.start[person], mine.start[person + 1]):
            row = cosines[mine.phrase[place]]
            np.maximum(nearest, row, nearest)
            _give(theirs, row, mine.weight[place], given)
        if mine.start[person] < mine.start[person + 1]:
            _take(theirs, nearest, given)
            for anchor in range(anchors.size):
                likeness = given[anchor] if anchors[anchor] != person else 0.0
                sums[0][person] += likeness
                sums[1][person] += likeness * likeness


@compiled
def _give(theirs: Entries, row: Floats, weight: float, given: Doubles) -> None:
    """Add what a phrase gives to each anchor: its best match there."""
    for anchor in range(given.size):
        best = np.float32(-1.0)
        for entry in range(theirs.start[anchor], theirs.start[anchor + 1]):
            best = max(best, row[entry])
        given[anchor] += weight * best


@compiled
def _take(theirs: Entries, nearest: Floats, given: Doubles) -> None:
    """Lower what each anchor is given to what it finds matched of its own."""
    for anchor in range(given.size):
        taken = 0.0
        for entry in range(theirs.start[anchor], theirs.start[anchor + 1]):
            taken += theirs.weight[entry] * nearest[entry]
        given[anchor] = min(given[anchor], taken)
