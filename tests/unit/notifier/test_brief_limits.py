"""A brief is read in a minute: how much of what somebody said it shows."""

from __future__ import annotations

import re

import pytest

from services.notifier.domain.company import Fact, collect
from services.notifier.domain.exchange import seen_by
from services.notifier.domain.people import short_name
from services.notifier.domain.wording import woven
from tests.unit.notifier.brief_builders import brief_about, introduction, person, section


def of_words(count: int) -> str:
    """Write words that have to be quoted."""
    return " ".join(f"W\u00f6rt{number}" for number in range(count))


def shown_words(text: str) -> int:
    return len(set(re.findall(r"\bW\u00f6rt\d+", text)))


class TestInterests:
    def test_are_four_at_most(self) -> None:
        """The first ones are those that come to mind first."""
        text = section(brief_about(person("a", interests=tuple("abcde"))), "Who")

        assert text == "Interests: a, b, c, d."

    @pytest.mark.parametrize(("words", "listed"), [(8, True), (9, False)])
    def test_of_eight_words_are_listed_and_longer_ones_quoted(
        self, words: int, *, listed: bool
    ) -> None:
        """A sentence in a list of words reads as a fault."""
        text = section(brief_about(person("a", interests=(of_words(words), "tea"))), "Who")

        assert text.startswith("Interests: " if listed else "In their words: ")
        assert ("tea" in text) is listed
        assert shown_words(text) == words

    def test_of_more_words_stand_back_behind_short_ones(self) -> None:
        """What does not fit is asked about, perhaps."""
        text = section(brief_about(person("a", interests=("tea", of_words(9), "kites"))), "Who")

        assert text == "Interests: tea, kites."

    def test_are_quoted_in_twenty_words_at_most(self) -> None:
        """One pasted abstract must not push the questions off the page."""
        assert (
            shown_words(section(brief_about(person("a", interests=(of_words(30),))), "Who")) == 20
        )


class TestALongShot:
    def test_says_all_the_same_what_is_known(self) -> None:
        """Only of whom nothing is known is there nothing more to say."""
        amina = person("a", interests=("kites",))

        text = section(brief_about(amina, introduction=introduction(last_resort=True)), "Who")

        assert "long shot" in text
        assert "Interests: kites." in text


class TestTheHeadline:
    @pytest.mark.parametrize(("words", "named"), [(6, True), (7, False)])
    def test_names_what_to_ask_about_in_six_words_or_woven(
        self, words: int, *, named: bool
    ) -> None:
        """A headline is read in passing."""
        headline = brief_about(person("a", interests=(of_words(words),))).headline

        assert ("ask about" in headline) is named
        woven_in = "red kites over the cold sea in May and June"
        assert woven_in in brief_about(person("a", interests=(woven_in,))).headline


class TestTheBio:
    def test_lends_two_topics_at_most(self) -> None:
        """Where no sentence can be shown, the topics stand for it."""
        bio = "As Director she is keen on red kites, works on cold tea, is committed to old boats."

        text = section(brief_about(person("a", bio=bio)), "Who")

        assert text == "Amina's bio speaks of red kites and cold tea."


class TestWhatIsShared:
    def test_is_three_phrases_of_both_and_one_that_differs(self) -> None:
        """More are a list that nobody remembers."""
        words = ("tea", "kites", "boats", "maps")
        reasons = [("common_ground", word, word) for word in words]
        other = [("common_ground", "ink", "pens"), ("common_ground", "wool", "yarn")]
        made = introduction(*reasons, *other)

        text = section(brief_about(person("a"), introduction=made), "What you share")

        assert text == 'You both care about tea, kites and boats.\nYou: "pens"; Amina: "ink".'

    def test_is_two_that_differ_where_nothing_is_the_same(self) -> None:
        """A third pair says no more."""
        made = introduction(*(("common_ground", f"tea{n}", f"ink{n}") for n in "abc"))

        lines = section(brief_about(person("a"), introduction=made), "What you share").splitlines()

        assert lines == ['You: "inka"; Amina: "teaa".', 'You: "inkb"; Amina: "teab".']

    def test_begins_with_the_strongest(self) -> None:
        """Reasons come in any order."""
        made = introduction(("common_ground", "tea", "ink"), ("common_ground", "kites", "boats"))
        weak, strong = made.reasons
        reordered = made.model_copy(
            update={"reasons": (weak, strong.model_copy(update={"strength": 0.9}))}
        )

        found = seen_by(person("b"), person("a"), reordered)

        assert [match.theirs for match in found.shared] == ["kites", "tea"]

    @pytest.mark.parametrize(("words", "kept"), [(8, True), (9, False)])
    def test_is_a_phrase_of_eight_words_or_what_was_stated(self, words: int, *, kept: bool) -> None:
        """A longer one is a whole bio, which names a topic or nothing."""
        phrase = of_words(words)
        made = introduction(("common_ground", phrase, "ink"))

        found = seen_by(person("b"), person("a"), made)
        stated = seen_by(person("b"), person("a", interests=(phrase,)), made)

        assert found.shared[0].theirs == (phrase if kept else "")
        assert stated.shared[0].theirs == phrase


class TestQuotations:
    def test_of_a_need_have_fourteen_words_at_most(self) -> None:
        """The reader has to see at once whether they can help."""
        text = section(brief_about(person("a", needs=(of_words(20),))), "Where")

        assert shown_words(text.splitlines()[0]) == 14

    def test_of_the_readers_offer_have_ten(self) -> None:
        """They know it; it is the first of theirs, unless another fits."""
        ben = person("b", offers=(of_words(20), "maps"))
        made = introduction(("b_helps_a", "boats", "maps"))

        text = section(brief_about(person("a"), ben), "What not")
        fitting = section(brief_about(person("a"), ben, introduction=made), "What not")

        assert shown_words(text) == 10
        assert '("maps")' in fitting


class TestTheCompany:
    def test_is_described_by_two_facts_of_twenty_four_words_each(self) -> None:
        """Whoever wants more looks at the source."""
        facts = collect(Fact("Acme", of_words(30), f"source{n}") for n in range(3))

        (_, _, _, company, *_) = brief_about(person("a", company="Acme"), facts=facts).sections

        assert [shown_words(line.text) for line in company.lines] == [24, 24]
        assert [line.source[-7:] for line in company.lines] == ["source0", "source1"]

    @pytest.mark.parametrize(
        ("described", "is_shown"),
        [
            ("the makers of kites", True),
            ("a maker of kites", False),
            ("the oldest role in kites", False),
            ("a guild of Kite Tailors", False),
        ],
    )
    def test_is_described_by_a_bio_that_does_not_mean_the_role(
        self, described: str, *, is_shown: bool
    ) -> None:
        """What is behind a company's name may be the person's position there."""
        amina = person(
            "a", company="Acme", title="Kite Tailor", bio=f"She sews at Acme, {described}."
        )

        assert (described in section(brief_about(amina), "The company")) is is_shown


class TestShortNames:
    @pytest.mark.parametrize(
        ("name", "bio", "short"),
        [
            ("Al Yusuf", "", "Al"),
            ("A. Yusuf", "", "A. Yusuf"),
            ("Amina", "Yusuf sails.", "Amina"),
            ("Yusuf Amina", "Amina sails.", "Amina"),
            ("Tan Mei Hua", "She is Tan Mei to all.", "Tan Mei"),
            ("Tan Mei Hua Li", "She is Mei Hua to all.", "Tan"),
            ("Tan Mei Hua", "She is Mei Huang to all.", "Tan"),
            ("Tan Mei Hua", "Tan Mei Hua sails.", "Tan"),
        ],
    )
    def test_are_what_the_bio_says_or_else_the_first_word(
        self, name: str, bio: str, short: str
    ) -> None:
        """An initial is nothing to call somebody."""
        assert short_name(person("a", name=name, bio=bio)) == short


class TestWovenPhrases:
    @pytest.mark.parametrize(
        ("phrase", "fits"),
        [
            ("NASA", True),
            ("ABCDEF", True),
            ("ABCDEFG", False),
            ("kite " * 9 + "sea", True),
            ("kite " * 10 + "sea", False),
            ("a" * 80, True),
            ("a" * 81, False),
        ],
    )
    def test_are_short_and_not_shouted(self, phrase: str, *, fits: bool) -> None:
        """A sentence around a sentence can't be read, and capitals are only for acronyms."""
        assert (woven(phrase) is not None) is fits
