"""Takes an event's own background off its phrases: at a health event everybody says health."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from services.matcher.domain.phrases import Facets
from services.matcher.domain.ports import Doubles, Floats, Shorts

GRID = 2.0**11
_PEOPLE_UNTIL_TRUSTED = 10.0
_LEAST_DISTINCTIVE = 0.05


class MisshapenEmbeddings(Exception):
    """The vectors do not fit the phrases."""


@dataclass(frozen=True)
class Meaning:
    """What the texts of an event mean, relative to the event.

    `vectors` (texts, d) and, packed, `wholes` (wholes, d) are unit rows on a grid.
    `distinctiveness` is (texts,), in [0.05, 2]: how far a phrase is from what everybody says.
    """

    vectors: Floats
    wholes: Shorts
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
    rounded: Floats = (np.rint(rows * GRID) / GRID).astype(np.float32)
    return rounded


def packed(rows: Floats) -> Shorts:
    """Write rows on the grid as whole numbers, in half of the memory, and lose nothing."""
    whole: Shorts = np.rint(rows * GRID).astype(np.int16)
    return whole


def unpacked(rows: Shorts) -> Floats:
    """Read packed rows."""
    unpacked: Floats = rows.astype(np.float32) / np.float32(GRID)
    return unpacked


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
    """Centre phrases and wholes on the event's means, in which every attendee counts the same.

    The fewer the people, the less of their mean is taken off: with two people it would
    make opposites of them.

    Args:
        facets: whose `to_embed` was embedded.
        vectors: (texts, d), unit rows.

    Returns:
        The centred vectors, and how distinctive each phrase is.

    Raises:
        MisshapenEmbeddings: not one finite row a text.
    """
    if vectors.ndim != 2 or len(vectors) != len(facets.to_embed):  # noqa: PLR2004 - a matrix
        raise MisshapenEmbeddings(f"{vectors.shape} for {len(facets.to_embed)} texts")
    if not np.isfinite(vectors).all():
        raise MisshapenEmbeddings("a vector is not finite")
    phrases, wholes = np.split(unit_rows(vectors.astype(np.float64)), [len(facets.texts)])
    share, people = _shares(facets)
    phrase_mean, trust = _mean(phrases, share, people)
    direction = phrase_mean / max(float(np.sqrt(np.square(phrase_mean).sum())), 1e-9)
    nearness = (phrases * direction).sum(axis=1) * trust
    said = facets.wholes.ground[facets.wholes.ground >= 0]
    share = np.bincount(said, minlength=len(wholes)).astype(np.float64)
    whole_mean, whole_trust = _mean(wholes, share, len(said))
    return Meaning(
        vectors=on_grid(unit_rows(phrases - trust * phrase_mean)),
        wholes=packed(on_grid(unit_rows(wholes - whole_trust * whole_mean))),
        distinctiveness=np.maximum(1.0 - nearness, _LEAST_DISTINCTIVE),
    )


def _mean(rows: Doubles, share: Doubles, people: int) -> tuple[Doubles, float]:
    """Average rows by their (n,) share over people; tell how far that mean is to be trusted."""
    mean: Doubles = (rows * share[:, None]).sum(axis=0) / max(people, 1)
    return mean, people / (people + _PEOPLE_UNTIL_TRUSTED)


def _shares(facets: Facets) -> tuple[Doubles, int]:
    """Sum over attendees each phrase's share of what they say; count who says anything."""
    everything = facets.everything
    said = np.bincount(everything.owner, minlength=len(facets.attendees))
    weights = 1.0 / said[everything.owner]
    found = np.bincount(everything.phrase, weights=weights, minlength=len(facets.texts))
    return found.astype(np.float64), int(np.count_nonzero(said))
