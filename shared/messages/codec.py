"""Messages to the bytes of the log, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, get_args

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from shared import topics
from shared.errors import InvalidMessage
from shared.log import Entry, Record
from shared.messages.base import Erased, Message, Swept
from shared.messages.events import EventCancelled, EventChanged, EventOpened
from shared.messages.introductions import (
    IntroductionErased,
    IntroductionProposed,
    IntroductionWithdrawn,
    RoundDropped,
    RoundFinished,
    RoundHeld,
    RoundReleased,
    RoundRequested,
)
from shared.messages.outcomes import (
    AnswerErased,
    BriefDelivered,
    BriefFailed,
    IntroductionAnswered,
    KeepInTouch,
    LetterFailed,
    LetterSent,
    MeetingHeld,
    Unsubscribed,
)
from shared.messages.people import (
    ContactErased,
    ContactStated,
    ProfileErased,
    ProfileStated,
    RosterClosed,
    WishesErased,
    WishesStated,
)
from shared.messages.upcast import UPCASTS, Fields, Upcasts, upcast

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
    | Unsubscribed
    | RoundReleased
    | RoundHeld
    | RoundDropped
    | LetterSent
    | LetterFailed
    | WishesStated,
    Field(discriminator="kind"),
]

_TOMBSTONES: dict[str, type[Erased]] = {
    topics.PROFILES: ProfileErased,
    topics.CONTACTS: ContactErased,
    topics.INTRODUCTIONS: IntroductionErased,
    topics.ANSWERS: AnswerErased,
    topics.WISHES: WishesErased,
}


_UNKNOWN = (
    "a kind that this version of Rapport does not know; if a newer one wrote it, upgrade,"
    " then `rapport dead-letters replay`"
)


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
            value=None if isinstance(message, Erased) else _value_of(message),
        )
        for message in messages
    ]


def _value_of(message: Message) -> bytes:
    """Write a message; the first version goes without saying, as it did before there were any.

    So what earlier releases wrote is of the first version, and who reads the bytes of a message
    that never changed, an earlier release in a rolling update too, finds them as ever.
    """
    if message.version == 1:
        return message.model_dump_json().encode()
    return to_json({"version": message.version, **message.model_dump(mode="json")})


class Codec:
    """Reads records of some kinds of message, whichever release wrote them."""

    def __init__(self, messages: Any, upcasts: Upcasts) -> None:  # noqa: ANN401 - a union of types
        """Take what there is to read.

        Args:
            messages: a union of messages that `kind` tells apart, such as `AnyMessage`.
            upcasts: what brings their earlier versions to today's.
        """
        validator = TypeAdapter[Message](messages).validator
        self._from_bytes: Callable[[bytes], Message] = validator.validate_json
        self._from_fields: Callable[[Fields], Message] = validator.validate_python
        self._upcasts = upcasts
        self._current: dict[str, int] = {
            message.model_fields["kind"].default: message.version
            for message in get_args(get_args(messages)[0])
        }
        changed = {kind for kind, version in self._current.items() if version > 1}
        changed |= {kind for kind, _ in upcasts}
        self._signs = tuple(f'"{word}"'.encode() for word in ("version", *sorted(changed)))

    def decode(self, record: Record) -> Message:
        """Read a record of the log.

        Args:
            record: as read; its value is untrusted.

        Returns:
            The message, an `Erased` for a tombstone.

        Raises:
            InvalidMessage: nothing that this version knows; names the fields, never the values.
        """
        if record.value is None:
            return _tombstone(record)
        message = self._read(record.value)
        if message.topic != record.topic:
            raise InvalidMessage(f"{type(message).__name__} does not belong on {record.topic}")
        if message.event != record.event:
            raise InvalidMessage("the message is about another event than its record")
        return message

    def _read(self, value: bytes) -> Message:
        """Read a message; one that no step is for goes straight from bytes to its fields."""
        try:
            for sign in self._signs:  # no JSON is parsed for it: every record comes by here
                if sign in value:
                    return self._from_fields(self._upcast(value))
            return self._from_bytes(value)
        except ValidationError as error:
            raise InvalidMessage(_reason_of(error)) from None

    def _upcast(self, value: bytes) -> Fields:
        try:
            fields = from_json(value)
        except ValueError:
            raise InvalidMessage("not JSON") from None
        if not isinstance(fields, dict):
            raise InvalidMessage("not an object of JSON")
        return upcast(fields, self._current, self._upcasts)


def _tombstone(record: Record) -> Message:
    if record.key == topics.SWEEP:
        return Swept(event=record.event)
    tombstone = _TOMBSTONES.get(record.topic)
    if tombstone is None:
        raise InvalidMessage(f"a tombstone means nothing on {record.topic}")
    if not record.event or not record.key:
        raise InvalidMessage("a tombstone without an event or a key")
    return tombstone.at(record.event, record.key)


def _reason_of(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    if found[0]["type"] == "union_tag_invalid":
        return _UNKNOWN
    return "; ".join("/".join(map(str, one["loc"])) + ": " + one["type"] for one in found)


decode = Codec(AnyMessage, UPCASTS).decode
