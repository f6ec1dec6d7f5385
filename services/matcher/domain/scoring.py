"""Scores pairs of attendees by how well both of them are served."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from services.matcher.domain.centering import center
from services.matcher.domain.components import Component
from services.matcher.domain.phrases import Corpus
from services.matcher.domain.ports import Doubles, Flags, Floats, Integers
from services.matcher.domain.representations import represent

POINTS = 1_000_000
"""Points of a perfect score: scores are compared as integers, never as floats."""

GIVING = 0.5
"""What helping is worth, to the one who helps, of what being helped is worth."""

_MIDPOINT = 2.25
_PAIRS_AT_ONCE = 1 << 18


@dataclass(frozen=True)
class PairScores:
    """Scores of m pairs and their parts, (m,) each, unitless, in [0, 1].

    `points` are the scores as integers in [0, 1_000_000].
    """

    points: Integers
    score: Doubles
    common_ground: Doubles
    help_a_to_b: Doubles
    help_b_to_a: Doubles


class Scorer:
    """Scores the pairs of one event.

    Attendees are positions in `corpus.attendees`. The same profiles give the same points,
    whatever order they came in and whatever else is asked in a call.
    """

    def __init__(self, corpus: Corpus, vectors: Floats) -> None:
        """Represent everyone, and estimate the event's baselines.

        Args:
            corpus: who states what.
            vectors: (texts, d), unit rows, one per text of `corpus.to_embed`.

        Raises:
            MisshapenEmbeddings: the vectors do not fit the texts.
        """
        self.corpus = corpus
        self.representations = represent(corpus, center(corpus, vectors))
        ground = self.representations.common_ground
        self.common_ground = Component.between(ground, ground)
        self.help = Component.between(self.representations.offers, self.representations.needs)

    @property
    def people(self) -> int:
        """Count the attendees."""
        return len(self.corpus.attendees)

    def points_of(self, a: Integers, b: Integers) -> Integers:
        """Score many pairs, (m,) and (m,), as `score_pairs` does, in points alone: (m,)."""
        points = np.empty(len(a), dtype=np.int32)
        for first in range(0, len(a), _PAIRS_AT_ONCE):
            part = slice(first, first + _PAIRS_AT_ONCE)
            points[part] = self.score_pairs(a[part], b[part]).points
        return points

    def score_pairs(self, a: Integers, b: Integers) -> PairScores:
        """Score pairs by the geometric mean of what each of the two gains.

        Two one-way preferences are fused into a mutual one, as in every reciprocal recommender
        (Palomares et al., *Reciprocal Recommender Systems: Analysis of State-of-Art Literature*,
        2021); by the geometric mean, one side's gain can't make up for the other's lack of any.

        Args:
            a: (m,), positions.
            b: (m,), positions; may equal `a`'s, such a pair scores 0.

        Returns:
            The scores; 0 where either has nothing to match on.
        """
        first, second = np.minimum(a, b), np.maximum(a, b)
        ground = self.common_ground.z_scores(first, second)
        forth, back = self.help.z_scores(first, second), self.help.z_scores(second, first)
        can_help = self.help.comparable(first, second)
        can_be_helped = self.help.comparable(second, first)
        gain_of_first = gain(ground, back, can_be_helped, forth, can_help)
        gain_of_second = gain(ground, forth, can_help, back, can_be_helped)
        possible = self.common_ground.comparable(first, second) & (first != second)
        mutual = np.sqrt(_logistic(gain_of_first) * _logistic(gain_of_second)) * possible
        points = np.rint(mutual * POINTS).astype(np.int32)
        help_forth = _logistic(forth) * can_help * possible
        help_back = _logistic(back) * can_be_helped * possible
        swapped = a > b
        return PairScores(
            points=points,
            score=points / POINTS,
            common_ground=_logistic(ground) * possible,
            help_a_to_b=np.where(swapped, help_back, help_forth),
            help_b_to_a=np.where(swapped, help_forth, help_back),
        )


def gain(
    ground: Doubles, received: Doubles, can_receive: Flags, given: Doubles, can_give: Flags
) -> Doubles:
    """Weigh what one side gains: common ground, help received, and half as much help given.

    Standard scores are added up as independent evidence is (Stouffer's method: Stouffer et al.,
    *The American Soldier*, 1949), so that who can be compared in fewer ways varies no more. What
    can't be compared is left out.

    Args:
        ground: standard deviations above the baseline.
        received: the same, of the help received; 0 where none can be.
        can_receive: whether help can be received.
        given: the same, of the help given; 0 where none can be.
        can_give: whether help can be given.

    Returns:
        Standard deviations above the baseline.
    """
    evidence = np.sqrt(1.0 + can_receive + GIVING**2 * can_give)
    return (ground + received + GIVING * given) / evidence


def _logistic(z_score: Doubles) -> Doubles:
    """Map standard deviations above the baseline to [0, 1]: a stranger stays below 0.3."""
    mapped: Doubles = 1.0 / (1.0 + np.exp(-(z_score - _MIDPOINT)))
    return mapped
