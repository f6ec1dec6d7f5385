"""What separates phrases, what belongs together, and what is trimmed from each."""

# ruff: noqa: RUF001 - full-width marks separate, too
from __future__ import annotations

import pytest

from services.intake.rosters.cells.phrases import PhraseSplitter, distinct, is_prose


def split(cell: str, *others: str) -> tuple[str, ...]:
    return PhraseSplitter([cell, *others]).split(cell)


class TestSeparators:
    @pytest.mark.parametrize(
        "cell",
        ["bees;wax", "bees；wax", "bees\nwax", "bees|wax", "bees • wax", "bees · wax", "bees、wax",
         "- bees\n- wax", "– bees\n– wax", "* bees\n* wax", "bees / wax", "bees, wax", "bees，wax",
         "1. bees\n2) wax", "(1) bees\n(2) wax", "a) bees\nb) wax"],
    )  # fmt: skip
    def test_are_many(self, cell: str) -> None:
        """Every form and every person has another one."""
        assert split(cell) == ("bees", "wax")

    @pytest.mark.parametrize(
        "cell", ["zero-waste", "bees/wax", "1,000 trees", "AI (law, ethics)", "C++", "24/7 care"]
    )
    def test_are_not_what_belongs_to_a_phrase(self, cell: str) -> None:
        """Half a phrase is another phrase."""
        assert split(cell) == (cell,)

    def test_may_be_slashes_only_where_there_are_no_others(self) -> None:
        """In a column of lists, a slash is part of an option."""
        assert split("bees / wax", "tea, jam", "rope, oars") == ("bees / wax",)
        assert split("bees / wax", "tea; jam") == ("bees / wax",)

    def test_are_no_commas_where_most_cells_have_semicolons(self) -> None:
        """A comma then belongs to its option."""
        listed = [f"a{n}; b{n}" for n in range(6)]

        assert split("food, drink", *listed) == ("food, drink",)
        assert split("food, drink", *listed[:5]) == ("food", "drink")

    def test_leave_an_option_whole_that_is_whole_elsewhere(self) -> None:
        """Another cell shows that its comma does not separate."""
        assert split("bees, food, drink", "food, drink; bees") == ("bees", "food, drink")


class TestOptionsWithCommas:
    def test_are_parts_that_never_come_alone(self) -> None:
        """Spreadsheets join ticked options by the commas that are in them, too."""
        cell = "Bees, Food, drink and jam"

        assert split(cell, "Food, drink and jam, Tea", "Bees, Tea") == (
            "Bees",
            "Food, drink and jam",
        )

    @pytest.mark.parametrize(("times", "whole"), [(3, True), (2, False)])
    def test_are_parts_that_three_cells_have_and_nothing_else(
        self, times: int, *, whole: bool
    ) -> None:
        """Two people may name the same two topics by chance."""
        others = ["Tea, Bees", "Tea, Ink"]

        found = split("Food, Drink", *["Food, Drink"] * (times - 1), *others)

        assert found == (("Food, Drink",) if whole else ("Food", "Drink"))
        assert split("Tea, Bees", *["Food, Drink"] * times, "Tea, Ink") == ("Tea", "Bees")

    def test_go_on_in_lower_case_where_the_others_begin_with_capitals(self) -> None:
        """An option begins with a capital, and its second half does not."""
        assert split("Tea, Food, drink", "Ink, Food, drink", "Tea, Ink") == ("Tea", "Food, drink")
        assert split("tea, food, drink", "ink, food, drink", "tea, ink") == ("tea", "food", "drink")

    def test_are_no_parts_that_come_alone_as_well(self) -> None:
        """Two topics that many have are two topics."""
        cell = "Bees, Food, Drink"

        assert split(cell, "Food, Drink", "Drink, Tea") == ("Bees", "Food", "Drink")


class TestProse:
    @pytest.mark.parametrize(
        ("cell", "prose"),
        [
            ("I would like to find a co-founder, soon", True),
            ("My bees, my wax", False),
            ("Ich suche jemanden mit Bienen, bald", True),
            ("A place where bees can live well.", True),
            ("bees, wax, tea, jam, oars, ropes.", False),
            ("蜂を飼っています。", True),
            ("bees", False),
            ("one two three four five six seven eight nine, bees", True),
            ("one two three four five six seven eight, bees", False),
        ],
    )
    def test_is_told_from_lists(self, cell: str, *, prose: bool) -> None:
        """A sentence has commas that separate nothing."""
        assert is_prose(cell) is prose

    def test_that_is_long_is_cut_at_its_sentences(self) -> None:
        """One endless phrase would fill a brief."""
        sentence = "I would like to meet people who keep bees and sell wax in large cities."

        assert split(" ".join([sentence] * 3)) == (sentence,)
        assert split(f"{sentence} {sentence}") == (f"{sentence} {sentence}",)

    def test_that_has_no_sentences_is_cut_between_words(self) -> None:
        """A phrase has at most three hundred characters."""
        phrases = split("word " * 130 + "end")

        assert [len(phrase) <= 300 for phrase in phrases] == [True] * len(phrases)
        assert {word for phrase in phrases for word in phrase.split()} == {"word", "end"}


class TestTrimming:
    @pytest.mark.parametrize(
        ("phrase", "trimmed"),
        [
            ("  bees  and\twax ", "bees and wax"),
            ("🚀 bees!", "bees!"),
            ("#bees", "bees"),
            ("C#", "C#"),
            (".NET", ".NET"),
            ("bees.", "bees"),
            ("A place where bees can live well.", "A place where bees can live well."),
            ("«bees»", "«bees»"),
            ("(law)", "(law)"),
            ("-- bees --", "bees"),
            ("n/a", ""),
            ("...", ""),
        ],
    )
    def test_keeps_what_belongs_to_a_phrase(self, phrase: str, trimmed: str) -> None:
        """Decoration says nothing, and "C#" without its mark says something else."""
        assert distinct([phrase]) == ((trimmed,) if trimmed else ())

    def test_keeps_the_first_spelling_of_each(self) -> None:
        """The same interest counts once."""
        assert distinct(["Bees", "bees.", "WAX", "Wax"]) == ("Bees", "WAX")

    @pytest.mark.parametrize(
        "lead_in",
        ["Mentor in: ", "can help with: ", "Interested in: ", "Skills: ", "Looking for: ",
         "Ask me about: ", "Suche: ", "goals:"],
    )  # fmt: skip
    def test_loses_the_lead_in(self, lead_in: str) -> None:
        """The word "Mentor in" is not what somebody offers."""
        assert split(f"{lead_in}bees, wax and tea") == ("bees", "wax and tea")
