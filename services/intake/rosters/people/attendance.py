"""Decides row by row, from all status columns together, who is coming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from services.intake.rosters.cells import cell_parsers
from services.intake.rosters.cells.status import Verdict, verdict
from services.intake.rosters.columns.column_mapping import MappedColumn
from services.intake.rosters.table import Problem, Row, Table

_COMING: Final = Verdict()
_QUOTED: Final = 40  # a column that is taken for a status may hold something personal


class Attendance:
    """What each word of each status column means, known before the first row is judged."""

    def __init__(self, table: Table, columns: Sequence[MappedColumn]) -> None:
        self._columns = [(column, _verdicts(table, column)) for column in columns]

    def of(self, row: Row) -> Verdict:
        """Judge one row: who left for good counts before who only waits."""
        found = [verdicts[row.cells[column.index]] for column, verdicts in self._columns]
        out = [one for one in found if one.reason]
        return max(out, key=lambda one: one.gone, default=_COMING)

    def unknown_words(self, table: Table) -> list[Problem]:
        """Tell the organiser which status words are not understood; they keep people in."""
        problems = []
        for column, verdicts in self._columns:
            counted = Counter(row.cells[column.index] for row in table.rows)
            problems += [
                Problem(
                    None,
                    column.header,
                    f'"{cell_parsers.line(word)[:_QUOTED]}" is no known status; '
                    f"{counted[word]} with it are kept",
                    "Delete the rows of those who don't come.",
                )
                for word, found in verdicts.items()
                if not found.known
            ]
        return problems


def _verdicts(table: Table, column: MappedColumn) -> dict[str, Verdict]:
    words = {row.cells[column.index] for row in table.rows}
    found = {word: verdict(word, column.header) for word in words}
    if len(words) == 1 < len(table.rows):
        return {word: one if one.certain else _COMING for word, one in found.items()}
    return found
