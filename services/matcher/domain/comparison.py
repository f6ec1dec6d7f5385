"""Reads a likeness against what is usual for both people, so that hubs gain nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np

from services.matcher.domain.likeness import mean_likeness, phrase_likeness, word_likeness
from services.matcher.domain.ports import Doubles, Flags, Integers
from services.matcher.domain.sides import Side
from services.matcher.domain.usual import (
    Moments,
    Stranger,
    Usual,
    mean_moments,
    phrase_moments,
    word_moments,
)

Likeness = Callable[[Side, Side, Integers, Integers], Doubles]


@dataclass(frozen=True)
class Channel:
    """One way of comparing, and what is usual in it for strangers at any event."""

    likeness: Likeness
    moments: Callable[[Side, Side], Moments]
    stranger: Stranger


MEANING = Channel(mean_likeness, mean_moments, Stranger(0.0, 0.13))
WORDS = Channel(word_likeness, word_moments, Stranger(0.01, 0.015))
PHRASES = Channel(phrase_likeness, phrase_moments, Stranger(0.07, 0.09))
CHANNELS = (MEANING, WORDS, PHRASES)


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
        total = np.zeros(len(a))
        for channel, (ours, theirs) in self.usual.items():
            found = channel.likeness(self.left, self.right, a, b)
            beyond = found - ours.excess[a] - theirs.excess[b] - ours.common
            total += beyond * (0.5 / ours.spread[a] + 0.5 / theirs.spread[b])
        compared = np.zeros(len(comparable))
        compared[comparable] = total / len(CHANNELS)
        return compared
