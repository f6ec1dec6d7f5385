"""Takes an event's mean off its phrases: at a health event everybody says health."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from services.matcher.domain.phrases import Corpus
from services.matcher.domain.ports import Doubles, Floats, Shorts

GRID = 2.0**11
"""Vectors are rounded to multiples of 1 / GRID."""

_PRIOR_PEOPLE = 10.0
_LEAST_DISTINCTIVE = 0.05


class MisshapenEmbeddings(Exception):
    """The vectors do not fit the phrases."""


@dataclass(frozen=True)
class CenteredEmbeddings:
    """What the texts of an event mean, relative to the event's mean.

    `vectors` (texts, d) and, packed, `full_texts` (full texts, d) are unit rows on a grid.
    `distinctiveness` is (texts,), in [0.05, 2]: how far a phrase points away from the mean.
    """

    vectors: Floats
    full_texts: Shorts
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
    """Write rows on the grid as int16 multiples of 1 / GRID: half of the memory, no loss."""
    whole: Shorts = np.rint(rows * GRID).astype(np.int16)
    return whole


def unpacked(rows: Shorts) -> Floats:
    """Read packed rows back to float32."""
    rows_on_grid: Floats = rows.astype(np.float32) / np.float32(GRID)
    return rows_on_grid


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


def center(corpus: Corpus, vectors: Floats) -> CenteredEmbeddings:
    """Take the event's mean, in which every attendee counts the same, off phrases and full texts.

    Removing the common mean is the first step of all-but-the-top (Mu and Viswanath,
    *All-but-the-Top: Simple and Effective Postprocessing for Word Representations*, 2018), and
    makes fewer hubs (Suzuki et al., *Centering Similarity Measures to Reduce Hubs*, 2013). The
    fewer the people, the less of their mean is taken off: with two people it would make
    opposites of them.

    Args:
        corpus: whose `to_embed` was embedded.
        vectors: (texts and full texts, d), unit rows.

    Returns:
        The centered vectors, and how distinctive each phrase is.

    Raises:
        MisshapenEmbeddings: not one finite row a text.
    """
    if vectors.ndim != 2 or len(vectors) != len(corpus.to_embed):  # noqa: PLR2004 - a matrix
        raise MisshapenEmbeddings(f"{vectors.shape} for {len(corpus.to_embed)} texts")
    if not np.isfinite(vectors).all():
        raise MisshapenEmbeddings("a vector is not finite")
    phrases, full_texts = np.split(unit_rows(vectors.astype(np.float64)), [len(corpus.texts)])
    weight, people = _phrase_weights(corpus)
    phrase_mean, shrinkage = _mean(phrases, weight, people)
    direction = phrase_mean / max(float(np.sqrt(np.square(phrase_mean).sum())), 1e-9)
    nearness = (phrases * direction).sum(axis=1) * shrinkage
    said = corpus.full_texts.common_ground[corpus.full_texts.common_ground >= 0]
    weight = np.bincount(said, minlength=len(full_texts)).astype(np.float64)
    full_mean, full_shrinkage = _mean(full_texts, weight, len(said))
    return CenteredEmbeddings(
        vectors=on_grid(unit_rows(phrases - shrinkage * phrase_mean)),
        full_texts=packed(on_grid(unit_rows(full_texts - full_shrinkage * full_mean))),
        distinctiveness=np.maximum(1.0 - nearness, _LEAST_DISTINCTIVE),
    )


def _mean(rows: Doubles, weight: Doubles, people: int) -> tuple[Doubles, float]:
    """Average rows by their (n,) weight over people; tell how much of that mean to take off."""
    mean: Doubles = (rows * weight[:, None]).sum(axis=0) / max(people, 1)
    return mean, people / (people + _PRIOR_PEOPLE)


def _phrase_weights(corpus: Corpus) -> tuple[Doubles, int]:
    """Spread 1 an attendee evenly over their phrases: (texts,); count who says anything."""
    everything = corpus.everything
    said = np.bincount(everything.owner, minlength=len(corpus.attendees))
    each = 1.0 / said[everything.owner]
    found = np.bincount(everything.phrase, weights=each, minlength=len(corpus.texts))
    return found.astype(np.float64), int(np.count_nonzero(said))
