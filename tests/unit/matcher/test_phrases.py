"""Profiles are read as phrases: all that people say, once, and nothing that is too long."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from services.matcher.domain.phrases import (
    FULL_TEXT_FROM,
    LONGEST_PHRASE,
    MOST_PHRASES,
    Corpus,
    Incidence,
    phrases_of,
    read_corpus,
    sentences_of,
)
from tests.unit.matcher.craft_fair import profile


def said(corpus: Corpus, incidence: Incidence) -> list[tuple[str, str]]:
    """List who says what."""
    pairs = zip(incidence.owner.tolist(), incidence.phrase.tolist(), strict=True)
    return [(corpus.attendees[owner], corpus.texts[phrase]) for owner, phrase in pairs]


class TestPhrases:
    def test_are_tidied_and_keep_their_order(self) -> None:
        """What was typed twice, or not at all, is no second thing to meet over."""
        assert phrases_of(["  night \t trains ", "Bees", "--", "", "bees", "a"]) == (
            "night trains", "Bees", "a"
        )  # fmt: skip

    def test_of_a_pasted_list_end_somewhere(self) -> None:
        """One pasted list can't fill the memory."""
        stated = [f"phrase {number}" for number in range(MOST_PHRASES + 5)]

        assert phrases_of(stated) == tuple(stated[:MOST_PHRASES])
        assert phrases_of(stated[:MOST_PHRASES]) == tuple(stated[:MOST_PHRASES])

    def test_that_just_fit_stay_whole(self) -> None:
        """A long phrase is still one phrase."""
        just = f"We cast bells. {'a' * (LONGEST_PHRASE - 15)}"
        assert len(just) == LONGEST_PHRASE
        assert phrases_of([just]) == (just,)

    def test_that_are_too_long_are_read_by_sentence(self) -> None:
        """Whoever pastes a bio among the interests says several things there."""
        first, second = f"I keep bees{' and bees' * 20}.", f"I ring bells{' and bells' * 20}."
        assert phrases_of([f"{first} {second}"]) == (first, second)

    def test_are_cut_between_words_where_there_is_no_sentence(self) -> None:
        """Half a word means nothing."""
        words = " ".join(f"bell{number}" for number in range(100))

        pieces = phrases_of([words])

        assert " ".join(pieces) == words
        assert all(LONGEST_PHRASE - 8 <= len(piece) <= LONGEST_PHRASE for piece in pieces[:-1])

    def test_without_any_space_are_cut_where_they_must(self) -> None:
        """Not every language has spaces."""
        endless = "".join(chr(0x4E00 + number) for number in range(2 * LONGEST_PHRASE + 10))
        assert phrases_of([endless]) == (
            endless[:LONGEST_PHRASE],
            endless[LONGEST_PHRASE : 2 * LONGEST_PHRASE],
            endless[2 * LONGEST_PHRASE :],
        )

    @settings(max_examples=50)
    @given(st.lists(st.text(max_size=700), max_size=4))
    def test_are_never_too_long_nor_said_twice(self, stated: list[str]) -> None:
        """Whatever is typed is read."""
        found = phrases_of(stated)

        assert all(0 < len(text) <= LONGEST_PHRASE for text in found)
        assert len({text.casefold() for text in found}) == len(found)


class TestSentences:
    def test_end_at_full_stops_and_lines(self) -> None:
        """A bio is a list of things to meet over."""
        prose = "I have kept bees since school! Why do bells ring so long?\nMy town has two rivers."
        assert sentences_of(prose) == [
            "I have kept bees since school!",
            "Why do bells ring so long?",
            "My town has two rivers.",
        ]

    def test_that_say_little_join_the_next(self) -> None:
        """A greeting is nothing that two people have in common."""
        assert sentences_of("Hi. I keep bees.\nMostly black ones, on the roof. Ask me.") == [
            "Hi. I keep bees. Mostly black ones, on the roof.", "Ask me."
        ]  # fmt: skip
        assert sentences_of("a" * 24 + ". b") == ["a" * 24 + ".", "b"]
        assert sentences_of("") == []


class TestCorpus:
    def test_says_who_states_what_in_which_field(self) -> None:
        """What somebody offers must not be read as what they need."""
        corpus = read_corpus(
            [
                profile("b", interests=("kilns", "bees"), needs=("bees",)),
                profile("a", offers=("bees",), about="I have rung bells for many years."),
            ]
        )

        assert corpus.attendees == ("a", "b")
        assert corpus.texts == ("I have rung bells for many years.", "bees", "kilns")
        assert said(corpus, corpus.interests) == [("b", "bees"), ("b", "kilns")]
        assert said(corpus, corpus.offers) == [("a", "bees")]
        assert said(corpus, corpus.needs) == [("b", "bees")]
        assert said(corpus, corpus.about) == [("a", "I have rung bells for many years.")]
        assert sorted(said(corpus, corpus.everything)) == [
            ("a", "I have rung bells for many years."),
            ("a", "bees"), ("b", "bees"), ("b", "bees"), ("b", "kilns"),
        ]  # fmt: skip

    def test_takes_the_last_of_two_statements(self) -> None:
        """Whoever corrects a profile means the correction."""
        corpus = read_corpus([profile("a", interests=("bees",)), profile("a", needs=("bells",))])

        assert corpus.attendees == ("a",)
        assert corpus.texts == ("bells",)

    def test_reads_who_says_much_as_one_text_too(self) -> None:
        """A long bio means more together than its sentences do, a short list does not."""
        long = "x" * (FULL_TEXT_FROM - len("bees. "))
        about, need = "b" * 240, "n" * 240
        corpus = read_corpus(
            [
                profile("a", interests=("bees",), offers=(long,)),
                profile("b", interests=("bees",), offers=(long[1:],)),
                profile("c", needs=(need,), about=about, interests=("bees",), offers=("kilns",)),
            ]
        )
        full = corpus.full_texts

        assert [full.texts[at] if at >= 0 else "" for at in full.common_ground] == [
            f"bees. {long}", "", f"bees. kilns. {need}. {about}"
        ]  # fmt: skip
        assert [full.texts[at] if at >= 0 else "" for at in full.offers] == [
            f"bees. {long}", "", f"bees. kilns. {about}"
        ]  # fmt: skip
        assert [full.texts[at] if at >= 0 else "" for at in full.needs] == ["", "", need]
        assert corpus.to_embed == (*corpus.texts, *sorted({*full.texts}))

    def test_bounds_what_is_read_as_one_text(self) -> None:
        """A model reads the opening alone, and memory is dear."""
        corpus = read_corpus([profile("a", interests=[f"{n} {'bees ' * 50}" for n in range(20)])])

        assert [len(text) for text in corpus.full_texts.texts] == [2000]
