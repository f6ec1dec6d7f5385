"""A roster has columns of the buyer, of hosts and of assistants; the attendee's own count."""

from __future__ import annotations

import pytest

from services.intake.rosters import Column, Roster, Row, Table, parse

ADA, BEN, CEM = "ada@example.org", "ben@example.org", "cem@example.org"


def roster(headers: list[str], *rows: list[str]) -> Roster:
    return parse(Table(tuple(headers), tuple(Row(n, tuple(row)) for n, row in enumerate(rows, 2))))


def columns(found: Roster) -> dict[str, Column]:
    return {column.header: column for column in found.columns}


class TestTheBuyersColumns:
    def test_fill_the_gaps_of_the_attendees_company(self) -> None:
        """Who buys for colleagues works with them."""
        found = roster(
            ["Attendee name", "Attendee company", "Order company"],
            ["Ada Muster", "Acme", "Zorblax"], ["Ben Beispiel", "", "Zorblax"],
        )  # fmt: skip

        assert [person.company for person in found.people] == ["Acme", "Zorblax"]
        assert columns(found)["Order company"].why == (
            'Fills in where "Attendee company" is empty.'
        )

    def test_do_not_fill_the_gaps_of_a_title(self) -> None:
        """What the buyer is, the guest is not."""
        found = roster(
            ["Name", "Attendee job title", "Order job title"],
            ["Ada Muster", "Bosun", "Clerk"], ["Ben Beispiel", "", "Clerk"],
        )  # fmt: skip

        assert [person.title for person in found.people] == ["Bosun", ""]
        assert columns(found)["Order job title"].why == '"Attendee job title" says it better.'

    @pytest.mark.parametrize("headers", [["Order email", "Email"], ["Email", "Order email"]])
    def test_stand_behind_those_that_say_nothing_of_whose_they_are(
        self, headers: list[str]
    ) -> None:
        """A brief must not go to the accountant."""
        cells = {"Order email": BEN, "Email": ADA}

        found = roster(["Name", *headers], ["Ada Muster", *(cells[one] for one in headers)])

        assert found.people[0].email == ADA

    def test_count_where_there_are_no_others(self) -> None:
        """Most people buy for themselves."""
        found = roster(["Order name", "Order email"], ["Ada Muster", ADA])

        assert [(p.name, p.email) for p in found.people] == [("Ada Muster", ADA)]

    def test_name_nobody_who_has_an_address_of_their_own(self) -> None:
        """The guest whose name is missing is not the buyer."""
        found = roster(
            ["Attendee name", "Attendee email", "Order name", "Order email"],
            ["", ADA, "Ben Beispiel", BEN], ["", "", "Ben Beispiel", BEN],
        )  # fmt: skip

        assert [person.name for person in found.people] == ["ada", "Ben Beispiel"]


class TestOtherPeoplesColumns:
    @pytest.mark.parametrize(
        "header", ["Assistant email", "Partner email", "Manager's email", "Emergency contact email"]
    )
    def test_are_never_the_attendees(self, header: str) -> None:
        """An assistant must not get what is meant for the guest, even where the guest has none."""
        found = roster(["Name", "Email", header], ["Ada Muster", "", BEN], ["Cem", CEM, BEN])

        assert found.people[0].email == ""
        assert columns(found)[header].field is None

    def test_of_a_submissions_owner_are_the_speakers(self) -> None:
        """Who owns a talk gives it, if nobody else is named."""
        found = roster(["Name", "Owner Email"], ["Ada Muster", ADA])

        assert found.people[0].email == ADA
        assert roster(["Name", "Owner company"], ["Ada Muster", "Acme"]).people[0].company == ""

    def test_of_an_owner_stand_behind_everybody_elses(self) -> None:
        """An owner may be an agency."""
        found = roster(["Name", "Owner Email", "Order email"], ["Ada Muster", CEM, BEN])

        assert found.people[0].email == BEN


class TestNames:
    def test_of_an_attendee_beat_a_bare_one(self) -> None:
        """A column that says whose it is was named with care."""
        found = roster(["Name", "Attendee name"], ["Summit", "Ada Muster"])

        assert found.people[0].name == "Ada Muster"

    def test_in_a_bare_column_beside_a_first_name_are_the_last(self) -> None:
        """The word "Name" is the family's where the given one has a column."""
        found = roster(["Vorname", "Name"], ["Ada", "Muster"], ["Ben", "Beispiel"])

        assert [person.name for person in found.people] == ["Ada Muster", "Ben Beispiel"]
        assert columns(found)["Name"].why == 'The other half of "Vorname".'

    def test_beside_both_halves_are_none_of_these_people(self) -> None:
        """A ticket's or a company's name is called "Name" as well."""
        found = roster(
            ["First name", "Last name", "Name"],
            ["Ada", "Muster", "Platinum"], ["Ben", "Beispiel", "Gold"],
        )  # fmt: skip

        assert columns(found)["Name"].field is None
        assert [person.name for person in found.people] == ["Ada Muster", "Ben Beispiel"]

    def test_that_mostly_hold_both_halves_are_whole(self) -> None:
        """One person with another spelling does not change what a column is."""
        rows = [["Ada", "Muster", "Ada Muster"], ["Ben", "Beispiel", "Benjamin B."]]

        found = roster(["First name", "Last name", "Name"], *rows)

        assert [person.name for person in found.people] == ["Ada Muster", "Benjamin B."]

    def test_are_found_in_a_doubtful_column_as_a_last_resort(self) -> None:
        """The header says the name of something; the cells say whose."""
        rows = [["Ada Muster", ADA], ["Ben Beispiel", BEN]]

        found = roster(["zx_name", "Email"], *rows)
        named = roster(["zx_name", "Email", "Full name"], *([*row, "Cem Ornek"] for row in rows))

        assert [person.name for person in found.people] == ["Ada Muster", "Ben Beispiel"]
        assert columns(named)["zx_name"].field is None

    def test_of_dogs_are_not_found_there(self) -> None:
        """A name alone is no person's full name."""
        found = roster(["dog_name", "Email"], ["Rex", ADA], ["Fido", BEN])

        assert columns(found)["dog_name"].field is None


class TestAddresses:
    def test_are_found_by_their_cells_alone(self) -> None:
        """A list typed by hand may call the column anything."""
        found = roster(["Full name", "Reach at"], ["Ada Muster", ADA], ["Ben Beispiel", "-"])

        assert found.people[0].email == ADA
        assert columns(found)["Reach at"].why == "Its cells are e-mail addresses."

    def test_are_not_looked_for_where_a_header_says_it(self) -> None:
        """The other column of addresses is somebody else's."""
        found = roster(["Full name", "Reach at", "Email"], ["Ada Muster", BEN, ADA])

        assert found.people[0].email == ADA
        assert columns(found)["Reach at"].field is None

    def test_are_not_taken_from_what_was_left_out_or_assigned_by_hand(self) -> None:
        """The organiser has the last word, whatever the cells look like."""
        table = Table(("Full name", "Reach at"), (Row(2, ("Ada Muster", ADA)),))

        assert parse(table, {"Reach at": None}).people[0].email == ""
        assert parse(table, {"Reach at": "about"}).people[0].email == ""
        assert parse(table).people[0].email == ADA

    @pytest.mark.parametrize("header", ["Ticket secret", "Interests"])
    def test_are_not_taken_from_what_is_secret_or_something_else(self, header: str) -> None:
        """A column that is known stays what it is."""
        found = roster(["Full name", header], ["Ada Muster", ADA])

        assert found.people[0].email == ""
