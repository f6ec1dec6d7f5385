"""What organisers decide about events."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from shared import topics
from shared.messages.base import Message, Part


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
    """An organiser called an event off; the settings are kept for what is compacted away."""

    topic = topics.EVENTS
    kind: Literal["EventCancelled"] = "EventCancelled"
    organiser: str
    settings: EventSettings | None = None
