"""Saying more, twice, or what everybody says must earn nobody anything."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from services.matcher.domain.centering import GRID, CenteredEmbeddings, on_grid, packed, unpacked
from services.matcher.domain.idf import phrase_idf
from services.matcher.domain.phrases import Corpus, read_corpus
from services.matcher.domain.ports import Doubles
from services.matcher.domain.representations import (
    Representation,
    Representations,
    represent,
)
from services.matcher.domain.tfidf import count_words, tfidf
from shared.messages import ProfileStated
from tests.unit.matcher.craft_fair import profile

FULL_TEXT_FROM = 200
MOST_WEIGHED = 40

FAR_APART = 64


def apart(corpus: Corpus, distinctiveness: Doubles | None = None) -> CenteredEmbeddings:
    """Let every phrase mean something of its own."""
    number = len(corpus.texts)
    full = -np.eye(max(len(corpus.full_texts.texts), 1), FAR_APART)[: len(corpus.full_texts.texts)]
    return CenteredEmbeddings(
        vectors=on_grid(np.eye(max(number, 1), FAR_APART)[:number]),
        full_texts=packed(on_grid(full)),
        distinctiveness=np.ones(number) if distinctiveness is None else distinctiveness,
    )


def represented(*people: ProfileStated) -> tuple[Corpus, Representations]:
    corpus = read_corpus(people)
    return corpus, represent(corpus, apart(corpus))


def weights(corpus: Corpus, one: Representation, person: int) -> dict[str, float]:
    start, phrase, weight = one.phrases
    part = slice(start[person], start[person + 1])
    texts = [corpus.texts[at] for at in phrase[part]]
    return dict(zip(texts, weight[part].tolist(), strict=True))


def others(number: int = 9, *said: str) -> list[ProfileStated]:
    """Make people who say something of their own, and all the same beside it."""
    return [profile(f"other{n}", interests=(f"topic{n}", *said)) for n in range(number)]


class TestWhatIsRepresented:
    def test_is_shared_offered_and_needed(self) -> None:
        """What somebody needs is common ground, too, and never an offer."""
        stated = {"interests": ("bees",), "offers": ("boats",), "needs": ("bells",)}
        corpus, found = represented(profile("a", about="I love old clocks and looms.", **stated))

        assert weights(corpus, found.common_ground, 0).keys() == {*corpus.texts}
        assert weights(corpus, found.needs, 0) == {"bells": 1.0}
        assert weights(corpus, found.offers, 0).keys() == {*corpus.texts} - {"bells"}

    def test_is_an_interest_where_no_offer_is_listed(self) -> None:
        """People can help with what they care about."""
        corpus, found = represented(profile("a", interests=("bees",), needs=("bells",)))

        assert weights(corpus, found.offers, 0) == {"bees": 1.0}

    def test_is_nothing_for_who_says_nothing(self) -> None:
        """Who needs nothing can't be helped."""
        _, found = represented(profile("a"), profile("b", interests=("bees",)))

        assert found.common_ground.stated.tolist() == [False, True]
        assert found.offers.stated.tolist() == [False, True]
        assert found.needs.stated.tolist() == [False, False]


class TestWeights:
    def test_are_by_rarity_and_distinctiveness_and_one_in_all(self) -> None:
        """What everybody says is hardly said."""
        people = [profile("a", interests=("bees", "craft")), *others(8, "craft")]
        corpus = read_corpus(people)
        distinct = np.linspace(0.5, 1.5, len(corpus.texts))
        centered = apart(corpus, distinct)

        found = weights(corpus, represent(corpus, centered).common_ground, 0)

        importance = dict(
            zip(corpus.texts, distinct * phrase_idf(corpus, centered.vectors), strict=True)
        )
        total = importance["bees"] + importance["craft"]
        assert found["bees"] == pytest.approx(importance["bees"] / total, abs=2**-17)
        assert found["craft"] == pytest.approx(importance["craft"] / total, abs=2**-17)
        assert all(weight * 2**16 == round(weight * 2**16) for weight in found.values())

    def test_of_a_bio_are_as_much_as_of_what_was_listed_at_most(self) -> None:
        """A long bio must not drown the three things that somebody took the care to list."""
        bio = "I ring very old bells. I sail very old boats. I wind very old clocks."
        corpus, found = represented(
            profile("a", interests=("bees", "kilns"), about=bio),
            profile("b", about="I keep very quiet looms.", needs=("silk",)),
        )

        listed = weights(corpus, found.common_ground, 0)
        assert listed["bees"] + listed["kilns"] == pytest.approx(0.5, abs=2**-14)
        assert len(listed) == 4
        assert sum(weights(corpus, found.common_ground, 1).values()) == pytest.approx(1, abs=2**-14)

    def test_of_a_short_bio_are_its_own(self) -> None:
        """It is never blown up to what was listed."""
        corpus, found = represented(
            profile("a", interests=("bees", "kilns"), about="I ring very old bells.")
        )

        assert [*weights(corpus, found.common_ground, 0).values()] == pytest.approx(
            [1 / 3] * 3, abs=2**-16
        )

    def test_of_hints_are_as_much_as_of_offers_at_most(self) -> None:
        """Who says what they offer means that."""
        corpus, found = represented(
            profile("a", offers=("boats",), interests=("bees", "kilns", "looms"))
        )

        assert weights(corpus, found.offers, 0)["boats"] == pytest.approx(0.5, abs=2**-14)

    def test_are_the_same_however_often_a_thing_is_said(self) -> None:
        """Saying a thing twice earns nothing."""
        _, once = represented(profile("a", interests=("bees", "kilns")), *others())
        _, twice = represented(
            profile("a", interests=("bees", "kilns"), offers=("kilns",), needs=("kilns",)),
            *others(),
        )

        assert (once.common_ground.phrases.weight == twice.common_ground.phrases.weight).all()
        assert (once.common_ground.mean == twice.common_ground.mean).all()

    def test_go_to_the_most_distinctive_phrases_alone(self) -> None:
        """Who lists two hundred things is compared by as many as others can list."""
        many = tuple(f"thing{n:03}" for n in range(MOST_WEIGHED + 3))
        corpus = read_corpus([profile("a", interests=many)])
        distinct = np.ones(len(many))
        distinct[[0, 1]] = 0.5
        found = weights(corpus, represent(corpus, apart(corpus, distinct)).common_ground, 0)

        assert list(found) == [*many[2 : MOST_WEIGHED + 2]]


class TestMeans:
    def test_average_phrases_by_weight(self) -> None:
        """What somebody means on the whole is what they mean phrase by phrase."""
        _, found = represented(profile("a", interests=("bees", "kilns")), profile("b"))
        rows = unpacked(found.common_ground.mean)

        assert rows[0, :2] == pytest.approx([0.5**0.5] * 2, abs=1 / GRID)
        assert not rows[0, 2:].any()
        assert not rows[1].any()

    def test_are_the_full_text_where_there_is_one(self) -> None:
        """A model reads a long bio better than its sentences one by one."""
        long = "b" * FULL_TEXT_FROM
        _, found = represented(profile("a", interests=("bees",)), profile("b", interests=(long,)))

        assert unpacked(found.common_ground.mean)[1, 0] == -1.0
        assert unpacked(found.common_ground.mean)[0, 1] == 1.0
        assert unpacked(found.offers.mean)[1, 0] == -1.0

    def test_are_found_in_parts_as_at_once(self) -> None:
        """Two threads must not change what one would find."""
        people = [profile(f"p{n:03}", interests=(f"t{n % 7}", f"t{n % 5}")) for n in range(600)]
        corpus, found = represented(*people)
        vectors, start, phrase, weight = np.eye(len(corpus.texts)), *found.common_ground.phrases

        for person in (0, 255, 256, 599):
            part = slice(start[person], start[person + 1])
            mean = (weight[part, None] * vectors[phrase[part]]).sum(axis=0)
            assert unpacked(found.common_ground.mean)[person, : len(mean)] == pytest.approx(
                mean / np.linalg.norm(mean), abs=1 / GRID
            )


class TestWordRows:
    def test_are_what_each_says_in_words(self) -> None:
        """Two people who say the same have the same words."""
        _, found = represented(
            profile("a", interests=("old bells", "kilns")),
            profile("b", interests=("kilns",), offers=("old bells",)),
            profile("c", interests=("boats",)),
        )
        rows = found.common_ground.words.toarray()

        assert (rows[0] == rows[1]).all()
        assert rows[0] @ rows[2] == 0.0
        assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(3), abs=1e-3)
        assert found.needs.words.nnz == 0
        start, word, value = found.common_ground.word_rows
        assert value[start[2] : start[3]].tolist() == rows[2, word[start[2] : start[3]]].tolist()

    def test_count_as_rare_by_who_says_them_in_any_way(self) -> None:
        """A word that is in everybody's bio is rare in nobody's list."""
        bios = [profile(f"p{n}", about="I have made very old clocks.") for n in range(9)]
        corpus, found = represented(profile("a", interests=("clocks bees",)), *bios)
        idf = np.log1p([0.5 / 10.5, 9.5 / 1.5, 9.5 / 1.5])  # clock, bee, "clock bee"

        counts = count_words(("clocks bees",))  # bee, clock, "clock bee"
        expected = tfidf(counts, idf[[1, 0, 2]]).toarray()[0]
        row = found.text_words[[corpus.texts.index("clocks bees")]].data
        assert sorted(row.tolist()) == pytest.approx(sorted(expected.tolist()), abs=2**-11)


def reliabilities(*said: Sequence[str]) -> list[float]:
    _, found = represented(*(profile(f"p{n}", interests=one) for n, one in enumerate(said)))
    return found.common_ground.reliability.tolist()


class TestReliability:
    def test_is_whole_for_people_who_are_much_alike(self) -> None:
        """Nobody is doubted for saying what others say, too."""
        assert reliabilities(("bees", "a1"), ("boats", "b1"), ("kilns", "c1")) == [1.0] * 3
        assert reliabilities((), ()) == [1.0, 1.0]

    def test_is_low_for_who_points_in_every_direction(self) -> None:
        """Who lists everything is somewhat near everyone, and near no one."""
        everything = tuple(f"thing{n}" for n in range(16))
        pairs = [(f"a{n}", f"b{n}") for n in range(5)]

        *usual, low = reliabilities(*pairs, everything)

        assert usual == [1.0] * 5
        assert low == pytest.approx(16**-0.5 / (0.7 * 2**-0.5), rel=0.01)

    def test_is_low_for_who_says_what_everybody_says(self) -> None:
        """Who writes "networking" alone has said nothing."""
        said = [(f"a{n}", "craft") for n in range(8)]

        *usual, low = reliabilities(*said, ("craft",))

        assert min(usual) == 1.0
        weight = 1 / 1.02  # of what is rare, beside what everybody says
        assert low == pytest.approx(0.02 / (weight + 0.02 * (1 - weight)), rel=0.01)

    def test_of_who_says_nothing_is_none(self) -> None:
        """There is nothing to believe."""
        assert reliabilities(("bees",), ()) == [1.0, 0.0]
