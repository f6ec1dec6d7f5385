"""What an organiser is told of rows that are merged, left out or doubtful."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.intake.rosters import Roster, Row, Table, parse, read
from services.intake.rosters.people.duplicates import list_rows
from services.intake.rosters.table import Problem

ADA = "ada@example.org"


def roster(headers: list[str], *rows: list[str], **given: tuple[object, ...]) -> Roster:
    numbered = tuple(Row(n, tuple(cells)) for n, cells in enumerate(rows, 2))
    return parse(Table(tuple(headers), numbered, **given))  # type: ignore[arg-type]  # the test's own


def of_rows(found: Roster) -> list[Problem]:
    return [problem for problem in found.problems if problem.row is not None]


class TestRowsOfOnePerson:
    def test_are_named_with_what_to_do(self) -> None:
        """The organiser sees whose row counts, and that nothing is to be done."""
        found = roster(
            ["Name", "Email", "Company"],
            ["Ada Muster", ADA, "Acme"],
            ["Ben Beispiel", "ben@example.org", ""],
            ["Ada Muster", ADA, ""],
        )  # fmt: skip

        [replaced] = found.rejected
        assert (replaced.row.number, replaced.reason) == (2, "same person as row 4")
        assert replaced.cure == "Nothing to do."
        [problem] = of_rows(found)
        assert (problem.row, problem.column) == (4, "")
        assert problem.what == (
            "rows 2 and 4 are the same person; row 4 is used, and its gaps are filled from the"
            " earlier"
        )
        assert [person.row for person in found.people] == [3, 4]

    def test_are_listed_up_to_twenty(self) -> None:
        """A hundred numbers say no more than that there are a hundred."""
        assert list_rows([7]) == "7"
        assert list_rows([1, 2, 3]) == "1, 2 and 3"
        assert list_rows(range(1, 21)).endswith("19 and 20")
        assert list_rows(range(1, 22)).endswith("19, 20 and 1 more")


class TestASharedMailbox:
    def test_is_told_with_its_column(self) -> None:
        """Two people of one address both get mail there, and the organiser may know better."""
        found = roster(
            ["Name", "E-Mail"],
            ["Ada Muster", ADA],
            ["Ben Beispiel", ADA],
            ["Cem Ornek", "c@x.example"],
        )

        [problem] = of_rows(found)
        assert (problem.row, problem.column) == (2, "E-Mail")
        assert problem.what.startswith("rows 2 and 3 have different names and one e-mail address")
        assert problem.cure == "Give each their own address if they have one."


class TestRowsOfNobody:
    @pytest.mark.parametrize(
        ("cells", "reason", "cure"),
        [
            (
                ["", "", "going"],
                "no name and no e-mail address",
                "Write a name or an e-mail address.",
            ),
            (["Name", "Email", "Status"], "repeats the headers", "Delete this row."),
        ],
    )
    def test_are_left_out_with_a_reason_and_a_cure(
        self, cells: list[str], reason: str, cure: str
    ) -> None:
        """Whoever is missing is found there."""
        found = roster(["Name", "Email", "Status"], ["Ada Muster", ADA, "going"], cells)

        [left_out] = found.rejected
        assert (left_out.row.number, left_out.reason, left_out.cure) == (3, reason, cure)

    def test_that_were_no_rows_of_the_table_stand_among_them_in_order(self) -> None:
        """The list of what was left out is read beside the file."""
        odd = (Row(9, ("Total",)), Problem(9, "", "the row is a total", "Delete it."))
        first = (Row(1, ("x",)), Problem(1, "", "the row is odd", "Mend it."))

        found = roster(["Name"], ["Ada Muster"], ["-"], odd=(odd, first))

        assert [one.row.number for one in found.rejected] == [1, 3, 9]
        assert (found.rejected[2].reason, found.rejected[2].cure) == (
            "the row is a total",
            "Delete it.",
        )


class TestProblems:
    def test_are_of_the_file_then_of_columns_then_of_rows_in_order(self) -> None:
        """What holds of all comes before what holds of one."""
        of_file = Problem(None, "", "the file has several tables", "")

        found = roster(
            ["Email", "Name", "Capacity", "Tags"],
            ["ada@example.org", "", "many", "blue"], ["broken", "Ben Beispiel", "", "red"],
            problems=(of_file,),
        )  # fmt: skip

        assert found.problems[0] == of_file
        assert found.problems[1].column == "Tags"
        assert "2 people" in found.problems[2].what
        assert [problem.row for problem in found.problems[3:]] == [2, 3]

    def test_of_who_has_no_name_say_what_stands_for_it(self) -> None:
        """A mailbox is no name, and somebody may know it."""
        found = roster(["Name", "Email"], ["", ADA])

        assert found.people[0].name == "ada"
        assert of_rows(found)[-1] == Problem(
            2, "", "no name; the e-mail address stands for it", "Write the person's name."
        )


def test_a_file_is_read_with_what_the_organiser_says_of_its_columns(tmp_path: Path) -> None:
    """A column without a telling name can still be assigned."""
    file = tmp_path / "guests.csv"
    file.write_text("Name,Zzz\nAda Muster,bees\n", encoding="utf-8")

    assert read(file).people[0].interests == ()
    assert read(file, {"Zzz": "interests"}).people[0].interests == ("bees",)
