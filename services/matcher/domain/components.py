"""The score's components: similarities read against what both people reach with everyone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np

from services.matcher.domain.baseline import (
    Baseline,
    Moments,
    Prior,
    mean_moments,
    phrase_moments,
    word_moments,
)
from services.matcher.domain.ports import Doubles, Flags, Integers
from services.matcher.domain.representations import Representation
from services.matcher.domain.similarity import mean_similarity, phrase_similarity, word_similarity

Similarity = Callable[[Representation, Representation, Integers, Integers], Doubles]


@dataclass(frozen=True)
class Measure:
    """One measure of similarity, how much it counts, and what strangers reach by it."""

    name: str
    similarity: Similarity
    moments: Callable[[Representation, Representation], Moments]
    prior: Prior
    weight: float


MEANING = Measure("meaning", mean_similarity, mean_moments, Prior(0.0, 0.13), 1.5)
WORDS = Measure("words", word_similarity, word_moments, Prior(0.01, 0.015), 1.0)
PHRASES = Measure("phrases", phrase_similarity, phrase_moments, Prior(0.07, 0.09), 1.0)
MEASURES = (MEANING, WORDS, PHRASES)

_WORDS_UNTIL_TRUSTED = 12.0


class MeasuredPairs(NamedTuple):
    """What one measure says of m pairs.

    Attributes:
        name: of the measure.
        similarity: (m,), as found.
        baseline: (m,), the similarity that both would have with a stranger.
        z_score: (m,), standard deviations above the baseline.
        weight: (m,), how much the measure counts.
    """

    name: str
    similarity: Doubles
    baseline: Doubles
    z_score: Doubles
    weight: Doubles


@dataclass(frozen=True)
class Component:
    """Compares a left representation with a right one of the same n people, say offers with needs.

    What each of the two reaches on average is taken off a similarity, as in CSLS (Conneau et al.,
    *Word Translation without Parallel Data*, 2018), but over a sample of everyone instead of the
    nearest; the rest is read in both standard deviations, as in Gaussian mutual proximity
    (Schnitzer et al., *Local and Global Scaling Reduce Hubs in Space*, 2012). Who is near
    everyone, a hub, is so near no one.
    """

    left: Representation
    right: Representation
    baselines: dict[Measure, tuple[Baseline, Baseline]]

    @classmethod
    def between(cls, left: Representation, right: Representation) -> Self:
        """Estimate the baselines of both, by every measure."""
        baselines = {}
        for measure in MEASURES:
            ours = Baseline.estimate(measure.moments(left, right), left, measure.prior)
            theirs = ours
            if left is not right:
                theirs = Baseline.estimate(measure.moments(right, left), right, measure.prior)
            baselines[measure] = (ours, theirs)
        return cls(left, right, baselines)

    def comparable(self, a: Integers, b: Integers) -> Flags:
        """Tell for which pairs, (m,) and (m,), both bring something: (m,)."""
        comparable: Flags = self.left.stated[a] & self.right.stated[b]
        return comparable

    def z_scores(self, a: Integers, b: Integers) -> Doubles:
        """Compare pairs by all measures.

        Args:
            a: (m,), positions on the left.
            b: (m,), positions on the right.

        Returns:
            (m,), standard deviations above the baseline: 0 is what strangers reach, 3 a rare
            find; 0 where not comparable.
        """
        comparable = self.comparable(a, b)
        a, b = a[comparable], b[comparable]
        total, weights = np.zeros(len(a)), np.zeros(len(a))
        for measured in self.by_measure(a, b):
            total += measured.weight * measured.z_score
            weights += measured.weight
        compared = np.zeros(len(comparable))
        compared[comparable] = total / weights * self.reliability(a, b)
        return compared

    def by_measure(self, a: Integers, b: Integers) -> Iterator[MeasuredPairs]:
        """Compare comparable pairs measure by measure; arguments as in `z_scores`."""
        for measure, (ours, theirs) in self.baselines.items():
            found = measure.similarity(self.left, self.right, a, b)
            baseline = ours.bias[a] + theirs.bias[b] + ours.mean
            z_score = (found - baseline) * (0.5 / ours.deviation[a] + 0.5 / theirs.deviation[b])
            weight = np.full(len(a), measure.weight)
            if measure is WORDS:
                weight *= np.sqrt(_trust_in_words(self.left)[a] * _trust_in_words(self.right)[b])
            yield MeasuredPairs(measure.name, found, baseline, z_score, weight)

    def reliability(self, a: Integers, b: Integers) -> Doubles:
        """Tell how much the similarities of pairs are worth: (m,), in [0, 1]."""
        return self.left.reliability[a] * self.right.reliability[b]


def _trust_in_words(represented: Representation) -> Doubles:
    """Trust few words less: (n,), in [0, 1); two short phrases may share one by chance."""
    number = np.diff(represented.words.indptr)
    return number / (number + _WORDS_UNTIL_TRUSTED)
