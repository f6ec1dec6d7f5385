"""A roster as understood: people, columns, and what could not be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from services.intake.rosters.table import Problem, Row
from shared.messages.base import Format

Field = Literal[
    "name", "first_name", "last_name", "email", "company", "title", "industry",
    "interests", "offers", "needs", "about", "goals", "formats", "capacity", "excluded",
    "external_id", "status", "website", "country",
]  # fmt: skip
FIELDS: Final[frozenset[str]] = frozenset(get_args(Field))


@dataclass(frozen=True, slots=True)
class Column:
    """What one column was taken for.

    `field` is None where the column is not used; `why` says how that was decided, `secret`
    that its values are never stored, `question` what the organiser should settle, or "".
    """

    header: str
    field: Field | None
    why: str
    secret: bool = False
    question: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One attendee as the roster has it, identity and content together.

    `excluded` lists people as written: e-mails, names or external ids. `attending` is False
    for someone whom an earlier list had and this one cancels.
    """

    row: int
    name: str
    email: str = ""
    company: str = ""
    title: str = ""
    industry: str = ""
    interests: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    about: str = ""
    formats: tuple[Format, ...] = ()
    capacity: int | None = None
    excluded: tuple[str, ...] = ()
    external_id: str = ""
    website: str = ""
    country: str = ""
    attending: bool = True


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is not used, and why."""

    row: Row
    reason: str
    cure: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything that was understood of a file; every row is in `people` or in `rejected`.

    `people` has each person once. A cancelled row is in `rejected`, and in `people` with
    `attending` False, so that someone uploaded earlier is not introduced any more.
    """

    headers: tuple[str, ...]
    columns: tuple[Column, ...]
    people: tuple[Person, ...]
    rejected: tuple[Rejected, ...]
    problems: tuple[Problem, ...]
