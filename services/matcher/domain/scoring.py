"""Scores pairs of attendees by how well both of them are served."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from services.matcher.domain.centering import read_meaning
from services.matcher.domain.components import Comparison
from services.matcher.domain.phrases import Facets
from services.matcher.domain.ports import Doubles, Flags, Floats, Integers
from services.matcher.domain.representations import read_sides

POINTS = 1_000_000
"""Points of a perfect score: scores are compared as integers, never as floats."""

GIVING = 0.5
"""What helping is worth, to the one who helps, of what being helped is worth."""

_HALFWAY = 2.25
_STEEPNESS = 1.0
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

    Attendees are positions in `facets.attendees`. The same profiles give the same points,
    whatever order they came in and whatever else is asked in a call.
    """

    def __init__(self, facets: Facets, vectors: Floats) -> None:
        """Learn what is usual at the event.

        Args:
            facets: who states what.
            vectors: (texts, d), unit rows, one per text of `facets`.

        Raises:
            MisshapenEmbeddings: the vectors do not fit the texts.
        """
        self.facets = facets
        self.sides = read_sides(facets, read_meaning(facets, vectors))
        self.ground = Comparison.measure(self.sides.ground, self.sides.ground)
        self.help = Comparison.measure(self.sides.gives, self.sides.needs)

    @property
    def people(self) -> int:
        """Count the attendees."""
        return len(self.facets.attendees)

    def points_of(self, a: Integers, b: Integers) -> Integers:
        """Score many pairs, (m,) and (m,), as `score_pairs` does, in points alone: (m,)."""
        points = np.empty(len(a), dtype=np.int32)
        for first in range(0, len(a), _PAIRS_AT_ONCE):
            part = slice(first, first + _PAIRS_AT_ONCE)
            points[part] = self.score_pairs(a[part], b[part]).points
        return points

    def score_pairs(self, a: Integers, b: Integers) -> PairScores:
        """Score pairs by the geometric mean of what each of the two gains.

        Args:
            a: (m,), positions.
            b: (m,), positions; may equal `a`'s, such a pair scores 0.

        Returns:
            The scores; 0 where either has nothing to match on.
        """
        first, second = np.minimum(a, b), np.maximum(a, b)
        ground = self.ground.pairs(first, second)
        given, taken = self.help.pairs(first, second), self.help.pairs(second, first)
        gives = self.help.comparable(first, second)
        takes = self.help.comparable(second, first)
        gain_first = gain(ground, taken, takes, given, gives)
        gain_second = gain(ground, given, gives, taken, takes)
        possible = self.ground.comparable(first, second) & (first != second)
        mutual = np.sqrt(_readable(gain_first) * _readable(gain_second)) * possible
        points = np.rint(mutual * POINTS).astype(np.int32)
        forth, back = _readable(given) * gives * possible, _readable(taken) * takes * possible
        swapped = a > b
        return PairScores(
            points=points,
            score=points / POINTS,
            common_ground=_readable(ground) * possible,
            help_a_to_b=np.where(swapped, back, forth),
            help_b_to_a=np.where(swapped, forth, back),
        )


def gain(ground: Doubles, taken: Doubles, takes: Flags, given: Doubles, gives: Flags) -> Doubles:
    """Weigh what one side gains: ground shared, help received, and half as much help given.

    Spreads are added up as independent evidence is (Stouffer's method: Stouffer et al., *The
    American Soldier*, 1949), so that who can be compared in fewer ways varies no more. What
    can't be compared is left out.

    Args:
        ground: spreads above the usual.
        taken: the same, of the help received; 0 where none can be.
        takes: whether help can be received.
        given: the same, of the help given; 0 where none can be.
        gives: whether help can be given.

    Returns:
        Spreads above the usual.
    """
    return (ground + taken + GIVING * given) / np.sqrt(1.0 + takes + GIVING**2 * gives)


def _readable(spreads: Doubles) -> Doubles:
    """Map spreads above the usual to [0, 1]: a stranger stays below 0.3."""
    readable: Doubles = 1.0 / (1.0 + np.exp(-_STEEPNESS * (spreads - _HALFWAY)))
    return readable
