"""What somebody is asked about, in which order, and in how many ways."""

from __future__ import annotations

import pytest

from services.notifier.domain.exchange import Exchange, Match
from services.notifier.domain.lines import Line
from services.notifier.domain.people import Person
from services.notifier.domain.questions import Prompt, prompts_for, questions
from tests.unit.notifier.brief_builders import person

NOTHING = Exchange((), (), ())
SHOUTED = "FUNDING FOR PILOTS"


def chosen(who: Person, exchange: Exchange = NOTHING) -> list[tuple[str, str]]:
    return [(prompt.kind, prompt.phrase) for prompt in prompts_for(who, exchange)]


def asked(*prompts: Prompt, seed: str = "s") -> tuple[Line, ...]:
    return questions(person("a"), "Amina", prompts, seed)


class TestTheChoice:
    def test_is_of_different_kinds_first(self) -> None:
        """Whoever needs three things cares about more than these."""
        amina = person("a", needs=("boats", "ropes"), interests=("kites",), offers=("maps",))

        assert chosen(amina) == [("need", "boats"), ("offer", "maps"), ("ground", "kites")]
        assert chosen(person("a", needs=("boats", "ropes", "sails"), offers=("maps",))) == [
            ("need", "boats"),
            ("offer", "maps"),
            ("need", "ropes"),
        ]

    def test_begins_with_what_the_two_were_introduced_for(self) -> None:
        """The reader can say something to that."""
        amina = person(
            "a", needs=("boats", "ropes"), interests=("kites", "tides"), offers=("maps", "ink")
        )
        exchange = Exchange(
            shared=(Match("tide", "tides"),),
            you_help=(Match("rope", "ropes"),),
            they_help=(Match("pen", "ink"),),
        )

        assert chosen(amina, exchange) == [("need", "ropes"), ("ground", "tides"), ("offer", "ink")]

    @pytest.mark.parametrize("pair", [("boats", "wooden boats"), ("wooden boats", "boats")])
    def test_names_nothing_twice(self, pair: tuple[str, str]) -> None:
        """Two questions about one thing are one too many, whichever says more of it."""
        amina = person("a", needs=pair[:1], offers=pair[1:], interests=("kites",))

        assert [phrase for _, phrase in chosen(amina)] == [pair[0], "kites"]

    def test_passes_over_titles_and_what_has_no_words(self) -> None:
        """Nobody is asked about a rank, or a dash."""
        amina = person("a", title="Chief Baker", needs=("chief baker", "--", "boats"))

        assert chosen(amina) == [("need", "boats")]

    @pytest.mark.parametrize(
        ("bio", "quoted"),
        [("She loves kites every day.", False), ("She loves red kites every day.", True)],
    )
    def test_takes_a_sentence_of_the_bio_from_six_words_on(self, bio: str, *, quoted: bool) -> None:
        """A shorter one is a slogan, and says nothing to ask about."""
        assert (("sentence", bio) in chosen(person("a", bio=bio))) is quoted


class TestTheQuestions:
    def test_ask_once_more_where_a_phrase_is_all_that_there_is(self) -> None:
        """A second way to ask about what somebody said beats a general opener."""
        first, second, third = asked(Prompt("need", "boats"))

        assert "boats" in first.text
        assert "boats" in second.text
        assert first.text != second.text
        assert third.source == "nothing more on the profile: a general opener"

    def test_quote_a_phrase_only_once(self) -> None:
        """A quotation that comes again reads like a form."""
        lines = asked(Prompt("need", SHOUTED))

        assert [SHOUTED in line.text for line in lines] == [True, False, False]

    def test_quote_sixteen_words_at_most(self) -> None:
        """A question is heard at once, or not at all."""
        words = [f"Wort{number}" for number in range(20)]

        text = asked(Prompt("sentence", " ".join(words)))[0].text

        assert [word in text for word in words] == [True] * 16 + [False] * 4

    def test_are_three_however_many_phrases_there_are(self) -> None:
        """More are an interrogation."""
        assert len(asked(*(Prompt("need", f"boat{n}") for n in range(5)))) == 3

    @pytest.mark.parametrize(
        ("kind", "phrase", "ways"),
        [("need", "boats", 3), ("offer", "boats", 3), ("ground", "boats", 5),
         ("need", SHOUTED, 3), ("offer", SHOUTED, 3), ("ground", SHOUTED, 4),
         ("sentence", SHOUTED, 3), ("sentence", "boats", 3)],
    )  # fmt: skip
    def test_vary_between_introductions(self, kind: str, phrase: str, ways: int) -> None:
        """Whoever gets several briefs must not read the same words in each."""
        prompt = Prompt(kind, phrase)  # type: ignore[arg-type]  # the test's own kinds

        seen = {asked(prompt, seed=str(n))[0].text for n in range(60)}

        assert len(seen) == ways
        assert asked(prompt, seed="7") == asked(prompt, seed="7")

    def test_about_things_of_one_kind_differ_in_how_they_ask(self) -> None:
        """The same question about three things is a form."""
        texts = [line.text for line in asked(*(Prompt("need", "boats"),) * 3)]

        assert len(set(texts)) == 3
