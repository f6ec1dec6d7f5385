"""Which of the rows below the names of columns are people, and what is said of the others."""

from __future__ import annotations

import pytest

from services.intake.rosters.files.raw_rows import Fault, RawRow
from services.intake.rosters.table import NotARoster, Table
from services.intake.rosters.tables.table_body import build_table

HEADERS = ("Name", "Email", "Company", "Country")
HEADING = ("Speakers",)


def row(number: int, *cells: str, fault: Fault | None = None, width: int | None = None) -> RawRow:
    return RawRow(number, cells, len(cells) if width is None else width, fault)


def people(count: int, width: int = 4) -> list[tuple[str, ...]]:
    return [
        (f"Guest {n}", f"{n}@x.example", f"Firm {n}", f"Land {n}")[:width] for n in range(count)
    ]


def build(*rows: tuple[str, ...], headers: tuple[str, ...] = HEADERS) -> Table:
    numbered = [row(n, *cells) for n, cells in enumerate(rows, 2)]
    return build_table(row(1, *headers), numbered, "comma")


def texts(table: Table) -> set[str]:
    return {"".join(one.cells) for one in table.rows}


class TestASingleText:
    @pytest.mark.parametrize(("width", "person"), [(2, True), (3, False)])
    def test_is_a_heading_where_rows_have_three_or_more(self, width: int, *, person: bool) -> None:
        """In a list of names, it is all that there is of a person."""
        assert ("Speakers" in texts(build(*people(5, width), HEADING))) is person

    @pytest.mark.parametrize(
        ("alone", "others", "are_people"), [(2, 3, False), (3, 6, True), (3, 9, False)]
    )
    def test_is_a_person_where_more_than_two_and_a_quarter_of_all_are_alone(
        self, alone: int, others: int, *, are_people: bool
    ) -> None:
        """Where guests often give their name only, none of them is lost as a heading."""
        table = build(*people(others), *((f"Alone {n}",) for n in range(alone)))

        assert (len(table.odd) == 0) is are_people
        assert len(table.rows) + len(table.odd) == alone + others

    def test_is_a_heading_only_where_rows_begin(self) -> None:
        """A text further right is an answer of somebody whose name is missing."""
        assert "Firm" in texts(build(*people(5), ("", "", "Firm")))

    def test_is_a_heading_where_the_rows_begin_further_right(self) -> None:
        """Some lists number nobody and still keep a column for it."""
        shifted = [("", *one) for one in people(5)]

        table = build(*shifted, ("", "Speakers"), ("Note",), headers=("No.", *HEADERS))

        assert [one.cells[1] for one, _ in table.odd] == ["Speakers"]
        assert "Note" in texts(table)

    def test_is_a_person_if_it_is_an_address(self) -> None:
        """Whoever left an address can be introduced, and three who did make no headings."""
        table = build(*people(5), *((f"{n}@y.example",) for n in "abc"), HEADING)

        assert {"a@y.example", "b@y.example", "c@y.example"} <= texts(table)
        assert [one.cells[0] for one, _ in table.odd] == ["Speakers"]

    def test_is_not_counted_among_rules_and_totals(self) -> None:
        """Lines between groups don't make lone texts usual."""
        lines = [("-----",), ("Total",), ("=====",), ("Total: 3",)]

        table = build(*people(5), *lines, HEADING)

        assert len(table.odd) == len(lines) + 1


class TestARowThatIsTooLong:
    def test_is_set_aside_with_the_cure_of_its_kind_of_file(self) -> None:
        """A cell with a comma was cut in two; in a workbook, a column has no name."""
        whole, long = row(2, *people(1)[0]), row(3, "a", "b", "c", "d", "e")

        of_text = build_table(row(1, *HEADERS), [whole, long], "comma").odd
        of_sheet = build_table(row(1, *HEADERS), [whole, long], "").odd

        assert of_text[0][1].what == "the row has 5 cells, but 4 columns are named"
        assert of_text[0][1].cure == "Put the cell that contains a comma in quotation marks."
        assert of_sheet[0][1].cure == "Name every column in the first row."
        assert of_text[0][0].cells == ("a", "b", "c", "d", "e")

    def test_is_read_where_its_header_row_was_as_wide(self) -> None:
        """A program may write cells for columns without a name."""
        table = build_table(
            row(1, *HEADERS, width=5),
            [row(2, *people(1)[0], "x"), row(3, "Ann", "a@x.example")],
            "",
        )

        assert table.headers == (*HEADERS, "Column 5")
        assert [one.cells for one in table.rows] == [
            (*people(1)[0], "x"), ("Ann", "a@x.example", "", "", "")
        ]  # fmt: skip


class TestAFault:
    @pytest.mark.parametrize(
        ("fatal", "cells", "read"), [(False, 4, True), (False, 3, False), (True, 4, False)]
    )
    def test_costs_a_row_that_is_short_or_unusable(
        self, cells: int, *, fatal: bool, read: bool
    ) -> None:
        """A stray quotation mark swallows cells; where all are there, the row is as good as any."""
        fault = Fault("a stray mark", "Remove it.", fatal=fatal)
        faulty = row(3, *people(2)[1][:cells], fault=fault)

        table = build_table(row(1, *HEADERS), [row(2, *people(1)[0]), faulty], "comma")

        told = table.problems[0] if read else table.odd[0][1]
        assert (told.row, told.what, told.cure) == (3, "a stray mark", "Remove it.")
        assert len(table.rows) == (2 if read else 1)
        assert (len(table.problems), len(table.odd)) == ((1, 0) if read else (0, 1))


class TestNobody:
    def test_is_refused_with_the_first_row_and_its_cure(self) -> None:
        """That is where to look."""
        with pytest.raises(NotARoster, match=r"row 2: the row only draws a line\. If this is"):
            build(("-----",), ("Total",))

    def test_is_refused_where_there_is_no_row(self) -> None:
        """An empty export."""
        with pytest.raises(NotARoster, match="no row below them"):
            build()


def test_columns_are_left_out_that_have_neither_a_name_nor_a_cell() -> None:
    """Nobody is asked about a column in which there is nothing, and odd rows lose it, too."""
    table = build_table(
        row(1, "Name", "", "", "Country"),
        [row(2, "Ann", "", "x", "Peru"), row(3, "-", "", "", "-"), row(4, "Bob", "", "", "Chad")],
        "",
    )

    assert table.headers == ("Name", "Column 3", "Country")
    assert [one.cells for one in table.rows] == [("Ann", "x", "Peru"), ("Bob", "", "Chad")]
    assert [one.cells for one, _ in table.odd] == [("-", "", "-")]
