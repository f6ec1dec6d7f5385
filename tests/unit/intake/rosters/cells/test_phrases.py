"""A cell becomes phrases, as its column separates them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.rosters.cells.phrases import PhraseSplitter


class TestPhrases:
    @pytest.mark.parametrize(
        "cell",
        ["Bees;Health, Safety & Bees;Honey", "Bees\nHealth, Safety & Bees\nHoney",
         "Bees | Health, Safety & Bees | Honey",
         "\u2022 Bees \u2022 Health, Safety & Bees \u2022 Honey"],
    )  # fmt: skip
    def test_keep_commas_where_something_else_separates(self, cell: str) -> None:
        """A comma inside an option belongs to it."""
        assert PhraseSplitter([cell]).split(cell) == ("Bees", "Health, Safety & Bees", "Honey")

    def test_keep_recurring_options_with_commas_whole(self) -> None:
        """Spreadsheets join ticked options by the commas that are in them, too."""
        column = [
            "Food, drink and tobacco, Bees",
            "Bees, Food, drink and tobacco, Law (EU, UK)",
            "Bees",
        ]

        assert PhraseSplitter(column).split(column[1]) == (
            "Bees",
            "Food, drink and tobacco",
            "Law (EU, UK)",
        )

    def test_are_split_at_commas_where_nothing_else_separates(self) -> None:
        """Most people type a list with commas."""
        assert PhraseSplitter([]).split("bees, honey, and wax") == ("bees", "honey", "wax")

    def test_leave_sentences_whole(self) -> None:
        """Half a sentence says nothing about what somebody needs."""
        answer = "I'd love help with finding a co-founder, and fundraising."

        assert PhraseSplitter([answer]).split(answer) == (answer,)

    def test_lose_the_lead_in(self) -> None:
        """The word "Mentor in" is not what somebody offers."""
        assert PhraseSplitter([]).split("Mentor in: Bees, Honey") == ("Bees", "Honey")

    @pytest.mark.parametrize("cell", ["none", "N/A", "-", "tbd", "?", "Nothing.", "keine", "なし"])
    def test_drop_answers_that_say_nothing(self, cell: str) -> None:
        """Two people who both answer "none" share nothing."""
        assert PhraseSplitter([]).split(cell) == ()

    def test_drop_decoration_and_repetition(self) -> None:
        """The same interest counts once."""
        cell = "\U0001f680 Bees; bees; 1. C++; #Honey; .NET"

        assert PhraseSplitter([]).split(cell) == ("Bees", "C++", "Honey", ".NET")

    @given(st.lists(st.text(max_size=900), max_size=5))
    def test_are_short_and_distinct_whatever_was_typed(self, column: list[str]) -> None:
        """One endless phrase would fill a brief."""
        splitter = PhraseSplitter(column)
        for cell in column:
            phrases = splitter.split(cell)
            assert all(0 < len(phrase) <= 300 for phrase in phrases)
            assert len({phrase.casefold() for phrase in phrases}) == len(phrases)
