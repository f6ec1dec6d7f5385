"""Words are compared by their letters, and different words stay different."""

# ruff: noqa: E501, RUF001 - wide letters count as two; people write in their own letters
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.text import fold, without_apostrophes, words
from shared.text.folding import in_latin

ACCENTED = "àéîõüçñåãÀÉÎÕÜÇÑÅÃšžőűİ"
STROKED = {"Ø": "o", "ł": "l", "Đ": "d", "ß": "ss", "Æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}


class TestFold:
    @pytest.mark.parametrize("letter", ACCENTED)
    def test_takes_accents_off(self, letter: str) -> None:
        """Half of all keyboards lack them."""
        assert fold(letter).isascii()
        assert len(fold(letter)) == 1

    @pytest.mark.parametrize(("letter", "plain"), STROKED.items())
    def test_spells_letters_that_are_no_accented_ones(self, letter: str, plain: str) -> None:
        """An ø is no o with a mark on it, to Unicode; to people abroad it is."""
        assert fold(f"a{letter}b") == f"a{plain}b"

    @pytest.mark.parametrize(
        ("written", "plain"),
        [
            ("ＡＣＭＥ", "acme"),
            ("ﬁne", "fine"),
            ("K", "k"),
            ("ё", "е"),
            ("שָׁלוֹם", "שלום"),
            ("مُحَمَّد", "محمد"),
        ],
    )
    def test_resolves_what_is_only_another_form(self, written: str, plain: str) -> None:
        """Full width, ligatures and points that mostly go unwritten tell nothing."""
        assert fold(written) == plain

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("ガス", "カス"), ("バス", "パス"), ("กิน", "กีน"), ("ป่า", "ปา"), ("कि", "की"), ("क्या", "कया"),
            ("北京", "背景"), ("a1", "a2"), ("a b", "ab"),
        ],
    )  # fmt: skip
    def test_keeps_different_words_apart(self, one: str, other: str) -> None:
        """Two people or companies must not become one."""
        assert fold(one) != fold(other)
        assert words(one) != words(other)

    def test_leaves_alphabets_of_other_sounds_alone(self) -> None:
        """A title or a name in another script is looked for as it is written."""
        assert fold("ГАЗ") == "газ"
        assert fold("アクメ 한글 北京") == "アクメ 한글 北京"
        assert fold("ʔ") == "ʔ"

    @given(st.text())
    def test_changes_nothing_twice(self, text: str) -> None:
        """A normal form that changes again would never be found."""
        assert fold(fold(text)) == fold(text)

    @given(st.text(st.characters(codec="latin-1")))
    def test_is_blind_to_case(self, text: str) -> None:
        """Forms are filled in in capitals."""
        assert fold(text.upper()) == fold(text) == fold(text.lower())


class TestWords:
    def test_are_parted_by_what_is_no_letter(self) -> None:
        """Punctuation is a matter of taste."""
        assert words("  Anna-Łucja\tO'Hara_3 (née Ŝmid)") == [
            *("anna", "lucja", "o", "hara", "3", "nee", "smid")
        ]

    @pytest.mark.parametrize("word", ["กิน", "बैंक", "தமிழ்", "가나"])
    def test_are_whole_where_vowels_are_marks(self, word: str) -> None:
        """Without its vowels a word is another one."""
        assert words(word.upper()) == [word]

    @pytest.mark.parametrize("mark", "'`\u2018\u2019\u02bb\u02bc")
    def test_may_lose_their_apostrophes(self, mark: str) -> None:
        """There are as many of them as keyboards."""
        assert without_apostrophes(f"macy{mark}s") == "macys"


class TestInLatin:
    @pytest.mark.parametrize(
        ("word", "latin"),
        [
            ("газпром", "gazprom"), ("роснефть", "rosneft"), ("щука", "shchuka"),
            ("αθηνα", "athina"), ("acme", "acme"),
        ],
    )  # fmt: skip
    def test_spells_cyrillic_and_greek(self, word: str, latin: str) -> None:
        """A company writes itself both ways."""
        assert in_latin(fold(word)) == latin

    @pytest.mark.parametrize("word", ["北京", "アクメ", "삼성", "שלום", "ь"])
    def test_leaves_what_it_could_only_spoil(self, word: str) -> None:
        """Beijing and "background" are spelled alike in Latin letters; so nothing is."""
        assert in_latin(word) == word
