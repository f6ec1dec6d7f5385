"""A file of several tables gives up its attendees, and tells what else there was."""

from __future__ import annotations

import pytest

from services.intake.rosters import NotARoster, Table
from services.intake.rosters.files.raw_rows import RawRow
from services.intake.rosters.tables.table_detection import find_table

HEADERS = ("Name", "Email", "Company", "Interests")
OTHER_HEADERS = ("Name", "Email", "Country", "Phone")


def guest(letter: str) -> tuple[str, ...]:
    return (f"Guest {letter}", f"{letter}@x.example", f"Company {letter}", f"topic {letter}")


def read(*rows: tuple[str, ...]) -> Table:
    return find_table([RawRow(n, cells, len(cells)) for n, cells in enumerate(rows, 1) if cells])


def names(table: Table) -> list[str]:
    return [row.cells[0] for row in table.rows]


def left_out(table: Table) -> dict[str, str]:
    return {row.cells[0]: problem.what for row, problem in table.odd}


class TestTheAttendeesTable:
    @pytest.mark.parametrize(
        "title", ["Attendees", "Participant list", "Teilnehmende", "Guests", "Invités", "参加者"]
    )
    def test_is_the_one_that_is_called_so(self, title: str) -> None:
        """A longer list of something else is something else."""
        table = read(
            HEADERS, guest("a"), guest("b"), guest("c"),
            (title,), OTHER_HEADERS, guest("d"),
            ("Suppliers",), (*OTHER_HEADERS, "Bio"), guest("e"),
        )  # fmt: skip

        assert names(table) == ["Guest d"]
        assert table.headers == OTHER_HEADERS
        assert left_out(table)["Guest a"] == "the row belongs to another table of this file"
        assert left_out(table)["Guest e"] == "the row belongs to the table 'Suppliers'"

    def test_is_the_longest_where_none_is_called_so(self) -> None:
        """Most people are attendees."""
        table = read(
            ("Red",), HEADERS, guest("a"), ("Blue",), OTHER_HEADERS, guest("b"), guest("c")
        )

        assert names(table) == ["Guest b", "Guest c"]

    def test_is_not_one_without_rows(self) -> None:
        """A heading for attendees who are in another file lists nobody."""
        table = read(("Red",), HEADERS, guest("a"), ("Attendees",), OTHER_HEADERS)

        assert names(table) == ["Guest a"]

    @pytest.mark.parametrize("title", ["Hosts", "Panelists", "Staff", "Organisers", "Crew"])
    def test_leaves_out_the_staff_of_the_same_form(self, title: str) -> None:
        """Who runs the event is not introduced at it."""
        table = read(
            HEADERS, guest("a"), ("Attendees",), HEADERS, guest("b"), guest("c"),
            (title,), HEADERS, guest("d"),
        )  # fmt: skip

        assert names(table) == ["Guest a", "Guest b", "Guest c"]
        assert f"the table '{title}'" in left_out(table)["Guest d"]

    @pytest.mark.parametrize("title", ["Speakers", "Staff attending"])
    def test_takes_in_who_attends_as_well(self, title: str) -> None:
        """Speakers want to meet people, too."""
        table = read(
            HEADERS, guest("a"), ("Attendees",), HEADERS, guest("b"), guest("c"),
            (title,), HEADERS, guest("d"),
        )  # fmt: skip

        assert {"Guest b", "Guest c", "Guest d"} <= set(names(table))

    def test_takes_in_everybody_where_no_title_says_more(self) -> None:
        """A list by teams is one list."""
        table = read(("Red",), HEADERS, guest("a"), ("Staff",), HEADERS, guest("b"))

        assert names(table) == ["Guest a", "Guest b"]

    def test_goes_on_behind_a_repeated_header_row(self) -> None:
        """Printed lists repeat it on every page."""
        table = read(HEADERS, guest("a"), HEADERS, guest("b"))

        assert names(table) == ["Guest a", "Guest b"]
        assert table.odd == ()


class TestWhatIsNotRead:
    def test_is_told_where_it_could_be_attendees(self) -> None:
        """Nobody goes missing unnoticed."""
        table = read(
            ("Made by", "Ines"), ("On", "Monday"), HEADERS, guest("a"), guest("b"), (),
            OTHER_HEADERS, guest("c"),
        )  # fmt: skip

        several, above = table.problems
        assert (several.row, above.row) == (3, 1)
        assert several.what == "the file has several tables; the one below row 3 was read"
        assert above.what == "2 rows above the column names in row 3 were not read"
        assert left_out(table)["Guest c"] == "the row belongs to another table of this file"

    def test_is_not_worth_a_word_where_it_is_a_title(self) -> None:
        """Every export has one."""
        table = read(("Spring meeting",), HEADERS, guest("a"), (), OTHER_HEADERS)

        assert table.problems == ()


class TestTheHeaderRow:
    def test_may_be_far_down_below_a_gap_or_narrower_rows(self) -> None:
        """Some reports put a page of figures above the list."""
        figures = [(f"Figure {n}", f"{n}") for n in range(15)]

        assert read(*figures, HEADERS, guest("a")).rows[0].number == 17
        assert read(*figures, (), HEADERS, guest("a")).rows[0].number == 18

    def test_far_down_among_rows_as_wide_is_a_row(self) -> None:
        """A guest called "Name" is a guest."""
        letters = "abcdefghijklmno"
        rows = [(f"Ainm {n}", f"x{n}", f"y{n}", f"z{n}") for n in letters]

        assert len(read(*rows, HEADERS, guest("a")).rows) == len(rows) + 1

    def test_needs_a_row(self) -> None:
        """A blank file has none."""
        with pytest.raises(NotARoster, match="holds only blank rows"):
            read()
