"""Understands an uploaded table as a roster: columns, people, and what can't be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from services.intake.rosters import duplicates
from services.intake.rosters.attendance import Attendance
from services.intake.rosters.column_mapping import Plan, plan
from services.intake.rosters.duplicates import Entry
from services.intake.rosters.people import Reader
from services.intake.rosters.profile_notes import notes_on
from services.intake.rosters.roster import Field, Person, Rejected, Roster
from services.intake.rosters.table import Problem, Row, Table
from shared.progress import Advance, unheard

_NO_OVERRIDES: Final[Mapping[str, Field | None]] = MappingProxyType({})
_OUT_CURE: Final = "Change the status if this person is coming after all."
_NAME_CURE: Final = "Write the person's name."


def read_roster(
    table: Table,
    overrides: Mapping[str, Field | None] = _NO_OVERRIDES,
    advance: Advance = unheard,
) -> Roster:
    """Turn a table into people.

    Args:
        table: headers and rows as uploaded.
        overrides: by header as written, the field that a column is; None is "do not use".
        advance: is told of every row that is read.

    Returns:
        The roster; every row of the table is in `people` or in `rejected`.

    Raises:
        UnusableOverride: a header that the file does not have, or a field given twice.
        NobodyNamed: no column says who anybody is.
    """
    planned = plan(table, overrides)
    sorting = _Sorting(table, planned)
    for row in table.rows:
        sorting.take(row)
        advance(1)
    sorting.settle()
    return Roster(
        headers=table.headers,
        columns=planned.columns,
        people=tuple(sorted(sorting.people, key=lambda person: person.row)),
        rejected=tuple(sorted(sorting.rejected, key=lambda rejected: rejected.row.number)),
        problems=(
            *table.problems,
            *planned.problems,
            *notes_on(sorting.people),
            *sorted(sorting.problems, key=_place),
        ),
    )


class _Sorting:
    """Rows on their way to `people` or to `rejected`."""

    def __init__(self, table: Table, planned: Plan) -> None:
        self.people: list[Person] = []
        self.rejected: list[Rejected] = []
        self._table = table
        self._plan = planned
        self._reader = Reader(table, planned)
        self._attendance = Attendance(table, planned.uses.get("status", ()))
        self._entries: list[Entry] = []
        self.problems: list[Problem] = self._attendance.unknown_words(table)
        for row, problem in table.odd:
            self._reject(row, problem.what, problem.cure)

    def take(self, row: Row) -> None:
        """Read one row, and turn away what is nobody."""
        verdict = self._attendance.of(row)
        if row.cells == self._table.headers:
            self._reject(row, "repeats the headers", "Delete this row.")
            return
        person, problems = self._reader.read(row)
        self.problems += problems
        if person.name or person.email:
            self._entries.append(Entry(row, person, verdict))
        else:
            self._reject(row, "no name and no e-mail address", "Write a name or an e-mail address.")

    def settle(self) -> None:
        """Make one person of the rows that are the same one."""
        for cluster in duplicates.same_people(self._entries):
            self._settle(cluster)
        email = self._plan.uses.get("email", ())
        self.problems += duplicates.shared_mailboxes(self.people, email[0].header if email else "")

    def _settle(self, cluster: list[Entry]) -> None:
        for entry in cluster:
            if entry.verdict.reason:
                self._reject(entry.row, entry.verdict.reason, _OUT_CURE)
        merged = duplicates.merge(cluster)
        if merged is None:
            return
        for row in merged.replaced:
            self._reject(row, f"same person as row {merged.person.row}", "Nothing to do.")
        if merged.replaced:
            self.problems.append(duplicates.told(cluster))
        self.people.append(self._named(merged.person))

    def _named(self, person: Person) -> Person:
        if person.name:
            return person
        self.problems.append(
            Problem(person.row, "", "no name; the e-mail address stands for it", _NAME_CURE)
        )
        return replace(person, name=person.email.partition("@")[0])

    def _reject(self, row: Row, reason: str, cure: str) -> None:
        self.rejected.append(Rejected(self._masked(row), reason, cure))

    def _masked(self, row: Row) -> Row:
        secrets = self._plan.secrets
        if secrets and len(row.cells) != len(self._table.headers):
            first = min(secrets)  # cells out of place: anything from here on may be a secret
            return Row(row.number, (*row.cells[:first], *("" for _ in row.cells[first:])))
        return Row(row.number, _without(row.cells, secrets))


def _without(cells: Iterable[str], secrets: frozenset[int]) -> tuple[str, ...]:
    return tuple("" if place in secrets else cell for place, cell in enumerate(cells))


def _place(problem: Problem) -> tuple[int, str, str]:
    return (problem.row or 0, problem.column, problem.what)
