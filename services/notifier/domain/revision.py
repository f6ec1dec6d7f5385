"""What of an event somebody who had a letter has to be told again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from shared.digests import digest
from shared.event_times import aware
from shared.messages import EventSettings

_REVISION_DIGITS = 12


@dataclass(frozen=True, slots=True)
class _Told:
    starts_at: str
    ends_at: str
    venue: str
    called_off: bool


def revision_of(settings: EventSettings, *, called_off: bool) -> str:
    """Name what a letter tells of when and where an event is, and whether it is.

    Only a change of these is worth a letter; another name or time zone is not.
    """
    start = _instant(settings.starts_at)
    end = _instant(settings.ends_at) if settings.ends_at else ""
    return digest(_Told(start, end, settings.venue.strip(), called_off))[:_REVISION_DIGITS]


def _instant(moment: datetime) -> str:
    return aware(moment).astimezone(UTC).isoformat()
