"""When an event is, by the clock of those who are there; a time without a zone is read as UTC."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shared.messages import EventSettings


def zone_of(settings: EventSettings) -> ZoneInfo:
    """Give the event's time zone; UTC where there is none of that name."""
    try:
        return ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def local(settings: EventSettings, moment: datetime) -> datetime:
    """Tell a time as it is there."""
    return aware(moment).astimezone(zone_of(settings))


def starts_at(settings: EventSettings) -> datetime:
    """Tell when an event starts, in its time zone."""
    return local(settings, settings.starts_at)


def ends_at(settings: EventSettings) -> datetime:
    """Tell when an event ends, in its time zone: with its first day, where nobody said it."""
    if settings.ends_at is not None:
        return local(settings, settings.ends_at)
    day = starts_at(settings).date() + timedelta(days=1)
    return datetime.combine(day, time(), zone_of(settings))


def is_over(settings: EventSettings, now: datetime) -> bool:
    """Tell whether an event has ended."""
    return now >= ends_at(settings)


def aware(moment: datetime) -> datetime:
    """Read a time without a zone as UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
