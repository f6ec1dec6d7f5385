"""What only fills a form is nothing to match on, and whom that leaves with nothing is told."""

# ruff: noqa: RUF001 - people write in their own letters
from __future__ import annotations

import pytest

from services.intake.rosters import Person, Problem, Roster, Row, Table, parse
from services.intake.rosters.cells.non_answers import is_generic, is_non_answer, without_non_answers
from services.intake.rosters.cells.phrases import PhraseSplitter

NON_ANSWERS = """
n/a | N/A. | na | - | -- | . | ? | None | nothing | tbd | TBC | to be confirmed | later
| yes | Yes! | no | ok | x | 1 | everything | anything | whatever | lots of things | not sure yet
| I don’t know | nothing in particular | open to anything | I'm open to all | Open to suggestions
| happy to chat | happy to help anyone | let's connect | ask me | Ask me! | see LinkedIn
| please see my LinkedIn profile | see bio | see above | same as above | ditto | not applicable
| https://www.linkedin.com/in/ada | www.example.org | linkedin.com/in/ada | ada@example.org | @ada
| prefer not to say | k.A. | keine Angabe | weiß nicht | siehe LinkedIn | alles | néant | rien
| voir LinkedIn | sans objet | ninguno | ver LinkedIn | no aplica | nessuno | vedi LinkedIn | geen
| n.v.t. | zie LinkedIn | nenhum | brak | inga | нет | 特になし | 暂无 | 없음"""
TELLING = """R | C++ | AI | UX | Go | open source | open data | zero waste | test automation
| node.js | everything about bees | anything with wheels | ask the expert formats
| LinkedIn advertising | see-through solar cells | open to hiring refugees | vague art
| help with grant writing | nothing but nets | later-life care | all-electric ferries | yes-and
| networking hardware | private equity | 5G | 24/7 care | same-sex parenting"""


def listed(answers: str) -> list[str]:
    return [answer.strip() for answer in answers.split("|")]


class TestNonAnswers:
    @pytest.mark.parametrize("answer", listed(NON_ANSWERS))
    def test_say_nothing(self, answer: str) -> None:
        """Two people who both wrote "see LinkedIn" have nothing in common."""
        assert is_non_answer(answer)
        assert PhraseSplitter([answer]).split(answer) == ()

    @pytest.mark.parametrize("answer", listed(TELLING))
    def test_are_not_taken_from_what_says_something(self, answer: str) -> None:
        """A short answer may be all that somebody is to be matched by."""
        assert not is_non_answer(answer)
        assert not is_generic(answer)

    def test_are_left_out_alone_where_they_are_bland(self) -> None:
        """Everybody at an event networks; beside other answers it does no harm."""
        alone = Person(2, "Ada", interests=("Networking",), needs=("meeting new people",))
        beside = Person(3, "Ben", interests=("Networking", "bees"))

        assert without_non_answers(alone) == Person(2, "Ada")
        assert without_non_answers(beside) == beside

    def test_are_no_bio(self) -> None:
        """A bio that only points elsewhere would be quoted in a brief."""
        ada = Person(2, "Ada", interests=("bees",), about="See my LinkedIn profile.")

        assert without_non_answers(ada).about == ""


def roster(*rows: tuple[str, str]) -> Roster:
    letters, company = "abcdefghij", "Société Générale"
    table = Table(
        ("Name", "Company", "Interests", "Bio"),
        tuple(
            Row(
                number,
                (f"Ada {letters[number // 10]}{letters[number % 10]}", company, interests, bio),
            )
            for number, (interests, bio) in enumerate(rows, 2)
        ),
    )
    return parse(table)


def about_profiles(found: Roster) -> list[Problem]:
    return [problem for problem in found.problems if "profile" in problem.what]


GERMAN = "Ich helfe Schulen dabei, mit weniger Geld und mehr Freude zu kochen."
ENGLISH = "I help schools cook with less money and more joy, and I keep bees."


class TestTheReport:
    def test_names_who_is_left_with_nothing(self) -> None:
        """The organiser can ask them; a low score alone would not say why."""
        found = roster(("bees; ships", ENGLISH), ("n/a", "see LinkedIn"), ("Networking", "-"))

        (problem,) = about_profiles(found)

        assert problem.row is None
        assert problem.what == (
            "the profiles of 2 people, in rows 3 and 4, have nothing to match on"
        )
        assert "fill in their profile" in problem.cure

    def test_names_another_language_and_its_cure(self) -> None:
        """Such a profile is matched worse, and its owner never learns why."""
        found = roster(("bees; ships", ENGLISH), ("", GERMAN))

        (problem,) = about_profiles(found)

        assert problem.row == 3
        assert problem.what == ("the profile is written in German; the matching reads English best")
        assert "RAPPORT_MODEL" in problem.cure
        assert len(found.people) == 2

    def test_has_a_line_a_language_however_many_write_it(self) -> None:
        """At an event in Vienna everything else would drown in three hundred lines."""
        found = roster(*[("", GERMAN)] * 60, ("", ENGLISH))

        (problem,) = about_profiles(found)

        assert problem.what.startswith("the profiles of 60 people, in rows 2, 3, 4,")
        assert "and 40 more, are written in German" in problem.what

    def test_judges_nobody_by_name_or_company(self) -> None:
        """A company's French name says nothing about who works there."""
        assert about_profiles(roster(("bees; ships", ENGLISH), ("bees", ""))) == []
