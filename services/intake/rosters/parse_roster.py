"""Parses an uploaded table as a roster: columns, people, and what can't be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from services.intake.rosters.columns.column_mapping import ColumnMapping, map_columns
from services.intake.rosters.people import duplicates
from services.intake.rosters.people.attendance import Attendance
from services.intake.rosters.people.duplicates import ParsedRow
from services.intake.rosters.people.profile_problems import profile_problems
from services.intake.rosters.people.row_parser import RowParser
from services.intake.rosters.roster import Field, Person, Rejected, Roster
from services.intake.rosters.table import Problem, Row, Table
from shared.progress import Advance, unheard

Overrides = Mapping[str, Field | None]
"""By header as written, the field that a column is; None is "do not use"."""

NO_OVERRIDES: Final[Overrides] = MappingProxyType({})
_OUT_CURE: Final = "Change the status if this person is coming after all."
_NAME_CURE: Final = "Write the person's name."


def parse(
    table: Table,
    overrides: Overrides = NO_OVERRIDES,
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
        UnusableMapping: a header that the file does not have, or a field given twice.
        NoNameColumn: no column says who anybody is.
    """
    mapping = map_columns(table, overrides)
    builder = _RosterBuilder(table, mapping)
    for row in table.rows:
        builder.add(row)
        advance(1)
    builder.merge_duplicates()
    return Roster(
        headers=table.headers,
        columns=mapping.columns,
        people=tuple(sorted(builder.people, key=lambda person: person.row)),
        rejected=tuple(sorted(builder.rejected, key=lambda rejected: rejected.row.number)),
        problems=(
            *table.problems,
            *mapping.problems,
            *profile_problems(builder.people),
            *sorted(builder.problems, key=_place),
        ),
    )


class _RosterBuilder:
    """Rows on their way to `people` or to `rejected`."""

    def __init__(self, table: Table, mapping: ColumnMapping) -> None:
        self.people: list[Person] = []
        self.rejected: list[Rejected] = []
        self._table = table
        self._mapping = mapping
        self._rows = RowParser(table, mapping)
        self._attendance = Attendance(table, mapping.by_field.get("status", ()))
        self._parsed: list[ParsedRow] = []
        self.problems: list[Problem] = self._attendance.unknown_words(table)
        for row, problem in table.odd:
            self._reject(row, problem.what, problem.cure)

    def add(self, row: Row) -> None:
        """Parse one row, and turn away what is nobody."""
        verdict = self._attendance.of(row)
        if row.cells == self._table.headers:
            self._reject(row, "repeats the headers", "Delete this row.")
            return
        person, problems = self._rows.parse(row)
        self.problems += problems
        if person.name or person.email:
            self._parsed.append(ParsedRow(row, person, verdict))
        else:
            self._reject(row, "no name and no e-mail address", "Write a name or an e-mail address.")

    def merge_duplicates(self) -> None:
        """Make one person of the rows that are the same one."""
        for cluster in duplicates.same_people(self._parsed):
            self._merge(cluster)
        email = self._mapping.by_field.get("email", ())
        self.problems += duplicates.shared_mailboxes(self.people, email[0].header if email else "")

    def _merge(self, cluster: list[ParsedRow]) -> None:
        for parsed in cluster:
            if parsed.verdict.reason:
                self._reject(parsed.row, parsed.verdict.reason, _OUT_CURE)
        merged = duplicates.merge(cluster)
        if merged is None:
            return
        for row in merged.replaced:
            self._reject(row, f"same person as row {merged.person.row}", "Nothing to do.")
        if merged.replaced:
            self.problems.append(duplicates.merge_problem(cluster))
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
        secrets = self._mapping.secrets
        if secrets and len(row.cells) != len(self._table.headers):
            first = min(secrets)  # cells out of place: anything from here on may be a secret
            return Row(row.number, (*row.cells[:first], *("" for _ in row.cells[first:])))
        return Row(row.number, _without(row.cells, secrets))


def _without(cells: Iterable[str], secrets: frozenset[int]) -> tuple[str, ...]:
    return tuple("" if place in secrets else cell for place, cell in enumerate(cells))


def _place(problem: Problem) -> tuple[int, str, str]:
    return (problem.row or 0, problem.column, problem.what)
