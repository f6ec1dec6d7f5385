"""When an event is, and what of it somebody who had a letter has to be told again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shared.digests import digest
from shared.messages import EventSettings

_REVISION_DIGITS = 12


@dataclass(frozen=True, slots=True)
class _Told:
    starts_at: str
    ends_at: str
    venue: str
    called_off: bool


def zone_of(settings: EventSettings) -> ZoneInfo:
    """Give the event's time zone; UTC where there is none of that name."""
    try:
        return ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def starts_at(settings: EventSettings) -> datetime:
    """Tell when an event starts, in its time zone; a time without a zone is read as UTC."""
    return _with_zone(settings.starts_at).astimezone(zone_of(settings))


def ends_at(settings: EventSettings) -> datetime:
    """Tell when an event ends, in its time zone: with the day, where nobody said it."""
    if settings.ends_at is not None:
        return _with_zone(settings.ends_at).astimezone(zone_of(settings))
    day = starts_at(settings).date() + timedelta(days=1)
    return datetime.combine(day, time(), zone_of(settings))


def is_over(settings: EventSettings, now: datetime) -> bool:
    """Tell whether there is nothing left to write about."""
    return now >= ends_at(settings)


def revision_of(settings: EventSettings, *, called_off: bool) -> str:
    """Name what a letter tells of when and where an event is, and whether it is.

    Only a change of these is worth a letter; another name or time zone is not.
    """
    start = _instant(settings.starts_at)
    end = _instant(settings.ends_at) if settings.ends_at else ""
    return digest(_Told(start, end, settings.venue.strip(), called_off))[:_REVISION_DIGITS]


def _instant(moment: datetime) -> str:
    return _with_zone(moment).astimezone(UTC).isoformat()


def _with_zone(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
