"""Is a pair's score mutual, fair to honest profiles, and the same whatever the order?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matcher.domain.centering import MisshapenEmbeddings
from services.matcher.domain.phrases import read_corpus
from services.matcher.domain.scoring import PairScores, Scorer
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


class TestOrder:
    @settings(max_examples=10, deadline=None)
    @given(st.permutations(range(24)))
    def test_of_profiles_changes_no_point(self, order: list[int]) -> None:
        """The same people are introduced however the organiser sorts the list."""
        people = crowd(24)
        a, b = (side.astype(np.int32) for side in np.triu_indices(24, 1))

        straight = scorer_of(people).score_pairs(a, b).points
        shuffled = scorer_of([people[i] for i in order]).score_pairs(a, b).points

        assert (straight == shuffled).all()

    def test_of_a_pair_swaps_only_who_helps_whom(self) -> None:
        """A score belongs to both."""
        people = [
            *crowd(),
            profile("x", offers=("grant writing",), needs=("kilns craft",)),
            profile("y", needs=("grant writing",)),
        ]

        found = score(people, ("x", "y"), ("y", "x"))

        assert found.points[0] == found.points[1]
        assert found.help_a_to_b[0] == found.help_b_to_a[1]

    def test_batch_equals_single(self) -> None:
        """What is shown for one pair is what the round computed among thousands."""
        scorer = scorer_of(crowd())
        a, b = (side.astype(np.int32)[::13] for side in np.triu_indices(40, 1))

        together = scorer.score_pairs(a, b).points
        single = [scorer.score_pairs(a[i : i + 1], b[i : i + 1]).points[0] for i in range(len(a))]

        assert together.tolist() == single
