"""The form that opens or changes an event: reads it, and says which fields need another look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from services.intake.domain.event_settings import places
from services.intake.event_schemas import EventIn
from shared.messages import EventSettings

LOCAL = "%Y-%m-%dT%H:%M"
_ASKED = EventIn.model_fields.keys() - {"release"}
_OPTIONAL = ("ends_at", "briefs_days_before")
_WORDS = {
    "missing": "this is needed",
    "string_too_short": "this is needed",
    "datetime_from_date_parsing": "choose a day and an hour",
    "datetime_parsing": "choose a day and an hour",
    "int_parsing": "write a whole number",
    "float_parsing": "write a number",
}


@dataclass(frozen=True, slots=True)
class EventForm:
    """What was typed, by field, and what is wrong with it."""

    typed: Mapping[str, str]
    problems: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: EventSettings) -> Self:
        """Fill in an event's settings; times are the event's own."""
        zone = ZoneInfo(settings.time_zone)
        known = settings.model_dump(exclude={"release", "starts_at", "ends_at", "late_share"})
        typed = {name: "" if value is None else str(value) for name, value in known.items()}
        typed["starts_at"] = settings.starts_at.astimezone(zone).strftime(LOCAL)
        ends_at = settings.ends_at
        typed["ends_at"] = ends_at.astimezone(zone).strftime(LOCAL) if ends_at else ""
        typed["late_share"] = f"{100 * settings.late_share:g}"
        typed["on_paper"] = "yes" if settings.on_paper else ""
        return cls(typed)

    @classmethod
    def empty(cls) -> Self:
        """Give the form of a new event, with what is usual filled in."""
        fields = EventSettings.model_fields
        usual = ("time_zone", "capacity", "minimum", "briefs_days_before")
        typed = {name: str(fields[name].default) for name in usual}
        return cls({**dict.fromkeys(fields, ""), **typed, "late_share": "10"})

    def filled(self) -> EventForm:
        """Add what was not sent."""
        return EventForm({**EventForm.empty().typed, **self.typed}, self.problems)

    def refused(self, problems: Mapping[str, str]) -> EventForm:
        """Keep what was typed, and mark what is wrong."""
        return EventForm(self.typed, problems).filled()

    @property
    def zones(self) -> list[str]:
        """List the time zones to choose from."""
        return places(self.typed.get("time_zone") or "UTC")

    def read(self) -> EventSettings:
        """Read the settings: empty fields stand for the default, empty days for "at once".

        Raises:
            ValidationError: some fields can't be used; `problems_of` names them.
        """
        said = {name: text for name, text in self.typed.items() if text.strip()}
        wanted: dict[str, object] = {name: text for name, text in said.items() if name in _ASKED}
        wanted |= {name: None for name in _OPTIONAL if not self.typed.get(name, "-").strip()}
        wanted["on_paper"] = bool(said.get("on_paper"))
        if "late_share" in said:
            wanted["late_share"] = _share(said["late_share"])
        return EventIn.model_validate(wanted).settings()


def _share(percent: str) -> object:
    try:
        return float(percent.replace(",", ".")) / 100
    except ValueError:
        return percent


def problems_of(error: ValidationError) -> dict[str, str]:
    """Say of each field that can't be used what is wrong with it, in words for a person."""
    found: dict[str, str] = {}
    for one in error.errors():
        words = _WORDS.get(one["type"], one["msg"].removeprefix("Value error, "))
        found.setdefault(str(one["loc"][0]) if one["loc"] else "name", words)
    return found
