"""The rows below a header_row, as rows of one table, and those that are no row of it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from services.intake.rosters.files.raw_rows import RawRow
from services.intake.rosters.table import NotARoster, Problem, Row, Table
from services.intake.rosters.tables.header_detection import is_address, unique_headers
from services.intake.rosters.tables.row_kinds import first_filled, is_banner, is_rule, is_total

_SAMPLED = 1_000
_MANY_CELLS = 3
_COMMON = 0.25
_FEW = 2
_NO_PERSON = "If this is an attendee, fill in more of the row."


def build_table(header_row: RawRow, rows: Sequence[RawRow], separator: str) -> Table:
    """Put rows under a header_row, and set aside what is no row of a table.

    Args:
        header_row: names the columns.
        rows: what follows it, in order, none blank.
        separator: the name of what stands between cells, "" for a workbook.

    Returns:
        Rows with one cell per column; columns without a name and without a cell are left out.

    Raises:
        NotARoster: there is no row, or none that can be used.
    """
    lone_first = _first_of_sparse(rows)
    good: list[RawRow] = []
    odd: list[tuple[RawRow, Problem]] = []
    problems: list[Problem] = []
    for row in rows:
        problem = _broken(row, header_row, separator) or _no_person(row, lone_first)
        if problem is not None:
            odd.append((row, problem))
            continue
        good.append(row)
        if row.fault is not None:
            problems.append(Problem(row.number, "", row.fault.what, row.fault.cure))
    if not good:
        raise NotARoster(_nobody(odd))
    return _table(header_row, good, odd, tuple(problems))


def _first_of_sparse(rows: Sequence[RawRow]) -> int | None:
    """Find where a heading between people would stand: in the column that rows begin in.

    None where rows with one filled cell are usual, and so may be people.
    """
    whole = (row for row in rows[:_SAMPLED] if row.cells and row.fault is None)
    sample = [row for row in whole if not (is_rule(row) or is_total(row))]
    usual = median([row.filled for row in sample] or [0])
    lone = sum(row.filled == 1 and not is_address(row.cells[-1]) for row in sample)
    if usual < _MANY_CELLS or lone > max(_FEW, _COMMON * len(sample)):
        return None
    return min((first_filled(row) for row in sample if row.filled > 1), default=0)


def _broken(row: RawRow, header_row: RawRow, separator: str) -> Problem | None:
    """Say what keeps a row from standing under the header_row."""
    fits = len(row.cells) <= header_row.width
    fault = row.fault
    if fault is not None and (fault.fatal or len(row.cells) < len(header_row.cells) or not fits):
        return Problem(row.number, "", fault.what, fault.cure)
    if fits:
        return None
    what = f"the row has {len(row.cells)} cells, but {header_row.width} columns are named"
    cure = "Name every column in the first row."
    if separator:
        cure = f"Put the cell that contains a {separator} in quotation marks."
    return Problem(row.number, "", what, cure)


def _no_person(row: RawRow, lone_first: int | None) -> Problem | None:
    """Say what a row is that stands between people and is none."""
    what = ""
    if is_rule(row):
        what = "the row only draws a line"
    elif is_total(row):
        what = "the row is a total"
    elif is_banner(row):
        what = "the row has the same text in every cell, as a heading has"
    elif row.filled == 1 and first_filled(row) == lone_first and not is_address(row.cells[-1]):
        what = "the row has a single text where others have many, as a section's heading has"
    return Problem(row.number, "", what, _NO_PERSON) if what else None


def _nobody(odd: Sequence[tuple[RawRow, Problem]]) -> str:
    if not odd:
        return "names its columns but has no row below them; add a row for every attendee"
    row, problem = odd[0]
    return (
        f"has no row that can be read as an attendee; row {row.number}: {problem.what}."
        f" {problem.cure}"
    )


def _table(
    header_row: RawRow,
    good: Sequence[RawRow],
    odd: Sequence[tuple[RawRow, Problem]],
    problems: tuple[Problem, ...],
) -> Table:
    columns = max(len(header_row.cells), *(len(row.cells) for row in good))
    used = {index for index, cell in enumerate(header_row.cells) if cell}
    for row in good:
        if len(used) == columns:
            break
        used.update(index for index, cell in enumerate(row.cells) if cell)
    titles = unique_headers(header_row.cells, columns)
    kept = sorted(used)
    return Table(
        tuple(titles[index] for index in kept),
        tuple(_fit(row, columns, kept) for row in good),
        tuple((_fit(row, columns, kept), problem) for row, problem in odd),
        problems,
    )


def _fit(row: RawRow, columns: int, kept: Sequence[int]) -> Row:
    """Give a row one cell per column; a row that is too long keeps all that it has."""
    cells = row.cells + ("",) * (columns - len(row.cells))
    if len(cells) == columns and len(kept) < columns:
        cells = tuple(cells[index] for index in kept)
    return Row(row.number, cells)
