"""Reads a likeness against what is usual for both people, so that hubs gain nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.background import Doubles
from services.matcher.domain.likeness import (
    mean_likeness,
    phrase_likeness,
    phrase_table,
    word_likeness,
)
from services.matcher.domain.ports import Floats, Integers
from services.matcher.domain.sides import Side

MOST_ANCHORS = 256
"""People against whom it is measured what is usual for everyone."""

_PRIOR_PEOPLE = 10.0

Table = Callable[[Side, Side, Integers], Doubles]
Likeness = Callable[[Side, Side, Integers, Integers], Doubles]


@dataclass(frozen=True)
class Usual:
    """What is usual for n attendees, as likenesses.

    `common` is everyone's mean, `excess` (n,) how far above it each person's own mean is,
    `spread` (n,) how much a person's likenesses vary.
    """

    common: float
    excess: Doubles
    spread: Doubles


@dataclass(frozen=True)
class Channel:
    """One way of comparing, and what is usual in it for strangers at any event."""

    likeness: Likeness
    table: Table
    centre: float
    spread: float


def _mean_table(left: Side, right: Side, anchors: Integers) -> Doubles:
    return (left.mean @ right.mean[anchors].T).astype(np.float64)


def _word_table(left: Side, right: Side, anchors: Integers) -> Doubles:
    table: Doubles = (left.words @ right.words[anchors].T).toarray().astype(np.float64)
    return table


def _phrase_table(left: Side, right: Side, anchors: Integers) -> Doubles:
    parts = [block for _, block in phrase_table(left, right, anchors)]
    return np.concatenate([np.empty((0, len(anchors))), *parts])


MEANING = Channel(mean_likeness, _mean_table, 0.0, 0.13)
WORDS = Channel(word_likeness, _word_table, 0.01, 0.015)
PHRASES = Channel(phrase_likeness, _phrase_table, 0.07, 0.09)
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
            ours = _usual(channel, left, right)
            usual[channel] = (ours, ours if left is right else _usual(channel, right, left))
        return cls(left, right, usual)

    def comparable(self, a: Integers, b: Integers) -> NDArray[np.bool_]:
        """Tell for which pairs, (m,) and (m,), both sides bring something: (m,)."""
        comparable: NDArray[np.bool_] = self.left.stated[a] & self.right.stated[b]
        return comparable

    def pairs(self, a: Integers, b: Integers) -> Doubles:
        """Compare pairs in all channels.

        Args:
            a: (m,), positions on the left.
            b: (m,), positions on the right.

        Returns:
            (m,), spreads above the usual; 0 where not comparable.
        """
        total = np.zeros(len(a))
        for channel, (ours, theirs) in self.usual.items():
            found = channel.likeness(self.left, self.right, a, b)
            beyond = found - ours.excess[a] - theirs.excess[b] - ours.common
            total += beyond * (0.5 / ours.spread[a] + 0.5 / theirs.spread[b])
        return np.where(self.comparable(a, b), total / len(CHANNELS), 0.0)

    def block(self, people: slice) -> Floats:
        """Compare some people of the left with everyone by meaning on average and words.

        Args:
            people: m positions on the left.

        Returns:
            (m, n), spreads above the usual, a first approximation of `pairs`.
        """
        meaning = self.left.mean[people] @ self.right.mean.T
        total = self._standard(MEANING, meaning, people)
        words = (self.left.words[people] @ self.right.words.T).toarray()
        total += self._standard(WORDS, words, people)
        total /= 2.0
        return total

    def reverse(self) -> Comparison:
        """Compare the other way round, from the right to the left."""
        usual = {channel: (theirs, ours) for channel, (ours, theirs) in self.usual.items()}
        return Comparison(self.right, self.left, usual)

    def _standard(self, channel: Channel, found: Floats, people: slice) -> Floats:
        ours, theirs = self.usual[channel]
        found = found - (ours.excess[people] + ours.common).astype(np.float32)[:, None]
        found -= theirs.excess.astype(np.float32)
        near, far = 0.5 / ours.spread[people], 0.5 / theirs.spread
        found *= near.astype(np.float32)[:, None] + far.astype(np.float32)
        return found


def _anchors(side: Side) -> Integers:
    """Choose people of a side evenly along their ids, which are as good as random."""
    stated = np.flatnonzero(side.stated).astype(np.int32)
    chosen = np.linspace(0, len(stated) - 1, min(len(stated), MOST_ANCHORS))
    return stated[np.rint(chosen).astype(np.int64)]


def _usual(channel: Channel, left: Side, right: Side) -> Usual:
    """Measure the mean and spread of everyone's likenesses; few people are trusted less."""
    anchors = _anchors(right)
    table = channel.table(left, right, anchors)
    other = np.arange(len(table))[:, None] != anchors
    number = other.sum(axis=1) + _PRIOR_PEOPLE
    centre = ((table * other).sum(axis=1) + _PRIOR_PEOPLE * channel.centre) / number
    squares = (np.square(table - centre[:, None]) * other).sum(axis=1)
    variance = (squares + _PRIOR_PEOPLE * channel.spread**2) / number
    stated = left.stated
    if not stated.any():
        return Usual(channel.centre, np.zeros(len(table)), np.full(len(table), channel.spread))
    common = float(centre[stated].mean())
    spread = np.sqrt((variance + variance[stated].mean()) / 2.0)
    return Usual(common, centre - common, spread)
