"""What intake's routes take and give, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from services.intake.domain.roster_diff import RosterImport
from services.intake.field_types import (
    Bio,
    Email,
    Formats,
    Line100,
    Line200,
    Line300,
    Line500,
    Name,
    Phrases,
)
from services.intake.rosters import Person, Problem
from shared.messages import ContactStated, Format, ProfileStated
from shared.web.schemas import EventPath

PREVIEW_ROWS = 5
MAX_LISTED = 1000


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
    email: Email | None = None
    company: Line300 | None = None
    title: Line300 | None = None
    country: Line100 | None = None
    website: Line500 | None = None
    bio: Bio | None = None
    industry: Line200 | None = None
    interests: Phrases | None = None
    offers: Phrases | None = None
    needs: Phrases | None = None
    formats: Formats | None = None
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
