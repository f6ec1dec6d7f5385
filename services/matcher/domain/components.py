"""Reads a likeness against what is usual for both people, so that hubs gain nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np

from services.matcher.domain.baseline import (
    Moments,
    Stranger,
    Usual,
    mean_moments,
    phrase_moments,
    word_moments,
)
from services.matcher.domain.ports import Doubles, Flags, Integers
from services.matcher.domain.representations import Side
from services.matcher.domain.similarity import mean_likeness, phrase_likeness, word_likeness

Likeness = Callable[[Side, Side, Integers, Integers], Doubles]


@dataclass(frozen=True)
class Channel:
    """One way of comparing, how much it counts, and what is usual in it for strangers."""

    name: str
    likeness: Likeness
    moments: Callable[[Side, Side], Moments]
    stranger: Stranger
    weight: float


MEANING = Channel("meaning", mean_likeness, mean_moments, Stranger(0.0, 0.13), 1.5)
WORDS = Channel("words", word_likeness, word_moments, Stranger(0.01, 0.015), 1.0)
PHRASES = Channel("phrases", phrase_likeness, phrase_moments, Stranger(0.07, 0.09), 1.0)
CHANNELS = (MEANING, WORDS, PHRASES)

_WORDS_UNTIL_TRUSTED = 12.0


class ChannelPart(NamedTuple):
    """What one channel says of m pairs.

    Attributes:
        name: of the channel.
        likeness: (m,), as found.
        usual: (m,), the likeness that is usual for both.
        beyond: (m,), spreads above the usual.
        weight: (m,), how much the channel counts.
    """

    name: str
    likeness: Doubles
    usual: Doubles
    beyond: Doubles
    weight: Doubles


@dataclass(frozen=True)
class Comparison:
    """Compares a left side with a right one, say offers with needs.

    What each of the two reaches with everybody is taken off a likeness (double centring),
    and the rest is read in their usual spreads (as in Gaussian mutual proximity: Schnitzer
    et al., "Local and global scaling reduce hubs in space", 2012): 0 is what a stranger
    reaches, 3 a rare find.
    """

    left: Side
    right: Side
    usual: dict[Channel, tuple[Usual, Usual]]

    @classmethod
    def measure(cls, left: Side, right: Side) -> Self:
        """Compare two sides of the same attendees, after measuring what is usual in each."""
        usual = {}
        for channel in CHANNELS:
            ours = Usual.read(channel.moments(left, right), left, channel.stranger)
            theirs = ours
            if left is not right:
                theirs = Usual.read(channel.moments(right, left), right, channel.stranger)
            usual[channel] = (ours, theirs)
        return cls(left, right, usual)

    def comparable(self, a: Integers, b: Integers) -> Flags:
        """Tell for which pairs, (m,) and (m,), both sides bring something: (m,)."""
        comparable: Flags = self.left.stated[a] & self.right.stated[b]
        return comparable

    def pairs(self, a: Integers, b: Integers) -> Doubles:
        """Compare pairs in all channels.

        Args:
            a: (m,), positions on the left.
            b: (m,), positions on the right.

        Returns:
            (m,), spreads above the usual; 0 where not comparable.
        """
        comparable = self.comparable(a, b)
        a, b = a[comparable], b[comparable]
        total, weights = np.zeros(len(a)), np.zeros(len(a))
        for part in self.parts(a, b):
            total += part.weight * part.beyond
            weights += part.weight
        compared = np.zeros(len(comparable))
        compared[comparable] = total / weights * self.substance(a, b)
        return compared

    def parts(self, a: Integers, b: Integers) -> Iterator[ChannelPart]:
        """Compare comparable pairs channel by channel; arguments as in `pairs`."""
        for channel, (ours, theirs) in self.usual.items():
            found = channel.likeness(self.left, self.right, a, b)
            usual = ours.excess[a] + theirs.excess[b] + ours.common
            beyond = (found - usual) * (0.5 / ours.spread[a] + 0.5 / theirs.spread[b])
            weight = np.full(len(a), channel.weight)
            if channel is WORDS:
                weight *= np.sqrt(_wordiness(self.left)[a] * _wordiness(self.right)[b])
            yield ChannelPart(channel.name, found, usual, beyond, weight)

    def substance(self, a: Integers, b: Integers) -> Doubles:
        """Tell how much the likenesses of pairs are worth: (m,), in [0, 1]."""
        return self.left.substance[a] * self.right.substance[b]


def _wordiness(side: Side) -> Doubles:
    """Trust few words less: (n,), in [0, 1]; two short phrases may share one by chance."""
    number = np.diff(side.words.indptr)
    return number / (number + _WORDS_UNTIL_TRUSTED)
