"""What became of introductions and briefs."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from shared import topics
from shared.messages.base import Erased, Message


class _Answer(Message):
    topic = topics.ANSWERS
    introduction: str
    attendee: str
    at: datetime

    @property
    def key(self) -> str:
        """Name the introduction and the side that speaks."""
        return f"{self.introduction}/{self.attendee}/{type(self).__name__}"


class IntroductionAnswered(_Answer):
    """One of the two said yes or no."""

    kind: Literal["IntroductionAnswered"] = "IntroductionAnswered"
    answer: Literal["accept", "decline"]
    message: str = ""


class MeetingHeld(_Answer):
    """One of the two says whether they met and whether it was worth it."""

    kind: Literal["MeetingHeld"] = "MeetingHeld"
    met: bool
    useful: bool | None = None


class KeepInTouch(_Answer):
    """One of the two wants, or no longer wants, to be reminded of the other."""

    kind: Literal["KeepInTouch"] = "KeepInTouch"
    wanted: bool


class AnswerErased(Erased):
    """One of the two is forgotten, and with them what was answered: a tombstone."""

    topic = topics.ANSWERS
    kind: Literal["AnswerErased"] = "AnswerErased"
    named = "answer"
    answer: str


class BriefDelivered(Message):
    """A brief reached its channel, once."""

    topic = topics.DELIVERIES
    kind: Literal["BriefDelivered"] = "BriefDelivered"
    delivery: str
    introduction: str
    attendee: str
    channel: str
    at: datetime

    @property
    def key(self) -> str:
        """Name the delivery."""
        return self.delivery


class BriefFailed(Message):
    """A brief could not be delivered; `permanent` says that trying again is useless.

    `address_mark` is a hash of the address that failed, where that was the reason: another
    address is worth another try.
    """

    topic = topics.DELIVERIES
    kind: Literal["BriefFailed"] = "BriefFailed"
    delivery: str
    introduction: str
    attendee: str
    channel: str
    at: datetime
    why: str
    permanent: bool
    address_mark: str = ""

    @property
    def key(self) -> str:
        """Name the delivery."""
        return self.delivery


class _LetterEnded(Message):
    """How a letter ended: one mail to one attendee, about one occasion.

    `occasion` is such as `introductions:<round>`, `invite` or `change:<revision>`; `introductions`
    are those that the letter tells of.
    """

    topic = topics.DELIVERIES
    letter: str
    attendee: str
    occasion: str
    introductions: tuple[str, ...] = ()
    channel: str
    at: datetime

    @property
    def key(self) -> str:
        """Name the attendee, the occasion and how it ended, which replaces no other end."""
        return f"{self.attendee}/{self.occasion}/{type(self).__name__}"


class LetterSent(_LetterEnded):
    """A letter reached its channel; `in_doubt` where a server may not have taken it.

    `ended` are introductions of which it says that they are not on any more, and `revision` names
    what it tells of when and where the event is.
    """

    kind: Literal["LetterSent"] = "LetterSent"
    ended: tuple[str, ...] = ()
    revision: str = ""
    in_doubt: bool = False


class LetterFailed(_LetterEnded):
    """A letter could not be sent; `permanent` says that trying again is useless.

    `reach` is the keyed hash of the address that failed, where that was the reason: nobody is
    reached there until `ProfileStated.reach` is another one.
    """

    kind: Literal["LetterFailed"] = "LetterFailed"
    why: str
    permanent: bool
    reach: str = ""


class Unsubscribed(Message):
    """An attendee wants no more mail."""

    topic = topics.DELIVERIES
    kind: Literal["Unsubscribed"] = "Unsubscribed"
    attendee: str
    at: datetime

    @property
    def key(self) -> str:
        """Name the attendee."""
        return f"unsubscribed/{self.attendee}"
