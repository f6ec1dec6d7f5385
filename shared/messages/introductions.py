"""Who was proposed to whom, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from shared import topics
from shared.messages.base import Erased, Fraction, Message, Part

WITHDRAWN = "/withdrawn"
"""What a withdrawal's key ends with; what is before that is the introduction's."""


class Reason(Part):
    """One pair of phrases that carried a score; a helps b with `phrase_a` for `phrase_b`."""

    kind: Literal["common_ground", "a_helps_b", "b_helps_a"]
    phrase_a: str
    phrase_b: str
    strength: Fraction


class IntroductionProposed(Message):
    """Two attendees proposed to each other; `attendee_a` sorts before `attendee_b`.

    `last_resort` marks a pair in which one side has nothing to match on.
    """

    topic = topics.INTRODUCTIONS
    kind: Literal["IntroductionProposed"] = "IntroductionProposed"
    introduction: str
    round: str
    attendee_a: str
    attendee_b: str
    industry_a: str
    industry_b: str
    score: Fraction
    common_ground: Fraction
    help_a_to_b: Fraction
    help_b_to_a: Fraction
    reasons: tuple[Reason, ...] = ()
    last_resort: bool = False

    @property
    def attendees(self) -> tuple[str, str]:
        """List both."""
        return self.attendee_a, self.attendee_b

    @property
    def key(self) -> str:
        """Name the introduction."""
        return self.introduction


class IntroductionWithdrawn(Message):
    """An introduction no longer stands, and why.

    What somebody was told of ends only where the withdrawal is `final`: one of the two can't be
    reached, or is not coming.
    """

    topic = topics.INTRODUCTIONS
    kind: Literal["IntroductionWithdrawn"] = "IntroductionWithdrawn"
    introduction: str
    round: str
    why: str
    final: bool = False

    @property
    def key(self) -> str:
        """Name the withdrawal, so that it does not replace what says whose introduction it was."""
        return f"{self.introduction}{WITHDRAWN}"


class IntroductionErased(Erased):
    """One of the two is forgotten, and with them what was said of both: a tombstone."""

    topic = topics.INTRODUCTIONS
    kind: Literal["IntroductionErased"] = "IntroductionErased"
    named = "introduction"
    introduction: str


class RoundRequested(Message):
    """An organiser asked for a round."""

    topic = topics.INTRODUCTIONS
    kind: Literal["RoundRequested"] = "RoundRequested"
    round: str

    @property
    def key(self) -> str:
        """Name the request, so that the round's end does not replace it."""
        return f"{self.round}/requested"


class Underserved(Part):
    """An attendee below the minimum, and why."""

    attendee: str
    introductions: int
    why: str


class RoundFinished(Message):
    """A round's end and its figures, by name; times in seconds.

    `failed` says why a round ended without a result; empty where it has one.
    """

    topic = topics.INTRODUCTIONS
    kind: Literal["RoundFinished"] = "RoundFinished"
    round: str
    figures: dict[str, float]
    underserved: tuple[Underserved, ...] = ()
    failed: str = ""

    @property
    def key(self) -> str:
        """Name the round."""
        return self.round


class _Gate(Message):
    """What an organiser decides about a round; of two decisions the later counts."""

    topic = topics.INTRODUCTIONS
    round: str
    at: datetime

    @property
    def key(self) -> str:
        """Name the decision, so that none replaces the round or another decision."""
        return f"{self.round}/{type(self).__name__}"


class RoundReleased(_Gate):
    """A round's introductions may be told; from then on they are not taken back lightly.

    Before `not_before` it is a plan, which takes effect when it is said again at that time.
    `repairs` says that what repairs the round later goes out by itself, too.
    """

    kind: Literal["RoundReleased"] = "RoundReleased"
    not_before: datetime | None = None
    repairs: bool = False

    @property
    def is_effective(self) -> bool:
        """Tell whether its time has come."""
        return self.not_before is None or self.at >= self.not_before


class RoundHeld(_Gate):
    """Letters about a round stop; what has left has left."""

    kind: Literal["RoundHeld"] = "RoundHeld"


class RoundDropped(_Gate):
    """A round's introductions are not told to anybody, and are free for the next round."""

    kind: Literal["RoundDropped"] = "RoundDropped"
