"""What an organiser decides about an event, as JSON or as a form says it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from services.intake.field_types import (
    Email,
    Line200,
    Line300,
    Moment,
    Name,
    Paragraphs,
    TimeZone,
)
from shared.events import Event
from shared.messages import EventSettings


class EventIn(EventSettings):
    """What an organiser decides about a new event.

    A time without a zone is in the event's. Every round is released by hand.
    """

    model_config = ConfigDict(extra="forbid")

    name: Name
    starts_at: Moment
    ends_at: Moment | None = None
    time_zone: TimeZone = "UTC"
    venue: Line300 = ""
    organiser_name: Line200 = ""
    organiser_email: Email = ""
    imprint: Paragraphs = ""
    privacy_notice: Paragraphs = ""
    release: Literal["by_hand"] = "by_hand"

    def settings(self) -> EventSettings:
        """Give the settings that the event opens with."""
        return EventSettings(**dict(self))


class EventOut(BaseModel):
    """An event."""

    event: str
    cancelled: bool
    settings: EventSettings

    @classmethod
    def of(cls, event: Event) -> EventOut:
        """Show an event."""
        return cls(event=event.id, cancelled=event.cancelled, settings=event.settings)


class EventsOut(BaseModel):
    """A page of events."""

    events: list[EventOut]
    next: str | None


class EventChanges(BaseModel):
    """What to change of an event; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: Name = ""
    starts_at: Moment = datetime.min  # noqa: DTZ901 - never used: what is left out stays
    ends_at: Moment | None = None
    time_zone: TimeZone = "UTC"
    venue: Line300 = ""
    organiser_name: Line200 = ""
    organiser_email: Email = ""
    imprint: Paragraphs = ""
    privacy_notice: Paragraphs = ""
    capacity: int = Field(default=1, ge=1, le=50)
    minimum: int = Field(default=0, ge=0, le=50)
    briefs_days_before: int | None = Field(default=None, ge=0, le=365)
    late_share: float = Field(default=0.1, ge=0.0, le=1.0)
    on_paper: bool = False

    def changes(self) -> dict[str, Any]:
        """Give only what the request names."""
        return self.model_dump(exclude_unset=True)
