"""Where the table is inside a grid of rows: its header, its rows, and what is neither.

Exports put titles above the header, several tables below each other, and headings, rules
and totals between the people. None of these is a person, and no person may be lost to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import median

from services.intake.rosters.files.raw_rows import RawRow
from services.intake.rosters.table import NotARoster, Problem, Row, Table
from services.intake.rosters.tables.header_detection import (
    is_address,
    may_name_columns,
    names_columns,
    repeats_header,
)
from services.intake.rosters.tables.table_body import build_table

_SEARCHED = 50
_TRUSTED = 10
_SAMPLED = 1_000
_WIDE = 0.6
_NAME_THEM = "add a first row that names the columns, such as Name, Email, Company, Interests"

_ATTENDEES = re.compile(
    r"attend(?:ee|ing)|participant|registrant|guests?\b|delegate|teilnehm|g\u00e4ste|particip"
    r"|invit|asistent|deelnem|\u53c2\u52a0\u8005",
    re.IGNORECASE,
)
_STAFF = re.compile(r"host|panel|staff|organi[sz]er|moderator|crew", re.IGNORECASE)


@dataclass(slots=True)
class _Section:
    """One of a file's tables: the line above it, its header_row, and the rows below."""

    label: RawRow | None
    header_row: RawRow
    rows: list[RawRow] = field(default_factory=list)

    @property
    def title(self) -> str:
        return "" if self.label is None else next(filter(None, self.label.cells))


def find_table(rows: Sequence[RawRow], separator: str = "") -> Table:
    """Find the list of attendees among a file's rows.

    Args:
        rows: in order; blank ones may be absent.
        separator: the name of what stands between cells, "" for a workbook.

    Returns:
        The table; what is between its rows and is no person is in `odd`.

    Raises:
        NotARoster: no row names the columns, or no row below can be used.
    """
    shown = [row for row in rows if row.cells or row.fault]
    start = _find_header_row(shown)
    sections = _split(shown[start:])
    chosen = _choose(sections)
    merged = [section for section in sections if _belongs(section, chosen)]
    others = [section for section in sections if not _belongs(section, chosen)]
    people = [row for section in merged for row in _with_label(section, chosen)]
    table = build_table(chosen.header_row, people, separator)
    return Table(
        table.headers,
        table.rows,
        table.odd + tuple(pair for section in others for pair in _left_out(section)),
        _notes(shown[:start], chosen, others) + table.problems,
    )


def _find_header_row(rows: Sequence[RawRow]) -> int:
    """Find the row that names the columns; its index."""
    first = rows[:_SEARCHED]
    for index, row in enumerate(first):
        if row.fault is None and row.cells and names_columns(row) and _may_begin(rows, index):
            return index
    usual = median([row.filled for row in rows[:_SAMPLED]] or [0])
    for index, row in enumerate(first):
        if row.filled < max(min(2, usual), _WIDE * usual):
            continue
        if row.fault is None and may_name_columns(row) and not _recurs(rows, index):
            return index
        if usual > 2 or index > 2 or any(map(is_address, row.cells)):  # noqa: PLR2004 -- a pair
            break
    if not rows:
        raise NotARoster(f"holds only blank rows; {_NAME_THEM}")
    raise NotARoster(f"does not name its columns; {_NAME_THEM}")


def _may_begin(rows: Sequence[RawRow], index: int) -> bool:
    """Tell whether a table can begin here: on top, after a gap, or below narrower rows."""
    if index < _TRUSTED:
        return True
    above, row = rows[index - 1], rows[index]
    return row.number > above.number + 1 or above.filled < _WIDE * row.filled


def _recurs(rows: Sequence[RawRow], index: int) -> bool:
    """Tell whether a cell's text comes again below it, as data does and names do not."""
    row = rows[index]
    for other in islice(rows, index + 1, index + _SAMPLED):
        alike = sum(a == b != "" for a, b in zip(row.cells, other.cells, strict=False))
        if alike and not repeats_header(other, row):
            return True
    return False


def _split(rows: Sequence[RawRow]) -> list[_Section]:
    """Cut the rows, of which the first is a header row, where another table begins."""
    sections = [_Section(None, rows[0])]
    for index, row in enumerate(rows[1:], 1):
        current = sections[-1]
        label = _label(rows, index, current.header_row)
        repeats = bool(row.cells) and repeats_header(row, current.header_row)
        if (repeats and label is not None) or (not repeats and _begins_table(rows, index, label)):
            if label is not None and current.rows:
                current.rows.pop()
            sections.append(_Section(label, row))
        elif not repeats:
            current.rows.append(row)
    return sections


def _label(rows: Sequence[RawRow], index: int, header_row: RawRow) -> RawRow | None:
    """Give the row above if it is a single text, as the name of a table is."""
    above = rows[index - 1]
    if above is header_row or above.filled != 1 or len(rows[index].cells) == 1:
        return None
    return above


def _begins_table(rows: Sequence[RawRow], index: int, label: RawRow | None) -> bool:
    row = rows[index]
    after_gap = row.number > rows[index - 1].number + 1
    return bool(row.cells) and (after_gap or label is not None) and names_columns(row)


def _choose(sections: Sequence[_Section]) -> _Section:
    """Choose the attendees' table: the one that is called so, or else the longest."""
    named = [section for section in sections if section.rows and _ATTENDEES.search(section.title)]
    return max(named or sections, key=lambda section: len(section.rows))


def _belongs(section: _Section, chosen: _Section) -> bool:
    """Tell whether a part lists attendees too, under the same headers as the chosen one."""
    if section is chosen:
        return True
    apart = _ATTENDEES.search(chosen.title) and (
        _STAFF.search(section.title) and not _ATTENDEES.search(section.title)
    )
    return repeats_header(section.header_row, chosen.header_row) and not apart


def _with_label(section: _Section, chosen: _Section) -> list[RawRow]:
    """Give a part's rows; the line above a part that is not the chosen one is one of them."""
    if section is chosen or section.label is None:
        return section.rows
    return [section.label, *section.rows]


def _left_out(section: _Section) -> list[tuple[Row, Problem]]:
    name = f"the table {section.title!r}" if section.title else "another table of this file"
    cure = "If these are attendees, upload that table as a file of its own."
    return [
        (Row(row.number, row.cells), Problem(row.number, "", f"the row belongs to {name}", cure))
        for row in section.rows
    ]


def _notes(
    above: Sequence[RawRow], chosen: _Section, others: Sequence[_Section]
) -> tuple[Problem, ...]:
    """Tell what of the file was not read, so that nobody goes missing unnoticed."""
    notes = []
    at = chosen.header_row.number
    if any(section.rows for section in others):
        what = f"the file has several tables; the one below row {at} was read"
        cure = "If the others list attendees too, upload each as a file of its own."
        notes.append(Problem(at, "", what, cure))
    wide = [row for row in above if row.filled > 1]
    if wide:
        what = f"{len(above)} rows above the column names in row {at} were not read"
        cure = "If there are attendees among them, move them below the column names."
        notes.append(Problem(above[0].number, "", what, cure))
    return tuple(notes)
