"""Turns a row into a person, as its columns are understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from services.intake.rosters.cells import cell_parsers, names, non_answers
from services.intake.rosters.cells.phrases import MOST_PHRASES, PhraseSplitter, distinct
from services.intake.rosters.columns import header_matching
from services.intake.rosters.columns.column_mapping import ColumnMapping, MappedColumn
from services.intake.rosters.roster import Field, Person
from services.intake.rosters.table import Problem, Row, Table
from shared.messages.base import Format

_LONGEST_LINE: Final = 300
_LONGEST_TEXT: Final = 10_000
_PHRASED: Final[tuple[Field, ...]] = ("interests", "offers", "needs", "goals")
_NAMES: Final[tuple[Field, ...]] = ("name", "first_name", "last_name")
_PROJECT: Final = re.compile(
    r"^(?:(?:my |our |current )?projects?|(?:currently )?working on|building|projekte?|projets?"
    r"|proyectos?|progett[oi]|projetos?|プロジェクト|项目)\s*[:：]\s*",  # noqa: RUF001 - the full-width colon is meant
    re.IGNORECASE,
)
_BETWEEN_PROJECTS: Final = re.compile(r"\s*(?:[;\n]|\s\|\s)\s*")
_BETWEEN_PEOPLE: Final = re.compile(r"[;；\n|、]")  # noqa: RUF001 - full-width separators
_SEVERAL_ADDRESSES: Final = "several e-mail addresses; the first one is used"
_NO_ADDRESS: Final = "not a valid e-mail address; it is left out"
_NO_NUMBER: Final = "not a whole number from 0 to 50; it is ignored"
_FORMATS_CURE: Final = 'Write "in person", "phone" or "video".'
_EMAIL_CURE: Final = "Write one address such as ada@example.org, or leave the cell empty."


@dataclass(slots=True)
class _RowProblems:
    """What the organiser should know about one row."""

    row: int
    found: list[Problem] = field(default_factory=list)

    def add(self, column: str, what: str, cure: str) -> None:
        self.found.append(Problem(self.row, column, what, cure))


class RowParser:
    """Parses the rows of one table; learns first how each column separates its phrases."""

    def __init__(self, table: Table, mapping: ColumnMapping) -> None:
        self._columns = mapping.by_field
        self._phrases = {
            column.index: PhraseSplitter(row.cells[column.index] for row in table.rows)
            for phrased in _PHRASED
            for column in self._columns.get(phrased, ())
            if not column.option
        }
        self._formats_of = cache(cell_parsers.formats)
        self._as_line = cache(cell_parsers.line)

    def parse(self, row: Row) -> tuple[Person, list[Problem]]:
        """Parse one row; the person's name is empty where the row has none."""
        problems = _RowProblems(row.number)
        email = self._email(row, problems)
        name = self._name(row, email)
        company = self._line(row, "company")
        goals, projects = self._goals(row)
        person = Person(
            row=row.number,
            name=name,
            email=email,
            company="" if company.casefold() == name.casefold() else company,
            title=self._line(row, "title"),
            industry=self._line(row, "industry"),
            interests=self._capped(row, "interests", projects, problems),
            offers=self._capped(row, "offers", (), problems),
            needs=self._capped(row, "needs", goals, problems),
            about=self._about(row, problems),
            formats=self._formats(row, problems),
            capacity=self._capacity(row, problems),
            excluded=self._excluded(row),
            external_id=self._line(row, "external_id"),
            website=self._line(row, "website"),
            country=self._line(row, "country"),
        )
        return non_answers.without_non_answers(person), problems.found

    def _cells(self, row: Row, name: Field) -> list[tuple[MappedColumn, str]]:
        return [(column, row.cells[column.index]) for column in self._columns.get(name, ())]

    def _line(self, row: Row, name: Field) -> str:
        for column in self._columns.get(name, ()):
            found = self._as_line(row.cells[column.index])
            if found:
                return found[:_LONGEST_LINE]
        return ""

    def _email(self, row: Row, problems: _RowProblems) -> str:
        for column, cell in self._cells(row, "email"):
            found = cell_parsers.addresses(cell)
            if found and len(found) > 1:
                problems.add(column.header, _SEVERAL_ADDRESSES, _EMAIL_CURE)
            if found:
                return found[0]
            if cell_parsers.line(cell):
                problems.add(column.header, _NO_ADDRESS, _EMAIL_CURE)
        return ""

    def _name(self, row: Row, email: str) -> str:
        name = self._name_from(row, fallback=False)
        if not name and not self._has_own_email(row, email):
            name = self._name_from(row, fallback=True)
        return "" if cell_parsers.addresses(name) else name

    def _name_from(self, row: Row, *, fallback: bool) -> str:
        """Read a name, whole or of two halves: the attendee's own, or one that fills in."""
        whole, first, last = (
            [
                cell
                for column, cell in self._cells(row, name)
                if cell and column.fallback is fallback
            ]
            for name in _NAMES
        )
        found = next(filter(None, map(names.full_name, whole)), "")
        return found or names.joined(next(iter(first), ""), next(iter(last), ""))

    def _has_own_email(self, row: Row, email: str) -> bool:
        """Tell whether the row has the attendee's own e-mail, so that the buyer is someone else."""
        columns = [
            (column, cell_parsers.addresses(cell)) for column, cell in self._cells(row, "email")
        ]
        if (
            not email
            or not columns
            or not header_matching.mentions("attendee", columns[0][0].header)
        ):
            return False
        return email in columns[0][1] and not any(email in others for _, others in columns[1:])

    def _capped(
        self, row: Row, name: Field, more: Sequence[str], problems: _RowProblems
    ) -> tuple[str, ...]:
        if name not in self._columns and not more:
            return ()
        phrases = distinct([*self._phrased(row, name), *more])
        if len(phrases) > MOST_PHRASES:
            header = self._columns[name][0].header if name in self._columns else ""
            problems.add(
                header,
                f"{len(phrases)} phrases; the first {MOST_PHRASES} are used",
                "Shorten the cell to what matters most.",
            )
        return phrases[:MOST_PHRASES]

    def _phrased(self, row: Row, name: Field) -> Iterator[str]:
        for column, cell in self._cells(row, name):
            if not column.option:
                yield from self._phrases[column.index].split(cell)
            elif _is_ticked(column, cell):
                yield column.option

    def _goals(self, row: Row) -> tuple[list[str], list[str]]:
        """Tell what someone hopes for from the projects that someone works on."""
        hopes: list[str] = []
        projects: list[str] = []
        for column, cell in self._cells(row, "goals"):
            text = cell_parsers.text(cell)
            if column.option:
                hopes += [column.option] if _is_ticked(column, cell) else []
            elif _PROJECT.match(text):
                projects += (_PROJECT.sub("", part) for part in _BETWEEN_PROJECTS.split(text))
            else:
                hopes += self._phrases[column.index].split(cell)
        return hopes, projects

    def _about(self, row: Row, problems: _RowProblems) -> str:
        parts = dict.fromkeys(cell_parsers.text(cell) for _, cell in self._cells(row, "about"))
        about = "\n".join(part for part in parts if part and not non_answers.is_non_answer(part))
        if len(about) > _LONGEST_TEXT:
            header = self._columns["about"][0].header
            problems.add(
                header, f"longer than {_LONGEST_TEXT} characters; the rest is cut", "Shorten it."
            )
        return about[:_LONGEST_TEXT]

    def _formats(self, row: Row, problems: _RowProblems) -> tuple[Format, ...]:
        found: dict[Format, None] = {}
        for column, cell in self._cells(row, "formats"):
            wording = (
                (column.option if _is_ticked(column, cell) else "")
                if column.option
                else cell_parsers.line(cell)
            )
            formats = self._formats_of(wording)
            if wording and not formats and not column.option:
                problems.add(column.header, "names no way of meeting", _FORMATS_CURE)
            found.update(dict.fromkeys(formats))
        return tuple(found)

    def _capacity(self, row: Row, problems: _RowProblems) -> int | None:
        for column, cell in self._cells(row, "capacity"):
            number = cell_parsers.whole_number(cell)
            if number is not None:
                return number
            if cell_parsers.line(cell):
                problems.add(column.header, _NO_NUMBER, "Write such as 5.")
        return None

    def _excluded(self, row: Row) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                person
                for _, cell in self._cells(row, "excluded")
                for person in _people_listed(cell_parsers.text(cell))
            )
        )


def _people_listed(cell: str) -> Iterable[str]:
    separated = _BETWEEN_PEOPLE.split(cell) if _BETWEEN_PEOPLE.search(cell) else cell.split(",")
    return filter(None, (cell_parsers.line(person) for person in separated))


def _is_ticked(column: MappedColumn, cell: str) -> bool:
    return cell_parsers.yes_or_no(cell) is True or cell.strip() == column.option
