"""Which sheet of a workbook lists the attendees."""

from __future__ import annotations

from collections.abc import Sequence

from services.intake.rosters.files.workbook import Sheet
from services.intake.rosters.table import NotARoster, Problem, Table
from services.intake.rosters.tables.table_detection import find_table
from services.intake.rosters.vocabulary.header_names import is_header_name

_FEWEST_NAMES = 2


def table_of(sheets: Sequence[Sheet]) -> Table:
    """Choose the first sheet with names of columns that rosters have, or else with a table.

    Args:
        sheets: in the order of the workbook.

    Returns:
        The table; a problem says which sheet was read where several have one.

    Raises:
        NotARoster: no sheet has a table.
    """
    tables: list[tuple[Sheet, Table]] = []
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
    return sum(map(is_header_name, table.headers)) >= min(_FEWEST_NAMES, len(table.headers))


def _with_note(table: Table, sheet: Sheet, tables: int) -> Table:
    what = f"{tables} sheets have a table; the sheet {sheet.title!r} was read"
    cure = "If another sheet has the attendees, move it to the front or save it as a file."
    note = Problem(None, "", what, cure)
    return Table(table.headers, table.rows, table.odd, (note, *table.problems))
