"""Which sentences of a bio say most about what somebody cares about."""

from __future__ import annotations

import pytest

from services.notifier.domain.bio import sentences, shown, telling, topics
from tests.unit.notifier.brief_builders import person

CARES = "She loves red kites and the sea."
WORKS = "She works on red kites and sails."
PLAIN = "There are red kites in the sky."


def chosen(*said: str, **stated: str) -> tuple[str, ...]:
    return telling(person("a", bio=" ".join(said), **stated))


def of_words(count: int, begins: str = "She loves") -> str:
    words = [*begins.split(), *(f"kite{n}" for n in range(count))]
    return f"{' '.join(words[:count])}."


class TestTheSentences:
    def test_speak_of_what_is_cared_about_before_what_is_worked_on(self) -> None:
        """Work is on every page; what somebody loves is a conversation."""
        assert chosen(WORKS, "He helps old ships to sail on.", CARES) == (WORKS, CARES)
        works_twice = "She works on ships, designs sails, builds masts and makes ropes."
        assert chosen(works_twice, CARES, "She enjoys tea and the old harbour.") == (
            CARES,
            "She enjoys tea and the old harbour.",
        )

    def test_say_more_where_two_things_are_cared_about(self) -> None:
        """Two passions beat one, and a list of five beats nothing any more."""
        twice = "She loves kites and enjoys the sea."
        often = "She loves kites, enjoys tea, hopes, dreams and believes."

        assert chosen(CARES, "He enjoys tea and the old sea.", twice)[-1] == twice
        assert chosen(twice, "She loves tea and enjoys the wind.", often) == (
            twice,
            "She loves tea and enjoys the wind.",
        )

    def test_are_in_the_order_of_the_bio(self) -> None:
        """Read the other way round, a text makes no sense."""
        assert chosen(WORKS, CARES) == (WORKS, CARES)
        assert chosen(CARES, WORKS) == (CARES, WORKS)

    @pytest.mark.parametrize(
        ("worse", "better"),
        [
            ("She loves red kites and also the", CARES),
            ("She loves the red kites.", CARES),
            (of_words(37), CARES),
            ("While there she loved it, and loves it.", CARES),
        ],
    )
    def test_stand_back_where_they_are_cut_off_short_long_or_lean_on_another(
        self, worse: str, better: str
    ) -> None:
        """Out of a bio, such a sentence is half of one."""
        found = chosen(f"{worse}\n", better, "She enjoys tea and the old harbour.")

        assert found == (better, "She enjoys tea and the old harbour.")

    @pytest.mark.parametrize(("second", "both"), [(18, True), (19, False)])
    def test_have_thirty_six_words_at_most_together(self, second: int, *, both: bool) -> None:
        """A brief is read in a minute."""
        first, other = of_words(18), of_words(second, "He loves")

        assert chosen(first, other) == ((first, other) if both else (first,))

    @pytest.mark.parametrize(("words", "taken"), [(7, True), (6, False)])
    def test_that_name_nothing_known_are_taken_from_seven_words_on(
        self, words: int, *, taken: bool
    ) -> None:
        """A bio in another language is somebody's all the same; a slogan is not."""
        said = of_words(words, "Sie hat")

        assert chosen(said) == ((said,) if taken else ())

    @pytest.mark.parametrize(
        ("said", "taken"),
        [("She builds and makes kites.", True), ("She builds, makes kites.", False)],
    )
    def test_that_are_short_are_taken_for_want_of_others_from_five_words_on(
        self, said: str, *, taken: bool
    ) -> None:
        """Fewer words are a fragment, even of somebody's work."""
        assert chosen(said) == ((said,) if taken else ())

    @pytest.mark.parametrize(
        "rank",
        [
            "Amina loves being the Director of red kites.",
            "Amina loves her PhD in red kites.",
            "Amina loves the award for red kites.",
            "Amina loves baking as a Bread Baker does.",
        ],
    )
    def test_never_show_a_rank_a_degree_an_award_or_the_title(self, rank: str) -> None:
        """Nobody should be met as a title."""
        assert chosen(rank, PLAIN, title="Bread Baker") == (PLAIN,)

    @pytest.mark.parametrize(("text", "is_one"), [("She sails.", False), ("She sails now.", True)])
    def test_have_three_words_or_more(self, text: str, *, is_one: bool) -> None:
        """Fewer are a heading."""
        assert bool(sentences(text)) is is_one


class TestHowTheyAreShown:
    @pytest.mark.parametrize(
        ("bio", "sentence", "as_quote"),
        [
            ("", "Amina loves kites.", False),
            ("", "She loves kites.", False),
            ("", "I love kites.", True),
            ("", "She says that my kites fly.", True),
            ("", "Loves kites.", True),
            ("Amina Yusuf sails. Loves kites.", "Loves kites.", False),
            ("Amina sails. We love kites.", "We love kites.", True),
        ],
    )
    def test_is_a_quote_unless_they_speak_of_the_person(
        self, bio: str, sentence: str, *, as_quote: bool
    ) -> None:
        """Whoever says "I" in a brief wrote the brief, unless it is quoted."""
        text = shown(person("a", bio=bio), sentence, "Amina")

        assert text == (f'In their words: "{sentence}"' if as_quote else sentence)


class TestTopics:
    @pytest.mark.parametrize(("words", "found"), [(10, True), (11, False), (1, False), (2, True)])
    def test_have_two_to_ten_words(self, words: int, *, found: bool) -> None:
        """One word says too little, and eleven are a sentence."""
        topic = " ".join(f"ki{n}" for n in range(10, 10 + words))

        assert topics(f"She is passionate about {topic}.") == ((topic,) if found else ())

    @pytest.mark.parametrize(
        "bio",
        [
            "She is passionate about her old kites.",
            "She is passionate about several old kites.",
            "She is keen on senior kites.",
            "She is passionate about bread bakers and kites.",
        ],
    )
    def test_are_no_ones_own_and_no_rank(self, bio: str) -> None:
        """Woven into a question, "her kites" are the reader's."""
        assert topics(bio, "bread bakers") == ()

    def test_end_with_a_word_that_says_something(self) -> None:
        """What was cut at the next clause may end in an "and"."""
        assert topics("She is passionate about red kites and, she says, boats.") == ("red kites",)

    def test_are_named_once_what_is_cared_about_first(self) -> None:
        """What somebody does is second to why."""
        bio = "She wants to restore old reefs. She is keen on red kites, and on red kites."

        assert topics(bio)[0] == "red kites"
        assert topics(bio + " She is keen on red kites.").count("red kites") == 1
