"""What a brief says where little or something else was stated."""

from __future__ import annotations

import pytest

from services.notifier.domain.lines import Line
from services.notifier.domain.wording import bare, clean
from tests.unit.notifier.brief_builders import brief_about, introduction, person, section


def company_lines(**stated: str) -> tuple[Line, ...]:
    (found,) = (
        s for s in brief_about(person("a", **stated)).sections if s.heading == "The company"
    )
    return found.lines


class TestTheCompany:
    def test_has_a_website_to_look_at_where_nothing_else_is_known(self) -> None:
        """A link is more than a name."""
        nothing, link = company_lines(company="Acme", website="acme.example")

        assert nothing.text == "Nothing found about Acme beyond its name and website."
        assert link == Line("Have a look at acme.example", "the roster: website")

    def test_that_the_roster_does_not_name_is_said_to_be_missing(self) -> None:
        """Silence would look like a fault."""
        assert company_lines(website="acme.example") == (
            Line("The roster names no company for Amina.", "the roster: company"),
        )


class TestReasonsOfATitle:
    def test_are_not_shown(self) -> None:
        """A title that slipped into a profile still reaches no brief."""
        made = introduction(
            ("common_ground", "Bread Baker", "bread"), ("a_helps_b", "bread baker", "bread")
        )

        brief = brief_about(person("a", title="Bread Baker"), introduction=made)

        assert "baker" not in str(brief.sections).casefold()
        assert (
            section(brief, "What you share") == 'Amina\'s bio comes close to what you call "bread".'
        )


class TestHowToMeet:
    @pytest.mark.parametrize(
        ("ours", "theirs", "text"),
        [
            (("phone",), ("phone", "video"), "a call of 15 minutes is plenty."),
            (("video",), ("video",), "a video call of 20 minutes is plenty."),
            (("video", "in_person"), ("in_person", "video"), "15 minutes at Harbour Days, away"),
        ],
    )
    def test_says_how_long_it_takes(
        self, ours: tuple[str, ...], theirs: tuple[str, ...], text: str
    ) -> None:
        """A short time is easily promised."""
        brief = brief_about(person("a", formats=theirs), person("b", formats=ours))

        assert text in section(brief, "How to meet")

    def test_knows_no_event_that_is_not_known(self) -> None:
        """It may not have been read yet."""
        brief = brief_about(person("a"), event=None)

        assert "15 minutes at the event" in section(brief, "How to meet")


class TestCleanWords:
    @pytest.mark.parametrize(
        ("typed", "visible"),
        [
            ("a\x00b\nc\u2028d\te", "a b c d e"),
            ("  kites \u200band\u202e tea ", "kites and tea"),
            ("<b>kites</b> and <br/>tea", "kites and tea"),
            ("3 < 4 and <3 kites>", "3 < 4 and <3 kites>"),
        ],
    )
    def test_are_one_line_of_what_can_be_seen(self, typed: str, visible: str) -> None:
        """Markup in a bio is neither shown as such nor followed."""
        assert clean(typed) == visible

    @pytest.mark.parametrize(
        ("stated", "phrase"),
        [
            ("- kites", "kites"),
            ("2) kites;", "kites"),
            ("\u2022 'kites' ...", "kites"),
            ('say "kites"!', "say 'kites"),
            ("3D kites", "3D kites"),
        ],
    )
    def test_are_bare_without_bullets_quotes_and_closing_marks(
        self, stated: str, phrase: str
    ) -> None:
        """What is woven into a sentence brings no sentence of its own."""
        assert bare(stated) == phrase
