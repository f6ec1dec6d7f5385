"""The words of every language: well-formed, without contradictions, found in folded text."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from services.intake.rosters import FIELDS
from services.intake.rosters.vocabulary import folded_words, listed, pattern_of, section_names
from services.intake.rosters.vocabulary.word_lists import languages, sections_of

COMPARED_AS_WRITTEN = ("answer ", "non-answers", "generic answers", "header words")
STATUSES = sorted(
    name for name in section_names() if name.startswith("status ") and "reversed" not in name
)
FILES = sorted(languages())


class TestFiles:
    @pytest.mark.parametrize("file", FILES)
    def test_have_each_phrase_of_a_section_once(self, file: str) -> None:
        """Whoever reviews a language should not read a phrase twice."""
        for name, phrases in languages()[file].items():
            assert [phrase for phrase, times in Counter(phrases).items() if times > 1] == [], name

    @pytest.mark.parametrize("file", FILES)
    def test_are_written_as_text_is_compared(self, file: str) -> None:
        """An accent or a capital in the list would look as if it made a difference."""
        for name, phrases in languages()[file].items():
            if not name.startswith(COMPARED_AS_WRITTEN) and not name.startswith("format "):
                bare = [phrase.strip("=*").replace("й", "и") for phrase in phrases]
                assert bare == [folded_words(phrase) for phrase in bare], name

    def test_have_sections_that_are_known(self) -> None:
        """A slip in a section's name would silently switch its words off."""
        headers = {
            f"header {meaning} {strength}"
            for meaning in (*FIELDS, "secret", "unused")
            for strength in ("certain", "likely", "alone")
        }

        assert section_names() <= headers | languages()["english.txt"].keys() | {
            "header words unspaced"
        }

    def test_skip_comments_and_split_at_commas_and_line_breaks(self) -> None:
        """The format is for people who write lists."""
        text = "# German\n#\n\n[one]\nred wine,\nblue\n# a note\ngreen, #n/a\n[two words]\nblack\n"

        assert list(sections_of(text)) == [
            ("one", ["red wine", "blue", "green", "#n/a"]),
            ("two words", ["black"]),
        ]


class TestMeanings:
    @pytest.mark.parametrize("strength", ["certain", "likely"])
    def test_of_one_phrase_are_one(self, strength: str) -> None:
        """A phrase that is certainly two things is certainly neither."""
        meant = Counter(
            phrase
            for meaning in (*FIELDS, "secret", "unused")
            if f"header {meaning} {strength}" in section_names()
            for phrase in listed(f"header {meaning} {strength}")
        )

        assert [phrase for phrase, times in meant.items() if times > 1] == []

    def test_of_answers_do_not_contradict_each_other(self) -> None:
        """A yes that is a no as well would be decided by chance."""
        assert listed("answer yes").isdisjoint(listed("answer no"))
        for one, other in combinations(("in_person", "phone", "video"), 2):
            assert listed(f"format {one}").isdisjoint(listed(f"format {other}"))

    def test_of_statuses_do_not_contradict_each_other(self) -> None:
        """Nobody both comes and has cancelled."""
        for one, other in combinations(STATUSES, 2):
            assert listed(one).isdisjoint(listed(other)), (one, other)


class TestPatterns:
    @pytest.mark.parametrize(
        ("section", "text", "found"),
        [
            ("header email certain", "my e mail please", "e mail"),
            ("header email certain", "femail", None),
            ("header title certain", "job", "job"),
            ("header title certain", "job fair", None),
            ("header company certain", "firmenname", "firmenname"),
            ("header company certain", "貴社名会社", "会社"),
            ("header first_name certain", "first name on badge", "first name on badge"),
        ],
    )
    def test_find_whole_words_and_the_longest_phrase(
        self, section: str, text: str, found: str | None
    ) -> None:
        """A "=" asks for the whole text, a "*" allows an ending, some scripts have no spaces."""
        match = pattern_of(section).search(text)

        assert (match and match.group()) == found


class TestFolding:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("E-Mail_Address", "e mail address"),
            ("emailAddress", "email address"),
            ("UserID", "user id"),
            ("HTMLPage", "html page"),
            ("Straße", "strasse"),
            ("Prénom", "prenom"),
            ("København", "kobenhavn"),
            ("Łódź", "lodz"),
            ("Order #", "order number"),
            ("Ｅｍａｉｌ", "email"),  # noqa: RUF001 - a full-width spelling is the case
            ("İlgi", "ilgi"),
            ("  a \n b ", "a b"),
            ("氏名（漢字）", "氏名 漢字"),  # noqa: RUF001 - full-width brackets are the case
        ],
    )
    def test_gives_one_spelling(self, text: str, words: str) -> None:
        """Platforms and people write the same words in many ways."""
        assert folded_words(text) == words

    def test_looks_only_at_the_beginning(self) -> None:
        """A header may be a page of text."""
        assert len(folded_words("ab " * 1000)) < 310
