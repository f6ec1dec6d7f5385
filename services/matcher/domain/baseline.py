"""What everyone at an event reaches with others on average, so that hubs gain nothing by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from services.matcher.domain.centering import unpacked
from services.matcher.domain.idf import evenly_spaced, reference_sample, rows_at_once
from services.matcher.domain.ports import Doubles, Floats, Integers
from services.matcher.domain.representations import PhraseRows, Representation
from services.matcher.jit import compiled, in_parts

_PRIOR_PEOPLE = 10.0
_MOST_FOR_DIRECTIONS = 1 << 12
_PEOPLE_AT_ONCE = 1 << 13


@dataclass(frozen=True)
class Prior:
    """The similarity of strangers at any event, which counts as much as ten people's would."""

    mean: float
    deviation: float


@dataclass(frozen=True)
class Moments:
    """Everyone's similarities with the reference sample, added up: (n,) each.

    `number` counts the others, `total` and `squares` add up the similarities and their squares.
    """

    number: Doubles
    total: Doubles
    squares: Doubles


@dataclass(frozen=True)
class Baseline:
    """The similarities that n attendees have with a stranger.

    As in the baseline predictors of recommenders (Koren, Bell and Volinsky, *Matrix
    Factorization Techniques for Recommender Systems*, 2009), `mean` is everyone's, and `bias`
    (n,) how far above it each person's own is. `deviation` (n,) is the standard deviation of a
    person's similarities.
    """

    mean: float
    bias: Doubles
    deviation: Doubles

    @classmethod
    def estimate(cls, moments: Moments, left: Representation, prior: Prior) -> Baseline:
        """Estimate means and deviations, shrunk towards the prior where few people are known.

        Args:
            moments: of the people's similarities.
            left: tells who brings anything; the others count for nobody's mean.
            prior: where nobody brings anything, all that is known.
        """
        number = moments.number + _PRIOR_PEOPLE
        own_mean = (moments.total + _PRIOR_PEOPLE * prior.mean) / number
        beyond = moments.squares - 2.0 * own_mean * moments.total + moments.number * own_mean**2
        variance = (np.maximum(beyond, 0.0) + _PRIOR_PEOPLE * prior.deviation**2) / number
        stated = left.stated
        if not stated.any():
            return cls(prior.mean, np.zeros(len(own_mean)), np.full(len(own_mean), prior.deviation))
        mean = float(own_mean[stated].mean())
        deviation = np.sqrt((variance + variance[stated].mean()) / 2.0)
        return cls(mean, own_mean - mean, deviation)


def mean_moments(left: Representation, right: Representation) -> Moments:
    """Add up everyone's similarities of meaning, on the left, with a sample of the right."""
    chosen = reference_sample(np.diff(right.phrases.start))
    theirs = unpacked(right.mean[chosen]).T
    return _moments(len(left.mean), chosen, lambda part: unpacked(left.mean[part]) @ theirs)


def word_moments(left: Representation, right: Representation) -> Moments:
    """Add up everyone's similarities of words, on the left, with a sample of the right."""
    chosen = reference_sample(np.diff(right.phrases.start))
    theirs = right.words[chosen].T.tocsc()
    return _moments(len(left.mean), chosen, lambda part: (left.words[part] @ theirs).toarray())


def _moments(people: int, chosen: Integers, compare: Callable[[slice], Floats]) -> Moments:
    """Add up tables of similarities, (people, sample) each, but for those with oneself."""
    total, squares = np.empty(people), np.empty(people)
    for part in _parts(people):
        table = compare(part).astype(np.float64)
        own = np.arange(part.start, part.stop)[:, None] == chosen
        table[own] = 0.0
        total[part], squares[part] = table.sum(axis=1), np.square(table).sum(axis=1)
    return Moments(_others(people, chosen), total, squares)


def phrase_moments(left: Representation, right: Representation) -> Moments:
    """Add up everyone's similarities phrase by phrase, on the left, with a sample of the right."""
    chosen = reference_sample(np.diff(right.phrases.start))
    people = len(left.phrases.start) - 1
    total, squares = np.zeros(people), np.zeros(people)
    theirs = _gathered(right.phrases, chosen)
    columns = right.vectors[theirs.phrase].T
    for part in _parts_by_phrases(left, rows_at_once(columns.shape[1])):
        start = left.phrases.start[part.start : part.stop + 1]
        said = left.phrases.phrase[start[0] : start[-1]]
        texts, phrase = np.unique(said, return_inverse=True)
        mine = PhraseRows(
            start - start[0], phrase.astype(np.int32), left.phrases.weight[start[0] : start[-1]]
        )
        cosines = left.vectors[texts] @ columns
        sums = total[part], squares[part]
        _add_up(mine, theirs, cosines, chosen - part.start, sums)
    return Moments(_others(people, chosen), total, squares)


def second_moment(represented: Representation) -> Doubles:
    """Average the outer products of some people's means: (d, d), exact."""
    chosen = evenly_spaced(represented.stated, _MOST_FOR_DIRECTIONS)
    some = unpacked(represented.mean[chosen]).astype(np.float64)
    return (some.T @ some) / max(len(some), 1)


def _others(people: int, chosen: Integers) -> Doubles:
    number = np.full(people, float(len(chosen)))
    number[chosen] -= 1.0
    return number


def _parts(people: int) -> Iterator[slice]:
    for first in range(0, people, _PEOPLE_AT_ONCE):
        yield slice(first, min(first + _PEOPLE_AT_ONCE, people))


def _parts_by_phrases(represented: Representation, most: int) -> Iterator[slice]:
    """Cut the people so that about so many different phrases are compared at a time."""
    start = represented.phrases.start
    people = len(start) - 1
    first = 0
    while first < people:
        reach = start[first] + most
        fitting = max(int(np.searchsorted(start, reach, side="right")) - 1, first + 1)
        last = people if len(represented.vectors) <= most else fitting
        yield slice(first, last)
        first = last


def _gathered(phrases: PhraseRows, people: Integers) -> PhraseRows:
    """Line up the phrases of some people."""
    sizes = np.diff(phrases.start)[people]
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    places = np.arange(start[-1]) + np.repeat(phrases.start[people] - start[:-1], sizes)
    return PhraseRows(start, phrases.phrase[places], phrases.weight[places])


def _add_up(
    mine: PhraseRows,
    theirs: PhraseRows,
    cosines: Floats,
    sample: Integers,
    sums: tuple[Doubles, Doubles],
) -> None:
    def some(part: slice) -> None:
        _add_up_some(mine, theirs, cosines, sample, sums, (part.start, part.stop))

    in_parts(some, len(sums[0]))


@compiled
def _add_up_some(  # noqa: PLR0913, PLR0917 - two representations, a table and the result
    mine: PhraseRows,
    theirs: PhraseRows,
    cosines: Floats,
    sample: Integers,
    sums: tuple[Doubles, Doubles],
    people: tuple[int, int],
) -> None:
    """Compare people with each of a sample, as `similarity.phrase_similarity` does.

    Args:
        mine: of the people.
        theirs: of the sample.
        cosines: (texts, phrases of the sample).
        sample: positions among the people, negative or too high for who is not among them.
        sums: similarities and their squares, (people,) each; changed in place.
        people: from which to before which.
    """
    nearest = np.empty(cosines.shape[1], dtype=np.float32)
    covered = np.empty(sample.size)
    for person in range(people[0], people[1]):
        nearest[:] = -1.0
        covered[:] = 0.0
        for place in range(mine.start[person], mine.start[person + 1]):
            row = cosines[mine.phrase[place]]
            nearest[:] = np.maximum(nearest, row)
            _cover(theirs, row, mine.weight[place], covered)
        if mine.start[person] < mine.start[person + 1]:
            _cover_back(theirs, nearest, covered)
            for other in range(sample.size):
                similarity = covered[other] if sample[other] != person else 0.0
                sums[0][person] += similarity
                sums[1][person] += similarity * similarity


@compiled
def _cover(theirs: PhraseRows, row: Floats, weight: float, covered: Doubles) -> None:
    """Add a phrase's best match with each of the sample."""
    for other in range(covered.size):
        best = np.float32(-1.0)
        for place in range(theirs.start[other], theirs.start[other + 1]):
            best = max(best, row[place])
        covered[other] += weight * best


@compiled
def _cover_back(theirs: PhraseRows, nearest: Floats, covered: Doubles) -> None:
    """Lower how well each of the sample is covered to how well they cover the person."""
    for other in range(covered.size):
        back = 0.0
        for place in range(theirs.start[other], theirs.start[other + 1]):
            back += theirs.weight[place] * nearest[place]
        covered[other] = min(covered[other], back)
