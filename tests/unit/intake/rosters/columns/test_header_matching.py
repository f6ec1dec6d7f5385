"""Of all that a header's words may mean, the strongest, longest and most private counts."""

from __future__ import annotations

import pytest

from services.intake.rosters.columns.header_matching import bare_words, match_header, mentions


def meaning(header: str) -> str | None:
    return next((match.meaning for match in match_header(header)), None)


class TestTheBestMatch:
    @pytest.mark.parametrize(
        ("header", "best"),
        [
            ("Job title", "title"),
            ("Event title", "unused"),
            ("Name of your company", "company"),
            ("Ticket number", "secret"),
            ("Home address", "secret"),
            ("Email address", "email"),
            ("Company address", "unused"),
            ("How many meetings would you like?", "capacity"),
            ("Help", "needs"),
            ("How can you help others?", "offers"),
        ],
    )
    def test_is_the_most_specific_one(self, header: str, best: str) -> None:
        """Most headers hold words of several fields."""
        assert meaning(header) == best

    def test_of_two_as_strong_is_the_private_one(self) -> None:
        """In doubt, nothing private is kept."""
        first, second, *_ = match_header("bio, pronouns")

        assert first.score >= second.score
        assert first.meaning == "secret"

    def test_covers_more_of_the_header(self) -> None:
        """What a header is about takes most of its words."""
        alone, among = match_header("Company"), match_header("Company or a bit of something else")

        assert alone[0].score > among[0].score

    def test_leaves_out_whose_it_is_and_what_says_nothing(self) -> None:
        """The length of what is left decides how much of a header a word covers."""
        assert bare_words("The attendee's full company name, please") == "company name"
        assert bare_words("Your order") == ""


class TestWordsThatCountAlone:
    def test_are_read_in_short_headers(self) -> None:
        """A column called "Participant" holds names."""
        assert meaning("Participant") == "name"
        assert meaning("The participant") == "name"

    def test_are_not_read_in_questions(self) -> None:
        """Every second question speaks of participants."""
        assert meaning("Who of the participants seems worth a second evening") is None
        assert meaning("which participant seems worth more") == "name"


class TestMentions:
    @pytest.mark.parametrize(
        ("whom", "header", "other"),
        [
            ("buyer", "Order Email", "Reorder"),
            ("attendee", "Attendee name", "Attended"),
            ("others", "Invoice address", "Voice"),
            ("session", "Talk title", "Talkative"),
            ("meeting", "Whom would you like to meet?", "Meetup"),
            ("quantity", "How many at most?", "Climax"),
            ("attendee", "参加者名", "名前"),
        ],
    )
    def test_are_of_whole_words(self, whom: str, header: str, other: str) -> None:
        """Part of a word is another word."""
        assert mentions(whom, header)
        assert not mentions(whom, other)
