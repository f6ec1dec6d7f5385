"""How far, and below what, the row that names the columns is looked for."""

from __future__ import annotations

import pytest

from services.intake.rosters import NotARoster, Table
from services.intake.rosters.files.raw_rows import RawRow
from services.intake.rosters.tables.header_detection import (
    is_address,
    is_datum,
    may_name_columns,
    names_columns,
    repeats_header,
    unique_headers,
)
from services.intake.rosters.tables.table_detection import find_table

KNOWN = ("Name", "Email", "Company", "Interests", "Country")
UNKNOWN = ("Ainm", "Comhlacht", "Tír", "Spéis", "Teideal")
PEOPLE = [
    ("Ann Lee", "Acme", "Peru", "maps", "Baker"),
    ("Bob Ray", "Beta", "Chad", "bees", "Miller"),
    ("Cy Dee", "Core", "Fiji", "ropes", "Cook"),
]
NUMBERS = ("1", "2", "3", "4", "5")


def row(*cells: str, number: int = 1) -> RawRow:
    return RawRow(number, cells, len(cells) + 5)


def read(*rows: tuple[str, ...]) -> Table:
    return find_table([row(*cells, number=n) for n, cells in enumerate(rows, 1) if cells])


def headers(*rows: tuple[str, ...]) -> tuple[str, ...]:
    """Find the names of the columns; none where the file is refused."""
    try:
        return read(*rows).headers
    except NotARoster:
        return ()


class TestKnownNames:
    @pytest.mark.parametrize(("above", "found"), [(49, KNOWN), (50, ())])
    def test_are_looked_for_in_fifty_rows(self, above: int, found: tuple[str, ...]) -> None:
        """A long preface is possible; a header in the middle of the people is not."""
        assert headers(*[("7",)] * above, KNOWN, *PEOPLE) == found

    @pytest.mark.parametrize(("above", "found"), [(9, KNOWN), (10, ())])
    def test_may_stand_below_rows_as_wide_only_near_the_top(
        self, above: int, found: tuple[str, ...]
    ) -> None:
        """Further down, a row that says "Name" and "Company" may be somebody's answers."""
        assert headers(*[NUMBERS] * above, KNOWN, *PEOPLE) == found

    @pytest.mark.parametrize(
        ("last", "found"), [((), KNOWN), (NUMBERS[:2], KNOWN), (NUMBERS[:3], ())]
    )
    def test_may_begin_further_down_after_a_gap_or_below_narrower_rows(
        self, last: tuple[str, ...], found: tuple[str, ...]
    ) -> None:
        """That is where the table below a report begins."""
        assert headers(*[NUMBERS] * 10, last, KNOWN, *PEOPLE) == found


class TestNamesInALanguageThatIsNotKnown:
    @pytest.mark.parametrize(("filled", "passed"), [(2, True), (3, False)])
    def test_are_below_titles_of_less_than_three_fifths_of_the_usual_cells(
        self, filled: int, *, passed: bool
    ) -> None:
        """Titles fill few cells, and a header that leaves out some still names most columns."""
        title = ("Cruinniú", "Earrach", "Baile")[:filled]

        assert headers(title, UNKNOWN, *PEOPLE) == (
            UNKNOWN if passed else (*title, "Column 4", "Column 5")
        )

    def test_of_two_columns_are_two(self) -> None:
        """A title above a list of two columns is one cell, and half of the usual."""
        assert headers(("Liosta",), UNKNOWN[:2], *(one[:2] for one in PEOPLE)) == UNKNOWN[:2]

    def test_of_one_column_is_the_first_row(self) -> None:
        """A list of names has nothing else."""
        assert headers(("Ainm",), *(one[:1] for one in PEOPLE)) == ("Ainm",)

    @pytest.mark.parametrize(("above", "found"), [(3, UNKNOWN[:2]), (4, ())])
    def test_are_looked_for_below_three_rows_of_numbers_in_a_narrow_list(
        self, above: int, found: tuple[str, ...]
    ) -> None:
        """Where all rows are narrow, dates and counts above the list look like the list."""
        numbers = [("1", "2"), ("3", "4"), ("5", "6"), ("7", "8")][:above]

        assert headers(*numbers, UNKNOWN[:2], *(one[:2] for one in PEOPLE)) == found

    @pytest.mark.parametrize("first", [NUMBERS, ("ann@acme.example", "Acme")])
    def test_are_not_looked_for_below_a_row_of_the_list(self, first: tuple[str, ...]) -> None:
        """A first row that is an attendee would be lost without a word."""
        people = [one[: len(first)] for one in PEOPLE]

        assert headers(first, UNKNOWN[: len(first)], *people) == ()

    def test_may_repeat_further_down(self) -> None:
        """Printed lists repeat them on every page, and in capitals."""
        again = ("AINM", "Comhlacht", "TÍR", "Spéis", "Teideal")

        table = read(UNKNOWN, PEOPLE[0], again, PEOPLE[1])

        assert [one.cells[0] for one in table.rows] == ["Ann Lee", "Bob Ray"]

    def test_are_no_people_for_a_cell_that_both_leave_empty(self) -> None:
        """Only a text that comes again shows that a row is one of many."""
        named, *people = ((*one[:2], "", *one[3:]) for one in (UNKNOWN, *PEOPLE))

        assert headers(named, *people) == (*UNKNOWN[:2], *UNKNOWN[3:])


class TestARowOfNames:
    @pytest.mark.parametrize(("others", "names"), [(6, True), (7, False)])
    def test_has_two_known_ones_and_a_quarter_of_all(self, others: int, *, names: bool) -> None:
        """Among many answers, two words of rosters are chance."""
        assert names_columns(row("Name", "Company", *["zzz"] * others)) is names

    def test_has_more_than_one_known(self) -> None:
        """A single one may be an answer."""
        assert names_columns(row("Name", "", "Company"))
        assert not names_columns(row("Company", "zzz"))
        assert not names_columns(row("Name"))

    @pytest.mark.parametrize(("texts", "may"), [(3, True), (2, False)])
    def test_is_data_for_a_quarter_at_most(self, texts: int, *, may: bool) -> None:
        """A form may number its questions, and people give numbers as answers."""
        assert may_name_columns(row("17", "", *["zzz"] * texts)) is may

    def test_has_no_address(self) -> None:
        """One address among ever so many words is somebody's."""
        assert not may_name_columns(row("ann@acme.example", *["Name"] * 20))
        assert not names_columns(row("Name", "Company", "Ann Lee <ann@acme.example>"))


class TestData:
    @pytest.mark.parametrize(
        "cell",
        ["ann@acme.example", "https://acme.example/x", "www.acme.example", "17", "-3.5",
         "+49 (0) 1", "#12", "2031-05-01", "5/1/31 10:30 am", "10:30", "$1,200", "50%"],
    )  # fmt: skip
    def test_is_no_name_of_a_column(self, cell: str) -> None:
        """Numbers, dates, links and addresses are what columns hold."""
        assert is_datum(cell)

    @pytest.mark.parametrize("cell", ["Name", "1st choice", "E-mail", "Q 1", "Web: www.x.example"])
    def test_is_nothing_else_than_that(self, cell: str) -> None:
        """Questions have numbers and links in them."""
        assert not is_datum(cell)

    @pytest.mark.parametrize(("length", "is_one"), [(320, True), (321, False)])
    def test_is_no_longer_than_an_address_may_be(self, length: int, *, is_one: bool) -> None:
        """Nobody waits for a pattern to go through a megabyte."""
        address = "@acme.example".rjust(length, "a")

        assert is_address(address) is is_one
        assert is_datum(address) is is_one
        assert is_datum("1" * length) is is_one


class TestTheNamesOfColumns:
    def test_are_counted_on_where_they_are_taken(self) -> None:
        """Whoever maps columns by name must mean one."""
        assert unique_headers(("A", "a", "A (2)", "A"), 4) == ("A", "a (2)", "A (2) (2)", "A (3)")

    def test_are_given_to_columns_beyond_the_row(self) -> None:
        """Some programs leave out what is empty at its end."""
        assert unique_headers(("A", "", " b\n c "), 5) == (
            "A",
            "Column 2",
            "b c",
            "Column 4",
            "Column 5",
        )


class TestARepeatedRowOfNames:
    @pytest.mark.parametrize(
        ("other", "repeats"),
        [(("NAME", "email"), True), (("Name",), False), (("Name", "Email", "x"), False),
         (("Name", "Ann"), False)],
    )  # fmt: skip
    def test_has_the_same_cells(self, other: tuple[str, ...], *, repeats: bool) -> None:
        """A person called like a column is a person."""
        assert repeats_header(row(*other), row("Name", "Email")) is repeats
