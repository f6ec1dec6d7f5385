"""Rows that are one person become one, and no two people become one."""

from __future__ import annotations

import pytest

from services.intake.rosters import Person, Row
from services.intake.rosters.cells.names import compatible, key
from services.intake.rosters.cells.status import Verdict
from services.intake.rosters.people.duplicates import (
    ParsedRow,
    list_rows,
    merge,
    merge_problem,
    same_people,
    shared_mailboxes,
)

COMING = Verdict()
GONE = Verdict("cancelled", gone=True)
WAITING = Verdict("not confirmed")


def parsed(number: int, verdict: Verdict = COMING, **fields: object) -> ParsedRow:
    person = Person(number, **{"name": "Ada Muster", **fields})  # type: ignore[arg-type]  # fields of many types
    return ParsedRow(Row(number, ()), person, verdict)


def clusters(*rows: ParsedRow) -> list[list[int]]:
    return [[one.row.number for one in cluster] for cluster in same_people(rows)]


class TestClusters:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ({"email": "a@x.example"}, {"email": "a@x.example", "name": "A. Muster"}),
            ({"email": "a@x.example", "company": "Acme"}, {"email": "a@x.example"}),
            ({"external_id": "1"}, {"external_id": "1", "company": "Acme"}),
            ({"company": "Acme"}, {"company": "ACME"}),
            ({"name": "Muster Ada"}, {"name": "ada muster"}),
            ({"name": "Ada Maria Muster", "email": "a@x.example"}, {"email": "a@x.example"}),
        ],
    )
    def test_are_one_person(self, one: dict[str, object], other: dict[str, object]) -> None:
        """Someone with two tickets gets one brief."""
        assert clusters(parsed(2, **one), parsed(3, **other)) == [[2, 3]]

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ({"email": "a@x.example"}, {"email": "b@x.example"}),
            ({"email": "a@x.example"}, {"email": "a@x.example", "name": "Ben Muster"}),
            ({"external_id": "1"}, {"external_id": "2"}),
            ({"external_id": "1"}, {}),
            ({"company": "Acme"}, {"company": "Other"}),
            ({}, {"email": "a@x.example"}),
        ],
    )
    def test_are_two_people(self, one: dict[str, object], other: dict[str, object]) -> None:
        """A couple shares a mailbox, and a city has two of every name."""
        assert clusters(parsed(2, **one), parsed(3, **other)) == [[2], [3]]

    def test_take_the_fullest_name_for_the_short_ones(self) -> None:
        """Whatever the order of the rows, an initial is nobody of its own."""
        email = "a@x.example"
        rows = [
            parsed(2, name="A. Muster", email=email), parsed(3, name="Ada Muster", email=email),
            parsed(4, name="Ada Maria Muster", email=email),
        ]  # fmt: skip

        assert {frozenset(one) for one in clusters(*rows)} == {frozenset({2, 3, 4})}
        assert len(clusters(*reversed(rows))) == 1

    def test_of_a_crowd_behind_one_mailbox_compare_names_exactly(self) -> None:
        """Two hundred names against each other would take long, and agree by accident."""
        crowd = [parsed(n, name=f"Guest {n:03}", email="a@x.example") for n in range(2, 150)]

        found = clusters(*crowd, parsed(500, name="Guest", email="a@x.example"))

        assert [500] in found


class TestNames:
    @pytest.mark.parametrize(
        ("shorter", "longer", "same"),
        [
            ("A Muster", "Ada Muster", True),
            ("Muster", "Ada Muster", True),
            ("Ada", "A Muster", True),
            ("B Muster", "Ada Muster", False),
            ("Ada Ada", "Ada Muster", False),
            ("Ad Muster", "Ada Muster", False),
            ("", "Ada Muster", True),
        ],
    )
    def test_can_be_short_for_others(self, shorter: str, longer: str, *, same: bool) -> None:
        """Fewer words or initials, each for a word of its own."""
        assert compatible(key(shorter), key(longer)) is same


class TestMerging:
    def test_fills_the_gaps_of_the_last_row_with_the_latest_before_it(self) -> None:
        """People fill in a form again to correct it."""
        merged = merge([
            parsed(4, company="New", interests=("wax",)),
            parsed(2, company="Old", title="Bosun", interests=("bees",), capacity=2),
            parsed(3, title="Captain", needs=("rope",), formats=("video",)),
        ])  # fmt: skip

        assert merged is not None
        person = merged.person
        assert (person.row, person.company, person.title) == (4, "New", "Captain")
        assert (person.interests, person.needs) == (("wax",), ("rope",))
        assert (person.capacity, person.formats, person.attending) == (2, ("video",), True)
        assert [row.number for row in merged.replaced] == [2, 3]

    def test_keeps_a_capacity_of_none_at_all(self) -> None:
        """Zero is an answer and no gap."""
        merged = merge([parsed(2, capacity=5), parsed(3, capacity=0)])

        assert merged is not None
        assert merged.person.capacity == 0

    def test_looks_only_at_rows_that_are_coming_if_there_are_any(self) -> None:
        """A cancelled ticket says nothing about who uses the other one."""
        merged = merge([parsed(2, title="Bosun"), parsed(3, GONE, title="Captain")])

        assert merged is not None
        assert (merged.person.row, merged.person.title) == (2, "Bosun")
        assert merged.person.attending
        assert merged.replaced == ()

    def test_of_people_who_left_for_good_remembers_that(self) -> None:
        """Whom an earlier list had must not be introduced any more."""
        merged = merge([parsed(2, GONE), parsed(3, GONE)])

        assert merged is not None
        assert (merged.person.row, merged.person.attending) == (3, False)
        assert merged.replaced == ()

    @pytest.mark.parametrize("verdicts", [(WAITING,), (WAITING, GONE), (GONE, WAITING)])
    def test_of_people_who_may_still_come_says_nothing(self, verdicts: tuple[Verdict, ...]) -> None:
        """Who waits is not there yet, and has not left."""
        assert merge([parsed(n, verdict) for n, verdict in enumerate(verdicts, 2)]) is None


class TestProblems:
    def test_name_the_rows_of_one_person(self) -> None:
        """The organiser looks them up."""
        problem = merge_problem([parsed(4), parsed(2), parsed(3, GONE)])

        assert problem.row == 4
        assert problem.what.startswith("rows 2 and 4 are the same person; row 4 is used")

    def test_name_a_mailbox_of_several_once(self) -> None:
        """Each mailbox is one line, and having none is no mailbox."""
        people = [
            Person(5, "Ada", "a@x.example"), Person(3, "Ben", "a@x.example"),
            Person(6, "Cem", "c@x.example"), Person(7, "Dee"), Person(8, "Eli"),
        ]  # fmt: skip

        (problem,) = shared_mailboxes(people, "E-mail")

        assert (problem.row, problem.column) == (3, "E-mail")
        assert problem.what.startswith("rows 3 and 5 have different names")

    @pytest.mark.parametrize(
        ("numbers", "listed"),
        [([2], "2"), ([2, 3], "2 and 3"), ([2, 3, 4], "2, 3 and 4"),
         (list(range(20)), f"{', '.join(map(str, range(19)))} and 19"),
         (list(range(22)), f"{', '.join(map(str, range(20)))} and 2 more")],
    )  # fmt: skip
    def test_list_rows_in_words(self, numbers: list[int], listed: str) -> None:
        """Nobody reads three hundred numbers."""
        assert list_rows(numbers) == listed
