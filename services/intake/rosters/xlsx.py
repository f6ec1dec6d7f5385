"""Workbooks, read by a process of their own that has little to lose."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from services.intake.rosters.header_detection import is_known_name
from services.intake.rosters.raw_rows import RawRow
from services.intake.rosters.table import NotARoster, Problem, Table
from services.intake.rosters.table_detection import find_table

_READER = "services.intake.rosters.xlsx_reader"
_HOUSE = Path(__file__).resolve().parents[3]
_TIMEOUT_S = 90
_UNNAMED_COLUMNS = 20
_FEWEST_NAMES = 2
_UNREADABLE = "can't be read as a workbook; open it, save it again as XLSX or CSV and upload that"
_TOO_MUCH = "asks for too much time or memory to be read; save its list of people as CSV"


@dataclass(slots=True)
class _Sheet:
    """One visible sheet; `cut` says why it was not read to its end."""

    title: str
    rows: list[RawRow] = field(default_factory=list)
    cut: str = ""


def read_workbook(content: bytes, *, max_rows: int, timeout_s: float = _TIMEOUT_S) -> Table:
    """Read the first visible sheet of a workbook that has a table.

    Args:
        content: the whole file, untrusted.
        max_rows: rows that are not blank, at most.
        timeout_s: seconds that the reading process may take.

    Returns:
        The table; a problem says which sheet was read where several have one.

    Raises:
        NotARoster: says what the file is and what to do.
    """
    with TemporaryFile() as stdin, TemporaryFile() as stdout:
        stdin.write(content)
        stdin.seek(0)
        _run(stdin, stdout, max_rows, timeout_s)
        stdout.seek(0)
        return _choose(_sheets(stdout))


def _run(stdin: IO[bytes], stdout: IO[bytes], max_rows: int, timeout_s: float) -> None:
    """Run the reader with nothing of this process's environment, in which secrets may be."""
    try:
        ended = subprocess.run(  # noqa: S603 -- our own module, no word of it from outside
            [sys.executable, "-P", "-X", "utf8", "-m", _READER, str(max_rows)],
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(_HOUSE)},
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotARoster(_TOO_MUCH) from None
    if ended.returncode < 0:
        raise NotARoster(_TOO_MUCH)
    if ended.returncode:
        raise NotARoster(_UNREADABLE)


def _sheets(lines: Iterable[bytes]) -> list[_Sheet]:
    sheets: list[_Sheet] = []
    for line in lines:
        said = json.loads(line)
        if isinstance(said, list):
            number, cells = said
            width = len(cells) + _UNNAMED_COLUMNS
            sheets[-1].rows.append(RawRow(number, tuple(cells), width))
        elif "refused" in said:
            raise NotARoster(said["refused"])
        elif "cut" in said:
            sheets[-1].cut = said["cut"]
        else:
            sheets.append(_Sheet(said["sheet"]))
    return sheets


def _choose(sheets: list[_Sheet]) -> Table:
    """Choose the first sheet with names of columns that rosters have, or else with a table."""
    tables: list[tuple[_Sheet, Table]] = []
    refusals: list[NotARoster] = []
    for sheet in sheets:
        try:
            tables.append((sheet, find_table(sheet.rows)))
        except NotARoster as error:
            refusals.append(error)
    if not tables:
        raise refusals[0] if refusals else NotARoster("has no visible sheet with a list of people")
    tables = [pair for pair in tables if _knows(pair[1])] or tables
    sheet, table = tables[0]
    if sheet.cut:
        raise NotARoster(f"{sheet.cut}; split it into several lists")
    return table if len(tables) == 1 else _with_note(table, sheet, len(tables))


def _knows(table: Table) -> bool:
    return sum(map(is_known_name, table.headers)) >= min(_FEWEST_NAMES, len(table.headers))


def _with_note(table: Table, sheet: _Sheet, tables: int) -> Table:
    what = f"{tables} sheets have a table; the sheet {sheet.title!r} was read"
    cure = "If another sheet has the attendees, move it to the front or save it as a file."
    note = Problem(None, "", what, cure)
    return Table(table.headers, table.rows, table.odd, (note, *table.problems))
