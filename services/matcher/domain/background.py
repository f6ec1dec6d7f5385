"""Takes an event's own background off its phrases: at a health event everybody says health."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from services.matcher.domain.phrases import Facets, Listing
from services.matcher.domain.ports import Doubles, Floats

_GRID = 2.0**11
_PEOPLE_UNTIL_TRUSTED = 10.0
_LEAST_DISTINCTIVE = 0.05


class MisshapenEmbeddings(Exception):
    """The vectors do not fit the phrases."""


@dataclass(frozen=True)
class Meaning:
    """What the phrases of an event mean, relative to the event.

    `vectors` is (texts, d), unit rows on a grid; `distinctiveness` is (texts,), in
    [0.05, 2]: how far a phrase is from what everybody says.
    """

    vectors: Floats
    distinctiveness: Doubles


def on_grid(rows: Doubles) -> Floats:
    """Round unit rows so that their inner products are exact in float32.

    Every product is a multiple of 2^-22 and every partial sum stays below 4, so no bit
    is lost: the order of summation, blocks and threads can't change a result.

    Args:
        rows: (n, d), in [-1, 1], each of norm 1 or 0.

    Returns:
        (n, d), multiples of 2^-11.
    """
    rounded: Floats = (np.rint(rows * _GRID) / _GRID).astype(np.float32)
    return rounded


def unit_rows(rows: Doubles) -> Doubles:
    """Scale each row to norm 1; a row of zeros stays.

    Args:
        rows: (n, d), unitless.

    Returns:
        (n, d), rows of norm 1 or 0.
    """
    norms = np.sqrt(np.square(rows).sum(axis=1, keepdims=True))
    scaled: Doubles = rows / np.where(norms > 0.0, norms, 1.0)
    return scaled


def read_meaning(facets: Facets, vectors: Floats) -> Meaning:
    """Centre the phrases on the event's mean, in which every attendee counts the same.

    The fewer the people, the less of their mean is taken off: with two people it would
    make opposites of them.

    Args:
        facets: whose `texts` were embedded.
        vectors: (texts, d), unit rows.

    Returns:
        The centred vectors and how distinctive each phrase is.

    Raises:
        MisshapenEmbeddings: not one finite row a text.
    """
    if vectors.ndim != 2 or len(vectors) != len(facets.texts):  # noqa: PLR2004 - a matrix
        raise MisshapenEmbeddings(f"{vectors.shape} for {len(facets.texts)} phrases")
    if not np.isfinite(vectors).all():
        raise MisshapenEmbeddings("a vector is not finite")
    rows = unit_rows(vectors.astype(np.float64))
    share, people = _shares(facets)
    mean: Doubles = (rows * share[:, None]).sum(axis=0) / max(people, 1)
    trust = people / (people + _PEOPLE_UNTIL_TRUSTED)
    direction = mean / max(float(np.sqrt(np.square(mean).sum())), 1e-9)
    nearness = (rows * direction).sum(axis=1) * trust
    distinctiveness = np.maximum(1.0 - nearness, _LEAST_DISTINCTIVE)
    return Meaning(on_grid(unit_rows(rows - trust * mean)), distinctiveness)


def _shares(facets: Facets) -> tuple[Doubles, int]:
    """Sum over attendees each phrase's share of what they say; count who says anything."""
    listings: tuple[Listing, ...] = (
        facets.interests,
        facets.offers,
        facets.needs,
        facets.about,
    )
    owner = np.concatenate([listing.owner for listing in listings])
    phrase = np.concatenate([listing.phrase for listing in listings])
    said = np.bincount(owner, minlength=len(facets.attendees))
    found = np.bincount(phrase, weights=1.0 / said[owner], minlength=len(facets.texts))
    return found.astype(np.float64), int(np.count_nonzero(said))
