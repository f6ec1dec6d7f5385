"""What organisers decide about events."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from shared import topics
from shared.messages.base import Message, Part

_SENDER = ("organiser_name", "organiser_email", "imprint", "privacy_notice")


class EventSettings(Part):
    """What an organiser decides about an event.

    `ends_at` is the end of the day of `starts_at` where it is None. `capacity` and `minimum` count
    introductions per attendee; `late_share` of the attendees' number are expected after the first
    list, and find room. A round is released `by_hand`, or `automatic`ally `briefs_days_before`
    days before `starts_at`, at once where that is None. Attendees without an address are matched
    only if they will read `on_paper`. Letters name `organiser_name`, who reads what comes to
    `organiser_email`, and carry `imprint` and `privacy_notice` (text, or an address of it).
    """

    name: str = Field(min_length=1, max_length=200)
    starts_at: datetime
    ends_at: datetime | None = None
    time_zone: str = Field(default="UTC", max_length=60)
    venue: str = Field(default="", max_length=300)
    organiser_name: str = Field(default="", max_length=200)
    organiser_email: str = Field(default="", max_length=320)
    imprint: str = Field(default="", max_length=1000)
    privacy_notice: str = Field(default="", max_length=1000)
    capacity: int = Field(default=5, ge=1, le=50)
    minimum: int = Field(default=3, ge=0, le=50)
    briefs_days_before: int | None = Field(default=7, ge=0, le=365)
    release: Literal["by_hand", "automatic"] = "by_hand"
    late_share: float = Field(default=0.1, ge=0.0, le=1.0)
    on_paper: bool = False

    @property
    def missing_sender(self) -> list[str]:
        """Name what letters must say of who sends them, and can't yet."""
        return [name for name in _SENDER if not getattr(self, name).strip()]


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
    """An organiser called an event off; the settings are kept for what is compacted away."""

    topic = topics.EVENTS
    kind: Literal["EventCancelled"] = "EventCancelled"
    organiser: str
    settings: EventSettings | None = None
