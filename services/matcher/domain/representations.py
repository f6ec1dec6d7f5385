"""What each attendee brings into a comparison, weighed so that saying more earns nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from services.matcher.domain.centering import GRID, Meaning
from services.matcher.domain.idf import phrase_rarity
from services.matcher.domain.jit import compiled, in_parts
from services.matcher.domain.phrases import Facets, Listing, distinct
from services.matcher.domain.ports import Doubles, Flags, Floats, Integers, Longs, Shorts
from services.matcher.domain.tfidf import count_words, incidence, weigh, word_rarity

MOST_WEIGHED = 40
"""Phrases of one attendee that count: the most distinctive ones."""

_WEIGHT_GRID = 2.0**16
_ENOUGH_DIRECTION = 0.7


class Entries(NamedTuple):
    """Who says which phrase, as the inner loops read it.

    Attributes:
        start: (n + 1,), where each person's entries begin.
        phrase: (m,), positions of texts.
        weight: (m,), about 1 in all per person.
    """

    start: Longs
    phrase: Integers
    weight: Doubles


class WordRows(NamedTuple):
    """Rows of words, as the inner loops read them.

    Attributes:
        start: (n + 1,), where each row begins.
        word: (m,), positions of words, ascending per row.
        value: (m,), unit rows.
    """

    start: Integers
    word: Integers
    value: Floats

    @classmethod
    def of(cls, rows: csr_array) -> WordRows:
        """Read a sparse matrix."""
        return cls(rows.indptr.astype(np.int32), rows.indices.astype(np.int32), rows.data)


@dataclass(frozen=True)
class Side:
    """What n attendees bring into one comparison.

    `entries` say who brings which phrase. `mean` (n, d), what someone means on the whole, as
    packed unit rows, and `words` (n, vocabulary) are unit rows, `vectors` (texts, d) is shared by
    all sides; all are on grids that make their products exact. `substance` is (n,), in [0, 1]:
    how much someone's likenesses are worth believing.
    """

    entries: Entries
    mean: Shorts
    words: csr_array
    vectors: Floats
    substance: Doubles

    @cached_property
    def stated(self) -> Flags:
        """Tell which attendees bring anything: (n,)."""
        return np.diff(self.entries.start) > 0

    @cached_property
    def word_rows(self) -> WordRows:
        """Read `words` as the inner loops do."""
        return WordRows.of(self.words)


@dataclass(frozen=True)
class Sides:
    """The three things that attendees are compared by, and each phrase's own words."""

    ground: Side
    gives: Side
    needs: Side
    text_words: csr_array


def read_sides(facets: Facets, meaning: Meaning) -> Sides:
    """Weigh what everyone shares, gives and needs.

    What a bio says counts as much as what was listed, and never more. Where it is not
    listed as an offer, people can help with what interests them.

    Args:
        facets: of the event.
        meaning: of its phrases.

    Returns:
        The sides.
    """
    shape = len(facets.attendees), len(facets.texts)
    listed = _union(shape, facets.interests, facets.offers, facets.needs)
    hinted = _union(shape, facets.interests, facets.about)
    nothing = _union(shape)
    counts = count_words(facets.texts)
    everything = _union(shape, listed, facets.about)
    rare_words = word_rarity(incidence(everything.owner, everything.phrase, shape) @ counts)
    rare = phrase_rarity(facets, meaning.vectors)
    wholes = facets.wholes

    def side(first: Listing, second: Listing, whole: Integers) -> Side:
        owner, entries = _weighed(first, second, meaning.distinctiveness * rare, shape)
        said = weigh(incidence(owner, entries.phrase, shape) @ counts, rare_words)
        mean, direction = _means(entries, meaning.vectors)
        mean[whole >= 0] = meaning.wholes[whole[whole >= 0]]
        return Side(entries, mean, said, meaning.vectors, _substance(entries, direction, rare))

    return Sides(
        ground=side(listed, facets.about, wholes.ground),
        gives=side(facets.offers, hinted, wholes.gives),
        needs=side(facets.needs, nothing, wholes.needs),
        text_words=weigh(counts, rare_words),
    )


def _union(shape: tuple[int, int], *listings: Listing) -> Listing:
    codes = distinct(np.concatenate([np.empty(0, np.int64), *(_codes(x, shape) for x in listings)]))
    texts = max(shape[1], 1)
    return Listing((codes // texts).astype(np.int32), (codes % texts).astype(np.int32))


def _codes(listing: Listing, shape: tuple[int, int]) -> Longs:
    return listing.owner.astype(np.int64) * max(shape[1], 1) + listing.phrase


def _weighed(
    first: Listing, second: Listing, telling: Doubles, shape: tuple[int, int]
) -> tuple[Integers, Entries]:
    """Weigh phrases by how telling (texts,) they are, `second` up to as much as `first`."""
    both = _union(shape, first, second)
    mass = telling[both.phrase]
    is_first = np.isin(_codes(both, shape), _codes(first, shape))
    firsts = np.bincount(both.owner, weights=mass * is_first, minlength=shape[0])
    seconds = np.bincount(both.owner, weights=mass * ~is_first, minlength=shape[0])
    capped = (firsts > 0.0) & (seconds > firsts)
    damping = np.where(capped, firsts / np.where(seconds > 0.0, seconds, 1.0), 1.0)
    mass *= np.where(is_first, 1.0, damping[both.owner])
    kept = _heaviest(both.owner, mass)
    owner, phrase, mass = both.owner[kept], both.phrase[kept], mass[kept]
    total = np.bincount(owner, weights=mass, minlength=shape[0])
    start = np.searchsorted(owner, np.arange(shape[0] + 1)).astype(np.int64)
    return owner, Entries(start, phrase, np.rint(mass / total[owner] * _WEIGHT_GRID) / _WEIGHT_GRID)


def _heaviest(owner: Integers, mass: Doubles) -> Flags:
    """Mark the `MOST_WEIGHED` heaviest phrases of each attendee; earlier ones win ties."""
    order = np.lexsort((-mass, owner))
    ranked = owner[order]
    kept = np.zeros(len(owner), dtype=bool)
    kept[order] = np.arange(len(order)) - np.searchsorted(ranked, ranked) < MOST_WEIGHED
    return kept


def _means(entries: Entries, vectors: Floats) -> tuple[Shorts, Doubles]:
    """Average everyone's phrases by weight: packed unit rows (n, d), and their norms (n,)."""
    people = len(entries.start) - 1
    means = np.zeros((people, vectors.shape[1]), dtype=np.int16)
    norms = np.zeros(people)

    def some(part: slice) -> None:
        start = entries.start[part.start : part.stop + 1]
        _average(Entries(start, *entries[1:]), vectors, means[part], norms[part])

    in_parts(some, people)
    return means, norms


@compiled
def _average(entries: Entries, vectors: Floats, means: Shorts, norms: Doubles) -> None:
    total = np.empty(vectors.shape[1])
    for person in range(norms.size):
        total[:] = 0.0
        for place in range(entries.start[person], entries.start[person + 1]):
            row = vectors[entries.phrase[place]]
            for column in range(total.size):
                total[column] += entries.weight[place] * row[column]
        norms[person] = np.sqrt(np.square(total).sum())
        if norms[person] > 0.0:
            for column in range(total.size):
                means[person, column] = int(np.rint(total[column] / norms[person] * GRID))


def _substance(entries: Entries, direction: Doubles, rare: Doubles) -> Doubles:
    """Tell how much someone's likenesses are worth: (n,), in [0, 1].

    Who lists everything, or copies many others, points in no direction, and is somewhat like
    everyone; who says only what everybody says is like all others who do. Both are measured
    by the event's median.

    Args:
        entries: of n attendees.
        direction: (n,), the norms of their average phrases.
        rare: (texts,), each phrase's rarity.
    """
    stated = np.diff(entries.start) > 0
    if not stated.any():
        return np.ones(len(stated))
    said = np.zeros(len(stated))
    weighed = entries.weight * rare[entries.phrase]
    said[stated] = np.add.reduceat(weighed, entries.start[:-1][stated])
    worth = np.ones(len(stated))
    for measured, enough in ((direction, _ENOUGH_DIRECTION), (said, 1.0)):
        usual = max(enough * float(np.median(measured[stated])), 1e-9)
        worth *= np.minimum(measured / usual, 1.0)
    return worth
