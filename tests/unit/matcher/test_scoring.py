"""Is a pair's score mutual, fair to honest profiles, and the same whatever the order?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matcher.domain.centering import MisshapenEmbeddings
from services.matcher.domain.phrases import read_corpus
from services.matcher.domain.ports import Doubles
from services.matcher.domain.scoring import POINTS, PairScores, Scorer, gain
from shared.messages import ProfileStated
from tests.unit.matcher.craft_fair import crowd, profile, scorer_of


def score(people: Sequence[ProfileStated], *pairs: tuple[str, str]) -> PairScores:
    scorer = scorer_of(people)
    place = {attendee: i for i, attendee in enumerate(scorer.corpus.attendees)}
    places = np.array([[place[a], place[b]] for a, b in pairs], dtype=np.int32)
    return scorer.score_pairs(places[:, 0], places[:, 1])


class TestScore:
    def test_ranks_shared_rare_ground_above_what_everybody_says(self) -> None:
        """At an event about craft, craft brings nobody together."""
        people = [
            *crowd(),
            profile("x", interests=("glacier maps", "craft")),
            profile("y", interests=("glacier maps", "craft")),
            profile("z", interests=("night trains", "craft")),
        ]

        found = score(people, ("x", "y"), ("x", "z"))

        assert found.points[0] > 2 * found.points[1]

    def test_ranks_help_that_is_needed_above_the_same_people_without_it(self) -> None:
        """An offer that meets a need is the best reason to meet."""
        helper = profile("x", interests=("bees craft",), offers=("grant writing",))
        needy = profile("y", interests=("kilns craft",), needs=("grant writing",))
        other = profile("y", interests=("kilns craft",), needs=("boat insurance",))

        met = score([*crowd(), helper, needy], ("x", "y"))
        unmet = score([*crowd(), helper, other], ("x", "y"))

        assert met.points[0] > unmet.points[0]
        assert met.help_a_to_b[0] > 0.5 > met.help_b_to_a[0]

    def test_ranks_help_both_ways_above_help_one_way(self) -> None:
        """An introduction from which both gain is the aim."""
        helper = {"interests": ("bees craft",), "offers": ("grant writing",)}
        other = profile("y", offers=("glacier walks",), needs=("grant writing",))

        one_way = score(
            [*crowd(), profile("x", needs=("boat insurance",), **helper), other], ("x", "y")
        )
        both_ways = score(
            [*crowd(), profile("x", needs=("glacier walks",), **helper), other], ("x", "y")
        )

        assert both_ways.points[0] > one_way.points[0]

    def test_gives_nothing_to_a_profile_that_copies_everybodys_interests(self) -> None:
        """Stuffing a profile must not buy introductions."""
        people = crowd()
        everything = tuple(phrase for person in people[:10] for phrase in person.interests)
        stuffed = [*people, profile("stuffed", interests=everything)]
        scorer = scorer_of(stuffed)
        everyone = np.arange(len(people), dtype=np.int32)

        totals = [
            scorer.score_pairs(np.full_like(everyone, i), everyone).points.sum()
            for i in range(len(stuffed))
        ]

        assert totals[-1] <= np.median(totals)

    def test_ranks_what_few_share_above_what_more_do(self) -> None:
        """The rarer the common ground, the better the reason to meet."""
        few = [profile(name, interests=("glacier maps", "craft")) for name in "xy"]
        more = [profile(name, interests=("night trains", "craft")) for name in "abcdefgh"]

        found = score([*crowd(), *few, *more], ("x", "y"), ("a", "b"))

        assert found.points[0] > found.points[1]

    def test_is_the_same_for_who_says_a_thing_twice(self) -> None:
        """Repeating oneself earns nothing."""
        once = profile("x", interests=("bees craft", "old maps"))
        twice = profile(
            "x", interests=("bees craft", "old maps", "Old  maps"), offers=once.interests
        )
        pairs = [("x", f"p{n:03}") for n in range(20)]

        assert (
            score([*crowd(20), once], *pairs).points == score([*crowd(20), twice], *pairs).points
        ).all()

    def test_gives_no_more_to_who_lists_two_hundred_things(self) -> None:
        """Whoever shares one of a hundred interests shares less than one of two."""
        few = profile("x", interests=("glacier maps", "old looms"))
        many = profile("x", interests=("glacier maps", *(f"thing {n}" for n in range(199))))
        friend = profile("y", interests=("glacier maps", "night trains"))

        found = score([*crowd(), few, friend], ("x", "y"))
        diluted = score([*crowd(), many, friend], ("x", "y"))

        assert diluted.points[0] < found.points[0]

    def test_is_zero_with_who_has_nothing_to_match_on(self) -> None:
        """An empty profile must neither crash the round nor be flattered."""
        found = score([*crowd(), profile("empty")], ("empty", "p001"), ("empty", "empty"))

        assert found.points.tolist() == [0, 0]
        assert found.common_ground.tolist() == [0.0, 0.0]

    @pytest.mark.parametrize("people", [[], [profile("a")], [profile("a"), profile("b")]])
    def test_survives_events_without_phrases(self, people: list[ProfileStated]) -> None:
        """Whoever uploads an empty list gets an answer and no crash."""
        scorer = scorer_of(people)

        found = scorer.score_pairs(np.empty(0, np.int32), np.empty(0, np.int32))

        assert found.points.shape == (0,)

    def test_refuses_vectors_that_do_not_fit(self) -> None:
        """A mixed-up embedding must be loud: its scores would look plausible."""
        corpus = read_corpus(crowd(4))

        with pytest.raises(MisshapenEmbeddings):
            Scorer(corpus, np.zeros((1, 48), dtype=np.float32))


class TestGain:
    def test_from_giving_is_half_of_that_from_receiving(self) -> None:
        """Helping is worth something to the one who helps, and less than being helped."""
        assert gained(given=3.0) == gained(received=1.5)
        assert gained(given=3.0) == pytest.approx(1.5 / np.sqrt(2.25))
        assert gained(received=3.0) == pytest.approx(3.0 / np.sqrt(2.25))
        assert gained(ground=3.0) == gained(received=3.0)

    def test_of_who_can_be_compared_in_fewer_ways_varies_no_more(self) -> None:
        """Independent standard scores, added up, have a standard deviation of one again."""
        drawn = np.random.default_rng(3).standard_normal((3, 20_000))
        for receives, gives in product((True, False), repeat=2):
            everyone = np.ones(20_000, dtype=bool)
            found = gain(
                drawn[0],
                drawn[1] * receives, everyone & receives,
                drawn[2] * gives, everyone & gives,
            )  # fmt: skip
            assert found.std() == pytest.approx(1.0, abs=0.02)


def gained(ground: float = 0.0, received: float = 0.0, given: float = 0.0) -> float:
    yes = np.array([True])
    return float(gain(np.array([ground]), np.array([received]), yes, np.array([given]), yes)[0])


class TestParts:
    PEOPLE = (
        *crowd(12),
        profile("w-empty"),
        profile("x", offers=("grant writing",), needs=("kilns craft",)),
        profile("y", interests=("kilns craft",), needs=("grant writing", "old maps")),
        profile("z", needs=("sails craft",)),
    )
    SCORER = scorer_of(PEOPLE)
    A, B = (side.astype(np.int32) for side in np.triu_indices(len(PEOPLE), 1))

    def test_make_the_score(self) -> None:
        """The definition: the geometric mean of what the two gain, each of a logistic form."""
        a, b = self.A, self.B
        ground = self.SCORER.common_ground.z_scores(a, b)
        forth, back = self.SCORER.help.z_scores(a, b), self.SCORER.help.z_scores(b, a)
        gives, takes = self.SCORER.help.comparable(a, b), self.SCORER.help.comparable(b, a)
        both = logistic(gain(ground, back, takes, forth, gives)) * logistic(
            gain(ground, forth, gives, back, takes)
        )

        found = self.SCORER.score_pairs(a, b)

        score = np.where((a == 12) | (b == 12), 0.0, np.sqrt(both))
        assert (found.points == np.rint(score * POINTS)).all()
        assert (found.score == found.points / 1_000_000).all()

    def test_are_what_is_shared_and_what_either_can_help_with(self) -> None:
        """A brief says who can help whom."""
        a, b = self.A, self.B
        speaks = (a != 12) & (b != 12)
        found = self.SCORER.score_pairs(a, b)

        ground = logistic(self.SCORER.common_ground.z_scores(a, b))
        assert found.common_ground == pytest.approx(np.where(speaks, ground, 0.0))
        for help_, one, other in ((found.help_a_to_b, a, b), (found.help_b_to_a, b, a)):
            can = speaks & np.isin(other, (13, 14, 15)) & (one != 15)
            expected = np.where(can, logistic(self.SCORER.help.z_scores(one, other)), 0.0)
            assert help_ == pytest.approx(expected)
            assert can.any()

    def test_swap_with_the_pair(self) -> None:
        """A score belongs to both; help has a direction."""
        found = self.SCORER.score_pairs(self.A, self.B)
        swapped = self.SCORER.score_pairs(self.B, self.A)

        assert (found.points == swapped.points).all()
        assert (found.common_ground == swapped.common_ground).all()
        assert (found.help_a_to_b == swapped.help_b_to_a).all()
        assert (found.help_b_to_a == swapped.help_a_to_b).all()

    def test_are_nothing_with_oneself(self) -> None:
        """Nobody is introduced to themselves."""
        everyone = np.arange(len(self.PEOPLE), dtype=np.int32)
        found = self.SCORER.score_pairs(everyone, everyone)

        for part in (found.points, found.common_ground, found.help_a_to_b, found.help_b_to_a):
            assert not part.any()

    def test_come_in_points_alone(self) -> None:
        """A round of thousands needs nothing else."""
        assert (
            self.SCORER.points_of(self.A, self.B) == self.SCORER.score_pairs(self.A, self.B).points
        ).all()
        assert self.SCORER.people == 16


def logistic(z_score: Doubles) -> Doubles:
    """Half of everything lies 2.25 standard deviations above what strangers reach."""
    mapped: Doubles = 1 / (1 + np.exp(2.25 - z_score))
    return mapped


class TestOrder:
    @settings(max_examples=10)
    @given(st.permutations(range(24)))
    def test_of_profiles_changes_no_point(self, order: list[int]) -> None:
        """The same people are introduced however the organiser sorts the list."""
        people = crowd(24)
        a, b = (side.astype(np.int32) for side in np.triu_indices(24, 1))

        straight = scorer_of(people).score_pairs(a, b).points
        shuffled = scorer_of([people[i] for i in order]).score_pairs(a, b).points

        assert (straight == shuffled).all()

    def test_batch_equals_single(self) -> None:
        """What is shown for one pair is what the round computed among thousands."""
        scorer = scorer_of(crowd())
        a, b = (side.astype(np.int32)[::39] for side in np.triu_indices(40, 1))

        together = scorer.score_pairs(a, b).points
        single = [scorer.score_pairs(a[i : i + 1], b[i : i + 1]).points[0] for i in range(len(a))]

        assert together.tolist() == single
