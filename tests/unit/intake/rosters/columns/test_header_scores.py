"""How strongly a header means something is a sum of three things, and each of them counts."""

from __future__ import annotations

import pytest

from services.intake.rosters.columns.header_matching import match_header

CERTAIN = 30.0

LIKELY = CERTAIN - 10
ALONE = LIKELY - 10
A_WORD = 3
WHOLLY = 4


def score(header: str, meaning: str) -> float:
    return next(match.score for match in match_header(header) if match.meaning == meaning)


class TestTheScore:
    @pytest.mark.parametrize(
        ("header", "meaning", "strength"),
        [("Company", "company", CERTAIN), ("Name", "name", LIKELY), ("Participant", "name", ALONE)],
    )
    def test_rises_with_how_surely_a_word_says_it(
        self, header: str, meaning: str, strength: float
    ) -> None:
        """What is ranked behind, such as whose column it is, is weighed against these steps."""
        assert score(header, meaning) == strength + A_WORD + WHOLLY

    @pytest.mark.parametrize(
        ("header", "meaning", "words"),
        [
            ("Company name", "company", 2),
            ("Like to meet", "needs", 3),
            ("What is your name", "name", 4),
            ("How many people would you like to meet", "capacity", 4),
        ],
    )
    def test_rises_with_the_words_that_say_it_up_to_four(
        self, header: str, meaning: str, words: int
    ) -> None:
        """Longer phrases are more specific, but a whole question is no proof."""
        assert score(header, meaning) == CERTAIN + A_WORD * words + WHOLLY

    @pytest.mark.parametrize(
        ("header", "found", "bare"),
        [
            ("Company or a bit of something else", "company", "company bit something else"),
            ("The company, please", "company", "company"),
        ],
    )
    def test_rises_with_how_much_of_the_header_says_it(
        self, header: str, found: str, bare: str
    ) -> None:
        """A header that is about something else has only a few letters of it."""
        covered = WHOLLY * len(found) / len(bare)

        assert score(header, "company") == pytest.approx(CERTAIN + A_WORD + covered)

    @pytest.mark.parametrize(
        ("header", "meaning", "strength", "words"),
        [
            ("公司", "company", CERTAIN, 1.0),
            ("参加者", "name", ALONE, 1.25),
            ("チケットシークレット", "secret", CERTAIN, 2.0),
        ],
    )
    def test_takes_two_characters_of_an_unspaced_script_for_a_word_and_six_for_two(
        self, header: str, meaning: str, strength: float, words: float
    ) -> None:
        """Such a script has no spaces to count words by, and its long words are no questions."""
        assert score(header, meaning) == strength + A_WORD * words + WHOLLY


class TestWordsThatCountAlone:
    @pytest.mark.parametrize(("more", "counts"), [(4, True), (5, False)])
    def test_do_so_in_up_to_five_words(self, more: int, *, counts: bool) -> None:
        """A longer header is a question that happens to speak of participants."""
        header = " ".join(["participant", *["zzz"] * more])

        assert bool(match_header(header)) is counts


class TestTypingErrors:
    @pytest.mark.parametrize(
        ("header", "read_as"),
        [
            ("Compnay", "Company"),
            ("zzz zzz Compnay zzz zzz", "zzz zzz Company zzz zzz"),
            ("Full naem", "Full name"),
            ("zzz qqq naem", "zzz qqq name"),
            ("zzz qqq zzz naem", ""),
        ],
    )
    def test_of_words_that_are_only_likely_are_mended_in_short_headers(
        self, header: str, read_as: str
    ) -> None:
        """In a longer one, a word that is misspelt may as well be another word."""
        assert next((match.read_as for match in match_header(header)), "") == read_as

    @pytest.mark.parametrize("header", ["Company naem", "Email adress", "Frist name, company"])
    def test_are_left_alone_where_what_is_spelt_well_says_something_certain(
        self, header: str
    ) -> None:
        """What is written counts more than what may have been meant."""
        assert match_header(header)[0].read_as == ""

    def test_are_mended_wherever_they_hide_a_secret(self) -> None:
        """Nothing private is kept for a slip of the fingers."""
        best = match_header("Company passwrod")[0]

        assert (best.meaning, best.read_as) == ("secret", "Company password")
