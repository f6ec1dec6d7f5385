"""Messages survive the way through the log, and bad ones are told apart."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shared import topics
from shared.errors import InvalidMessage
from shared.log import Record
from shared.messages import (
    ContactErased,
    EventOpened,
    EventSettings,
    Message,
    ProfileErased,
    ProfileStated,
    decode,
    encode,
)


def through_the_log(message: Message) -> Message:
    (entry,) = encode([message])
    return decode(Record(entry.topic, 0, 1, entry.event, entry.key, entry.value))


SETTINGS = EventSettings(name="Spring", starts_at=datetime(2027, 5, 4, 9, tzinfo=UTC))


class TestMessages:
    @pytest.mark.parametrize(
        "message",
        [
            EventOpened(event="spring", organiser="o", settings=SETTINGS),
            ProfileStated(event="spring", attendee="a", roster="r", interests=("rivers", "ü")),
            ProfileErased(event="spring", attendee="a"),
            ContactErased(event="spring", attendee="a"),
        ],
    )
    def test_come_back_as_they_were(self, message: Message) -> None:
        """Every view is built from what comes back."""
        assert through_the_log(message) == message

    def test_tolerate_fields_of_later_versions(self) -> None:
        """During a deployment, old workers read new messages."""
        value = b'{"kind":"EventCancelled","event":"e","organiser":"o","mood":"sad"}'
        assert decode(Record(topics.EVENTS, 0, 1, "e", "e", value)).event == "e"

    @pytest.mark.parametrize(
        "value", [b"", b"\xff", b"[]", b'{"kind":"Nothing"}', b'{"kind":"EventOpened"}']
    )
    def test_refuse_what_nobody_can_read(self, value: bytes) -> None:
        """A bad record goes to the dead letters instead of stopping its partition."""
        with pytest.raises(InvalidMessage):
            decode(Record(topics.EVENTS, 0, 1, "e", "e", value))

    def test_refuse_a_message_on_a_foreign_topic(self) -> None:
        """A contact on the profiles topic would reach the matcher."""
        (entry,) = encode([EventOpened(event="e", organiser="o", settings=SETTINGS)])
        with pytest.raises(InvalidMessage):
            decode(Record(topics.PROFILES, 0, 1, "e", "e", entry.value))

    def test_profiles_have_no_place_for_an_identity(self) -> None:
        """The matcher can't weigh what it never receives."""
        assert not {"name", "email", "title", "company"} & set(ProfileStated.model_fields)
