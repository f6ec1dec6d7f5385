"""Where the table is inside a grid of rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.rosters import NotARoster, Table
from services.intake.rosters.files.raw_rows import Fault, RawRow
from services.intake.rosters.tables.table_detection import find_table

HEADERS = ("Name", "Email", "Company", "Interests")
ANN = ("Ann Lee", "ann@acme.example", "Acme", "robots")
BOB = ("Bob Ray", "bob@beta.example", "Beta", "gardens")
CY = ("Cy Dee", "cy@core.example", "Core", "maps")


def read(*rows: tuple[str, ...], extra: int = 0) -> Table:
    """Find the table in rows of which empty ones are blank."""
    return find_table(
        [RawRow(n, cells, len(cells) + extra) for n, cells in enumerate(rows, 1) if cells],
        "comma",
    )


def names(table: Table) -> list[str]:
    """List the first cell of every row that was read."""
    return [row.cells[0] for row in table.rows]


class TestHeaderRow:
    def test_is_found_below_titles_and_what_was_skipped_is_told(self) -> None:
        """Exports put their own name and date on top, and a person there must not vanish."""
        table = read(("Spring Meetup",), ("Exported on", "2024-01-01"), (), HEADERS, ANN)

        assert table.headers == HEADERS
        assert [row.number for row in table.rows] == [5]
        assert "row 4" in table.problems[0].what

    def test_may_be_in_a_language_that_is_not_known(self) -> None:
        """No list of words covers every organiser."""
        table = read(("Ainm", "Ríomhphost", "Comhlacht"), ("Ann", "ann@acme.example", "Acme"))

        assert table.headers == ("Ainm", "Ríomhphost", "Comhlacht")

    def test_that_holds_an_address_is_a_person(self) -> None:
        """Taking the first attendee for column names would lose that person silently."""
        with pytest.raises(NotARoster, match="names the columns"):
            read(ANN, BOB)

    def test_whose_texts_come_again_below_is_a_person(self) -> None:
        """Without e-mail addresses, only repetition shows that a first row is data."""
        with pytest.raises(NotARoster, match="does not name its columns"):
            read(("Ann", "Acme", "robots"), ("Bob", "Acme", "maps"), ("Cy", "Beta", "robots"))

    def test_may_ask_questions_and_repeat_them_as_answers(self) -> None:
        """Some forms make a column of every option, and the option is what a tick says."""
        questions = ("What's your name?", "And your e-mail, please?", "Where do you work?", "Bees")

        table = read(questions, ("Ann", "ann@acme.example", "Acme", "Bees"))

        assert table.headers == questions

    def test_without_any_row_below_is_refused(self) -> None:
        """An empty export should be told from one that was read and had nobody to use."""
        with pytest.raises(NotARoster, match="no row below"):
            read(HEADERS)

    def test_gets_distinct_names_for_its_columns(self) -> None:
        """Whoever maps columns needs to tell them apart."""
        table = read(("Company", "Company", "", "E\nmail "), ("A", "B", "C", "d@x.example"))

        assert table.headers == ("Company", "Company (2)", "Column 3", "E mail")

    def test_leaves_out_columns_with_neither_name_nor_cell(self) -> None:
        """A list that starts in column C of a sheet has two columns that nobody wrote."""
        table = read(("", "", *HEADERS), ("", "", *ANN))

        assert table.headers == HEADERS
        assert table.rows[0].cells == ANN

    @settings(max_examples=40)
    @given(st.lists(st.sampled_from(["", "A", "a", "A (2)", "Column 1"]), min_size=1))
    def test_names_are_always_distinct(self, written: list[str]) -> None:
        """A second name that is made up may itself be taken."""
        table = read((*written, "Name", "Email"), ("x",) * len(written) + ("Ann", "a@x.example"))

        assert len({header.casefold() for header in table.headers}) == len(written) + 2


class TestRowsBetweenPeople:
    @pytest.mark.parametrize(
        "row",
        [
            ("-----", "-----"),
            ("====",),
            ("Speakers",),
            ("Table 4",),
            ("Lunch",) * 4,
            ("Total: 250",),
            ("Grand total", "", "3"),
            ("Summe", "3"),
            ("Gesamt",),
            ("TOTAL ATTENDEES", "3"),
        ],
    )
    def test_are_set_aside_and_explained(self, row: tuple[str, ...]) -> None:
        """A heading that became an attendee would be introduced to somebody."""
        table = read(HEADERS, ANN, BOB, row, CY)

        assert names(table) == ["Ann Lee", "Bob Ray", "Cy Dee"]
        [(odd, problem)] = table.odd
        assert (odd.number, problem.row) == (4, 4)
        assert problem.what
        assert problem.cure

    @pytest.mark.parametrize(
        "row",
        [
            ("Total Energies", "t@x.example", "Acme", "AI"),
            ("", "only@x.example"),
            ("Summer Total", "s@x.example"),
            ("Ann", "Ann", "Acme"),
        ],
    )
    def test_are_people_if_they_look_like_people(self, row: tuple[str, ...]) -> None:
        """No attendee is thrown away for an unlucky name."""
        table = read(HEADERS, ANN, BOB, row, CY)

        assert len(table.rows) == 4
        assert not table.odd

    @pytest.mark.parametrize("headers", [("Name",), ("Name", "Interests")])
    def test_with_a_name_alone_are_people_in_a_narrow_list(self, headers: tuple[str, ...]) -> None:
        """In a list of names, one filled cell is all that there is."""
        table = read(headers, ("Ann Lee", "maps")[: len(headers)], ("Bob Ray",), ("Cy Dee",))

        assert names(table) == ["Ann Lee", "Bob Ray", "Cy Dee"]

    def test_with_a_name_alone_are_people_where_that_is_common(self) -> None:
        """Many guests fill in their name and nothing else."""
        people = [(f"Guest {letter}",) for letter in "abcde"]

        assert len(read(HEADERS, ANN, BOB, CY, *people, ANN, BOB, CY).rows) == 11

    def test_that_repeat_the_headers_are_dropped(self) -> None:
        """Printed lists repeat it on every page."""
        table = read(HEADERS, ANN, tuple(map(str.upper, HEADERS)), BOB)

        assert names(table) == ["Ann Lee", "Bob Ray"]
        assert not table.odd


class TestRaggedRows:
    def test_that_are_short_are_filled_up(self) -> None:
        """Programs leave out empty cells at the end."""
        assert read(HEADERS, ANN[:2], BOB).rows[0].cells == (*ANN[:2], "", "")

    def test_that_are_long_are_set_aside_with_the_cure(self) -> None:
        """A company with a comma in its name shifts every cell after it."""
        table = read(HEADERS, ANN, ("Bob", "b@x.example", "Beta", "Inc", "maps"))

        [(odd, problem)] = table.odd
        assert odd.cells[-1] == "maps"
        assert "comma in quotation marks" in problem.cure

    def test_that_are_all_long_refuse_the_file(self) -> None:
        """The error names the first such row, as that is where to look."""
        with pytest.raises(NotARoster, match=r"row 2: .* quotation marks"):
            read(HEADERS, (*ANN, "x"), (*BOB, "y"))

    def test_keep_a_cell_in_a_column_that_has_no_name(self) -> None:
        """A sheet's notes beside the table are cells all the same."""
        table = read(HEADERS, (*ANN, "vegan"), BOB, extra=20)

        assert table.headers[-1] == "Column 5"
        assert [row.cells[-1] for row in table.rows] == ["vegan", ""]

    def test_with_a_fault_that_still_fit_are_read(self) -> None:
        """A stray quotation mark costs a note, and not a person."""
        fault = Fault("a stray mark", "Remove it.", fatal=False)
        rows = [RawRow(1, HEADERS, 4), RawRow(2, ANN, 4, fault), RawRow(3, ANN[:3], 3, fault)]

        table = find_table(rows)

        assert names(table) == ["Ann Lee"]
        assert (table.problems[0].row, table.odd[0][1].row) == (2, 3)


class TestSeveralTables:
    def test_in_one_file_leave_the_attendees(self) -> None:
        """A webinar's report lists its hosts and panelists first, and under other columns."""
        table = read(
            ("Attendee Report",),
            ("Topic", "Webinar ID", "Duration", "Unique viewers"),
            ("Maps", "123 456", "95", "2"),
            ("Panelist Details",),
            ("Attended", "User Name", "Email"),
            *(("Yes", f"Panelist {letter}", f"{letter}@x.example") for letter in "abc"),
            ("Attendee Details",),
            ("Attended", "User Name", "Email", "Phone", "Country"),
            ("Yes", "Ann Lee", "ann@acme.example", "1", "DE"),
            ("Yes", "Bob Ray", "bob@beta.example", "2", "DE"),
        )

        assert [row.cells[1] for row in table.rows] == ["Ann Lee", "Bob Ray"]
        assert {row.cells[1] for row, _ in table.odd} >= {"Panelist a", "Panelist b", "Panelist c"}
        assert "several tables" in table.problems[0].what

    def test_of_people_under_the_same_columns_are_one(self) -> None:
        """Speakers attend, too."""
        table = read(HEADERS, ANN, BOB, ("Speakers",), HEADERS, CY)

        assert names(table) == ["Ann Lee", "Bob Ray", "Cy Dee"]
        assert [problem.row for _, problem in table.odd] == [4]

    def test_leave_a_summary_below_a_gap(self) -> None:
        """A count of tickets below the list is nobody."""
        table = read(HEADERS, ANN, BOB, (), ("Ticket type", "Count"), ("Early bird", "2"))

        assert names(table) == ["Ann Lee", "Bob Ray"]
        assert [row.cells[0] for row, _ in table.odd] == ["Early bird"]


@settings(max_examples=40)
@given(st.lists(st.sampled_from([ANN, BOB, CY, ("Speakers",), ("---",), ()]), max_size=12))
def test_every_row_is_read_or_odd(rows: list[tuple[str, ...]]) -> None:
    """Whoever is in neither was lost without a word."""
    table = read(HEADERS, ANN, *rows)

    seen = [row.number for row in table.rows] + [row.number for row, _ in table.odd]
    assert sorted(seen) == [2, *(number for number, row in enumerate(rows, 3) if row)]
