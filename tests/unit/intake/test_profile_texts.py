"""What a profile says fits into a message, and ends where a reader would stop."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.profile_texts import ProfileTexts, mask_texts

LONGEST_ABOUT = 5_000
LONGEST_PHRASE = 300
MOST_PHRASES = 100


def masked(about: str = "", phrases: tuple[str, ...] = ()) -> ProfileTexts:
    said = ProfileTexts(phrases, (), (), about, "")
    return mask_texts(said, name="Ada Lind", company="", email="")


class TestALongBio:
    @pytest.mark.parametrize("end", [". ", "! ", "? "])
    def test_ends_with_a_sentence(self, end: str) -> None:
        """Half a sentence would be matched on as if it were meant."""
        about = masked(f"We bake bread of rye and wheat{end}" * 400).about

        assert LONGEST_ABOUT - 40 < len(about) <= LONGEST_ABOUT
        assert about.endswith(f"wheat{end.strip()}")

    def test_ends_with_a_line(self) -> None:
        """Many write their bio as a list."""
        about = masked("We bake bread of rye and wheat\n" * 400).about

        assert about.endswith("wheat")
        assert len(about) <= LONGEST_ABOUT

    def test_of_one_sentence_ends_between_words(self) -> None:
        """A word that is cut in two is another word."""
        about = masked("bread " * 2_000).about

        assert set(about.split()) == {"bread"}
        assert LONGEST_ABOUT - 6 <= len(about) <= LONGEST_ABOUT

    @pytest.mark.parametrize(("characters", "ends_there"), [(2_503, True), (2_501, False)])
    def test_ends_with_a_sentence_in_its_second_half(
        self, characters: int, *, ends_there: bool
    ) -> None:
        """A sentence is worth some words, and not most of what somebody says."""
        sentence = f"{'bread ' * 420}"[: characters - 1].replace(" ", "e") + "."

        about = masked(f"{sentence} {'rye ' * 1_000}").about

        assert (about == sentence) is ends_there

    def test_is_not_given_up_for_an_early_sentence(self) -> None:
        """A greeting is a sentence, too."""
        about = masked("We bake. " + "bread " * 2_000).about

        assert len(about) > LONGEST_ABOUT - 10

    def test_of_one_endless_word_is_cut_all_the_same(self) -> None:
        """Nothing from outside may break a message's limit."""
        assert len(masked("b" * 3 * LONGEST_ABOUT).about) == LONGEST_ABOUT

    def test_that_just_fits_stays_whole(self) -> None:
        """Cutting starts behind the limit, and not at it."""
        about = ("bread " * 2_000)[: LONGEST_ABOUT - 1].strip() + "y"
        about += "y" * (LONGEST_ABOUT - len(about))

        assert masked(about).about == about


class TestPhrases:
    def test_are_cut_each(self) -> None:
        """One answer must not fill a brief."""
        (phrase,) = masked(phrases=("bread " * 90,)).interests

        assert LONGEST_PHRASE - 6 <= len(phrase) <= LONGEST_PHRASE

    def test_are_not_more_than_a_message_carries(self) -> None:
        """The first ones are what came to mind first."""
        phrases = tuple(f"bread of kind {number}" for number in range(MOST_PHRASES + 20))

        assert masked(phrases=phrases).interests == phrases[:MOST_PHRASES]

    @given(st.text(max_size=40))
    def test_that_are_masked_again_stay_as_they_are(self, phrase: str) -> None:
        """A correction masks what was masked before."""
        once = masked(phrases=(phrase,))

        assert mask_texts(once, name="Ada Lind", company="", email="") == once
