"""Rows of a text file: CSV as it ought to be, and as people and programs really write it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from services.intake.rosters.files.cleaning import clean_row
from services.intake.rosters.files.delimiter import NAMES, find_delimiter, without_sep_line
from services.intake.rosters.files.raw_rows import Fault, RawRow
from services.intake.rosters.table import NotARoster

LONGEST_CELL = 131_072
"""Characters that the csv module accepts in a cell; its limit is the whole process's."""

_LONGEST_RECORD = 16 * LONGEST_CELL
_MOST_COLUMNS = 2_000
_MOST_CELLS = 10_000_000
_MOST_RECORDS = 1_048_576
_SHOWN_CELLS = 50
_SHOWN_CHARACTERS = 200

_SHORTEN = "Shorten it and upload the list again."
_UNCLOSED = Fault(
    "a quotation mark opens a cell and is never closed",
    "Close the quotation mark, or remove it, and upload the list again.",
    fatal=False,
)


class _TooLong(Exception):
    """A record that goes on for longer than any row of a roster."""


class _Lines(Iterator[str]):
    """The lines of a text, from any position on; guards how much one record takes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.limit = _LONGEST_RECORD

    def __next__(self) -> str:
        """Give the line at the position, and move behind it."""
        start = self.position
        if start >= len(self.text):
            raise StopIteration
        end = self.text.find("\n", start) + 1 or len(self.text)
        if end > self.limit:
            raise _TooLong
        self.position = end
        return self.text[start:end]


def read_delimited(text: str, *, max_rows: int) -> tuple[list[RawRow], str]:
    """Read every row of a text file, whatever is wrong with single ones.

    Args:
        text: the whole file, decoded.
        max_rows: rows that are not blank, at most.

    Returns:
        The rows that are not blank, numbered from 1 as records of the file, blank ones
        counted; and the delimiter's name.

    Raises:
        NotARoster: the text has no columns, or is too large.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = find_delimiter(text)
    rows: list[RawRow] = []
    cells = 0
    for row in _rows(without_sep_line(text), delimiter):
        rows.append(row)
        cells += len(row.cells)
        if len(rows) > max_rows:
            raise NotARoster(f"has more than {max_rows:,} rows; split it into several lists")
        if cells > _MOST_CELLS:
            raise NotARoster(
                f"has more than {_MOST_CELLS:,} cells; leave out columns that say nothing about"
                " people, or split it into several lists"
            )
    return rows, NAMES.get(delimiter, "comma")


def _rows(text: str, delimiter: str) -> Iterator[RawRow]:
    for number, (cells, fault) in enumerate(_records(text, delimiter), 1):
        if number > _MOST_RECORDS:
            raise NotARoster("has more lines than a spreadsheet can have; split it into several")
        cleaned = clean_row(cells)
        if cleaned or fault:
            yield _row(number, cleaned, len(cells), fault)


def _row(number: int, cells: tuple[str, ...], width: int, fault: Fault | None) -> RawRow:
    if len(cells) > _MOST_COLUMNS:
        what = f"the row has {len(cells):,} cells, more than the {_MOST_COLUMNS:,} that are read"
        fault = Fault(what, "Look for a missing line break.", fatal=True)
        cells = tuple(cell[:_SHOWN_CHARACTERS] for cell in cells[:_SHOWN_CELLS])
    return RawRow(number, cells, width, fault)


def _records(text: str, delimiter: str) -> Iterator[tuple[list[str], Fault | None]]:
    """Give each record's cells; one that breaks the rules of CSV does not harm the next."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    patterns = _patterns(delimiter)
    while True:
        start = lines.position
        lines.limit = start + _LONGEST_RECORD
        try:
            yield next(reader), None
        except StopIteration:
            return
        except (csv.Error, _TooLong):
            end, cells, fault = _recover(text, start, delimiter, patterns)
            lines.position = end
            yield cells, fault


def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Build what matches one cell, and a whole record of such cells, without ever going back."""
    between = re.escape(delimiter)
    cell = rf' *+(?:"(?:[^"]++|"")*+" *+|[^"{between}\n][^{between}\n]*+)?+'
    return re.compile(cell), re.compile(rf"(?:{cell}{between})*+{cell}(?:\n|\Z)")


def _recover(
    text: str, start: int, delimiter: str, patterns: tuple[re.Pattern[str], re.Pattern[str]]
) -> tuple[int, list[str], Fault | None]:
    """Read one record that the csv module refuses: too long, or with stray quotation marks.

    A record that is well-formed is too long, and is passed as a whole. Any other is taken
    to end with its first line, so that a forgotten quotation mark costs one row, not all.

    Returns:
        The position behind the record, its cells, and what is wrong with it.
    """
    one_cell, record = patterns
    whole = record.match(text, start)
    end = whole.end() if whole else start
    if end - start <= LONGEST_CELL:  # before Python 3.11.5 too much can match, too
        end = text.find("\n", start) + 1 or len(text)
    if end - start > LONGEST_CELL:
        return end, *_too_long(text, start, end, one_cell)
    return end, *_read_loosely(text[start:end], delimiter)


def _too_long(
    text: str, start: int, end: int, one_cell: re.Pattern[str]
) -> tuple[list[str], Fault]:
    shown: list[str] = []
    longest = 0
    position = start
    while position < end and len(shown) < _SHOWN_CELLS:
        cell = one_cell.match(text, position, end)
        stop = cell.end() if cell else end
        shown.append(text[position : min(stop, position + _SHOWN_CHARACTERS)].strip(' "'))
        longest = max(longest, stop - position)
        position = stop + 1
    if longest > LONGEST_CELL:
        what = f"a cell has more than the {LONGEST_CELL:,} characters that a cell may have"
    else:
        what = f"the row has {end - start:,} characters, more than a row may have"
    return shown, Fault(what, _SHORTEN, fatal=True)


def _read_loosely(line: str, delimiter: str) -> tuple[list[str], Fault | None]:
    """Read a line as spreadsheet programs do, with stray quotation marks as text."""
    reader = csv.reader((line, ""), delimiter=delimiter, skipinitialspace=True)
    cells = next(reader)
    if reader.line_num == 1:
        return cells, None
    plain = csv.reader((line,), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return [cell.strip().removeprefix('"') for cell in next(plain)], _UNCLOSED
