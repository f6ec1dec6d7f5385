"""Messages to the bytes of the log, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from shared import topics
from shared.errors import InvalidMessage
from shared.log import Entry, Record
from shared.messages.base import Erased, Message, Swept
from shared.messages.events import EventCancelled, EventChanged, EventOpened
from shared.messages.introductions import (
    IntroductionErased,
    IntroductionProposed,
    IntroductionWithdrawn,
    RoundFinished,
    RoundRequested,
)
from shared.messages.outcomes import (
    AnswerErased,
    BriefDelivered,
    BriefFailed,
    IntroductionAnswered,
    KeepInTouch,
    MeetingHeld,
    Unsubscribed,
)
from shared.messages.people import (
    ContactErased,
    ContactStated,
    ProfileErased,
    ProfileStated,
    RosterClosed,
)

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
    topics.INTRODUCTIONS: IntroductionErased,
    topics.ANSWERS: AnswerErased,
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
    if record.value is None and record.key == topics.SWEEP:
        return Swept(event=record.event)
    if record.value is None:
        tombstone = _TOMBSTONES.get(record.topic)
        if tombstone is None:
            raise InvalidMessage(f"a tombstone means nothing on {record.topic}")
        if not record.event or not record.key:
            raise InvalidMessage("a tombstone without an event or a key")
        return tombstone.at(record.event, record.key)
    try:
        message = _ANY.validate_json(record.value)
    except ValidationError as error:
        places = ("/".join(map(str, e["loc"])) + ": " + e["type"] for e in error.errors())
        raise InvalidMessage("; ".join(places)) from None
    if message.topic != record.topic:
        raise InvalidMessage(f"{type(message).__name__} does not belong on {record.topic}")
    if message.event != record.event:
        raise InvalidMessage("the message is about another event than its record")
    return message
