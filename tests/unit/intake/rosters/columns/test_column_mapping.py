"""Columns are recognised by what platforms call them and by what is in their cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.rosters import Column, Field, NotARoster, Roster, Row, Table, parse
from services.intake.rosters.columns.column_mapping import NoNameColumn, UnusableMapping
from services.intake.rosters.columns.header_matching import match_header
from services.intake.rosters.vocabulary import folded_words


def table(headers: list[str], *rows: list[str]) -> Table:
    return Table(
        tuple(headers), tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, 2))
    )


def columns(roster: Roster) -> dict[str, Column]:
    return {column.header: column for column in roster.columns}


def understood(headers: list[str], *rows: list[str]) -> dict[str, str | None]:
    return {column.header: column.field for column in parse(table(headers, *rows)).columns}


class TestHeaders:
    @pytest.mark.parametrize(
        ("header", "field"),
        [
            ("Email Address", "email"),
            ("E-MAIL", "email"),
            ("emailAddress", "email"),
            ("email_address", "email"),
            ("Ｅｍａｉｌ", "email"),  # noqa: RUF001 - a full-width spelling is the case
            ("JobTitle", "title"),
            ("Société", "company"),
            ("Which topics interest you? (tick all that apply)", "interests"),
            ("Talk to Me About (will appear on badge; 3 words only):", "interests"),
            ("What can you offer other attendees?", "offers"),
            ("Ask me about", "offers"),
            ("Skills", "offers"),
            ("What are you hoping to get out of the event?", "needs"),
            ("What do you need help with?", "needs"),
            ("Industries you'd like to meet", "needs"),
            ("Challenges", "needs"),
            ("I am looking for", "needs"),
            ("Why are you attending?", "goals"),
            ("abstracts", "about"),
            ("conflicts", "excluded"),
            ("Welche Themen interessieren Sie?", "interests"),
            ("Was suchen Sie?", "needs"),
            ("Que pouvez-vous apporter aux autres ?", "offers"),
            ("¿Qué temas te interesan?", "interests"),
            ("O que você procura?", "needs"),
            ("Cosa offri?", "offers"),
            ("Wat zoek je?", "needs"),
            ("Zainteresowania", "interests"),
            ("Vad söker du?", "needs"),
            ("Kiinnostuksen kohteet", "interests"),
            ("İlgi alanları", "interests"),  # noqa: RUF001 - Turkish is the case
            ("Что вы можете предложить?", "offers"),
            ("興味のあるテーマ", "interests"),
            ("您能提供什么", "offers"),
            ("찾고 있는 것", "needs"),
            ("Company size", "unused"),
            ("Company description", "unused"),
            ("How did you hear about this event?", "unused"),
        ],
    )
    def test_say_what_the_column_is_in_many_spellings(self, header: str, field: str | None) -> None:
        """Nobody renames the columns of an export before uploading it."""
        assert match_header(header)[0].meaning == field

    @pytest.mark.parametrize(
        "header",
        [
            "Ticket secret", "qr_code_url", "Order #", "eth_address",
            "Barcode", "ConfirmationNumber",
            "Do you have any special dietary requirements?", "Your pronoun", "Gender",
            "Are you a member of any underrepresented groups?", "Accessibility needs",
            "Date of birth",
            "Telefonnummer", "Home Address 1", "電話番号",
            "Essensunverträglichkeiten", "Payment method",
        ],
    )  # fmt: skip
    def test_keep_secrets_and_private_matters_apart(self, header: str) -> None:
        """What is never stored can never leak."""
        assert match_header(header)[0].meaning == "secret"

    @given(st.text(max_size=400))
    def test_of_any_text_are_read(self, header: str) -> None:
        """A header is whatever somebody typed; reading it must not fail."""
        match_header(header)

        assert folded_words(folded_words(header)) == folded_words(header)


class TestColumns:
    def test_of_the_attendee_beat_those_of_the_buyer_and_of_the_event(self) -> None:
        """An introduction must name the guest and not the accountant who paid."""
        roster = parse(
            table(
                ["Event name", "Email", "Attendee name", "Attendee email", "Invoice address: name"],
                ["Summit", "shop@example.org", "Ada Muster", "ada@example.org", "Acme Ltd"],
            )
        )

        assert (roster.people[0].name, roster.people[0].email) == ("Ada Muster", "ada@example.org")

    def test_of_the_buyer_fill_in_for_an_unassigned_ticket(self) -> None:
        """Ticket shops leave the attendee empty until the buyer assigns the ticket."""
        roster = parse(
            table(
                ["Ticket Full Name", "Ticket Email", "Order Name", "Order Email"],
                ["Ada Muster", "ada@example.org", "Ben Buyer", "ben@example.org"],
                ["-", "", "Ben Buyer", "ben@example.org"],
            )
        )

        assert [(p.name, p.email) for p in roster.people] == [
            ("Ada Muster", "ada@example.org"),
            ("Ben Buyer", "ben@example.org"),
        ]
        assert "Ticket Email" in columns(roster)["Order Email"].why

    def test_never_use_the_address_of_somebody_else(self) -> None:
        """A brief must not go to an assistant in copy."""
        fields = understood(
            ["Name", "EmailAddress", "CCEmailAddress"],
            ["Ada Muster", "ada@example.org", "cc@example.org"],
        )

        assert fields["CCEmailAddress"] is None

    @pytest.mark.parametrize(
        ("cells", "field"),
        [
            (["Nurse", "Engineer", "Head of Sales"], "title"),
            (["Member", "Organizer", "Member"], None),
            (["Dr", "Ms", "Herr"], None),
            (["1", "2", "3"], None),
        ],
    )
    def test_called_title_are_told_apart_by_their_cells(
        self, cells: list[str], field: str | None
    ) -> None:
        """One word stands for a job, a role in the group, and a salutation."""
        rows = [[f"Ada Muster{place}", cell] for place, cell in enumerate(cells)]

        assert understood(["Name", "Title"], *rows)["Title"] == field

    def test_called_title_are_talks_in_a_list_of_talks(self) -> None:
        """A talk's title in the place of a job title would be nonsense."""
        fields = understood(
            ["Session Id", "Title", "Description", "FirstName", "LastName", "Bio"],
            ["1", "Bees", "A talk about bees and their keepers.", "Ada", "Muster", "I keep bees."],
        )

        assert (fields["Title"], fields["Description"], fields["Bio"]) == (None, None, "about")

    def test_are_asked_about_when_neither_header_nor_cells_settle_them(self) -> None:
        """A silent mistake is worse than a question."""
        roster = parse(table(["Name", "Tags"], ["Ada Muster", "blue"], ["Ben Beispiel", "green"]))

        tags = columns(roster)["Tags"]
        assert tags.field is None
        assert tags.question
        assert roster.problems[0].column == "Tags"

    def test_of_yes_and_no_are_no_texts(self) -> None:
        """The word "Intro" holds a biography on one platform and a tick on another."""
        fields = understood(["Name", "Intro"], ["Ada Muster", "Yes"], ["Ben Beispiel", "No"])

        assert fields["Intro"] is None

    @pytest.mark.parametrize("dash", [" - ", " \u2013 ", ": "])
    def test_of_single_options_are_collected(self, dash: str) -> None:
        """Some exports make one column of every option of a question."""
        roster = parse(
            table(
                ["Name", f"Your interests{dash}Robotics", f"Your interests{dash}Payments"],
                ["Ada Muster", "Yes", "No"],
                ["Ben Beispiel", "Yes", "Yes"],
            )
        )

        assert [person.interests for person in roster.people] == [
            ("Robotics",),
            ("Robotics", "Payments"),
        ]

    @pytest.mark.parametrize(
        ("cells", "interests"),
        [
            (["Robotics", "Robotics"], ("Robotics",)),
            (["steel arms", "wooden legs"], ("steel arms",)),
        ],
    )
    def test_of_a_single_option_hold_ticks_or_the_option_itself(
        self, cells: list[str], interests: tuple[str, ...]
    ) -> None:
        """What else somebody writes there is what they are interested in."""
        rows = [[f"Ada Muster{place}", cell] for place, cell in enumerate(cells)]

        assert (
            parse(table(["Name", "Interests - Robotics"], *rows)).people[0].interests == interests
        )

    @pytest.mark.parametrize(
        ("headers", "cells"),
        [
            (["Vorname", "Name"], ["Ada", "Muster"]),
            (["Nom", "Prénom"], ["Muster", "Ada"]),
            (["Nome", "Cognome"], ["Ada", "Muster"]),
            (["Nombre", "Apellidos"], ["Ada", "Muster"]),
            (["first_name", "last_name", "name"], ["Ada", "Muster", "Ada Muster"]),
            (["First name", "Last name", "Name"], ["Ada", "Muster", "Platinum"]),
        ],
    )
    def test_of_half_names_make_a_whole_one(self, headers: list[str], cells: list[str]) -> None:
        """The word "Name" is a whole name in one language and the family's in another."""
        assert parse(table(headers, cells)).people[0].name == "Ada Muster"

    def test_without_a_telling_header_are_known_by_their_addresses(self) -> None:
        """A list typed by hand may call the column anything."""
        assert understood(["Who", "Reach at"], ["Ada", "ada@example.org"])["Reach at"] == "email"

    def test_are_as_many_as_headers_and_each_says_why(self) -> None:
        """The organiser checks the mapping line by line."""
        headers = ["Name", "Name", "", "Blah", "E-Mail"]

        roster = parse(table(headers, ["Ada Muster", "Ada Muster", "", "x", "a@example.org"]))

        assert [column.header for column in roster.columns] == headers
        assert all(column.why for column in roster.columns)

    def test_without_anybody_are_no_roster(self) -> None:
        """A price list must not be taken for people."""
        with pytest.raises(NoNameColumn):
            parse(table(["Article", "Cost"], ["Chair", "9"]))


class TestOverrides:
    def test_assign_and_leave_out_columns(self) -> None:
        """The organiser has the last word."""
        given_table = table(["Name", "Tags", "Skills"], ["Ada Muster", "bees; honey", "welding"])

        person = parse(given_table, {"Tags": "interests", "Skills": None}).people[0]

        assert (person.interests, person.offers) == (("bees", "honey"), ())

    @pytest.mark.parametrize("overrides", [{"Nmae": "name"}, {"Name": "email", "Other": "email"}])
    def test_that_cannot_be_followed_are_refused(self, overrides: dict[str, Field | None]) -> None:
        """A typing error must not be ignored silently."""
        with pytest.raises(UnusableMapping) as refused:
            parse(table(["Name", "Other"], ["Ada Muster", "x"]), overrides)

        assert isinstance(refused.value, NotARoster)
