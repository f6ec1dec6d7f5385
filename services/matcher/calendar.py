"""The days of an event, as the people there count them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from shared.messages import EventSettings

_MORNING = time(9)


def ends_at(settings: EventSettings) -> datetime:
    """Tell when an event is over: the end of its first day where nothing else is said."""
    if settings.ends_at is not None:
        return aware(settings.ends_at)
    first = _local(settings, settings.starts_at)
    return datetime.combine(first.date() + timedelta(days=1), time(), first.tzinfo)


def is_before_the_eve(settings: EventSettings, now: datetime) -> bool:
    """Tell whether the day before the event has not begun: late people may still come."""
    eve = _local(settings, settings.starts_at).date() - timedelta(days=1)
    return _local(settings, now).date() < eve


def automatic_at(settings: EventSettings, now: datetime) -> datetime:
    """Tell when a round that is finished now is released, where that needs nobody."""
    if settings.briefs_days_before is None:
        return now
    return aware(settings.starts_at) - timedelta(days=settings.briefs_days_before)


def next_morning(settings: EventSettings, now: datetime) -> datetime:
    """Find the next time that it is nine o'clock there."""
    here = _local(settings, now)
    days = (here.date() + timedelta(days=ahead) for ahead in range(3))
    mornings = (datetime.combine(day, _MORNING, here.tzinfo) for day in days)
    return next(morning for morning in mornings if morning > now).astimezone(UTC)


def aware(moment: datetime) -> datetime:
    """Read a time without a zone as UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _local(settings: EventSettings, moment: datetime) -> datetime:
    return aware(moment).astimezone(zone_of(settings))


def zone_of(settings: EventSettings) -> tzinfo:
    """Find an event's time zone; what nobody knows is UTC."""
    try:
        return ZoneInfo(settings.time_zone)
    except (ValueError, OSError, LookupError):
        return UTC
