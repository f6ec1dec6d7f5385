"""Three questions worth asking this very person, and the words they are made of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifier.domain.bio import sentences, telling, topics
from services.notifier.domain.people import short_name
from services.notifier.domain.wording import bare, clip, woven
from tests.unit.notifier.brief_builders import (
    AWKWARD,
    BIO,
    brief_about,
    person,
    section,
)


class TestQuestions:
    @pytest.mark.parametrize("phrase", AWKWARD)
    @pytest.mark.parametrize("field", ["needs", "offers", "interests"])
    def test_is_open_and_whole_whatever_the_phrase_looks_like(
        self, field: str, phrase: str
    ) -> None:
        """People type anything; a broken question would be blamed on the recipient."""
        brief = brief_about(person("a", **{field: (phrase,)}))

        for line in section(brief, "Three").splitlines():
            assert line.endswith("?")
            assert re.search(r"\b([Ww]hat|[Ww]here|[Hh]ow|[Ww]ho)\b", line)
            assert line.count('"') in {0, 2}
            assert len(line) < 260

    def test_asks_about_three_different_things(self) -> None:
        """Three questions about one phrase are an interrogation."""
        amina = person("a", needs=("boats", "boats!"), offers=("maps",), interests=("kites",))

        text = section(brief_about(amina), "Three")

        assert all(phrase in text for phrase in ("boats", "maps", "kites"))

    def test_say_in_which_field_the_phrase_was_found(self) -> None:
        """What is named in several is asked about as what it was chosen for."""
        everywhere = ("boats",)
        for field in ("needs", "offers"):
            amina = person("a", interests=everywhere, **{field: everywhere})
            (found,) = (s for s in brief_about(amina).sections if s.heading.startswith("Three"))
            assert found.lines[0].source == f"Amina's profile: {field}"

    def test_marks_general_openers_where_there_is_nothing(self) -> None:
        """A general question must not pass for research."""
        brief = brief_about(person("a"))
        (found,) = (s for s in brief.sections if s.heading.startswith("Three"))

        assert {line.source for line in found.lines} == {"no profile details: a general opener"}
        assert len({line.text for line in found.lines}) == 3

    def test_never_speaks_of_what_the_reader_offers(self) -> None:
        """A question that carries an offer is a pitch."""
        ben = person("b", offers=("consulting packages",))
        amina = person("a", needs=("boats",), bio=BIO)

        assert "consulting" not in section(brief_about(amina, ben), "Three")

    def test_are_put_in_three_different_ways(self) -> None:
        """The same question about three things is a form, not a conversation."""
        amina = person("a", interests=("boats", "maps", "kites", "tides"))

        lines = section(brief_about(amina), "Three").splitlines()
        patterns = {re.sub("boats|maps|kites|tides", "…", line) for line in lines}

        assert len(patterns) == 3


class TestNames:
    @pytest.mark.parametrize(
        ("name", "bio", "expected"),
        [
            ("Amina Yusuf", "", "Amina"),
            ("Tan Mei Hua", "Tan Mei Hua draws. Mei Hua loves kites.", "Mei Hua"),
            ("Adeyemi Tunde Bola", "Tunde loves kites.", "Tunde"),
            ("J. Okafor", "", "J. Okafor"),
            ("", "", "this person"),
        ],
    )
    def test_calls_people_what_they_call_themselves(
        self, name: str, bio: str, expected: str
    ) -> None:
        """A family name used as a first name is a poor start."""
        assert short_name(person("a", name=name, bio=bio)) == expected


class TestWords:
    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [
            ("Machine learning", "machine learning"),
            ("Python", "Python"),
            ("find investors", "finding investors"),
            ("I want to run workshops", "running workshops"),
            ("improve schools", "improving schools"),
            ("one two three four five six seven eight nine ten eleven", None),
            ("Looking for a co-founder.", "a co-founder"),
            ("support networks", None),
            ("I am lost", None),
            ("CLIMATE FINANCE", None),
            ("ciencia y arte", None),
        ],
    )
    def test_weaves_in_only_what_reads_as_english(self, phrase: str, expected: str | None) -> None:
        """In doubt a phrase is quoted: that is right in every sentence."""
        assert woven(phrase) == expected

    @given(st.text(max_size=400), st.integers(1, 20), st.integers(5, 90))
    def test_clips_to_the_limit(self, text: str, words: int, characters: int) -> None:
        """One pasted abstract must not push the questions off the page."""
        short = clip(bare(text), words, characters)

        assert len(short.removesuffix(" ...")) <= characters

    @given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1), st.integers(10, 60))
    def test_clips_at_the_last_word_that_fits(self, said: list[str], characters: int) -> None:
        """Half a word reads as a fault, and every word that fits says something."""
        text = " ".join(said)
        kept = clip(text, 20, characters).removesuffix(" ...").split()

        assert kept == said[: len(kept)]
        left = said[len(kept) : 20]
        assert not left or len(" ".join([*kept, left[0]])) > characters

    def test_splits_sentences_at_no_abbreviation(self) -> None:
        """A sentence that ends in "Dr." reads as a fault."""
        bio = "Dr. Amina works with St. Brendan's e.g. on boats. She sails at night.\nAnd she sings"

        assert sentences(bio) == (
            "Dr. Amina works with St. Brendan's e.g. on boats.",
            "She sails at night.",
            "And she sings",
        )

    def test_finds_what_somebody_sets_out_to_do(self) -> None:
        """A deed makes a better question than a pasted sentence."""
        bio = "She works to help fishing villages restore reefs, and is keen on tidal energy."

        assert topics(bio) == ("tidal energy", "help fishing villages restore reefs")

    def test_prefers_no_more_than_two_sentences(self) -> None:
        """The brief is read in a minute."""
        bio = "She loves kites and the wind. She enjoys boats and tides. She hopes to fly one day."

        assert len(telling(person("a", bio=bio))) == 2
