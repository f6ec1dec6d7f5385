"""An uploaded file as rows of text, before anybody knows what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass

from shared.errors import RapportError


class NotARoster(RapportError):
    """The file as a whole can't be used; the text says what it is and what to do, in one line."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an organiser should know, where it is and how to mend it.

    `row` is the row's number as a spreadsheet shows it, from 1; None speaks of the file.
    `column` is a header as written, or empty.
    """

    row: int | None
    column: str
    what: str
    cure: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, and one cell per header."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows under its headers; `odd` rows could not be read as a row of the table."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    odd: tuple[tuple[Row, Problem], ...] = ()
    problems: tuple[Problem, ...] = ()
