"""Of a workbook's sheets, the first is read that lists people, and the choice is told."""

from __future__ import annotations

import pytest

from services.intake.rosters.files.raw_rows import RawRow
from services.intake.rosters.files.workbook import Sheet
from services.intake.rosters.table import NotARoster
from services.intake.rosters.tables.sheet_choice import table_of

KNOWN = [("Name", "Email"), ("Ann", "ann@x.example")]
HALF_KNOWN = [("Name", "Ainm"), ("Bob", "Beta")]
UNKNOWN = [("Ainm", "Comhlacht"), ("Cy", "Core")]
ONE_COLUMN = [("Name",), ("Dee",)]
NUMBERS = [("1", "2", "3"), ("4", "5", "6")]


def sheet(title: str, rows: list[tuple[str, ...]], cut: str = "") -> Sheet:
    numbered = [RawRow(n, cells, len(cells) + 20) for n, cells in enumerate(rows, 1)]
    return Sheet(title, numbered, cut)


class TestTheSheet:
    @pytest.mark.parametrize(
        ("sheets", "read"),
        [
            ([KNOWN, UNKNOWN], "Ann"),
            ([UNKNOWN, KNOWN], "Ann"),
            ([HALF_KNOWN, KNOWN], "Ann"),
            ([ONE_COLUMN, KNOWN], "Dee"),
            ([UNKNOWN, HALF_KNOWN], "Cy"),
            ([NUMBERS, UNKNOWN], "Cy"),
        ],
    )
    def test_is_the_first_with_two_known_columns_or_else_with_a_table(
        self, sheets: list[list[tuple[str, ...]]], read: str
    ) -> None:
        """Read-me sheets and price lists stand in front of the people."""
        table = table_of([sheet(str(n), rows) for n, rows in enumerate(sheets)])

        assert table.rows[0].cells[0] == read

    def test_is_told_where_others_might_be_meant(self) -> None:
        """Two lists of people are two choices."""
        table = table_of([sheet("Red", KNOWN), sheet("Blue", KNOWN), sheet("Prices", UNKNOWN)])

        [note] = table.problems
        assert note.what == "2 sheets have a table; the sheet 'Red' was read"
        assert (note.row, note.column) == (None, "")
        assert "move it to the front" in note.cure

    def test_is_not_told_where_no_other_has_such_columns(self) -> None:
        """A price list beside the people is not worth a word."""
        assert table_of([sheet("Prices", UNKNOWN), sheet("People", KNOWN)]).problems == ()

    def test_that_was_not_read_to_its_end_is_refused(self) -> None:
        """Half of the attendees are no list; another sheet that was cut does no harm."""
        with pytest.raises(NotARoster, match="too long; split it into several lists"):
            table_of([sheet("Red", KNOWN, cut="too long"), sheet("Blue", KNOWN)])
        assert table_of([sheet("Red", KNOWN), sheet("Blue", KNOWN, cut="too long")]).rows

    def test_is_missed_for_what_is_wrong_with_the_first(self) -> None:
        """The front sheet is the one that its owner means."""
        with pytest.raises(NotARoster, match="does not name its columns"):
            table_of([sheet("Red", NUMBERS), sheet("Blue", [])])
        with pytest.raises(NotARoster, match="no visible sheet"):
            table_of([])
