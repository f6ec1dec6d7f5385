"""Where a header has several meanings, the cells decide; where they do not, somebody is asked."""

from __future__ import annotations

import pytest

from services.intake.rosters.columns.column_guess import ColumnGuess, guess_column
from services.intake.rosters.columns.column_profile import ColumnProfile

FIVE = ["bees"] * 5
FOUR = ["bees"] * 4


def guess(header: str, cells: list[str], *, of_sessions: bool = False) -> ColumnGuess:
    return guess_column(header, ColumnProfile(cells), of_sessions=of_sessions)


class TestAColumn:
    @pytest.mark.parametrize(
        ("header", "cells", "field"),
        [
            ("Name", FOUR, "name"),
            ("Name", ["Acme Ltd", "Beta GmbH", "Core"], "company"),
            ("Name", ["Acme Ltd", "Beta", "Core"], "name"),
            ("Full name", FIVE, "name"),
            ("Full name", ["Acme Ltd"], "name"),
            ("Title", ["x" * 60], "title"),
            ("Title", ["Dr", "Baker", "Vet"], "title"),
            ("Job title", ["Dr"], "title"),
            ("Position", ["Baker"], "title"),
            ("What is your role", ["Baker", "Member"], "title"),
            ("Description", ["x" * 25], "about"),
            ("Description", [], "about"),
            ("Bio", ["x" * 24], "about"),
            ("What do you do", ["Baker", "Head of Sales"], "title"),
            ("Topics", FOUR, "interests"),
            ("Interests", FIVE, "interests"),
        ],
    )
    def test_is_what_its_cells_say(self, header: str, cells: list[str], field: str) -> None:
        """One word is the name of many things."""
        found = guess(header, cells)

        assert (found.field, found.question) == (field, "")

    @pytest.mark.parametrize(
        ("header", "cells", "why"),
        [
            ("Title", ["Dr", "Ms", "x"], "its cells are salutations, not job titles"),
            ("What is your role", ["Member", "Organizer"],
             "its cells are roles in the group or at the event, not job titles"),
            ("Shelf position", ["Baker"],
             'a title or position, but of something else ("shelf position")'),
            ("My dog's name", ["Rex"], 'a name, but of something else ("my dog s name")'),
            ("Zzz", ["a"], "nothing in the header says that it is about the attendee"),
        ],
    )  # fmt: skip
    def test_is_nothing_where_it_is_of_something_else(
        self, header: str, cells: list[str], why: str
    ) -> None:
        """A wrong field does more harm than none, and the organiser reads why."""
        found = guess(header, cells)

        assert (found.field, found.question, found.why) == (None, "", why)

    @pytest.mark.parametrize(
        ("header", "cells", "asks"),
        [
            ("Name", FIVE, 'Is "Name" the name of a person, or of the event or ticket?'),
            ("Title", ["x" * 61], 'Is "Title" a job title, the title of a talk, or neither?'),
            ("Description", ["x" * 24], 'Does "Description" describe the person, or'),
            ("Topics", FIVE, 'Does "Topics" hold what people are interested in? Every row'),
            ("Tags", ["bees"], "Are these tags what people are interested in, what they offer"),
        ],
    )
    def test_is_asked_about_where_nothing_settles_it(
        self, header: str, cells: list[str], asks: str
    ) -> None:
        """Only the organiser knows what they meant."""
        found = guess(header, cells)

        assert found.field is None
        assert found.question.startswith(asks)

    @pytest.mark.parametrize(
        ("header", "of_talks"),
        [("Title", True), ("Description", True), ("Job title", False), ("Bio", False)],
    )
    def test_in_a_list_of_talks_is_a_talks_unless_it_says_whose_it_is(
        self, header: str, *, of_talks: bool
    ) -> None:
        """A talk's title in the place of a job title would be nonsense."""
        cells = ["x" * 40]

        assert (guess(header, cells, of_sessions=True).field is None) is of_talks
        assert guess(header, cells).field is not None

    def test_that_only_its_cells_name_ranks_below_one_that_its_header_names(self) -> None:
        """A list with a column for companies has no second one called "Name"."""
        by_cells = guess("Name", ["Acme Ltd", "Beta GmbH"])

        assert by_cells.rank < guess("Company", ["Acme"]).rank

    def test_of_somebody_else_ranks_below_the_buyers_and_that_below_the_attendees(self) -> None:
        """Whose column it is weighs more than how it is worded."""
        of = ("Owner email", "Order email", "Email", "Attendee email")
        ranks = [guess(header, ["a@x.example"]).rank for header in of]

        assert ranks == sorted(set(ranks))
        misspelt = guess("Attendee emial", ["a@x.example"])
        assert guess("Order email", ["a@x.example"]).rank < misspelt.rank < ranks[-1]
