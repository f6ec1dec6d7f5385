"""Commas separate tags, and stand in sentences as well."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.rosters.cells.comma_lists import CommaSeparation, reads_on
from services.intake.rosters.cells.phrases import PhraseSplitter

SENTENCES = [
    "battery fire safety, from phone size to ferry size",
    "cooking for 300, on a budget",
    "a kiln, second hand",
    "waiters, who stay",
    "compost, the hot kind",
]
TAGS = ["Python, SQL, Project management", "SQL, Negotiation", "Negotiation, public speaking"]


class TestSentences:
    def test_are_not_torn_at_their_commas(self) -> None:
        """Half a sentence is no offer that anybody could take up."""
        phrases = PhraseSplitter(SENTENCES)

        assert [phrases.split(cell) for cell in SENTENCES] == [(cell,) for cell in SENTENCES]

    def test_stay_whole_when_commas_outnumber_semicolons(self) -> None:
        """Most people write one sentence, and few write two."""
        phrases = PhraseSplitter([*SENTENCES, "chemistry shows; glass blowing, safely"])

        assert phrases.split(SENTENCES[0]) == (SENTENCES[0],)

    def test_stay_whole_among_tags(self) -> None:
        """One person answers in a sentence where the others list words."""
        assert PhraseSplitter([*TAGS, SENTENCES[0]]).split(SENTENCES[0]) == (SENTENCES[0],)

    def test_leave_a_plain_list_in_their_midst_a_list(self) -> None:
        """One person lists words where the others answer in sentences."""
        cell = "Python, SQL, dashboards"

        assert PhraseSplitter([*SENTENCES, cell]).split(cell) == ("Python", "SQL", "dashboards")

    @pytest.mark.parametrize(
        "cell",
        ["Nachtdienste, die niemanden zerreiben", "Un local, pas trop cher",
         "Un arquitecto, mejor joven", "un prestito, anche piccolo",
         "Surfing, and how to fall", "Drivers leave, we don't know why"],
    )  # fmt: skip
    def test_are_known_in_several_languages(self, cell: str) -> None:
        """A form is answered in the language in which it is asked."""
        assert reads_on(cell.split(", "))

    @pytest.mark.parametrize(
        ("parts", "one_sentence"),
        [
            (["long walks by the sea", "good books about the north"], False),
            (["long walks by the quiet sea", "good books about the far north"], True),
            (["Long walks by the quiet sea", "Good books about the far north"], False),
            (["bees", "wax", "tea", "jam", "how to sail"], False),
            (["bees", "wax", "tea", "how to sail"], True),
        ],
    )
    def test_are_known_by_their_length_and_their_capitals(
        self, parts: list[str], *, one_sentence: bool
    ) -> None:
        """Options are short or begin like titles; a sentence is neither."""
        assert reads_on(parts) is one_sentence


class TestTags:
    def test_are_split(self) -> None:
        """A list of tags as one phrase would match nobody."""
        phrases = PhraseSplitter(TAGS)

        assert phrases.split(TAGS[0]) == ("Python", "SQL", "Project management")
        assert phrases.split(TAGS[1]) == ("SQL", "Negotiation")

    def test_that_begin_alike_are_a_list(self) -> None:
        """Two things that somebody wants are two needs."""
        assert not reads_on(["a printer", "a scanner"])

    def test_that_name_an_option_with_a_comma_keep_it_whole(self) -> None:
        """An option that was ticked but once is an option all the same."""
        column = ["Energy, Food, drink and hospitality, Sport", "Energy, Housing", "Sport"]

        assert PhraseSplitter(column).split(column[0]) == (
            "Energy",
            "Food, drink and hospitality",
            "Sport",
        )


class TestAnyColumn:
    @settings(max_examples=30)
    @given(st.lists(st.lists(st.text(min_size=1), min_size=2, max_size=4).map(tuple), max_size=5))
    def test_is_decided_the_same_in_any_order(self, cells: list[tuple[str, ...]]) -> None:
        """Sorting the spreadsheet must not change what people offer."""
        forwards = CommaSeparation(dict.fromkeys(cells, 1))
        backwards = CommaSeparation(dict.fromkeys(reversed(cells), 1))

        assert [forwards.separate(parts) for parts in cells] == [
            backwards.separate(parts) for parts in cells
        ]
