"""Labels that differ in spelling alone are one label, and no others are."""

from __future__ import annotations

import pytest

from services.matcher.domain.industries import INDUSTRIES
from services.matcher.domain.industries.entry import Industry
from services.matcher.domain.industries.names import Names
from services.matcher.domain.industries.normalise import bare, is_junk, keys, parts, words


def industry(name: str, *aliases: str, foreign: tuple[str, ...] = ()) -> Industry:
    return Industry(name, f"About {name}.", aliases, foreign, ())


TAXONOMY = Names(INDUSTRIES)


class TestWords:
    def test_are_the_same_in_any_case_and_accent(self) -> None:
        """Whoever types on another keyboard means the same."""
        assert bare("\uff26inanç\u00e9\u2019s `Bank'") == "finances bank"

    @pytest.mark.parametrize(
        ("plural", "singular"),
        [
            ("industries", "industry"), ("businesses", "business"), ("churches", "church"),
            ("brushes", "brush"), ("boxes", "box"), ("shops", "shop"), ("gas", "gas"),
            ("bus", "bus"), ("cars", "car"), ("glass", "glass"), ("campus", "campus"),
            ("analysis", "analysis"), ("securities", "securities"), ("ties", "tie"),
            ("axes", "axe"), ("centres", "center"), ("jewellery", "jewelry"),
            ("specialties", "special"), ("caf\u00f1\u0151s", "cafno"), ("ла\u0441ss", "ла\u0441ss"),
        ],
    )  # fmt: skip
    def test_are_in_the_singular_and_one_spelling(self, plural: str, singular: str) -> None:
        """Many bakeries are one trade."""
        assert words(plural) == (singular,)

    @pytest.mark.parametrize(
        "label",
        [
            "62.01 - Computer programming activities",
            "NACE Rev. 2: C10 Computer programming activities",
            "J - Computer programming activities",
            "Computer programming activities (6201)",
            "Computer programming activities [NACE J62.01]",
            "The computer programming of activities",
        ],
    )
    def test_are_without_codes_and_linking_words(self, label: str) -> None:
        """Public registers write a code beside every label."""
        assert words(label) == ("computer", "programming", "activity")

    def test_are_the_code_where_there_is_nothing_else(self) -> None:
        """A code alone says something to somebody."""
        assert words("6201") == ("6201",)

    def test_are_looked_up_in_three_forms(self) -> None:
        """The strictest first: as spoken, without empty words, in any order."""
        assert list(keys("Wine and spirits industry")) == [
            "winespiritindustry", "winespirit", "spirit+wine"
        ]  # fmt: skip

    def test_of_several_industries_are_parted(self) -> None:
        """People list what they do."""
        assert parts("Bees/Bells; Boats, looms & kilns + maps and tides | x - y") == [
            "bees", "bells", "boats", "looms", "kilns", "maps", "tides", "x", "y"
        ]  # fmt: skip
        assert parts("Self-made") == ["self-made"]


class TestJunk:
    @pytest.mark.parametrize(
        "label", ["Other services", "N/A", "", "7", "x", "3.14 - ?", "無", "Not sure"]
    )
    def test_says_nothing(self, label: str) -> None:
        """Two people who wrote "Other" have nothing in common for it."""
        assert is_junk(label)

    @pytest.mark.parametrize("label", ["Other banking", "IT", "鉄", "3D printing", "Job training"])
    def test_is_nothing_that_says_something(self, label: str) -> None:
        """One word that means something is enough."""
        assert not is_junk(label)


class TestNames:
    NAMES = Names(
        [
            industry("Bells", "bell founding", "chimes industry", foreign=("Glocken",)),
            industry("Clocks", "clock making", "chimes clocks"),
            industry("Food", "chimes", "bakery"),
        ]
    )

    def test_are_found_in_any_form(self) -> None:
        """A label in another order or with an empty word is the same label."""
        for label in ("Bells", "the BELL FOUNDINGS", "founding of bells", "Bell founding sector"):
            assert self.NAMES.find(label) == "Bells"
        assert self.NAMES.find("glocken") == "Bells"
        assert self.NAMES.find("boats") is None

    def test_that_two_industries_claim_are_theirs_as_written_alone(self) -> None:
        """What could be either is nobody's."""
        assert self.NAMES.find("chimes industry") == "Bells"
        assert self.NAMES.find("chimes") == "Food"
        both = Names([industry("Bells", "chimes"), industry("Clocks", "chimes")])
        assert both.find("chimes") is None
        assert both.find("chimes sector") is None

    def test_listed_with_others_count_where_nothing_else_can_be_meant(self) -> None:
        """A comma or an "and" may join words that mean nothing alone."""
        assert self.NAMES.find_part("Bakery, bells") == "Food"
        assert self.NAMES.find_part("bells and bakery") == "Bells"
        assert self.NAMES.find_part("Bakery, boats") is None
        assert self.NAMES.find_part("Boats / bakery") == "Food"
        assert self.NAMES.find_part("Boats; bakery") == "Food"
        assert self.NAMES.find_part("Other, bakery") == "Food"
        assert self.NAMES.find_part("boats, tides") is None

    @pytest.mark.parametrize(
        ("label", "trade"),
        [
            ("Gizmo wholesaler", "Wholesale and Trade"),
            ("Wholesale of gizmos", "Wholesale and Trade"),
            ("Gizmo store", "Retail"), ("gizmo retailers", "Retail"), ("Gizmo shops", "Retail"),
            ("Retail sale of gizmos", "Retail"),
            ("Sale of gizmos", None), ("Gizmo wholesale", None),
        ],
    )  # fmt: skip
    def test_of_trade_are_told_by_that_word(self, label: str, trade: str | None) -> None:
        """Whatever is sold, a shop is a shop."""
        assert Names.find_trade(label) == trade

    def test_of_the_taxonomy_tell_industries_that_differ(self) -> None:
        """The names that trade is told by are industries."""
        assert {"Wholesale and Trade", "Retail"} <= {entry.name for entry in INDUSTRIES}
        assert TAXONOMY.find("wine & spirits") == TAXONOMY.find("wines and spirits")
