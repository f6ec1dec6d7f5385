"""What an event's settings must agree on, whoever decides them."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from shared.errors import Refused
from shared.messages import EventSettings


class Contradiction(Refused):
    """Two settings don't go together; names the field to change."""

    def __init__(self, field: str, problem: str) -> None:
        """Take the field and what is wrong with it."""
        super().__init__(f"{field}: {problem}")
        self.field, self.problem = field, problem


def settled(settings: EventSettings) -> EventSettings:
    """Read times without a zone in the event's, and check that the rest goes together.

    Raises:
        Contradiction: the minimum exceeds the capacity, or the event ends before it starts.
    """
    if settings.minimum > settings.capacity:
        raise Contradiction(
            "minimum",
            f"at least {settings.minimum} introductions each can't be had with"
            f" a capacity of {settings.capacity}; lower the minimum or raise the capacity",
        )
    zone = ZoneInfo(settings.time_zone)
    starts_at = _in_zone(settings.starts_at, zone)
    ends_at = _in_zone(settings.ends_at, zone) if settings.ends_at else None
    if ends_at is not None and ends_at <= starts_at:
        raise Contradiction("ends_at", "the event ends before it starts; leave it empty for a day")
    return settings.model_copy(update={"starts_at": starts_at, "ends_at": ends_at})


def _in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


@cache
def time_zones() -> frozenset[str]:
    """Name every time zone that there is."""
    return frozenset(available_timezones())


def places(chosen: str) -> list[str]:
    """List the time zones to choose from, by the names of places, and the one that is chosen."""
    by_place = {name for name in time_zones() if "/" in name and not name.startswith("Etc/")}
    return sorted(by_place | {"UTC", chosen})
