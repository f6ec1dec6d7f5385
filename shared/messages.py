"""What crosses the log: past-tense facts, their fields and their bytes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from shared import topics
from shared.errors import InvalidMessage
from shared.log import Entry, Record

Format = Literal["in_person", "phone", "video"]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


class Part(BaseModel):
    """A piece of a message; immutable, and tolerant of fields added later."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Message(Part):
    """A fact about one event; `topic` and `key` say where it is kept."""

    topic: ClassVar[str]
    event: str

    @property
    def key(self) -> str:
        """Name the entity that this fact is about; the newest per key survives compaction."""
        return self.event


class EventSettings(Part):
    """What an organiser decides about an event.

    `capacity` and `minimum` count introductions per attendee. Briefs are delivered
    `briefs_days_before` days before `starts_at`; None means at once.
    """

    name: str = Field(min_length=1, max_length=200)
    starts_at: datetime
    venue: str = Field(default="", max_length=300)
    capacity: int = Field(default=5, ge=1, le=50)
    minimum: int = Field(default=3, ge=0, le=50)
    briefs_days_before: int | None = Field(default=7, ge=0, le=365)


class EventOpened(Message):
    """An organiser opened an event."""

    topic = topics.EVENTS
    kind: Literal["EventOpened"] = "EventOpened"
    organiser: str
    settings: EventSettings


class EventChanged(Message):
    """An organiser changed an event; the settings are complete, not a difference."""

    topic = topics.EVENTS
    kind: Literal["EventChanged"] = "EventChanged"
    organiser: str
    settings: EventSettings


class EventCancelled(Message):
    """An organiser called an event off."""

    topic = topics.EVENTS
    kind: Literal["EventCancelled"] = "EventCancelled"
    organiser: str


class ProfileStated(Message):
    """What an attendee cares about, without a name, an e-mail, a title or a company name.

    `industry` is the roster's label as written, `employer_hint` the generic words of the
    company's name ("hospital", "university"). `company_key` and `person_key` are keyed hashes
    that keep colleagues apart and recognise a person at another event; empty when unknown.
    `excluded` lists attendee ids. A person who is not `attending` keeps the profile and is
    not introduced.
    """

    topic = topics.PROFILES
    kind: Literal["ProfileStated"] = "ProfileStated"
    attendee: str
    roster: str
    attending: bool = True
    interests: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    about: str = ""
    industry: str = ""
    employer_hint: str = ""
    company_key: str = ""
    person_key: str = ""
    formats: tuple[Format, ...] = ()
    capacity: int | None = Field(default=None, ge=0)
    excluded: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Name the attendee."""
        return self.attendee

    @property
    def has_something_to_match_on(self) -> bool:
        """Tell whether there is any phrase or bio to match on."""
        return bool(self.interests or self.offers or self.needs or self.about)


class RosterClosed(Message):
    """A roster's last row is in the log; its people can be matched."""

    topic = topics.PROFILES
    kind: Literal["RosterClosed"] = "RosterClosed"
    roster: str
    accepted: int
    rejected: int

    @property
    def key(self) -> str:
        """Name the roster."""
        return self.roster


class ContactStated(Message):
    """Who an attendee is. Never read by the matcher."""

    topic = topics.CONTACTS
    kind: Literal["ContactStated"] = "ContactStated"
    attendee: str
    roster: str
    name: str
    email: str = ""
    company: str = ""
    title: str = ""
    website: str = ""
    country: str = ""
    bio: str = ""

    @property
    def key(self) -> str:
        """Name the attendee."""
        return self.attendee


class Erased(Message):
    """An attendee is forgotten: what a tombstone on profiles or contacts means."""

    attendee: str

    @property
    def key(self) -> str:
        """Name the attendee."""
        return self.attendee


class ProfileErased(Erased):
    """A tombstone on the profiles topic."""

    topic = topics.PROFILES
    kind: Literal["ProfileErased"] = "ProfileErased"


class ContactErased(Erased):
    """A tombstone on the contacts topic."""

    topic = topics.CONTACTS
    kind: Literal["ContactErased"] = "ContactErased"


class Reason(Part):
    """One pair of phrases that carried a score; a helps b with `phrase_a` for `phrase_b`."""

    kind: Literal["common_ground", "a_helps_b", "b_helps_a"]
    phrase_a: str
    phrase_b: str
    strength: Share


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
    score: Share
    common_ground: Share
    help_a_to_b: Share
    help_b_to_a: Share
    reasons: tuple[Reason, ...] = ()
    last_resort: bool = False

    @property
    def key(self) -> str:
        """Name the introduction."""
        return self.introduction


class IntroductionWithdrawn(Message):
    """An introduction no longer stands, and why."""

    topic = topics.INTRODUCTIONS
    kind: Literal["IntroductionWithdrawn"] = "IntroductionWithdrawn"
    introduction: str
    round: str
    why: str

    @property
    def key(self) -> str:
        """Name the introduction."""
        return self.introduction


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
    """A round's end and its figures, by name; times in seconds."""

    topic = topics.INTRODUCTIONS
    kind: Literal["RoundFinished"] = "RoundFinished"
    round: str
    figures: dict[str, float]
    underserved: tuple[Underserved, ...] = ()

    @property
    def key(self) -> str:
        """Name the round."""
        return self.round


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
    """A brief could not be delivered; `permanent` says that trying again is useless."""

    topic = topics.DELIVERIES
    kind: Literal["BriefFailed"] = "BriefFailed"
    delivery: str
    introduction: str
    attendee: str
    channel: str
    at: datetime
    why: str
    permanent: bool

    @property
    def key(self) -> str:
        """Name the delivery."""
        return self.delivery


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


AnyMessage = Annotated[
    EventOpened
    | EventChanged
    | EventCancelled
    | ProfileStated
    | RosterClosed
    | ContactStated
    | IntroductionProposed
    | IntroductionWithdrawn
    | RoundRequested
    | RoundFinished
    | IntroductionAnswered
    | MeetingHeld
    | KeepInTouch
    | BriefDelivered
    | BriefFailed
    | Unsubscribed,
    Field(discriminator="kind"),
]

_ANY: TypeAdapter[Message] = TypeAdapter(AnyMessage)
_TOMBSTONES: dict[str, type[Erased]] = {
    topics.PROFILES: ProfileErased,
    topics.CONTACTS: ContactErased,
}


def encode(messages: Iterable[Message]) -> list[Entry]:
    """Turn messages into entries for the log.

    Args:
        messages: any number of facts; an `Erased` becomes a tombstone.

    Returns:
        One entry a message, in order.
    """
    return [
        Entry(
            topic=message.topic,
            event=message.event,
            key=message.key,
            value=None if isinstance(message, Erased) else message.model_dump_json().encode(),
        )
        for message in messages
    ]


def decode(record: Record) -> Message:
    """Read a record of the log.

    Args:
        record: as read; its value is untrusted.

    Returns:
        The message, an `Erased` for a tombstone.

    Raises:
        InvalidMessage: nothing that this version knows; names the fields, never the values.
    """
    if record.value is None:
        tombstone = _TOMBSTONES.get(record.topic)
        if tombstone is None:
            raise InvalidMessage(f"a tombstone means nothing on {record.topic}")
        return tombstone(event=record.event, attendee=record.key)
    try:
        message = _ANY.validate_json(record.value)
    except ValidationError as error:
        places = ("/".join(map(str, e["loc"])) + ": " + e["type"] for e in error.errors())
        raise InvalidMessage("; ".join(places)) from None
    if message.topic != record.topic:
        raise InvalidMessage(f"{type(message).__name__} does not belong on {record.topic}")
    return message
