"""What intake's routes take and give, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from services.intake.domain.roster_diff import RosterImport
from services.intake.rosters import Person, Problem
from services.intake.rosters.cells import cell_parsers, phrases
from shared.events import Event
from shared.messages import ContactStated, EventSettings, Format, ProfileStated
from shared.web.schemas import EventPath

PREVIEW_ROWS = 5
MAX_LISTED = 1000
MAX_PHRASES = 100
FIRST_YEAR, LAST_YEAR = 2000, 2199


def _with_zone(moment: datetime) -> datetime:
    """Take a time without a zone as UTC, and refuse what is a slip of the keyboard."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"choose a day between {FIRST_YEAR} and {LAST_YEAR}")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _address(written: str) -> str:
    found = cell_parsers.addresses(written)
    if written.strip() and len(found) != 1:
        raise ValueError("write one address such as ada@example.org, or leave it empty")
    return found[0] if found else ""


def _phrases(written: Iterable[str]) -> tuple[str, ...]:
    return phrases.distinct(map(cell_parsers.text, written))


def _once(formats: tuple[Format, ...]) -> tuple[Format, ...]:
    return tuple(dict.fromkeys(formats))


_ONE_LINE = BeforeValidator(
    lambda value: cell_parsers.line(value) if isinstance(value, str) else value
)
Name = Annotated[str, Field(min_length=1, max_length=200), _ONE_LINE]
Moment = Annotated[datetime, AfterValidator(_with_zone)]
Phrase = Annotated[str, Field(max_length=300)]
Phrases = Annotated[tuple[Phrase, ...], Field(max_length=MAX_PHRASES), AfterValidator(_phrases)]


class EventIn(EventSettings):
    """What an organiser decides about a new event; a time without a zone is UTC."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    starts_at: Moment
    venue: Annotated[str, Field(max_length=300), _ONE_LINE] = ""

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
    venue: Annotated[str, Field(max_length=300), _ONE_LINE] = ""
    capacity: int = Field(default=1, ge=1, le=50)
    minimum: int = Field(default=0, ge=0, le=50)
    briefs_days_before: int | None = Field(default=None, ge=0, le=365)

    def changes(self) -> dict[str, Any]:
        """Give only what the request names."""
        return self.model_dump(exclude_unset=True)


class RosterRows(BaseModel):
    """A roster as JSON: one object per person, by column; a list holds several values."""

    rows: list[dict[str, str | int | float | bool | list[str] | None]] = Field(
        min_length=1, max_length=250_000
    )
    columns: dict[str, str | None] = Field(
        default_factory=dict, description="column to field, where the guess is wrong"
    )


class RosterQuery(BaseModel):
    """How to take a roster."""

    dry_run: bool = False


class RejectedOut(BaseModel):
    """A row that is not used."""

    row: int
    reason: str
    cure: str
    cells: list[str]


class ProblemOut(BaseModel):
    """Something the organiser should know; `row` is None where it is about the file."""

    row: int | None
    column: str
    what: str
    cure: str

    @classmethod
    def of(cls, problem: Problem) -> ProblemOut:
        """Show a problem."""
        return cls(row=problem.row, column=problem.column, what=problem.what, cure=problem.cure)


class ColumnOut(BaseModel):
    """What a column was taken for."""

    header: str
    field: str | None
    why: str
    question: str


class RosterOut(BaseModel):
    """What became, or on a dry run would become, of a roster."""

    roster: str
    dry_run: bool
    accepted: int
    unchanged: int
    rejected: int
    columns: list[ColumnOut]
    rejected_rows: list[RejectedOut]
    problems: list[ProblemOut]
    preview: list[dict[str, Any]]

    @classmethod
    def of(cls, result: RosterImport, *, dry_run: bool) -> RosterOut:
        """Show a roster: all figures, the first people, and at most `MAX_LISTED` of each list."""
        roster = result.roster
        return cls(
            roster=result.roster_id,
            dry_run=dry_run,
            accepted=result.accepted,
            unchanged=result.unchanged,
            rejected=len(result.rejected),
            columns=[
                ColumnOut(header=c.header, field=c.field, why=c.why, question=c.question)
                for c in roster.columns
            ],
            rejected_rows=[
                RejectedOut(row=r.row.number, reason=r.reason, cure=r.cure, cells=list(r.row.cells))
                for r in result.rejected[:MAX_LISTED]
            ],
            problems=[ProblemOut.of(p) for p in roster.problems[:MAX_LISTED]],
            preview=[_shown(person) for person in roster.people[:PREVIEW_ROWS]],
        )


def _shown(person: Person) -> dict[str, Any]:
    return {name: value for name, value in asdict(person).items() if value not in ("", (), None)}


class AttendeePath(EventPath):
    """Names an attendee of an event."""

    attendee: str


class AttendeeOut(BaseModel):
    """An attendee: who they are, and what they care about."""

    attendee: str
    attending: bool
    has_something_to_match_on: bool
    name: str
    email: str
    company: str
    title: str
    country: str
    website: str
    bio: str
    industry: str
    interests: list[str]
    offers: list[str]
    needs: list[str]
    formats: list[Format]
    capacity: int | None

    @classmethod
    def of(cls, profile: ProfileStated, contact: ContactStated) -> AttendeeOut:
        """Show an attendee."""
        known = profile.model_dump() | contact.model_dump()
        known["has_something_to_match_on"] = profile.has_something_to_match_on
        return cls.model_validate({name: known[name] for name in cls.model_fields})


class ExportOut(BaseModel):
    """Everything that is kept about an attendee here, as it is kept."""

    profile: ProfileStated
    contact: ContactStated


class AttendeesOut(BaseModel):
    """A page of attendees."""

    attendees: list[AttendeeOut]
    next: str | None


class AttendeeChanges(BaseModel):
    """What to change about an attendee; what is left out stays, null empties a field."""

    model_config = ConfigDict(extra="forbid")

    name: Name = ""
    email: Annotated[str, Field(max_length=254), AfterValidator(_address)] | None = None
    company: Annotated[str, Field(max_length=300), _ONE_LINE] | None = None
    title: Annotated[str, Field(max_length=300), _ONE_LINE] | None = None
    country: Annotated[str, Field(max_length=100), _ONE_LINE] | None = None
    website: Annotated[str, Field(max_length=500), _ONE_LINE] | None = None
    bio: Annotated[str, AfterValidator(cell_parsers.text), Field(max_length=10_000)] | None = None
    industry: Annotated[str, Field(max_length=200), _ONE_LINE] | None = None
    interests: Phrases | None = None
    offers: Phrases | None = None
    needs: Phrases | None = None
    formats: Annotated[tuple[Format, ...], AfterValidator(_once)] | None = None
    capacity: int | None = Field(default=None, ge=0, le=50)
    attending: bool = True

    def changes(self) -> dict[str, Any]:
        """Give only what the request names, by the fields of the two statements."""
        named = self.model_dump(exclude_unset=True)
        emptied = {name: _EMPTY.get(name, "") for name, value in named.items() if value is None}
        return named | emptied


_EMPTY: dict[str, Any] = {
    "interests": (), "offers": (), "needs": (), "formats": (), "capacity": None,
}  # fmt: skip
