"""When a brief is due, and what its delivery is called."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid5

from shared.messages import EventSettings, IntroductionProposed

_DELIVERIES = UUID("5f0c1c5e-2f4b-5a53-9a47-6d0f3a1e7c21")


def due_at(settings: EventSettings, proposed_at: datetime) -> datetime | None:
    """Tell when a brief about a new introduction goes out.

    Args:
        settings: the event's; a time without a zone is read as UTC.
        proposed_at: when the introduction was proposed; read in the same way.

    Returns:
        The planned day, or `proposed_at` when that day has passed or none is planned; None
        when the event had already started, as there is nothing left to prepare for.
    """
    starts_at, proposed_at = _with_zone(settings.starts_at), _with_zone(proposed_at)
    if proposed_at >= starts_at:
        return None
    if settings.briefs_days_before is None:
        return proposed_at
    return max(proposed_at, starts_at - timedelta(days=settings.briefs_days_before))


def delivery_id(introduction: str, attendee: str) -> str:
    """Name the delivery of one brief, the same every time, so that it happens once.

    Args:
        introduction: its id.
        attendee: the id of the one who reads the brief.
    """
    return str(uuid5(_DELIVERIES, f"{introduction}/{attendee}"))


def deliveries_of(made: IntroductionProposed) -> set[str]:
    """Name the deliveries of both briefs of an introduction."""
    return {delivery_id(made.introduction, side) for side in made.attendees}


def address_mark(delivery: str, email: str) -> str:
    """Mark the address that a delivery failed for, without telling it.

    A rebuilt view has to tell a failure before the address was changed from one after it.
    """
    return sha256(f"{delivery}/{email}".encode()).hexdigest()[:8]


def _with_zone(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
