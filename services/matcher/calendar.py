"""The days before an event on which the matcher acts, as the people there count them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from shared.event_times import aware, local, starts_at
from shared.messages import EventSettings

_MORNING = time(9)


def is_before_the_eve(settings: EventSettings, now: datetime) -> bool:
    """Tell whether the day before the event has not begun: late people may still come."""
    eve = starts_at(settings).date() - timedelta(days=1)
    return local(settings, now).date() < eve


def automatic_at(settings: EventSettings, now: datetime) -> datetime:
    """Tell when a round that is finished now is released, where that needs nobody."""
    if settings.briefs_days_before is None:
        return now
    return aware(settings.starts_at) - timedelta(days=settings.briefs_days_before)


def next_morning(settings: EventSettings, now: datetime) -> datetime:
    """Find the next time that it is nine o'clock there."""
    here = local(settings, now)
    days = (here.date() + timedelta(days=ahead) for ahead in range(3))
    mornings = (datetime.combine(day, _MORNING, here.tzinfo) for day in days)
    return next(morning for morning in mornings if morning > now).astimezone(UTC)
