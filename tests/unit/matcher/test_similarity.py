"""Two people are compared as the definitions say, in whatever order and company."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.sparse import csr_array

from services.matcher.domain.baseline import (
    Baseline,
    Moments,
    Prior,
    mean_moments,
    second_moment,
    word_moments,
)
from services.matcher.domain.centering import packed, unpacked
from services.matcher.domain.components import MEASURES, Component, Measure
from services.matcher.domain.idf import reference_sample
from services.matcher.domain.representations import PhraseRows, Representation
from services.matcher.domain.similarity import (
    dot,
    mean_similarity,
    overlap,
    phrase_similarity,
    word_similarity,
)
from tests.unit.matcher.craft_fair import crowd, profile, scorer_of

PEOPLE = (
    *crowd(9),
    profile("q-quiet"),
    profile("r", offers=("bees repair", "old maps"), needs=("kilns", "sails craft", "tides")),
    profile("s", interests=("old maps",), needs=("bees repair",), about="I wind very old clocks."),
    profile("t", needs=("moss repair", "looms craft", "bells", "tides craft")),
)
SCORER = scorer_of(PEOPLE)
OFFERS, NEEDS = SCORER.representations.offers, SCORER.representations.needs
EVERYONE = range(len(PEOPLE))
A, B = np.array(list(product(EVERYONE, EVERYONE)), dtype=np.int32).T.copy()


def said(one: Representation, person: int) -> list[tuple[int, float]]:
    start, phrase, weight = one.phrases
    part = slice(start[person], start[person + 1])
    return list(zip(phrase[part].tolist(), weight[part].tolist(), strict=True))


def covered(one: Representation, person: int, other: Representation, by: int) -> float:
    """Add up, by weight, how near each phrase of a person comes to any of another's."""
    return sum(
        weight * max(float(one.vectors[phrase] @ one.vectors[p]) for p, _ in said(other, by))
        for phrase, weight in said(one, person)
    )


def phrase_by_phrase(a: int, b: int) -> float:
    if not said(OFFERS, a) or not said(NEEDS, b):
        return 0.0
    return min(covered(OFFERS, a, NEEDS, b), covered(NEEDS, b, OFFERS, a))


class TestSimilarity:
    def test_of_meaning_is_the_cosine_of_means(self) -> None:
        """The definition."""
        expected = (unpacked(OFFERS.mean) @ unpacked(NEEDS.mean).T).ravel()

        assert mean_similarity(OFFERS, NEEDS, A, B).tolist() == expected.tolist()  # on a grid

    def test_of_words_is_the_cosine_of_tfidf(self) -> None:
        """The definition."""
        expected = (OFFERS.words @ NEEDS.words.T).toarray().ravel()

        assert expected.any()
        assert word_similarity(OFFERS, NEEDS, A, B) == pytest.approx(expected, abs=1e-6)

    def test_of_phrases_is_what_each_finds_in_the_other(self) -> None:
        """The lesser of both, or who lists everything would cover everyone."""
        expected = [phrase_by_phrase(a, b) for a, b in zip(A.tolist(), B.tolist(), strict=True)]

        assert phrase_similarity(OFFERS, NEEDS, A, B) == pytest.approx(expected, abs=1e-6)

    def test_of_far_phrases_is_below_nothing(self) -> None:
        """Opposites are no strangers."""
        opposed = np.array([[1.0, 0.0], [-1.0, 0.0]], np.float32)
        entries = PhraseRows(np.arange(3), np.arange(2, dtype=np.int32), np.ones(2))
        two = Representation(
            entries, packed(opposed), csr_array(opposed), vectors=opposed, reliability=np.ones(2)
        )

        found = phrase_similarity(two, two, np.array([0, 0], np.int32), np.array([1, 0], np.int32))

        assert found.tolist() == [-1.0, 1.0]

    def test_multiplies_rows(self) -> None:
        """Every similarity is made of these two."""
        rows = OFFERS.vectors
        words = SCORER.representations.text_words
        both = OFFERS.word_rows, NEEDS.word_rows

        assert dot(rows, 1, rows, 2) == pytest.approx(float(rows[1] @ rows[2]))
        assert overlap(both[0], 10, both[1], 11) == pytest.approx(
            float((OFFERS.words[[10]] @ NEEDS.words[[11]].T).toarray()[0, 0])
        )
        assert words.shape[0] == len(SCORER.corpus.texts)


class TestMoments:
    @pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
    def test_add_up_everyones_similarities_with_all_others(self, measure: Measure) -> None:
        """Nobody is compared with themselves, nor with who brings nothing."""
        table = measure.similarity(OFFERS, NEEDS, A, B).reshape(len(PEOPLE), -1)
        np.fill_diagonal(table, 0.0)
        table[~OFFERS.stated] = 0.0
        table[:, ~NEEDS.stated] = 0.0

        found = measure.moments(OFFERS, NEEDS)

        assert found.total == pytest.approx(table.sum(axis=1), abs=1e-5)
        assert found.squares == pytest.approx((table**2).sum(axis=1), abs=1e-5)
        assert found.number.tolist() == [NEEDS.stated.sum() - NEEDS.stated[n] for n in EVERYONE]

    def test_are_found_block_by_block(self) -> None:
        """Ten thousand people don't fit the memory at once."""
        people = 9000
        steps = (np.arange(people) % 7 * 256).astype(np.int16)[:, None]
        rows = Representation(
            PhraseRows(np.arange(people + 1), np.zeros(people, np.int32), np.ones(people)),
            mean=steps,
            words=csr_array(unpacked(steps)),
            vectors=np.ones((1, 1), np.float32),
            reliability=np.ones(people),
        )
        sample = reference_sample(np.ones(people, np.int64))
        value = unpacked(steps)[:, 0].astype(np.float64)
        total, squares = value * value[sample].sum(), value**2 * (value[sample] ** 2).sum()
        total[sample] -= value[sample] ** 2
        squares[sample] -= value[sample] ** 4

        for found in (mean_moments(rows, rows), word_moments(rows, rows)):
            assert found.total == pytest.approx(total)
            assert found.squares == pytest.approx(squares)
            assert found.number.sum() == people * len(sample) - len(sample)


class TestBaseline:
    def test_is_everyones_mean_and_how_far_each_is_from_it(self) -> None:
        """The definition, the prior being ten people with whom all are strangers."""
        similarities = np.array([[0.1, 0.2, 0.3], [0.5, 0.5, 0.5]])
        moments = Moments(np.full(2, 3.0), similarities.sum(axis=1), (similarities**2).sum(axis=1))

        found = Baseline.estimate(moments, of_two(), Prior(0.05, 0.2))

        own = (similarities.sum(axis=1) + 10 * 0.05) / 13
        variance = (((similarities - own[:, None]) ** 2).sum(axis=1) + 10 * 0.2**2) / 13
        assert found.mean == pytest.approx(own.mean())
        assert found.bias == pytest.approx(own - own.mean())
        assert found.deviation == pytest.approx(np.sqrt((variance + variance.mean()) / 2))

    def test_is_the_prior_where_nobody_brings_anything(self) -> None:
        """Nobody needs anything: no similarity is high or low."""
        nothing = Moments(np.zeros(2), np.zeros(2), np.zeros(2))

        found = Baseline.estimate(nothing, of_two(brings=False), Prior(0.05, 0.2))

        assert found.mean == 0.05
        assert found.bias.tolist() == [0.0, 0.0]
        assert found.deviation.tolist() == [0.2, 0.2]

    def test_leaves_out_who_brings_nothing(self) -> None:
        """Their similarities of zero are none."""
        moments = Moments(np.full(3, 3.0), np.array([0.6, 0.9, 0.0]), np.array([0.2, 0.4, 0.0]))
        two = Moments(moments.number[:2], moments.total[:2], moments.squares[:2])

        found = Baseline.estimate(moments, of_two(silent=1), Prior(0.0, 0.1))
        alone = Baseline.estimate(two, of_two(), Prior(0.0, 0.1))

        assert found.mean == pytest.approx(alone.mean)
        assert found.deviation[:2] == pytest.approx(alone.deviation)

    def test_measures_no_variance_below_zero(self) -> None:
        """Rounding must not make a number of nothing."""
        moments = Moments(np.array([1.0, 1.0]), np.array([9.0, 9.0]), np.array([0.0, 0.0]))

        found = Baseline.estimate(moments, of_two(), Prior(0.0, 0.1))

        assert found.deviation == pytest.approx(np.sqrt([0.1 / 11, 0.1 / 11]))


def of_two(*, brings: bool = True, silent: int = 0) -> Representation:
    """Represent two people, and some who bring nothing, by nothing in particular."""
    number = 2 * brings
    start = np.array([0, brings, number, *[number] * silent])
    nothing = np.zeros((2 + silent, 1))
    return Representation(
        PhraseRows(start, np.zeros(number, np.int32), np.ones(number)),
        nothing.astype(np.int16),
        csr_array(nothing.astype(np.float32)),
        np.zeros((1, 1), np.float32),
        np.ones(2 + silent),
    )


class TestSecondMoment:
    def test_averages_outer_products(self) -> None:
        """The definition, of those who bring anything."""
        rows = unpacked(NEEDS.mean)[NEEDS.stated].astype(np.float64)

        assert second_moment(NEEDS) == pytest.approx(rows.T @ rows / len(rows))
        assert not second_moment(of_two(brings=False)).any()


class TestComponent:
    HELP = SCORER.help

    def test_reads_similarities_against_both_baselines(self) -> None:
        """The definition: what both reach on average, in the mean of their deviations."""
        a, b = (side[self.HELP.comparable(A, B)] for side in (A, B))

        for measure, found in zip(MEASURES, self.HELP.by_measure(a, b), strict=True):
            ours = Baseline.estimate(measure.moments(OFFERS, NEEDS), OFFERS, measure.prior)
            theirs = Baseline.estimate(measure.moments(NEEDS, OFFERS), NEEDS, measure.prior)
            similarity = measure.similarity(OFFERS, NEEDS, a, b)
            baseline = ours.mean + ours.bias[a] + theirs.bias[b]
            scale = (1 / ours.deviation[a] + 1 / theirs.deviation[b]) / 2
            assert found.name == measure.name
            assert (found.similarity == similarity).all()
            assert found.baseline == pytest.approx(baseline)
            assert found.z_score == pytest.approx((similarity - baseline) * scale)

    def test_trusts_few_words_less(self) -> None:
        """Two short phrases may share a word by chance."""
        a, b = np.array([10, 11], np.int32), np.array([11, 10], np.int32)
        meaning, words, phrases = self.HELP.by_measure(a, b)

        mine, theirs = np.diff(OFFERS.words.indptr)[a], np.diff(NEEDS.words.indptr)[b]
        trust = np.sqrt(mine / (mine + 12) * theirs / (theirs + 12))
        assert words.weight == pytest.approx(trust)
        assert (meaning.weight.tolist(), phrases.weight.tolist()) == ([1.5] * 2, [1.0] * 2)

    def test_averages_the_measures_as_far_as_people_are_to_be_believed(self) -> None:
        """Who says everything is near no one."""
        comparable = self.HELP.comparable(A, B)
        a, b = A[comparable], B[comparable]
        measured = list(self.HELP.by_measure(a, b))
        total = sum(one.weight * one.z_score for one in measured)
        mean = total / sum(one.weight for one in measured)

        found = self.HELP.z_scores(A, B)

        believed = OFFERS.reliability[a] * NEEDS.reliability[b]
        assert found[comparable] == pytest.approx(mean * believed)
        assert not found[~comparable].any()
        assert comparable.tolist() == [
            OFFERS.stated[x] and NEEDS.stated[y] for x, y in zip(A, B, strict=True)
        ]

    def test_has_one_baseline_for_one_representation(self) -> None:
        """Common ground is the same from both sides."""
        ground = SCORER.representations.common_ground
        both = Component.between(ground, ground).baselines

        assert all(ours is theirs for ours, theirs in both.values())

    @pytest.mark.parametrize(
        ("name", "mean", "deviation"),
        [("meaning", 0.0, 0.13), ("words", 0.01, 0.015), ("phrases", 0.07, 0.09)],
    )
    def test_knows_strangers_of_before(self, name: str, mean: float, deviation: float) -> None:
        """What strangers reach was measured on real events; a slip would show at small ones."""
        assert {m.name: m.prior for m in MEASURES}[name] == Prior(mean, deviation)
