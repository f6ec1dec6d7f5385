"""Headers with typing errors are read as what they were meant to be, and other words are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.rosters import Roster, Row, Table, parse
from services.intake.rosters.columns.header_matching import match_header
from services.intake.rosters.vocabulary import folded_words

MISSPELT = {
    "E-mial address": "email", "Emial": "email", "Eamil": "email", "Your emial": "email",
    "Correo elcetronico": "email", "E-Mail-Adrese": "email",
    "Compnay": "company", "Comapny": "company", "Comany": "company", "Commpany": "company",
    "Compnay name": "company", "Organistion": "company", "Orgnaization": "company",
    "Unternehemn": "company", "Entrperise": "company", "Empersa": "company", "Azeinda": "company",
    "Bedrjif": "company", "компаиня": "company",
    "Fisrt name": "first_name", "Frist name": "first_name", "First nmae": "first_name",
    "Vornmae": "first_name", "Prénmo": "first_name", "Voornaamm": "first_name",
    "Lats name": "last_name", "Sirname": "last_name", "Surrname": "last_name",
    "Nachnmae": "last_name", "Apelidos": "last_name", "Congome": "last_name",
    "Nazwsiko": "last_name", "Nmae": "name", "Full nmae": "name",
    "Job tittle": "title", "Postion": "title", "Ocupation": "title",
    "Indutry": "industry", "Industyr": "industry", "Industy sector": "industry",
    "Intrests": "interests", "Interrests": "interests", "Intersets": "interests",
    "What topcis interest you?": "interests", "Skils": "offers", "Expertsie": "offers",
    "Chalenges": "needs", "Erwratungen": "goals", "Biograhpy": "about",
    "Meeting fromat": "formats", "Attendence": "status", "Webiste": "website",
    "Coutnry": "country",
}  # fmt: skip
PRIVATE = ["Dietray requirements", "Tikcet secret", "Pasword", "Telehpone", "Gneder", "Barocde",
           "Dietray needs"]  # fmt: skip
OTHER_WORDS = [
    "Post", "Cost", "Rate", "Role", "Nome", "Name", "Rank", "Wage", "Stage", "Plan", "Index",
    "County", "Contract", "Contract number", "Form", "Branch", "Employee", "Employee ID",
    "Destination", "Direction", "Statue", "Persons", "Companions", "Positions", "Offered",
    "Content", "Packing list", "Zeile", "Precio", "Produkt", "Kommune", "Centers", "Protect",
    "Shopping", "Diner", "Steel", "Mine", "Acre", "Letter", "Fro", "Atm", "Ile", "x", "",
]  # fmt: skip


def roster(*headers: str, rows: list[list[str]]) -> Roster:
    return parse(
        Table(headers, tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, 2)))
    )


class TestMisspeltHeaders:
    @pytest.mark.parametrize(("header", "field"), MISSPELT.items())
    def test_mean_what_they_were_meant_to(self, header: str, field: str) -> None:
        """Somebody typed the first row by hand, and all the people below are right."""
        best = match_header(header)[0]

        assert best.meaning == field
        assert best.read_as != header

    @pytest.mark.parametrize("header", PRIVATE)
    def test_of_private_matters_stay_private(self, header: str) -> None:
        """A typing error must not let out what nobody else should read."""
        assert match_header(header)[0].meaning == "secret"

    def test_keep_what_is_below_them(self) -> None:
        """The address is no secret because its header has a slip in it."""
        found = roster("Nmae", "E-mial address", rows=[["Ada Muster", "ada@example.org"]])

        assert [(p.name, p.email) for p in found.people] == [("Ada Muster", "ada@example.org")]
        assert not any(column.secret for column in found.columns)

    def test_are_told_to_the_organiser(self) -> None:
        """Only they know what they meant."""
        found = roster("Name", "E-mial address", rows=[["Ada Muster", "ada@example.org"]])

        assert found.columns[1].why == (
            'Read as "E-mail address"; the header says email ("e mail").'
        )

    @pytest.mark.parametrize(
        ("header", "read_as"),
        [("FISRT NAME", "FIRST NAME"), ("Fisrt name", "First name"), ("Prénmo", "Prenom"),
         ("compnayName", "company name"), ("E-mial / phoen", "E-mail / phone")],
    )  # fmt: skip
    def test_are_shown_as_they_were_meant(self, header: str, read_as: str) -> None:
        """The organiser recognises their own header in it."""
        assert match_header(header)[0].read_as == read_as

    def test_of_options_are_read_as_well(self) -> None:
        """Every column of a question repeats its slip."""
        found = roster(
            "Name", "Intrests - Bees", "Intrests - Wax",
            rows=[["Ada Muster", "Yes", "No"], ["Ben Beispiel", "Yes", "Yes"]],
        )  # fmt: skip

        assert [person.interests for person in found.people] == [("Bees",), ("Bees", "Wax")]
        assert found.columns[1].why.startswith('Read as "Interests"')

    @pytest.mark.parametrize("headers", [("Company", "Compnay"), ("Compnay", "Company")])
    def test_stand_back_behind_the_right_spelling(self, headers: tuple[str, str]) -> None:
        """Where one column says it rightly, the other one is a guess."""
        cells = {"Company": "Acme", "Compnay": "Old Acme"}

        found = roster("Name", *headers, rows=[["Ada Muster", *(cells[one] for one in headers)]])

        assert found.people[0].company == "Acme"

    def test_of_the_attendee_come_before_the_buyers(self) -> None:
        """A slip is no reason to mail the accountant."""
        found = roster(
            "Name", "Order email", "Attendee emial",
            rows=[["Ada Muster", "office@example.org", "ada@example.org"]],
        )  # fmt: skip

        assert found.people[0].email == "ada@example.org"


class TestOtherWords:
    @pytest.mark.parametrize("header", OTHER_WORDS)
    def test_are_not_mended(self, header: str) -> None:
        """A word that is right is not a slip of another, however alike they look."""
        assert not any(match.read_as for match in match_header(header))

    @pytest.mark.parametrize(
        ("header", "field"),
        [("Email adress", "email"), ("Billing emial", "secret"), ("Bio and intrests", "about"),
         ("Whta can you offer?", "offers")],
    )  # fmt: skip
    def test_that_say_something_certain_are_left_alone(self, header: str, field: str) -> None:
        """What is written counts before what may have been meant."""
        best = match_header(header)[0]

        assert (best.meaning, best.read_as) == (field, "")

    def test_in_long_questions_are_only_mended_to_something_certain(self) -> None:
        """A question has many words, and any of them may look like a header's."""
        assert match_header("Postion")[0].read_as
        assert not match_header("Which postion do the venue's doors have on site maps?")[0].read_as

    @given(st.text(max_size=60))
    def test_whatever_they_are_do_not_stop_the_reading(self, header: str) -> None:
        """A header is whatever somebody typed."""
        for match in match_header(header):
            assert not match.read_as or folded_words(match.read_as) != folded_words(header)
