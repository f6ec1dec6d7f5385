"""What is rare counts more: words by TF-IDF, phrases by how few people say anything near them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from services.matcher.domain.idf import evenly_spaced, phrase_idf, reference_sample, rows_at_once
from services.matcher.domain.phrases import read_corpus
from services.matcher.domain.ports import Floats
from services.matcher.domain.tfidf import (
    count_words,
    incidence_matrix,
    tfidf,
    word_idf,
    words_of,
)
from tests.unit.matcher.craft_fair import profile


class Spelt(dict[str, str]):
    """Stems that are the words themselves."""

    def __missing__(self, word: str) -> str:
        return word


class TestWords:
    def test_are_without_stop_words_and_come_in_pairs_too(self) -> None:
        """Two words beside each other say more than each alone."""
        assert words_of("The Night-trains of a kiln", Spelt()) == [
            "night", "trains", "kiln", "night trains", "trains kiln"
        ]  # fmt: skip

    def test_count_as_one_in_all_their_forms(self) -> None:
        """Who keeps bees and who is keeping a bee do the same."""
        counts = count_words(("keeping bees", "keeps a bee", "", "bees and bees"))

        assert counts.toarray().tolist() == [
            [1, 0, 1, 1],  # bee, bee bee, keep, keep bee
            [1, 0, 1, 1],
            [0, 0, 0, 0],
            [2, 1, 0, 0],
        ]
        assert count_words(("", "-")).shape == (2, 1)

    def test_weigh_more_the_fewer_people_use_them(self) -> None:
        """The definition: the logarithm of 1 + the odds of a person who does not use it."""
        said = csr_array(np.array([[3.0, 1.0, 0.0], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]))

        found = word_idf(said)

        assert found == pytest.approx(np.log([1 + 0.5 / 3.5, 1 + 2.5 / 1.5, 1 + 3.5 / 0.5]))

    def test_said_often_count_a_little_more(self) -> None:
        """A word said ten times is not ten words."""
        idf = np.array([2.0, 3.0, 1.0])

        found = tfidf(csr_array(np.array([[1.0, 4.0, 0.0], [0.0, 0.0, 0.0]])), idf).toarray()

        expected = np.array([2.0, (1 + np.log(4.0)) * 3.0, 0.0])
        assert found[0] == pytest.approx(expected / np.linalg.norm(expected), abs=2**-12)
        assert found.dtype == np.float32
        assert (found * 2**11 == np.rint(found * 2**11)).all()
        assert not found[1].any()

    def test_are_in_order_in_every_row(self) -> None:
        """Rows are compared like two sorted lists."""
        shuffled = csr_array((np.ones(3), np.array([2, 0, 1]), np.array([0, 3])), shape=(1, 3))

        assert tfidf(shuffled, np.ones(3)).indices.tolist() == [0, 1, 2]

    def test_are_counted_for_everyone_who_says_a_phrase(self) -> None:
        """One person, two phrases: the words of both."""
        who_says_what = incidence_matrix(
            np.array([0, 0, 1], np.int32), np.array([0, 2, 1], np.int32), (2, 3)
        )

        assert who_says_what.toarray().tolist() == [[1, 0, 1], [0, 1, 0]]


class TestSample:
    def test_is_everyone_who_says_anything_at_a_usual_event(self) -> None:
        """Nobody's profile alone may move the baseline."""
        assert reference_sample(np.array([3, 0, 1, 2])).tolist() == [0, 2, 3]
        assert reference_sample(np.zeros(3, np.int64)).tolist() == []
        assert reference_sample(np.empty(0, np.int64)).tolist() == []

    @pytest.mark.parametrize(
        ("people", "phrases", "chosen"),
        [
            (1000, 1, 1000),  # each with each
            (4000, 1, (1 << 21) // 4000),
            (40_000, 1, 256),  # never fewer
            (1000, 100, (1 << 14) // 100),  # phrase with phrase
        ],
    )
    def test_is_smaller_where_all_would_take_too_long(
        self, people: int, phrases: int, chosen: int
    ) -> None:
        """Twice the people or the phrases must not take four times as long."""
        assert len(reference_sample(np.full(people, phrases))) == chosen

    def test_is_spread_over_everybody(self) -> None:
        """Ids are as good as random, so that every fourth person is a fair sample."""
        flags = np.ones(13, dtype=bool)
        assert evenly_spaced(flags, 4).tolist() == [0, 4, 8, 12]
        flags[[0, 12]] = False
        assert evenly_spaced(flags, 3).tolist() == [1, 6, 11]
        assert evenly_spaced(flags, 99).tolist() == list(range(1, 12))

    def test_is_compared_in_blocks_that_fit_the_memory(self) -> None:
        """A block of float32 takes 128 MB."""
        assert rows_at_once(1 << 10) == 1 << 15
        assert rows_at_once(1 << 30) == 1
        assert rows_at_once(0) == 1 << 25


def idf_by_text(vectors: dict[str, list[float]], *said: tuple[str, ...]) -> dict[str, float]:
    """Weigh the phrases of people, each of whom says some."""
    corpus = read_corpus([profile(f"p{n}", interests=one) for n, one in enumerate(said)])
    rows: Floats = np.array([vectors[text] for text in corpus.texts], dtype=np.float32)
    return dict(zip(corpus.texts, phrase_idf(corpus, rows.reshape(-1, 2)), strict=True))


class TestPhraseIdf:
    def test_counts_the_people_who_say_anything_near(self) -> None:
        """The definition: 1 for what one person says, 0.02 for what everybody does."""
        vectors = {
            "bees": [1.0, 0.0],
            "hives": [0.5, 0.866],  # just as near as it has to be
            "boats": [-1.0, 0.0],
        }

        found = idf_by_text(vectors, ("bees",), ("hives",), ("boats",), ("boats", "bees"))

        assert found["hives"] == pytest.approx(np.log(5 / 4) / np.log(5 / 2))
        assert found["bees"] == pytest.approx(np.log(5 / 4) / np.log(5 / 2))
        assert found["boats"] == pytest.approx(np.log(5 / 3) / np.log(5 / 2))

    def test_is_never_nothing(self) -> None:
        """What everybody says is still said."""
        vectors = {"bees": [1.0, 0.0], "boats": [-1.0, 0.0]}

        found = idf_by_text(vectors, *[("bees",)] * 3, ("bees", "boats"))

        assert found == {"bees": pytest.approx(0.02), "boats": pytest.approx(1.0)}

    def test_of_two_people_tells_what_both_say(self) -> None:
        """Two are enough to have something in common, or not."""
        vectors = {"bees": [1.0, 0.0], "boats": [-1.0, 0.0]}

        found = idf_by_text(vectors, ("bees",), ("bees", "boats"))

        assert found == {"bees": pytest.approx(0.02), "boats": pytest.approx(1.0)}

    def test_is_one_for_who_is_alone(self) -> None:
        """One person's phrases are neither rare nor common."""
        assert idf_by_text({"bees": [1.0, 0.0]}, ("bees",), ()) == {"bees": 1.0}
        assert idf_by_text({}, ()) == {}
