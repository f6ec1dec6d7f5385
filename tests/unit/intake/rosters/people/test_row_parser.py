"""A row's cells become one person, and what the organiser should know is told at its row."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from services.intake.rosters import Field, Person, Roster, Row, Table, parse


def roster(
    headers: list[str], *rows: list[str], overrides: Mapping[str, Field | None] | None = None
) -> Roster:
    table = Table(tuple(headers), tuple(Row(n, tuple(row)) for n, row in enumerate(rows, 2)))
    return parse(table, overrides or {})


def person(**cells: str) -> Person:
    """Read one row of columns that are assigned by hand."""
    overrides = {field: field for field in cells}
    found = roster(["Full name", *cells], ["Ada Muster", *cells.values()], overrides=overrides)  # type: ignore[arg-type]  # columns are named as their fields
    return found.people[0]


def told(found: Roster) -> list[tuple[int | None, str, str]]:
    return [
        (one.row, one.column, one.what)
        for one in found.problems
        if "nothing to match on" not in one.what
    ]


class TestLines:
    @pytest.mark.parametrize(
        "field", ["company", "title", "industry", "website", "country", "external_id"]
    )
    def test_are_read_into_their_fields(self, field: str) -> None:
        """Every column that is understood ends where it belongs."""
        assert getattr(person(**{field: "Some\nthing"}), field) == "Some thing"

    def test_are_as_long_as_a_line_may_be(self) -> None:
        """A cell may hold a book."""
        assert len(person(company="x" * 400).company) == 300

    def test_come_from_the_first_column_that_has_one(self) -> None:
        """The buyer's company fills a gap, and no more."""
        found = roster(
            ["Name", "Attendee company", "Order company"],
            ["Ada", "--", "Zorblax"], ["Ben", "Acme", "Zorblax"],
        )  # fmt: skip

        assert [one.company for one in found.people] == ["Zorblax", "Acme"]

    def test_that_repeat_the_name_are_no_company(self) -> None:
        """Freelancers write their own name there, and would be each other's colleagues."""
        assert person(company="ADA muster").company == ""


class TestAddresses:
    def test_of_several_are_the_first_and_told(self) -> None:
        """One person has one mailbox here."""
        found = roster(["Name", "Email"], ["Ada", "a@x.example; b@x.example"])

        assert found.people[0].email == "a@x.example"
        assert told(found) == [
            (2, "Email", "several e-mail addresses; the first one is used"),
        ]  # fmt: skip

    def test_that_are_broken_leave_the_next_column_a_chance(self) -> None:
        """The buyer's mailbox reaches the guest better than none."""
        found = roster(["Name", "Attendee email", "Order email"], ["Ada", "a@@x", "b@x.example"])

        assert found.people[0].email == "b@x.example"
        assert told(found) == [
            (2, "Attendee email", "not a valid e-mail address; it is left out"),
        ]  # fmt: skip

    def test_are_no_names(self) -> None:
        """A platform writes the address where no name is known."""
        found = roster(["Name", "Email"], ["a@x.example", "a@x.example"])

        assert found.people[0].name == "a"


class TestPhrases:
    @pytest.mark.parametrize("field", ["interests", "offers", "needs"])
    def test_are_split_into_their_fields(self, field: str) -> None:
        """What somebody offers is not what they need."""
        found = person(**{field: "bees; wax"})

        assert getattr(found, field) == ("bees", "wax")
        assert sum(map(len, (found.interests, found.offers, found.needs))) == 2

    def test_of_several_columns_are_one_list(self) -> None:
        """Forms ask twice, and people repeat themselves."""
        found = roster(["Name", "Interests", "Hobbies"], ["Ada", "bees; wax", "Bees; tea"])

        assert found.people[0].interests == ("bees", "wax", "tea")

    def test_of_too_many_are_the_first_and_told(self) -> None:
        """One attendee must not weigh as much as a hundred."""
        found = roster(["Name", "Interests"], ["Ada", ";".join(f"topic {n}" for n in range(201))])
        enough = roster(["Name", "Interests"], ["Ada", ";".join(f"topic {n}" for n in range(200))])

        assert found.people[0].interests == enough.people[0].interests
        assert told(found) == [(2, "Interests", "201 phrases; the first 200 are used")]
        assert told(enough) == []

    def test_of_goals_are_needs(self) -> None:
        """What somebody hopes for is what others can help with."""
        found = roster(["Name", "Goals", "Needs"], ["Ada", "a co-founder; seed money", "rope"])

        assert found.people[0].needs == ("rope", "a co-founder", "seed money")

    @pytest.mark.parametrize(
        "goal", ["Project: a hive", "Working on: a hive", "Projekt: a hive", "my project: a hive"]
    )
    def test_of_projects_are_interests(self, goal: str) -> None:
        """What somebody works on is no cry for help."""
        found = person(goals=goal)

        assert (found.interests, found.needs) == (("a hive",), ())

    def test_of_several_projects_are_several(self) -> None:
        """Each of them is a topic."""
        assert person(goals="Project: a hive; Project: wax | tea").interests == (
            "a hive", "wax", "tea",
        )  # fmt: skip

    def test_of_ticked_goals_are_needs(self) -> None:
        """Some exports make a column of every option."""
        found = roster(
            ["Name", "Goals - Funding", "Goals - Hiring"], ["Ada", "Yes", "No"], ["Ben", "", "x"]
        )

        assert [one.needs for one in found.people] == [("Funding",), ("Hiring",)]


class TestTicks:
    def test_may_repeat_the_option(self) -> None:
        """Some exports write the option itself where it was ticked."""
        found = roster(
            ["Name", "Interests - Bees", "Interests - Wax"], ["Ada", "Bees", ""], ["Ben", "", "Wax"]
        )

        assert [one.interests for one in found.people] == [("Bees",), ("Wax",)]

    def test_are_formats_as_well(self) -> None:
        """A way of meeting is an option like any other."""
        found = roster(
            ["Name", "Meeting format - Phone", "Meeting format - Video"],
            ["Ada", "Yes", "No"], ["Ben", "No", "No"],
        )  # fmt: skip

        assert [one.formats for one in found.people] == [("phone",), ()]
        assert told(found) == []


class TestBios:
    def test_of_several_columns_are_lines_of_one(self) -> None:
        """A form asks who you are and what you do."""
        headers = ["Name", "Bio", "About me"]

        found = roster(headers, ["Ada", "I keep bees and wax.", "n/a"],
                       ["Ben", "I sail ships.", "I write about ships."],
                       ["Cem", "I bake bread.", "I bake bread."])  # fmt: skip

        assert [one.about for one in found.people] == [
            "I keep bees and wax.", "I write about ships.\nI sail ships.", "I bake bread.",
        ]  # fmt: skip

    def test_that_are_endless_are_cut_and_told(self) -> None:
        """A bio is read by a person in the end."""
        found = roster(["Name", "Bio"], ["Ada", "bees " * 2_001])

        assert len(found.people[0].about) == 10_000
        assert told(found) == [(2, "Bio", "longer than 10000 characters; the rest is cut")]


class TestFormatsAndCapacity:
    def test_that_say_nothing_known_are_told(self) -> None:
        """The organiser can ask again."""
        found = roster(["Name", "Meeting format"], ["Ada", "by pigeon"], ["Ben", "Zoom"])

        assert [one.formats for one in found.people] == [(), ("video",)]
        assert told(found) == [(2, "Meeting format", "names no way of meeting")]

    def test_of_several_columns_add_up(self) -> None:
        """Ways of meeting are asked for one by one."""
        found = person(formats="phone; in person")

        assert found.formats == ("in_person", "phone")

    def test_of_no_meetings_at_all_are_zero(self) -> None:
        """Whoever wants none gets none."""
        assert person(capacity="0").capacity == 0
        assert person(capacity="").capacity is None


class TestExclusions:
    @pytest.mark.parametrize(
        ("cell", "people"),
        [
            ("Ben Berg, Cem Ornek", ("Ben Berg", "Cem Ornek")),
            ("Berg, Ben; Ornek, Cem", ("Berg, Ben", "Ornek, Cem")),
            ("ben@x.example | Ben Berg", ("ben@x.example", "Ben Berg")),
            ("Ben Berg\nBen Berg\n-", ("Ben Berg",)),
            ("", ()),
        ],
    )
    def test_are_listed_as_written(self, cell: str, people: tuple[str, ...]) -> None:
        """A comma parts people only where nothing else does."""
        assert person(excluded=cell).excluded == people
