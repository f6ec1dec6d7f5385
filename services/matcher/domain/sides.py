"""What each attendee brings into a comparison, weighed so that saying more earns nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from services.matcher.domain.background import Doubles, Meaning, on_grid, unit_rows
from services.matcher.domain.lexical import count_words, incidence, rarity, weigh
from services.matcher.domain.phrases import Facets, Listing
from services.matcher.domain.ports import Floats, Integers

MOST_WEIGHED = 40
"""Phrases of one attendee that count: the most distinctive ones."""

_WEIGHT_GRID = 2.0**16


@dataclass(frozen=True)
class Side:
    """What n attendees bring into one comparison.

    Attendee i's phrases are `phrase[starts[i]:starts[i + 1]]`, with `weight` summing to
    about 1 an attendee. `mean` (n, d) and `words` (n, vocabulary) are unit rows, `vectors`
    (texts, d) is shared by all sides; all are on grids that make their products exact.
    """

    starts: NDArray[np.int64]
    phrase: Integers
    weight: Doubles
    mean: Floats
    words: csr_array
    vectors: Floats

    @property
    def stated(self) -> NDArray[np.bool_]:
        """Tell which attendees bring anything: (n,)."""
        return np.diff(self.starts) > 0

    def phrases_of(self, attendee: int) -> slice:
        """Locate an attendee's phrases in `phrase` and `weight`."""
        return slice(int(self.starts[attendee]), int(self.starts[attendee + 1]))


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
    listed = _union(facets.interests, facets.offers, facets.needs)
    hinted = _union(facets.interests, facets.about)
    nothing = _union()
    shape = len(facets.attendees), len(facets.texts)
    counts = count_words(facets.texts)
    everything = _union(listed, facets.about)
    rare = rarity(incidence(everything.owner, everything.phrase, shape) @ counts)

    def side(first: Listing, second: Listing) -> Side:
        owner, phrase, weight = _weighed(first, second, meaning.distinctiveness, shape)
        said = weigh(incidence(owner, phrase, shape) @ counts, rare)
        mean = np.zeros((shape[0], meaning.vectors.shape[1]))
        np.add.at(mean, owner, meaning.vectors[phrase] * weight[:, None])
        starts = np.searchsorted(owner, np.arange(shape[0] + 1)).astype(np.int64)
        return Side(starts, phrase, weight, on_grid(unit_rows(mean)), said, meaning.vectors)

    return Sides(
        ground=side(listed, facets.about),
        gives=side(facets.offers, hinted),
        needs=side(facets.needs, nothing),
        text_words=weigh(counts, rare),
    )


def _union(*listings: Listing) -> Listing:
    empty = np.empty((2, 0), dtype=np.int32)
    pairs = np.concatenate([empty, *(np.stack([x.owner, x.phrase]) for x in listings)], axis=1)
    owner, phrase = np.unique(pairs, axis=1)
    return Listing(owner, phrase)


def _weighed(
    first: Listing, second: Listing, distinctiveness: Doubles, shape: tuple[int, int]
) -> tuple[Integers, Integers, Doubles]:
    """Weigh phrases by distinctiveness squared, `second` up to as much as `first`."""
    both = _union(first, second)
    mass = distinctiveness[both.phrase] ** 2
    is_first = np.isin(_codes(both, shape), _codes(first, shape))
    firsts = np.bincount(both.owner, weights=mass * is_first, minlength=shape[0])
    seconds = np.bincount(both.owner, weights=mass * ~is_first, minlength=shape[0])
    capped = (firsts > 0.0) & (seconds > firsts)
    damping = np.where(capped, firsts / np.where(seconds > 0.0, seconds, 1.0), 1.0)
    mass = mass * np.where(is_first, 1.0, damping[both.owner])
    kept = _heaviest(both.owner, mass)
    owner, phrase, mass = both.owner[kept], both.phrase[kept], mass[kept]
    total = np.bincount(owner, weights=mass, minlength=shape[0])
    return owner, phrase, np.rint(mass / total[owner] * _WEIGHT_GRID) / _WEIGHT_GRID


def _codes(listing: Listing, shape: tuple[int, int]) -> NDArray[np.int64]:
    codes: NDArray[np.int64] = listing.owner.astype(np.int64) * shape[1] + listing.phrase
    return codes


def _heaviest(owner: Integers, mass: Doubles) -> NDArray[np.bool_]:
    """Mark the `MOST_WEIGHED` heaviest phrases of each attendee; earlier ones win ties."""
    order = np.lexsort((-mass, owner))
    ranked = owner[order]
    kept = np.zeros(len(owner), dtype=bool)
    kept[order] = np.arange(len(order)) - np.searchsorted(ranked, ranked) < MOST_WEIGHED
    return kept
